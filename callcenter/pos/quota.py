"""The requests a brand has left this minute, shared by all its desks."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping

from psygnal import Signal

from callcenter.pos.errors import QuotaExhausted

RESERVE = 0.05
"""Share of the limit that polling leaves for what an agent is waiting for."""
WINDOW = 60
"""Seconds (rate-limits page: one-minute windows)."""
PROBE = 1.0
"""Seconds between two requests that ask how much is left, once the time told for it has passed."""
_LEADING_DIGITS = re.compile(r"\s*([0-9]{1,12})(?![0-9])")


class Quota:
    """Watches the ``RateLimit-*`` headers and holds requests back before the server has to refuse one.

    Source: rate-limits page (300 a minute for each integrator and brand, ``RateLimit-Limit``, ``-Remaining`` and
    ``-Reset`` in seconds on every answer; older pages: ``X-RateLimit-*`` with an epoch reset). The windows slide:
    ``-Reset`` may tell when one request more is allowed, not when all of them are.
    """

    changed = Signal()
    """Emitted when an answer told new figures."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._wall = wall
        self._sleep = sleep
        self.limit: int | None = None
        self.remaining: int | None = None
        self._reset_at = 0.0
        self._refused_until = 0.0

    def observe(self, headers: Mapping[str, str]) -> None:
        """Take over what an answer tells; headers that are missing or unreadable tell nothing."""
        limit = _number(headers, "ratelimit-limit", "x-ratelimit-limit")
        remaining = _number(headers, "ratelimit-remaining", "x-ratelimit-remaining")
        reset = _number(headers, "ratelimit-reset", "x-ratelimit-reset")
        if remaining is None:
            self._forget_refusal()
            return
        if reset is not None and reset > 1_000_000_000:  # a moment, not a duration
            reset -= int(self._wall())
        self.limit = limit if limit is not None else self.limit
        self.remaining = remaining
        self._reset_at = self._clock() + min(max(0, reset if reset is not None else WINDOW), 3600)
        self.changed.emit()

    def exhausted(self, retry_after: float) -> None:
        """Note that the server refused a request for the quota; nothing more is sent for ``retry_after`` seconds."""
        self.remaining = 0
        self._reset_at = self._refused_until = self._clock() + retry_after
        self.changed.emit()

    def _forget_refusal(self) -> None:
        """Let a server that tells no figures be asked freely again, once one has been answered after it had refused."""
        if self.limit is None and self.remaining is not None and self._clock() >= self._refused_until:
            self.remaining = None
            self.changed.emit()

    def wait_seconds(self, *, background: bool) -> float:
        """Return how long a request must wait now; background requests stop at the reserve, others at nothing."""
        if self.remaining is None or self.remaining > self._floor(background=background):
            return 0.0
        return max(0.0, self._reset_at - self._clock())

    async def take(self, *, background: bool, patience: float) -> float:
        """Take one request, waiting ``patience`` seconds at most; return how many were waited.

        Raises QuotaExhausted at once where the wait would be longer: the agent is told instead of kept waiting.
        """
        waited = 0.0
        while (seconds := self.wait_seconds(background=background)) > 0:
            if waited + seconds > patience:
                raise QuotaExhausted(retry_after=seconds)
            await self._sleep(seconds)
            waited += seconds
        if self.remaining is None:
            return waited  # no answer yet has told anything
        if self.remaining > self._floor(background=background):
            self.remaining -= 1
        elif self.limit is None:  # refused by a server that tells no figures: none will come, and the time has passed
            self.remaining = None
        else:  # the time has passed: this one asks how much is left now, and all others wait for what it learns
            self._reset_at = self._clock() + PROBE
        return waited

    def _floor(self, *, background: bool) -> int:
        return round((self.limit or 0) * RESERVE) if background else 0


def _number(headers: Mapping[str, str], *names: str) -> int | None:
    """Return the first of these headers that tells a number; what follows it (``300, 300;w=60``) is left out."""
    for name in names:
        if found := _LEADING_DIGITS.match(headers.get(name, "")):
            return int(found[1])
    return None


def retry_after(headers: Mapping[str, str]) -> float:
    """Return how many seconds a refusal asks to wait: at least ``RateLimit-Reset`` (Clopos: rate-limits page).

    A minute where it is untold.
    """
    for name in ("ratelimit-reset", "retry-after", "x-ratelimit-reset"):
        value = headers.get(name, "").strip()
        if value.isascii() and value.isdigit() and len(value) <= 12:
            seconds = int(value)
            return float(max(1, min(seconds - time.time() if seconds > 1_000_000_000 else seconds, 3600)))
    return 60.0
