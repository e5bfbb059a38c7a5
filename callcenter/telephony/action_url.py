"""The address that desk phones call when they ring: ``GET /call/TOKEN?phone=…&name=…&id=…``, off unless switched on.

It can carry a number, a name and the phone's id of the call, and it answers with nothing: 204, or one sentence that
tells why not. Plain HTTP: whoever sees the wire sees the number and the token, so beyond loopback it is for a network
of phones only, and for the addresses on IT's list.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import re
import secrets
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus

from callcenter.model.call import Call, CallSource
from callcenter.telephony import uri
from callcenter.telephony.http_request import LONGEST_HEAD, Refused, Request, read_request, refuse_foreign
from callcenter.telephony.number import read_fields
from callcenter.telephony.refusals import CallRefused

SECONDS = 2.0
"""Within which a request must be whole and its answer taken."""
MOST_CONNECTIONS = 16
CALLS_A_SECOND = 5
_PATH = "/call/"
_SHORTEST_TOKEN = 22
"""Characters: 128 bits in base64."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]+")


class BindingRefused(ValueError):
    """An address to listen at that would let in more than the phones; the sentence is for IT."""

    code = "phone-link-binding"


@dataclass(frozen=True, slots=True)
class Binding:
    """Where to listen: an address of this computer, and beyond loopback the addresses of the phones.

    Port 0 lets the system choose. Raises BindingRefused.
    """

    address: str = "127.0.0.1"
    port: int = 0
    phones: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Check it."""
        try:
            own, phones = ipaddress.ip_address(self.address), frozenset(map(ipaddress.ip_address, self.phones))
        except ValueError:
            raise BindingRefused("The phone link needs addresses in digits, as 192.168.1.20.") from None
        if own.is_unspecified or own.is_multicast:
            raise BindingRefused("The phone link listens on one interface: give that one's own address.")
        if not own.is_loopback and not phones:
            raise BindingRefused("Beyond this computer the phone link needs the list of the phones' addresses.")
        if not 0 <= self.port <= 65535:
            raise BindingRefused("The phone link's port is a number from 1 to 65535.")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that a request may call this server by, without the port."""
        own = ipaddress.ip_address(self.address)
        written = f"[{own}]" if own.version == 6 else str(own)
        return (written, "localhost") if own.is_loopback else (written,)

    def lets_in(self, peer: str) -> bool:
        """Whether a request may come from this address."""
        try:
            address = ipaddress.ip_address(peer.split("%", 1)[0])
        except ValueError:
            return False
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        if self.phones:  # a list is the list, on loopback too
            return address in {ipaddress.ip_address(phone) for phone in self.phones}
        return ipaddress.ip_address(self.address).is_loopback and address.is_loopback


def new_token() -> str:
    """Make a token of 256 bits; it is made once an installation and kept in the vault."""
    return secrets.token_urlsafe(32)


def url_of(binding: Binding, port: int, token: str) -> str:
    """Return what a phone opens, up to the number."""
    return f"http://{binding.hosts[0]}:{port}{_PATH}{token}?phone="


def is_strong(token: str) -> bool:
    """Whether a token cannot be guessed and can stand in an address."""
    return len(token) >= _SHORTEST_TOKEN and _TOKEN.fullmatch(token) is not None


@dataclass(slots=True)
class Pace:
    """Lets ``limit`` through within any second; ``clock`` gives seconds that never go back."""

    limit: int = CALLS_A_SECOND
    clock: Callable[[], float] = time.monotonic
    _passed: deque[float] = field(default_factory=deque)

    def passes(self) -> bool:
        """Whether one more may pass now; it counts when it may."""
        now = self.clock()
        while self._passed and now - self._passed[0] >= 1.0:
            self._passed.popleft()
        if len(self._passed) >= self.limit:
            return False
        self._passed.append(now)
        return True


