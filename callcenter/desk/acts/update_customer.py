"""Changing a customer: read first, so that repeating is safe and what somebody else changed is not overwritten."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET

from callcenter.desk.acts.performer import About, Done, Performer
from callcenter.model.customer import Customer, CustomerChange, completed
from callcenter.model.phone import digits
from callcenter.model.record import Record
from callcenter.pos.errors import ChangedMeanwhile
from callcenter.pos.port import PointOfSale
from callcenter.replica.outbox import Entry


class CustomerUpdate(Record, frozen=True):
    """Whose fields are to change, and to what. ``before`` has the same fields as the agent saw them.

    ``name`` and ``phone`` are the customer's own, for the eyes of the agent.
    """

    customer_id: str
    change: CustomerChange
    before: CustomerChange
    name: str = ""
    phone: str | None = None


def same(field: str, one: Any, other: Any) -> bool:  # noqa: ANN401 - whatever the field holds
    """Whether two values of a field are one to the point of sale: blanks around a text and nothing are not told apart.

    Numbers are compared by their digits, tags without their order.
    """
    return bool(_kept(field, one) == _kept(field, other))


def still_to_send(body: CustomerUpdate, now: Customer) -> CustomerChange:
    """Return what of a change the point of sale does not have yet. Raises ChangedMeanwhile.

    A field that is as it was to become is done, whoever did it. One that is neither so nor as the agent saw it is
    somebody else's change.
    """
    left: dict[str, Any] = {}
    for field in body.change.fields:
        wanted, saw, stands = getattr(body.change, field), getattr(body.before, field), getattr(now, field)
        if field not in now.untold:
            if same(field, stands, wanted):
                continue
            if saw is not UNSET and not same(field, stands, saw):
                raise ChangedMeanwhile(now)
        left[field] = wanted
    return CustomerChange(**left)


def _kept(field: str, value: Any) -> Any:  # noqa: ANN401 - whatever the field holds
    """Return a value as far as the point of sale keeps it."""
    if field == "tags":
        return frozenset(tag.strip() for tag in value or ())
    text = (value or "").replace("\r\n", "\n").strip()
    if field == "phone":
        return digits(text) or text
    return text.casefold() if field == "email" else text


def _about(entry: Entry) -> About:
    body = entry.read(CustomerUpdate)
    return About(name=body.name, phone=body.phone, fields=body.change.fields)


async def _send(pos: PointOfSale, entry: Entry) -> Done:
    body = entry.read(CustomerUpdate)
    now = await pos.customer(body.customer_id)
    left = still_to_send(body, now)
    if not left.fields:
        return Done(customer=now)
    answer = await pos.update_customer(body.customer_id, left)
    return Done(customer=completed(answer, msgspec.structs.replace(now, untold=())))


UPDATE_CUSTOMER = Performer(about=_about, send=_send)
