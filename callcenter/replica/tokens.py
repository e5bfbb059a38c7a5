"""What the search index holds of a customer: generated tokens, so that one index answers every kind of look at once.

What is made here lies in files: whoever changes it (or folding.py, numbers.py) adds a step to schema.py that indexes
anew. All of a query's parts are intersected inside FTS5, in the order of importance, and read no further than the page
to show. A token's first character tells its kind; three characters without one are a trigram:

| token   | says                                                          |
|---------|---------------------------------------------------------------|
| ``-al`` | a word of the name begins so (1 to 3 letters as folded)        |
| ``+al…``| a whole word of the name, as folded                            |
| ``_al`` | the skeleton of a word of the name begins so (1 to 4 letters)  |
| ``=al…``| the whole skeleton of a word of the name                       |
| ``ali`` | a folded word of name, e-mail, code or address holds this      |
| ``#505``| a telephone number holds this (2 and 3 digits)                 |
| ``^505``| the national part of a number begins so (1 to 3 digits)        |
| ``$757``| a number ends so                                               |
| ``@45`` | a word of the name or an address is this number              |
| ``!c1`` | the whole code, without its signs                              |
| ``~5``  | the customer's group                                           |
"""

from __future__ import annotations

import functools
from typing import Final

from callcenter.model.customer import Customer
from callcenter.replica.folding import fold, spelled
from callcenter.replica.numbers import canonical, plan_of

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
        parts.append(_text_tokens(customer.email))
    if customer.code:
        parts += (_text_tokens(customer.code), "!" + compact(customer.code))
    if customer.address or customer.addresses:
        places = {customer.address, *[place.text for place in customer.addresses]}
        parts += [_address_tokens(word) for place in places if place for word in place[:LONGEST_TEXT].split()]
    if customer.group_id:
        parts.append(group_token(customer.group_id))
    return " ".join(parts)


def numbers_of(primary: str | None, others: tuple[str, ...], region: str) -> tuple[str, ...]:
    """Return a customer's numbers as canonical digits, the primary one first, none twice."""
    written = (primary, *others) if others else (primary,)
    found = dict.fromkeys(canonical(number, region) for number in written if number)
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
    return " ".join([_text_tokens(word), *("@" + part for part in fold(word).split() if part.isdigit())])


def _text_tokens(text: str) -> str:
    return " ".join([word[at : at + 3] for word in fold(text[:LONGEST_TEXT]).split() for at in range(len(word) - 2)])


# Each three digits with the first two of them: a million numbers have ten such pieces each.
_PIECES: Final = {f"{three:03d}": f"#{three // 10:02d} #{three:03d}" for three in range(1000)}


def _number_tokens(number: str, code: str) -> str:
    if len(number) < 3:
        return f"#{number} ^{number}"
    pieces = [_PIECES[number[at : at + 3]] for at in range(len(number) - 2)]
    start = number.removeprefix(code)
    pieces.append(f"#{number[-2:]} ${number[-3:]} ^{start[:1]} ^{start[:2]} ^{start[:3]}")
    return " ".join(pieces)
