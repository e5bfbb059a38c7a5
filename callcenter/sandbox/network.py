"""The listening socket and the connections on it: opened, cut off, opened again on the same port."""

import asyncio
import os
import socket
import struct
from email.utils import formatdate
from typing import Final, cast

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

HOST: Final = "127.0.0.1"
"""The sandbox is never reachable from another machine."""

_TRANSPORT: Final = "callcenter.sandbox.transport"
_KEEP_ALIVE_SECONDS: Final = 60
_STEPS_TO_CONNECT: Final = 6
"""Turns of the loop from accepting a connection to telling of it, and one to spare."""


def transport_of(scope: Scope) -> asyncio.Transport:
    """Give the connection a request came on."""
    return cast("asyncio.Transport", scope[_TRANSPORT])


def reset(transport: asyncio.Transport) -> None:
    """Break a connection off so that the other side sees a reset (RST) and not an end."""
    connection = transport.get_extra_info("socket")
    if connection is not None and connection.fileno() >= 0:
        # Lingering for no time at all is how one asks the system for an RST; Windows keeps the two numbers as shorts.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if os.name == "nt" else "ii", 1, 0))
    transport.abort()


def bind(port: int) -> socket.socket:
    """Take a port of the loopback interface, 0 for any free one, without listening yet. Raises OSError."""
    # Named as TCP, because asyncio switches Nagle's delay off only then: 40 ms an answer otherwise.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
    except OSError:
        bound.close()
        raise
    return bound


class _Connection(H11Protocol):
    """One connection, which tells the application its transport."""

    network: "Network"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast("asyncio.Transport", transport))
        if self.network.paused:  # it was in the queue when the network went away
            reset(self.transport)
            return
        inner = self.app

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            scope[_TRANSPORT] = transport
            await inner(scope, receive, send)

        self.app = app


class Network:
    """Serves an application on one port of the loopback interface, in the running loop."""

    def __init__(self, app: ASGIApp) -> None:
        self._config = uvicorn.Config(
            app,
            http=_Connection,
            ws="none",
            lifespan="off",
            log_config=None,  # the program that embeds the sandbox says where logs go
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        )
        self._config.load()
        self._state = ServerState()
        self._server: asyncio.Server | None = None
        self._held: socket.socket | None = None
        self.paused = False
        self.port = 0

    async def open(self, bound: socket.socket) -> None:
        """Listen on a bound socket and serve."""
        self.port = bound.getsockname()[1]
        self.tell_time()
        self._server = await asyncio.get_running_loop().create_server(self._connect, sock=bound)

    def _connect(self) -> asyncio.Protocol:
        connection = _Connection(config=self._config, server_state=self._state, app_state={})
        connection.network = self
        return connection

    def tell_time(self) -> None:
        """Renew the header Date. To be called about once a second."""
        self._state.default_headers = [(b"date", formatdate(usegmt=True).encode())]

    def pause(self) -> None:
        """Go away: connections are reset, new ones refused. The port stays taken, so that nobody else gets it."""
        if self.paused or self._server is None:
            return
        self.paused = True
        self._server.close()
        self._server = None
        self._held = bind(self.port)
        self._cut()

    async def resume(self) -> None:
        """Come back on the same port."""
        if self._held is not None:
            held, self._held = self._held, None
            self.paused = False
            await self.open(held)

    def _cut(self) -> None:
        for connection in list(self._state.connections):
            reset(cast("_Connection", connection).transport)

    async def close(self) -> None:
        """Stop listening, cut every connection and wait until each request has seen it."""
        self.paused = True
        if self._server is not None:
            self._server.close()
        if self._held is not None:
            self._held.close()
        self._cut()
        for _ in range(_STEPS_TO_CONNECT):  # one that was accepted just now is not among the connections yet
            await asyncio.sleep(0)
        self._cut()
        # uvicorn keeps plain sets, which tell nobody of a change.
        while self._state.connections or self._state.tasks:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        if self._server is not None:
            await self._server.wait_closed()