class ActionUrls:
    """The server. ``on_call`` and ``on_refused`` are called on the loop; what they raise is the loop's to report."""

    def __init__(
        self,
        binding: Binding,
        token: str,
        *,
        on_call: Callable[[Call], None],
        on_refused: Callable[[CallRefused], None],
        pace: Pace | None = None,
    ) -> None:
        if not is_strong(token):
            raise BindingRefused("The phone link's token is too short: let the desk make a new one.")
        self._binding = binding
        self._token = token.encode("ascii")
        self._on_call = on_call
        self._on_refused = on_refused
        self._pace = pace or Pace()
        self._server: asyncio.Server | None = None
        self._serving = dict[asyncio.Task[None], asyncio.StreamWriter]()

    async def start(self) -> None:
        """Begin to listen. Raises OSError where the address is not this computer's or the port is taken."""
        self._server = await asyncio.start_server(
            self._serve, self._binding.address, self._binding.port, limit=LONGEST_HEAD, start_serving=False
        )
        await self._server.start_serving()  # apart, so that a start which is given up leaves nothing listening

    @property
    def port(self) -> int:
        """The port it listens at; 0 when it does not."""
        return int(self._server.sockets[0].getsockname()[1]) if self._server and self._server.sockets else 0

    @property
    def url(self) -> str:
        """What to enter in a phone, up to the number; it holds the token, which is a secret."""
        return url_of(self._binding, self.port, self._token.decode())

    async def aclose(self) -> None:
        """Listen no more and end what is being served."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        for writer in self._serving.values():  # cancelled tasks of asyncio's streams are logged as errors in 3.11
            writer.transport.abort()
        if self._serving:
            await asyncio.wait(self._serving)
        if server is not None:
            await server.wait_closed()

    # ---- one connection ---------------------------------------------------------------------------------------------

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = writer.get_extra_info("peername")
        task = asyncio.current_task()
        if not peer or not self._binding.lets_in(peer[0]) or len(self._serving) >= MOST_CONNECTIONS or task is None:
            writer.transport.abort()
            return
        self._serving[task] = writer
        try:
            with suppress(TimeoutError, ConnectionError, asyncio.IncompleteReadError):
                async with asyncio.timeout(SECONDS):
                    await _write(writer, *await self._answer(reader))
        finally:
            del self._serving[task]
            if writer.transport.get_write_buffer_size():  # closing would wait for a peer that does not read
                writer.transport.abort()
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, str]:
        try:
            return self._take(read_request(await reader.readuntil(b"\r\n\r\n")))
        except asyncio.LimitOverrunError:
            return 431, "The request is too long."
        except Refused as refused:
            return refused.status, refused.sentence

    def _take(self, request: Request) -> tuple[int, str]:
        """Hand a call on. Raises Refused."""
        refuse_foreign(request, [f"{host}:{self.port}" for host in self._binding.hosts] + self._bare_hosts())
        given = request.path.removeprefix(_PATH).encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._token) or not request.path.startswith(_PATH):
            raise Refused(404, "There is nothing here.")
        if not self._pace.passes():
            raise Refused(429, "These are more calls than phones make: wait a second.")
        fields = _fields(request.query)
        try:
            call = read_fields(
                fields.get("phone", ""),
                fields.get("name", ""),
                fields.get("id", ""),
                source=CallSource.ACTION_URL,
                received_at=datetime.now(UTC),
            )
        except CallRefused as refused:
            self._on_refused(refused)
            return 422, "The phone sent no caller's number: see the desk."
        self._on_call(call)
        return 204, ""

    def _bare_hosts(self) -> list[str]:
        return list(self._binding.hosts) if self.port == 80 else []


def _fields(query: str) -> dict[str, str]:
    """Take the three fields; anything more is refused, so that the address can never come to carry it."""
    fields = dict[str, str]()
    for key, value in uri.pairs(query):
        if key not in uri.FIELDS or uri.FIELDS[key] in fields:
            raise Refused(400, "The address takes phone, name and id, each once.")
        fields[uri.FIELDS[key]] = value
    return fields


async def _write(writer: asyncio.StreamWriter, status: int, sentence: str) -> None:
    body = f"{sentence}\n".encode() if sentence else b""
    head = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", "Connection: close", "Cache-Control: no-store"]
    if body:
        head += ["Content-Type: text/plain; charset=utf-8", "X-Content-Type-Options: nosniff"]
        head += [f"Content-Length: {len(body)}"]
    if status == 405:
        head += ["Allow: GET"]
    writer.write("\r\n".join((*head, "", "")).encode("ascii") + body)
    await writer.drain()
    writer.write_eof()
