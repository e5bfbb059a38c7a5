"""Access tokens of PosStar."""

import secrets

import msgspec

from callcenter.sandbox.clock import Clock
from callcenter.sandbox.jwt import InvalidTokenError, Signer
from callcenter.sandbox.posstar import accounts


class Claims(msgspec.Struct, frozen=True):
    """What a token says about its bearer."""

    sub: str
    vendor_id: str
    iat: int
    """Unix seconds."""
    exp: int
    """Unix seconds."""
    jti: str


class Tokens:
    """Issues and reads tokens."""

    def __init__(self, key: str, clock: Clock, seconds: int) -> None:
        # Another key than Clopos signs with, from the same secret: a token of one system is none of the other.
        self._signer = Signer(f"posstar {key}")
        self._clock = clock
        self._seconds = seconds

    def issue(self) -> str:
        """Make a token."""
        now = int(self._clock.now())
        user = accounts.USER
        return self._signer.sign(Claims(user["id"], user["vendor_id"], now, now + self._seconds, secrets.token_hex(8)))

    def check(self, token: str) -> None:
        """Raise InvalidTokenError for a token that is none, is revoked or has expired."""
        if self._signer.read(token, Claims).exp <= self._clock.now():
            raise InvalidTokenError

    def revoke_all(self) -> None:
        """Make every token issued so far invalid."""
        self._signer.revoke_all()
