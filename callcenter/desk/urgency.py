"""In which order the queue shows its orders. A key never changes while its order stays as it is: no clock is in it."""

from __future__ import annotations

import enum
from datetime import UTC, datetime

from callcenter.model.order import Order, Stage

Key = tuple[int, float, int, str]
"""Sorts ascending; its last part is the order's id."""
_NO_TIME = datetime.min.replace(tzinfo=UTC).timestamp()
_RANKS = {Stage.PENDING: 0, Stage.RECEIVED: 1, Stage.OTHER: 2, Stage.DELIVERED: 3, Stage.IGNORED: 3}


class Arrangement(enum.StrEnum):
    """The ways to sort the queue."""

    NEWEST = "newest"
    """By the moment an order was placed, the newest on top."""
    URGENT = "urgent"
    """What waits for a clerk, then what waits for the customer, each the longest wait on top; then what is done."""


def key(order: Order, arrangement: Arrangement) -> Key:
    """Return what an order is sorted by; of the same moment the higher number comes first."""
    made = order.placed_at.timestamp() if order.placed_at is not None else _NO_TIME
    number = -int(order.id) if order.id.isdecimal() else 0
    if arrangement is Arrangement.NEWEST:
        return (0, -made, number, order.id)
    rank = _RANKS[order.stage]
    return (rank, made if rank < _RANKS[Stage.DELIVERED] else -made, number, order.id)
