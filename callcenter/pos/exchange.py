"""One request sent and its answer read: connections, silences, and what went wrong on the way."""

from __future__ import annotations

import asyncio
import enum
import logging
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

import anyio
import httpx

from callcenter.model.record import Record
from callcenter.pos.errors import (
    BadAnswer,
    CertificateRejected,
    ConnectionLost,
    Invalid,
    RequestMark,
    SignInRequired,
    Unreachable,
)

_log = logging.getLogger(__name__)

LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes. A page of 999 customers has about one million."""
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


class NoConnectionFree(ConnectionLost):
    """Every connection waits for an answer: the server is silent, and this request was not sent to it."""


class Exchange:
    """The connections to one base address. Raises what the way there can raise, and BadAnswer for what is too large."""

    def __init__(self, base_url: str, timeouts: Timeouts) -> None:
        address = urlsplit(base_url)
        self.host = address.hostname or base_url
        self._timeouts = timeouts
        self._closed = False
        # Waited for here and not in httpx's pool, which would open connections for its waiters after it was closed.
        self._free = asyncio.Semaphore(CONNECTIONS)
        self._under_way: set[asyncio.Task[Answer | None]] = set()
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

    def close(self) -> None:
        """Send nothing any more."""
        self._closed = True

    async def aclose(self) -> None:
        """Close the connections; what is in flight fails as a lost connection."""
        self._closed = True
        await self._client.aclose()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def send(self, call: Call, mark: RequestMark, authorisation: Mapping[str, str]) -> Answer:
        """Send one request and read its answer, whatever it says.

        A task of its own does it: httpcore shields its tidying against anyio's cancellation alone, and asyncio's would
        leave the connection taken for ever. Whoever is cancelled goes at once; the task tidies up and follows.
        """
        scope = anyio.CancelScope()
        task = asyncio.create_task(self._scoped(scope, call, mark, authorisation), name=f"exchange {mark.id}")
        self._under_way.add(task)
        task.add_done_callback(self._ended)
        try:
            answer = await asyncio.shield(task)
        except asyncio.CancelledError:
            scope.cancel()
            raise
        if answer is None:  # only a scope that was cancelled ends without an answer, and nobody waits for that
            raise ConnectionLost(host=self.host, request=mark)
        return answer

    async def _scoped(
        self, scope: anyio.CancelScope, call: Call, mark: RequestMark, authorisation: Mapping[str, str]
    ) -> Answer | None:
        with scope:
            return await self._exchanged(call, mark, authorisation)
        return None

    def _ended(self, task: asyncio.Task[Answer | None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited has it; whoever was cancelled does not want it

    async def _exchanged(self, call: Call, mark: RequestMark, authorisation: Mapping[str, str]) -> Answer:
        request = self._request(call, mark, authorisation)
        await self._connection_free(mark)
        try:
            if self._closed:
                raise SignInRequired(host=self.host, request=mark)
            with anyio.fail_after(self._timeouts.whole):
                response = await self._client.send(request, stream=True)
                try:
                    body = await self._read(response, mark)
                finally:
                    await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError) as error:
            if _certificate_refused(error):
                raise CertificateRejected(host=self.host, request=mark) from error
            raise Unreachable(host=self.host, request=mark) from error
        except httpx.DecodingError as error:
            raise BadAnswer(host=self.host, request=mark) from error
        except (httpx.TransportError, TimeoutError) as error:
            raise ConnectionLost(host=self.host, request=mark) from error
        finally:
            self._free.release()
        _log.debug("%s: %d, %d bytes", mark, response.status_code, len(body))
        return Answer(status=response.status_code, body=body, headers=dict(response.headers), mark=mark, host=self.host)

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
            raise Invalid(host=self.host, request=mark) from error

    async def _connection_free(self, mark: RequestMark) -> None:
        try:
            async with asyncio.timeout(self._timeouts.silence):
                await self._free.acquire()
        except TimeoutError:
            raise NoConnectionFree(host=self.host, request=mark) from None

    async def _read(self, response: httpx.Response, mark: RequestMark) -> bytes:
        parts, size = [], 0
        async for part in response.aiter_bytes():
            parts.append(part)
            size += len(part)
            if size > LARGEST_ANSWER:
                raise BadAnswer(host=self.host, request=mark, status=response.status_code)
        return b"".join(parts)


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
