"""The harness of the tests with a real window.

Under ``packaging/dev.py test`` on Linux the windows are on a display of their own; elsewhere they are drawn into
memory. The developer's own display is touched only when CALLCENTER_TEST_PLATFORM names its platform (``xcb``,
``wayland``, …).

A coroutine marked ``@pytest.mark.anyio`` runs on the desk's own kind of loop: asyncio on Qt's. It uses ``qtbot`` for
keys, and ``await until(…)`` instead of ``qtbot.waitUntil``, which would run the loop inside the loop.
"""

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable, Iterator

import pytest

# Before the first QApplication, which reads it once.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("CALLCENTER_TEST_PLATFORM", "offscreen")

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from qasync import QEventLoop

from callcenter.ui.shell import translation

Until = Callable[..., Awaitable[None]]


@pytest.fixture(scope="session")
def anyio_backend(qapp: QApplication) -> object:
    """Run coroutines on Qt's loop."""
    # Else the loop would stop under a test that closes its last window.
    qapp.setQuitOnLastWindowClosed(False)
    return ("asyncio", {"loop_factory": lambda: _Loop(qapp)})


class _Loop(QEventLoop):  # type: ignore[misc]  # qasync has no types
    """The desk's loop, except that nothing of it happens while it stands still between a test and its teardown."""

    def run_until_complete(self, future: Awaitable[object]) -> object:
        """Run until the future is done, and leave what else is to be done to the next run.

        qasync's own lets Qt handle events once more when the loop is not running any longer: a step of a task that
        falls into it finds no loop.
        """
        task = asyncio.ensure_future(future, loop=self)

        def stop(_task: object) -> None:
            self.stop()

        task.add_done_callback(stop)
        try:
            self.run_forever()
        finally:
            task.remove_done_callback(stop)
        return task.result()


@pytest.fixture(scope="session", autouse=True)
def _english(qapp: QApplication) -> None:
    """Speak English as the desk does, whose file holds the plural forms."""
    translation.install(qapp, "en")


@pytest.fixture(scope="session", autouse=True)
def _no_events_while_the_loop_stands_still() -> Iterator[None]:
    """Keep pytest-qt from handling events between a test and its teardown.

    Tasks of the desk's loop would run then, and find no loop running.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pytestqt.plugin._process_events", lambda: None)
        yield


@pytest.fixture
def until() -> Until:
    """Wait for what the screen will show: ``await until(lambda: label.text() == "3 found")``.

    Fails when it has not come true ``within`` so many seconds, 20 unless told: no test is about how fast this computer
    is, and it may have much else to do.
    """

    async def wait(condition: Callable[[], object], *, within: float = 20.0) -> None:
        deadline = asyncio.get_running_loop().time() + within
        while not condition():
            if asyncio.get_running_loop().time() > deadline:
                pytest.fail(f"this did not come true within {within} s: {_source(condition)}")
            await asyncio.sleep(0.005)

    return wait


def _source(condition: Callable[[], object]) -> str:
    code = getattr(condition, "__code__", None)  # a method of Qt has none
    return f"{condition.__qualname__}, line {code.co_firstlineno}" if code is not None else repr(condition)


@pytest.fixture
def leak_watch(qapp: QApplication, leak_watch: None) -> Iterator[None]:  # noqa: ARG001 (an order)
    """Fail the test that left a window, a running timer or a running thread of Qt, besides what every test must not."""
    before = _alive()
    yield
    _delete_what_is_to_go()
    left = [thing for address, thing in _alive().items() if address not in before]
    descriptions = [f"still there: {thing!r}" for thing in left]
    for thing in left:
        # The tests after this one are not to suffer from it.
        _remove(thing)
    _delete_what_is_to_go()
    if descriptions:
        pytest.fail("\n".join(descriptions), pytrace=False)


def _alive() -> dict[int, QObject]:
    """Give the windows there are and the timers and threads that run, by their address in C++."""
    things: list[QObject] = list(QApplication.topLevelWidgets())
    for thing in gc.get_objects():
        # By its type: to ask an object for its class runs code of lazy stand-ins.
        kind = type(thing)
        if issubclass(kind, QTimer | QThread) and shiboken6.isValid(thing):
            running = thing.isActive() if issubclass(kind, QTimer) else thing.isRunning()
            if running:
                things.append(thing)
    return {shiboken6.getCppPointer(thing)[0]: thing for thing in things}


def _delete_what_is_to_go() -> None:
    gc.collect()
    # Qt itself deletes what deleteLater() named only while a loop runs, and none does here.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _remove(thing: QObject) -> None:
    if isinstance(thing, QTimer):
        thing.stop()
    elif isinstance(thing, QThread):
        thing.quit()
        QThread.wait(thing, 2_000)
    elif isinstance(thing, QWidget):
        thing.hide()
        thing.deleteLater()
