"""Orders as they change, polled from the point of sale."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec
from psygnal import Signal

from callcenter.model.order import Order, OrderQuery, OrderSort, Stage
from callcenter.model.page import Page
from callcenter.pos.errors import SIGN_IN_REFUSED, PosError
from callcenter.pos.port import PointOfSale

INTERVAL = 3.0
"""Seconds between two looks while all is well."""
LONGEST_INTERVAL = 30.0
MOST_DOUBLINGS = 5
OVERLAP = timedelta(seconds=5)
"""How far behind the newest change a look reaches back: changes of the same second may come late."""
FIRST_DAYS = timedelta(days=1)
"""How many days before today the first look reaches back; an order still pending is shown however old."""
PAGE = 200
"""The largest page of orders (list-orders page)."""
CHANGES_PAGE = 50
MOST_PAGES = 200
"""A server whose pages never end is not followed for ever."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DOOMSDAY = datetime.max.replace(tzinfo=UTC)


class OrderFeed:
    """Looks for changed orders every few seconds and tells them in batches.

    The first batch, which may be empty, holds what is there already. A batch may repeat what one before the last told:
    whoever listens compares.
    """

    changed = Signal(tuple)
    """Orders that are new or changed, newest change first."""
    worked = Signal()
    failed = Signal(PosError)

    def __init__(
        self,
        pos: PointOfSale,
        *,
        venue_id: str | None = None,
        interval: float = INTERVAL,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._pos = pos
        self._venue_id = venue_id
        self._interval = interval
        self._now = now
        self._watermark: datetime | None = None
        self._told: dict[str, Order] = {}
        """What the last look found on its first page, which the next look mostly finds again."""
        self._poked = asyncio.Event()

    async def run(self) -> None:
        """Follow the orders until cancelled; stops by itself where signing in is refused."""
        failures = 0
        while True:
            first = self._watermark is None
            try:
                orders = await self._look()
            except PosError as error:
                failures += 1
                self.failed.emit(error)
                if isinstance(error, SIGN_IN_REFUSED):
                    return
            else:
                failures = 0
                self.worked.emit()
                if orders or first:
                    self.changed.emit(orders)
            await self._pause(failures)

    def look_now(self) -> None:
        """Cut the pause short: the agent asked, or this desk itself changed something."""
        self._poked.set()

    async def _pause(self, failures: int) -> None:
        seconds = self._seconds(failures)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._poked.wait(), seconds * random.uniform(0.9, 1.1))  # noqa: S311 - spread
        self._poked.clear()

    def _seconds(self, failures: int) -> float:
        """Return how long to pause: longer after each failure, and longer when the brand has little quota left."""
        if failures:
            return min(self._interval * 2.0 ** min(failures, MOST_DOUBLINGS), LONGEST_INTERVAL)
        quota = self._pos.quota
        if quota.remaining is None or not quota.limit:
            return self._interval
        left = quota.remaining / quota.limit
        return self._interval * (1 if left > 0.3 else 2 if left > 0.1 else 5)

    async def _look(self) -> tuple[Order, ...]:
        """Return what changed since the last look, newest change first, and move the watermark."""
        newest = await self._pos.orders(self._query(limit=CHANGES_PAGE), background=True)
        # The watermark is read off the first page alone: what changes while more is read is newer than it.
        watermark = max(self._watermark or _EPOCH, self._newest_time(newest.rows))
        found = list(newest.rows)
        if self._watermark is None:
            today = max(self._now(), watermark).date()
            days = self._query(limit=PAGE, since=today - FIRST_DAYS, until=today + timedelta(days=1))
            found += await self._pages(days)
            found += await self._pages(self._query(limit=PAGE, status=Stage.PENDING.value))
        elif not _reaches(newest, self._watermark - OVERLAP, CHANGES_PAGE):
            found += await self._pages(self._query(limit=PAGE), self._watermark - OVERLAP)
        # What is read later is never older: an order that changes moves to the first page.
        latest = {order.id: order for order in found}
        fresh = [order for order in latest.values() if self._told.get(order.id) != order]
        self._told = {order.id: latest[order.id] for order in newest.rows}
        self._watermark = watermark
        return tuple(sorted(fresh, key=lambda order: _changed_at(order) or _DOOMSDAY, reverse=True))

    def _query(
        self, *, limit: int, status: str | None = None, since: date | None = None, until: date | None = None
    ) -> OrderQuery:
        return OrderQuery(
            sort=OrderSort.UPDATED,
            descending=True,
            limit=limit,
            status=status,
            since=since,
            until=until,
            venue_id=self._venue_id,
        )

    async def _pages(self, query: OrderQuery, until: datetime | None = None) -> list[Order]:
        """Read pages from the newest change back to ``until`` (to the list's end where it is None)."""
        found: list[Order] = []
        for number in range(1, MOST_PAGES + 1):
            page = await self._pos.orders(msgspec.structs.replace(query, page=number), background=True)
            found += page.rows
            if _reaches(page, until, query.limit):
                break
        return found

    def _newest_time(self, orders: Sequence[Order]) -> datetime:
        """Return when the newest of these changed; a few that changed in the future are mistakes in the data.

        Where most did, it is this computer's clock that is wrong.
        """
        times = [time for order in orders if (time := _changed_at(order))]
        past = [time for time in times if time < self._now() + timedelta(days=1)]
        return max(past if len(past) > len(times) / 2 else times, default=_EPOCH)


def _reaches(page: Page[Order], until: datetime | None, limit: int) -> bool:
    """Whether nothing more needs to be read after this page: the list ends here, or ``until`` lies on it.

    A page on which no time can be read is the last as well: the list would be read to its end at every look.
    """
    if len(page.rows) + page.skipped < limit:
        return True
    if until is None:
        return False
    times = [time for order in page.rows if (time := _changed_at(order))]
    return not times or times[-1] < until


def _changed_at(order: Order) -> datetime | None:
    return order.updated_at or order.created_at
