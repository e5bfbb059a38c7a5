"""What is written to a bucket, from a revision on, in order and with nothing left out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from callcenter.feed.shared.link import Link, answered

HEARTBEAT = 5.0
"""Seconds between two signs of life that the server sends where there is nothing else to send."""
MOST_SILENT = 2.5 * HEARTBEAT
_DELETED = {"DEL", "PURGE"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One value as the server keeps it; None where it was deleted."""

    key: str
    value: bytes | None
    revision: int
    created: datetime


class Follow:
    """Hands on entries as they come, those of one burst together, after those that were there at the start.

    A consumer of its own on the server: without acknowledgements, with heartbeats, at most as far behind as the
    client's buffer. Whatever is missing (a number left out, a heartbeat that does not come) ends the link, and the next
    one goes on from the last revision that was handed on.
    """

    def __init__(
        self,
        link: Link,
        bucket: str,
        keys: str,
        take: Callable[[list[Entry]], None],
        *,
        after: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._link = link
        self._stream = f"KV_{bucket}"
        self._prefix = f"$KV.{bucket}."
        self.keys = keys
        self._take = take
        self._clock = clock
        self._heard_at = clock()
        self._delivered = 0
        self._waiting: list[Entry] = []
        self._subscription: Subscription | None = None
        self.revision = after
        self.caught_up = asyncio.Event()

    async def start(self) -> None:
        """Begin. Raises FeedAway."""
        link = self._link
        inbox = link.connection.new_inbox()
        config = ConsumerConfig(
            deliver_subject=inbox,
            filter_subject=f"{self._prefix}{self.keys}",
            ack_policy=AckPolicy.NONE,
            idle_heartbeat=HEARTBEAT,
            mem_storage=True,
            deliver_policy=DeliverPolicy.LAST_PER_SUBJECT,
        )
        if self.revision:
            config.deliver_policy = DeliverPolicy.BY_START_SEQUENCE
            config.opt_start_seq = self.revision + 1
        with answered():
            self._subscription = await link.connection.subscribe(inbox, cb=self._hear)
            info = await link.stream.add_consumer(self._stream, config)
        if not info.num_pending and not self._delivered:
            self.caught_up.set()

    @property
    def silent(self) -> bool:
        """Whether not even a heartbeat has come for too long."""
        return self._clock() - self._heard_at > MOST_SILENT

    async def _hear(self, message: Msg) -> None:
        self._heard_at = self._clock()
        headers = message.headers or {}
        if not message.reply or headers.get("Status"):
            last = headers.get("Nats-Last-Consumer")
            if last is not None and int(last) > self._delivered:
                self._link.lost.set()
            return
        about = message.metadata
        if about.sequence.consumer != self._delivered + 1:
            self._link.lost.set()
            return
        self._delivered += 1
        deleted = headers.get("KV-Operation") in _DELETED
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._hand_on)
        self._waiting.append(
            Entry(
                key=message.subject.removeprefix(self._prefix),
                value=None if deleted else message.data,
                revision=about.sequence.stream,
                created=about.timestamp,
            )
        )
        if about.num_pending == 0:
            self.caught_up.set()

    def _hand_on(self) -> None:
        if self._link.lost.is_set() or not self._waiting:
            return
        entries, self._waiting = self._waiting, []
        self._take(entries)
        self.revision = entries[-1].revision
