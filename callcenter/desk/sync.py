"""The replica kept like the brand's customers: filled once, then changes alone, and everything looked through daily."""

from __future__ import annotations

import asyncio
import enum
import logging
import random
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import msgspec
from psygnal import Signal

from callcenter.desk.bulk import PACING, Bulk, Pacing
from callcenter.desk.connection import Connection
from callcenter.desk.files import Local, LocalFiles
from callcenter.desk.fill import FILL, FILLED, GONE, PASSED, Step, Work
from callcenter.desk.keeping_up import LONGEST_PAUSE, MOST_DOUBLINGS, KeepingUp
from callcenter.desk.ordering import ordering_of
from callcenter.desk.queue import OrderQueue
from callcenter.desk.relay import Relay
from callcenter.desk.session import Session
from callcenter.desk.snapshots import Snapshots
from callcenter.desk.tasks import Tasks, heard
from callcenter.model.record import Record
from callcenter.pos.errors import SIGN_IN_REFUSED
from callcenter.pos.port import PointOfSale
from callcenter.pos.systems import Connector
from callcenter.replica.errors import Closed, LocalFileError

_log = logging.getLogger(__name__)

LONGEST_WAIT = 3600.0
"""Seconds until it is seen anew whether something is due: a window system's timers end at some weeks."""
_REFUSED = {error.code for error in SIGN_IN_REFUSED}


class Phase(enum.StrEnum):
    """What goes on besides following changes."""

    IDLE = "idle"
    FILLING = "filling"
    CHECKING = "checking"
    INDEXING = "indexing"


_PHASES = {Work.PASS: Phase.CHECKING, Work.REINDEX: Phase.INDEXING}


class Progress(Record, frozen=True):
    """How many customers are here, and, while filling or checking, how far that has come."""

    phase: Phase = Phase.IDLE
    count: int = 0
    """Customers read by the filling or checking, or indexed anew; those stored while idle."""
    total: int | None = None
    rate: float = 0.0
    """Customers a second."""
    seconds_left: float | None = None


class Changed(Record, frozen=True):
    """Customers that came or changed: by id where they are few, else (a fill, a pass) their number alone."""

    ids: tuple[str, ...] = ()
    count: int = 0


