"""Which desks there are, and which venues they watch.

Every desk says so; the leader alone listens, and tells all how many there are. The more desks, the less often each
says it: the server gets a hundred a second at most.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from callcenter.feed.errors import NotGenuine
from callcenter.feed.pace import spread
from callcenter.feed.shared.follow import Entry, Follow
from callcenter.feed.shared.link import LONGEST_LIFE, Link, answered, nap
from callcenter.feed.shared.values import Codec, PresenceValue

A_DESK = 0.03
"""Seconds that a presence or a mark lasts for each desk."""
RENEWALS = 3.0
"""How often within its life it is renewed."""


def life(desks: int, shortest: float) -> float:
    """Return how many seconds a presence or a mark lasts unless it is renewed."""
    return min(max(shortest, A_DESK * desks), LONGEST_LIFE - 10)


class Presence:
    """Says that this desk is there."""

    def __init__(
        self, link: Link, desk: str, venues: tuple[str, ...], desks: Callable[[], int], shortest: float
    ) -> None:
        self._link = link
        self._key = link.names.desk(desk)
        self._codec = Codec(PresenceValue, link.sealer)
        self._desk, self._venues, self._desks = desk, venues, desks
        self._shortest = shortest

    async def run(self) -> None:
        """Say it until cancelled. Raises FeedAway."""
        while True:
            lasts = life(self._desks(), self._shortest)
            value = PresenceValue(desk=self._desk, venues=self._venues, lasts=lasts)
            with answered():
                await self._link.desks.put(self._key, self._codec.seal(self._key, value))
            await nap(spread(lasts / RENEWALS))

    async def leave(self) -> None:
        """Say that it leaves. Raises FeedAway."""
        with answered():
            await self._link.desks.delete(self._key)


class Attendance:
    """Counts the desks that are there, by this desk's own clock."""

    def __init__(self, link: Link, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._codec = Codec(PresenceValue, link.sealer)
        self._there: dict[str, tuple[float, tuple[str, ...]]] = {}
        self._follow = Follow(link, link.names.desks, "d.>", self._take, clock=clock)

    async def start(self) -> None:
        """Begin to listen. Raises FeedAway."""
        await self._follow.start()

    @property
    def desks(self) -> int:
        """How many desks there are."""
        self._age()
        return max(1, len(self._there))

    @property
    def venues(self) -> frozenset[str]:
        """Which venues are watched by any of them."""
        self._age()
        return frozenset(venue for _, venues in self._there.values() for venue in venues)

    def _age(self) -> None:
        now = self._clock()
        self._there = {key: one for key, one in self._there.items() if one[0] > now}

    def _take(self, entries: list[Entry]) -> None:
        for entry in entries:
            if entry.value is None:
                self._there.pop(entry.key, None)
                continue
            try:
                value = self._codec.open(entry.key, entry.value)
            except NotGenuine:
                continue
            if value is not None:
                self._there[entry.key] = self._clock() + min(value.lasts, LONGEST_LIFE), value.venues
