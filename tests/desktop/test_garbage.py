"""Qt's objects that nobody needs any more end on the window's thread, wherever rubbish is made."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from callcenter import garbage
from callcenter.garbage import GarbageCollection


class _Ring(QObject):
    """An object with a running timer that only a look for rubbish can find: it holds itself."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self
        self.startTimer(1_000)


@pytest.fixture
def collection() -> Iterator[GarbageCollection]:
    made = GarbageCollection()
    yield made
    made.end()
    gc.disable()  # as every test has it


def _litter(rounds: int) -> None:
    for _ in range(rounds):
        ring: list[object] = []
        ring.append(ring)


@pytest.mark.usefixtures("collection")
def test_a_thread_that_makes_rubbish_ends_no_object_of_qt(qtbot: QtBot) -> None:
    ended_on: list[int] = []
    weakref.finalize(_Ring(), lambda: ended_on.append(threading.get_ident()))
    thread = threading.Thread(target=_litter, args=(100_000,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(ended_on))
    assert ended_on == [threading.get_ident()]


@pytest.mark.usefixtures("qtbot")
def test_what_has_grown_old_is_found_too(collection: GarbageCollection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "BETWEEN_WHOLE", 0.0)
    ended: list[bool] = []
    ring = _Ring()
    weakref.finalize(ring, lambda: ended.append(True))
    gc.collect()
    gc.collect()  # it is among the oldest now
    del ring
    while not ended:
        _litter(garbage.YOUNG)
        collection.look()
    assert isinstance(collection.findChild(QTimer), QTimer)


def test_python_collects_again_when_the_window_is_gone() -> None:
    GarbageCollection().end()
    try:
        assert gc.isenabled()
    finally:
        gc.disable()
