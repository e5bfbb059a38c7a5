"""One way out for every request: quota, token, timeouts, bounded retries, typed errors."""

from __future__ import annotations

import asyncio
import contextlib
import enum
import logging
import random
import secrets
import ssl
from collections.abc import Iterator, Mapping
from typing import Protocol
from urllib.parse import urlsplit

import anyio
import httpx
import stamina
import stamina.instrumentation

from callcenter.model.record import Record
from callcenter.pos.errors import (
    BadAnswer,
    CertificateRejected,
    Conflict,
    ConnectionLost,
    Invalid,
    NotFound,
    PosError,
    QuotaExhausted,
    RequestMark,
    ServerFailed,
    SignInRequired,
    TokenRejected,
    Uncertain,
    Unreachable,
)
from callcenter.pos.quota import Quota
from callcenter.pos.token import Token, TokenKeeper, TokenStore

_log = logging.getLogger(__name__)
stamina.instrumentation.set_on_retry_hooks([])  # retries are logged here, with the request's mark and nothing personal

LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes. A page of 999 customers has about one million."""
ATTEMPTS = 3
PATIENCE = 5.0
"""Seconds an agent's request waits for the quota before the agent is told."""
BACKGROUND_PATIENCE = 90.0
"""Seconds polling waits for the quota: longer than its one-minute window."""


CONNECTIONS = 8


class Timeouts(Record, frozen=True):
    """Seconds. Silence is borne longer than the 8 s after which the vendor itself gives up (errors page, 504)."""

    connect: float = 5.0
    silence: float = 15.0
    whole: float = 60.0
    """From the first byte sent to the last one read: a server that drips is as good as silent."""


TIMEOUTS = Timeouts()


class Kind(enum.Enum):
    """What repeating a request does."""

    READ = "read"
    REPEATABLE = "repeatable"
    """A write that the server recognises when it comes twice."""
    ONCE = "once"
    """A write that happens again when it is sent again."""


class Call(Record, frozen=True):
    """A request before it is signed. ``background`` marks what no agent is waiting for."""

    method: str
    path: str
    kind: Kind = Kind.READ
    params: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    background: bool = False


