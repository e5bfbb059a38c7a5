"""``/venues``, ``/sale-types``, ``/customer-groups``: short lists that stay as they are."""

import sqlite3
import time
from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from callcenter.sandbox.clopos import shapes
from callcenter.sandbox.clopos.answers import Answers
from callcenter.sandbox.clopos.gate import Gate
from callcenter.sandbox.clopos.query import Query
from callcenter.sandbox.store import catalogue

_LONGEST_PAGE: Final = 200


class Catalogue:
    """The endpoints of what a brand has."""

    def __init__(self, kept: catalogue.Catalogue, gate: Gate, answers: Answers) -> None:
        self._kept = kept
        self._gate = gate
        self._answers = answers

    async def venues(self, request: Request) -> Response:
        """Serve ``GET /venues``."""
        return self._listed(request, self._kept.venues, shapes.venue)

    async def sale_types(self, request: Request) -> Response:
        """Serve ``GET /sale-types``."""
        return self._listed(request, self._kept.sale_types, shapes.sale_type)

    async def groups(self, request: Request) -> Response:
        """Serve ``GET /customer-groups``."""
        return self._listed(request, self._kept.groups, shapes.group)

    def _listed(
        self, request: Request, rows: dict[int, sqlite3.Row], shape: Callable[[sqlite3.Row], shapes.Shape]
    ) -> Response:
        started = time.perf_counter()
        self._gate.admit(request)
        page = Query(request.scope["query_string"]).page(_LONGEST_PAGE)
        shown = [shape(row) for row in rows.values()]
        part = shown[page.offset : page.offset + page.limit]
        return self._answers.found(request, part, started=started, total=len(shown))
