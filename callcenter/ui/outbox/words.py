"""How the rows of the outbox are told."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from callcenter.desk.acts.performer import About, Found
from callcenter.model import phone
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.pos.errors import Invalid, NotFound
from callcenter.replica.outbox import Act, Entry, State
from callcenter.ui import sentences, wording
from callcenter.ui.counted import Counted

_UUID = 36
"""Letters of one."""

Made = Order | Customer | None
"""What an uncertain act made by the agent's word; None where it made nothing new: points were redeemed."""


def act(entry: Entry, about: About) -> str:
    """Return what is to be done."""
    translate = QCoreApplication.translate
    known = {
        Act.CREATE_CUSTOMER: translate("Outbox", "New customer"),
        Act.CANCEL_ORDER: translate("Outbox", "Cancel order {id}").format(id=about.order_id),
        Act.CREATE_ORDER: translate("Outbox", "New order"),
        Act.UPDATE_CUSTOMER: translate("Outbox", "Change {fields}").format(fields=", ".join(_fields(about.fields))),
        Act.DELETE_CUSTOMER: translate("Outbox", "Delete customer"),
        Act.REDEEM: Counted().redeem_points(about.points or 0, short(about.sale or "")),
    }
    return known.get(entry.act, entry.act.value)


def short(sale: str) -> str:
    """Return a sale as it is called: its receipt's number whole, of a UUID the beginning."""
    return f"{sale[:8]}…" if len(sale) == _UUID else sale


def _fields(names: tuple[str, ...]) -> list[str]:
    translate = QCoreApplication.translate
    known = {
        "name": translate("Outbox", "name"),
        "phone": translate("Outbox", "phone"),
        "email": translate("Outbox", "e-mail"),
        "address": translate("Outbox", "address"),
        "notes": translate("Outbox", "notes"),
        "tags": translate("Outbox", "tags"),
    }
    return [known.get(name, name) for name in names]


def state(entry: Entry) -> str:
    """Return how far it has come: a shape and a word, never colour alone."""
    translate = QCoreApplication.translate
    return {
        State.WAITING: translate("Outbox", "○ waiting"),
        State.SENDING: translate("Outbox", "◐ being sent"),
        State.SENT: translate("Outbox", "✓ sent"),
        State.REFUSED: translate("Outbox", "✕ refused"),
        State.UNCERTAIN: translate("Outbox", "? uncertain"),
    }[entry.state]


def reason(entry: Entry, found: Found | None) -> str:
    """Return why it is not sent yet."""
    if entry.state is State.UNCERTAIN:
        return sighting(entry, found)
    if entry.error is None or entry.state is State.SENT:
        return ""
    return refusal(entry.act, entry.error) or sentences.of_code(entry.error)


def refusal(act: Act, code: str) -> str:
    """Return what an error's code means for an act, where that is more than the error itself says; else nothing."""
    return _refusals().get((act, code), "")


def _refusals() -> dict[tuple[Act, str], str]:
    """Return what a refusal means for an act, where that is more than the refusal itself says."""
    translate = QCoreApplication.translate
    return {
        (Act.CANCEL_ORDER, Invalid.code): translate("Outbox", "The order is not pending any more: call the venue."),
        (Act.REDEEM, Invalid.code): translate(
            "Outbox", "The point of sale refuses it: redeem fewer points, or on another sale."
        ),
        (Act.REDEEM, NotFound.code): translate("Outbox", "This sale is not the customer's: choose the sale again."),
        (Act.UPDATE_CUSTOMER, NotFound.code): translate("Outbox", "This customer is not there any more."),
    }


def sighting(entry: Entry, found: Found | None) -> str:
    """Return what was found at the point of sale."""
    translate = QCoreApplication.translate
    if found is None:
        return translate("Outbox", "No answer came. It is being looked for.")
    at = found.at.astimezone().strftime("%H:%M")
    if entry.act is Act.REDEEM:
        return _points(found, at)
    if not made(entry, found):
        return translate("Outbox", "No answer came. At {at} it was not there.").format(at=at)
    return translate("Outbox", "No answer came. At {at} there was what may be it.").format(at=at)


def _points(found: Found, at: str) -> str:
    translate = QCoreApplication.translate
    if found.points_now is None or found.points_before is None:
        return translate("Outbox", "No answer came. At {at} the points could not be read.").format(at=at)
    told = (
        translate("Outbox", "No answer came. At {at} there were {now} points, as before.")
        if found.points_now == found.points_before
        else translate("Outbox", "No answer came. There were {before} points before, at {at} there were {now}.")
    )
    return told.format(at=at, before=found.points_before, now=found.points_now)


def advice(entry: Entry, found: Found | None) -> str:
    """Return what the agent can do about an uncertain row."""
    translate = QCoreApplication.translate
    if entry.act is Act.REDEEM and found is not None:
        if found.points_now is not None and found.points_now == found.points_before:
            return translate(
                "Outbox",
                "Look again (F5) before you send it again: it may still arrive, and then the points are taken twice.",
            )
        return translate("Outbox", "The points were moved by something else as well: ask at the till, then choose.")
    if found is not None and made(entry, found):
        return translate(
            "Outbox", "It may be one of these. Choose it, or send it again if none is it: it is made twice otherwise."
        )
    return translate("Outbox", "Look again (F5) before you send it again: it may still arrive, and then it is twice.")


def made(entry: Entry, found: Found | None) -> tuple[tuple[Made, str], ...]:
    """Return what an uncertain row may have made, each with the line that offers it to the agent."""
    if found is None:
        return ()
    if entry.act is Act.REDEEM:
        return ((None, QCoreApplication.translate("Outbox", "The points were redeemed.")),)
    orders = tuple((one, _order(one)) for one in found.orders)
    return (*orders, *((one, _customer(one)) for one in found.customers))


def _customer(one: Customer) -> str:
    """Return a customer who may be it, in one line."""
    numbers = (phone.spell(number) for number in one.all_phones)
    return " · ".join(part for part in (one.name, *numbers, one.email, wording.time(one.created_at)) if part)


def _order(one: Order) -> str:
    """Return an order that may be it, in one line."""
    return " · ".join((f"№ {one.id}", wording.time(one.created_at), wording.lines(one), wording.status(one)))
