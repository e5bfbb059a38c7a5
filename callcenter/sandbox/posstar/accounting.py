"""``/customers/{id}/ledger`` and ``/customers/{id}/loyalty/redeem``."""

from starlette.requests import Request
from starlette.responses import Response

from callcenter.sandbox.clock import Clock
from callcenter.sandbox.posstar import bodies, shapes
from callcenter.sandbox.posstar.answers import Answers, refuse
from callcenter.sandbox.posstar.customers import customer_of
from callcenter.sandbox.posstar.gate import Gate
from callcenter.sandbox.posstar.query import span
from callcenter.sandbox.store.books import NotEnoughError
from callcenter.sandbox.store.database import Store


class Accounting:
    """What a customer owes and holds."""

    def __init__(self, store: Store, gate: Gate, answers: Answers, clock: Clock) -> None:
        self._store = store
        self._gate = gate
        self._answers = answers
        self._clock = clock

    async def ledger(self, request: Request) -> Response:
        """Serve ``GET /customers/{id}/ledger``, newest first."""
        self._gate.admit(request)
        row = customer_of(request, self._store)
        since, before = span(request.query_params)
        entries = self._store.books.entries(row, since, before)
        return self._answers.found(request, [shapes.entry(entry) for entry in entries])

    async def redeem(self, request: Request) -> Response:
        """Serve ``POST /customers/{id}/loyalty/redeem``. The same request again redeems again."""
        self._gate.admit(request)
        body = await bodies.object_in(request)
        row = customer_of(request, self._store)
        bodies.check(body, {"points": bodies.positive, "sale_id": bodies.identifier}, required=("points", "sale_id"))
        sale = self._store.books.sale(row, body["sale_id"].lower())
        if sale is None:
            refuse(404, "Sale not found")
        try:
            discount, remaining = self._store.books.redeem(row, sale, body["points"], int(self._clock.now()))
        except NotEnoughError:
            refuse(400, "Insufficient loyalty points")
        answer = {"redeemed": body["points"], "discount_amount": discount, "remaining_points": remaining}
        return self._answers.found(request, answer, 201)
