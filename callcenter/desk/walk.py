"""A list of customers read to its end, page after page, while it changes."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncGenerator

from callcenter.desk.allowance import Allowance
from callcenter.model.customer import Customer, CustomerQuery, CustomerSort
from callcenter.model.page import Page
from callcenter.model.record import Record
from callcenter.pos.errors import BadAnswer, QuotaExhausted
from callcenter.pos.port import PointOfSale

LIMIT = 999
"""Customers on the largest page (list-customers page)."""
_DIGITS = 18


class Leaf(Record, frozen=True):
    """A page, and where it stands: ``offset`` rows are read with it, ``after`` is the id before, ``last`` its own last.

    ``whole`` marks the end of the list. ``orderly`` says that the rows are in the order asked for, so that who would
    stand between them and does not is missing.
    """

    rows: tuple[Customer, ...]
    offset: int
    after: int | None
    last: int | None
    total: int | None
    skipped: int = 0
    whole: bool = False
    orderly: bool = False


class Walk:
    """Reads pages sorted by id: who is created meanwhile stands at the end.

    Who is deleted moves all that follow towards the front, past a reader who counts rows. So the last page is read
    again after a stop and wherever the list grew shorter, and further back until one page joins what was read before.
    """

    def __init__(self, pos: PointOfSale, allowance: Allowance, limit: int = LIMIT) -> None:
        self._pos = pos
        self._allowance = allowance
        self.limit = limit

    async def leaves(self, offset: int, last: int | None) -> AsyncGenerator[Leaf, None]:
        """Give every page from about ``offset`` rows on, where ``last`` was the last id read. Raises PosError."""
        page = max(1, offset // self.limit)
        overlapping = offset > 0
        told: int | None = None
        while True:
            read = await self._read(page)
            shorter = told is not None and read.total is not None and read.total < told
            told = read.total
            if page > 1 and (shorter or (overlapping and _leaps(read, last))):
                page, overlapping = page - 1, True
                continue
            leaf = self._leaf(read, page, last, overlapping=overlapping)
            overlapping = False
            yield leaf
            if leaf.whole:
                return
            page, last = page + 1, leaf.last

    async def _read(self, page: int) -> Page[Customer]:
        query = CustomerQuery(sort=CustomerSort.ID, page=page, limit=self.limit)
        while True:
            await self._allowance.room()
            try:
                return await self._pos.customers(query, background=True)
            except QuotaExhausted as error:  # no failure: others were faster
                await asyncio.sleep(error.retry_after or 1.0)

    def _leaf(self, read: Page[Customer], page: int, after: int | None, *, overlapping: bool) -> Leaf:
        here = len(read.rows) + read.skipped
        offset = (page - 1) * self.limit + here
        if read.total is None:
            whole = here < self.limit
        else:
            whole = offset >= read.total or here == 0
            # An empty or half a page in the middle of the list is a fault of the server's, not the list's end.
            if here < self.limit and offset + self.limit < read.total:
                raise BadAnswer
        numbers = [found for one in read.rows if (found := number(one.id)) is not None]
        ascending = len(numbers) == here and all(one < other for one, other in itertools.pairwise(numbers))
        joined = overlapping or after is None or not numbers or numbers[0] > after
        if ascending and numbers and after is not None and numbers[-1] <= after and not (overlapping or whole):
            raise BadAnswer  # the same page again and again: the server does not mind which is asked for
        last = max(numbers[-1], after or 0) if ascending and numbers else after
        return Leaf(
            rows=read.rows,
            offset=offset,
            after=after,
            last=last,
            total=read.total,
            skipped=read.skipped,
            whole=whole,
            orderly=ascending and joined,
        )


def number(customer_id: str) -> int | None:
    """Return an id as the number it is sorted by; None for one that is none."""
    if not (customer_id.isascii() and customer_id.isdigit() and len(customer_id) <= _DIGITS):
        return None
    read = int(customer_id)
    return read if str(read) == customer_id else None


def _leaps(read: Page[Customer], last: int | None) -> bool:
    """Whether a page begins after the last row read: between the two others may stand."""
    first = number(read.rows[0].id) if read.rows else None
    return last is not None and (not read.rows or (first is not None and first > last))
