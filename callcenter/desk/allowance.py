"""The part of the brand's quota that bulk work may use."""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Callable

from callcenter.desk.tasks import heard
from callcenter.pos.quota import WINDOW, Quota

UNTOLD_RATE = 2.0
"""Requests a second where the point of sale tells of no quota: so few that several desks may fill at once and nobody at
the till notices, and yet 200 customers a second on pages of 100: 100,000 in ten minutes.
"""


class Allowance:
    """Lets a request go only while more is left than the other desks are to keep.

    ``share`` is the part of the limit that bulk work of all desks may use together: each of them looks at what is left
    for all, so ten that fill at once stop at the same mark. ``rate`` is how many requests a second go while no quota
    is told.
    """

    def __init__(
        self, quota: Quota, share: float, rate: float = math.inf, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._quota = quota
        self._share = share
        self._pause = 1 / rate
        self._next_at = clock()
        self._clock = clock
        self._news = asyncio.Event()
        self._told_at = clock()
        quota.changed.connect(self._hear)

    @property
    def requests_a_minute(self) -> float | None:
        """How many requests a minute are allowed; None while the limit is unknown."""
        return self._share * self._quota.limit if self._quota.limit else None

    async def room(self) -> None:
        """Wait until a request may go.

        Somebody's answer tells when there is room. Where nobody asks anything, one request goes after a window's time:
        it asks how much is left now. Desks draw that moment at random, or ten of them would ask at once.
        """
        spread = random.uniform(1.0, 1.25)  # noqa: S311 - spread, no secret
        while (seconds := self._seconds(spread)) > 0:
            self._news.clear()
            await heard(self._news, seconds)
        self._next_at = self._clock() + self._pause

    def _seconds(self, spread: float) -> float:
        quota = self._quota
        if quota.limit is None and not quota.remaining:  # nothing told; or refused without a word of how much there is
            return max(self._next_at - self._clock(), quota.wait_seconds(background=True))
        if quota.remaining is None or quota.remaining > (1 - self._share) * (quota.limit or 0):
            return 0.0
        return self._told_at + WINDOW * spread - self._clock()

    def _hear(self) -> None:
        self._told_at = self._clock()
        self._news.set()
