"""Creating a customer whose ``cid`` makes it safe to repeat: the point of sale's client reads back by it."""

from __future__ import annotations

import msgspec

from callcenter.desk.acts.performer import About, Done, Performer
from callcenter.model.customer import Customer, NewCustomer
from callcenter.pos.port import PointOfSale
from callcenter.replica.outbox import Entry


def filled(customer: Customer, form: NewCustomer) -> Customer:
    """Return the new customer with what the form told: the answer to a create leaves out much of it."""
    given = {
        name: getattr(form, name)
        for name in (
            *("name", "phone", "email", "code", "notes", "group_id", "gender", "date_of_birth"),
            *("address", "tags"),
        )
        if not getattr(customer, name) and getattr(form, name)
    }
    return msgspec.structs.replace(customer, **given) if given else customer


def _about(entry: Entry) -> About:
    form = entry.read(NewCustomer)
    return About(name=form.name, phone=form.phone)


async def _send(pos: PointOfSale, entry: Entry) -> Done:
    form = entry.read(NewCustomer)
    return Done(customer=filled(await pos.create_customer(form), form))


CREATE_CUSTOMER = Performer(about=_about, send=_send)
