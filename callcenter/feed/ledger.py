"""What has been told already, so that nothing is told twice and nothing goes back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from callcenter.model.order import Order

MOST = 50_000
"""Orders remembered; of the longest unchanged, which are forgotten first, nothing is told any more."""
_DOOMSDAY = datetime.max.replace(tzinfo=UTC)
_encode = msgspec.msgpack.Encoder().encode


class Ledger:
    """Lets an order pass once for each of its states. One ledger serves every way the changes come."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._told: dict[str, tuple[datetime | None, tuple[int, ...]]] = {}

    def fresh(self, orders: Iterable[Order]) -> tuple[Order, ...]:
        """Return those that say something new, newest change first; from now on they are told.

        Of one order told several times the last counts: what is read later is never older.
        """
        latest = {order.id: order for order in orders}
        passed = [order for order in latest.values() if self._passes(order)]
        while len(self._told) > self._most:
            del self._told[next(iter(self._told))]
        return tuple(sorted(passed, key=lambda order: changed_at(order) or _DOOMSDAY, reverse=True))

    def _passes(self, order: Order) -> bool:
        time, digest = order.updated_at, hash(_encode(order))
        known = self._told.get(order.id)
        digests: tuple[int, ...] = (digest,)
        if known is not None:
            before, seen = known
            if time is not None and before is not None:
                if time < before or (time == before and digest in seen):
                    return False
                # Within one second an order may change several times: none of its states comes back.
                digests = (*seen, digest) if time == before else digests
            elif digest == seen[-1]:
                return False
            del self._told[order.id]
        self._told[order.id] = (time, digests)
        return True


def changed_at(order: Order) -> datetime | None:
    """Return when an order changed last."""
    return order.updated_at or order.created_at
