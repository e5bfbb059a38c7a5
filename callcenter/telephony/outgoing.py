"""Calling out: what another program is handed, so that it dials a number. Nothing here goes through a shell."""

from __future__ import annotations

import re
from urllib.parse import quote

from callcenter.model.call import caller_key

_PLACE = "{number}"
_DIALLED = re.compile(r"\+?[0-9]{2,20}")


def dialled(number: str, region: str) -> str | None:
    """Return a number as it is dialled: E.164 where it is a whole one, else its digits; None for what is no number.

    A number comes from the point of sale, where anybody may have typed anything: nothing but digits is let through.
    """
    key = caller_key(number, region)
    return key if key is not None and _DIALLED.fullmatch(key) else None


def address_of(template: str, number: str) -> str:
    """Return the address that a program opens to dial a number (``dialled``)."""
    before, _, after = template.partition(_PLACE)
    # In a query a plus is a space; in the addresses of telephony it is itself.
    return f"{before}{quote(number, safe='') if '?' in before else number}{after}"


def command_of(words: tuple[str, ...], number: str) -> tuple[str, ...]:
    """Return the program and the arguments that dial a number (``dialled``): it begins with a digit or a plus."""
    return tuple(word.replace(_PLACE, number) for word in words)
