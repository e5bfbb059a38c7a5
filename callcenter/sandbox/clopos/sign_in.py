"""``POST /auth``. What leads to which refusal stands in ``accounts``."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.clopos.answers import RefusalError, json, refuse
from callcenter.sandbox.clopos.bodies import object_in
from callcenter.sandbox.clopos.gate import is_v2
from callcenter.sandbox.clopos.tokens import Tokens
from callcenter.sandbox.store.catalogue import Catalogue

_CLIENTS = {accounts.CLIENT, accounts.DISABLED_CLIENT, accounts.READ_ONLY_CLIENT}
_BRANDS = {accounts.BRAND, accounts.TEST_BRAND}


class SignIn:
    """Exchanges credentials for a token."""

    def __init__(self, tokens: Tokens, catalogue: Catalogue) -> None:
        self._tokens = tokens
        self._catalogue = catalogue

    async def answer(self, request: Request) -> Response:
        """Serve ``POST /auth`` of either version."""
        body = await object_in(request)
        if is_v2(request.scope["path"]):
            _require(body, "client_id", "client_secret", "brand", "integrator_id")
            _check_integrator(body)
            venue_id, integrator_id = accounts.VENUE_ID, str(body["integrator_id"])
        else:
            _require(body, "client_id", "client_secret", "brand", "venue_id")
            venue_id, integrator_id = self._venue(body["venue_id"]), accounts.INTEGRATOR
        _check_client(body)
        token, claims = self._tokens.issue(
            body["client_id"], body["brand"], integrator_id, venue_id, v1=not is_v2(request.scope["path"])
        )
        return json(
            {
                "success": True,
                "token": token,
                "token_type": "Bearer",
                "expires_in": self._tokens.seconds,
                "expires_at": claims.exp,
                "message": "Authentication successful",
            }
        )

    def _venue(self, wanted: object) -> int:
        text = str(wanted)
        if not (text.isascii() and text.isdigit() and int(text[:18]) in self._catalogue.venues):
            refuse(400, "Invalid venue_id", "The venue does not exist")
        return int(text)


def _require(body: dict[str, Any], *names: str) -> None:
    if any(body.get(name) in {None, ""} if not isinstance(body.get(name), (list, dict)) else True for name in names):
        *first, last = names
        missing = f"Missing {', '.join(first)}, or {last}"
        refuse(400, missing, missing)


def _check_integrator(body: dict[str, Any]) -> None:
    integrator = body["integrator_id"]
    if integrator not in {accounts.INTEGRATOR, accounts.TEST_INTEGRATOR}:  # a deactivated one is answered the same
        refuse(400, "Invalid integrator_id", "The integrator does not exist or is not active")
    if integrator == accounts.TEST_INTEGRATOR and body["brand"] == accounts.BRAND:
        mismatch = "Integrator is in test mode. But brand is not in test mode"
        refuse(200, mismatch, mismatch)


def _check_client(body: dict[str, Any]) -> None:
    known = body["client_id"] in _CLIENTS and body["client_secret"] == accounts.SECRET and body["brand"] in _BRANDS
    if not known:
        raise RefusalError(401, {"success": False, "message": "Invalid client credentials"})
    if body["client_id"] == accounts.DISABLED_CLIENT:
        refuse(403, "Client is disabled", "Client is disabled")
