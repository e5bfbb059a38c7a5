"""How long to pause between two looks at the point of sale."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable

from callcenter.feed.port import Watching
from callcenter.pos.quota import WINDOW, Quota

INTERVAL = 3.0
"""Seconds between two looks of a desk that polls for itself, while all is well."""
SHARED_INTERVAL = 4.0
"""Seconds between two looks of the desk that polls for all: 15 requests a minute, whatever their number."""
SHORTEST = 1.0
LONGEST = 30.0
"""Seconds at most, where it is not the number of desks that makes it longer."""
MOST_DOUBLINGS = 5
IDLE_AFTER, IDLE_TIMES = 600.0, 2.0
"""Where nothing has changed for so many seconds, pauses are so many times as long."""
SHARE = 1 / 3
"""Part of the brand's quota that all desks' looks may take together while each polls for itself."""
QUOTA = 300
"""Requests a minute where the point of sale has told no limit yet (rate-limits page)."""
CATCH_UP = 0.2
"""Seconds between two pages of what was missed, while plenty of the quota is left."""
JITTER = 0.1
"""Part of a pause by which it is longer or shorter, so that desks do not ask in step."""


class Pace:
    """Reckons pauses from what is watched, what happens, what is left of the quota, and how many desks poll."""

    def __init__(
        self,
        quota: Quota,
        *,
        interval: float = INTERVAL,
        desks: int = 1,
        jitter: float = JITTER,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._quota = quota
        self._jitter = jitter
        self.interval = interval
        self._clock = clock
        self._changed_at = clock()
        self.desks = desks
        self.watching = Watching.SHOWN

    def note_change(self) -> None:
        """Something happened at the point of sale."""
        self._changed_at = self._clock()

    def spread(self, failures: int = 0) -> float:
        """Return about ``seconds``."""
        return self.seconds(failures) * random.uniform(1 - self._jitter, 1 + self._jitter)  # noqa: S311 - no secret

    def seconds(self, failures: int = 0) -> float:
        """Return the pause before the next look, without jitter; ``failures`` counts those in a row."""
        if failures:
            return max(min(self.interval * 2.0 ** min(failures, MOST_DOUBLINGS), LONGEST), self._fair_share())
        idle = self._clock() - self._changed_at > IDLE_AFTER
        seconds = self.interval * self.watching.value * (IDLE_TIMES if idle else 1.0) * self._slowness()
        shortest = min(SHORTEST, self.interval)
        return max(min(max(seconds, shortest), LONGEST), self._fair_share() * self._slowness())

    def between_pages(self) -> float:
        """Return the pause between two pages of what was missed."""
        return CATCH_UP if self._left() > 0.5 and self.desks == 1 else max(self.seconds(), CATCH_UP)

    def _fair_share(self) -> float:
        """Return the seconds between two looks that leave every desk its part; none where this one polls alone."""
        return 0.0 if self.desks <= 1 else self.desks * WINDOW / (SHARE * (self._quota.limit or QUOTA))

    def _slowness(self) -> float:
        left = self._left()
        return 1.0 if left > 0.3 else 2.0 if left > 0.1 else 5.0

    def _left(self) -> float:
        """Return which part of the brand's quota is left; all of it where nothing is known."""
        if self._quota.remaining is None or not self._quota.limit:
            return 1.0
        return self._quota.remaining / self._quota.limit


def spread(seconds: float) -> float:
    """Return about so many seconds."""
    return seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - spread, no secret


class Pause:
    """A pause that can be cut short."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep
        self._poked = asyncio.Event()

    def poke(self) -> None:
        """End the pause under way, or the next one."""
        self._poked.set()

    async def seconds(self, seconds: float) -> None:
        """Pause."""
        sleeping = asyncio.ensure_future(self._sleep(seconds))
        poked = asyncio.ensure_future(self._poked.wait())
        try:
            await asyncio.wait((sleeping, poked), return_when=asyncio.FIRST_COMPLETED)
        finally:  # not awaited: being cancelled meanwhile would get lost
            sleeping.cancel()
            poked.cancel()
        if sleeping.done() and not sleeping.cancelled():
            sleeping.result()
        self._poked.clear()
