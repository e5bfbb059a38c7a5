"""Reading what servers send: times, text and rows that may be wrong without the rest being lost."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar, get_args, get_origin

import msgspec

_log = logging.getLogger(__name__)
W = TypeVar("W")
M = TypeVar("M")
LONGEST_TEXT = 20_000
"""Characters. A window cannot lay out a text without end; the longest note that Clopos takes has some thousands."""
_JOINERS = "\u200c\u200d"  # they hold letters and emoji together and do no harm


@functools.cache
def decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    """Return the decoder of a type: lax, so that an id may come as text or number; made once."""
    return msgspec.json.Decoder(kind, strict=False)


UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What reading a body can raise; RecursionError for brackets nested without end."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_HALF_A_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
"""One escape of a JSON text; the group is half of a surrogate pair: an emoji cut in two."""


def utf8(body: bytes) -> bytes:
    """Return the body as valid UTF-8: a wrong byte, or an emoji cut in two, costs one letter and not the page."""
    try:
        body.decode()
    except UnicodeDecodeError:
        body = body.decode(errors="replace").encode()
    if _HALF_A_PAIR.search(body):
        body = _ESCAPE.sub(lambda escape: rb"\ufffd" if escape[1] else escape[0], body)
    return body.removeprefix(_BYTE_ORDER_MARK)


def row(body: bytes | msgspec.Raw, kind: type[W]) -> W:
    """Read a JSON object; a field that makes no sense is left at its default.

    Raises msgspec.DecodeError where it is no object, or lacks what it cannot be without (its id).
    """
    try:
        read: W = decoder(kind).decode(body)  # type: ignore[arg-type] # a class is hashable
    except msgspec.ValidationError:
        read = _salvaged(body, kind)
    return read


def rows(body: bytes | msgspec.Raw, kind: type[W], build: Callable[[W], M]) -> tuple[tuple[M, ...], int]:
    """Read a JSON array into model objects; return them and how many rows could not be read.

    The whole array is decoded at once; only where that fails is it taken apart row by row.

    Raises msgspec.DecodeError where it is no array at all.
    """
    try:
        wires: list[W] = decoder(list[kind]).decode(body)  # type: ignore[valid-type]
    except msgspec.ValidationError:
        return _readable(body, kind, build)
    return built(wires, build), 0


def built(wires: list[W], build: Callable[[W], M]) -> tuple[M, ...]:
    """Make model objects of a list, and empty it.

    Each row is let go as soon as it is used: a page in both shapes at once does not fit the processor's cache, which
    costs a tenth of the whole request (``bench client``).
    """
    wires.reverse()
    found = []
    while wires:
        found.append(build(wires.pop()))
    return tuple(found)


def _readable(body: bytes | msgspec.Raw, kind: type[W], build: Callable[[W], M]) -> tuple[tuple[M, ...], int]:
    parts: list[msgspec.Raw] = decoder(list[msgspec.Raw]).decode(body)
    found = []
    for part in parts:
        try:
            found.append(build(row(part, kind)))
        except msgspec.ValidationError as error:
            _log.info("a row of %s cannot be read: %s", kind.__name__, type(error).__name__)
    return tuple(found), len(parts) - len(found)


def _salvaged(body: bytes | msgspec.Raw, kind: type[W]) -> W:
    """Read an object field by field, leaving out the fields that make no sense."""
    parts: dict[str, msgspec.Raw] = decoder(dict[str, msgspec.Raw]).decode(body)
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):  # type: ignore[arg-type]
        part = parts.get(field.encode_name)
        if part is None:
            continue
        try:
            values[field.name] = _field(part, field.type)
        except msgspec.ValidationError:
            if field.required:
                raise
            _log.info("the field %s of a %s cannot be read", field.name, kind.__name__)
    try:
        return kind(**values)
    except TypeError as error:  # what it cannot be without is missing
        raise msgspec.ValidationError(str(error)) from None


def _field(part: msgspec.Raw, kind: Any) -> Any:
    try:
        return decoder(kind).decode(part)
    except msgspec.ValidationError:
        for member in get_args(kind):
            if isinstance(member, type) and issubclass(member, msgspec.Struct):
                return _salvaged(part, member)
            if get_origin(member) is list and issubclass(inner := get_args(member)[0], msgspec.Struct):
                return list(_readable(part, inner, _same)[0])
        raise


def _same(wire: W) -> W:
    return wire


def moment(value: str | float | None) -> datetime | None:
    """Read a time: ISO 8601 with a zone, ``YYYY-MM-DD HH:MM:SS`` in UTC, or milliseconds since 1970.

    Malformed ones occur in the wild (``203-05-25T…``): they are unknown, not fatal.
    """
    if not value:
        return None
    try:
        if isinstance(value, str):
            read = datetime.fromisoformat(value)
            if read.tzinfo is not UTC:
                read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
        else:
            read = datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return read if 1970 <= read.year < 2200 else None


def day(value: str | None) -> date | None:
    """Read a date; a time after it is ignored, a malformed one is unknown."""
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def text(value: str | None, *, longest: int = LONGEST_TEXT) -> str | None:
    """Return text fit for a screen: no control characters, no marks that turn the writing direction; empty is None.

    Past ``longest`` it is cut, and says so by an ellipsis.
    """
    if not value:
        return None
    if len(value) > longest:
        value = value[:longest] + "…"
    if not value.isprintable():
        value = "".join(
            letter if letter.isprintable() or letter in _JOINERS else ("\n" if letter == "\n" else " ")
            for letter in value
        )
    return value.strip() or None
