"""Both ends for the tests of this room: a client of the sandbox, and a server that says anything."""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from callcenter.pos.clopos.client import Clopos
from callcenter.pos.clopos.dialect import Credentials
from callcenter.pos.exchange import Timeouts
from callcenter.pos.quota import Quota
from callcenter.pos.token import Token, TokenStore
from callcenter.sandbox.server import Sandbox
from callcenter.vault import Secret

QUICK = Timeouts(connect=5.0, silence=0.2, whole=2.0)
"""Long enough for an answer from this machine, short enough for a test of silence."""


def clopos(
    place: Sandbox | str,
    *,
    store: TokenStore | None = None,
    quota: Quota | None = None,
    timeouts: Timeouts | None = None,
    **other: str | None,
) -> Clopos:
    """Make a client of the sandbox, or of a base address, with the sandbox's credentials but for ``other``."""
    known = place.credentials if isinstance(place, Sandbox) else {}
    given: dict[str, str | None] = {
        "client_id": "client",
        "client_secret": "secret-of-the-test",
        "brand": "brand",
        "integrator_id": "integrator",
        "venue_id": "1",
        **{name: str(value) for name, value in known.items()},
        **other,
    }
    credentials = Credentials(
        client_id=given["client_id"] or "",
        client_secret=Secret(given["client_secret"] or ""),
        brand=given["brand"] or "",
        integrator_id=given["integrator_id"] or "",
        venue_id=given["venue_id"],
    )
    base_url = place.clopos if isinstance(place, Sandbox) else place
    return Clopos(base_url, credentials, store=store, quota=quota, timeouts=timeouts or Timeouts(silence=5.0))


@contextlib.asynccontextmanager
async def connected(place: Sandbox | str, **options: Any) -> AsyncIterator[Clopos]:  # noqa: ANN401 - those of clopos()
    """Give a client that is closed at the end."""
    pos = clopos(place, **options)
    try:
        yield pos
    finally:
        await pos.aclose()


def asked(sandbox: Sandbox, method: str, path: str) -> int:
    """Count the requests the sandbox got."""
    return sum(1 for each in sandbox.requests if each.method == method and each.path.endswith(path))


class Drawer:
    """A token store in memory, which counts."""

    def __init__(self, token: Token | None = None) -> None:
        self.token = token
        self.loads = 0
        self.saves = 0

    async def load(self) -> Token | None:
        self.loads += 1
        await asyncio.sleep(0)  # a keyring takes its time as well
        return self.token

    async def save(self, token: Token) -> None:
        self.saves += 1
        self.token = token


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came over the wire."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


Act = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]
"""What a server does with a request. It is cancelled when the client goes away."""
SIGNED_IN = {"success": True, "token": "token-of-the-test", "token_type": "Bearer", "expires_in": 3600}
_SIGNED_IN_AT = {
    "/auth": SIGNED_IN,
    "/auth/login": {"access_token": "token-of-the-test"},
    "/auth/refresh": {"access_token": "token-of-the-test"},
}
"""What signing in is answered, by the end of its path."""


def answer(
    body: bytes | object = b"", status: int = 200, headers: Mapping[str, str] | None = None, length: int | None = None
) -> bytes:
    """Write an answer; an object goes out as JSON. ``length`` is what Content-Length claims."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    told = {"content-type": "application/json", "content-length": str(len(raw) if length is None else length)}
    lines = "".join(f"{name}: {value}\r\n" for name, value in {**told, **(headers or {})}.items())
    return f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode("latin-1") + raw


def says(*answers: bytes) -> Act:
    """Answer the requests one after another, the last answer for ever."""
    left = list(answers)

    async def act(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])
        await writer.drain()

    return act


async def is_silent(_asked: Asked, _writer: asyncio.StreamWriter) -> None:
    """Say nothing until the client goes away."""
    await asyncio.Event().wait()


class Server:
    """A server on a free port of the loopback interface that signs everybody in and then does what a test wants."""

    def __init__(self, act: Act, *, tls: ssl.SSLContext | None = None, signs_in: bool = True) -> None:
        self.act = act
        self.requests: list[Asked] = []
        self.connections = 0
        self._tls = tls
        self.signs_in = signs_in
        self._tasks: set[asyncio.Task[None]] = set()
        self._port = 0

    @property
    def address(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}/open-api"

    def sent(self, method: str, path: str) -> list[Asked]:
        """Give the requests of a kind."""
        return [each for each in self.requests if each.method == method and each.path.endswith(path)]

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0, ssl=self._tls)
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._served(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _served(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                first, *lines = head.decode("latin-1").split("\r\n")
                method, target, _version = first.split(" ")
                headers = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in lines if line}
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                request = Asked(method, target, headers, body)
                self.requests.append(request)
                signed_in = next((said for end, said in _SIGNED_IN_AT.items() if request.path.endswith(end)), None)
                if self.signs_in and signed_in is not None:
                    writer.write(answer(signed_in))
                elif not await self._acted(request, reader, writer):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.connections -= 1
            writer.close()

    async def _acted(self, request: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Do what the test wants; tell whether the client stayed to see it. Our clients never send ahead."""
        acting = asyncio.ensure_future(self.act(request, writer))
        gone = asyncio.ensure_future(reader.read(1))
        try:
            await asyncio.wait((acting, gone), return_when=asyncio.FIRST_COMPLETED)
            stayed = acting.done()
            if stayed:
                await acting
            return stayed
        finally:
            for task in (acting, gone):
                task.cancel()
            await asyncio.gather(acting, gone, return_exceptions=True)


async def until(condition: Callable[[], bool]) -> None:
    """Let the loop run until something is so; pytest's timeout is the bound."""
    while not condition():  # noqa: ASYNC110 - what another thread or the system does sets no event
        await asyncio.sleep(0.002)
