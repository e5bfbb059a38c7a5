"""Writing the last value of each order and customer, so that no value ever gives way to an older one.

The server refuses a value that is not written upon the last one (``update`` with its revision). A leader that lost its
lease without noticing (its computer slept, say) is held back twice: it asks its own lease before each write, and where
another has written since, its write is refused and the other's epoch tells it that its time is over.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import msgspec
from nats.js.errors import KeyNotFoundError, KeyWrongLastSequenceError

from callcenter.feed.errors import LeaseLost, NotGenuine
from callcenter.feed.shared.lease import Lease
from callcenter.feed.shared.link import Link, answered
from callcenter.feed.shared.values import (
    EPOCH,
    Codec,
    CustomerValue,
    EpochValue,
    OrderValue,
    WatermarkValue,
)
from callcenter.model.customer import Customer
from callcenter.model.order import Order

_log = logging.getLogger(__name__)
T = TypeVar("T", OrderValue, CustomerValue, WatermarkValue, EpochValue)

AT_ONCE = 64
"""Values written without waiting for one another."""
TRIES = 5
"""How often a value is written anew upon what somebody else wrote."""
_encode = msgspec.msgpack.Encoder().encode


@dataclass(slots=True)
class Written:
    """What lies under a key: where, how new by the point of sale's time, since when, and whether it is to stay."""

    revision: int
    time: datetime | None
    digest: int
    created: datetime
    stays: bool


