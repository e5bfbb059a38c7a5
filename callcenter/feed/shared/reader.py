"""Following what the leader writes: the orders of the venues watched, and the customers."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from callcenter.feed.errors import FeedAway, FeedKeyUnknown, NotGenuine
from callcenter.feed.shared.board import Board, Written
from callcenter.feed.shared.follow import Entry, Follow
from callcenter.feed.shared.link import Link, answered
from callcenter.feed.shared.values import WATERMARK, WatermarkValue
from callcenter.model.customer import Customer
from callcenter.model.order import Order


@dataclass(slots=True)
class Memory:
    """What outlasts a link: how far each part of the bucket was read, and what was found there.

    ``made`` is when the bucket was made: of another bucket under the same name nothing is known.
    """

    made: datetime | None = None
    revisions: dict[str, int] = field(default_factory=dict)
    known: dict[str, Written] = field(default_factory=dict)
    watermarks: dict[str, WatermarkValue] = field(default_factory=dict)
    customers: WatermarkValue | None = None


class Reader:
    """Reads on one link, and calls with what was written; ``gone`` with the ids of customers that are no more."""

    def __init__(
        self,
        link: Link,
        memory: Memory,
        venues: Sequence[str],
        orders: Callable[[list[Order]], None],
        customers: Callable[[list[Customer]], None],
        gone: Callable[[list[str]], None],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._link = link
        self._memory = memory
        self._venues = venues
        self._orders = orders
        self._customers = customers
        self._gone = gone
        self._clock = clock
        self._follows: list[Follow] = []
        self._started = False
        self.trouble: FeedAway | None = None
        """What was found in the bucket that ends the link."""
        self.board = Board(link, memory.known)

    async def start(self) -> None:
        """Begin where the last link ended. Raises FeedAway."""
        memory, link = self._memory, self._link
        with answered():
            made = (await link.stream.stream_info(f"KV_{link.names.changes}")).created
        if made != memory.made:
            memory.made = made
            memory.revisions.clear()
            memory.known.clear()
            memory.watermarks.clear()
            memory.customers = None
        for venue in self._venues:
            await self._begin(f"{link.names.venue(venue)}.>", self._taker(venue))
        await self._begin("c.>", self._take_customers)
        self._started = True

    @property
    def complete(self) -> bool:
        """Whether all that a leader has written is read, and it has written all there is."""
        read = self._started and all(one.caught_up.is_set() for one in self._follows)
        return read and all(venue in self._memory.watermarks for venue in self._venues)

    @property
    def silent(self) -> bool:
        """Whether the server keeps silence on any part."""
        return any(one.silent for one in self._follows)

    def remember(self) -> None:
        """Note how far everything was read: the next link goes on from there."""
        for follow in self._follows:
            self._memory.revisions[follow.keys] = follow.revision

    async def _begin(self, keys: str, take: Callable[[list[Entry]], None]) -> None:
        after = self._memory.revisions.get(keys, 0)
        follow = Follow(self._link, self._link.names.changes, keys, take, after=after, clock=self._clock)
        self._follows.append(follow)
        await follow.start()

    def _taker(self, venue: str) -> Callable[[list[Entry]], None]:
        def take(entries: list[Entry]) -> None:
            orders: list[Order] = []
            for entry in entries:
                self._readable(lambda entry=entry: self._order(venue, entry, orders))  # type: ignore[misc]
            self._orders(orders)

        return take

    def _order(self, venue: str, entry: Entry, orders: list[Order]) -> None:
        if entry.value is None:
            return
        if entry.key.endswith(WATERMARK):
            reached = self.board.watermarks.open(entry.key, entry.value)
            if reached is not None:
                self._memory.watermarks[venue] = reached
            return
        value = self.board.orders.open(entry.key, entry.value)
        if value is not None:
            self.board.heard_order(entry.key, value, entry.revision, entry.created)
            orders.append(value.order)

    def _take_customers(self, entries: list[Entry]) -> None:
        customers: list[Customer] = []
        gone: list[str] = []
        for entry in entries:
            self._readable(lambda entry=entry: self._customer(entry, customers, gone))  # type: ignore[misc]
        if gone:
            self._gone(gone)
        self._customers(customers)

    def _customer(self, entry: Entry, customers: list[Customer], gone: list[str]) -> None:
        if entry.value is None:
            return
        if entry.key.endswith(WATERMARK):
            self._memory.customers = self.board.watermarks.open(entry.key, entry.value)
            return
        value = self.board.customers.open(entry.key, entry.value)
        if value is not None:
            self.board.heard_customer(entry.key, value, entry.revision, entry.created)
            if value.gone:
                gone.append(value.customer.id)
            else:
                customers.append(value.customer)

    def _readable(self, work: Callable[[], None]) -> None:
        """Read one value: what is not genuine is passed over, and an unknown key ends the link."""
        try:
            work()
        except NotGenuine:
            return
        except FeedKeyUnknown as error:
            self.trouble = error
            self._link.lost.set()
