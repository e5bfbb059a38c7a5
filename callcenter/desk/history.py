"""The orders of some days past, read as far as the agent scrolls."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import msgspec
from psygnal import Signal

from callcenter.desk.connection import Connection, Link
from callcenter.desk.files import LocalFiles
from callcenter.desk.order_book import Change
from callcenter.desk.past import Kept, Past, Wanted
from callcenter.desk.queue import REACHED, OrderQueue
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.feed.port import Reached
from callcenter.model.order import Order, merged
from callcenter.model.record import Record
from callcenter.pos.errors import PosError
from callcenter.replica.errors import Closed, LocalFileError, Superseded
from callcenter.replica.orders import KNOWN_DAYS
from callcenter.settings import Profile

_log = logging.getLogger(__name__)

FRUITLESS = 5
"""Pages in a row in which nothing wanted was found, after which the agent is asked whether to look on."""


class Progress(Record, frozen=True):
    """How far the reading has come."""

    reading: bool = False
    ended: bool = False
    """Whether everything there is was looked through."""
    alone: bool = False
    """Whether that was done while the point of sale was away: what it did not tell before is missing."""
    paused: bool = False
    """Whether several pages held nothing that is wanted; ``more`` looks on."""
    reached: date | None = None
    """The day, of this computer's calendar, back to which was looked."""
    trouble: PosError | None = None
    """Why no more could be read; ``more`` tries again."""


class History:
    """Reads what is asked for, the newest first: kept orders from here, the others from the point of sale."""

    found = Signal(tuple, bool)
    """Orders that follow those found before; True where they take the place of all before."""
    updated = Signal(tuple)
    """Newer versions of orders that were found."""
    progressed = Signal(Progress)

    def __init__(
        self,
        session: Session,
        files: LocalFiles,
        queue: OrderQueue,
        connection: Connection,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._session = session
        self._files = files
        self._connection = connection
        self._now = now
        self._tasks = Tasks("history")
        self._past: Past | None = None
        self._orders: dict[str, Order] = {}
        self._anew = False
        self.progress = Progress()
        queue.changed.connect(self._follow)
        session.closed.connect(self._forget)

    def ask(self, wanted: Wanted) -> None:
        """Look for other orders: the first of them take the place of what was found before."""
        self._tasks.cancel("read")
        self._past, self._anew = None, True
        profile = self._session.profile
        if profile is not None:
            self._become(Progress(reading=True))
            self._tasks.replace("read", self._begin(wanted, profile))

    def more(self) -> None:
        """Read on, unless that is under way or there is nothing more."""
        if self._past is not None and not self.progress.reading and not self.progress.ended:
            self._become(Progress(reading=True, reached=self.progress.reached))
            self._tasks.replace("read", self._read(self._past))

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    # ---- reading ----------------------------------------------------------------------------------------------------

    async def _begin(self, wanted: Wanted, profile: Profile) -> None:
        local = self._files.local
        replica = local.replica if local is not None else None
        kept = await self._kept(wanted, profile)
        self._past = Past(wanted, kept, replica, self._session.pos, profile.region)
        await self._read(self._past)

    async def _read(self, past: Past) -> None:
        for _ in range(FRUITLESS):
            try:
                orders = await past.page()
                if past.asked:
                    self._connection.worked()
            except Superseded:  # pragma: no cover - a newer question cancels this one before
                return
            except PosError as error:
                self._connection.failed(error)
                self._take(())
                self._become(Progress(trouble=error, reached=_local_day(past.reached)))
                return
            if orders or past.ended:
                break
        self._take(orders)
        paused = not orders and not past.ended
        alone = past.ended and self._connection.state.link is not Link.LIVE
        self._become(Progress(ended=past.ended, alone=alone, paused=paused, reached=_local_day(past.reached)))

    async def _kept(self, wanted: Wanted, profile: Profile) -> Kept:
        """Return from when on all orders of the venues wanted are kept here: what the feed has told and noted."""
        reached = await self._reached()
        own = profile.venue_id or ""
        followed = tuple(reached.watermarks) if reached is not None else (own,)
        venues = (wanted.venue_id,) if wanted.venue_id is not None else followed
        days = [self._told_from(reached, venue) for venue in venues]
        told = [day for day in days if day is not None]
        since = None
        if told and len(told) == len(days):
            oldest = self._now() - timedelta(days=KNOWN_DAYS)
            since = max(datetime.combine(max(told), time.min, UTC), oldest)
        return Kept(since=since, venues=tuple(venue or None for venue in venues))

    @staticmethod
    def _told_from(reached: Reached | None, venue: str) -> date | None:
        past = reached.past.get(venue) if reached is not None and venue in reached.watermarks else None
        return past.reached if past is not None else None

    async def _reached(self) -> Reached | None:
        local = self._files.local
        if local is None:
            return None
        try:
            told = await local.replica.fact(REACHED)
            return msgspec.json.decode(told, type=Reached) if told is not None else None
        except (msgspec.DecodeError, Closed, LocalFileError) as error:
            _log.info("what is kept of the past is not known: %s", type(error).__name__)
            return None

    # ---- what is told -----------------------------------------------------------------------------------------------

    def _take(self, orders: tuple[Order, ...]) -> None:
        anew, self._anew = self._anew, False
        if anew:
            self._orders.clear()
        self._orders.update((order.id, order) for order in orders)
        if orders or anew:
            self.found.emit(orders, anew)

    def _follow(self, change: Change) -> None:
        """Show what became of an order that was found."""
        if not self._orders:
            return
        newer = []
        for order in (*change.came, *change.changed):
            known = self._orders.get(order.id)
            if known is not None and (kept := merged(order, known)) is not known:
                self._orders[order.id] = kept
                newer.append(kept)
        if newer:
            self.updated.emit(tuple(newer))

    def _become(self, progress: Progress) -> None:
        self.progress = progress
        self.progressed.emit(progress)

    def _forget(self) -> None:
        self._tasks.cancel("read")
        self._past, self._anew = None, True
        self._take(())
        self._become(Progress())


def _local_day(moment: datetime | None) -> date | None:
    return moment.astimezone().date() if moment is not None else None
