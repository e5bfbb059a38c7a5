"""What is written to the buckets, and under which names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from callcenter.feed.port import Mark, Subject
from callcenter.feed.sealing import Sealer
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.model.record import Record

T = TypeVar("T")

WATERMARK = "watermark"
EPOCH = "epoch"
LEASE = "leader"


class OrderValue(Record, frozen=True):
    """An order as the leader of an epoch read it."""

    epoch: int
    order: Order


class CustomerValue(Record, frozen=True):
    """A customer as the leader of an epoch read it; of one that is ``gone`` there is but the id."""

    epoch: int
    customer: Customer
    gone: bool = False


class WatermarkValue(Record, frozen=True):
    """Everything that changed from ``since`` up to ``watermark`` (the point of sale's times) has been written."""

    epoch: int
    watermark: datetime
    since: datetime


class EpochValue(Record, frozen=True):
    """Counts the leaders: each one's number is higher than that of the leader before."""

    epoch: int


class LeaseValue(Record, frozen=True):
    """Who polls for all."""

    desk: str


class PresenceValue(Record, frozen=True):
    """A desk is there for so many seconds more, and watches these venues (the empty text: what the sign-in sees)."""

    desk: str
    venues: tuple[str, ...]
    lasts: float


class MarkValue(Record, frozen=True):
    """A mark that stands for so many seconds more."""

    mark: Mark
    lasts: float


class SeenValue(Record, frozen=True):
    """Somebody has it in hand."""

    subject: Subject


class Beat(Record, frozen=True):
    """The leader's sign of life. ``number`` counts them; ``looks`` counts the looks that worked.

    ``trouble`` is the code of the point of sale's error while looks fail. ``limit`` and ``remaining`` are the quota's.
    ``leaving`` asks another desk to take over at once.
    """

    epoch: int
    number: int
    desks: int
    looks: int = 0
    trouble: str = ""
    host: str = ""
    limit: int | None = None
    remaining: int | None = None
    leaving: bool = False


class Codec(Generic[T]):
    """Seals values of one kind for the names they are kept under."""

    def __init__(self, kind: type[T], sealer: Sealer) -> None:
        self._encode: Callable[[T], bytes] = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(kind).decode
        self._sealer = sealer

    def seal(self, name: str, value: T) -> bytes:
        """Seal a value."""
        return self._sealer.seal(name, self._encode(value))

    def open(self, name: str, sealed: bytes) -> T | None:
        """Return a value; None for one of another version of the desk. Raises FeedKeyUnknown and NotGenuine."""
        try:
            return self._decode(self._sealer.open(name, sealed))
        except msgspec.DecodeError:
            return None


class Names:
    """The names of buckets and keys: letters, digits and dots that tell nothing of what lies there."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        tag = sealer.name("brand")[:12]
        self.changes = f"callcenter_{tag}_changes"
        self.lease = f"callcenter_{tag}_lease"
        self.desks = f"callcenter_{tag}_desks"
        self.marks = f"callcenter_{tag}_marks"
        self.snapshots = f"callcenter_{tag}_snapshots"
        self.beat = f"callcenter.{tag}.beat"
        self.look = f"callcenter.{tag}.look"

    def venue(self, venue: str) -> str:
        """Return what the keys of a venue's orders begin with."""
        return f"o.{self._sealer.name('venue', venue)}"

    def order(self, venue: str, order_id: str) -> str:
        """Return an order's key."""
        return f"{self.venue(venue)}.{self._sealer.name('order', order_id)}"

    def customer(self, customer_id: str) -> str:
        """Return a customer's key."""
        return f"c.{self._sealer.name('customer', customer_id)}"

    def watermark(self, venue: str | None) -> str:
        """Return the key of a venue's watermark; None: the customers'."""
        return f"c.{WATERMARK}" if venue is None else f"{self.venue(venue)}.{WATERMARK}"

    def desk(self, desk: str) -> str:
        """Return the key of a desk's presence."""
        return f"d.{self._sealer.name('desk', desk)}"

    def mark(self, subject: Subject) -> str:
        """Return the key of a mark."""
        return f"m.{self._sealer.name('mark', subject.kind, subject.id)}"

    def seen(self, subject: Subject) -> str:
        """Return the key under which it is told that somebody has it in hand."""
        return f"s.{self._sealer.name('seen', subject.kind, subject.id)}"
