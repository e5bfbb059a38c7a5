"""``/customers``: the list, one card, new, changed and deleted customers."""

import sqlite3
import uuid
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from callcenter.sandbox.clock import Clock
from callcenter.sandbox.faults import Faults
from callcenter.sandbox.posstar import bodies, shapes
from callcenter.sandbox.posstar.answers import Answers, not_routed, refuse
from callcenter.sandbox.posstar.gate import Gate
from callcenter.sandbox.posstar.query import listing
from callcenter.sandbox.store.database import Store
from callcenter.sandbox.store.shoppers import ANONYMOUS, SORTS

_RECENT: Final = 10

_CHECKS: Final[Mapping[str, bodies.Check]] = {
    "name": bodies.named,
    "email": bodies.email,
    "phone": bodies.text(32),
    "address": bodies.text(500),
    "notes": bodies.text(5000),
    "tags": bodies.tags,
}


class Customers:
    """The customers' endpoints."""

    def __init__(self, store: Store, gate: Gate, answers: Answers, clock: Clock, faults: Faults) -> None:
        self._store = store
        self._gate = gate
        self._answers = answers
        self._clock = clock
        self._faults = faults

    async def listed(self, request: Request) -> Response:
        """Serve ``GET /customers``."""
        self._gate.admit(request)
        asked = listing(request.query_params, SORTS)
        rows = self._store.shoppers.page(
            asked.search, asked.sort, asked.offset, asked.limit, descending=asked.descending
        )
        return self._answers.found(request, [shapes.customer(row) for row in rows])

    async def card(self, request: Request) -> Response:
        """Serve ``GET /customers/{id}``."""
        self._gate.admit(request)
        row = customer_of(request, self._store)
        books = self._store.books
        return self._answers.found(request, shapes.card(row, books.sales(row, _RECENT), books.balance(row)))

    async def create(self, request: Request) -> Response:
        """Serve ``POST /customers``. Nothing has to be unique: the same request again is another customer."""
        self._gate.admit(request)
        body = await bodies.object_in(request)
        bodies.check(body, _CHECKS, required=("name",))
        row = self._store.shoppers.insert(str(uuid.uuid4()), _fields(body), int(self._clock.now()))
        return self._answers.found(request, shapes.created(row), 201)

    async def change(self, request: Request) -> Response:
        """Serve ``PATCH`` and ``PUT /customers/{id}``, which are the same: what is absent stays."""
        self._gate.admit(request)
        if request.method == "PATCH" and self._faults.occurs("no-patch", "PATCH", request.scope["path"]):
            refuse(404, not_routed(request))
        body = await bodies.object_in(request)
        row = customer_of(request, self._store)
        bodies.check(body, _CHECKS, required=("name",) if "name" in body else ())
        return self._answers.found(request, shapes.customer(self._store.shoppers.change(row, _fields(body))))

    async def delete(self, request: Request) -> Response:
        """Serve ``DELETE /customers/{id}``: who has bought or paid anything stays without a name, others go."""
        self._gate.admit(request)
        row = customer_of(request, self._store)
        if not (row["total_orders"] or self._store.books.entries(row)):
            self._store.shoppers.remove(row)
        elif not row["anonymised"]:
            self._store.shoppers.change(row, ANONYMOUS, anonymised=True)
        return self._answers.found(request, {"message": "Customer deleted successfully"})


def customer_of(request: Request, store: Store) -> sqlite3.Row:
    """Find the customer a path names. Raises RefusalError."""
    wanted = bodies.uuid_in(request.path_params["id"])
    row = store.shoppers.get(wanted) if wanted else None
    if row is None:
        refuse(404, "Customer not found")
    return row


def _fields(body: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a checked body says, as it is kept: no blanks around a text, null for an empty one, tags once each."""
    fields: dict[str, Any] = {}
    for name, value in body.items():
        if name == "tags":
            fields[name] = tuple(dict.fromkeys(value or ()))
        else:
            fields[name] = (value or "").strip() or None
    return fields
