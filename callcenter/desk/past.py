"""One walk back through the orders of some days: what is kept here, then what only the point of sale knows."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from callcenter.desk.days import Span
from callcenter.model.order import Order, OrderQuery, OrderSort, Stage
from callcenter.model.record import Record
from callcenter.pos.port import PointOfSale
from callcenter.replica.errors import Closed, LocalFileError
from callcenter.replica.order_search import Sought, found, searchable, sought
from callcenter.replica.orders import OrderCursor, OrderFilter
from callcenter.replica.replica import Replica

POS_PAGE = 200
"""The largest page of orders (list-orders page)."""
MOST_PAGES = 5_000
"""A server whose pages never end is not followed for ever: a million orders."""
_TICK = timedelta(microseconds=1)


class Wanted(Record, frozen=True):
    """Which orders of the past are looked for; what is None or empty narrows nothing."""

    span: Span
    venue_id: str | None = None
    """None for the venues that this desk follows."""
    stage: Stage | None = None
    text: str = ""
    """As typed: a name, a number, an order's id, a dish."""


class Kept(Record, frozen=True):
    """What of the past is kept here: the orders placed from ``since`` on (None: of no day all of them).

    ``venues`` are those asked of the point of sale for what is older; None stands for its own choice.
    """

    since: datetime | None
    venues: tuple[str | None, ...]


class _Source:
    """A venue's orders at the point of sale, the newest first."""

    def __init__(self, query: OrderQuery) -> None:
        self._query = query
        self._known: set[str] = set()
        self.waiting: deque[Order] = deque()
        self.ended = False

    async def read(self, pos: PointOfSale) -> list[Order]:
        """Read the next page, each order once. Raises PosError; the page is read again then."""
        page = await pos.orders(self._query)
        news = [order for order in page.rows if order.id not in self._known]
        self._known.update(order.id for order in news)
        repeats = bool(page.rows) and not news
        if len(page.rows) + page.skipped < POS_PAGE or repeats or self._query.page >= MOST_PAGES:
            self.ended = True
        self._query = msgspec.structs.replace(self._query, page=self._query.page + 1)
        return news


class Past:
    """Gives the orders wanted page by page, the newest first, none twice."""

    def __init__(self, wanted: Wanted, kept: Kept, replica: Replica | None, pos: PointOfSale, region: str) -> None:
        self._wanted = wanted
        self._replica = replica if kept.since is not None else None
        self._pos = pos
        self._region = region
        self._sought: Sought | None = sought(wanted.text, region)
        self._kept = kept
        self._since = kept.since
        self._after: OrderCursor | None = None
        self._sources: list[_Source] | None = None
        self._given: set[str] = set()
        self.reached: datetime | None = None
        """How far back was looked."""
        self.asked = False
        """Whether the page before came from the point of sale."""

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to look through."""
        return self._replica is None and all(source.ended and not source.waiting for source in self._older())

    async def page(self) -> tuple[Order, ...]:
        """Look through the next page, and return what of it is wanted. Raises PosError; nothing is lost by that."""
        self.asked = False
        found_here = await self._here(self._replica) if self._replica is not None else await self._there()
        news = tuple(order for order in found_here if order.id not in self._given)
        self._given.update(order.id for order in news)
        return news

    # ---- what is kept here ------------------------------------------------------------------------------------------

    async def _here(self, replica: Replica) -> Sequence[Order]:
        wanted, span = self._wanted, self._wanted.span
        since = max(span.start, self._since) if self._since is not None else span.start
        narrowed = OrderFilter(
            since=since,
            until=span.end,
            venue_ids=(wanted.venue_id,) if wanted.venue_id is not None else (),
            stages=(wanted.stage,) if wanted.stage is not None else (),
            text=wanted.text,
        )
        try:
            page = await replica.order_history(narrowed, self._after)
        except (Closed, LocalFileError):  # the point of sale knows it all
            self._replica = self._since = None
            return ()
        self._after = page.following
        if page.following is None:
            self._replica, self.reached = None, since
        elif page.orders:
            self.reached = page.orders[-1].placed_at
        return page.orders

    # ---- what the point of sale knows -------------------------------------------------------------------------------

    def _older(self) -> list[_Source]:
        """Return where the days are read that are not kept here."""
        if self._sources is None:
            self._sources = self._made_sources()
        return self._sources

    def _made_sources(self) -> list[_Source]:
        """Make them once it is known what is kept; the vendor's days are UTC's."""
        span = self._wanted.span
        end = span.end if self._since is None else min(span.end, self._since)
        if end <= span.start:
            return []
        stage = self._wanted.stage
        query = OrderQuery(
            status=None if stage in {None, Stage.OTHER} else stage.value,
            since=_day(span.start),
            until=_day(end - _TICK),
            sort=OrderSort.CREATED,
            descending=True,
            limit=POS_PAGE,
        )
        return [_Source(msgspec.structs.replace(query, venue_id=venue_id)) for venue_id in self._kept.venues]

    async def _there(self) -> Sequence[Order]:
        """Read a page of the venue that has none waiting, then give what is newer than all that is still to come."""
        sources = self._older()
        for source in sources:
            if not source.waiting and not source.ended:
                source.waiting.extend(order for order in await source.read(self._pos) if self._wants(order))
                self.asked = True
                break
        given: list[Order] = []
        while all(source.waiting or source.ended for source in sources):
            full = [source for source in sources if source.waiting]
            if not full:
                break
            given.append(max(full, key=lambda source: _placed(source.waiting[0])).waiting.popleft())
        return given

    def _wants(self, order: Order) -> bool:
        span, wanted = self._wanted.span, self._wanted
        if order.created_at is not None:
            if self.reached is None or order.created_at < self.reached:
                self.reached = order.created_at
            if not span.start <= order.created_at < span.end:  # the server's days are not quite this computer's
                return False
        if wanted.stage is not None and order.stage is not wanted.stage:
            return False
        return self._sought is None or found(self._sought, searchable(order, self._region))


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _placed(order: Order) -> datetime:
    """Return when an order was placed; of one whose time cannot be read, a moment that keeps its place."""
    return order.placed_at or datetime.max.replace(tzinfo=UTC)
