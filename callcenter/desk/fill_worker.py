"""The desk's hand on its worker process: started for one job, listened to, ended."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import multiprocessing
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from callcenter.desk import fill_process as process
from callcenter.desk.fill import Step
from callcenter.desk.fill_process import Ended, Figures, Job, Told

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

LOST = "worker-lost"
"""The code of a process that ended without a word: killed, or out of memory."""


class FillWorker:
    """Runs one job in a process of its own."""

    def __init__(self, tell: Callable[[Step], None], grace: float) -> None:
        self._tell = tell
        self._grace = grace
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        """The process's id while it lives."""
        return self._process.pid if self._process is not None else None

    def hand_figures(self, remaining: int, limit: int | None) -> None:
        """Tell the process what is left of the quota: the desk asks while the process waits for room."""
        if self._pipe is not None:
            with contextlib.suppress(OSError):
                self._pipe.send_bytes(process.encode(Figures(remaining=remaining, limit=limit)))

    async def run(self, job: Job) -> Ended:
        """Do the job and return how it ended. Cancelled, it ends the process before it returns."""
        notices: asyncio.Queue[Ended | Step | None] = asyncio.Queue()
        starting = asyncio.ensure_future(asyncio.to_thread(self._start, job))
        try:
            listener = await asyncio.shield(starting)
        except asyncio.CancelledError:
            await asyncio.wait((starting,))
            if not starting.cancelled() and starting.exception() is None:
                await self._end(None)
            raise
        loop = asyncio.get_running_loop()
        thread = threading.Thread(
            target=_listen, args=(listener, loop, notices.put_nowait), name="fill worker", daemon=True
        )
        thread.start()
        ended = Ended(code=LOST)
        try:
            while (notice := await notices.get()) is not None:
                if isinstance(notice, Step):
                    self._tell(notice)
                else:
                    ended = notice
        finally:
            await self._end(thread)
        return ended

    def _start(self, job: Job) -> Connection:
        """Start the process, on a thread: it takes some milliseconds, the first time more."""
        importlib.import_module("multiprocessing.context")
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        started = context.Process(target=process.main, args=(there,), name="callcenter fill", daemon=True)
        started.start()
        there.close()  # else its end would not be noticed
        self._process, self._pipe = started, here
        with contextlib.suppress(OSError):  # it ended at once, which its listener tells
            here.send_bytes(process.encode(job))
        return here

    async def _end(self, thread: threading.Thread | None) -> None:
        """See the process out: it is asked, and killed where it takes longer than it should."""
        running, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if running is None or pipe is None:
            return

        def end() -> None:
            with contextlib.suppress(OSError):
                pipe.send_bytes(process.STOP)
            running.join(self._grace)
            if running.is_alive():
                running.kill()
                running.join()
            if thread is not None:
                thread.join()  # its read has met the end of the pipe
            pipe.close()
            running.close()

        await asyncio.shield(asyncio.to_thread(end))


def _listen(pipe: Connection, loop: asyncio.AbstractEventLoop, put: Callable[[Any], None]) -> None:
    """Hand on what the process tells until it is gone; runs on a thread."""
    with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens any more
        while True:
            try:
                notice = process.read_notice.decode(pipe.recv_bytes())
            except (EOFError, OSError):
                loop.call_soon_threadsafe(put, None)
                return
            loop.call_soon_threadsafe(put, notice.step if isinstance(notice, Told) else notice)
