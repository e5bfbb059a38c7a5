"""Whom this desk served, how often and when last: the order among customers who match equally well."""

from __future__ import annotations

from datetime import datetime, timedelta

import apsw

from callcenter.replica.connecting import transaction
from callcenter.replica.stored import microseconds
from callcenter.replica.worker import Worker

HALF_LIFE = timedelta(days=14)
"""After so long a use counts half."""
KEPT = 1000
"""Customers; beyond so many the ones of least weight are forgotten."""
_HALF_LIFE = HALF_LIFE // timedelta(microseconds=1)

_WEIGHT = f"weight * pow(0.5, (?1 - last_at) / {_HALF_LIFE}.0)"
_USE = f"""
INSERT INTO used (customer_id, uses, weight, last_at) VALUES (?2, 1, 1.0, ?1)
ON CONFLICT (customer_id) DO UPDATE SET uses = uses + 1, weight = {_WEIGHT} + 1, last_at = ?1
"""  # noqa: S608 - a constant above
_PRUNE = f"""
DELETE FROM used WHERE customer_id NOT IN (SELECT customer_id FROM used ORDER BY {_WEIGHT} DESC LIMIT ?2)
"""  # noqa: S608 - a constant above


class Uses:
    """Counts uses: each opened card, each taken call.

    Raises Closed, StorageFull, and LocalFileError for a damaged file.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    async def add(self, customer_id: str, at: datetime) -> None:
        """Count a use."""
        when = microseconds(at)

        def work(connection: apsw.Connection) -> None:
            with transaction(connection):
                connection.execute(_USE, (when, customer_id))
                connection.execute(_PRUNE, (when, KEPT))

        await self._worker.run(work)

    async def scores(self, now: datetime) -> dict[str, float]:
        """Return each customer's weight at a moment: 1 for a use just now, half of it after ``HALF_LIFE``."""
        return await self._worker.run(
            lambda connection: dict(
                connection.execute(f"SELECT customer_id, {_WEIGHT} FROM used", (microseconds(now),))  # noqa: S608
            )
        )

    async def forget(self, customer_id: str) -> None:
        """Forget a customer who is gone."""

        def work(connection: apsw.Connection) -> None:
            connection.execute("DELETE FROM used WHERE customer_id = ?", (customer_id,))

        await self._worker.run(work)
