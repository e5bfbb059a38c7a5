"""Telephone numbers as digits that every way of writing one number shares.

A million numbers pass here when the replica is filled, so the usual shapes of the profile's own country are read by
three facts about its plan; ``phonenumbers`` (40 µs a call) reads the rest.
"""

from __future__ import annotations

import functools

from callcenter.model import phone
from callcenter.model.record import Record

LONGEST = 17
"""Digits: E.164 allows 15; longer ones are found as parts but not as whole numbers."""
SHORTEST_WHOLE = 7
"""Digits: less is a part of a number, not one that a caller could have."""


class Plan(Record, frozen=True):
    """A country's telephone numbers: its code, the digit dialled before a number inside it, lengths without both."""

    code: str
    trunk: str
    lengths: frozenset[int]


# Source: phonenumbers' metadata, written out for the countries this desk is used in, because importing it costs 30 ms.
_PLANS = {
    "AZ": Plan(code="994", trunk="0", lengths=frozenset({9})),
    "TR": Plan(code="90", trunk="0", lengths=frozenset({10})),
    "GE": Plan(code="995", trunk="0", lengths=frozenset({9})),
    "RU": Plan(code="7", trunk="8", lengths=frozenset({10})),
}


@functools.cache
def plan_of(region: str) -> Plan:
    """Return the plan of a region (ISO 3166-1 alpha-2); one that nobody knows reads every number as written."""
    if region in _PLANS:
        return _PLANS[region]
    import phonenumbers  # noqa: PLC0415 - 30 ms that only other countries pay

    found = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    if found is None or found.general_desc is None:
        return Plan(code="", trunk="", lengths=frozenset())
    return Plan(
        code=str(found.country_code),
        trunk=found.national_prefix or "",
        lengths=frozenset(found.general_desc.possible_length),
    )


def canonical(text: str, region: str, *, half_typed: bool = False) -> str:
    """Return a number's digits with its country code; the digits as written where it is no number that can be read.

    ``+994 50 535 57 57``, ``050 535 57 57`` and ``994505355757`` are one number in Azerbaijan. What is ``half_typed``
    is read by its usual shapes alone.
    """
    text = text.strip()
    bare = text[1:]
    written = bare if text[:1] == "+" and bare.isascii() and bare.isdigit() else phone.digits(text)
    plan = plan_of(region)
    code, trunk, size = plan.code, plan.trunk, len(written)
    if text[:1] == "+" or text[:2] == "00":
        whole = written if text[0] == "+" else written[2:]
        doubled = code + trunk  # +994 (0)50 …: the country code and the zero that it replaces
        if trunk and whole.startswith(doubled) and len(whole) - len(doubled) in plan.lengths:
            return code + whole[len(doubled) :]
        return whole
    if trunk and written.startswith(trunk) and size - len(trunk) in plan.lengths:
        return code + written[len(trunk) :]
    if len(plan.lengths) == 1:  # where they vary, a number with its country code may look like one without
        if size in plan.lengths:
            return code + written
        if code and written.startswith(code) and size - len(code) in plan.lengths:
            return written
    return written if half_typed else _unusual(text, region) or written


@functools.lru_cache(maxsize=4096)
def _unusual(text: str, region: str) -> str | None:
    if len(phone.digits(text)) < SHORTEST_WHOLE:
        return None
    for way in (text, f"+{phone.digits(text)}"):  # with the country code but without its plus
        try:
            return phone.parse(way, region).e164[1:]
        except phone.InvalidPhone:
            continue
    return None


def key(number: str) -> int | None:
    """Return canonical digits as the integer the index of whole numbers holds; None for what is no whole number."""
    return int("1" + number) if SHORTEST_WHOLE <= len(number) <= LONGEST else None
