"""How values are written on the screen: ages, times, sums, counts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from callcenter.model import money
from callcenter.model.order import Order, Stage

NOTHING = "—"
"""Stands where the point of sale told nothing."""


def tip(text: str) -> str:
    """Return a text as a tool tip shows it word for word: Qt takes one that looks like markup for that."""
    if "<" not in text and "&" not in text:
        return text
    return f"<span>{text.replace('&', '&amp;').replace('<', '&lt;').replace(chr(10), '<br>')}</span>"


def age(moment: datetime | None, now: datetime) -> str:
    """Write how long ago something was, in the largest unit that tells enough."""
    if moment is None:
        return NOTHING
    minutes = max(0, int((now - moment).total_seconds() // 60))
    translate = QCoreApplication.translate
    if minutes < 1:
        return translate("Wording", "now")
    if minutes < 60:
        return translate("Wording", "{n} min").format(n=minutes)
    if minutes < 24 * 60:
        return translate("Wording", "{h} h {m:02} min").format(h=minutes // 60, m=minutes % 60)
    return translate("Wording", "{n} d").format(n=minutes // (24 * 60))


def time(moment: datetime | None) -> str:
    """Write a moment in local time."""
    if moment is None:
        return NOTHING
    return moment.astimezone().strftime("%d.%m.%Y %H:%M")


def day(value: date | None) -> str:
    """Write a date, as people of all three languages do."""
    return NOTHING if value is None else value.strftime("%d.%m.%Y")


def sum_of(amount: Decimal | None, currency: str) -> str:
    """Write a sum of money."""
    return NOTHING if amount is None else money.spell(amount, currency)


def account(balance: Decimal | None, currency: str) -> str:
    """Write in words what stands on a customer's account: below zero they owe."""
    if balance is None:
        return NOTHING
    translate = QCoreApplication.translate
    if balance < 0:
        return translate("Wording", "owes {sum}").format(sum=sum_of(-balance, currency))
    if balance > 0:
        return translate("Wording", "has {sum} in credit").format(sum=sum_of(balance, currency))
    return translate("Wording", "nothing owed")


def number(value: int) -> str:
    """Write a whole number, its thousands apart."""
    return f"{value:,}".replace(",", "\u202f")


def count(value: Decimal) -> str:
    """Write how many of something: whole numbers without a point."""
    return f"{value.normalize():f}"


def lines(order: Order) -> str:
    """Write what was ordered, in one line."""
    return ", ".join(f"{count(line.count)}× {line.name}" for line in order.lines) or NOTHING


def total(order: Order, currency: str) -> str:
    """Write an order's total: the point of sale's word, else the sum of its lines."""
    return sum_of(order.total if order.total is not None else order.sum_of_lines, currency)


def status(order: Order) -> str:
    """Write where an order stands; a status this desk does not know stands by its own word."""
    translate = QCoreApplication.translate
    known = {
        Stage.PENDING: translate("Wording", "Pending"),
        Stage.RECEIVED: translate("Wording", "Received"),
        Stage.DELIVERED: translate("Wording", "Delivered"),
        Stage.IGNORED: translate("Wording", "Ignored"),
    }
    return known.get(order.stage, order.status)


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def percent(value: Decimal | None) -> str:
    """Write a share in percent."""
    return NOTHING if value is None else f"{count(value)} %"
