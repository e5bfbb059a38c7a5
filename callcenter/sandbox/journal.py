"""What was asked of the sandbox, for tests that count requests."""

from collections import deque
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_KEPT: Final = 20_000


@dataclass(slots=True)
class Asked:
    """One request."""

    method: str
    path: str
    query: str
    status: int = 0
    """The answer's status; 0 as long as there is none, and for ever where a fault took it."""


class Journal:
    """Notes each request before it is served, and its status before the client can see it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.entries: deque[Asked] = deque(maxlen=_KEPT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request and note it."""
        asked = Asked(scope["method"], scope["path"], scope["query_string"].decode("latin-1"))
        self.entries.append(asked)

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                asked.status = message["status"]
            await send(message)

        await self._app(scope, receive, noted)
