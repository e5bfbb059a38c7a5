"""Cancelling a pending order. Repeating it does no harm: an order that is cancelled already counts as done."""

from __future__ import annotations

from typing import Self

from callcenter.desk.acts.performer import About, Done, Performer
from callcenter.model.order import Order
from callcenter.model.record import Record
from callcenter.pos.port import PointOfSale
from callcenter.replica.outbox import Entry


class Cancellation(Record, frozen=True):
    """Which order, and whose it is for the eyes of the agent."""

    order_id: str
    name: str = ""
    phone: str | None = None
    venue_id: str | None = None

    @classmethod
    def of(cls, order: Order) -> Self:
        """Return the cancellation of an order."""
        to = order.recipient
        return cls(order_id=order.id, name=to.name or "", phone=to.phone, venue_id=order.venue_id)


def subject_of(order: Order) -> str:
    """Return what a cancellation waits for: other acts on this order alone, so that no other order holds it up."""
    return f"order:{order.id}"


def _about(entry: Entry) -> About:
    body = entry.read(Cancellation)
    return About(name=body.name, phone=body.phone, order_id=body.order_id)


async def _send(pos: PointOfSale, entry: Entry) -> Done:
    body = entry.read(Cancellation)
    await pos.cancel_order(body.order_id, body.venue_id)
    return Done(order_id=body.order_id)


CANCEL_ORDER = Performer(about=_about, send=_send)