class Sync:
    """Works from the opening of the local files to their closing."""

    progressed = Signal(Progress)
    """A few times a second at most."""
    changed = Signal(Changed)

    def __init__(
        self,
        session: Session,
        files: LocalFiles,
        connection: Connection,
        connector: Connector,
        pacing: Pacing = PACING,
        queue: OrderQueue | None = None,
    ) -> None:
        self._session = session
        self._bulk = Bulk(connector, pacing)
        self._pacing = pacing
        self._tasks = Tasks("sync")
        self._due = asyncio.Event()
        self._relay = Relay(queue)
        self._snapshots = Snapshots(self._relay)
        self._keeping_up = KeepingUp(self._relay, connection, self._bulk, pacing)
        self._local: Local | None = None
        self._check_wanted = False
        self.progress = Progress()
        self._relay.turned.connect(self._due.set)
        self._keeping_up.fell_behind.connect(self._due.set)
        self._keeping_up.changed.connect(self._tell_changes)
        files.opened.connect(self._begin)
        files.closed.connect(self._stop)

    @property
    def worker_pid(self) -> int | None:
        """The worker process's id while there is one."""
        return self._bulk.worker_pid

    def look_now(self) -> None:
        """Ask for changes at once."""
        self._keeping_up.look_now()

    def check_now(self) -> None:
        """Look through everything now instead of when the day is over."""
        self._check_wanted = True
        self._due.set()

    async def aclose(self) -> None:
        """End everything, the worker process too."""
        self._stop()
        await self._tasks.aclose()

    # ---- life -------------------------------------------------------------------------------------------------------

    def _begin(self, local: Local) -> None:
        pos = self._session.pos
        if ordering_of(pos.capabilities) is None:
            return
        self._check_wanted = False
        self._local = local
        self._snapshots.begin()
        self._keeping_up.begin()
        self._tasks.replace("changes", self._while_open(self._keeping_up.ask, pos, local))
        self._tasks.replace("heard", self._while_open(self._keeping_up.store_heard, local))
        self._tasks.replace("bulk", self._while_open(self._fill_and_check, pos, local))

    def _stop(self) -> None:
        for name in ("changes", "heard", "bulk", "count"):
            self._tasks.cancel(name)
        self._local = None
        self.progress = Progress()

    async def _while_open(self, work: Callable[..., Coroutine[Any, Any, None]], *given: object) -> None:
        """Do work until the files can be used no longer. It is made here: a task may be cancelled before it begins."""
        try:
            await work(*given)
        except Closed:
            pass
        except LocalFileError as error:  # set aside at the next opening
            _log.error("the replica cannot be used: %s", error.trouble)

    # ---- changes ----------------------------------------------------------------------------------------------------

    def _tell_changes(self, ids: tuple[str, ...]) -> None:
        self.changed.emit(Changed(ids=ids, count=len(ids)))
        if self.progress.phase is Phase.IDLE and self._local is not None:
            self._tasks.replace("count", self._while_open(self._recount, self._local))

    async def _recount(self, local: Local) -> None:
        count = await local.replica.count()
        if self.progress.phase is Phase.IDLE:
            self._tell(Progress(count=count))

    async def _tell_idle(self, local: Local) -> None:
        self._tell(Progress(count=await local.replica.count()))

    # ---- bulk work --------------------------------------------------------------------------------------------------

    async def _fill_and_check(self, pos: PointOfSale, local: Local) -> None:
        failures = 0
        await self._tell_idle(local)
        while True:
            work, seconds = await self._next(local)
            if work is None:
                await heard(self._due, min(seconds, LONGEST_WAIT))
                self._due.clear()
                continue
            error = await self._do(work, pos, local)
            await self._tell_idle(local)
            if error is None:
                failures = 0
                self._note_done(work)
                continue
            _log.info("%s stopped: %s", work, error)
            if error in _REFUSED:
                return
            failures += 1
            seconds = min(self._pacing.retry * 2 ** min(failures - 1, MOST_DOUBLINGS), LONGEST_PAUSE)
            await asyncio.sleep(seconds * random.uniform(0.8, 1.2))  # noqa: S311 - spread

    async def _do(self, work: Work, pos: PointOfSale, local: Local) -> str | None:
        """Do it; return the code of what went wrong."""
        if not self._bulk.has_process(pos, local):
            return await self._bulk.perform(work, pos, local, partial(self._tell_step, work))
        packed, begun = None, datetime.now(UTC)
        if work is Work.FILL and await local.replica.fact(FILL) is None:
            packed = await self._snapshots.fetched(local)
            work = Work.SNAPSHOT if packed is not None else work
        elif work is Work.PACK:
            packed = await self._snapshots.to_pack(local)
            if packed is None:
                return None
        error = await self._bulk.perform(work, pos, local, partial(self._tell_step, work), packed)
        if work is Work.PACK and packed is not None and error is None:
            await self._snapshots.put(packed, begun)
        return error

    async def _next(self, local: Local) -> tuple[Work | None, float]:
        """Return what is to be done now, else the seconds until something is due."""
        if not await local.replica.indexed():
            return Work.REINDEX, 0.0
        await self._keeping_up.following.wait()  # what changes from now on is not missed by a fill
        if not self._keeping_up.caught_up.is_set():
            return Work.CATCH_UP, 0.0
        if await local.replica.fact(FILLED) is None:
            return Work.FILL, 0.0
        await self._tell_gone(local)
        left = await self._until_pass(local)
        if left <= 0:
            return Work.PASS, 0.0
        until_snapshot = self._snapshots.seconds_left if local.path is not None else left
        return (Work.PACK, 0.0) if until_snapshot <= 0 else (None, min(left, until_snapshot))

    async def _until_pass(self, local: Local) -> float:
        """Return the seconds until everything is to be looked through."""
        passed = await local.replica.fact(PASSED)
        age = datetime.now(UTC) - datetime.fromisoformat(passed) if passed else timedelta.max
        every = self._pacing.pass_every if self._relay.daily else self._pacing.rare_pass_every
        # A pass from the future: the clock was set back.
        return 0.0 if self._check_wanted or age < timedelta(0) else every - age.total_seconds()

    async def _tell_gone(self, local: Local) -> None:
        """Tell the other desks whom a pass has removed."""
        kept = await local.replica.fact(GONE)
        if kept and await self._relay.publish_gone(msgspec.json.decode(kept, type=list[str])):
            await local.replica.set_fact(GONE, None)

    def _note_done(self, work: Work) -> None:
        if work is Work.CATCH_UP:
            self._keeping_up.caught_up.set()
        elif work is Work.PASS:
            self._check_wanted = False

    def _tell_step(self, work: Work, step: Step) -> None:
        phase = _PHASES.get(work, Phase.FILLING)
        progress = Progress(
            phase=phase, count=step.count, total=step.total, rate=step.rate, seconds_left=step.seconds_left
        )
        self._tell(progress)
        if step.stored:
            self.changed.emit(Changed(count=step.stored))

    def _tell(self, progress: Progress) -> None:
        if progress != self.progress:
            self.progress = progress
            self.progressed.emit(progress)
