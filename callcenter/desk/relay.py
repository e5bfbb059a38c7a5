"""Who asks for changed customers: this desk, or another that polls for all of the brand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from psygnal import Signal

from callcenter.desk.queue import OrderQueue
from callcenter.feed.port import OrderFeed, SnapshotStore, Way
from callcenter.model.customer import Customer
from callcenter.model.record import Record

FALLBACK_SHARE = 0.1
"""Part of the brand's quota that all desks' looks for customers may take together while the shared feed is away."""
QUOTA = 300
"""Requests a minute where the point of sale has told no limit yet (rate-limits page)."""


class Heard(Record, frozen=True):
    """What was told on the shared feed: customers, ids of those that are no more, and how far that reaches."""

    customers: tuple[Customer, ...] = ()
    gone: tuple[str, ...] = ()
    watermark: datetime | None = None
    since: datetime | None = None
    """From when on the shared feed holds everything: who has less has to read the rest."""


class Relay:
    """The shared feed as far as customers go. Without a queue each desk asks for itself."""

    turned = Signal()
    """``way`` is another."""
    heard = Signal(Heard)

    def __init__(self, queue: OrderQueue | None) -> None:
        self._queue = queue
        self._feed: OrderFeed | None = None
        self.way: Way | None = None
        """How changed customers come to this desk; None while that is not known yet."""
        if queue is not None:
            queue.fed.connect(self._fed)
        self._see()

    @property
    def since(self) -> datetime | None:
        """From when on the shared feed holds every changed customer; None where nobody has told."""
        return self._feed.customers_since if self._feed is not None else None

    @property
    def published(self) -> datetime | None:
        """How far the customers' changes are told to all."""
        return self._feed.customers_watermark if self._feed is not None else None

    @property
    def snapshots(self) -> SnapshotStore | None:
        """Where snapshots of the directory are kept."""
        return self._feed.snapshots if self._feed is not None else None

    @property
    def daily(self) -> bool:
        """Whether it is for this desk to look through everything once a day."""
        return self.way in (Way.DIRECT, Way.LEADING)

    def shortest_pause(self, limit: int | None) -> float:
        """Return the seconds between two looks that leave every desk its part, while each asks for itself."""
        if self.way not in (Way.FALLBACK, Way.FOLLOWING) or self._feed is None:
            return 0.0
        desks = self._feed.state.desks or 1
        return desks * 60 / (FALLBACK_SHARE * (limit or QUOTA))

    async def publish(self, customers: Sequence[Customer], watermark: datetime, *, whole: bool) -> None:
        """Hand changed customers to the other desks, where this desk polls for all."""
        if self.way is Way.LEADING and self._feed is not None:
            await self._feed.publish_customers(customers, watermark, whole=whole)

    async def publish_gone(self, ids: Sequence[str]) -> bool:
        """Tell the other desks of customers that are no more; False where that is still to be done."""
        if self.way is Way.LEADING and self._feed is not None:
            return await self._feed.publish_gone(ids)
        return self.way is Way.DIRECT

    def look_again(self) -> None:
        """See whether the queue is about to follow: it begins with the opening of the files, as whoever asks does."""
        self._see()

    def _fed(self, feed: OrderFeed | None) -> None:
        if self._feed is not None:
            self._feed.state_changed.disconnect(self._see)
            self._feed.polls_changed.disconnect(self._see)
            self._feed.customers_changed.disconnect(self._customers)
            self._feed.customers_gone.disconnect(self._gone)
        self._feed = feed
        if feed is not None:
            feed.state_changed.connect(self._see, max_args=0)
            feed.polls_changed.connect(self._see)
            feed.customers_changed.connect(self._customers)
            feed.customers_gone.connect(self._gone)
        self._see()

    def _see(self) -> None:
        way = self._way()
        if way is not self.way:
            self.way = way
            self.turned.emit()

    def _way(self) -> Way | None:
        if self._feed is None:
            return None if self._queue is not None and self._queue.begins else Way.DIRECT
        way = self._feed.state.way
        return way if self._feed.polls or way is Way.FOLLOWING else None

    def _customers(self, customers: tuple[Customer, ...]) -> None:
        self.heard.emit(Heard(customers=customers, watermark=self.published, since=self.since))

    def _gone(self, ids: tuple[str, ...]) -> None:
        self.heard.emit(Heard(gone=ids))
