"""A list of customers read to its end, page after page, while it changes."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncGenerator, Iterable
from datetime import UTC, datetime

from callcenter.desk.allowance import Allowance
from callcenter.desk.ordering import BY_ID, Ordering, ordering_of
from callcenter.model.customer import Customer, CustomerQuery
from callcenter.model.page import Page
from callcenter.model.record import Record
from callcenter.pos.errors import BadAnswer, QuotaExhausted
from callcenter.pos.port import PointOfSale

LIMIT = 999
"""Customers on the largest page (list-customers page)."""
MOST_AT_EDGE = 1_000
"""Ids of one place that are noted: of more (an import of thousands in one moment) a stopped pass may miss some."""


class Reach(Record, frozen=True):
    """How far a reading has come: ``offset`` rows, the last of them at the place ``last``."""

    offset: int = 0
    last: int | None = None
    whole: bool = False
    missing: tuple[str, ...] = ()
    size: int | None = None
    """The rows on a full page, where no total tells the end: a server may give fewer than it is asked for."""
    edge: tuple[str, ...] = ()
    """The ids read at the place ``last``, where several may have one."""


class Leaf(Record, frozen=True):
    """A page, and where it stands: ``offset`` rows are read with it, ``after`` is the place before, ``last`` its last.

    ``whole`` marks the end of the list. ``orderly`` says that the rows are in the order asked for, so that who would
    stand between them and does not is missing.
    """

    rows: tuple[Customer, ...]
    offset: int
    after: int | None
    last: int | None
    total: int | None
    asked_at: datetime
    """When the page was asked for, by this computer's clock."""
    skipped: int = 0
    whole: bool = False
    orderly: bool = False
    size: int | None = None
    edge: tuple[str, ...] = ()


class _Read(Record, frozen=True):
    """A page as it came."""

    page: Page[Customer]
    asked_at: datetime

    @property
    def here(self) -> int:
        return len(self.page.rows) + self.page.skipped


class Walk:
    """Reads pages in an order in which who is created meanwhile stands at the end.

    Who is deleted moves all that follow towards the front, past a reader who counts rows. So the last page is read
    again after a stop and wherever the list grew shorter, and further back until one page joins what was read before.
    A list that tells no total cannot be seen to grow shorter: whom such a reader passed is read by the next pass.
    """

    def __init__(
        self, pos: PointOfSale, allowance: Allowance, limit: int = LIMIT, ordering: Ordering | None = None
    ) -> None:
        self._pos = pos
        self._allowance = allowance
        self.ordering = ordering or BY_ID
        self.limit = limit
        self._size: int | None = None
        self._before: set[str] = set()
        """The ids on the last page."""
        self._ahead: tuple[int, _Read] | None = None
        """The page that was looked at to see whether the one before was the last."""

    async def leaves(self, offset: int, last: int | None, reach: Reach | None = None) -> AsyncGenerator[Leaf, None]:
        """Give every page from about ``offset`` rows on, where ``last`` was the last place read. Raises PosError.

        ``reach`` tells more of where an earlier run stopped.
        """
        self._size = reach.size if reach is not None else None
        edge = reach.edge if reach is not None else ()
        page = max(1, offset // (self._size or self.limit))
        overlapping = offset > 0
        told: int | None = None
        while True:
            read = await self._read(page)
            total = read.page.total
            shorter = told is not None and total is not None and total < told
            told = total
            if page > 1 and (shorter or (overlapping and self._leaps(read, last))):
                page, overlapping = page - 1, True
                continue
            whole = await self._ends(read, page)
            leaf = self._leaf(read, page, last, edge, overlapping=overlapping, whole=whole)
            overlapping = False
            yield leaf
            if leaf.whole:
                return
            page, last, edge = page + 1, leaf.last, leaf.edge

    async def _read(self, page: int) -> _Read:
        if self._ahead is not None and self._ahead[0] == page:
            read, self._ahead = self._ahead[1], None
            return read
        query = CustomerQuery(sort=self.ordering.sort, page=page, limit=self.limit)
        while True:
            await self._allowance.room()
            asked_at = datetime.now(UTC)
            try:
                return _Read(page=await self._pos.customers(query, background=True), asked_at=asked_at)
            except QuotaExhausted as error:  # no failure: others were faster
                await asyncio.sleep(error.retry_after or 1.0)

    async def _ends(self, read: _Read, page: int) -> bool:
        """Whether the list ends with this page. Raises BadAnswer for half a page in the middle: the server's fault.

        Without a total the next page decides where one is shorter than asked: the server may give no longer ones.
        """
        total, here = read.page.total, read.here
        if total is not None:
            offset = (page - 1) * self.limit + here
            if here < self.limit and offset + self.limit < total:
                raise BadAnswer
            return offset >= total or here == 0
        if here >= (self._size or self.limit):
            self._size = self._size or self.limit
            return False
        if here == 0 and page == 1:
            return True
        following = await self._read(page + 1)
        if not following.here or _ids(following.page.rows) <= _ids(read.page.rows):
            return True
        if self._size is not None or not here:
            raise BadAnswer
        self._size, self._ahead = here, (page + 1, following)
        return False

    def _leaf(
        self, read: _Read, page: int, after: int | None, edge: tuple[str, ...], *, overlapping: bool, whole: bool
    ) -> Leaf:
        rows, unique = read.page.rows, self.ordering.unique
        places = [found for one in rows if (found := self.ordering.place(one)) is not None]
        ascending = len(places) == read.here and all(
            one < other or (one == other and not unique) for one, other in itertools.pairwise(places)
        )
        joined = overlapping or after is None or not places or places[0] > after or (places[0] == after and not unique)
        stays = unique and ascending and bool(places) and after is not None and places[-1] <= after
        if (stays or (rows and _ids(rows) <= self._before)) and not (overlapping or whole):
            raise BadAnswer  # the same page again and again: the server does not mind which is asked for
        self._before = _ids(rows)
        last = (places[-1] if after is None else max(places[-1], after)) if ascending and places else after
        return Leaf(
            rows=rows,
            offset=(page - 1) * (self._size or self.limit) + read.here,
            after=after,
            last=last,
            total=read.page.total,
            asked_at=read.asked_at,
            skipped=read.page.skipped,
            whole=whole,
            orderly=ascending and joined,
            size=self._size,
            edge=() if unique else self._edge(rows, last, edge if last == after else ()),
        )

    def _edge(self, rows: Iterable[Customer], last: int | None, before: tuple[str, ...]) -> tuple[str, ...]:
        here = (one.id for one in rows if self.ordering.place(one) == last)
        return tuple(dict.fromkeys((*before, *here)))[-MOST_AT_EDGE:]

    def _leaps(self, read: _Read, last: int | None) -> bool:
        """Whether a page begins after the last row read: between the two others may stand."""
        if last is None:
            return False
        first = self.ordering.place(read.page.rows[0]) if read.page.rows else None
        return not read.page.rows or (
            first is not None and (first > last or (first == last and not self.ordering.unique))
        )


def walk_of(pos: PointOfSale, allowance: Allowance, limit: int) -> Walk:
    """Return the walk over a point of sale's customers, on pages of ``limit`` where it has such large ones."""
    capabilities = pos.capabilities
    return Walk(pos, allowance, min(limit, capabilities.largest_page), ordering_of(capabilities))


def _ids(rows: Iterable[Customer]) -> set[str]:
    return {one.id for one in rows}
