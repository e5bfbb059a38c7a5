"""Which desk polls for all: the one that holds a key which lasts three seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

from nats.js.errors import KeyNotFoundError, KeyWrongLastSequenceError

from callcenter.feed.errors import FeedAway, LeaseLost
from callcenter.feed.shared.link import Link, answered
from callcenter.feed.shared.values import LEASE, Codec, LeaseValue

SAFE = 0.9
"""Part of the lease's time after which its holder takes it for lost, if it could not renew it: its clock and the
server's need not run quite alike."""


class Lease:
    """Held from the moment before it was asked for, so that its holder never counts on it longer than the server."""

    def __init__(self, link: Link, desk: str, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._link = link
        self._value = LeaseValue(desk=desk)
        self._codec = Codec(LeaseValue, link.sealer)
        self._seconds = seconds
        self._clock = clock
        self._revision = 0
        self._until = 0.0

    @property
    def held(self) -> bool:
        """Whether no other desk can hold it yet."""
        return self._clock() < self._until and not self._link.lost.is_set()

    def check(self) -> None:
        """Raise LeaseLost where another desk may hold it."""
        if not self.held:
            raise LeaseLost

    async def take(self) -> bool:
        """Take it, if nobody has it. Raises FeedAway."""
        return await self._write(0)

    async def renew(self) -> bool:
        """Keep it; False where it is lost. A server that does not answer in time is asked again at the next turn."""
        try:
            return await self._write(self._revision)
        except FeedAway:
            return self.held

    async def give_up(self) -> None:
        """Let the next desk have it at once. Raises FeedAway."""
        if self.held:
            self._until = 0.0
            with answered():
                await self._link.lease.delete(LEASE, last=self._revision)

    async def _write(self, last: int) -> bool:
        asked_at = self._clock()
        value = self._codec.seal(LEASE, self._value)
        try:
            with answered():
                if last:
                    self._revision = await self._link.lease.update(LEASE, value, last=last)
                else:
                    self._revision = await self._link.lease.create(LEASE, value)
        except (KeyWrongLastSequenceError, KeyNotFoundError):  # the latter: it ran out while it was asked for
            self._until = 0.0
            return False
        self._until = asked_at + SAFE * self._seconds
        return True
