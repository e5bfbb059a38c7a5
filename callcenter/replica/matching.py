"""Whether a customer matches what was typed, and how well: the one place that decides.

The index only proposes candidates; each is weighed here, so whatever is shown really matches and a better kind of match
is always above a lesser one.
"""

from __future__ import annotations

import enum

from rapidfuzz.distance import OSA

from callcenter.replica.face import Face
from callcenter.replica.query import Typed, Word


class Tier(enum.IntEnum):
    """How a customer matches, the best first."""

    EXACT = 0
    """The whole telephone number, code or e-mail address."""
    NAME = 1
    """Whole words of the name in their order."""
    PREFIX_IN_ORDER = 2
    """Beginnings of words of the name in their order; or the beginning or the end of a number."""
    PREFIX = 3
    """Beginnings of words of the name in any order."""
    SUBSTRING = 4
    """Parts of name, e-mail, code, address, tags or numbers."""
    OTHER_KEYS = 5
    """As typed on the keyboard's other layout."""
    TYPO = 6
    """With a slip or two in a word of the name."""


_IN_TEXTS = 2


class Match(tuple[int, int]):
    """How well a customer matches: the tier, and within it 0 for the letters as typed, more for letters alike."""

    __slots__ = ()

    @property
    def tier(self) -> Tier:
        """The kind of match."""
        return Tier(self[0])


def match(face: Face, typed: Typed, *, slips: bool = False) -> Match | None:
    """Weigh a customer; None is no match. ``slips`` also lets words of the name differ by typing errors."""
    if typed.number is not None and typed.number in face.numbers:
        return Match((Tier.EXACT, 0))
    if face.is_exactly(typed.code):
        return Match((Tier.EXACT, 1))
    digits = _match_digits(face, typed) if typed.groups else None
    if typed.groups and digits is None:
        return None
    if not typed.words:
        return digits
    named = _match_words(face, typed.words) or (_match_slips(face, typed.words) if slips else None)
    # Digits of an address beside words: no better than any other part.
    return max(named, digits) if named is not None and digits is not None and digits[1] == _IN_TEXTS else named


def _match_digits(face: Face, typed: Typed) -> Match | None:
    run = typed.digits
    if typed.international:
        return Match((Tier.PREFIX_IN_ORDER, 0)) if _any_starts(face.numbers, run) else None
    nationals = face.nationals()
    if _any_starts(nationals, typed.national or run):
        return Match((Tier.PREFIX_IN_ORDER, 0))
    if len(run) >= 3 and any(number.endswith(run) for number in face.numbers):
        return Match((Tier.PREFIX_IN_ORDER, 0))
    if _any_starts(face.numbers, run):
        return Match((Tier.PREFIX_IN_ORDER, 1))
    return _match_digits_inside(face, typed, run)


def _match_digits_inside(face: Face, typed: Typed, run: str) -> Match | None:
    if any(run in number for number in face.numbers):
        return Match((Tier.SUBSTRING, 0))
    if all(any(group in number for number in face.numbers) for group in typed.groups):
        return Match((Tier.SUBSTRING, 1))
    inside = len(run) >= 3 and all(any(group in text for text in face.texts) for group in typed.groups)
    if inside or (typed.words and all(_word_of_texts(face, group) for group in typed.groups)):
        return Match((Tier.SUBSTRING, _IN_TEXTS))
    return None


def _any_starts(numbers: tuple[str, ...], digits: str) -> bool:
    return any(number.startswith(digits) for number in numbers)


def _match_words(face: Face, words: tuple[Word, ...]) -> Match | None:
    name = face.name
    if _in_order([[at for at, pair in enumerate(name) if pair[0] == word.folded] for word in words]):
        return Match((Tier.NAME, 0))
    if _in_order([[at for at, pair in enumerate(name) if pair[1] == word.alike] for word in words]):
        return Match((Tier.NAME, 1))
    fits = [[_prefix(word, pair) for pair in name] for word in words]
    places = [[at for at, how in enumerate(row) if how is not None] for row in fits]
    if all(places):
        order = _in_order(places)
        if order:
            return Match((Tier.PREFIX_IN_ORDER, max(fits[row][at] or 0 for row, at in enumerate(order))))
        if _distinct(places):
            return Match((Tier.PREFIX, max(min(how for how in row if how is not None) for row in fits)))
    short = any(len(word.folded) > 2 for word in words)  # beside a longer word, short ones may begin any word
    if all(found or _within(face, word, short=short) for word, found in zip(words, places, strict=True)):
        return Match((Tier.SUBSTRING, 0))
    return None


def _prefix(word: Word, pair: tuple[str, str]) -> int | None:
    """Return 0 where a name's word begins as typed, 1 where it begins alike, None where it does not."""
    if pair[0].startswith(word.folded):
        return 0
    return 1 if word.alike and pair[1].startswith(word.alike) else None


def _in_order(places: list[list[int]]) -> list[int]:
    """Return for each typed word the first place after the last one's; nothing where there is none."""
    order: list[int] = []
    last = -1
    for possible in places:
        after = next((at for at in possible if at > last), None)
        if after is None:
            return []
        order.append(after)
        last = after
    return order


def _distinct(places: list[list[int]], taken: frozenset[int] = frozenset()) -> bool:
    """Whether each typed word can have a word of the name to itself."""
    if not places:
        return True
    return any(_distinct(places[1:], taken | {at}) for at in places[0] if at not in taken)


def _within(face: Face, word: Word, *, short: bool) -> bool:
    if len(word.folded) > 2:
        return any(word.folded in text for text in face.texts)
    return short and _begins_in_texts(face, word.folded)


def _word_of_texts(face: Face, part: str) -> bool:
    return any(part in text.split() for text in face.texts)


def _begins_in_texts(face: Face, part: str) -> bool:
    return any(f" {part}" in f" {text}" for text in face.texts)


def _match_slips(face: Face, words: tuple[Word, ...]) -> Match | None:
    total = 0
    for word in words:
        least = min((found for pair in face.name if (found := _slips(word, pair)) is not None), default=None)
        if least is None:
            return None
        total += least
    return Match((Tier.TYPO, total))


def _slips(word: Word, pair: tuple[str, str]) -> int | None:
    """Weigh the typing errors between a typed word and a name's word; None for too many."""
    return 0 if _prefix(word, pair) is not None else distance(word.alike, pair[1], word.slips)


def distance(typed: str, skeleton: str, most: int) -> int | None:
    """Weigh the slips (a letter missing, too many, wrong, or two swapped) between two words; None for over ``most``.

    Each counts 2. What is typed may be the beginning of the word alone: that counts 1 more.
    """
    whole = OSA.distance(typed, skeleton, score_cutoff=most)
    size = len(typed)
    cuts = [skeleton[:cut] for cut in (size - 1, size, size + 1) if 2 < cut < len(skeleton)]
    part = min((OSA.distance(typed, cut, score_cutoff=most) for cut in cuts), default=most + 1)
    least = min(2 * whole, 2 * part + 1)
    return least if least <= 2 * most + 1 and min(whole, part) <= most else None
