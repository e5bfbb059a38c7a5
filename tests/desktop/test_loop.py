"""The desk's kind of loop under the tests' own runner: what every desktop test rests on."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
import qasync
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.anyio

Until = Callable[..., Awaitable[None]]


class _Hello(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Stay silent."""


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hello) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


async def test_a_coroutine_runs_on_the_loop_of_qt() -> None:
    await asyncio.sleep(0)
    assert isinstance(asyncio.get_running_loop(), qasync.QEventLoop)


async def test_windows_are_on_the_display_that_the_tests_were_given() -> None:
    assert QGuiApplication.platformName() == os.environ.get("CALLCENTER_TEST_PLATFORM", "offscreen")


async def test_twenty_requests_are_answered_while_the_loop_is_qts(server: str, client: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(client.get(server) for _ in range(20)))
    assert {answer.text for answer in answers} == {"hello"}


async def test_work_in_a_thread_is_awaited() -> None:
    assert await asyncio.to_thread(threading.get_ident) != threading.get_ident()


async def test_a_cancelled_task_ends_with_its_tidying_done() -> None:
    tidied = asyncio.Event()

    async def wait_for_ever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            tidied.set()

    task = asyncio.create_task(wait_for_ever())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert tidied.is_set()


async def test_a_wait_that_takes_too_long_is_cut_off() -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await asyncio.Event().wait()


async def test_keys_reach_a_window_while_another_task_works(qtbot: QtBot, until: Until) -> None:
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            beats += 1
            await asyncio.sleep(0)

    window = QMainWindow()
    field = QLineEdit(window)
    window.setCentralWidget(field)
    entered: list[str] = []
    field.returnPressed.connect(lambda: entered.append(field.text()))
    shortcut = QShortcut("Ctrl+K", window)
    shortcut.activated.connect(field.selectAll)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    heart = asyncio.create_task(beat())
    await until(window.isActiveWindow)

    qtbot.keyClicks(field, "Anar")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: entered == ["Anar"])
    qtbot.keyClick(field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: field.selectedText() == "Anar")

    before = beats
    await until(lambda: beats > before)
    heart.cancel()
    await asyncio.wait([heart])


async def test_a_test_outlives_its_last_window(qtbot: QtBot, until: Until) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    window.close()
    await until(window.isHidden)
    await asyncio.sleep(0)
