"""Who asks, and for which venue."""

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from callcenter.sandbox.clock import iso
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.clopos.answers import refuse
from callcenter.sandbox.clopos.tokens import Claims, ExpiredTokenError, Tokens
from callcenter.sandbox.jwt import InvalidTokenError
from callcenter.sandbox.store.catalogue import Catalogue

V2 = "/open-api/v2/"


def is_v2(path: str) -> bool:
    """Tell the two versions of the API apart by the path."""
    return path.startswith(V2)


@dataclass(frozen=True, slots=True)
class Session:
    """The bearer of a good token, on one request."""

    claims: Claims
    venue_id: int


class Gate:
    """Lets requests in."""

    def __init__(self, tokens: Tokens, catalogue: Catalogue) -> None:
        self._tokens = tokens
        self._catalogue = catalogue

    def tenant(self, scope: Scope) -> tuple[str, str] | None:
        """Give (integrator, brand) of a request with a good token: the pair that shares a quota."""
        try:
            claims = self._tokens.read(Headers(scope=scope).get("x-token", ""))
        except (InvalidTokenError, ExpiredTokenError):
            return None
        return claims.integrator_id, claims.brand

    def admit(self, request: Request) -> Session:
        """Check the headers of a request. Raises RefusalError."""
        headers = request.headers
        token = headers.get("x-token", "")
        v2 = is_v2(request.scope["path"])
        if v2 and not token:
            refuse(401, "Headers are missing", "The x-token header is required")
        if not v2 and not all(headers.get(name) for name in ("x-token", "x-brand", "x-venue")):
            refuse(401, "unauthorized", "Missing or invalid authentication headers")
        try:
            claims = self._tokens.read(token)
        except InvalidTokenError:
            refuse(401, "Invalid token", "The access token is not valid")
        except ExpiredTokenError as error:
            refuse(401, "Token expired", "The access token has expired", expires_at=iso(error.expired_at))
        if not v2 and headers["x-brand"] != claims.brand:
            refuse(401, "unauthorized", "Missing or invalid authentication headers")
        if request.method not in {"GET", "HEAD"} and claims.client_id == accounts.READ_ONLY_CLIENT:
            refuse(403, "forbidden", "Your account has no permission for this action")
        return Session(claims, self._venue(headers.get("x-venue"), claims.venue_id))

    def _venue(self, wanted: str | None, default: int) -> int:
        if not wanted:
            return default
        if not (wanted.isascii() and wanted.isdigit() and int(wanted[:18]) in self._catalogue.venues):
            refuse(404, "not_found", f"Venue {wanted[:40]} does not exist")
        return int(wanted)
