"""A desk's work while one link stands: reading, being there, and polling for all when it falls to it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from nats.aio.msg import Msg

from callcenter.feed.errors import FeedAway, FeedKeyUnknown, FeedSilent, LeaseLost, NotGenuine, trouble_of
from callcenter.feed.port import Mark, Subject
from callcenter.feed.shared.leader import Leader, Unfit
from callcenter.feed.shared.lease import Lease
from callcenter.feed.shared.link import Link, Terms, answered, heed_cancelling, nap, uncancelled
from callcenter.feed.shared.marks import Marks
from callcenter.feed.shared.presence import Presence
from callcenter.feed.shared.reader import Memory, Reader
from callcenter.feed.shared.snapshots import Snapshots
from callcenter.feed.shared.values import Beat, Codec
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.pos.port import PointOfSale

_log = logging.getLogger(__name__)

TICK = 0.2
"""Seconds between two looks at how things stand."""
LEADERLESS = 8.0
"""Seconds without any leader after which a desk polls for itself."""
INCOMPLETE = 30.0
"""Seconds without all that a leader is to write, after which a desk polls for itself."""
ABSTAIN = 30.0
"""Seconds in which a desk that cannot reach the point of sale leaves polling to others."""
CONTENDERS_A_SECOND = 200
"""Desks that ask for a lease within one second, about."""
FAREWELL = 1.0
"""Seconds that leaving may take."""


class Listener(Protocol):
    """What a shift tells."""

    def begun(self, shift: Shift) -> None:
        """Hear that everything is read, and that somebody polls for all."""

    def orders_written(self, orders: list[Order]) -> None:
        """Hear of orders, or only of a watermark."""

    def customers_written(self, customers: list[Customer]) -> None:
        """Hear of customers, or only of how far they reach."""

    def customers_gone_written(self, ids: list[str]) -> None:
        """Hear of customers that are no more."""

    def marked(self) -> None:
        """Hear that somebody took something, or gave it up."""

    def beaten(self, beat: Beat, before: Beat | None) -> None:
        """Hear that the leader lives."""

    def leads(self, *, leading: bool) -> None:
        """Hear whether this desk polls for all, or another does."""

    def fall_back(self) -> None:
        """Hear that nobody polls for all."""

    def seen_by_somebody(self, subject: Subject) -> None:
        """Hear that somebody has it in hand."""


class Shift:
    """From a link's beginning to its end, which is told by FeedAway."""

    def __init__(
        self,
        link: Link,
        pos: PointOfSale,
        memory: Memory,
        desk: tuple[str, str],
        venues: Sequence[str],
        own: dict[Subject, Mark],
        terms: Terms,
        listener: Listener,
        *,
        interval: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._link = link
        self._pos = pos
        self._venues = venues
        self._terms = terms
        self._listener = listener
        self._interval = interval
        self._clock = clock
        self._beats = Codec(Beat, link.sealer)
        self._beat: Beat | None = None
        self._beat_at = clock()
        self._leaderless = True
        self._may_lead_at = clock()
        self._begun = False
        self._leader: Leader | None = None
        self._asking: asyncio.Task[None] | None = None
        self._lease = Lease(link, desk[0], terms.lease, clock)
        self._reader = Reader(
            link,
            memory,
            venues,
            listener.orders_written,
            listener.customers_written,
            listener.customers_gone_written,
            clock=clock,
        )
        self.snapshots = Snapshots(link)
        self._presence = Presence(link, desk[0], tuple(venues), self._desks, terms.shortest_life)
        self.marks = Marks(
            link,
            desk,
            own,
            self._desks,
            self._marked,
            listener.seen_by_somebody,
            shortest=terms.shortest_life,
            clock=clock,
        )

    @property
    def traffic(self) -> int:
        """Bytes that went over the link, both ways."""
        stats = self._link.connection.stats
        return stats["in_bytes"] + stats["out_bytes"]

    def look_now(self) -> None:
        """Ask whoever leads to look at once."""
        if self._leader is not None:
            self._leader.look_now()
        elif not self._link.lost.is_set():
            self._asking = asyncio.create_task(self._ask_to_look(), name="feed: look")

    async def publish_customers(
        self, customers: Sequence[Customer], watermark: datetime | None, *, whole: bool
    ) -> None:
        """Write customers, where this desk leads. Raises FeedAway and LeaseLost."""
        leader = self._leader
        if leader is not None and leader.epoch:
            await leader.publish_customers(customers, watermark, whole=whole)

    async def publish_gone(self, ids: Sequence[str]) -> bool:
        """Write that customers are no more; False where this desk does not lead. Raises FeedAway and LeaseLost."""
        leader = self._leader
        if leader is None or not leader.epoch:
            return False
        gone = [Customer(id=one, name="") for one in ids]
        await self._reader.board.write_customers(gone, self._lease, leader.epoch, gone=True)
        return True

    async def run(self) -> None:
        """Work until the link is lost. Raises FeedAway."""
        try:
            with answered():
                await self._link.connection.subscribe(self._link.names.beat, cb=self._hear)
            heed_cancelling()
            with uncancelled():
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._presence.run(), name="feed: presence")
                    tasks.create_task(self._reader.start(), name="feed: reader")
                    tasks.create_task(self.marks.run(), name="feed: marks")
                    tasks.create_task(self._lead(), name="feed: leader")
                    tasks.create_task(self._oversee(), name="feed: overseer")
        except BaseExceptionGroup as group:
            self._link.lost.set()  # nothing is to be given up: the next link goes on
            raise trouble_of(group) from group
        except FeedAway:
            self._link.lost.set()
            raise
        finally:
            self._reader.remember()
            await self._leave()

    # ---- overseeing -------------------------------------------------------------------------------------------------

    async def _oversee(self) -> None:
        began_at = self._clock()
        while True:
            if self._link.lost.is_set():
                raise self._reader.trouble or FeedAway
            if self._reader.silent:
                raise FeedSilent
            if self._reader.complete and not self._leaderless and not self._begun:
                self._begun = True
                self._listener.begun(self)
            if self._begun:
                self._listener.leads(leading=self._leader is not None)
            if self._stalled(began_at):
                self._listener.fall_back()
                self._begun = False
            heed_cancelling()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(TICK):
                    await self._link.lost.wait()

    def _stalled(self, began_at: float) -> bool:
        """Whether this desk is to poll for itself although the server is there."""
        if self._leader is not None:
            return False
        now = self._clock()
        leaderless = now - max(self._beat_at, began_at) > LEADERLESS
        return leaderless or (not self._begun and now - began_at > INCOMPLETE)

    async def _hear(self, message: Msg) -> None:
        """Hear the leader's sign of life. One of a reign that is over says nothing."""
        try:
            beat = self._beats.open(message.subject, message.data)
        except (NotGenuine, FeedKeyUnknown):
            return
        before = self._beat
        if beat is None or (before is not None and (beat.epoch, beat.number) <= (before.epoch, before.number)):
            return
        self._beat = beat
        self._leaderless = beat.leaving
        self._beat_at = self._clock() - (self._terms.lease if beat.leaving else 0.0)
        self._listener.beaten(beat, before)

    # ---- polling for all --------------------------------------------------------------------------------------------

    async def _lead(self) -> None:
        """Take the lease when nobody has it, and poll for all as long as it is held. Raises FeedAway."""
        while True:
            await self._until_leaderless()
            if await self._lease.take():
                await self._reign()
            await nap(self._moment(0.2))

    async def _until_leaderless(self) -> None:
        while True:
            now = self._clock()
            silent = now - self._beat_at
            if now >= self._may_lead_at and (self._leaderless or silent >= self._terms.lease):
                return
            await nap(self._moment(TICK))

    async def _reign(self) -> None:
        venues = frozenset(self._venues)
        leader = Leader(
            self._link,
            self._reader.board,
            self._lease,
            self._pos,
            venues,
            self._terms,
            interval=self._interval,
            clock=self._clock,
        )
        self._leader = leader
        try:
            await leader.run()
        except Unfit as unfit:
            _log.info("this desk cannot reach the point of sale: another is to poll for all")
            self._may_lead_at = float("inf") if unfit.for_good else self._clock() + ABSTAIN
            await leader.leave()
        except LeaseLost:
            _log.info("another desk polls for all now")
        self._leader = None

    def _moment(self, seconds: float) -> float:
        """Return about so many seconds; longer where there are many desks, which are not to ask all at once."""
        return seconds + random.uniform(0, max(0.1, self._desks() / CONTENDERS_A_SECOND))  # noqa: S311 - spread

    # ---- leaving ----------------------------------------------------------------------------------------------------

    async def _leave(self) -> None:
        """Give up lease, presence and marks, where the link still stands."""
        leader, self._leader = self._leader, None
        if self._link.lost.is_set():
            return
        with contextlib.suppress(FeedAway, LeaseLost, TimeoutError):
            async with asyncio.timeout(FAREWELL):
                if leader is not None and self._lease.held:
                    await leader.leave()
                await self.marks.leave()
                await self._presence.leave()

    async def _ask_to_look(self) -> None:
        with contextlib.suppress(FeedAway), answered():
            await self._link.connection.publish(self._link.names.look, b"")

    def _desks(self) -> int:
        return self._beat.desks if self._beat is not None else 1

    def _marked(self) -> None:
        if self._begun:
            self._listener.marked()
