"""The background tasks of one owner: held, named, reported, ended together."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


async def heard(event: asyncio.Event, seconds: float | None) -> bool:
    """Wait for an event, so many seconds at most; return whether it came.

    Not by ``asyncio.wait_for``: on Python 3.11 a cancellation that comes together with the event is lost there, and a
    task that goes round for ever is never ended.
    """
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True


class Tasks:
    """Holds tasks so that none is lost, swallowed or outlives its owner."""

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._running: set[asyncio.Task[None]] = set()
        self._newest: dict[str, asyncio.Task[None]] = {}
        self._closed = False

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Run work beside whatever runs already; after ``aclose`` nothing is started."""
        if self._closed:
            work.close()
            return
        task = asyncio.create_task(work, name=f"{self._owner}: {name}")
        self._running.add(task)
        task.add_done_callback(self._ended)

    def replace(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Run work in place of the last of this name, which is cancelled: the newest wins."""
        self.cancel(name)
        if self._closed:
            work.close()
            return
        task = asyncio.create_task(work, name=f"{self._owner}: {name}")
        self._newest[name] = task
        self._running.add(task)
        task.add_done_callback(self._ended)

    def cancel(self, name: str) -> None:
        """End the newest task of this name."""
        task = self._newest.pop(name, None)
        if task is not None:
            task.cancel()

    def running(self, name: str) -> bool:
        """Whether the newest task of this name is at work."""
        task = self._newest.get(name)
        return task is not None and not task.done()

    async def aclose(self) -> None:
        """End every task and wait until each has ended."""
        self._closed = True
        running = list(self._running)
        for task in running:
            if not task.cancelling():  # a second time would break into its tidying up
                task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def finish(self, patience: float) -> None:
        """Let every task come to its end, ``patience`` seconds long; then end what is left."""
        self._closed = True
        if self._running:
            await asyncio.wait(self._running, timeout=patience)
        await self.aclose()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        if error := task.exception():  # a bug: use cases tell the environment's errors themselves
            task.get_loop().call_exception_handler(
                {"message": f"{task.get_name()} failed", "exception": error, "task": task}
            )
