"""The replica kept like the brand's customers: filled once, then changes alone, and everything looked through daily."""

from __future__ import annotations

import asyncio
import contextlib
import enum
import logging
import random
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from psygnal import Signal

from callcenter.desk.bulk import PACING, SMALL_PAGE, Bulk, Pacing
from callcenter.desk.changes import MOST_PAGES, Changes, FarBehind
from callcenter.desk.connection import Connection
from callcenter.desk.files import Local, LocalFiles
from callcenter.desk.fill import FILLED, PASSED, Step, Work
from callcenter.desk.session import Session
from callcenter.desk.shelf import ReplicaShelf
from callcenter.desk.tasks import Tasks
from callcenter.model.customer import CustomerSort
from callcenter.model.record import Record
from callcenter.pos.errors import SIGN_IN_REFUSED, PosError
from callcenter.pos.port import PointOfSale
from callcenter.pos.quota import Quota
from callcenter.pos.systems import Connector
from callcenter.replica.errors import Closed, LocalFileError, StorageFull

_log = logging.getLogger(__name__)

FEW_PAGES = 5
"""Pages of changes read in the desk; more are the worker process's."""
MOST_DOUBLINGS = 5
LONGEST_PAUSE = 120.0
"""Seconds between two tries while all fail."""
_REFUSED = {error.code for error in SIGN_IN_REFUSED}
_NEEDED = {CustomerSort.ID, CustomerSort.UPDATED}


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
    ) -> None:
        self._session = session
        self._connection = connection
        self._bulk = Bulk(connector, pacing)
        self._pacing = pacing
        self._tasks = Tasks("sync")
        self._poked = asyncio.Event()
        self._due = asyncio.Event()
        self._caught_up = asyncio.Event()
        self._following = asyncio.Event()
        self._check_wanted = False
        self.progress = Progress()
        files.opened.connect(self._begin)
        files.closed.connect(self._stop)

    @property
    def worker_pid(self) -> int | None:
        """The worker process's id while there is one."""
        return self._bulk.worker_pid

    def look_now(self) -> None:
        """Ask for changes at once."""
        self._poked.set()

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
        if not _NEEDED.issubset(pos.capabilities.customer_sorts):
            return
        self._check_wanted = False
        self._caught_up.set()
        self._following.clear()
        self._tasks.replace("changes", self._while_open(self._follow(pos, local)))
        self._tasks.replace("bulk", self._while_open(self._fill_and_check(pos, local)))

    def _stop(self) -> None:
        self._tasks.cancel("changes")
        self._tasks.cancel("bulk")
        self.progress = Progress()

    async def _while_open(self, work: Coroutine[Any, Any, None]) -> None:
        """Do work until the files can be used no longer."""
        try:
            await work
        except Closed:
            pass
        except LocalFileError as error:  # set aside at the next opening
            _log.error("the replica cannot be used: %s", error.trouble)

    # ---- changes ----------------------------------------------------------------------------------------------------

    async def _follow(self, pos: PointOfSale, local: Local) -> None:
        changes = Changes(pos, ReplicaShelf(local.replica), page=SMALL_PAGE)
        failures = 0
        await self._tell_idle(local)
        while True:
            try:
                ids = await changes.look(FEW_PAGES if self._bulk.can_catch_up(pos, local) else MOST_PAGES)
            except FarBehind:
                self._caught_up.clear()
                self._due.set()
                self._following.set()
                await self._caught_up.wait()
                continue
            except PosError as error:
                failures += 1
                self._connection.failed(error)
                if isinstance(error, SIGN_IN_REFUSED):
                    return
            except StorageFull:
                failures += 1
            else:
                failures = 0
                self._connection.worked()
                await self._tell_changes(ids, local)
                self._following.set()
            await self._pause(pos.quota, failures)

    async def _tell_changes(self, ids: tuple[str, ...], local: Local) -> None:
        if not ids:
            return
        self.changed.emit(Changed(ids=ids, count=len(ids)))
        if self.progress.phase is Phase.IDLE:
            await self._tell_idle(local)

    async def _tell_idle(self, local: Local) -> None:
        self._tell(Progress(count=await local.replica.count()))

    async def _pause(self, quota: Quota, failures: int) -> None:
        if failures:
            seconds = min(self._pacing.interval * 2 ** min(failures, MOST_DOUBLINGS), LONGEST_PAUSE)
        else:
            seconds = self._pacing.interval * _slowness(quota)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._poked.wait(), seconds * random.uniform(0.9, 1.1))  # noqa: S311 - spread
        self._poked.clear()

    # ---- bulk work --------------------------------------------------------------------------------------------------

    async def _fill_and_check(self, pos: PointOfSale, local: Local) -> None:
        failures = 0
        while True:
            work, seconds = await self._next(local)
            if work is None:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._due.wait(), seconds)
                self._due.clear()
                continue
            error = await self._bulk.perform(work, pos, local, partial(self._tell_step, work))
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

    async def _next(self, local: Local) -> tuple[Work | None, float]:
        """Return what is to be done now, else the seconds until something is due."""
        if not await local.replica.indexed():
            return Work.REINDEX, 0.0
        await self._following.wait()  # the watermark stands: what changes from now on is not missed by a fill
        if not self._caught_up.is_set():
            return Work.CATCH_UP, 0.0
        if await local.replica.fact(FILLED) is None:
            return Work.FILL, 0.0
        passed = await local.replica.fact(PASSED)
        age = datetime.now(UTC) - datetime.fromisoformat(passed) if passed else timedelta.max
        left = self._pacing.pass_every - age.total_seconds()
        due = self._check_wanted or left <= 0 or age < timedelta(0)  # the clock was set back
        return (Work.PASS, 0.0) if due else (None, left)

    def _note_done(self, work: Work) -> None:
        if work is Work.CATCH_UP:
            self._caught_up.set()
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


def _slowness(quota: Quota) -> float:
    """Look less often when the brand's desks have little quota left."""
    if quota.remaining is None or not quota.limit:
        return 1.0
    left = quota.remaining / quota.limit
    return 1.0 if left > 0.3 else 2.0 if left > 0.1 else 5.0
