"""Finding orders among those at hand, by what an agent types: a name, a number, an order's id, a dish.

Plain functions without a database, so that the queue filters what it shows by the same rules as the history.
"""

from __future__ import annotations

from typing import NamedTuple

from callcenter.model.order import Order
from callcenter.model.phone import digits, looks_like_number
from callcenter.replica.folding import skeleton, spelled
from callcenter.replica.numbers import canonical, plan_of

SHORTEST_SOUND = 3
"""Letters: shorter words are looked for as written alone, because what they sound like is nearly anything."""


class Searchable(NamedTuple):
    """An order as search sees it; some 300 bytes, made once for each version of an order."""

    text: str
    """The words of name, address, comment, dishes and notes, folded."""
    sounds: str
    """The same words in the one spelling of all their usual spellings."""
    number: str
    """The telephone number as canonical digits."""
    ids: tuple[str, ...]
    """The order's id, its number at the ordering system and its id there, folded."""


class Sought(NamedTuple):
    """What was typed: each word has to be found; a text of digits alone is one number."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    """The digits as typed, and without the digit that is dialled before a number inside the country."""


def searchable(order: Order, region: str) -> Searchable:
    """Return what of an order can be found. ``region`` (ISO 3166-1 alpha-2) is where numbers are from."""
    recipient = order.recipient
    texts = [recipient.name, recipient.address, order.comment]
    for line in order.lines:
        texts += (line.name, line.note, *(one.name for one in line.modifiers))
    pairs = [pair for text in texts if text for word in text.split() for pair in spelled(word)]
    own = (order.id, order.number, order.integration_id)
    return Searchable(
        text=" ".join([folded for folded, _ in pairs]),
        sounds=" ".join([sound for _, sound in pairs]),
        number=canonical(recipient.phone, region) if recipient.phone else "",
        ids=tuple("".join(folded for folded, _ in spelled(one)) for one in own if one),
    )


def sought(text: str, region: str) -> Sought | None:
    """Return what is looked for; None where nothing was typed that could be."""
    if looks_like_number(text):
        typed = digits(text)
        trunk = plan_of(region).trunk
        bare = typed.removeprefix("00") if text.strip().startswith("00") else typed.removeprefix(trunk)
        return Sought((), tuple(dict.fromkeys(part for part in (typed, bare, canonical(text, region)) if part)))
    words = tuple(folded for word in text.split() for folded, _ in spelled(word) if folded)
    return Sought(words, ()) if words else None


def found(wanted: Sought, order: Searchable) -> bool:
    """Whether an order is what is looked for."""
    if wanted.numbers:
        typed = wanted.numbers[0]
        return any(part in order.number for part in wanted.numbers) or any(typed in one for one in order.ids)
    return all(_has(word, order) for word in wanted.words)


def _has(word: str, order: Searchable) -> bool:
    if word in order.text or any(word in one for one in order.ids):
        return True
    if word.isdigit():
        return word in order.number
    return len(word) >= SHORTEST_SOUND and skeleton(word) in order.sounds
