"""Creating a customer where the point of sale recognises no repeat: after a lost answer they are searched for."""

from __future__ import annotations

from datetime import datetime

import msgspec

from callcenter.desk.acts.create_customer import CREATE_CUSTOMER, filled
from callcenter.desk.acts.performer import Done, Found, Performer, ReadingBack, Sighting
from callcenter.model.customer import Customer, CustomerQuery, CustomerSort, NewCustomer
from callcenter.model.phone import digits
from callcenter.model.record import Record
from callcenter.pos.port import PointOfSale
from callcenter.replica.outbox import Entry

_PAGE = 100
_MOST_PAGES = 5
"""Pages looked through: a form of which nothing but a name is known may be like many."""


class _Known(Record, frozen=True):
    """Who was like the form before the first try, and what of the form was asked for: it may be mended since."""

    asked: NewCustomer
    ids: frozenset[str]


async def _mark(pos: PointOfSale, entry: Entry) -> bytes:
    """Return who has the form's number already, else its e-mail, else its name: whoever comes later may be ours."""
    form = entry.read(NewCustomer)
    like, _whole = await _who_are_like(pos, form)
    return msgspec.msgpack.encode(_Known(asked=form, ids=frozenset(one.id for one in like)))


async def _look(pos: PointOfSale, entry: Entry, now: datetime) -> Sighting:
    """Search for who came since the mark. The only one, with the same name and number, is ours for certain."""
    form = entry.read(NewCustomer)
    known = msgspec.msgpack.decode(entry.mark or b"", type=_Known)
    like, whole = await _who_are_like(pos, known.asked)
    new = tuple(one for one in like if one.id not in known.ids)
    if whole and len(new) == 1 and _is_certain(new[0], form):
        return Sighting(found=Found(at=now, customers=new), done=Done(customer=filled(new[0], form)))
    return Sighting(found=Found(at=now, customers=new), under_way=not new)


async def _who_are_like(pos: PointOfSale, form: NewCustomer) -> tuple[list[Customer], bool]:
    """Return the customers with the form's number, e-mail or name, the newest first, and whether these are all."""
    newest = CustomerSort.CREATED if CustomerSort.CREATED in pos.capabilities.customer_sorts else None
    asked = CustomerQuery(limit=_PAGE, sort=newest, descending=newest is not None)
    if form.phone:
        asked = msgspec.structs.replace(asked, phone=digits(form.phone))
    else:
        asked = msgspec.structs.replace(asked, name=form.email or form.name)
    found: dict[str, Customer] = {}
    for number in range(1, _MOST_PAGES + 1):
        page = await pos.customers(msgspec.structs.replace(asked, page=number))
        found |= {one.id: one for one in page.rows if _is_like(one, form)}
        if len(page.rows) + page.skipped < _PAGE:
            return list(found.values()), page.skipped == 0
    return list(found.values()), False


def _is_like(customer: Customer, form: NewCustomer) -> bool:
    """Whether a customer has what was searched for, and not merely contains it."""
    if form.phone:
        return digits(form.phone) in {digits(number) for number in customer.all_phones}
    if form.email:
        return _folded(customer.email) == _folded(form.email)
    return _folded(customer.name) == _folded(form.name)


def _is_certain(customer: Customer, form: NewCustomer) -> bool:
    """Whether nothing speaks against its being the one that was sent; what was not told does not."""
    return (
        _folded(customer.name) == _folded(form.name)
        and digits(customer.phone or "") == digits(form.phone or "")
        and ("email" in customer.untold or _folded(customer.email) == _folded(form.email))
    )


def _folded(text: str | None) -> list[str]:
    """Return a text as far as a point of sale keeps it: case and blanks are not evidence."""
    return (text or "").casefold().split()


CREATE_CUSTOMER_ONCE = Performer(
    about=CREATE_CUSTOMER.about, send=CREATE_CUSTOMER.send, reading_back=ReadingBack(mark=_mark, look=_look)
)
