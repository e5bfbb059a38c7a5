"""Where the faults happen: between the connection and the POS."""

import asyncio
import contextlib
from collections.abc import Callable

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from callcenter.sandbox import faults
from callcenter.sandbox.network import reset, transport_of


class FaultInjection:
    """Lets requests through to an application, or does to them what ``faults`` says.

    ``failure`` makes the answer for an injected status in the POS's own shape. ``closing`` is set when the sandbox
    stops, and ends every wait.
    """

    def __init__(
        self, app: ASGIApp, injected: faults.Faults, failure: Callable[[int], Response], closing: asyncio.Event
    ) -> None:
        self._app = app
        self._faults = injected
        self._failure = failure
        self._closing = closing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, well or badly."""
        method, path = scope["method"], scope["path"]
        await self._wait(self._faults.latency(method, path))
        fault = self._faults.draw(method, path)
        if fault is None:
            await self._serve(scope, receive, send)
        elif fault in faults.BEFORE:
            await _whole(receive)
            await self._break(fault, scope, receive, send)
        elif fault == faults.LATE:
            await self._do_late(scope, receive)
        else:
            answer = _Answer()
            if not await self._serve(scope, receive, answer.send):
                return
            if fault == "truncate":
                await answer.send_half(send)
                transport_of(scope).close()
                await _gone(receive)
            else:
                await self._break(fault, scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Serve a request; False where the client gave up before all of it was here: nothing is done then."""
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            return False
        return True

    async def _do_late(self, scope: Scope, receive: Receive) -> None:
        """Send the client away, and do what it asked for when it has gone."""
        request = await _whole(receive)
        reset(transport_of(scope))
        await self._wait(faults.LATE_SECONDS)

        async def again() -> Message:
            return request.pop(0) if request else {"type": "http.disconnect"}

        await self._serve(scope, again, _Answer().send)

    async def _wait(self, seconds: float) -> None:
        if seconds > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._closing.wait()

    async def _break(self, fault: str, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.startswith("reset"):
            reset(transport_of(scope))
            await _gone(receive)
        elif fault.startswith("hang"):
            await _gone(receive)
        else:
            await self._failure(int(fault.split("-")[1]))(scope, receive, send)


async def _whole(receive: Receive) -> list[Message]:
    """Wait until the request is here as a whole: a client cut off while it still writes sees another error."""
    request = [await receive()]
    while request[-1].get("more_body"):
        request.append(await receive())
    return request


async def _gone(receive: Receive) -> None:
    """Wait until the client has gone (or was sent away)."""
    while (await receive())["type"] != "http.disconnect":
        pass


class _Answer:
    """An answer that was made and not sent."""

    def __init__(self) -> None:
        self._start: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        """Take what the application says."""
        if message["type"] == "http.response.start":
            self._start = message
        else:
            self._body += message.get("body", b"")

    async def send_half(self, send: Send) -> None:
        """Say the head, which announces the whole body, and half of the body."""
        await send(self._start)
        await send({"type": "http.response.body", "body": self._body[: len(self._body) // 2], "more_body": True})
