"""The orders: pages of them, one of them, a new one, the next state of one."""

import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from callcenter.sandbox.store.positions import Matches

PENDING: Final = "PENDING"
RECEIVED: Final = "RECEIVED"
DELIVERED: Final = "DELIVERED"
IGNORE: Final = "IGNORE"
STATUSES: Final = (PENDING, RECEIVED, DELIVERED, IGNORE)
"""The documented ones: a list can be narrowed to these alone."""
SCHEDULED: Final = "SCHEDULED"
PICKED_UP: Final = "PICKED_UP"
SEEN: Final = (*STATUSES, SCHEDULED, PICKED_UP)
"""With two that no page of the vendor explains, but that orders are met in."""

SORTS: Final = ("id", "created_at", "updated_at")

INSERT: Final = """
INSERT INTO orders (
    venue_id, customer_id, sale_type_id, type, integration, integration_uuid, integration_id, integration_status,
    integration_response, customer_ref_id, status, payload, total, receipt_id, due_at, created_at, updated_at
) VALUES (
    :venue_id, :customer_id, :sale_type_id, :type, :integration, :integration_uuid, :integration_id,
    :integration_status, :integration_response, :customer_ref_id, :status, :payload, :total,
    :receipt_id, :due_at, :created_at, :updated_at
)
"""


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What a list is narrowed to: one venue always, and conditions (column, alternatives) combined by AND."""

    venue_id: int
    equal: tuple[tuple[str, tuple[str | int, ...]], ...] = ()
    created_from: int | None = None
    """Unix seconds, inclusive."""
    created_before: int | None = None
    """Unix seconds, exclusive."""

    def clauses(self) -> tuple[str, list[str | int]]:
        """Write the filter in SQL."""
        conditions = ["venue_id = ?"]
        values: list[str | int] = [self.venue_id]
        for column, alternatives in self.equal:
            conditions.append(f"{column} IN ({', '.join('?' * len(alternatives))})")
            values += alternatives
        if self.created_from is not None:
            conditions.append("created_at >= ?")
            values.append(self.created_from)
        if self.created_before is not None:
            conditions.append("created_at < ?")
            values.append(self.created_before)
        return " AND ".join(conditions), values


class OrderTable:
    """The table ``orders``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._matches = Matches()
        self._changes = 0

    def get(self, order_id: int) -> sqlite3.Row | None:
        """Find one order."""
        if not 0 < order_id < 2**63:  # more than SQLite counts to
            return None
        found: sqlite3.Row | None = self._connection.execute(
            "SELECT * FROM orders WHERE id = ?", (order_id,)
        ).fetchone()
        return found

    def page(
        self, narrowed: OrderFilter, sort: str, offset: int, limit: int, *, descending: bool
    ) -> tuple[list[sqlite3.Row], int]:
        """Give a page of the list, sorted by a field of ``SORTS`` and then by id, and the whole list's length."""
        question = (narrowed, sort, descending)
        ids = self._matches.ids(question, self._changes, lambda: self._find(narrowed, sort, descending=descending))
        return self._rows(ids[offset : offset + limit]), len(ids)

    def _find(self, narrowed: OrderFilter, sort: str, *, descending: bool) -> "array[int]":
        where, values = narrowed.clauses()
        way = "DESC" if descending else "ASC"
        query = f"SELECT id FROM orders WHERE {where} ORDER BY {sort} {way}, id {way}"  # noqa: S608 - own names
        return array("q", (row[0] for row in self._connection.execute(query, values)))

    def _rows(self, ids: Sequence[int]) -> list[sqlite3.Row]:
        marks = ", ".join("?" * len(ids))
        query = f"SELECT * FROM orders WHERE id IN ({marks})"  # noqa: S608 - marks alone
        found = {row["id"]: row for row in self._connection.execute(query, tuple(ids))}
        return [found[row_id] for row_id in ids]

    def insert(self, fields: Mapping[str, Any]) -> int:
        """Add an order (every column but id) and give its id. The caller commits."""
        self._changes += 1
        return self._connection.execute(INSERT, fields).lastrowid or 0

    def move(self, order_id: int, status: str, now: int, due_at: int | None) -> None:
        """Put an order into another state. A received one has a receipt from then on. The caller commits."""
        self._changes += 1
        with_receipt = status in {RECEIVED, DELIVERED}
        self._connection.execute(
            "UPDATE orders SET status = ?, updated_at = ?, due_at = ?, "
            "receipt_id = CASE WHEN ? THEN coalesce(receipt_id, 5000 + id) ELSE receipt_id END WHERE id = ?",
            (status, now, due_at, with_receipt, order_id),
        )

    def bring_forward(self, seconds: int) -> None:
        """Let the clerk act on every order so much earlier. The caller commits."""
        self._connection.execute("UPDATE orders SET due_at = due_at - ? WHERE due_at IS NOT NULL", (seconds,))

    def due(self, now: int, most: int) -> list[sqlite3.Row]:
        """Give the orders the clerk should have acted on by now, the longest waiting first."""
        query = "SELECT * FROM orders WHERE due_at <= ? ORDER BY due_at, id LIMIT ?"
        return self._connection.execute(query, (now, most)).fetchall()
