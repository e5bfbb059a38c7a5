"""Orders as they change, polled from the point of sale."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

import msgspec
from psygnal import Signal

from callcenter.model.order import Order, OrderQuery, OrderSort
from callcenter.pos.errors import SIGN_IN_REFUSED, PosError
from callcenter.pos.port import PointOfSale

INTERVAL = 3.0
"""Seconds between two looks while all is well."""
LONGEST_INTERVAL = 30.0
OVERLAP = timedelta(seconds=5)
"""How far behind the newest change a look reaches back: changes of the same second may come late."""
FIRST_DAYS = 1
"""How many days before today the first look reaches back; an order still pending is shown however old."""
PAGE = 200
"""The largest page of orders (list-orders page)."""
CHANGES_PAGE = 50
MOST_PAGES = 200
"""A server whose pages never end is not followed for ever."""


class OrderFeed:
    """Looks for changed orders every few seconds and tells them in batches.

    A batch may repeat what an earlier one told: whoever listens compares.
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
        self._poked = asyncio.Event()

    async def run(self) -> None:
        """Follow the orders until cancelled; stops by itself where signing in is refused."""
        failures = 0
        while True:
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
                if orders:
                    self.changed.emit(tuple(orders))
            await self._pause(failures)

    def look_now(self) -> None:
        """Cut the pause short: the agent asked, or this desk itself changed something."""
        self._poked.set()

    async def _pause(self, failures: int) -> None:
        seconds = min(self._interval * 2**failures, LONGEST_INTERVAL) if failures else self._paced()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._poked.wait(), seconds * random.uniform(0.9, 1.1))  # noqa: S311 - spread
        self._poked.clear()

    def _paced(self) -> float:
        """Look less often when the brand's desks have little quota left."""
        quota = self._pos.quota
        if quota.remaining is None or not quota.limit:
            return self._interval
        left = quota.remaining / quota.limit
        return self._interval * (1 if left > 0.3 else 2 if left > 0.1 else 5)

    async def _look(self) -> list[Order]:
        if self._watermark is None:
            first_day = (self._now() - timedelta(days=FIRST_DAYS)).date()
            tomorrow = (self._now() + timedelta(days=1)).date()
            recent = await self._pages(self._query(limit=PAGE, since=first_day, until=tomorrow))
            pending = await self._pages(self._query(limit=PAGE, status="PENDING"))
            orders = {order.id: order for order in (*pending, *recent)}
            self._advance(orders.values(), at_least=datetime(1970, 1, 1, tzinfo=UTC))
            return list(orders.values())
        until = self._watermark - OVERLAP
        orders = {order.id: order for order in await self._pages(self._query(limit=CHANGES_PAGE), until)}
        self._advance(orders.values(), at_least=self._watermark)
        return list(orders.values())

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
            found += page.rows if until is None else (one for one in page.rows if _changed_at(one) >= until)
            last = len(page.rows) + page.skipped < query.limit
            if last or (until is not None and page.rows and _changed_at(page.rows[-1]) < until):
                break
        found.reverse()  # of an order seen twice, the page read first has the newer word: let it win in the dict
        return found

    def _advance(self, orders: Iterable[Order], at_least: datetime) -> None:
        times = [_changed_at(order) for order in orders]
        self._watermark = max([at_least, *(time for time in times if time < self._now() + timedelta(days=1))])


def _changed_at(order: Order) -> datetime:
    """Return when an order last changed; one whose times cannot be read counts as just changed."""
    return order.updated_at or order.created_at or datetime.max.replace(tzinfo=UTC)
