"""Reading every customer of a brand: the first fill, and the daily pass that notices what changes alone do not tell.

Both run in the worker process, or in the desk where the replica is in memory. Both go on where they stopped, whatever
stopped them: how far they have come is committed with the customers, in one transaction.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import UTC, datetime

import msgspec

from callcenter.desk.absence import Expected, expected
from callcenter.desk.allowance import Allowance
from callcenter.desk.changes import Changes
from callcenter.desk.shelf import Shelf
from callcenter.desk.walk import Leaf, Reach, Walk
from callcenter.model.record import Record
from callcenter.pos.errors import PosError
from callcenter.pos.port import PointOfSale
from callcenter.replica.customers import Stored

FILL = "sync.fill"
"""How far the first fill has come; gone once it is done."""
FILLED = "sync.filled"
"""When the first fill was done."""
PASS = "sync.pass"  # noqa: S105 - no password
"""How far the pass under way has come."""
PASSED = "sync.passed"
"""When everything was last read, by a fill or a pass."""
MISSING = "sync.missing"
"""Ids that the last pass did not find: those the next one misses too are gone."""

LEAVES = 8
"""Pages stored in one transaction at most: what came while the last one was stored."""
MOST_MISSING = 0.25
"""A list that lost more than this share is taken for a fault of the server's."""
FEW = 1_000
"""Customers of whom any share may go."""
GONE = "sync.gone"
"""Ids that the last pass removed, until the other desks are told."""
TELL_EVERY = 0.25
"""Seconds between two notices."""


class Work(enum.StrEnum):
    """What bulk work there is."""

    FILL = "fill"
    PASS = "pass"  # noqa: S105 - no password
    CATCH_UP = "catch-up"
    SNAPSHOT = "snapshot"
    """Everybody from a file that another desk made."""
    PACK = "pack"
    """Making that file."""
    REINDEX = "reindex"


class Step(Record, frozen=True):
    """What a reading tells of itself: ``count`` rows of ``total`` are read, ``stored`` were new since the last step."""

    count: int
    total: int | None
    rate: float
    """Customers a second, since the program began this reading."""
    seconds_left: float | None
    stored: int = 0


Tell = Callable[[Step], None]


class Fill:
    """The first fill. Raises PosError and what the shelf raises; whatever was read until then is kept."""

    fact = FILL

    def __init__(self, walk: Walk, shelf: Shelf, allowance: Allowance, tell: Tell) -> None:
        self._walk = walk
        self._shelf = shelf
        self._pace = _Pace(allowance, walk.limit, tell)
        self._reach = Reach()

    async def run(self) -> None:
        """Go on where the last one stopped, and come to the end."""
        self._reach = await _kept(self._shelf, self.fact)
        await self._begin()
        self._pace.begin(self._reach.offset)
        if not self._reach.whole:
            await self._store_all(self._walk.leaves(self._reach.offset, self._reach.last, self._reach))
        await self._end()
        self._pace.tell_now()

    async def _begin(self) -> None:
        """Prepare; a fill needs nothing."""

    async def _end(self) -> None:
        await self._shelf.tidy()
        done = datetime.now(UTC).isoformat()
        await self._shelf.upsert((), {FILL: None, FILLED: done, PASSED: done})

    async def _store_all(self, leaves: AsyncGenerator[Leaf, None]) -> None:
        """Store leaf after leaf; while a batch is stored the next is read. The first one is stored at once."""
        waiting: list[Leaf] = []
        storing: asyncio.Task[None] | None = None
        try:
            async with contextlib.aclosing(leaves):
                async for leaf in leaves:
                    waiting.append(leaf)
                    if storing is not None:
                        if not storing.done() and len(waiting) < LEAVES:
                            continue
                        await storing
                    batch, waiting = waiting, []
                    storing = asyncio.create_task(self._store(batch), name="store customers")
        except PosError:
            await self._finish(storing, waiting)  # what was read before the failure need not be read again
            raise
        finally:
            if storing is not None:
                await asyncio.wait((storing,))
        await self._finish(storing, waiting)

    async def _finish(self, storing: asyncio.Task[None] | None, waiting: Sequence[Leaf]) -> None:
        if storing is not None:
            await storing
        if waiting:
            await self._store(waiting)

    async def _store(self, leaves: Sequence[Leaf]) -> None:
        customers = [one for leaf in leaves for one in leaf.rows]
        self._reach = self._reached(leaves)
        asked_at = min(leaf.asked_at for leaf in leaves)
        stored = await self._shelf.upsert(customers, {self.fact: _encoded(self._reach)}, asked_at)
        self._pace.tell(self._reach.offset, leaves[-1].total, stored)

    def _reached(self, leaves: Sequence[Leaf]) -> Reach:
        end = leaves[-1]
        return Reach(offset=end.offset, last=end.last, whole=end.whole, size=end.size, edge=end.edge)


