"""Both points of sale on one port."""

from starlette.types import ASGIApp, Receive, Scope, Send


class Systems:
    """Serves ``beside`` under the paths of its prefix, and ``usual`` everywhere else, its 404 included."""

    def __init__(self, usual: ASGIApp, beside: ASGIApp, prefix: str) -> None:
        self._usual = usual
        self._beside = beside
        self._prefix = f"{prefix}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        mine = f"{scope['path']}/".startswith(self._prefix)
        await (self._beside if mine else self._usual)(scope, receive, send)
