"""The state a new sandbox opens with: the brand, its customers, and the orders of the last days."""

import random
import secrets
import sqlite3
from dataclasses import dataclass
from typing import Final

from callcenter.sandbox.clopos.payload import caller_of, new_row
from callcenter.sandbox.generation import menu, people, shoppers
from callcenter.sandbox.generation.baskets import draw_basket
from callcenter.sandbox.store.catalogue import Catalogue
from callcenter.sandbox.store.orders import DELIVERED, IGNORE, INSERT, PENDING, RECEIVED

_MINUTE: Final = 60
_DAY: Final = 86_400

_OLDEST: Final = 5 * _DAY
_MOST_OPEN: Final = 36
"""Open orders at the start: what one shift still has in hand."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How much a new sandbox holds."""

    customers: int
    orders: int
    seed: int
    now: int
    """Unix seconds."""


def fill(connection: sqlite3.Connection, opening: Opening) -> None:
    """Put the first rows into the empty tables."""
    facts = {
        "seed": str(opening.seed),
        "customers": str(opening.customers),
        "orders": str(opening.orders),
        "opened": str(opening.now),
        "signing key": secrets.token_hex(32),
    }
    connection.executemany("INSERT INTO facts VALUES (?, ?)", facts.items())
    menu.fill_catalogue(connection, opening.now)
    connection.executemany(people.INSERT, people.people(opening.customers, opening.seed, opening.now))
    shoppers.fill_shoppers(connection, opening.seed, opening.now)
    if opening.customers:
        _fill_orders(connection, opening)


def _fill_orders(connection: sqlite3.Connection, opening: Opening) -> None:
    rng = random.Random(f"orders {opening.seed}")  # noqa: S311 - invented data
    connection.row_factory = sqlite3.Row
    catalogue = Catalogue(connection)
    still_open = min(_MOST_OPEN, opening.orders // 4)
    closed = opening.orders - still_open
    # Every second of the last days may hold an order; the open ones stand in the last half hour.
    created = sorted(opening.now - rng.randint(40 * _MINUTE, _OLDEST) for _ in range(closed))
    created += sorted(opening.now - rng.randint(5, 30 * _MINUTE) for _ in range(still_open))
    rows = []
    for index, created_at in enumerate(created):
        pending_age = opening.now - created_at < 10 * _MINUTE
        if index < closed:
            status = IGNORE if rng.random() < 0.1 else DELIVERED
            after = 2 * _MINUTE if status == IGNORE else 35 * _MINUTE
            updated_at, due_at = min(created_at + int(after * rng.uniform(0.6, 1.1)), opening.now), None
        elif pending_age or index == len(created) - 1:
            status, updated_at = PENDING, created_at
            due_at = opening.now + rng.randint(5, 60)
        else:
            status, updated_at = RECEIVED, min(created_at + rng.randint(20, 240), opening.now)
            due_at = opening.now + rng.randint(30, 600)
        customer_id = rng.randint(1, opening.customers)
        customer = connection.execute("SELECT * FROM customers WHERE id = ?", (customer_id,)).fetchone()
        rows.append(
            new_row(
                draw_basket(rng, catalogue),
                caller_of(customer),
                rng.choice((1, 1, 1, 1, 1, 2, 2, 3)),
                created_at=created_at,
                updated_at=updated_at,
                status=status,
                due_at=due_at,
                source=rng.random(),
            )
        )
    connection.executemany(INSERT, rows)
    connection.execute(
        "UPDATE orders SET receipt_id = 5000 + id WHERE status IN (?, ?)",
        (RECEIVED, DELIVERED),
    )
    connection.row_factory = None
