"""``/customers``: the list, one card, a new customer."""

import sqlite3
import time
import uuid
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from callcenter.sandbox.clock import Clock
from callcenter.sandbox.clopos import bodies, shapes
from callcenter.sandbox.clopos.answers import DONE, Answers, refuse, refuse_field
from callcenter.sandbox.clopos.gate import Gate
from callcenter.sandbox.clopos.query import Query, numbers
from callcenter.sandbox.store.customers import SORTS, CustomerFilter, TakenError
from callcenter.sandbox.store.database import Store
from callcenter.sandbox.store.text import digits_of

_LONGEST_PAGE: Final = 999
_FILTERS: Final = ("name", "phones", "group_id")
_DEFAULT_GROUP: Final = 1
_LONGEST_NOTE: Final = 5000

_TAKEN: Final = {
    "phone": "Customer with this phone number already exists",
    "code": "Customer with this code already exists",
    "cid": "Customer with this cid already exists",
}


class Customers:
    """The customers' endpoints."""

    def __init__(self, store: Store, gate: Gate, answers: Answers, clock: Clock) -> None:
        self._store = store
        self._gate = gate
        self._answers = answers
        self._clock = clock

    async def listed(self, request: Request) -> Response:
        """Serve ``GET /customers``."""
        self._gate.admit(request)
        query = Query(request.scope["query_string"])
        page = query.page(_LONGEST_PAGE)
        sort, descending = query.sort(SORTS)
        narrowed = _narrowed(query)
        rows, total = self._store.customers.page(narrowed, sort, page.offset, page.limit, descending=descending)
        shown = [shapes.customer(row) for row in rows]
        if "group" in query.related():
            for record in shown:
                record["group"] = self._group(record["group_id"])
        return self._answers.listed(request, shown, total)

    def _group(self, group_id: int) -> shapes.Shape | None:
        row = self._store.catalogue.groups.get(group_id)
        return shapes.group(row) if row else None

    async def card(self, request: Request) -> Response:
        """Serve ``GET /customers/{id}``."""
        started = time.perf_counter()
        self._gate.admit(request)
        row = self._store.customers.get(request.path_params["id"])
        if row is None:
            refuse(404, "resource_not_found", "Customer not found")
        return self._answers.found(request, shapes.customer_card(row, self._group_row(row)), started=started)

    def _group_row(self, row: sqlite3.Row) -> sqlite3.Row | None:
        return self._store.catalogue.groups.get(row["group_id"])

    async def create(self, request: Request) -> Response:
        """Serve ``POST /customers``: 200 with the new customer, 400 for a field, 409 for a taken phone, code or cid."""
        started = time.perf_counter()
        session = self._gate.admit(request)
        fields = self._checked(await bodies.object_in(request), session.venue_id)
        group_given = fields["group_id"] is not None
        fields["group_id"] = fields["group_id"] or _DEFAULT_GROUP
        try:
            row = self._store.customers.insert(fields, int(self._clock.now()))
        except TakenError as error:
            refuse(409, f"duplicate_{error.field}", _TAKEN[error.field])
        # "The response includes the customer's group information if group_id was provided."
        shown = shapes.created_customer(row, self._group_row(row) if group_given else None)
        return self._answers.found(request, shown, started=started, message=DONE)

    def _checked(self, body: dict[str, Any], venue_id: int) -> dict[str, Any]:
        phone = bodies.text(body, "phone", longest=40)
        if phone is not None and not digits_of(phone):
            refuse_field("The phone field format is invalid.")
        group_id = bodies.whole(body, "group_id", least=1)
        if group_id is not None and group_id not in self._store.catalogue.groups:
            refuse_field("The selected group_id is invalid.")
        gender = bodies.whole(body, "gender")
        if gender not in {None, 1, 2}:
            refuse_field("The selected gender is invalid.")
        return {
            "venue_id": venue_id,
            "cid": _uuid(bodies.text(body, "cid")),
            "group_id": group_id,
            "name": bodies.text(body, "name", required=True),
            "email": bodies.email(body, "email"),
            "phone": phone,
            "code": bodies.text(body, "code"),
            "description": bodies.text(body, "description", longest=_LONGEST_NOTE),
            "gender": gender,
            "date_of_birth": bodies.day(body, "date_of_birth"),
        }


def _uuid(given: str | None) -> str:
    """Check the client's cid, or make one."""
    if given is None:
        return str(uuid.uuid4())
    try:
        return str(uuid.UUID(given))
    except ValueError:
        refuse_field("The cid field must be a valid UUID.")


def _narrowed(query: Query) -> CustomerFilter:
    names: list[tuple[str, ...]] = []
    phones: list[tuple[str, ...]] = []
    group_ids: list[tuple[int, ...]] = []
    for filtered in query.filters(_FILTERS):
        field, values = filtered
        if field == "name":
            names.append(values)
        elif field == "phones":
            phones.append(values)
        else:
            group_ids.append(numbers(filtered))
    return CustomerFilter(tuple(names), tuple(phones), tuple(group_ids))
