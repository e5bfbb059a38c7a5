"""Single values of Clopos: an id that is text or number, text that is anything, a body to be sent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from callcenter.pos.clopos import wire
from callcenter.pos.decode import text

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def encoded(body: dict[str, Any]) -> bytes:
    """Write a body as JSON; money goes out as numbers with the digits it has."""
    return _ENCODER.encode(_filled(body))


def _filled(value: Any) -> Any:
    """Leave out what was not filled in, at any depth, and half an emoji that was pasted, which no JSON can hold."""
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def as_text(value: wire.Id | None) -> str | None:
    """Return an id as the text the desk keeps it by."""
    return str(value) if value is not None else None


def as_number(value: str | None) -> int | str | None:
    """Return an id as the number the vendor gave, where it is one."""
    return int(value) if value is not None and value.isascii() and value.isdigit() else value


def words(value: Any) -> str | None:
    """Return what the vendor gave as text, number or not at all; anything else (an object) as its JSON."""
    if value is None or isinstance(value, str):
        return text(value)
    if isinstance(value, int | float | Decimal):
        return str(value)
    return text(msgspec.json.encode(value).decode())
