"""Who has taken what. A mark is renewed while its desk lives, and ends with it.

The server tells nobody that a mark has run out: each desk lets it age by its own clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from nats.js.errors import KeyNotFoundError, KeyWrongLastSequenceError

from callcenter.feed.errors import NotGenuine
from callcenter.feed.port import Mark, Subject
from callcenter.feed.shared.follow import Entry, Follow
from callcenter.feed.shared.link import LONGEST_LIFE, Link, answered, heed_cancelling, nap
from callcenter.feed.shared.presence import RENEWALS, life
from callcenter.feed.shared.values import Codec, MarkValue, SeenValue

AGEING = 0.5
"""Seconds between two looks whether a mark has run out."""


class Marks:
    """The marks of all desks on one link. ``own`` are this desk's, which outlast the link."""

    def __init__(
        self,
        link: Link,
        desk: tuple[str, str],
        own: dict[Subject, Mark],
        desks: Callable[[], int],
        changed: Callable[[], None],
        seen: Callable[[Subject], None],
        *,
        shortest: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._link = link
        self._shortest = shortest
        self._desk = desk
        self._own = own
        self._desks = desks
        self._changed = changed
        self._seen = seen
        self._clock = clock
        self._codec = Codec(MarkValue, link.sealer)
        self._seen_codec = Codec(SeenValue, link.sealer)
        self._all: dict[str, tuple[Mark, float, int]] = {}
        self._run_out: dict[str, int] = {}
        """Revisions of what ran out by this desk's clock, and may lie on the server for a while yet."""
        self._follow = Follow(link, link.names.marks, ">", self._take, clock=clock)

    @property
    def all(self) -> Mapping[Subject, Mark]:
        """Who has taken what."""
        now = self._clock()
        return MappingProxyType({mark.subject: mark for mark, until, _ in self._all.values() if until > now})

    async def run(self) -> None:
        """Follow, renew and let age until cancelled. Raises FeedAway."""
        await self._follow.start()
        heed_cancelling()
        await self._follow.caught_up.wait()
        await self._renew()
        renewed_at = self._clock()
        while True:
            await nap(AGEING)
            self._age()
            if self._clock() - renewed_at >= life(self._desks(), self._shortest) / RENEWALS:
                renewed_at = self._clock()
                await self._renew()

    async def take(self, subject: Subject, since: datetime, *, over: bool) -> Mark:
        """Take it, unless another desk has it; return the mark that stands. Raises FeedAway."""
        mark = Mark(subject=subject, desk=self._desk[0], name=self._desk[1], since=since)
        standing = await self._claim(mark, over=over)
        if standing is mark:
            self._own[subject] = mark
        return standing

    async def release(self, subject: Subject) -> None:
        """Give it up. Raises FeedAway."""
        key = self._link.names.mark(subject)
        if self._own.pop(subject, None) is not None and key in self._all:
            with answered():
                await self._link.marks.delete(key)

    async def leave(self) -> None:
        """Give up all that this desk has taken. Raises FeedAway."""
        for subject in tuple(self._own):
            await self.release(subject)

    async def tell_seen(self, subject: Subject) -> None:
        """Tell every desk that somebody has it in hand. Raises FeedAway."""
        key = self._link.names.seen(subject)
        with answered():
            await self._link.marks.put(key, self._seen_codec.seal(key, SeenValue(subject=subject)))

    async def _renew(self) -> None:
        for subject, mark in tuple(self._own.items()):
            if await self._claim(mark, over=False) is not mark:  # another desk took it over
                self._own.pop(subject, None)

    async def _claim(self, mark: Mark, *, over: bool) -> Mark:
        """Write a mark, unless another desk's stands there; return the one that stands then."""
        key = self._link.names.mark(mark.subject)
        while True:
            self._age()
            standing = self._all.get(key)
            if standing is not None and standing[0].desk != mark.desk and not over:
                return standing[0]
            revision = standing[2] if standing is not None else self._run_out.get(key, 0)
            if await self._write(key, mark, revision):
                return mark
            revision, there = await self._read(key)  # what lies there this desk has not heard of yet
            if there is not None:
                self._run_out.pop(key, None)
                self._keep(key, there.mark, there.lasts, revision)
            else:
                self._all.pop(key, None)
                self._run_out[key] = revision

    async def _write(self, key: str, mark: Mark, last: int) -> bool:
        """Write a mark upon what is known to lie there; False where something else does."""
        value = self._codec.seal(key, MarkValue(mark=mark, lasts=life(self._desks(), self._shortest)))
        try:
            with answered():
                if last:
                    revision = await self._link.marks.update(key, value, last=last)
                else:
                    revision = await self._link.marks.create(key, value)
        except (KeyWrongLastSequenceError, KeyNotFoundError):
            return False
        self._keep(key, mark, life(self._desks(), self._shortest), revision)
        return True

    async def _read(self, key: str) -> tuple[int, MarkValue | None]:
        try:
            with answered():
                entry = await self._link.marks.get(key)
            return entry.revision or 0, self._codec.open(key, entry.value or b"")
        except (KeyNotFoundError, NotGenuine):
            return 0, None

    def _keep(self, key: str, mark: Mark, lasts: float, revision: int) -> None:
        before = self._all.get(key)
        if before is not None and before[2] > revision:
            return
        self._run_out.pop(key, None)
        self._all[key] = mark, self._clock() + min(lasts, LONGEST_LIFE), revision
        if before is None or before[0] != mark:
            self._changed()

    def _age(self) -> None:
        now = self._clock()
        gone = [key for key, (_, until, _) in self._all.items() if until <= now]
        for key in gone:
            self._run_out[key] = self._all.pop(key)[2]
        if gone:
            self._changed()

    def _take(self, entries: list[Entry]) -> None:
        for entry in entries:
            try:
                self._take_one(entry)
            except NotGenuine:
                continue

    def _take_one(self, entry: Entry) -> None:
        if entry.value is None:
            if self._all.pop(entry.key, None) is not None:
                self._changed()
        elif entry.key.startswith("s."):
            seen = self._seen_codec.open(entry.key, entry.value)
            if seen is not None:
                self._seen(seen.subject)
        elif (value := self._codec.open(entry.key, entry.value)) is not None:
            if value.mark.desk != self._desk[0]:
                self._own.pop(value.mark.subject, None)
            self._keep(entry.key, value.mark, value.lasts, entry.revision)
