"""A thread that owns one connection, and the coroutines that wait for its work.

SQLite lets go of the interpreter while it works, so a thread keeps the window free. Work is done in the order it was
asked for. Any asyncio loop may ask, Qt's too.
"""

from __future__ import annotations

import asyncio
import functools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

import apsw

from callcenter.replica.connecting import translated
from callcenter.replica.errors import Closed, LocalFileError, StorageFull, Superseded

T = TypeVar("T")

_STEPS = 50_000
"""SQLite's own steps, a few milliseconds, after which work under way looks whether it still counts: an interrupt that
comes just before a statement begins is lost."""
_NO_BUGS = (Superseded, LocalFileError, StorageFull)
"""What whoever no longer waits for the answer need not hear of."""


class _Job(Generic[T]):
    """One piece of work and who waits for it."""

    __slots__ = ("future", "kind", "stale", "work")

    def __init__(self, work: Callable[[apsw.Connection], T], kind: str | None) -> None:
        self.work = work
        self.kind = kind
        self.stale = False
        self.future: Future[T] = Future()


class Worker:
    """Does work on a connection of its own, one piece after the other. ``name`` is the thread's."""

    def __init__(self, name: str, connect: Callable[[], apsw.Connection]) -> None:
        self._connect = connect
        self._connection: apsw.Connection | None = None
        self._jobs: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._current: _Job[Any] | None = None
        self._newest: dict[str, _Job[Any]] = {}
        self._closed = False
        self._opened: Future[None] = Future()
        self._ended: Future[None] = Future()
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)

    async def start(self) -> None:
        """Open the connection on the thread. Raises what opening raises."""
        self._thread.start()
        try:
            await asyncio.shield(asyncio.wrap_future(self._opened))
        except BaseException:
            await self.aclose()
            raise

    async def run(self, work: Callable[[apsw.Connection], T], *, kind: str | None = None) -> T:
        """Do work on the thread and return its answer.

        Of one ``kind`` only the newest counts: an earlier one that is waiting or under way ends with Superseded.
        Cancelling the wait ends work of a kind too; work without one is always done once it has begun.

        Raises Closed, Superseded, LocalFileError, StorageFull and what the work raises.
        """
        return await self.begin(work, kind=kind)

    def begin(self, work: Callable[[apsw.Connection], T], *, kind: str | None = None) -> asyncio.Future[T]:
        """Have work done as ``run`` does, and do not wait for the loop's next turn to ask for it.

        The future is the running loop's; cancelling it is giving up the wait. Raises Closed.
        """
        job = _Job(work, kind)
        with self._lock:
            if self._closed:
                raise Closed("the database is closed")
            if kind is not None:
                self._drop(self._newest.get(kind))
                self._newest[kind] = job
            self._jobs.put(job)
        answer = asyncio.wrap_future(job.future)
        answer.add_done_callback(functools.partial(self._answered, job))
        return answer

    def check(self) -> None:
        """Raise Superseded where the work under way no longer counts: for work of many steps, on the thread."""
        if self._is_stale():
            raise Superseded

    async def aclose(self) -> None:
        """End the thread: reads of a kind are cut short, all other work that was asked for is done first."""
        with self._lock:
            if not self._closed:
                self._closed = True
                for job in self._newest.values():
                    self._drop(job)
                self._jobs.put(None)
        if self._thread.ident is not None:
            await asyncio.shield(asyncio.wrap_future(self._ended))
            self._thread.join()

    def _answered(self, job: _Job[T], answer: asyncio.Future[T]) -> None:
        if not answer.cancelled():
            if isinstance(job.future.exception(), _NO_BUGS):
                answer.exception()  # nobody may be waiting any more, and then it is not reported as never heard
        elif job.kind is not None:
            with self._lock:
                self._drop(job)

    def _is_stale(self) -> bool:
        current = self._current
        return current is not None and current.stale

    def _drop(self, job: _Job[Any] | None) -> None:
        """Make a job stale, with the lock held: only then is it certain which job an interrupt meets."""
        if job is None or job.future.done():
            return
        job.stale = True
        if job is self._current and self._connection is not None:
            self._connection.interrupt()

    def _live(self) -> None:
        try:
            self._connection = self._connect()
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits for the start
            self._opened.set_exception(error)
        else:
            self._connection.set_progress_handler(self._is_stale, _STEPS)
            self._opened.set_result(None)
            while (job := self._jobs.get()) is not None:
                if job.future.set_running_or_notify_cancel():
                    self._do(job, self._connection)
            self._connection.close()
        finally:
            self._connection = None
            self._ended.set_result(None)

    def _do(self, job: _Job[Any], connection: apsw.Connection) -> None:
        with self._lock:
            self._current = job
        try:
            answer = _until_uninterrupted(job, connection)
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits for the answer
            self._leave(job)
            job.future.set_exception(error)
        else:
            self._leave(job)
            job.future.set_result(answer)

    def _leave(self, job: _Job[Any]) -> None:
        with self._lock:
            self._current = None
            if job.kind is not None and self._newest.get(job.kind) is job:
                del self._newest[job.kind]


def _until_uninterrupted(job: _Job[Any], connection: apsw.Connection) -> Any:  # noqa: ANN401 - the work's own answer
    while True:
        if job.stale:
            raise Superseded
        try:
            with translated():
                return job.work(connection)
        except apsw.InterruptError:
            continue  # stale, or hit by an interrupt that was meant for the one before: that one is done again
