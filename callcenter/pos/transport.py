"""One way out for every request: quota, token, timeouts, bounded retries, typed errors."""

from __future__ import annotations

import contextlib
import logging
import random
import secrets
from collections.abc import Iterator, Mapping
from typing import Protocol

import stamina
import stamina.instrumentation

from callcenter.pos.errors import (
    BadAnswer,
    Conflict,
    ConnectionLost,
    Invalid,
    NotFound,
    PosError,
    QuotaExhausted,
    RequestMark,
    ServerFailed,
    TokenRejected,
    Uncertain,
    Unreachable,
)
from callcenter.pos.exchange import TIMEOUTS, Answer, Call, Exchange, Kind, NoConnectionFree, Timeouts
from callcenter.pos.quota import Quota
from callcenter.pos.token import Token, TokenKeeper, TokenStore

_log = logging.getLogger(__name__)
stamina.instrumentation.set_on_retry_hooks([])  # retries are logged here, with the request's mark and nothing personal

ATTEMPTS = 3
PATIENCE = 5.0
"""Seconds an agent's request waits for the quota before the agent is told."""
BACKGROUND_PATIENCE = 90.0
"""Seconds polling waits for the quota: longer than its one-minute window."""


class Dialect(Protocol):
    """What differs between points of sale in signing requests and telling errors."""

    @property
    def renew_every(self) -> float | None:
        """Seconds after which a token is renewed well before its end; None where the secret gets one at any time."""

    def sign_in_call(self, present: Token | None) -> Call:
        """Return the request that gets a token; ``present`` is the newest one known. May raise SignInRequired."""

    def token_of(self, answer: Answer) -> Token:
        """Read the token. Raises BadAnswer."""

    def authorisation(self, token: Token) -> Mapping[str, str]:
        """Return the headers that sign a request."""

    def error_of(self, answer: Answer, *, signing_in: bool) -> PosError | None:
        """Return what the answer says went wrong, None where nothing did."""


class Transport:
    """Sends calls to one base address. Raises classes of ``pos.errors`` and nothing else."""

    def __init__(
        self,
        base_url: str,
        dialect: Dialect,
        *,
        store: TokenStore | None = None,
        quota: Quota | None = None,
        timeouts: Timeouts = TIMEOUTS,
    ) -> None:
        self._dialect = dialect
        self._exchange = Exchange(base_url, timeouts)
        self.quota = quota or Quota()
        self.tokens = TokenKeeper(self._sign_in, store, renew_every=dialect.renew_every)

    async def aclose(self) -> None:
        """Close the connections and end a sign-in that is under way; what is in flight fails as a lost connection."""
        self._exchange.close()
        await self.tokens.aclose()
        await self._exchange.aclose()

    async def send(self, call: Call) -> Answer:
        """Send a call and return its successful answer; a write whose outcome is not known raises Uncertain."""
        mark = RequestMark(id=secrets.token_hex(4), method=call.method, path=call.path)
        course = _Course(call, mark)
        try:
            async for attempt in stamina.retry_context(
                on=course.again, attempts=ATTEMPTS, timeout=60, wait_initial=0.2, wait_max=2, wait_jitter=0.3
            ):
                with attempt, course.noted():
                    return await self._signed(call, mark, course)
        except PosError as error:
            if course.leaves_open(error):
                raise Uncertain(host=self._exchange.host, request=mark, status=error.status) from error
            raise
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def sign_in(self) -> None:
        """Get a new token now."""
        await self.tokens.renew()

    async def _signed(self, call: Call, mark: RequestMark, course: _Course) -> Answer:
        token = await self.tokens.current()
        answer, error = await self._counted(call, mark, course, token)
        if isinstance(error, TokenRejected):  # nothing was done: even a write may go again
            token = await self.tokens.renewed(token)
            answer, error = await self._counted(call, mark, course, token)
        if error is not None:
            raise error
        return answer

    async def _counted(
        self, call: Call, mark: RequestMark, course: _Course, token: Token
    ) -> tuple[Answer, PosError | None]:
        try:
            course.waited += await self.quota.take(background=call.background, patience=course.patience)
        except QuotaExhausted as held:
            raise QuotaExhausted(host=self._exchange.host, request=mark, retry_after=held.retry_after) from None
        answer = await self._exchange.send(call, mark, self._dialect.authorisation(token))
        error = self._dialect.error_of(answer, signing_in=False)
        if not isinstance(error, TokenRejected):  # counted against this address, not against the brand
            self.quota.observe(answer.headers)
        if isinstance(error, QuotaExhausted):
            self.quota.exhausted(error.retry_after or 1.0)
        return answer, error

    async def _sign_in(self, present: Token | None) -> Token:
        """Get a token; the quota of sign-ins is another than that of requests, so it is neither taken nor observed."""
        call = self._dialect.sign_in_call(present)
        mark = RequestMark(id=secrets.token_hex(4), method=call.method, path=call.path)
        async for attempt in stamina.retry_context(
            on=_PASSING, attempts=ATTEMPTS, timeout=45, wait_initial=0.2, wait_max=2, wait_jitter=0.3
        ):
            with attempt:
                answer = await self._exchange.send(call, mark, {})
                if error := self._dialect.error_of(answer, signing_in=True):
                    raise error
                return self._dialect.token_of(answer)
        raise AssertionError("unreachable: the last attempt returns or raises")


_PASSING = (Unreachable, ConnectionLost, ServerFailed)
_NOT_SENT = (Unreachable, NoConnectionFree)
_ANSWERED = (Conflict, Invalid, NotFound)
"""The server has read the write and says what became of it, or of the same one before."""


class _Course:
    """How one call has gone so far: what may be repeated, and whether a write may have been done all the same."""

    def __init__(self, call: Call, mark: RequestMark) -> None:
        self._kind = call.kind
        self._mark = mark
        self._patience = BACKGROUND_PATIENCE if call.background else PATIENCE
        self._perhaps_done = False
        self.waited = 0.0
        """Seconds waited for the quota, over all attempts."""

    @property
    def patience(self) -> float:
        """Seconds that may still be waited for the quota."""
        return self._patience - self.waited

    @contextlib.contextmanager
    def noted(self) -> Iterator[None]:
        """Note how one attempt ends."""
        try:
            yield
        except PosError as error:
            _log.info("%s failed: %s", self._mark, error.code)
            # An error of the sign-in on the way bears another mark: nothing of this call was sent.
            if error.request is self._mark and isinstance(error, _PASSING) and not isinstance(error, _NOT_SENT):
                self._perhaps_done = True
            raise

    def again(self, error: Exception) -> bool | float:
        """Return whether to try again: True for the usual backoff, else seconds."""
        if isinstance(error, QuotaExhausted):
            return self._after_refusal(error)
        if not isinstance(error, _PASSING) or error.request is not self._mark:
            return False  # what the sign-in asks has been tried often enough
        return not (self._perhaps_done and self._kind is Kind.ONCE)

    def _after_refusal(self, error: QuotaExhausted) -> bool | float:
        if error.request is self._mark:
            return error.status is not None  # the quota makes the next attempt wait; what it refuses itself is final
        seconds = (error.retry_after or 1.0) + random.uniform(0, 0.5)  # noqa: S311 - spread
        if seconds > self.patience:
            return False
        self.waited += seconds
        return seconds

    def leaves_open(self, error: PosError) -> bool:
        """Whether nobody can say if the write was done."""
        if self._kind is Kind.READ or isinstance(error, _ANSWERED):
            return False
        return self._perhaps_done or (isinstance(error, BadAnswer) and error.request is self._mark)