class Answer(Record, frozen=True):
    """A whole answer and the request it belongs to."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    mark: RequestMark
    host: str


class Dialect(Protocol):
    """What differs between points of sale in signing requests and telling errors."""

    def sign_in_call(self) -> Call:
        """Return the request that gets a token."""

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
        address = urlsplit(base_url)
        self._dialect = dialect
        self._host = address.hostname or base_url
        self._timeouts = timeouts
        self._closed = False
        self.quota = quota or Quota()
        self.tokens = TokenKeeper(self._sign_in, store)
        # Waited for here and not in httpx's pool, which would open connections for its waiters after it was closed.
        self._free = asyncio.Semaphore(CONNECTIONS)
        self._exchanges: set[asyncio.Task[Answer | None]] = set()
        secure = address.scheme == "https"
        self._client = httpx.AsyncClient(
            base_url=base_url.rstrip("/") + "/",
            timeout=httpx.Timeout(timeouts.silence, connect=timeouts.connect),
            # Plain http goes to this machine only: no certificates to load (30 ms), no proxy to pass.
            verify=ssl.create_default_context() if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            trust_env=secure,
            headers={"accept": "application/json", "user-agent": "callcenter-desk"},
            limits=httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=4, keepalive_expiry=30),
        )

    async def aclose(self) -> None:
        """Close the connections and end a sign-in that is under way; what is in flight fails as a lost connection."""
        self._closed = True
        await self.tokens.aclose()
        await self._client.aclose()
        await asyncio.gather(*self._exchanges, return_exceptions=True)

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
                raise Uncertain(host=self._host, request=mark, status=error.status) from error
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
            raise QuotaExhausted(host=self._host, request=mark, retry_after=held.retry_after) from None
        answer = await self._exchange(call, mark, self._dialect.authorisation(token))
        error = self._dialect.error_of(answer, signing_in=False)
        if not isinstance(error, TokenRejected):  # counted against this address, not against the brand
            self.quota.observe(answer.headers)
        if isinstance(error, QuotaExhausted):
            self.quota.exhausted(error.retry_after or 1.0)
        return answer, error

    async def _sign_in(self) -> Token:
        """Get a token; the quota of sign-ins is another than that of requests, so it is neither taken nor observed."""
        call = self._dialect.sign_in_call()
        mark = RequestMark(id=secrets.token_hex(4), method=call.method, path=call.path)
        async for attempt in stamina.retry_context(
            on=_PASSING, attempts=ATTEMPTS, timeout=45, wait_initial=0.2, wait_max=2, wait_jitter=0.3
        ):
            with attempt:
                answer = await self._exchange(call, mark, {})
                if error := self._dialect.error_of(answer, signing_in=True):
                    raise error
                return self._dialect.token_of(answer)
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def _exchange(self, call: Call, mark: RequestMark, authorisation: Mapping[str, str]) -> Answer:
        """Send one request and read its answer, whatever it says.

        A task of its own does it: httpcore shields its tidying against anyio's cancellation alone, and asyncio's would
        leave the connection taken for ever. Whoever is cancelled goes at once; the task tidies up and follows.
        """
        scope = anyio.CancelScope()
        task = asyncio.create_task(self._scoped(scope, call, mark, authorisation), name=f"exchange {mark.id}")
        self._exchanges.add(task)
        task.add_done_callback(self._ended)
        try:
            answer = await asyncio.shield(task)
        except asyncio.CancelledError:
            scope.cancel()
            raise
        if answer is None:  # only a scope that was cancelled ends without an answer, and nobody waits for that
            raise ConnectionLost(host=self._host, request=mark)
        return answer

    async def _scoped(
        self, scope: anyio.CancelScope, call: Call, mark: RequestMark, authorisation: Mapping[str, str]
    ) -> Answer | None:
        with scope:
            return await self._exchanged(call, mark, authorisation)
        return None

    def _ended(self, task: asyncio.Task[Answer | None]) -> None:
        self._exchanges.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited has it; whoever was cancelled does not want it

    async def _exchanged(self, call: Call, mark: RequestMark, authorisation: Mapping[str, str]) -> Answer:
        request = self._request(call, mark, authorisation)
        await self._connection_free(mark)
        try:
            if self._closed:
                raise SignInRequired(host=self._host, request=mark)
            with anyio.fail_after(self._timeouts.whole):
                response = await self._client.send(request, stream=True)
                try:
                    body = await self._read(response, mark)
                finally:
                    await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            if _certificate_refused(error):
                raise CertificateRejected(host=self._host, request=mark) from error
            raise Unreachable(host=self._host, request=mark) from error
        except httpx.DecodingError as error:
            raise BadAnswer(host=self._host, request=mark) from error
        except (httpx.TransportError, TimeoutError) as error:
            raise ConnectionLost(host=self._host, request=mark) from error
        finally:
            self._free.release()
        _log.debug("%s: %d, %d bytes", mark, response.status_code, len(body))
        return Answer(
            status=response.status_code, body=body, headers=dict(response.headers), mark=mark, host=self._host
        )

    def _request(self, call: Call, mark: RequestMark, authorisation: Mapping[str, str]) -> httpx.Request:
        """Build the request. Raises Invalid for a search text longer than a URL may be."""
        headers = {
            **({"content-type": "application/json"} if call.body is not None else {}),
            **authorisation,
            **dict(call.headers),  # the venue that was asked for wins over the profile's
            "x-request-id": mark.id,
        }
        try:
            return self._client.build_request(
                call.method,
                call.path,
                params=call.params or None,
                content=call.body,
                headers=[(name.encode(), _header(value)) for name, value in headers.items()],
            )
        except httpx.InvalidURL as error:
            raise Invalid(host=self._host, request=mark) from error

    async def _connection_free(self, mark: RequestMark) -> None:
        try:
            async with asyncio.timeout(self._timeouts.silence):
                await self._free.acquire()
        except TimeoutError:
            raise _NoConnectionFree(host=self._host, request=mark) from None

    async def _read(self, response: httpx.Response, mark: RequestMark) -> bytes:
        parts, size = [], 0
        async for part in response.aiter_bytes():
            parts.append(part)
            size += len(part)
            if size > LARGEST_ANSWER:
                raise BadAnswer(host=self._host, request=mark, status=response.status_code)
        return b"".join(parts)


class _NoConnectionFree(ConnectionLost):
    """Every connection waits for an answer: the server is silent, and this request was not sent to it."""


_PASSING = (Unreachable, ConnectionLost, ServerFailed)
_NOT_SENT = (Unreachable, _NoConnectionFree)
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


def _header(value: str) -> bytes:
    """Spell a header: what a settings file or a form holds may be more than a header can."""
    return "".join(letter if letter.isprintable() else "?" for letter in value.strip()).encode(errors="replace")


def _certificate_refused(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
