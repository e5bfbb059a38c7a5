"""Deleting a customer. Repeating it does no harm: one who is gone already counts as done."""

from __future__ import annotations

from callcenter.desk.acts.performer import About, Done, Performer
from callcenter.model.record import Record
from callcenter.pos.port import PointOfSale
from callcenter.replica.outbox import Entry


class Deletion(Record, frozen=True):
    """Who is to be deleted; name and number are for the eyes of the agent."""

    customer_id: str
    name: str = ""
    phone: str | None = None


def _about(entry: Entry) -> About:
    body = entry.read(Deletion)
    return About(name=body.name, phone=body.phone)


async def _send(pos: PointOfSale, entry: Entry) -> Done:
    body = entry.read(Deletion)
    await pos.delete_customer(body.customer_id)
    return Done(deleted=body.customer_id)


DELETE_CUSTOMER = Performer(about=_about, send=_send)
