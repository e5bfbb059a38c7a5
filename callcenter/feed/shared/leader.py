"""Polling for all: what the desk that holds the lease does."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec
from nats.aio.msg import Msg

from callcenter.feed.direct import DirectFeed
from callcenter.feed.errors import LeaseLost, trouble_of
from callcenter.feed.pace import SHARED_INTERVAL, Pace
from callcenter.feed.port import Reached
from callcenter.feed.shared.board import Board
from callcenter.feed.shared.lease import Lease
from callcenter.feed.shared.link import Link, Terms, answered, heed_cancelling, nap, uncancelled
from callcenter.feed.shared.presence import Attendance
from callcenter.feed.shared.values import Beat, Codec, WatermarkValue
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.pos.errors import PosError
from callcenter.pos.port import PointOfSale

REVIEW = 600.0
"""Seconds between two reviews of what is to stay on the server."""
MOST_TROUBLE = 20.0
"""Seconds of failing looks after which another desk, whose network may be sound, is to try."""
ATTEND = 0.5
"""Seconds between two looks at which venues are watched."""
HASTE = 2.0
"""Seconds between two looks that other desks ask for, at least."""


class Unfit(LeaseLost):
    """This desk gave the lease up: it cannot reach the point of sale. ``for_good`` where its sign-in is refused."""

    def __init__(self, *, for_good: bool) -> None:
        super().__init__()
        self.for_good = for_good


class Leader:
    """One reign: it ends with LeaseLost or FeedAway."""

    def __init__(
        self,
        link: Link,
        board: Board,
        lease: Lease,
        pos: PointOfSale,
        venues: frozenset[str],
        terms: Terms,
        *,
        interval: float = SHARED_INTERVAL,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._link = link
        self._board = board
        self._lease = lease
        self._pos = pos
        self._venues = venues
        self._terms = terms
        self._interval = interval
        self._clock = clock
        self._pace = Pace(pos.quota, interval=interval, jitter=0.0, clock=clock)  # nobody else asks in step with it
        self._attendance = Attendance(link, clock)
        self._beats = Codec(Beat, link.sealer)
        self._beat = Beat(epoch=0, number=0, desks=1)
        self._feeds: dict[str, DirectFeed] = {}
        self._reached: dict[str, WatermarkValue] = {}
        self._customers: datetime | None = None
        self._customers_due = 0.0
        self._failing_since: float | None = None
        self._hurried_at = -HASTE

    @property
    def epoch(self) -> int:
        """The number of this reign; 0 before it begins."""
        return self._beat.epoch

    def look_now(self) -> None:
        """Cut every pause short, unless that was just done."""
        if self._clock() - self._hurried_at >= HASTE:
            self._hurried_at = self._clock()
            for feed in self._feeds.values():
                feed.look_now()

    async def run(self) -> None:
        """Poll for all until the lease is lost. Raises LeaseLost and FeedAway."""
        epoch = await self._board.begin_epoch(self._lease)
        self._beat = msgspec.structs.replace(self._beat, epoch=epoch)
        await self._attendance.start()
        with answered():
            asked = await self._link.connection.subscribe(self._link.names.look, cb=self._asked_to_look)
        heed_cancelling()
        try:
            with uncancelled():
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._renew(), name="feed: lease")
                    tasks.create_task(self._attend(tasks), name="feed: venues")
                    tasks.create_task(self._review(), name="feed: review")
        except BaseExceptionGroup as group:
            raise trouble_of(group) from group
        finally:
            if not self._link.lost.is_set():
                with answered():
                    await asked.unsubscribe()

    async def publish_customers(
        self, customers: Sequence[Customer], watermark: datetime | None, *, whole: bool
    ) -> None:
        """Write customers, and how far they reach where that is news or old. Raises FeedAway and LeaseLost."""
        await self._board.write_customers(customers, self._lease, self.epoch)
        if watermark is None or (whole and watermark == self._customers and self._clock() < self._customers_due):
            return
        kept = await self._board.watermark(None)
        since = kept.since if kept is not None and whole else watermark
        value = WatermarkValue(epoch=self.epoch, watermark=watermark, since=since)
        await self._board.write_watermark(None, value, self._lease)
        self._customers, self._customers_due = watermark, self._clock() + self._terms.rewrite

    async def leave(self) -> None:
        """Ask another desk to take over at once. Raises FeedAway."""
        await self._lease.give_up()
        await self._tell(leaving=True)

    # ---- the sign of life -------------------------------------------------------------------------------------------

    async def _renew(self) -> None:
        while True:
            if not await self._lease.renew():
                raise LeaseLost
            await self._tell()
            self._give_up_where_unfit()
            await nap(self._terms.renew)

    async def _tell(self, *, leaving: bool = False) -> None:
        quota = self._pos.quota
        self._beat = msgspec.structs.replace(
            self._beat,
            number=self._beat.number + 1,
            desks=self._attendance.desks,
            limit=quota.limit,
            remaining=quota.remaining,
            leaving=leaving,
        )
        name = self._link.names.beat
        with answered():
            await self._link.connection.publish(name, self._beats.seal(name, self._beat))

    def _give_up_where_unfit(self) -> None:
        since = self._failing_since
        if since is not None and self._clock() - since > MOST_TROUBLE and self._attendance.desks > 1:
            raise Unfit(for_good=False)

    async def _asked_to_look(self, _message: Msg) -> None:
        self.look_now()

    # ---- polling ----------------------------------------------------------------------------------------------------

    async def _attend(self, group: asyncio.TaskGroup) -> None:
        """Poll the venues that any desk watches, in turn from the same allowance."""
        polling: dict[str, asyncio.Task[None]] = {}
        while True:
            wanted = self._venues | self._attendance.venues
            for venue in wanted - polling.keys():
                polling[venue] = group.create_task(self._poll(venue), name="feed: poll")
            for venue in polling.keys() - wanted:
                polling.pop(venue).cancel()
                self._feeds.pop(venue, None)
            self._pace.interval = self._interval * max(1, len(polling))
            await nap(ATTEND)

    async def _poll(self, venue: str) -> None:
        """Follow one venue and write what is told, in its order: orders first, then how far they reach."""
        kept = await self._board.watermark(venue)
        resume = Reached(watermarks={venue: kept.watermark}, past={}) if kept else None
        feed = DirectFeed(
            self._pos, venues=(venue or None,), resume=resume, past=False, pace=self._pace, clock=self._clock
        )
        told: asyncio.Queue[tuple[Order, ...] | Reached] = asyncio.Queue()
        feed.changed.connect(told.put_nowait)
        feed.reached.connect(told.put_nowait)
        feed.worked.connect(self._worked)
        feed.failed.connect(self._failed)
        self._feeds[venue] = feed
        heed_cancelling()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._follow(feed), name="feed: look")
            group.create_task(self._write(venue, told, kept.since if kept else None), name="feed: write")

    async def _follow(self, feed: DirectFeed) -> None:
        await feed.run()
        raise Unfit(for_good=True)  # it ends where signing in is refused

    async def _write(
        self, venue: str, told: asyncio.Queue[tuple[Order, ...] | Reached], since: datetime | None
    ) -> None:
        waiting: WatermarkValue | None = None
        due_at = 0.0
        while True:
            heed_cancelling()
            one: tuple[Order, ...] | Reached | None = None
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, due_at - self._clock()) if waiting is not None else None):
                    one = await told.get()
            if isinstance(one, tuple):
                await self._board.write_orders(venue, one, self._lease, self.epoch)
            elif one is not None and (watermark := one.watermarks.get(venue)) is not None:
                since = since or watermark
                # Every desk opens what is written: the orders first, and how far they reach once those are dealt with.
                due_at = due_at if waiting is not None else self._clock() + self._later(venue)
                waiting = WatermarkValue(epoch=self.epoch, watermark=watermark, since=since)
            if waiting is not None and self._clock() >= due_at:
                await self._board.write_watermark(venue, waiting, self._lease)
                self._reached[venue], waiting = waiting, None

    def _later(self, venue: str) -> float:
        """Return the seconds from a look to the writing of how far it reached; none before the first is written."""
        return self._interval / 4 if venue in self._reached else 0.0

    def _worked(self) -> None:
        self._failing_since = None
        self._beat = msgspec.structs.replace(self._beat, looks=self._beat.looks + 1, trouble="", host="")

    def _failed(self, error: PosError) -> None:
        if self._failing_since is None:
            self._failing_since = self._clock()
        self._beat = msgspec.structs.replace(self._beat, trouble=error.code, host=error.host)

    # ---- what is to stay --------------------------------------------------------------------------------------------

    async def _review(self) -> None:
        """Write again what is to stay on the server and soon would not."""
        pause = min(REVIEW, self._terms.rewrite / 2)
        while True:
            await nap(pause)
            older_than = timedelta(seconds=self._terms.rewrite)
            for venue, value in tuple(self._reached.items()):
                await self._board.rewrite(venue, self._lease, self.epoch, older_than)
                await self._board.write_watermark(venue, value, self._lease)
            self._board.forget_aged(timedelta(seconds=self._terms.keep))
