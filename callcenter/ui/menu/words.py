"""How a menu is told: what is left, what may be chosen, how old it is."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from callcenter.desk.menu import Shown
from callcenter.desk.menu_sections import Choice, Item
from callcenter.model import phone
from callcenter.model.catalogue import ModifierGroup, ModifierOption
from callcenter.model.venue import Venue
from callcenter.pos.errors import PosError
from callcenter.ui import sentences, wording


def left(amount: Decimal | None) -> str:
    """Return how much is left, by a shape and words; nothing where there is no limit."""
    translate = QCoreApplication.translate
    if amount is None:
        return ""
    if amount <= 0:
        return translate("Menu", "✕ out")
    return translate("Menu", "◔ {n} left").format(n=wording.count(amount))


def state(item: Item) -> str:
    """Return whether an item can be had."""
    if item.out:
        return left(Decimal(0))
    if any(one.left is not None for one in item.choices) and item.left is None:
        return QCoreApplication.translate("Menu", "◔ see below")
    return left(item.left)


def price(item: Item, currency: str) -> str:
    """Return what an item costs; nothing where it is sold as its variants, each with a price of its own."""
    return "" if item.choices else wording.sum_of(item.product.price, currency)


def variant(choice: Choice) -> str:
    """Return a variant's whole name where it has one."""
    return choice.variant.full_name or choice.variant.name


def rule(group: ModifierGroup) -> str:
    """Return how many of a group's modifiers are to be chosen."""
    translate = QCoreApplication.translate
    least, most = group.least, group.most
    if most is not None and least == most:
        return translate("Menu", "choose {n}").format(n=least)
    if most is None:
        return (
            translate("Menu", "choose {n} or more").format(n=least)
            if least
            else translate("Menu", "choose any number, or none")
        )
    if not least:
        return translate("Menu", "choose up to {n}, or none").format(n=most)
    return translate("Menu", "choose {least} to {most}").format(least=least, most=most)


def option(one: ModifierOption, currency: str) -> str:
    """Return what a modifier costs: nothing is told as free."""
    if one.price is not None and one.price == 0:
        return QCoreApplication.translate("Menu", "free")
    return wording.sum_of(one.price, currency)


def most_of(one: ModifierOption) -> str:
    """Return how many of a modifier a line can have, where that is more than one."""
    if one.most is None or one.most == 1:
        return ""
    return QCoreApplication.translate("Menu", "up to {n}").format(n=one.most)


def venue_state(venue: Venue) -> str:
    """Return whether a venue is in use, by a shape and a word; it says nothing of its hours."""
    translate = QCoreApplication.translate
    if venue.active is None:
        return wording.NOTHING
    return translate("Menu", "● in use") if venue.active else translate("Menu", "✕ switched off")


def number(value: str | None, region: str) -> str:
    """Return a venue's number as people read it aloud."""
    return phone.spell(value, region) if value else wording.NOTHING


def clock(moment: datetime) -> str:
    """Return the time of a moment of today, and with its day that of another."""
    local = moment.astimezone()
    today = wording.now().astimezone().date()
    return local.strftime("%H:%M") if local.date() == today else wording.time(moment)


def freshness(shown: Shown) -> str:
    """Return when what is shown was read."""
    translate = QCoreApplication.translate
    if shown.read_at is None:
        return translate("Menu", "Reading…") if shown.reading else ""
    parts = [translate("Menu", "Menu of {time}").format(time=clock(shown.read_at))]
    if shown.stops_at is not None:
        parts.append(translate("Menu", "stop list of {time}").format(time=clock(shown.stops_at)))
    if shown.reading:
        parts.append(translate("Menu", "Reading…"))
    return " · ".join(parts)


def trouble(shown: Shown) -> str:
    """Return what could not be read and what is shown instead; empty where all was."""
    translate = QCoreApplication.translate
    if shown.trouble is not None:
        said = sentences.of_error(shown.trouble)
        if shown.read_at is None:
            return translate("Menu", "There is no menu to show. {sentence}").format(sentence=said)
        return translate("Menu", "This is the menu of {time}. {sentence}").format(
            time=clock(shown.read_at), sentence=said
        )
    return _stops_trouble(shown.stops_trouble, shown.stops_at) if shown.stops_trouble is not None else ""


def _stops_trouble(error: PosError, read_at: datetime | None) -> str:
    translate = QCoreApplication.translate
    said = sentences.of_error(error)
    if read_at is None:
        return translate("Menu", "What is out is not known. {sentence}").format(sentence=said)
    return translate("Menu", "What is out is known as of {time}. {sentence}").format(time=clock(read_at), sentence=said)
