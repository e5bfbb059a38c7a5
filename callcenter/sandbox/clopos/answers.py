"""What the API says: envelopes around what was found, and the three shapes of a refusal."""

import time
from collections.abc import Mapping
from typing import Any, NoReturn

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from callcenter.sandbox import quirks
from callcenter.sandbox.clock import Clock, iso
from callcenter.sandbox.faults import Faults

DONE = "Əməliyyat uğurla həyata keçirildi"
"""The vendor's own words on success, in Azerbaijani whatever the client speaks (source: the page "Create customer")."""


def json(body: object, status: int = 200) -> Response:
    """Answer with JSON."""
    return Response(msgspec.json.encode(body), status, media_type="application/json")


class Answers:
    """Wraps what was found for the client, and spoils it where a fault says so."""

    def __init__(self, clock: Clock, faults: Faults) -> None:
        self._clock = clock
        self._faults = faults

    def listed(self, request: Request, rows: list[dict[str, Any]], total: int) -> Response:
        """Answer with a list in the short envelope: success, data, total (as in the examples of the two long lists)."""
        return self._sent(request, rows, {"success": True, "data": rows, "total": total})

    def found(self, request: Request, data: object, *, started: float, **more: object) -> Response:
        """Answer in the long envelope, with the time it took (``started`` is a reading of perf_counter)."""
        now = int(self._clock.now())
        envelope: dict[str, Any] = {
            "success": True,
            "data": data,
            **more,
            "time": max(int((time.perf_counter() - started) * 1000), 1),
            "timestamp": iso(now)[:19].replace("T", " "),
            "unix": now,
        }
        return self._sent(request, data, envelope)

    def created(self, request: Request, body: dict[str, Any]) -> Response:
        """Answer 201, where the vendor's page shows a body of its own."""
        return self._sent(request, body, body, status=201)

    def _sent(self, request: Request, data: object, envelope: dict[str, Any], status: int = 200) -> Response:
        where = request.method, request.scope["path"]
        share = self._faults.share("bad-dates", *where)
        if share:
            quirks.lose_digits(data, share)
        body: object = envelope
        if request.method == "GET" and self._faults.occurs("bare", *where):
            body = data
        if self._faults.occurs("text-ids", *where):
            body = quirks.with_text_ids(body)
        return json(body, status)


class RefusalError(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, body: Mapping[str, object]) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body


def refuse(status: int, error: str, message: str, **more: object) -> NoReturn:
    """Refuse in the usual shape: success, error, message."""
    raise RefusalError(status, {"success": False, "error": error, "message": message, **more})


def refuse_field(sentence: str) -> NoReturn:
    """Refuse a body for one field (source: the page "Create customer", 400)."""
    raise RefusalError(400, {"success": False, "message": "Validation failed", "error": sentence})


def refuse_parameter(parameter: str, value: object, accepted: str) -> NoReturn:
    """Refuse a parameter of a list in the second shape (source: the page "API reference: overview")."""
    raise RefusalError(
        400,
        {
            "error": "invalid_parameter",
            "message": f"The '{parameter}' parameter must be {accepted}",
            "details": {"parameter": parameter, "provided_value": value, "valid_range": accepted},
        },
    )


def failure(status: int, message: str | None = None) -> Response:
    """Answer in the third shape, that of a failure nobody foresaw."""
    sentence = message or {500: "Internal Server Error", 504: "Upstream did not respond in time"}.get(status, "Error")
    trouble = {
        "message": sentence,
        "type": "server_error" if status >= 500 else "http_error",
        "exception": "HttpException",
        "code": 0,
        "http_code": status,
    }
    return json({"success": False, "error": [trouble], "message": sentence}, status)


async def on_refusal(_request: Request, error: Exception) -> Response:
    """Send a refusal."""
    if not isinstance(error, RefusalError):  # pragma: no cover
        raise error
    return json(error.body, error.status)


async def on_http_error(_request: Request, error: Exception) -> Response:
    """Send what the routing refuses: an unknown path, a wrong method."""
    if not isinstance(error, HTTPException):  # pragma: no cover
        raise error
    return failure(error.status_code, error.detail)


async def on_bug(_request: Request, _error: Exception) -> Response:
    """Answer for an error of the sandbox itself; the error goes on to the log."""
    return failure(500)
