"""What time it is in the sandbox."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """A source of the time. The sandbox asks no other."""

    def now(self) -> float:
        """Unix seconds, UTC."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> float:
        """Unix seconds, UTC."""
        return time.time()


class ManualClock:
    """A time that moves only when it is told to: an hour passes in a test without waiting."""

    def __init__(self, start: float | None = None) -> None:
        self._now = time.time() if start is None else start

    def now(self) -> float:
        """Unix seconds, UTC."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let this many seconds pass."""
        self._now += seconds


def iso(seconds: int) -> str:
    """Write Unix seconds as Clopos does: ``2026-01-31T16:23:27.000000Z`` (its fractions are always zero)."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()[:19] + ".000000Z"
