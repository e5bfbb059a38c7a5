"""What the server does not hold for this desk: changes from before its memory, and the history of a first fill.

The desk reads both from the point of sale itself, as slowly as the number of desks demands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from callcenter.feed.pace import Pace
from callcenter.feed.port import Past
from callcenter.feed.reading import Reading
from callcenter.model.order import Order
from callcenter.pos.errors import SIGN_IN_REFUSED, PosError
from callcenter.pos.port import PointOfSale

Tell = Callable[[Sequence[Order]], None]


class Backfill:
    """One venue's. ``done`` says that all up to the shared watermark is told; ``past`` how far the history reaches."""

    def __init__(
        self, pos: PointOfSale, venue: str, pace: Pace, *, watermark: datetime | None, past: Past | None
    ) -> None:
        now = lambda: datetime.now(UTC)  # noqa: E731 - a clock
        self._reading = Reading(pos, venue or None, watermark=watermark, past=past, now=now)
        self._pace = pace
        self.done = watermark is None

    @property
    def past(self) -> Past | None:
        """How far the history is told."""
        return self._reading.past

    async def run(self, changed: Tell, history: Tell) -> None:
        """Read until nothing is missing; ends early where signing in is refused. Failures are the feed's to tell."""
        reading = self._reading
        if not self.done:
            found = await self._insist(lambda: reading.look(deep=True))
            while found is not None:
                changed(found)
                if not reading.behind:
                    self.done = True
                    changed(())
                    break
                found = await self._insist(reading.further)
        while self.done and not reading.remembers:
            found = await self._insist(reading.remember)
            if found is None:
                return
            history(found)

    async def _insist(self, work: Callable[[], Awaitable[list[Order]]]) -> list[Order] | None:
        """Try until it works, pausing before; None where there is no use in it."""
        failures = 0
        while True:
            await asyncio.sleep(self._pace.spread(failures))
            try:
                return await work()
            except PosError as error:
                if isinstance(error, SIGN_IN_REFUSED):
                    return None
                failures += 1
