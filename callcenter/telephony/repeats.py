"""One call, told several times: by two programs, on ringing and on answering, by every phone of a group."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from callcenter.model.call import Call

WINDOW = 10.0
"""Seconds within which the same number is the same call: longer than a ring, shorter than hanging up and redialling."""
_REMEMBERED = 64


@dataclass(slots=True)
class _Seen:
    key: str
    call_id: str | None
    last: float


class Repeats:
    """Tells a new call from one that was told already.

    Two messages are of one call when they carry the same id; else, unless each has an id of its own, when they carry
    the same number and no more than ``window`` seconds passed since the last of them. ``key`` gives what all ways of
    writing a number share (``caller_key`` for the profile's region); ``clock`` gives seconds that never go back.
    """

    def __init__(
        self,
        key: Callable[[str], str | None] = lambda number: number,
        *,
        window: float = WINDOW,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._key = key
        self._window = window
        self._clock = clock
        self._seen: deque[_Seen] = deque(maxlen=_REMEMBERED)

    def is_new(self, call: Call) -> bool:
        """Whether this call was not told before; it counts as told from now on."""
        now = self._clock()
        key = self._key(call.number) or call.number
        seen = self._found(key, call.call_id, now)
        if seen is None:
            self._seen.append(_Seen(key, call.call_id, now))
            return True
        seen.last = now
        seen.call_id = seen.call_id or call.call_id
        return False

    def _found(self, key: str, call_id: str | None, now: float) -> _Seen | None:
        if call_id is not None:
            for seen in self._seen:
                if seen.call_id == call_id:
                    return seen
        for seen in reversed(self._seen):
            alike = call_id is None or seen.call_id is None
            if alike and seen.key == key and now - seen.last <= self._window:
                return seen
        return None