class Board:
    """The changes bucket as a leader writes it. ``known`` is kept by whoever follows the bucket."""

    def __init__(self, link: Link, known: dict[str, Written]) -> None:
        self._link = link
        self.known = known
        self.orders = Codec(OrderValue, link.sealer)
        self.customers = Codec(CustomerValue, link.sealer)
        self.watermarks = Codec(WatermarkValue, link.sealer)
        self._epochs = Codec(EpochValue, link.sealer)

    def heard_order(self, key: str, value: OrderValue, revision: int, created: datetime) -> None:
        """Note what lies on the server."""
        order = value.order
        self.known[key] = Written(revision, order.updated_at, _digest(order), created, order.open)

    def heard_customer(self, key: str, value: CustomerValue, revision: int, created: datetime) -> None:
        """Note what lies on the server."""
        one = value.customer
        self.known[key] = Written(revision, one.updated_at, _digest(one), created, stays=False)

    async def begin_epoch(self, lease: Lease) -> int:
        """Return the number of a new leader: higher than all before. Raises FeedAway and LeaseLost."""
        for _ in range(TRIES):
            revision, value = await self._read(EPOCH, self._epochs)
            lease.check()
            epoch = (value.epoch if value else 0) + 1
            try:
                await self._update(EPOCH, self._epochs.seal(EPOCH, EpochValue(epoch=epoch)), revision)
            except KeyWrongLastSequenceError:
                continue
            return epoch
        raise LeaseLost

    async def watermark(self, venue: str | None) -> WatermarkValue | None:
        """Return how far a venue's orders (None: the customers) have been written. Raises FeedAway."""
        key = self._link.names.watermark(venue)
        return (await self._read(key, self.watermarks))[1]

    async def write_orders(self, venue: str, orders: Iterable[Order], lease: Lease, epoch: int) -> None:
        """Write orders. Raises FeedAway and LeaseLost."""
        await _together(
            [
                self._write_order(self._link.names.order(venue, order.id), OrderValue(epoch=epoch, order=order), lease)
                for order in orders
            ]
        )

    async def write_customers(
        self, customers: Iterable[Customer], lease: Lease, epoch: int, *, gone: bool = False
    ) -> None:
        """Write customers, or of those ``gone`` that they are. Raises FeedAway and LeaseLost."""
        names = self._link.names
        values = [CustomerValue(epoch=epoch, customer=one, gone=gone) for one in customers]
        await _together([self._write_customer(names.customer(one.customer.id), one, lease) for one in values])

    async def write_watermark(self, venue: str | None, value: WatermarkValue, lease: Lease) -> None:
        """Write how far everything is written. Raises FeedAway and LeaseLost."""
        key = self._link.names.watermark(venue)
        for _ in range(TRIES):
            revision, there = await self._read(key, self.watermarks)
            if there is not None and there.epoch > value.epoch:
                raise LeaseLost
            lease.check()
            try:
                await self._update(key, self.watermarks.seal(key, value), revision)
            except KeyWrongLastSequenceError:
                continue
            return
        raise LeaseLost

    async def rewrite(self, venue: str, lease: Lease, epoch: int, older_than: timedelta) -> int:
        """Write the open orders of a venue again that would soon be gone; return how many. Raises as writing does."""
        before, prefix = datetime.now(UTC) - older_than, self._link.names.venue(venue) + "."
        aged = [
            key
            for key, written in self.known.items()
            if written.stays and written.created < before and key.startswith(prefix)
        ]
        for key in aged:
            revision, value = await self._read(key, self.orders)
            if value is None or not value.order.open:
                self.known.pop(key, None)
                continue
            lease.check()
            try:
                again = self.orders.seal(key, OrderValue(epoch=epoch, order=value.order))
                revision = await self._update(key, again, revision)
            except KeyWrongLastSequenceError:  # somebody wrote it just now
                continue
            self.heard_order(key, value, revision, datetime.now(UTC))
        return len(aged)

    def forget_aged(self, older_than: timedelta) -> None:
        """Forget what the server keeps no longer."""
        before = datetime.now(UTC) - older_than
        for key in [key for key, one in self.known.items() if one.created <= before]:
            del self.known[key]

    # ---- one value --------------------------------------------------------------------------------------------------

    async def _write_order(self, key: str, value: OrderValue, lease: Lease) -> None:
        sealed = self.orders.seal(key, value)
        if len(sealed) > self._link.connection.max_payload:
            _log.warning("an order is too large for the feed: it is shared without its lines")
            short = msgspec.structs.replace(value.order, lines=(), comment=None, integration_response=None)
            value = OrderValue(epoch=value.epoch, order=short)
            sealed = self.orders.seal(key, value)
        for _ in range(TRIES):
            if not _says_more(self.known.get(key), value.order, value.order.updated_at):
                return
            lease.check()
            revision = await self._written(key, sealed)
            if revision:
                self.heard_order(key, value, revision, datetime.now(UTC))
                return
            revision, there = await self._read(key, self.orders)
            self._compare(key, there.epoch if there else 0, value.epoch)
            if there is not None:
                self.heard_order(key, there, revision, datetime.now(UTC))
            else:
                self.known.pop(key, None)
        raise LeaseLost

    async def _write_customer(self, key: str, value: CustomerValue, lease: Lease) -> None:
        sealed = self.customers.seal(key, value)
        if len(sealed) > self._link.connection.max_payload:
            _log.warning("a customer is too large for the feed: each desk finds them in its own pass")
            return
        for _ in range(TRIES):
            if not _says_more(self.known.get(key), value.customer, value.customer.updated_at):
                return
            lease.check()
            revision = await self._written(key, sealed)
            if revision:
                self.heard_customer(key, value, revision, datetime.now(UTC))
                return
            revision, there = await self._read(key, self.customers)
            self._compare(key, there.epoch if there else 0, value.epoch)
            if there is not None:
                self.heard_customer(key, there, revision, datetime.now(UTC))
            else:
                self.known.pop(key, None)
        raise LeaseLost

    async def _written(self, key: str, sealed: bytes) -> int:
        """Write upon what is known; return the revision, or 0 where something else lies there."""
        known = self.known.get(key)
        try:
            return await self._update(key, sealed, known.revision if known else 0)
        except KeyWrongLastSequenceError:
            return 0

    def _compare(self, key: str, theirs: int, ours: int) -> None:
        if theirs > ours:
            _log.info("another desk polls for all since: %s is theirs", key)
            raise LeaseLost

    async def _update(self, key: str, sealed: bytes, last: int) -> int:
        with answered():
            return await self._link.changes.update(key, sealed, last=last)

    async def _read(self, key: str, codec: Codec[T]) -> tuple[int, T | None]:
        """Return a key's revision (0: there is none) and its value (None also where it cannot be read)."""
        try:
            with answered():
                entry = await self._link.changes.get(key)
        except KeyNotFoundError as error:
            return (error.entry.revision or 0) if error.entry else 0, None
        try:
            return entry.revision or 0, codec.open(key, entry.value or b"")
        except NotGenuine:
            return entry.revision or 0, None


def _says_more(known: Written | None, value: object, time: datetime | None) -> bool:
    """Whether a value is news to the server: never older, and not the same."""
    if known is None:
        return True
    if time is not None and known.time is not None and time < known.time:
        return False
    return _digest(value) != known.digest


def _digest(value: object) -> int:
    return hash(_encode(value))


async def _together(writing: Sequence[Awaitable[None]]) -> None:
    """Write several values at once; what one raises is raised after the others have ended."""
    troubles: list[BaseException] = []
    for start in range(0, len(writing), AT_ONCE):
        if troubles:
            break
        ended = await asyncio.gather(*writing[start : start + AT_ONCE], return_exceptions=True)
        troubles += [one for one in ended if isinstance(one, BaseException)]
    if troubles:
        raise next((one for one in troubles if not isinstance(one, LeaseLost)), troubles[0])
