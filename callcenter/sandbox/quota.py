"""Counting what happened in the last minute."""

import math
from collections import defaultdict, deque
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a quota tells the one it limits."""

    limit: int
    remaining: int
    reset: int
    """Whole seconds until the oldest event leaves the window and one more is allowed."""


class SlidingMinute:
    """At most ``limit`` events in any sixty seconds, counted by key."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._events: defaultdict[Hashable, deque[float]] = defaultdict(deque)

    def take(self, key: Hashable, now: float) -> bool:
        """Count an event, unless the window is full."""
        if self.is_full(key, now):
            return False
        self._events[key].append(now)
        return True

    def count(self, key: Hashable, now: float) -> None:
        """Count an event that has happened, whether there was room or not."""
        self._fresh(key, now).append(now)

    def is_full(self, key: Hashable, now: float) -> bool:
        """Whether another event would be one too many."""
        return len(self._fresh(key, now)) >= self._limit

    def reading(self, key: Hashable, now: float) -> Reading:
        """Tell how much is left."""
        events = self._fresh(key, now)
        reset = math.ceil(events[0] + MINUTE - now) if events else int(MINUTE)
        return Reading(self._limit, max(self._limit - len(events), 0), min(max(reset, 1), int(MINUTE)))

    def _fresh(self, key: Hashable, now: float) -> deque[float]:
        events = self._events[key]
        while events and events[-1] > now:  # the clock was set back
            events.pop()
        while events and events[0] <= now - MINUTE:
            events.popleft()
        return events
