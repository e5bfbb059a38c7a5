"""Changes that the point of sale refused, as a form again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from callcenter.desk import changing
from callcenter.desk.acts.update_customer import CustomerUpdate
from callcenter.desk.sheet import Sheet
from callcenter.model.customer import Customer
from callcenter.replica.outbox import Entry, State


def sheet_of(customer: Customer, rows: Sequence[Entry], region: str) -> Sheet:
    """Return the form of changes that did not arrive, the oldest first: what they would have set is typed already."""
    bodies = [row.read(CustomerUpdate) for row in rows]
    wanted, before = changing.merged((body.change, body.before) for body in bodies)
    base = changing.form_of(customer)
    sheet = Sheet(customer, changing.form_with(base, before), changing.form_with(base, wanted), region)
    sheet.replaces = frozenset(row.id for row in rows)
    return sheet


def take_in(sheet: Sheet, rows: Iterable[Entry]) -> None:
    """Let a form take the place of changes that were refused while it was open: it shows what they set."""
    missed = [row for row in rows if row.state is State.REFUSED and row.id not in sheet.replaces]
    bodies = [row.read(CustomerUpdate) for row in missed]
    _, before = changing.merged((body.change, body.before) for body in bodies)
    sheet.seen = changing.form_with(sheet.seen, before)
    sheet.replaces |= {row.id for row in missed}
