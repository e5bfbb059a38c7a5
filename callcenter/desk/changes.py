"""Customers as they change: read from the newest change back to where the last look ended.

A system that tells no changes tells who is new alone; what else is otherwise is seen by whoever reads everybody.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta

from callcenter.desk.ordering import BY_ID, ordering_of
from callcenter.desk.shelf import Shelf
from callcenter.model.customer import Customer, CustomerQuery
from callcenter.model.page import Page
from callcenter.model.record import Record
from callcenter.pos.port import PointOfSale

WATERMARK = "sync.watermark"
"""The fact that tells when the newest change read so far was made, by the server's clock."""
OVERLAP = timedelta(seconds=5)
"""How far behind the watermark a look reaches back: changes of the same second may come late."""
FIRST = 50
"""Customers on the first page, which is the only one in nearly every look."""
MOST_PAGES = 5_000
"""A server whose pages never end is not followed for ever."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FarBehind(Exception):
    """More has changed than is read in the desk itself; what was read is stored, the watermark stays."""


class Look(Record, frozen=True):
    """What a look found: the ids of those that changed here, and all it read up to the point where it began.

    ``watermark`` is how far it reached. ``customers`` is whole where the look was asked to begin at a moment.
    """

    ids: tuple[str, ...]
    customers: tuple[Customer, ...]
    watermark: datetime


async def watermark_of(shelf: Shelf) -> datetime | None:
    """Return up to when every change is stored; None where nothing was read yet."""
    kept = await shelf.fact(WATERMARK)
    return datetime.fromisoformat(kept) if kept else None


class Changes:
    """Looks for changed customers and stores them. What one look found, the next may find again: it is told once."""

    def __init__(
        self,
        pos: PointOfSale,
        shelf: Shelf,
        *,
        page: int,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._pos = pos
        self._shelf = shelf
        self._ordering = ordering_of(pos.capabilities) or BY_ID
        self._page = min(page, pos.capabilities.largest_page)
        self._now = now
        self._told: dict[str, Customer] = {}

    async def look(self, most: int = MOST_PAGES, *, since: datetime | None = None) -> Look:
        """Store what changed since the last look, or ``since`` where that is earlier, in ``most`` pages at most.

        The first look of all only marks where to begin. Raises PosError, FarBehind and what the shelf raises.
        """
        watermark = await watermark_of(self._shelf)
        begin = min(watermark, since) if watermark is not None and since is not None else watermark or since
        asked_at = datetime.now(UTC)
        newest = await self._read(1, FIRST)
        # Read off the first page alone: what changes while more is read is newer than it.
        reached = max(watermark or _EPOCH, self._newest_time(newest.rows))
        ids = await self._store(newest, asked_at)
        read = {one.id: one for one in newest.rows}
        told = dict(read)
        if begin is not None and not self._reaches(newest, begin - OVERLAP, FIRST):
            async for page, page_asked_at in self._further(begin - OVERLAP, most):
                ids += await self._store(page, page_asked_at)
                if since is not None:  # nobody else asks for them
                    read |= {one.id: one for one in page.rows}
        if reached != watermark:
            await self._shelf.upsert((), {WATERMARK: reached.isoformat()})
        self._told = told
        return Look(ids=tuple(dict.fromkeys(ids)), customers=tuple(read.values()), watermark=reached)

    async def _further(self, until: datetime, most: int) -> AsyncIterator[tuple[Page[Customer], datetime]]:
        before: set[str] = set()
        for number in range(1, most + 1):
            asked_at = datetime.now(UTC)
            page = await self._read(number, self._page)
            yield page, asked_at
            ids = {one.id for one in page.rows}
            if self._reaches(page, until, self._page) or (ids and ids <= before):  # one page for all: there is no more
                return
            before = ids
        if most < MOST_PAGES:
            raise FarBehind

    async def _read(self, number: int, limit: int) -> Page[Customer]:
        query = CustomerQuery(sort=self._ordering.newest, descending=True, page=number, limit=limit)
        return await self._pos.customers(query, background=True)

    async def _store(self, page: Page[Customer], asked_at: datetime) -> list[str]:
        fresh = [one for one in page.rows if self._told.get(one.id) != one]
        if not fresh:
            return []
        stored = await self._shelf.upsert(fresh, None, asked_at)
        return [one.id for one in fresh] if stored.added or stored.changed or stored.removed else []

    def _reaches(self, page: Page[Customer], until: datetime, limit: int) -> bool:
        """Whether nothing more needs to be read after this page: the list ends here, or ``until`` lies on it.

        Without a total a page shorter than asked may be as long as the server gives any. A page on which no time can be
        read is the last as well: the list would be read to its end at every look.
        """
        here = len(page.rows) + page.skipped
        if here < (limit if page.total is not None else 1):
            return True
        times = [time for one in page.rows if (time := self._ordering.changed_at(one))]
        return not times or times[-1] < until

    def _newest_time(self, customers: Sequence[Customer]) -> datetime:
        """Return when the newest of these changed; a few that changed in the future are mistakes in the data.

        Where most did, it is this computer's clock that is wrong.
        """
        times = [time for one in customers if (time := self._ordering.changed_at(one))]
        past = [time for time in times if time < self._now() + timedelta(days=1)]
        return max(past if len(past) > len(times) / 2 else times, default=_EPOCH)
