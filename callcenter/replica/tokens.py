"""What the search index holds of a customer: generated tokens, so that one index answers every kind of look at once.

What is made here lies in files: whoever changes it (or folding.py, numbers.py, ranking.py, vocabulary.py) raises
``VERSION``, and every replica is indexed anew (reindexing.py). All of a query's parts are intersected inside FTS5, in
the order of importance, and read no further than the page to show. A token's first character tells its kind; three
characters without one are a trigram:

| token   | says                                                          |
|---------|---------------------------------------------------------------|
| ``-al`` | a word of the name begins so (1 to 3 letters as folded)        |
| ``+al…``| a whole word of the name, as folded                            |
| ``_al`` | the skeleton of a word of the name begins so (1 to 4 letters)  |
| ``=al…``| the whole skeleton of a word of the name                       |
| ``ali`` | a folded word of name, e-mail, code, address or tag holds this |
| ``#505``| a telephone number holds this (2 and 3 digits)                 |
| ``^505``| the national part of a number begins so (1 to 3 digits)        |
| ``$757``| a number ends so                                               |
| ``@45`` | a word of the name, an address or a tag is this number       |
| ``!c1`` | the whole code, without its signs                              |
| ``~5``  | the customer's group                                           |
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final

from callcenter.model.customer import Customer
from callcenter.replica.folding import fold, spelled
from callcenter.replica.numbers import canonical, plan_of

VERSION: Final = 1
"""Raised whenever a customer who may be stored gets other tokens than before (a test compares).

Tags came without: until they did, no file held any.
"""
MARKS: Final = "-+_=#^$!~@"
"""The tokenizer must take these for letters."""
LONGEST_TEXT: Final = 512
"""Characters of one field that are searched: nobody looks for more, and a server may send anything."""


def tokens_of(customer: Customer, region: str) -> str:
    """Return the tokens of a customer, blanks between them; what is written twice is there once."""
    parts = [_name_tokens(word) for word in customer.name[:LONGEST_TEXT].split()]
    code = plan_of(region).code
    parts += [_number_tokens(number, code) for number in numbers_of(customer.phone, customer.phones, region)]
    if customer.email:
        who, _, host = customer.email[:LONGEST_TEXT].partition("@")
        parts += (_trigrams_of(fold(who)), _host_tokens(host))
    if customer.code:
        code_words = fold(customer.code[:LONGEST_TEXT])
        parts += (_trigrams_of(code_words), "!" + code_words.replace(" ", ""))
    if customer.address or customer.addresses:
        places = {customer.address, *[place.text for place in customer.addresses]}
        parts += [_address_tokens(word) for place in places if place for word in place[:LONGEST_TEXT].split()]
    if customer.tags:
        parts += [_address_tokens(word) for word in " ".join(customer.tags)[:LONGEST_TEXT].split()]
    if customer.group_id:
        parts.append(group_token(customer.group_id))
    return " ".join(parts)


def numbers_of(primary: str | None, others: tuple[str, ...], region: str) -> tuple[str, ...]:
    """Return a customer's numbers as canonical digits, the primary one first, none twice."""
    if not others:  # as nearly everybody
        number = canonical(primary, region) if primary else ""
        return (number,) if number else ()
    found = dict.fromkeys([canonical(number, region) for number in (primary, *others) if number])
    found.pop("", None)  # signs without a digit
    return tuple(found)


def compact(text: str) -> str:
    """Return a code as it is compared: folded, without signs and blanks."""
    return fold(text[:LONGEST_TEXT]).replace(" ", "")


def group_token(group_id: str) -> str:
    """Return the token of a group; the id may be any text."""
    return "~" + (group_id if group_id.isascii() and group_id.isdigit() else group_id.encode().hex())


def cover(word: str, step: int = 3) -> list[str]:
    """Return so few trigrams that every letter of a word is in one: fewer lists to read than with all of them."""
    last = len(word) - 3
    return [word[at : at + 3] for at in (*range(0, last, step), last)] if last >= 0 else []


def trigrams(word: str) -> list[str]:
    """Return every three neighbouring letters of a word."""
    return [word[at : at + 3] for at in range(len(word) - 2)]


@functools.lru_cache(maxsize=65_536)
def _name_tokens(word: str) -> str:
    found: list[str] = []
    for folded, alike in spelled(word):
        found += ["-" + folded[:size] for size in range(1, min(3, len(folded)) + 1)]
        found += ["_" + alike[:size] for size in range(1, min(4, len(alike)) + 1)]
        found += ("+" + folded, "=" + alike)
        found += trigrams(folded)
        if folded.isdigit():
            found.append("@" + folded)
    return " ".join(found)


@functools.lru_cache(maxsize=65_536)
def _address_tokens(word: str) -> str:
    folded = fold(word)
    return " ".join([_trigrams_of(folded), *("@" + part for part in folded.split() if part.isdigit())])


@functools.lru_cache(maxsize=4096)
def _host_tokens(host: str) -> str:
    return _trigrams_of(fold(host))


def _trigrams_of(folded: str) -> str:
    return " ".join([word[at : at + 3] for word in folded.split() for at in range(len(word) - 2)])


class _Pieces(dict[str, str]):
    """What numbers are made of, with its tokens: there are so few that each is spelled out once."""

    def __init__(self, spell: Callable[[str], str]) -> None:
        super().__init__()
        self._spell = spell

    def __missing__(self, digits: str) -> str:
        self[digits] = tokens = self._spell(digits)
        return tokens


_THREE: Final = _Pieces(lambda three: f"#{three[:2]} #{three}")
_FOUR: Final = _Pieces(lambda four: f"{_THREE[four[:3]]} {_THREE[four[1:]]}")
_STARTS: Final = _Pieces(lambda three: f"^{three[:1]} ^{three[:2]} ^{three}")
_ENDS: Final = _Pieces(lambda three: f"#{three[1:]} ${three}")


def _number_tokens(number: str, code: str) -> str:
    size = len(number)
    if size < 3:
        return f"#{number} ^{number}"
    pieces = [_FOUR[number[at : at + 4]] for at in range(0, size - 3, 2)]
    if size % 2:
        pieces.append(_THREE[number[-3:]])
    pieces += (_STARTS[number.removeprefix(code)[:3]], _ENDS[number[-3:]])
    return " ".join(pieces)
