"""Access tokens: signed, so that they need no table and outlive a restart with the same data file."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from typing import Final

import msgspec

from callcenter.sandbox.clock import Clock
from callcenter.sandbox.clopos import accounts

_V1_PREFIX: Final = "oauth_"
_HEADER: Final = {"alg": "HS256", "typ": "JWT"}


class Claims(msgspec.Struct, frozen=True):
    """What a token says about its bearer."""

    client_id: str
    brand: str
    integrator_id: str
    venue_id: int
    exp: int
    """Unix seconds."""
    jti: str = ""


class InvalidTokenError(Exception):
    """No token of this sandbox."""


class ExpiredTokenError(Exception):
    """A token whose time is over."""

    def __init__(self, expired_at: int) -> None:
        super().__init__(expired_at)
        self.expired_at = expired_at
        """Unix seconds."""


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))


class Tokens:
    """Issues and reads tokens."""

    def __init__(self, key: str, clock: Clock, seconds: int) -> None:
        self._key = key.encode()
        self._clock = clock
        self.seconds = seconds
        """How long a token is good."""

    def issue(self, client_id: str, brand: str, integrator_id: str, venue_id: int, *, v1: bool) -> tuple[str, Claims]:
        """Make a token: a JWT for v2; for v1 ``oauth_`` and the same content."""
        expires = int(self._clock.now()) + self.seconds
        claims = Claims(client_id, brand, integrator_id, venue_id, expires, secrets.token_hex(8))
        signed = f"{_encoded(msgspec.json.encode(_HEADER))}.{_encoded(msgspec.json.encode(claims))}"
        token = f"{signed}.{self._signature(signed)}"
        return (_V1_PREFIX + _encoded(token.encode()) if v1 else token), claims

    def read(self, token: str) -> Claims:
        """Check a token. Raises InvalidTokenError and ExpiredTokenError."""
        if token == accounts.EXAMPLE_TOKEN:
            return Claims(accounts.CLIENT, accounts.BRAND, accounts.INTEGRATOR, accounts.VENUE_ID, 2**40)
        try:
            if token.startswith(_V1_PREFIX):
                token = _decoded(token.removeprefix(_V1_PREFIX)).decode("ascii")
            signed, _, signature = token.rpartition(".")
            if not hmac.compare_digest(signature.encode(), self._signature(signed).encode()):
                raise InvalidTokenError
            claims = msgspec.json.decode(_decoded(signed.partition(".")[2]), type=Claims)
        except (Base64Error, UnicodeError, msgspec.MsgspecError) as error:
            raise InvalidTokenError from error
        if claims.exp <= self._clock.now():
            raise ExpiredTokenError(claims.exp)
        return claims

    def revoke_all(self) -> None:
        """Make every token issued so far invalid."""
        self._key = secrets.token_bytes(32)

    def _signature(self, signed: str) -> str:
        return _encoded(hmac.new(self._key, signed.encode(), hashlib.sha256).digest())
