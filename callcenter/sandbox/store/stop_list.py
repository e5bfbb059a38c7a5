"""What is limited or out, venue by venue."""

import sqlite3
from collections.abc import Sequence


class StopList:
    """The table ``stop_list``. A product that is not in it has no limit."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of_venue(self, venue_id: int, products: Sequence[int] | None = None) -> list[sqlite3.Row]:
        """Give a venue's entries, of these products or of all."""
        query = "SELECT * FROM stop_list WHERE venue_id = ? ORDER BY product_id"
        rows = self._connection.execute(query, (venue_id,)).fetchall()
        return [row for row in rows if products is None or row["product_id"] in products]

    def limit(self, venue_id: int, product_id: int, remaining: int | None, now: float) -> None:
        """Set how much is left, 0 for out; None lifts the limit. ``now`` is in Unix seconds. The caller commits."""
        if remaining is None:
            where = "DELETE FROM stop_list WHERE venue_id = ? AND product_id = ?"
            self._connection.execute(where, (venue_id, product_id))
            return
        self._connection.execute(
            "INSERT INTO stop_list VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE "
            "SET remaining = excluded.remaining, changed_at = excluded.changed_at",
            (venue_id, product_id, remaining, int(now * 1000)),
        )

    def sell(self, venue_id: int, product_id: int, count: int, now: float) -> None:
        """Take what was ordered off what is left, where that is limited. The caller commits."""
        self._connection.execute(
            "UPDATE stop_list SET remaining = max(remaining - ?, 0), changed_at = ? "
            "WHERE venue_id = ? AND product_id = ? AND remaining > 0",
            (count, int(now * 1000), venue_id, product_id),
        )
