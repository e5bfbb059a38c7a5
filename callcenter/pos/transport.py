"""One way out for every request: quota, token, timeouts, bounded retries, typed errors."""

from __future__ import annotations

import enum
import logging
import random
import secrets
import ssl
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

import httpx
import stamina
import stamina.instrumentation

from callcenter.model.record import Record
from callcenter.pos.errors import (
    BadAnswer,
    CertificateRejected,
    ConnectionLost,
    PosError,
    QuotaExhausted,
    RequestMark,
    ServerFailed,
    TokenRejected,
    Uncertain,
    Unreachable,
)
from callcenter.pos.quota import Quota
from callcenter.pos.token import Token, TokenKeeper, TokenStore

_log = logging.getLogger(__name__)
stamina.instrumentation.set_on_retry_hooks([])  # retries are logged here, with the request's mark and nothing personal

TIMEOUT = httpx.Timeout(15.0, connect=5.0)
"""Seconds. Reading is longer than the 8 s after which the vendor itself gives up (errors page, 504)."""
LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes. A page of 999 customers has about one million."""
ATTEMPTS = 3
PATIENCE = 5.0
"""Seconds an agent's request waits for the quota before the agent is told."""
BACKGROUND_PATIENCE = 90.0
"""Seconds polling waits for the quota: longer than its one-minute window."""


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
        self, base_url: str, dialect: Dialect, *, store: TokenStore | None = None, quota: Quota | None = None
    ) -> None:
        address = urlsplit(base_url)
        self._dialect = dialect
        self._host = address.hostname or base_url
        self.quota = quota or Quota()
        self.tokens = TokenKeeper(self._sign_in, store)
        secure = address.scheme == "https"
        self._client = httpx.AsyncClient(
            base_url=base_url.rstrip("/") + "/",
            timeout=TIMEOUT,
            # Plain http goes to this machine only: no certificates to load (30 ms), no proxy to pass.
            verify=ssl.create_default_context() if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            trust_env=secure,
            headers={"accept": "application/json", "user-agent": "callcenter-desk"},
            limits=httpx.Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=30),
        )

    async def aclose(self) -> None:
        """Close the connections and end a sign-in that is under way."""
        await self.tokens.aclose()
        await self._client.aclose()

    async def send(self, call: Call) -> Answer:
        """Send a call and return its successful answer; a write whose outcome is not known raises Uncertain."""
        mark = RequestMark(id=secrets.token_hex(4), method=call.method, path=call.path)
        patience = BACKGROUND_PATIENCE if call.background else PATIENCE
        retry = _Retry(call.kind, mark, patience)
        try:
            async for attempt in stamina.retry_context(
                on=retry.wait, attempts=ATTEMPTS, timeout=60, wait_initial=0.2, wait_max=2, wait_jitter=0.3
            ):
                with attempt:
                    return await self._signed(call, mark, patience)
        except PosError as error:
            if retry.leaves_open(error):
                raise Uncertain(host=self._host, request=mark, status=error.status) from error
            raise
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def sign_in(self) -> None:
        """Get a new token now."""
        await self.tokens.renew()

    async def _signed(self, call: Call, mark: RequestMark, patience: float) -> Answer:
        token = await self.tokens.current()
        answer = await self._counted(call, mark, patience, token)
        error = self._dialect.error_of(answer, signing_in=False)
        if isinstance(error, TokenRejected):  # nothing was done: even a write may go again
            token = await self.tokens.renewed(token)
            answer = await self._counted(call, mark, patience, token)
            error = self._dialect.error_of(answer, signing_in=False)
        if error is not None:
            if isinstance(error, QuotaExhausted):
                self.quota.exhausted(error.retry_after or 1.0)
            raise error
        return answer

    async def _counted(self, call: Call, mark: RequestMark, patience: float, token: Token) -> Answer:
        await self.quota.take(background=call.background, patience=patience)
        answer = await self._exchange(call, mark, self._dialect.authorisation(token))
        self.quota.observe(answer.headers)
        return answer

    async def _sign_in(self) -> Token:
        """Get a token; the quota of sign-ins is another than that of requests, so it is neither taken nor observed."""
        call = self._dialect.sign_in_call()
        mark = RequestMark(id=secrets.token_hex(4), method=call.method, path=call.path)
        async for attempt in stamina.retry_context(
            on=(Unreachable, ConnectionLost, ServerFailed),
            attempts=ATTEMPTS,
            timeout=45,
            wait_initial=0.2,
            wait_max=2,
            wait_jitter=0.3,
        ):
            with attempt:
                answer = await self._exchange(call, mark, {})
                if error := self._dialect.error_of(answer, signing_in=True):
                    raise error
                return self._dialect.token_of(answer)
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def _exchange(self, call: Call, mark: RequestMark, authorisation: Mapping[str, str]) -> Answer:
        request = self._client.build_request(
            call.method,
            call.path,
            params=call.params or None,
            content=call.body,
            headers={
                **({"content-type": "application/json"} if call.body is not None else {}),
                **dict(call.headers),
                **authorisation,
                "x-request-id": mark.id,
            },
        )
        try:
            response = await self._client.send(request, stream=True)
            try:
                body = await self._read(response, mark)
            finally:
                await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            if _certificate_refused(error):
                raise CertificateRejected(host=self._host, request=mark) from error
            raise Unreachable(host=self._host, request=mark) from error
        except httpx.DecodingError as error:
            raise BadAnswer(host=self._host, request=mark) from error
        except httpx.TransportError as error:
            raise ConnectionLost(host=self._host, request=mark) from error
        _log.debug("%s: %d, %d bytes", mark, response.status_code, len(body))
        return Answer(
            status=response.status_code, body=body, headers=dict(response.headers), mark=mark, host=self._host
        )

    async def _read(self, response: httpx.Response, mark: RequestMark) -> bytes:
        parts = bytearray()
        async for part in response.aiter_bytes():
            parts += part
            if len(parts) > LARGEST_ANSWER:
                raise BadAnswer(host=self._host, request=mark, status=response.status_code)
        return bytes(parts)


class _Retry:
    """What may be repeated, and whether a write that failed may have been done all the same."""

    def __init__(self, kind: Kind, mark: RequestMark, patience: float) -> None:
        self._kind = kind
        self._mark = mark
        self._patience = patience
        self._perhaps_done = False

    def wait(self, error: Exception) -> bool | float:
        """Return whether to try again: True for the usual backoff, else seconds."""
        if isinstance(error, QuotaExhausted):
            seconds = error.retry_after or 1.0
            return seconds + random.uniform(0, 0.5) if seconds <= self._patience else False  # noqa: S311 - spread
        if not isinstance(error, _PASSING):
            return False
        # An error of the sign-in on the way bears another mark: it sent nothing of this call.
        if error.request is self._mark and not isinstance(error, Unreachable):
            self._perhaps_done = True
        _log.info("%s failed: %s", self._mark, type(error).__name__)
        return not (self._perhaps_done and self._kind is Kind.ONCE)

    def leaves_open(self, error: PosError) -> bool:
        """Whether nobody can say if the write was done."""
        if self._kind is Kind.READ:
            return False
        if isinstance(error, BadAnswer):
            return error.request is self._mark
        return self._perhaps_done and isinstance(error, (*_PASSING, QuotaExhausted))


_PASSING = (Unreachable, ConnectionLost, ServerFailed)


def _certificate_refused(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
