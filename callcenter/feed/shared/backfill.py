"""What the server does not hold for this desk: changes from before its memory, and the history of a first fill.

The desk reads both from the point of sale itself, as slowly as the number of desks demands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from callcenter.feed.pace import Pace
from callcenter.feed.port import Past, Reached
from callcenter.feed.reading import HISTORY_DAYS, Reading
from callcenter.feed.shared.values import WatermarkValue
from callcenter.model.order import Order
from callcenter.pos.errors import SIGN_IN_REFUSED, PosError
from callcenter.pos.port import PointOfSale

Tell = Callable[[Sequence[Order]], None]

MARGIN = timedelta(hours=1)
"""How much less than the server keeps is counted on."""


def held_since(value: WatermarkValue, keep: float) -> datetime:
    """Return from when on the server holds every change, where it keeps each for ``keep`` seconds.

    What was written that long ago is gone, however little has changed since.
    """
    kept = timedelta(seconds=keep)
    return max(value.since, max(value.watermark, datetime.now(UTC)) - kept + min(MARGIN, kept / 10))


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


class Backfills:
    """Every venue's, each begun once while the server stays: ``reached`` is told with what they have read."""

    def __init__(self, pos: PointOfSale, venues: Sequence[str], *, past: bool, keep: float) -> None:
        self._pos = pos
        self._venues = venues
        self._past = past
        self._keep = keep
        self._filling: dict[str, tuple[Backfill, asyncio.Task[None]]] = {}

    @property
    def tasks(self) -> list[asyncio.Task[None]]:
        """What is at work, or was."""
        return [task for _, task in self._filling.values()]

    def begin(
        self, reach: Reached, watermarks: Mapping[str, WatermarkValue], pace: Callable[[], Pace], *tell: Tell
    ) -> None:
        """Read what the server does not hold for this desk; ``tell`` takes what changed, and the history."""
        for venue in self._venues:
            if venue in self._filling:
                continue
            mine = reach.watermarks.get(venue)
            behind = mine if mine is not None and mine < held_since(watermarks[venue], self._keep) else None
            past = reach.past.get(venue)
            if past is None and mine is None and self._past:
                today = datetime.now(UTC).date()
                past = Past(oldest=today - HISTORY_DAYS, reached=today)
            fill = Backfill(self._pos, venue, pace(), watermark=behind, past=past if self._past else None)
            self._filling[venue] = fill, asyncio.create_task(fill.run(*tell), name="feed: backfill")

    def cancel(self) -> None:
        """Read no more: this desk polls for itself."""
        for task in self.tasks:
            task.cancel()
        self._filling.clear()

    def reached(self, reach: Reached, written: Mapping[str, WatermarkValue]) -> Reached:
        """Return how far everything is told: what is still being filled in holds it back."""
        watermarks, past = dict(reach.watermarks), dict(reach.past)
        for venue, (filling, _) in self._filling.items():
            if filling.done and venue in written:
                value = written[venue]
                watermarks[venue] = max(value.watermark, watermarks.get(venue, value.since))
            if filling.past is not None:
                past[venue] = filling.past
        return Reached(watermarks=watermarks, past=past)
