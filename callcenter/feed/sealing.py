"""Values sealed for a brand: whoever runs the feed server, or reads its disk, sees neither names nor numbers.

A value is sealed with AES-256-GCM. From the brand's key and the first half of a random nonce of 24 bytes a key for this
one value is made (HMAC-SHA256), under which the second half is the nonce: so a brand may seal any number of values
(a nonce of 12 random bytes alone would be spent after some 2³² of them). The name under which a value is kept is
authenticated with it, so that the server cannot hand out one value in place of another.
"""

from __future__ import annotations

import hmac
import os
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from callcenter.feed.errors import FeedKeyUnknown, NotGenuine

KEY_BYTES = 32
ID_BYTES = 4
_VERSION = b"\x01"
_NONCE_BYTES = 24
_HEAD = len(_VERSION) + ID_BYTES + _NONCE_BYTES
_PLAIN, _PACKED = b"\x00", b"\x01"
_SMALL = 200
"""Bytes that packing does not make smaller."""
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes that one value may unpack to."""


@dataclass(frozen=True, slots=True)
class BrandKey:
    """A key of 256 bits with the id it is known by; it seals from a moment on, and opens always."""

    id: bytes
    secret: bytes = field(repr=False)
    writes_from: datetime


@dataclass(frozen=True, slots=True)
class BrandKeys:
    """The brand's keys. ``names`` makes names unreadable and is never changed: names are to stay the same."""

    names: bytes = field(repr=False)
    keys: tuple[BrandKey, ...]


class Sealer:
    """Seals with the newest key whose time has come; opens with any key it was given."""

    def __init__(self, keys: BrandKeys, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.keys = keys
        self._names = keys.names
        self._keys: Sequence[BrandKey] = sorted(keys.keys, key=lambda key: key.writes_from)
        self._by_id = {key.id: key for key in keys.keys}
        self._now = now

    @property
    def current(self) -> bytes:
        """The id of the key that seals now."""
        return self._writer().id

    def name(self, *parts: str) -> str:
        """Return the name under which something is kept: letters and digits that tell nothing."""
        text = "\x1f".join(parts).encode()
        return hmac.digest(self._names, text, "sha256")[:16].hex()

    def seal(self, name: str, value: bytes) -> bytes:
        """Seal a value for its place."""
        key = self._writer()
        nonce = os.urandom(_NONCE_BYTES)
        head = _VERSION + key.id + nonce
        return head + _cipher(key, nonce).encrypt(nonce[12:], packed(value), head + name.encode())

    def open(self, name: str, sealed: bytes) -> bytes:
        """Return the value. Raises FeedKeyUnknown, and NotGenuine for what was sealed by others or for elsewhere."""
        if len(sealed) < _HEAD or not sealed.startswith(_VERSION):
            raise NotGenuine
        head, body = sealed[:_HEAD], sealed[_HEAD:]
        key = self._by_id.get(head[1 : 1 + ID_BYTES])
        if key is None:
            raise FeedKeyUnknown
        nonce = head[1 + ID_BYTES :]
        try:
            return unpacked(_cipher(key, nonce).decrypt(nonce[12:], body, head + name.encode()))
        except InvalidTag:
            raise NotGenuine from None

    def _writer(self) -> BrandKey:
        now = self._now()
        due = [key for key in self._keys if key.writes_from <= now]
        return due[-1] if due else self._keys[0]  # a clock that is years behind


def key_of(sealed: bytes) -> bytes:
    """Return the id of the key that a value was sealed with."""
    return sealed[1 : 1 + ID_BYTES]


def packed(value: bytes) -> bytes:
    """Make a value smaller where that is worth it."""
    return _PLAIN + value if len(value) < _SMALL else _PACKED + zlib.compress(value, 6)


def unpacked(value: bytes) -> bytes:
    """Undo ``packed``. Raises NotGenuine."""
    if value[:1] == _PLAIN:
        return value[1:]
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(value[1:], MOST_UNPACKED)
    except zlib.error:
        raise NotGenuine from None
    if value[:1] != _PACKED or not unpacking.eof:
        raise NotGenuine
    return plain


def _cipher(key: BrandKey, nonce: bytes) -> AESGCM:
    return AESGCM(hmac.digest(key.secret, b"callcenter feed value" + nonce[:12], "sha256"))
