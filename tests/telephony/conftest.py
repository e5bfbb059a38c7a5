"""A folder for the desk's socket that each test has to itself."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the system's folder for sockets; its path is short as the real one's, pytest's own are not."""
    if sys.platform == "win32":
        pytest.skip("named pipes have no folder")
    with tempfile.TemporaryDirectory(prefix="desk-", dir="/tmp") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def until() -> Callable[[Callable[[], object]], Awaitable[None]]:
    """Wait for what comes true once the loop has gone round: ``await until(lambda: server.serving)``."""

    async def wait(condition: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not condition():  # noqa: ASYNC110 - the condition is the server's own state
                await asyncio.sleep(0)

    return wait
