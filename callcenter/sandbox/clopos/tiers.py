"""The three quotas of Clopos (source: the page "Rate limits"): sliding minutes, told in headers, ended by 429.

1. ``POST /auth``: 60 requests an address.
2. Everything else, before the token is looked at: 600 answers of 400 or more an address.
3. Everything else with a good token: 300 requests a pair of integrator and brand, whatever the number of tokens.

A refused request does not count against the quota that refused it, but it is one more failed answer.
"""

import math
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from callcenter.sandbox.clock import Clock
from callcenter.sandbox.clopos.answers import json
from callcenter.sandbox.clopos.gate import Gate, is_v2
from callcenter.sandbox.quota import Reading, SlidingMinute

AUTH_LIMIT: Final = 60
FAILED_LIMIT: Final = 600


class Tiers:
    """Counts requests to an application; ``tenant_limit`` 0 switches all three quotas off."""

    def __init__(self, app: ASGIApp, gate: Gate, clock: Clock, tenant_limit: int) -> None:
        self._app = app
        self._gate = gate
        self._clock = clock
        self._off = tenant_limit == 0
        self._auth = SlidingMinute(AUTH_LIMIT)
        self._failed = SlidingMinute(FAILED_LIMIT)
        self._tenant = SlidingMinute(tenant_limit)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if self._off:
            await self._app(scope, receive, send)
            return
        address = scope["client"][0] if scope.get("client") else ""
        signing_in = scope["path"].endswith("/auth")
        tenant = None if signing_in else self._gate.tenant(scope)
        allowed = self._take(address, tenant, signing_in=signing_in)

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                now = self._clock.now()
                if message["status"] >= 400 and not signing_in:
                    self._failed.count(address, now)
                self._tell(message, scope, self._reading(address, tenant, now, signing_in=signing_in))
            await send(message)

        if allowed:
            await self._app(scope, receive, counted)
        else:
            reading = self._reading(address, tenant, self._clock.now(), signing_in=signing_in)
            await _too_many(reading)(scope, receive, counted)

    def _take(self, address: str, tenant: tuple[str, str] | None, *, signing_in: bool) -> bool:
        now = self._clock.now()
        if signing_in:
            return self._auth.take(address, now)
        if self._failed.is_full(address, now):
            return False
        return tenant is None or self._tenant.take(tenant, now)

    def _reading(self, address: str, tenant: tuple[str, str] | None, now: float, *, signing_in: bool) -> Reading:
        """Read the quota that is nearest to its end."""
        if signing_in:
            return self._auth.reading(address, now)
        failed = self._failed.reading(address, now)
        if tenant is None:
            return failed
        return min(self._tenant.reading(tenant, now), failed, key=lambda reading: reading.remaining)

    def _tell(self, start: Message, scope: Scope, reading: Reading) -> None:
        headers = MutableHeaders(raw=start["headers"])
        headers["RateLimit-Limit"] = str(reading.limit)
        headers["RateLimit-Remaining"] = str(reading.remaining)
        headers["RateLimit-Reset"] = str(reading.reset)
        if not is_v2(scope["path"]):
            headers["X-RateLimit-Limit"] = str(reading.limit)
            headers["X-RateLimit-Remaining"] = str(reading.remaining)
            headers["X-RateLimit-Reset"] = str(math.ceil(self._clock.now()) + reading.reset)


def _too_many(reading: Reading) -> ASGIApp:
    return json(
        {
            "error": "rate_limit_exceeded",
            "message": "Too many requests",
            "details": {"limit": reading.limit, "window_seconds": 60, "retry_after": reading.reset},
        },
        429,
    )
