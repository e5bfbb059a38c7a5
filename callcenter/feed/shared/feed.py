"""The shared feed: the port, made of a shift while the server is there and a fallback while it is away."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from callcenter.feed.access import Access
from callcenter.feed.errors import FeedAway, FeedSilent, LeaseLost
from callcenter.feed.ledger import Ledger
from callcenter.feed.pace import INTERVAL, SHARED_INTERVAL, Pace
from callcenter.feed.port import FeedState, Mark, OrderFeed, Reached, Subject, Watching, Way
from callcenter.feed.sealing import Sealer
from callcenter.feed.shared.backfill import Backfills, held_since
from callcenter.feed.shared.fallback import Fallback
from callcenter.feed.shared.link import Link, Terms, heed_cancelling, linked
from callcenter.feed.shared.reader import Memory
from callcenter.feed.shared.shift import Shift
from callcenter.feed.shared.snapshots import Snapshots
from callcenter.feed.shared.values import Beat
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.pos import errors
from callcenter.pos.errors import PosError
from callcenter.pos.port import PointOfSale

_KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, PosError)]
_CODES: Mapping[str, type[PosError]] = {kind.code: kind for kind in _KINDS if kind is not PosError}


class SharedFeed(OrderFeed):
    """Follows the brand's feed server, and polls for itself where that is away.

    ``venues``, ``resume`` and ``past`` as for DirectFeed; ``desk`` is this desk's id, unlike any other's, and the name
    by which its marks are shown; ``desks`` is how many ``state`` told of last, before the program ended.
    """

    def __init__(
        self,
        pos: PointOfSale,
        access: Access,
        *,
        desk: tuple[str, str],
        venues: Sequence[str | None] = (None,),
        resume: Reached | None = None,
        past: bool = True,
        desks: int = 1,
        terms: Terms | None = None,
        interval: float = INTERVAL,
        shared_interval: float = SHARED_INTERVAL,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pos = pos
        self._access = access
        self._desk = desk
        self._venues = tuple(dict.fromkeys(venue or "" for venue in venues))
        self._terms = terms or Terms()
        self._interval = interval
        self._shared_interval = shared_interval
        self._clock = clock
        self._sealer = Sealer(access.keys)
        self._ledger = Ledger()
        self._memory = Memory()
        self._desks = desks
        self._state = FeedState(way=Way.FALLBACK, since=_now())
        self._reach = resume or Reached(watermarks={}, past={})
        self._told: Reached | None = None
        self._first: list[Order] | None = []
        """What is gathered for the first batch; None once that is told."""
        self._shift: Shift | None = None
        self._own: dict[Subject, Mark] = {}
        self._polls = False
        self._fallback = Fallback(
            pos, self._venues, self._ledger, self._listen, past=past, grace=self._terms.grace, clock=clock
        )
        self._backfills = Backfills(pos, self._venues, past=past, keep=self._terms.keep)

    # ---- the port ---------------------------------------------------------------------------------------------------

    @property
    def state(self) -> FeedState:
        """How the changes come at present."""
        return self._state

    @property
    def marks(self) -> Mapping[Subject, Mark]:
        """Who has taken what: while the server is away, what this desk has."""
        return self._shift.marks.all if self._shift is not None else MappingProxyType(self._own)

    @property
    def polls(self) -> bool:
        """Whether this desk leads, or polls for itself while the server is away."""
        return self._state.way is Way.LEADING or self._fallback.polls

    @property
    def customers_watermark(self) -> datetime | None:
        """How far the customers' changes are told."""
        return self._memory.customers.watermark if self._memory.customers else None

    @property
    def customers_since(self) -> datetime | None:
        """From when on the server holds every changed customer."""
        told = self._memory.customers
        return held_since(told, self._terms.keep) if told is not None else None

    @property
    def snapshots(self) -> Snapshots | None:
        """Where snapshots of the directory are kept; None while the server is away."""
        return self._shift.snapshots if self._shift is not None else None

    @property
    def traffic(self) -> int:
        """Bytes that went over the present link, both ways."""
        return self._shift.traffic if self._shift is not None else 0

    def look_now(self) -> None:
        """Have the point of sale asked at once, by whoever polls."""
        self._fallback.look_now()
        if self._shift is not None:
            self._shift.look_now()

    def watch(self, watching: Watching) -> None:
        """Say what the agent has before them: it counts while this desk polls for itself."""
        self._fallback.watch(watching)

    async def take(self, subject: Subject, *, over: bool = False) -> Mark | None:
        """Take an order or a customer, unless another desk has it; None where the server is away."""
        if self._shift is None:
            return None
        try:
            return await self._shift.marks.take(subject, _now(), over=over)
        except FeedAway:
            return None

    async def release(self, subject: Subject) -> None:
        """Give up what this desk has taken."""
        if self._shift is None:
            self._own.pop(subject, None)
            return
        with contextlib.suppress(FeedAway):
            await self._shift.marks.release(subject)

    async def tell_seen(self, subject: Subject) -> None:
        """Tell every desk, this one at once."""
        self.seen.emit(subject)
        if self._shift is not None:
            with contextlib.suppress(FeedAway):
                await self._shift.marks.tell_seen(subject)

    async def publish_customers(
        self, customers: Sequence[Customer], watermark: datetime | None, *, whole: bool = True
    ) -> None:
        """Hand changed customers on, and how far they reach; nothing where this desk does not lead."""
        if self._shift is not None:
            with contextlib.suppress(FeedAway, LeaseLost):
                await self._shift.publish_customers(customers, watermark, whole=whole)

    async def publish_gone(self, ids: Sequence[str]) -> bool:
        """Tell the other desks of customers that are no more; False where they could not be told."""
        with contextlib.suppress(FeedAway, LeaseLost):
            return self._shift is not None and await self._shift.publish_gone(ids)
        return False

    async def run(self) -> None:
        """Follow until cancelled."""
        try:
            while True:
                try:
                    await self._connected()
                except FeedAway as away:
                    self._lost(away)
                heed_cancelling()
                await self._fallback.pause(self._desks, self.fall_back)
        finally:
            for task in self._tasks():
                task.cancel()

    async def aclose(self) -> None:
        """Wait for what ``run`` left behind. Marks, presence and lease are given up when ``run`` is cancelled."""
        await asyncio.gather(*self._tasks(), return_exceptions=True)

    # ---- the server is there ----------------------------------------------------------------------------------------

    async def _connected(self) -> None:
        """Work with the server until the link is lost. Raises FeedAway."""
        async with linked(self._access, self._sealer, self._terms) as link:
            shift = self._new_shift(link)
            try:
                await shift.run()
            finally:
                if self._shift is shift:
                    self._shift = None
                    self.marks_changed.emit(self.marks)

    def _new_shift(self, link: Link) -> Shift:
        return Shift(
            link,
            self._pos,
            self._memory,
            self._desk,
            self._venues,
            self._own,
            self._terms,
            self,
            interval=self._shared_interval,
            clock=self._clock,
        )

    # What a shift tells:

    def begun(self, shift: Shift) -> None:
        """Everything is read, and somebody polls for all: this desk need not any more."""
        self._shift = shift
        self._fallback.end()
        self._tell_first()
        self._backfills.begin(self._reach, self._memory.watermarks, self._pace, self._tell_filled, self._tell_history)
        self._tell_reached()
        self.marks_changed.emit(self.marks)

    def orders_written(self, orders: list[Order]) -> None:
        """Hear of orders, or only of a watermark."""
        if self._first is not None:
            self._first += orders
            return
        self._tell(orders)
        self._tell_reached()

    def customers_written(self, customers: list[Customer]) -> None:
        """Hear of customers, or only of how far they reach."""
        self.customers_changed.emit(tuple(customers))

    def customers_gone_written(self, ids: list[str]) -> None:
        """Hear of customers that are no more."""
        self.customers_gone.emit(tuple(ids))

    def marked(self) -> None:
        """Hear that somebody took something, or gave it up."""
        self.marks_changed.emit(self.marks)

    def beaten(self, beat: Beat, before: Beat | None) -> None:
        """Hear that the leader lives."""
        self._desks = beat.desks
        if beat.limit is not None and beat.remaining is not None and self._state.way is Way.FOLLOWING:
            self._pos.quota.observe({"ratelimit-limit": str(beat.limit), "ratelimit-remaining": str(beat.remaining)})
        if beat.trouble:  # looks that worked since the last beat are older
            if before is None or beat.trouble != before.trouble or beat.number % 10 == 0:
                self.failed.emit(_CODES.get(beat.trouble, errors.ServerFailed)(host=beat.host))
        elif before is not None and beat.epoch == before.epoch and beat.looks > before.looks:
            self.worked.emit()

    def seen_by_somebody(self, subject: Subject) -> None:
        """Hear that somebody has it in hand."""
        self.seen.emit(subject)

    def leads(self, *, leading: bool) -> None:
        """Hear whether this desk polls for all, or another does."""
        self._set_state(Way.LEADING if leading else Way.FOLLOWING)

    # ---- the server is away -----------------------------------------------------------------------------------------

    def _lost(self, away: FeedAway) -> None:
        if self._state.way is not Way.FALLBACK:
            self._fallback.note_loss()
        self._set_state(Way.FALLBACK, away.code)

    def fall_back(self) -> None:
        """Poll for oneself from now on, as seldom as the number of desks demands."""
        if self._fallback.polls:
            return
        self._backfills.cancel()
        self._fallback.begin(self._reach, self._pace())
        self._set_state(Way.FALLBACK, self._state.trouble or FeedSilent.code)

    def _listen(self, feed: OrderFeed) -> None:
        """Pass on what this desk polls itself."""
        feed.changed.connect(self._polled)
        feed.history.connect(self._polled_history)
        feed.reached.connect(self._polled_up_to)
        feed.worked.connect(self._poll_worked)
        feed.failed.connect(self._poll_failed)

    def _polled(self, orders: tuple[Order, ...]) -> None:
        """Pass on orders: the ledger has seen them already."""
        if self._first is not None:
            earlier, self._first = self._first, None
            orders = (*orders, *self._ledger.fresh(earlier))
            self.changed.emit(orders)
        elif orders:
            self.changed.emit(orders)

    def _polled_history(self, orders: tuple[Order, ...]) -> None:
        self.history.emit(orders)

    def _poll_worked(self) -> None:
        self.worked.emit()

    def _poll_failed(self, error: PosError) -> None:
        self.failed.emit(error)

    def _polled_up_to(self, reached: Reached) -> None:
        self._reach = reached
        self.reached.emit(reached)

    def _pace(self) -> Pace:
        return Pace(self._pos.quota, interval=self._interval, desks=self._desks, clock=self._clock)

    # ---- telling ----------------------------------------------------------------------------------------------------

    def _tell_first(self) -> None:
        if self._first is not None:
            gathered, self._first = self._first, None
            self.changed.emit(self._ledger.fresh(gathered))
        self._tell_reached()

    def _tell(self, orders: Sequence[Order]) -> None:
        if fresh := self._ledger.fresh(orders):
            self.changed.emit(fresh)

    def _tell_history(self, orders: Sequence[Order]) -> None:
        if fresh := self._ledger.fresh(orders):
            self.history.emit(fresh)
        self._tell_reached()

    def _tell_reached(self) -> None:
        reached = self._backfills.reached(self._reach, self._memory.watermarks)
        if reached != self._told:
            self._told = self._reach = reached
            self.reached.emit(reached)

    def _tell_filled(self, orders: Sequence[Order]) -> None:
        self._tell(orders)
        self._tell_reached()

    def _set_state(self, way: Way, trouble: str | None = None) -> None:
        before = self._state
        since = before.since if before.way is way else _now()
        desks = self._desks if way is not Way.FALLBACK else before.desks
        state = FeedState(way=way, since=since, desks=desks, trouble=trouble)
        if state != before:
            self._state = state
            self.state_changed.emit(state)
        if self._polls != self.polls:
            self._polls = self.polls
            self.polls_changed.emit()

    def _tasks(self) -> list[asyncio.Task[None]]:
        polling = self._fallback.polling
        return [*self._backfills.tasks, *([polling] if polling is not None else [])]


def _now() -> datetime:
    return datetime.now(UTC)
