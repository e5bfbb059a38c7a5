"""A server's life on a thread and an asyncio loop of its own, and the way to it from other threads."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Final, TypeVar

_T = TypeVar("_T")

_CALL_SECONDS: Final = 30.0


class AbandonedError(Exception):
    """A start was broken off by ``Life.abandon``."""


class Life:
    """Runs a coroutine on its own thread from ``begin`` to ``end``.

    ``serve`` is given what it has to call once it accepts connections, and an event to end at.
    """

    def __init__(self, serve: Callable[[Callable[[], None], asyncio.Event], Coroutine[Any, Any, None]]) -> None:
        self._serve = serve
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._abandoned = threading.Event()

    def begin(self) -> None:
        """Start; it accepts connections when this returns. Raises AbandonedError, and whatever ``serve`` raises."""
        ready: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="sandbox")
        self._thread.start()
        try:
            ready.result()
        except BaseException:
            self.abandon()
            self.end()
            raise

    def abandon(self) -> None:
        """Break off a start under way."""
        self._abandoned.set()

    def is_abandoned(self) -> bool:
        """Whether the start was broken off."""
        return self._abandoned.is_set()

    def end(self) -> None:
        """Stop and wait until it has."""
        if self._loop is not None and self._stop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop.set)
        if self._thread is not None:
            self._thread.join()
        self._thread = self._loop = self._stop = None

    def call(self, function: Callable[[], _T]) -> _T:
        """Run a function on the server's thread and give its result."""

        async def call() -> _T:
            return function()

        return self.wait(call)

    def wait(self, function: Callable[[], Awaitable[_T]]) -> _T:
        """Run a coroutine on the server's loop and give its result. Raises RuntimeError when it is not running."""
        if self._loop is None:
            raise RuntimeError("the sandbox is not running; enter it first")

        async def wait() -> _T:
            return await function()

        return asyncio.run_coroutine_threadsafe(wait(), self._loop).result(_CALL_SECONDS)

    def _run(self, ready: "Future[None]") -> None:
        try:
            asyncio.run(self._live(ready))
        except BaseException as error:
            if ready.done():
                raise
            ready.set_exception(AbandonedError() if self._abandoned.is_set() else error)

    async def _live(self, ready: "Future[None]") -> None:
        stop = asyncio.Event()

        def tell() -> None:
            # In this order: who abandons either finds the loop and stops it, or is found here.
            self._loop, self._stop = asyncio.get_running_loop(), stop
            if self._abandoned.is_set():
                raise AbandonedError
            ready.set_result(None)

        await self._serve(tell, stop)
