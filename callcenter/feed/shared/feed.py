"""The shared feed: the port, and the fallback while the server is away."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from callcenter.feed.access import Access
from callcenter.feed.direct import DirectFeed
from callcenter.feed.errors import FeedAway, LeaseLost
from callcenter.feed.ledger import Ledger
from callcenter.feed.pace import INTERVAL, SHARED_INTERVAL, Pace
from callcenter.feed.port import FeedState, Mark, OrderFeed, Past, Reached, Subject, Watching, Way
from callcenter.feed.reading import HISTORY_DAYS
from callcenter.feed.sealing import Sealer
from callcenter.feed.shared.backfill import Backfill
from callcenter.feed.shared.link import Link, Terms, heed_cancelling, linked
from callcenter.feed.shared.reader import Memory
from callcenter.feed.shared.shift import Shift
from callcenter.feed.shared.snapshots import Snapshots
from callcenter.feed.shared.values import Beat, WatermarkValue
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.pos import errors
from callcenter.pos.errors import PosError
from callcenter.pos.port import PointOfSale

GRACE = 2.0
"""Seconds that the server may be away before this desk polls for itself."""
RETRY = 1.0
"""Seconds between two tries to reach the server, while there are few desks; many take longer, not to come at once."""
TRIES_A_SECOND = 50
"""Desks that try to reach a server again within one second, about."""
MARGIN = timedelta(hours=1)
"""How much less than the server keeps is counted on."""
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
        self._past = past
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
        self._fallback: DirectFeed | None = None
        self._polling: asyncio.Task[None] | None = None
        self._filling: dict[str, tuple[Backfill, asyncio.Task[None]]] = {}
        self._watching = Watching.SHOWN
        self._away_since = clock() - GRACE

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
        """Whether this desk leads, or is alone."""
        return self._state.way is not Way.FOLLOWING

    @property
    def customers_watermark(self) -> datetime | None:
        """How far the customers' changes are told."""
        return self._memory.customers.watermark if self._memory.customers else None

    @property
    def customers_since(self) -> datetime | None:
        """From when on the server holds every changed customer."""
        return self._since(self._memory.customers) if self._memory.customers else None

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
        if self._fallback is not None:
            self._fallback.look_now()
        if self._shift is not None:
            self._shift.look_now()

    def watch(self, watching: Watching) -> None:
        """Say what the agent has before them: it counts while this desk polls for itself."""
        self._watching = watching
        if self._fallback is not None:
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

    async def publish_customers(self, customers: Sequence[Customer], watermark: datetime | None) -> None:
        """Hand changed customers on, and how far they reach; nothing where this desk does not lead."""
        if self._shift is not None:
            with contextlib.suppress(FeedAway, LeaseLost):
                await self._shift.publish_customers(customers, watermark)

    async def run(self) -> None:
        """Follow until cancelled."""
        try:
            while True:
                try:
                    await self._connected()
                except FeedAway as away:
                    self._lost(away)
                heed_cancelling()
                await self._wait_and_poll()
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
        self._stop_fallback()
        self._tell_first()
        self._fill_in()
        self.marks_changed.emit(self.marks)

    def orders_written(self, orders: list[Order]) -> None:
        """Hear of orders, or only of a watermark."""
        if self._first is not None:
            self._first += orders
            return
        self._tell(orders)
        self._tell_reached()

    def customers_written(self, customers: list[Customer]) -> None:
        """Hear of customers."""
        self.customers_changed.emit(tuple(customers))

    def marked(self) -> None:
        """Hear that somebody took something, or gave it up."""
        self.marks_changed.emit(self.marks)

    def beaten(self, beat: Beat, before: Beat | None) -> None:
        """Hear that the leader lives."""
        self._desks = beat.desks
        if beat.limit is not None and beat.remaining is not None and self._state.way is Way.FOLLOWING:
            self._pos.quota.observe({"ratelimit-limit": str(beat.limit), "ratelimit-remaining": str(beat.remaining)})
        if before is not None and beat.epoch == before.epoch and beat.looks > before.looks:
            self.worked.emit()
        elif beat.trouble and (before is None or beat.trouble != before.trouble or beat.number % 10 == 0):
            self.failed.emit(_CODES.get(beat.trouble, errors.ServerFailed)(host=beat.host))

    def seen_by_somebody(self, subject: Subject) -> None:
        """Hear that somebody has it in hand."""
        self.seen.emit(subject)

    def leads(self, *, leading: bool) -> None:
        """Hear whether this desk polls for all, or another does."""
        self._set_state(Way.LEADING if leading else Way.FOLLOWING)

    # ---- the server is away -----------------------------------------------------------------------------------------

    def _lost(self, away: FeedAway) -> None:
        if self._state.way is not Way.FALLBACK:
            self._away_since = self._clock()
        self._set_state(Way.FALLBACK, away.code)

    async def _wait_and_poll(self) -> None:
        """Pause before the next try; a server that stays away is done without."""
        many = max(1.0, self._desks / TRIES_A_SECOND)
        seconds = RETRY * many * random.uniform(0.5, 1.5)  # noqa: S311 - spread, no secret
        until_grace = self._away_since + GRACE - self._clock()
        if until_grace > 0:
            await asyncio.sleep(min(seconds, until_grace))
            seconds -= until_grace
        if self._clock() - self._away_since >= GRACE:
            self.fall_back()
        if seconds > 0:
            await asyncio.sleep(seconds)

    def fall_back(self) -> None:
        """Poll for oneself from now on, as seldom as the number of desks demands."""
        if self._polling is not None and not self._polling.done():
            return
        for _, task in self._filling.values():
            task.cancel()
        self._filling.clear()
        feed = DirectFeed(
            self._pos,
            venues=tuple(venue or None for venue in self._venues),
            resume=self._reach if self._reach.watermarks else None,
            past=self._past,
            pace=self._pace(self._interval),
            ledger=self._ledger,
            clock=self._clock,
        )
        feed.watch(self._watching)
        feed.changed.connect(self._polled)
        feed.history.connect(self._polled_history)
        feed.reached.connect(self._polled_up_to)
        feed.worked.connect(self._poll_worked)
        feed.failed.connect(self._poll_failed)
        self._fallback = feed
        self._polling = asyncio.create_task(feed.run(), name="feed: fallback")

    def _stop_fallback(self) -> None:
        if self._polling is not None:
            self._polling.cancel()
        self._polling = self._fallback = None

    def _polled(self, orders: tuple[Order, ...]) -> None:
        """Pass on what this desk polled itself: the ledger has seen it already."""
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

    def _pace(self, interval: float) -> Pace:
        return Pace(self._pos.quota, interval=interval, desks=self._desks, clock=self._clock)

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
        """Tell how far everything is told: what is still being filled in holds it back."""
        watermarks = dict(self._reach.watermarks)
        past = dict(self._reach.past)
        for venue in self._venues:
            filling = self._filling.get(venue)
            if filling is None:
                continue
            if filling[0].done and venue in self._memory.watermarks:
                watermarks[venue] = max(
                    self._memory.watermarks[venue].watermark,
                    watermarks.get(venue, self._memory.watermarks[venue].since),
                )
            if filling[0].past is not None:
                past[venue] = filling[0].past
        reached = Reached(watermarks=watermarks, past=past)
        if reached != self._told:
            self._told = self._reach = reached
            self.reached.emit(reached)

    def _fill_in(self) -> None:
        """Read what the server does not hold for this desk: once, whenever it comes back."""
        for venue in self._venues:
            if venue in self._filling:
                continue
            value = self._memory.watermarks[venue]
            mine = self._reach.watermarks.get(venue)
            behind = mine if mine is not None and mine < self._since(value) else None
            past = self._reach.past.get(venue)
            if past is None and mine is None and self._past:
                today = _now().date()
                past = Past(oldest=today - HISTORY_DAYS, reached=today)
            fill = Backfill(
                self._pos, venue, self._pace(self._interval), watermark=behind, past=past if self._past else None
            )
            task = asyncio.create_task(fill.run(self._tell_filled, self._tell_history), name="feed: backfill")
            self._filling[venue] = fill, task
        self._tell_reached()

    def _tell_filled(self, orders: Sequence[Order]) -> None:
        self._tell(orders)
        self._tell_reached()

    def _since(self, value: WatermarkValue) -> datetime:
        """Return from when on the server holds every change."""
        keep = timedelta(seconds=self._terms.keep)
        return max(value.since, value.watermark - keep + min(MARGIN, keep / 10))

    def _set_state(self, way: Way, trouble: str | None = None) -> None:
        before = self._state
        since = before.since if before.way is way else _now()
        desks = self._desks if way is not Way.FALLBACK else before.desks
        state = FeedState(way=way, since=since, desks=desks, trouble=trouble)
        if state != before:
            self._state = state
            self.state_changed.emit(state)

    def _tasks(self) -> list[asyncio.Task[None]]:
        tasks = [task for _, task in self._filling.values()]
        return [*tasks, self._polling] if self._polling is not None else tasks


def _now() -> datetime:
    return datetime.now(UTC)
