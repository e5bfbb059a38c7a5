"""Writing what servers are sent: bodies, texts and paths that hold whatever an agent pasted."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import msgspec

from callcenter.pos.errors import NotFound

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def encoded(body: dict[str, Any]) -> bytes:
    """Write a body as JSON; money goes out as numbers with the digits it has."""
    return _ENCODER.encode(_whole(body))


def filled(body: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was not filled in, at any depth."""
    left: dict[str, Any] = _filled(body)
    return left


def sendable(text: str) -> str:
    """Return the text without halves of emoji: they come from pasting, and neither a URL nor JSON can hold them."""
    return text.encode(errors="replace").decode()


def segment(identity: str) -> str:
    """Return an id fit for a path: ids come from the server, and a path must stay the path that was meant.

    Raises NotFound for what would name another path: nothing, or dots alone.
    """
    if not identity.strip("."):
        raise NotFound
    return quote(identity, safe="", errors="replace")


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items() if inner is not None}
    return [_filled(inner) for inner in value] if isinstance(value, list) else value


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _whole(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    return sendable(value) if isinstance(value, str) else value
