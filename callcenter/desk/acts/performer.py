"""What one kind of act has to tell the outbox: the shape of a performer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from callcenter.model.customer import Customer
from callcenter.model.loyalty import Redeemed
from callcenter.model.order import Order
from callcenter.model.record import Record
from callcenter.pos.port import PointOfSale
from callcenter.replica.outbox import Entry


class About(Record, frozen=True):
    """Whom and what a row is about, for the eyes of the agent."""

    name: str = ""
    phone: str | None = None
    order_id: str | None = None
    points: int | None = None
    """Loyalty points to be redeemed …"""
    sale: str | None = None
    """… and on which sale: its receipt's number, else its id."""
    fields: tuple[str, ...] = ()
    """What of a customer is to change: names of ``CustomerChange``'s fields."""


class Done(Record, frozen=True):
    """What an act yielded once the point of sale accepted it."""

    customer: Customer | None = None
    order_id: str | None = None
    order: Order | None = None
    """The order as it was read back, where it was."""
    redeemed: Redeemed | None = None
    """What was taken off; its discount is None where it was read back from the points alone."""
    deleted: str | None = None
    """The id of the customer who is removed, or nameless."""


class Found(Record, frozen=True):
    """What the point of sale holds that an unconfirmed act may have made, or that a refused one would have undone."""

    at: datetime
    """When it was looked at."""
    orders: tuple[Order, ...] = ()
    customers: tuple[Customer, ...] = ()
    """New ones who may be the one that was to be created."""
    points_before: int | None = None
    """Points held before the first try of a redemption."""
    points_now: int | None = None
    """None where they could not be read: the customer is gone, or their points are not told."""
    customer: Customer | None = None
    """Of a change refused because somebody else changed the customer: how they stand now."""


class Sighting(Record, frozen=True):
    """The outcome of reading back: ``done`` where it is certain which one is this act's."""

    found: Found
    done: Done | None = None
    under_way: bool = False
    """Nothing of it is to be seen, as if it had never left: it may be at work in the server yet, so the agent is asked
    after the last of the looks that are planned."""


@dataclass(frozen=True, slots=True)
class ReadingBack:
    """How an act that must not be repeated blindly is made out. Both raise classes of ``pos.errors``."""

    mark: Callable[[PointOfSale, Entry], Awaitable[bytes]]
    """Read, before the act is sent, what the point of sale holds already: it is committed with the row."""
    look: Callable[[PointOfSale, Entry, datetime], Awaitable[Sighting]]
    """Look, now, for what the act may have made since."""


@dataclass(frozen=True, slots=True)
class Performer:
    """How a kind of act is done. ``send`` raises classes of ``pos.errors``, both raise DecodeError for another body."""

    about: Callable[[Entry], About]
    send: Callable[[PointOfSale, Entry], Awaitable[Done]]
    reading_back: ReadingBack | None = None
    """None for an act that may be repeated until it is answered."""


def subject_of(customer_id: str) -> str:
    """Return what acts on a customer wait for: the earlier ones on the same customer, so that they leave in order."""
    return f"customer:{customer_id}"


def found_in(entry: Entry) -> Found | None:
    """Return what was found for an uncertain or refused row; None where nobody has looked, or an other version has."""
    try:
        return msgspec.msgpack.decode(entry.found, type=Found) if entry.found is not None else None
    except msgspec.DecodeError:
        return None
