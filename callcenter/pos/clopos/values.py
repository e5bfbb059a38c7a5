"""Single values of Clopos: an id that is text or number, text that is anything, a body to be sent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from callcenter.pos import encode
from callcenter.pos.clopos import wire
from callcenter.pos.decode import text


def encoded(body: dict[str, Any]) -> bytes:
    """Write a body as JSON, without what was not filled in."""
    return encode.encoded(encode.filled(body))


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
