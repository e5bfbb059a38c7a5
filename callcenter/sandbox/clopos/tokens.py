"""Access tokens of Clopos: a JWT for v2, and the same under another look for v1."""

import secrets
from typing import Final

import msgspec

from callcenter.sandbox.clock import Clock
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.jwt import InvalidTokenError, Signer, decoded, encoded

_V1_PREFIX: Final = "oauth_"


class Claims(msgspec.Struct, frozen=True):
    """What a token says about its bearer."""

    client_id: str
    brand: str
    integrator_id: str
    venue_id: int
    exp: int
    """Unix seconds."""
    jti: str = ""


class ExpiredTokenError(Exception):
    """A token whose time is over."""

    def __init__(self, expired_at: int) -> None:
        super().__init__(expired_at)
        self.expired_at = expired_at
        """Unix seconds."""


class Tokens:
    """Issues and reads tokens."""

    def __init__(self, key: str, clock: Clock, seconds: int) -> None:
        self._signer = Signer(key)
        self._clock = clock
        self.seconds = seconds
        """How long a token is good."""

    def issue(self, client_id: str, brand: str, integrator_id: str, venue_id: int, *, v1: bool) -> tuple[str, Claims]:
        """Make a token: a JWT for v2; for v1 ``oauth_`` and the same content."""
        expires = int(self._clock.now()) + self.seconds
        claims = Claims(client_id, brand, integrator_id, venue_id, expires, secrets.token_hex(8))
        token = self._signer.sign(claims)
        return (_V1_PREFIX + encoded(token.encode()) if v1 else token), claims

    def read(self, token: str) -> Claims:
        """Check a token. Raises InvalidTokenError and ExpiredTokenError."""
        if token == accounts.EXAMPLE_TOKEN:
            return Claims(accounts.CLIENT, accounts.BRAND, accounts.INTEGRATOR, accounts.VENUE_ID, 2**40)
        if token.startswith(_V1_PREFIX):
            try:
                token = decoded(token.removeprefix(_V1_PREFIX)).decode("ascii")
            except ValueError as error:
                raise InvalidTokenError from error
        claims = self._signer.read(token, Claims)
        if claims.exp <= self._clock.now():
            raise ExpiredTokenError(claims.exp)
        return claims

    def revoke_all(self) -> None:
        """Make every token issued so far invalid."""
        self._signer.revoke_all()
