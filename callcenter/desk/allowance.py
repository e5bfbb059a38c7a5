"""The part of the brand's quota that bulk work may use."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable

from callcenter.desk.tasks import heard
from callcenter.pos.quota import WINDOW, Quota


class Allowance:
    """Lets a request go only while more is left than the other desks are to keep.

    ``share`` is the part of the limit that bulk work of all desks may use together: each of them looks at what is left
    for all, so ten that fill at once stop at the same mark.
    """

    def __init__(self, quota: Quota, share: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._quota = quota
        self._share = share
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

    def _seconds(self, spread: float) -> float:
        quota = self._quota
        if quota.remaining is None or quota.remaining > (1 - self._share) * (quota.limit or 0):
            return 0.0
        return self._told_at + WINDOW * spread - self._clock()

    def _hear(self) -> None:
        self._told_at = self._clock()
        self._news.set()
