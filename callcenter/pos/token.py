"""The token that opens a point of sale: kept, shared by all requests, renewed before it ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Protocol, TypeVar

from callcenter.pos.errors import PosError, SignInRequired
from callcenter.vault import Secret

_log = logging.getLogger(__name__)
T = TypeVar("T")

RENEW_BEFORE = (300.0, 900.0)
"""Seconds before its end within which a token is renewed, at a random moment: at a shift's start all desks behind one
address share 60 sign-ins a minute (authentication page)."""

RENEW_AGAIN = 60.0
"""Seconds until a renewal that failed is tried again while the old token still serves."""
SAVING = 2.0
"""Seconds that closing waits for a token to be kept."""


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
    """Hands out a valid token; however many ask at once, it is loaded once, and one sign-in is made."""

    def __init__(
        self,
        obtain: Callable[[Token | None], Awaitable[Token]],
        store: TokenStore | None = None,
        wall: Callable[[], float] = time.time,
        *,
        renew_every: float | None = None,
    ) -> None:
        """Make a keeper; ``obtain`` is given the newest token known, with which some systems give the next.

        ``renew_every`` is in seconds: where only a token that still serves gets the next one, it is renewed that often
        rather than just before its end, so that one that is kept overnight serves when the desk opens again.
        """
        self._obtain = obtain
        self._renew_every = renew_every
        self._store = store or NoTokenStore()
        self._wall = wall
        self._token: Token | None = None
        self._renew_at = 0.0
        self._loading: asyncio.Task[None] | None = None
        self._renewal: asyncio.Task[Token] | None = None
        self._saving: asyncio.Task[None] | None = None
        self._closed = False

    async def current(self) -> Token:
        """Return a token that is good now. Raises what signing in raises, and SignInRequired after ``aclose``."""
        if self._token is None:
            await self._loaded()
        if self._token is None or self._wall() >= self._token.expires_at:
            return await self.renew()
        if self._wall() >= self._renew_at:
            _ = self._renewing()  # in the background: the one at hand still serves
        return self._token

    async def renewed(self, refused: Token) -> Token:
        """Return a token other than the one that was refused."""
        if self._token is not None and self._token is not refused and self._wall() < self._token.expires_at:
            return self._token
        try:
            return await self.renew()
        except SignInRequired:
            if self._token is refused:
                self._token = None  # there is no other, and asking with this one again is of no use
            raise

    async def renew(self) -> Token:
        """Sign in now; however many wait, one sign-in is made."""
        return await _outcome(self._renewing())

    async def aclose(self) -> None:
        """End what is under way; whoever waits for a sign-in is told SignInRequired."""
        self._closed = True
        if self._saving is not None:
            await asyncio.wait((self._saving,), timeout=SAVING)
        tasks = [task for task in (self._loading, self._renewal, self._saving) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _loaded(self) -> None:
        if self._closed:
            raise SignInRequired
        if self._loading is None:
            self._loading = asyncio.create_task(self._load(), name="load-token")
        await _outcome(self._loading)

    async def _load(self) -> None:
        with self._unless_closed():
            kept = await self._store.load()
            if kept is not None and self._token is None:
                self._take(kept)

    def _renewing(self) -> asyncio.Task[Token]:
        if self._closed:
            raise SignInRequired
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew(), name="sign-in")
            self._renewal.add_done_callback(self._told)
        return self._renewal

    async def _renew(self) -> Token:
        with self._unless_closed():
            token = await self._obtain(self._token)
        self._take(token)
        # a keyring may take as long as its password takes to type: nobody waits for it
        if self._saving is not None:
            self._saving.cancel()
        self._saving = asyncio.create_task(self._store.save(token), name="save-token")
        return token

    @contextlib.contextmanager
    def _unless_closed(self) -> Iterator[None]:
        """Turn the cancellation by ``aclose`` into an error: those who wait here were not cancelled themselves."""
        try:
            yield
        except asyncio.CancelledError:
            if self._closed:
                raise SignInRequired from None
            raise

    def _take(self, token: Token) -> None:
        left = token.expires_at - self._wall()
        # a short-lived token would otherwise be renewed at every request
        margin = min(random.uniform(*RENEW_BEFORE), left * random.uniform(0.1, 0.25))  # noqa: S311 - spread, no secret
        self._token = token
        self._renew_at = token.expires_at - margin
        if self._renew_every is not None:
            spread = random.uniform(0.75, 1.25)  # noqa: S311 - as above
            self._renew_at = min(self._renew_at, self._wall() + self._renew_every * spread)

    def _told(self, renewal: asyncio.Task[Token]) -> None:
        """Read the outcome so that a renewal nobody waited for is told, not swallowed."""
        if renewal.cancelled():
            return
        error = renewal.exception()
        if isinstance(error, PosError):
            _log.info("signing in failed: %s", error)
            # asked again in a minute at the earliest while the old token still serves
            self._renew_at = max(self._renew_at, self._wall() + RENEW_AGAIN)
        elif error is not None:
            renewal.get_loop().call_exception_handler({"message": "signing in failed", "exception": error})


async def _outcome(task: asyncio.Task[T]) -> T:
    """Wait for a task that many wait for: one of them being cancelled does not cancel it."""
    await asyncio.wait((task,))
    return task.result()
