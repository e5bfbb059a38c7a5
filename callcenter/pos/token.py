"""The token that opens a point of sale: kept, shared by all requests, renewed before it ends."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from callcenter.pos.errors import PosError
from callcenter.vault import Secret

_log = logging.getLogger(__name__)

RENEW_BEFORE = (300.0, 900.0)
"""Seconds before its end within which a token is renewed, at a random moment: at a shift's start all desks behind one
address share 60 sign-ins a minute (authentication page)."""


class Token:
    """A token and its end, in seconds since 1970. Its repr shows neither."""

    __slots__ = ("expires_at", "secret")

    def __init__(self, secret: Secret, expires_at: float) -> None:
        self.secret = secret
        self.expires_at = expires_at

    def __repr__(self) -> str:
        return "Token(…)"


class TokenStore(Protocol):
    """Where a token outlives the program. Failing to keep one is no reason to stop working: it must not raise."""

    async def load(self) -> Token | None:
        """Return the token kept, if any."""

    async def save(self, token: Token) -> None:
        """Keep the token."""


class NoTokenStore:
    """Keeps nothing: every start signs in anew."""

    async def load(self) -> Token | None:
        """Return None."""
        return None

    async def save(self, token: Token) -> None:
        """Keep nothing."""


class TokenKeeper:
    """Hands out a valid token; however many ask at once, one sign-in is made."""

    def __init__(
        self,
        obtain: Callable[[], Awaitable[Token]],
        store: TokenStore | None = None,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._obtain = obtain
        self._store = store or NoTokenStore()
        self._wall = wall
        self._token: Token | None = None
        self._renew_at = 0.0
        self._loaded = False
        self._renewal: asyncio.Task[Token] | None = None

    async def current(self) -> Token:
        """Return a token that is good now. Raises what signing in raises."""
        if not self._loaded:
            self._loaded = True
            if kept := await self._store.load():
                self._take(kept)
        if self._token is None or self._wall() >= self._token.expires_at:
            return await self.renewed(self._token)
        if self._wall() >= self._renew_at:
            _ = self._renewing()  # in the background: the one at hand still serves
        return self._token

    async def renewed(self, refused: Token | None) -> Token:
        """Return a token other than the one that was refused."""
        if self._token is not None and self._token is not refused and self._wall() < self._token.expires_at:
            return self._token
        return await self.renew()

    async def renew(self) -> Token:
        """Sign in now; however many wait, one sign-in is made."""
        # shield: a request that is cancelled must not take the sign-in of all others with it
        return await asyncio.shield(self._renewing())

    async def aclose(self) -> None:
        """End a sign-in that is under way."""
        if self._renewal is not None and not self._renewal.done():
            self._renewal.cancel()
            await asyncio.gather(self._renewal, return_exceptions=True)

    def _renewing(self) -> asyncio.Task[Token]:
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew(), name="sign-in")
            self._renewal.add_done_callback(self._told)
        return self._renewal

    async def _renew(self) -> Token:
        token = await self._obtain()
        self._loaded = True
        self._take(token)
        await self._store.save(token)
        return token

    def _take(self, token: Token) -> None:
        left = token.expires_at - self._wall()
        # a short-lived token would otherwise be renewed at every request
        margin = min(random.uniform(*RENEW_BEFORE), left * random.uniform(0.1, 0.25))  # noqa: S311 - spread, no secret
        self._token = token
        self._renew_at = token.expires_at - margin

    def _told(self, renewal: asyncio.Task[Token]) -> None:
        """Read the outcome so that a renewal nobody waited for is told, not swallowed."""
        if renewal.cancelled():
            return
        error = renewal.exception()
        if isinstance(error, PosError):
            _log.info("signing in failed: %s", error)
            # asked again in a minute at the earliest while the old token still serves
            self._renew_at = max(self._renew_at, self._wall() + 60)
        elif error is not None:
            renewal.get_loop().call_exception_handler({"message": "signing in failed", "exception": error})
