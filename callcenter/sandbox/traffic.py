"""The restaurant at work: orders arrive, the clerk receives them, they are delivered.

Nothing moves while the rate is 0: a test then sees what it has put there itself.
"""

import random
import sqlite3
from typing import Final

from callcenter.sandbox.clock import Clock
from callcenter.sandbox.clopos.payload import caller_of, new_row
from callcenter.sandbox.generation.baskets import draw_basket
from callcenter.sandbox.store.database import Store
from callcenter.sandbox.store.orders import DELIVERED, IGNORE, PENDING, RECEIVED

_AT_ONCE: Final = 200
"""Orders that arrive, and orders the clerk acts on, in one step at most: a step must not hold up the answers."""

_IGNORED: Final = 0.07
"""The share of orders the clerk turns down."""

_RECEIVE_SECONDS: Final = (8, 60)
_DELIVER_SECONDS: Final = (90, 480)


class Traffic:
    """Moves the orders on, as far as the clock has come."""

    def __init__(self, store: Store, clock: Clock, orders_per_minute: float, seed: int) -> None:
        self._store = store
        self._clock = clock
        self._rate = orders_per_minute
        self._rng = random.Random(f"traffic {seed}")  # noqa: S311 - invented data
        self._next_arrival = clock.now() + self._gap()

    def _gap(self) -> float:
        return self._rng.expovariate(self._rate / 60) if self._rate > 0 else 0.0

    def step(self) -> None:
        """Do all that is due by now."""
        if self._rate <= 0:
            return
        now = self._clock.now()
        arrived = 0
        while self._next_arrival <= now and arrived < _AT_ONCE:
            self.place(self._someone(), created_at=int(self._next_arrival))
            self._next_arrival += self._gap()
            arrived += 1
        due = self._store.orders.due(int(now), _AT_ONCE)
        for order in due:
            self._act_on(order)
        if due:
            self._store.connection.commit()

    def _someone(self) -> sqlite3.Row | None:
        total = self._store.customers.total
        return self._store.customers.get(self._rng.randint(1, total)) if total else None

    def place(
        self, customer: sqlite3.Row | None, *, venue_id: int | None = None, created_at: int | None = None
    ) -> int | None:
        """Let an order arrive and commit it; without a customer none does. Gives its id."""
        customer = customer or self._someone()
        if customer is None:
            return None
        now = int(self._clock.now()) if created_at is None else created_at
        row = new_row(
            draw_basket(self._rng, self._store.catalogue),
            caller_of(customer),
            venue_id or self._rng.choice((1, 1, 1, 1, 2, 3)),
            created_at=now,
            due_at=self.clerk_looks_at(now),
            source=self._rng.random(),
        )
        order_id = self._store.orders.insert(row)
        self._store.connection.commit()
        return order_id

    def clerk_looks_at(self, created_at: int) -> int | None:
        """When the clerk will have decided about an order that arrived then; None while nobody is at work."""
        return created_at + self._rng.randint(*_RECEIVE_SECONDS) if self._rate > 0 else None

    def _act_on(self, order: sqlite3.Row) -> None:
        if order["status"] == PENDING:
            self.advance(order["id"], IGNORE if self._rng.random() < _IGNORED else RECEIVED)
        elif order["status"] == RECEIVED:
            self.advance(order["id"], DELIVERED)

    def advance(self, order_id: int, status: str) -> None:
        """Put an order into another state now; a delivered one counts for its customer. The caller commits.

        Raises KeyError when there is no such order.
        """
        order = self._store.orders.get(order_id)
        if order is None:
            raise KeyError(order_id)
        now = max(int(self._clock.now()), order["updated_at"])
        due_at = None
        if status == RECEIVED and self._rate > 0:
            due_at = now + self._rng.randint(*_DELIVER_SECONDS)
        self._store.orders.move(order_id, status, now, due_at)
        if status == DELIVERED and order["status"] != DELIVERED:
            self._store.customers.record_visit(order["customer_id"], order["total"], now)
