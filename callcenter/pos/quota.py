"""The requests a brand has left this minute, shared by all its desks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping

from psygnal import Signal

from callcenter.pos.errors import QuotaExhausted

RESERVE = 0.05
"""Share of the limit that polling leaves for what an agent is waiting for."""


class Quota:
    """Watches the ``RateLimit-*`` headers and holds requests back before the server has to refuse one.

    Source: rate-limits page (300 a minute for each integrator and brand, ``RateLimit-Limit``, ``-Remaining`` and
    ``-Reset`` in seconds on every answer; older pages: ``X-RateLimit-*`` with an epoch reset).
    """

    changed = Signal()
    """Emitted when an answer told new figures."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._wall = wall
        self.limit: int | None = None
        self.remaining: int | None = None
        self._reset_at = 0.0

    def observe(self, headers: Mapping[str, str]) -> None:
        """Take over what an answer tells; headers that are missing or unreadable tell nothing."""
        limit = _number(headers, "ratelimit-limit", "x-ratelimit-limit")
        remaining = _number(headers, "ratelimit-remaining", "x-ratelimit-remaining")
        reset = _number(headers, "ratelimit-reset", "x-ratelimit-reset")
        if remaining is None:
            return
        if reset is not None and reset > 1_000_000_000:  # a moment, not a duration
            reset -= int(self._wall())
        self.limit = limit if limit is not None else self.limit
        self.remaining = max(0, remaining)
        self._reset_at = self._clock() + min(max(0, reset if reset is not None else 60), 3600)
        self.changed.emit()

    def exhausted(self, retry_after: float) -> None:
        """Note that the server refused a request for the quota; nothing more is sent for ``retry_after`` seconds."""
        self.remaining = 0
        self._reset_at = self._clock() + retry_after
        self.changed.emit()

    def wait_seconds(self, *, background: bool) -> float:
        """Return how long a request must wait now; background requests stop at the reserve, others at nothing."""
        if self.remaining is None:
            return 0.0
        floor = round((self.limit or 0) * RESERVE) if background else 0
        if self.remaining > floor:
            return 0.0
        return max(0.0, self._reset_at - self._clock())

    async def take(self, *, background: bool, patience: float) -> None:
        """Take one request, waiting ``patience`` seconds at most.

        Raises QuotaExhausted at once where the wait would be longer: the agent is told instead of kept waiting.
        """
        waited = 0.0
        while (seconds := self.wait_seconds(background=background)) > 0:
            if waited + seconds > patience:
                raise QuotaExhausted(retry_after=seconds)
            await asyncio.sleep(seconds)
            waited += seconds
            if self.remaining is not None and self._clock() >= self._reset_at:
                self.remaining = None  # the window has passed; the next answer tells anew
        if self.remaining:
            self.remaining -= 1


def _number(headers: Mapping[str, str], *names: str) -> int | None:
    for name in names:
        text = headers.get(name, "").strip()
        if text.isascii() and text.isdigit() and len(text) <= 12:
            return int(text)
    return None
