"""What the API says: what was found, as it is, and the one shape of a refusal."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, NoReturn

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from callcenter.sandbox import quirks
from callcenter.sandbox.faults import Faults


def json(body: object, status: int = 200) -> Response:
    """Answer with JSON."""
    return Response(msgspec.json.encode(body), status, media_type="application/json")


class Answers:
    """Sends what was found, and spoils it where a fault says so."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def found(self, request: Request, data: list[dict[str, Any]] | dict[str, Any], status: int = 200) -> Response:
        """Answer with an object or a bare array."""
        share = self._faults.share("bad-dates", request.method, request.scope["path"])
        if share:
            quirks.lose_digits(data, share)
        return json(data, status)


class RefusalError(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, message: str | Sequence[str]) -> None:
        super().__init__(f"{status} {message}")
        self.status = status
        self.message = message


def refuse(status: int, message: str) -> NoReturn:
    """Refuse with one sentence."""
    raise RefusalError(status, message)


def refuse_fields(*sentences: str) -> NoReturn:
    """Refuse a body or a query with a sentence for each field that is wrong."""
    raise RefusalError(400, sentences)


def failure(status: int, message: str | Sequence[str] | None = None) -> Response:
    """Answer with an error (source: the public reference, "Errors")."""
    error = HTTPStatus(status).phrase
    return json({"statusCode": status, "message": message or error, "error": error}, status)


async def on_refusal(_request: Request, error: Exception) -> Response:
    """Send a refusal."""
    if not isinstance(error, RefusalError):  # pragma: no cover
        raise error
    return failure(error.status, error.message)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Send what the routing refuses: an unknown path or a wrong method, which are the same to the vendor."""
    if not isinstance(error, HTTPException):  # pragma: no cover
        raise error
    return failure(404, not_routed(request))


def not_routed(request: Request) -> str:
    """Say that nothing is served under this method and path."""
    return f"Cannot {request.method} {request.scope['path']}"


async def on_bug(_request: Request, _error: Exception) -> Response:
    """Answer for an error of the sandbox itself; the error goes on to the log."""
    return failure(500)
