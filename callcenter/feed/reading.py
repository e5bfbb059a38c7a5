"""One venue's orders, read page by page from the newest change back to what is known.

The list is sorted by ``updated_at``, newest first. A row that changes while pages are read moves to the front and
pushes the others towards the end: pages repeat rows then, and skip none but the one that moved, which the next look
finds in front. So a page that fails can be asked for again, and reading goes on where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import msgspec

from callcenter.feed.ledger import changed_at
from callcenter.feed.port import Past
from callcenter.model.order import Order, OrderQuery, OrderSort, Stage
from callcenter.model.page import Page
from callcenter.pos.port import PointOfSale

OVERLAP = timedelta(seconds=5)
"""How far behind the newest change a look reaches back: changes of the same second may come late."""
DEEP = timedelta(minutes=70)
"""How far back a deep look reaches: further than a server's clock is ever put back for daylight saving."""
FIRST_DAYS = timedelta(days=1)
"""How many days before today the first look reads; an order still pending is read however old."""
HISTORY_DAYS = timedelta(days=30)
"""How many days back the history of a first fill reaches."""
PAGE = 200
"""The largest page of orders (list-orders page)."""
CHANGES_PAGE = 50
MOST_PAGES = 5_000
"""A server whose pages never end is not followed for ever: a million orders."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Gap:
    """Changes not read yet, back to a moment: from this page on."""

    until: datetime
    top: datetime
    """The newest change known when the gap was found."""
    page: int
    last: frozenset[str] = frozenset()
    """The ids of the page before: a server that gives the same page for ever is not followed."""


class Reading:
    """Knows how far one venue has been read. Times are the server's; the desk's clock only unmasks impossible ones."""

    def __init__(
        self,
        pos: PointOfSale,
        venue_id: str | None,
        *,
        watermark: datetime | None = None,
        past: Past | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._pos = pos
        self._now = now
        self._top = watermark
        self._gaps: list[_Gap] = []
        self._past_page = 1
        self.edge = watermark
        """What was the newest change known before the page that was read last."""
        self.venue_id = venue_id
        self.past = past

    @property
    def begun(self) -> bool:
        """Whether there is a watermark to read back to."""
        return self._top is not None

    @property
    def behind(self) -> bool:
        """Whether changes are left to be read page by page."""
        return bool(self._gaps)

    @property
    def watermark(self) -> datetime | None:
        """Up to when every change has been read."""
        return min((gap.until for gap in self._gaps), default=self._top)

    @property
    def remembers(self) -> bool:
        """Whether the history is read as far back as it is wanted."""
        return self.past is None or (self.past.reached is not None and self.past.reached <= self.past.oldest)

    async def first(self) -> list[Order]:
        """Read the orders of today and yesterday, and every pending one. Raises PosError, and is then begun anew."""
        # The watermark is read off the first page alone: what changes while more is read is newer than it.
        head = await self._page(self._query(limit=CHANGES_PAGE))
        top = self._newest_time(head.rows)
        today = max(self._now(), top).date()
        since = today - FIRST_DAYS
        found = list(head.rows)
        found += await self._pages(self._query(limit=PAGE, since=since, until=today + _DAY))
        found += await self._pending()
        self._top = top
        self.past = Past(oldest=today - HISTORY_DAYS, reached=since)
        return found

    async def look(self, *, deep: bool) -> list[Order]:
        """Read the newest changes; what they do not reach back to becomes a gap. Raises PosError."""
        top = self._top or _EPOCH
        limit = PAGE if deep else CHANGES_PAGE
        until = top - (DEEP if deep else OVERLAP) if top > _EPOCH + DEEP else _EPOCH
        head = await self._page(self._query(limit=limit))
        if not _reaches(head, until, limit):
            self._gaps.append(_Gap(until=until, top=top, page=2 if deep else 1))
        self.edge = top
        self._top = max(top, self._newest_time(head.rows))
        return _since(until, head.rows)

    async def newest(self) -> list[Order]:
        """Read the orders that came last, whatever times they bear. Raises PosError."""
        return list((await self._page(self._query(limit=CHANGES_PAGE, sort=OrderSort.ID))).rows)

    async def further(self) -> list[Order]:
        """Read one more page of the newest gap. Raises PosError; the page is read again then."""
        gap = self._gaps[-1]
        page = await self._page(self._query(limit=PAGE, page=gap.page))
        ids = frozenset(order.id for order in page.rows)
        if _reaches(page, gap.until, PAGE) or gap.page >= MOST_PAGES or ids == gap.last:
            self._gaps.remove(gap)
        gap.page, gap.last, self.edge = gap.page + 1, ids, gap.top
        return _since(gap.until, page.rows)

    async def remember(self) -> list[Order]:
        """Read one page of the history, day by day back. Raises PosError; the page is read again then."""
        past = self.past
        if past is None:
            return []
        day = (past.reached or self._now().date()) - _DAY
        page = await self._page(self._query(limit=PAGE, since=day, until=day, page=self._past_page))
        self._past_page += 1
        if len(page.rows) + page.skipped < PAGE or self._past_page > MOST_PAGES:
            self._past_page = 1
            self.past = Past(oldest=past.oldest, reached=day)
        return list(page.rows)

    async def _pending(self) -> list[Order]:
        """Read every pending order. One that is pending no longer pulls those after it past a reader's page.

        So several pages are read a second time from the last to the first: whatever moved forward is met on the way.
        """
        query = self._query(limit=PAGE, status=Stage.PENDING.value, sort=OrderSort.ID, descending=False)
        found = await self._pages(query)
        for number in range(len(found) // PAGE, 0, -1):
            found += (await self._page(msgspec.structs.replace(query, page=number))).rows
        return found

    async def _pages(self, query: OrderQuery) -> list[Order]:
        found: list[Order] = []
        known: set[str] = set()
        for number in range(1, MOST_PAGES + 1):
            page = await self._page(msgspec.structs.replace(query, page=number))
            found += page.rows
            ids = {order.id for order in page.rows}
            if len(page.rows) + page.skipped < query.limit or ids <= known:
                break
            known |= ids
        return found

    async def _page(self, query: OrderQuery) -> Page[Order]:
        return await self._pos.orders(query, background=True)

    def _query(
        self,
        *,
        limit: int,
        page: int = 1,
        status: str | None = None,
        since: date | None = None,
        until: date | None = None,
        sort: OrderSort = OrderSort.UPDATED,
        descending: bool = True,
    ) -> OrderQuery:
        return OrderQuery(
            sort=sort,
            descending=descending,
            limit=limit,
            page=page,
            status=status,
            since=since,
            until=until,
            venue_id=self.venue_id,
        )

    def _newest_time(self, orders: Sequence[Order]) -> datetime:
        """Return when the newest of these changed; a few that changed in the future are mistakes in the data.

        Where most did, it is this computer's clock that is wrong.
        """
        times = [time for order in orders if (time := changed_at(order))]
        past = [time for time in times if time < self._now() + _DAY]
        return max(past if len(past) > len(times) / 2 else times, default=_EPOCH)


def _since(until: datetime, orders: Sequence[Order]) -> list[Order]:
    """Return those that changed since a moment, or nobody knows when: a page holds older ones as well."""
    return [order for order in orders if (time := changed_at(order)) is None or time >= until]


def _reaches(page: Page[Order], until: datetime, limit: int) -> bool:
    """Whether nothing more needs to be read after this page: the list ends here, or ``until`` lies on it.

    A page on which no time can be read is the last as well: the list would be read to its end at every look.
    """
    if len(page.rows) + page.skipped < limit:
        return True
    times = [time for order in page.rows if (time := changed_at(order))]
    return not times or times[-1] < until
