"""JSON Web Tokens (RFC 7519): signed, so that they need no table and outlive a restart with the same data file."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from typing import Final, TypeVar

import msgspec

_Claims = TypeVar("_Claims")

_HEADER: Final = {"alg": "HS256", "typ": "JWT"}


class InvalidTokenError(Exception):
    """No token of this sandbox."""


def encoded(raw: bytes) -> str:
    """Write bytes in the base64 of URLs, without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Read what ``encoded`` wrote. Raises ValueError."""
    try:
        return urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
    except Base64Error as error:
        raise ValueError(str(error)) from error


class Signer:
    """Signs claims and reads what it signed."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def sign(self, claims: object) -> str:
        """Make a token."""
        signed = f"{encoded(msgspec.json.encode(_HEADER))}.{encoded(msgspec.json.encode(claims))}"
        return f"{signed}.{self._signature(signed)}"

    def read(self, token: str, kind: type[_Claims]) -> _Claims:
        """Check a token's signature and give its claims. Raises InvalidTokenError."""
        signed, _, signature = token.rpartition(".")
        try:
            if not hmac.compare_digest(signature.encode(), self._signature(signed).encode()):
                raise InvalidTokenError
            return msgspec.json.decode(decoded(signed.partition(".")[2]), type=kind)
        except (ValueError, msgspec.MsgspecError) as error:
            raise InvalidTokenError from error

    def revoke_all(self) -> None:
        """Make every token issued so far invalid."""
        self._key = secrets.token_bytes(32)

    def _signature(self, signed: str) -> str:
        return encoded(hmac.new(self._key, signed.encode(), hashlib.sha256).digest())
