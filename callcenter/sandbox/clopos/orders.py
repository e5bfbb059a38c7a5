"""``/orders``: the list, one order, a new one, and taking a pending one back."""

import sqlite3
import time
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from callcenter.sandbox.clock import Clock, iso
from callcenter.sandbox.clopos import bodies, shapes
from callcenter.sandbox.clopos.answers import Answers, refuse, refuse_parameter
from callcenter.sandbox.clopos.gate import Gate, Session
from callcenter.sandbox.clopos.intake import read_order
from callcenter.sandbox.clopos.payload import new_row
from callcenter.sandbox.clopos.query import Query, numbers
from callcenter.sandbox.store.database import Store
from callcenter.sandbox.store.orders import IGNORE, PENDING, SORTS, STATUSES, OrderFilter
from callcenter.sandbox.traffic import Traffic

_LONGEST_PAGE: Final = 200
_FILTERS: Final = ("id", "status", "venue_id", "customer_id", "sale_type_id", "type", "integration")
_TEXT_FILTERS: Final = frozenset({"status", "type", "integration"})


class Orders:
    """The orders' endpoints."""

    def __init__(self, store: Store, gate: Gate, answers: Answers, clock: Clock, traffic: Traffic) -> None:
        self._store = store
        self._gate = gate
        self._answers = answers
        self._clock = clock
        self._traffic = traffic

    async def listed(self, request: Request) -> Response:
        """Serve ``GET /orders``: those of the session's venue."""
        session = self._gate.admit(request)
        query = Query(request.scope["query_string"])
        page = query.page(_LONGEST_PAGE)
        sort, descending = query.sort(SORTS)
        narrowed = _narrowed(query, session)
        rows, total = self._store.orders.page(narrowed, sort, page.offset, page.limit, descending=descending)
        related = query.related()
        return self._answers.listed(request, [self._shown(row, related) for row in rows], total)

    def _shown(self, row: sqlite3.Row, related: dict[str, tuple[str, ...]]) -> shapes.Shape:
        shown = shapes.order(row)
        if "customer" in related:
            customer = self._store.customers.get(row["customer_id"])
            shown["customer"] = _chosen(shapes.customer(customer) if customer else None, related["customer"])
        if "receipt" in related:
            shown["receipt"] = _chosen(shapes.receipt(row), related["receipt"])
        return shown

    async def one(self, request: Request) -> Response:
        """Serve ``GET /orders/{id}``."""
        started = time.perf_counter()
        row = self._order(request, self._gate.admit(request))
        related = Query(request.scope["query_string"]).related()
        return self._answers.found(request, self._shown(row, related), started=started)

    def _order(self, request: Request, session: Session) -> sqlite3.Row:
        row = self._store.orders.get(request.path_params["id"])
        if row is None or row["venue_id"] != session.venue_id:
            refuse(404, "resource_not_found", "Order not found")
        return row

    async def change(self, request: Request) -> Response:
        """Serve ``PUT /orders/{id}``: a PENDING order may become IGNORE, and nothing else is allowed."""
        started = time.perf_counter()
        session = self._gate.admit(request)
        body = await bodies.object_in(request)
        row = self._order(request, session)
        if body.get("status") != IGNORE or row["status"] != PENDING:
            refuse(400, "validation_failed", "Status is not allowed")
        self._traffic.advance(row["id"], IGNORE)
        self._store.connection.commit()
        changed = self._order(request, session)
        return self._answers.found(request, shapes.order(changed), started=started, message="Order updated")

    async def create(self, request: Request) -> Response:
        """Serve ``POST /orders``: 201. No header makes it idempotent (v2's page knows none): a repeat orders again."""
        self._gate.admit(request)
        draft = read_order(await bodies.object_in(request), self._store)
        now = int(self._clock.now())
        row = new_row(
            draft.basket, draft.caller, draft.venue_id, created_at=now, due_at=self._traffic.clerk_looks_at(now)
        )
        order_id = self._store.orders.insert(row)
        self._traffic.sell(draft.basket, draft.venue_id)
        self._store.connection.commit()
        payload = {"updated_at": iso(now), "created_at": iso(now), "id": order_id, "venue_id": draft.venue_id}
        body = {"success": True, "message": "Order created", "data": {"status": PENDING, "payload": payload}}
        return self._answers.created(request, body)


def _chosen(shown: shapes.Shape | None, fields: tuple[str, ...]) -> shapes.Shape | None:
    """Keep the fields asked for: ``receipt:id,status``; all when none are named."""
    if shown is None or not fields:
        return shown
    return {name: shown[name] for name in fields if name in shown}


def _narrowed(query: Query, session: Session) -> OrderFilter:
    equal: list[tuple[str, tuple[Any, ...]]] = []
    status = query.plain("status")
    if status is not None:
        equal.append(("status", (_status("status", status),)))
    for filtered in query.filters(_FILTERS):
        field, values = filtered
        if field == "status":
            values = tuple(_status("status", value) for value in values)
        equal.append((field, values if field in _TEXT_FILTERS else numbers(filtered)))
    created_from, created_before = query.days()
    return OrderFilter(session.venue_id, tuple(equal), created_from, created_before)


def _status(name: str, value: str) -> str:
    if value not in STATUSES:
        refuse_parameter(name, value[:60], f"one of {', '.join(STATUSES)}")
    return value
