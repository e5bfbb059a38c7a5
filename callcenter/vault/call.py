"""One call in a thread of its own, that may be given up and never holds up the program's end."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Event, Thread
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class GivenUp(Exception):
    """Nobody waits for this call any more. Seen by nobody."""


class Call(Generic[T_co]):
    """Runs ``job`` in a daemon thread.

    Not in an executor: the interpreter joins an executor's threads at its end, and a keyring waiting for its password
    would then keep the program from ending. A thread a call costs 0.1 ms, against some 24 ms of the keyring's answer.
    ``job`` is handed a check to call before each step: it raises once the call was given up.
    """

    def __init__(self, job: Callable[[Callable[[], None]], T_co]) -> None:
        self._job = job
        self._given_up = Event()
        self._outcome: Future[T_co] = Future()
        self._thread = Thread(target=self._work, name="vault", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        # From here on the outcome cannot be cancelled: whoever stops waiting leaves the job to its end.
        self._outcome.set_running_or_notify_cancel()
        self._thread.start()

    async def outcome(self) -> T_co:
        """Give what the job returned, or raise what it raised. Waiting may be cancelled; the job goes on."""
        return await asyncio.wrap_future(self._outcome)

    async def ended(self) -> None:
        """Wait for the end of the job, whatever it came to. Waiting may be cancelled; the job goes on."""
        with suppress(Exception):
            await asyncio.wrap_future(self._outcome)

    def give_up(self) -> None:
        """Let the job stop before its next step."""
        self._given_up.set()

    @property
    def done(self) -> bool:
        """Whether the job came to an end."""
        return self._outcome.done()

    @property
    def alive(self) -> bool:
        """Whether the thread is still there."""
        return self._thread.is_alive()

    def _check(self) -> None:
        if self._given_up.is_set():
            raise GivenUp

    def _work(self) -> None:
        try:
            outcome = self._job(self._check)
        except BaseException as error:  # noqa: BLE001 - handed to the one who waits, bugs included
            self._outcome.set_exception(error)
        else:
            self._outcome.set_result(outcome)
