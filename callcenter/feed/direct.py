"""Orders as they change, polled from the point of sale by this desk."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from callcenter.feed.ledger import Ledger, changed_at
from callcenter.feed.pace import Pace, Pause
from callcenter.feed.port import FeedState, Mark, OrderFeed, Reached, Subject, Watching, Way
from callcenter.feed.reading import OVERLAP, Reading
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.pos.errors import SIGN_IN_REFUSED, PosError
from callcenter.pos.port import PointOfSale

DEEP_EVERY = 60.0
"""Seconds between two looks that reach back further than a server's clock is ever put back; for each page more that
such a look costs, the next comes so much later."""
WARY = 900.0
"""Seconds of being wary, after a change was found where changes ought not to appear any more: the server's clock was
put back. Then every other look asks for what came last, whatever time it bears, and deep looks are not spared."""


class _Refused(Exception):
    """Signing in was refused: there is no use in asking again. The error itself is told already."""


@dataclass(slots=True)
class _Venue:
    """A venue's reading, and when it reaches deep."""

    reading: Reading
    deep_at: float = 0.0
    wary_until: float = 0.0
    looks: int = 0


class DirectFeed(OrderFeed):
    """Looks for changed orders every few seconds, one venue after the other, and tells them in batches.

    ``venues`` are ids; None asks for what the sign-in sees. ``resume`` is what ``reached`` told before the program
    ended: the first batch then holds what was missed, over any number of pages, else the orders of two days. ``past``
    False does without the history of a first fill. ``clock`` counts seconds and is never put back; ``now`` is the
    computer's time; ``sleep`` passes the time.
    """

    def __init__(
        self,
        pos: PointOfSale,
        *,
        venues: Sequence[str | None] = (None,),
        resume: Reached | None = None,
        past: bool = True,
        pace: Pace | None = None,
        ledger: Ledger | None = None,
        desk: tuple[str, str] = ("", ""),
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._pos = pos
        self._now = now
        self._clock = clock
        self._past = past
        self._pace = pace or Pace(pos.quota, clock=clock)
        self._pause = Pause(sleep)
        self._ledger = ledger or Ledger()
        self._desk = desk
        self._venues = [_Venue(self._reading(venue, resume)) for venue in dict.fromkeys(venues)]
        self._turn = 0
        self._failures = 0
        self._wanted = False
        self._told: Reached | None = None
        self._marks: dict[Subject, Mark] = {}
        self._state = FeedState(way=Way.DIRECT, since=now())

    # ---- the port ---------------------------------------------------------------------------------------------------

    @property
    def state(self) -> FeedState:
        """Direct, ever since."""
        return self._state

    @property
    def marks(self) -> Mapping[Subject, Mark]:
        """What this desk has taken: of the others nothing is known."""
        return MappingProxyType(self._marks)

    @property
    def polls(self) -> bool:
        """True."""
        return True

    @property
    def customers_watermark(self) -> datetime | None:
        """None."""
        return None

    @property
    def customers_since(self) -> datetime | None:
        """None."""
        return None

    @property
    def reach(self) -> Reached:
        """How far every venue has been read."""
        readings = {each.reading.venue_id or "": each.reading for each in self._venues}
        return Reached(
            watermarks={venue: one.watermark for venue, one in readings.items() if one.watermark is not None},
            past={venue: one.past for venue, one in readings.items() if one.past is not None},
        )

    def look_now(self) -> None:
        """Cut the pause short: the agent asked, or this desk itself changed something."""
        self._wanted = True
        self._pause.poke()

    def watch(self, watching: Watching) -> None:
        """Say what the agent has before them; who comes to look does not wait."""
        closer = watching.value < self._pace.watching.value
        self._pace.watching = watching
        if closer:
            self.look_now()

    async def take(self, subject: Subject, *, over: bool = False) -> Mark | None:  # noqa: ARG002 - nobody else has it
        """Note that this desk has taken it."""
        mark = Mark(subject=subject, desk=self._desk[0], name=self._desk[1], since=self._now())
        self._marks[subject] = mark
        self.marks_changed.emit(self.marks)
        return mark

    async def release(self, subject: Subject) -> None:
        """Give up what this desk has taken."""
        if self._marks.pop(subject, None) is not None:
            self.marks_changed.emit(self.marks)

    async def tell_seen(self, subject: Subject) -> None:
        """Tell this desk, which is all there is."""
        self.seen.emit(subject)

    async def publish_customers(
        self, customers: Sequence[Customer], watermark: datetime | None, *, whole: bool = True
    ) -> None:
        """Nothing: there is nobody to tell."""

    async def publish_gone(self, ids: Sequence[str]) -> bool:  # noqa: ARG002 - as above
        """Nothing: there is nobody to tell."""
        return True

    async def aclose(self) -> None:
        """Nothing is held."""

    async def run(self) -> None:
        """Follow until cancelled; ends by itself where signing in is refused."""
        try:
            await self._begin()
            while True:
                await self._follow()
        except _Refused:
            return

    # ---- the beginning ----------------------------------------------------------------------------------------------

    async def _begin(self) -> None:
        """Tell what is there in one batch: the orders of two days, or what was missed since the program ended."""
        await self._wait_for_turn()
        found: list[Order] = []
        for venue in self._venues:
            reading = venue.reading
            if reading.begun:
                found += await self._insist(lambda reading=reading: reading.look(deep=True))  # type: ignore[misc]
                while reading.behind:
                    found += await self._insist(reading.further)
                    await self._pause.seconds(self._pace.between_pages())
            else:
                found += await self._insist(reading.first)
                if not self._past:
                    reading.past = None
            venue.deep_at = self._clock() + DEEP_EVERY
        self.worked.emit()
        self._tell(found, always=True)

    async def _wait_for_turn(self) -> None:
        """Where many desks begin to poll at once, each begins at a moment of its own."""
        if self._pace.desks > 1:
            await self._pause.seconds(random.uniform(0, self._pace.seconds()))  # noqa: S311 - spread, no secret

    async def _insist(self, work: Callable[[], Awaitable[list[Order]]]) -> list[Order]:
        while True:
            found = await self._attempt(work)
            if found is not None:
                return found
            await self._pause.seconds(self._pace.spread(self._failures))

    async def _attempt(self, work: Callable[[], Awaitable[list[Order]]]) -> list[Order] | None:
        """Return what was read, or None where it failed, which is told. Raises _Refused."""
        try:
            found = await work()
        except PosError as error:
            self._failures += 1
            self.failed.emit(error)
            if isinstance(error, SIGN_IN_REFUSED):
                raise _Refused from error
            return None
        self._failures = 0
        return found

    # ---- from then on -----------------------------------------------------------------------------------------------

    async def _follow(self) -> None:
        """Pause, reading on in what was missed and in the history; then look at the venue whose turn it is."""
        next_look = self._clock() + self._pace.spread(self._failures)
        while (left := self._left_until(next_look)) > 0:
            await self._pause.seconds(min(left, self._between(left)))
            if not self._failures and self._left_until(next_look) > 0:
                await self._read_on()
        self._wanted = False
        venue = self._venues[self._turn % len(self._venues)]
        self._turn += 1
        await self._look(venue)

    def _left_until(self, next_look: float) -> float:
        return 0.0 if self._wanted else next_look - self._clock()

    async def _look(self, venue: _Venue) -> None:
        reading, now = venue.reading, self._clock()
        deep = bool(self._failures) or now >= venue.deep_at
        venue.looks += 1
        if not deep and now < venue.wary_until and venue.looks % 2:
            found = await self._attempt(reading.newest)
        else:
            found = await self._attempt(lambda: reading.look(deep=deep))
        if found is None:
            venue.deep_at = now
            return
        if deep:
            venue.deep_at = now + DEEP_EVERY
        self._heed(venue, self._tell(found))
        if reading.behind:  # mostly one page more is all
            await self._read_further(venue)
        self.worked.emit()

    def _heed(self, venue: _Venue, fresh: Sequence[Order]) -> None:
        """Grow wary where a change appears that is older than what was known before."""
        if any(_late(order, venue.reading.edge) for order in fresh):
            venue.wary_until = self._clock() + WARY

    def _between(self, left: float) -> float:
        if any(each.reading.behind for each in self._venues):
            return self._pace.between_pages()
        return left / 2 if any(not each.reading.remembers for each in self._venues) else left

    async def _read_on(self) -> None:
        """Read one page of what was missed, else of the history."""
        for venue in self._venues:
            if venue.reading.behind:
                await self._read_further(venue)
                return
        for venue in self._venues:
            if not venue.reading.remembers:
                found = await self._attempt(venue.reading.remember)
                if found and (older := self._ledger.fresh(found)):
                    self.history.emit(older)
                self._tell_reached()
                return

    async def _read_further(self, venue: _Venue) -> None:
        found = await self._attempt(venue.reading.further)
        if found is not None:
            if self._clock() >= venue.wary_until:
                venue.deep_at += DEEP_EVERY
            self._heed(venue, self._tell(found))

    def _tell(self, found: Sequence[Order], *, always: bool = False) -> tuple[Order, ...]:
        fresh = self._ledger.fresh(found)
        if fresh:
            self._pace.note_change()
        if fresh or always:
            self.changed.emit(fresh)
        self._tell_reached()
        return fresh

    def _tell_reached(self) -> None:
        reach = self.reach
        if reach != self._told:
            self._told = reach
            self.reached.emit(reach)

    def _reading(self, venue: str | None, resume: Reached | None) -> Reading:
        watermark = resume.watermarks.get(venue or "") if resume else None
        past = resume.past.get(venue or "") if resume and self._past else None
        return Reading(self._pos, venue, watermark=watermark, past=past, now=self._now)


def _late(order: Order, watermark: datetime | None) -> bool:
    """Whether a change appeared where a common look does not reach: the server's clock was put back."""
    time = changed_at(order)
    return watermark is not None and time is not None and time < watermark - OVERLAP - timedelta(seconds=1)