class Pass(Fill):
    """The daily pass: stores what changed unnoticed, and removes who is missing in two passes one after the other."""

    fact = PASS

    _expected: Expected

    async def _begin(self) -> None:
        """Learn whom to expect: everybody stored before the pass read its first page."""
        self._expected = await expected(self._shelf, self._walk.ordering, self._reach.edge)

    def _reached(self, leaves: Sequence[Leaf]) -> Reach:
        missing = dict.fromkeys(self._reach.missing)
        for leaf in leaves:
            missing.update(dict.fromkeys(self._expected.absent(leaf)))
            for one in leaf.rows:  # who stands elsewhere than expected is there all the same
                missing.pop(one.id, None)
        return msgspec.structs.replace(super()._reached(leaves), missing=tuple(missing))

    async def _end(self) -> None:
        missing = set(self._reach.missing)
        if len(missing) > max(FEW, MOST_MISSING * len(self._expected)):
            missing = set()
        before = set(msgspec.json.decode(await self._shelf.fact(MISSING) or "[]", type=list[str]))
        gone = missing & before
        if gone:
            self._pace.removed(await self._shelf.delete(gone))
        await self._shelf.scrub()
        noted = msgspec.json.encode(sorted(missing - gone)).decode()
        told = set(msgspec.json.decode(await self._shelf.fact(GONE) or "[]", type=list[str])) | gone
        left = msgspec.json.encode(sorted(told)).decode() if told else None
        await self._shelf.upsert((), {PASS: None, MISSING: noted, GONE: left, PASSED: datetime.now(UTC).isoformat()})


async def reindex(shelf: Shelf, tell: Tell) -> None:
    """Index everybody anew, from where the last one stopped; the point of sale is not asked."""
    begun = told_at = time.monotonic()
    first = last = 0
    while True:
        done = await shelf.reindex()
        first = first or done.count
        now = time.monotonic()
        if done.whole or now - told_at >= TELL_EVERY:
            if done.whole:
                await shelf.tidy()
            rate = (done.count - first) / max(now - begun, 0.001)
            left = (done.total - done.count) / rate if rate else None
            tell(Step(count=done.count, total=done.total, rate=rate, seconds_left=left, stored=done.count - last))
            told_at, last = now, done.count
        if done.whole:
            return


async def perform(work: Work, pos: PointOfSale, shelf: Shelf, walk: Walk, allowance: Allowance, tell: Tell) -> None:
    """Do bulk work here and now, in whichever process. Raises PosError and what the shelf raises."""
    if work is Work.REINDEX:
        await reindex(shelf, tell)
        return
    if work is Work.CATCH_UP:
        ids = (await Changes(pos, shelf, page=walk.limit).look()).ids
        tell(Step(count=len(ids), total=None, rate=0.0, seconds_left=None, stored=len(ids)))
        return
    kind = Fill if work is Work.FILL else Pass
    await kind(walk, shelf, allowance, tell).run()


class _Pace:
    """Tells how it goes, a few times a second at most."""

    def __init__(self, allowance: Allowance, limit: int, tell: Tell) -> None:
        self._allowance = allowance
        self._limit = limit
        self._tell = tell
        self._begun_at = self._told_at = 0.0
        self._from = self._count = self._stored = 0
        self._total: int | None = None

    def begin(self, offset: int) -> None:
        self._begun_at = time.monotonic()
        self._from = self._count = offset

    def tell(self, count: int, total: int | None, stored: Stored) -> None:
        self._count, self._total = count, total
        self._stored += stored.added + stored.changed + stored.removed
        if time.monotonic() - self._told_at >= TELL_EVERY:
            self.tell_now()

    def removed(self, customers: int) -> None:
        self._stored += customers

    def tell_now(self) -> None:
        self._told_at = time.monotonic()
        rate = (self._count - self._from) / max(self._told_at - self._begun_at, 0.001)
        left = self._seconds_left(rate)
        told = Step(count=self._count, total=self._total, rate=rate, seconds_left=left, stored=self._stored)
        self._stored = 0
        self._tell(told)

    def _seconds_left(self, rate: float) -> float | None:
        """Tell how long it takes yet: by the rate so far, or by the quota where that is slower."""
        if self._total is None or rate <= 0:
            return None
        allowed = self._allowance.requests_a_minute
        most = rate if allowed is None else min(rate, allowed * self._limit / 60)
        return max(0, self._total - self._count) / most if most else None


def _encoded(reach: Reach) -> str:
    return msgspec.json.encode(reach).decode()


async def _kept(shelf: Shelf, fact: str) -> Reach:
    kept = await shelf.fact(fact)
    return msgspec.json.decode(kept, type=Reach) if kept else Reach()
