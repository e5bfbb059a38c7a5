"""The restaurant at work: orders arrive, the clerk receives them, they are delivered, and something runs out.

Nothing moves while the rate is 0: a test then sees what it has put there itself.
"""

import random
import sqlite3
from typing import Final

from callcenter.sandbox.basket import Basket
from callcenter.sandbox.clock import Clock
from callcenter.sandbox.clopos.payload import caller_of, new_row
from callcenter.sandbox.generation.baskets import draw_basket
from callcenter.sandbox.store.database import Store
from callcenter.sandbox.store.orders import DELIVERED, IGNORE, PENDING, PICKED_UP, RECEIVED, SCHEDULED, SEEN

_AT_ONCE: Final = 200
"""Orders that arrive, and orders the clerk acts on, in one step at most: a step must not hold up the answers."""

_IGNORED: Final = 0.07
"""The share of orders the clerk turns down."""

_RECEIVE_SECONDS: Final = (8, 60)
_DELIVER_SECONDS: Final = (90, 480)
_SCHEDULED_SECONDS: Final = (60, 300)
_UNDERWAY_SECONDS: Final = (30, 240)

_SCHEDULED: Final = 0.03
"""The share of orders that arrive for later, in a status that no page explains."""
_PICKED_UP: Final = 0.1
"""The share of delivered orders that are told to be underway first, in another such status."""

_LIMITED: Final = 0.05
"""The share of orders after which the kitchen notes that little is left of something."""
_REFILLED: Final = 0.04
"""The share of orders after which something that was out is there again."""


class Traffic:
    """Moves the orders on, as far as the clock has come."""

    def __init__(self, store: Store, clock: Clock, orders_per_minute: float, seed: int) -> None:
        self._store = store
        self._clock = clock
        self._rate = orders_per_minute
        self._rng = random.Random(f"traffic {seed}")  # noqa: S311 - invented data
        # Draws of their own, so that the orders of a seed stay the same.
        self._odd = random.Random(f"odd {seed}")  # noqa: S311 - invented data
        self._seen = clock.now()
        self._next_arrival = self._seen + self._gap()

    def _gap(self) -> float:
        return self._rng.expovariate(self._rate / 60) if self._rate > 0 else 0.0

    def step(self) -> None:
        """Do all that is due by now."""
        if self._rate <= 0:
            return
        now = self._clock.now()
        if now < self._seen:  # the clock was set back: what was to happen in ten minutes is ten minutes away still
            self._next_arrival -= self._seen - now
            self._store.orders.bring_forward(round(self._seen - now))
            self._store.connection.commit()
        self._seen = now
        arrived = 0
        while self._next_arrival <= now and arrived < _AT_ONCE:
            self._arrive(int(self._next_arrival))
            self._next_arrival += self._gap()
            arrived += 1
        due = self._store.orders.due(int(now), _AT_ONCE)
        for order in due:
            self._act_on(order)
        if due:
            self._store.connection.commit()

    def _arrive(self, created_at: int) -> None:
        later = self._odd.random() < _SCHEDULED
        order_id = self.place(self._someone(), created_at=created_at, status=SCHEDULED if later else PENDING)
        if order_id is not None:
            self._stock()
            self._store.connection.commit()

    def _stock(self) -> None:
        """Let the kitchen note what runs out, and what is there again."""
        now, stops, catalogue = self._clock.now(), self._store.stop_list, self._store.catalogue
        venue_id = self._odd.choice((1, 2, 3))
        if self._odd.random() < _LIMITED:
            stops.limit(venue_id, self._odd.choice(list(catalogue.products)), self._odd.randint(0, 6), now)
        if self._odd.random() < _REFILLED:
            out = [row["product_id"] for row in stops.of_venue(venue_id) if row["remaining"] == 0]
            if out:
                stops.limit(venue_id, self._odd.choice(out), None, now)

    def sell(self, basket: Basket, venue_id: int) -> None:
        """Take what was ordered off what is left. The caller commits."""
        for line in basket.lines:
            self._store.stop_list.sell(venue_id, line.product.id, line.count, self._clock.now())

    def limit(self, venue_id: int, product_id: int, remaining: int | None) -> None:
        """Set what is left of a product now, 0 for out; None lifts the limit. Raises KeyError."""
        if venue_id not in self._store.catalogue.venues or product_id not in self._store.catalogue.everything:
            raise KeyError(product_id)
        self._store.stop_list.limit(venue_id, product_id, remaining, self._clock.now())
        self._store.connection.commit()

    def _someone(self) -> sqlite3.Row | None:
        total = self._store.customers.total
        return self._store.customers.get(self._rng.randint(1, total)) if total else None

    def place(
        self,
        customer: sqlite3.Row | None,
        *,
        venue_id: int | None = None,
        created_at: int | None = None,
        status: str = PENDING,
    ) -> int | None:
        """Let an order arrive and commit it; without a customer none does. Gives its id."""
        customer = customer or self._someone()
        if customer is None:
            return None
        now = int(self._clock.now()) if created_at is None else created_at
        basket = draw_basket(self._rng, self._store.catalogue)
        row = new_row(
            basket,
            caller_of(customer),
            venue_id or self._rng.choice((1, 1, 1, 1, 2, 3)),
            created_at=now,
            due_at=self.clerk_looks_at(now),
            source=self._rng.random(),
            status=status,
        )
        if status == SCHEDULED:
            row["due_at"] = now + self._odd.randint(*_SCHEDULED_SECONDS)
        order_id = self._store.orders.insert(row)
        self.sell(basket, row["venue_id"])
        self._store.connection.commit()
        return order_id

    def clerk_looks_at(self, created_at: int) -> int | None:
        """When the clerk will have decided about an order that arrived then; None while nobody is at work."""
        return created_at + self._rng.randint(*_RECEIVE_SECONDS) if self._rate > 0 else None

    def _act_on(self, order: sqlite3.Row) -> None:
        if order["status"] == PENDING:
            self.advance(order["id"], IGNORE if self._rng.random() < _IGNORED else RECEIVED)
        elif order["status"] == RECEIVED:
            self.advance(order["id"], PICKED_UP if self._odd.random() < _PICKED_UP else DELIVERED)
        else:
            self.advance(order["id"], PENDING if order["status"] == SCHEDULED else DELIVERED)

    def advance(self, order_id: int, status: str) -> None:
        """Put an order into another state now; a delivered one counts for its customer. The caller commits.

        Raises KeyError when there is no such order, ValueError when there is no such state.
        """
        if status not in SEEN:
            raise ValueError(f"{status!r} is not a status; accepted: {', '.join(SEEN)}")
        order = self._store.orders.get(order_id)
        if order is None:
            raise KeyError(order_id)
        now = max(int(self._clock.now()), order["updated_at"])
        due_at = None
        if status == RECEIVED and self._rate > 0:
            due_at = now + self._rng.randint(*_DELIVER_SECONDS)
        elif status == PICKED_UP and self._rate > 0:
            due_at = now + self._odd.randint(*_UNDERWAY_SECONDS)
        elif status == PENDING:
            due_at = self.clerk_looks_at(now)
        self._store.orders.move(order_id, status, now, due_at)
        if status == DELIVERED and order["status"] != DELIVERED:
            self._store.customers.record_visit(order["customer_id"], order["total"], now)
