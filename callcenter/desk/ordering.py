"""By what a system's whole list of customers is read, so that it can be read to its end while it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from callcenter.model.capabilities import Capabilities
from callcenter.model.customer import Customer, CustomerSort
from callcenter.model.record import Record
from callcenter.replica.stored import microseconds

_DIGITS = 18


class Ordering(Record, frozen=True):
    """An order in which who is created stands at the end.

    ``newest`` is the order that begins with the newest change, as far as the system tells changes at all.
    """

    sort: CustomerSort
    newest: CustomerSort
    unique: bool
    """Whether no two customers have one place; else several may, and the last ones of a page go on on the next."""
    place: Callable[[Customer], int | None]
    """Where a customer stands; None for one of whom that cannot be told."""

    def changed_at(self, customer: Customer) -> datetime | None:
        """Return when the customer changed, as far as the order by changes goes."""
        updated = customer.updated_at if self.newest is CustomerSort.UPDATED else None
        return updated or customer.created_at


def number(customer_id: str) -> int | None:
    """Return an id as the number it is sorted by; None for one that is none."""
    if not (customer_id.isascii() and customer_id.isdigit() and len(customer_id) <= _DIGITS):
        return None
    read = int(customer_id)
    return read if str(read) == customer_id else None


BY_ID = Ordering(
    sort=CustomerSort.ID, newest=CustomerSort.UPDATED, unique=True, place=lambda customer: number(customer.id)
)
"""Ids are numbers that rise, and a change has its time."""
BY_CREATION = Ordering(
    sort=CustomerSort.CREATED,
    newest=CustomerSort.CREATED,
    unique=False,
    place=lambda customer: microseconds(customer.created_at),
)
"""Ids tell nothing, and only who is new is told: what changes of the others is seen by reading all of them."""


def ordering_of(capabilities: Capabilities) -> Ordering | None:
    """Return by what a point of sale's customers are read; None where they cannot be read to their end."""
    sorts = set(capabilities.customer_sorts)
    return next((one for one in (BY_ID, BY_CREATION) if {one.sort, one.newest} <= sorts), None)
