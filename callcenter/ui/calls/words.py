"""How a call is told."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from callcenter.desk.calls import Ringing
from callcenter.model import phone
from callcenter.model.capabilities import Capabilities
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.model.record import Record
from callcenter.ui import wording
from callcenter.ui.counted import Counted

RINGS = 60.0
"""Seconds after which nobody lets it ring any longer; no phone tells the desk that it stopped."""
_ORDERS = 3
"""Open orders that the strip tells; the card and the queue have the rest."""


class Told(Record, frozen=True):
    """What the point of sale tells of a caller, and in which money."""

    can: Capabilities = Capabilities()
    currency: str = "AZN"


def number(text: str | None, region: str) -> str:
    """Write a number as people read it aloud; a line's name as it is."""
    if text is None:
        return QCoreApplication.translate("Calls", "number withheld")
    return phone.spell(text, region) if not any(letter.isalpha() for letter in text) else text


def sentence(ringing: Ringing, chosen: Customer | None, now: datetime, region: str, told: Told) -> str:
    """Tell who calls and what they wait for; where no orders are known of, how they stand instead."""
    parts = [f"☎  {number(ringing.call.number, region)} {_since(ringing, now)}", _who(ringing, chosen)]
    parts += [_order(order, now) for order in ringing.orders[:_ORDERS]]
    if more := len(ringing.orders) - _ORDERS:
        parts += [f"+{more}"] if more > 0 else []
    if chosen is not None:
        parts += _standing(chosen, now, told)
    return "  ·  ".join(part for part in parts if part)


def _since(ringing: Ringing, now: datetime) -> str:
    received = ringing.call.received_at
    if ringing.taken:
        return QCoreApplication.translate("Calls", "taken up")
    if (now - received).total_seconds() < RINGS:
        return QCoreApplication.translate("Calls", "ringing")
    return QCoreApplication.translate("Calls", "rang {age} ago").format(age=wording.age(received, now))


def _who(ringing: Ringing, chosen: Customer | None) -> str:
    translate = QCoreApplication.translate
    people = len(ringing.customers)
    if chosen is not None and people > 1:
        shared = translate("Calls", "{n} people on this number").format(n=people)
        return f"{chosen.name} ({shared})"
    if chosen is not None:
        return chosen.name
    unknown = translate("Calls", "looking…") if ringing.looking else translate("Calls", "nobody has this number yet")
    return f"“{ringing.call.name}”, {unknown}" if ringing.call.name else unknown


def _standing(customer: Customer, now: datetime, told: Told) -> list[str]:
    """Tell how somebody stands with the business: what they owe first, that is what must be spoken of."""
    translate, can = QCoreApplication.translate, told.can
    parts = list[str]()
    if can.orders:  # it is those that a caller asks for
        return parts
    if can.ledger and customer.ledger_balance:
        parts.append(wording.account(customer.ledger_balance, told.currency))
    if can.redeem and customer.points is not None:
        parts.append(Counted().points(customer.points))
    if can.purchases and customer.purchases:
        last = customer.purchases[0]
        words = translate("Calls", "last purchase {sum} ({age})")
        parts.append(words.format(sum=wording.sum_of(last.total, told.currency), age=wording.age(last.created_at, now)))
    return parts


def _order(order: Order, now: datetime) -> str:
    return f"#{order.id} {wording.status(order)} {wording.age(order.created_at, now)}"
