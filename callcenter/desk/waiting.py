"""Which new orders wait to be taken up, and when the agent is to be told of them next: a state machine without a clock.

Every moment is handed in, in seconds that never go back.
"""

from __future__ import annotations

from collections.abc import Iterable

from callcenter.model.order import Order, Stage
from callcenter.model.record import Record

SETTLE = 0.3
"""Seconds that a new order waits for others to be told with it."""
LONGEST_SETTLE = 2.0
"""Seconds after which it is told however many more keep coming, as after an outage."""
GAP = 4.0
"""Seconds between two alerts at least."""


class Round(Record, frozen=True):
    """One alert: all orders that wait, and those among them that were not told before; the longest waiting first."""

    orders: tuple[Order, ...]
    fresh: tuple[Order, ...]


class Waiting:
    """Each order waits at most once: from its first sight as pending until it is attended to or no longer pending.

    ``repeat`` is how many seconds after an alert the next one is due for what still waits.
    """

    def __init__(self, repeat: float) -> None:
        self.repeat = repeat
        self._known: set[str] = set()
        """Orders that wait, have waited, or never will."""
        self._orders: dict[str, Order] = {}
        self._fresh: set[str] = set()
        """Those that wait and were not told yet."""
        self._fresh_first = 0.0
        self._fresh_last = 0.0
        self._rang: float | None = None

    @property
    def orders(self) -> tuple[Order, ...]:
        """All orders that wait, the longest waiting first."""
        return tuple(self._orders.values())

    @property
    def due(self) -> float | None:
        """When the next alert is due; None while nothing waits."""
        moments = []
        if self._fresh:
            soon = min(self._fresh_last + SETTLE, self._fresh_first + LONGEST_SETTLE)
            moments.append(soon if self._rang is None else max(soon, self._rang + min(GAP, self.repeat)))
        if self._rang is not None and len(self._fresh) < len(self._orders):
            moments.append(self._rang + self.repeat)
        return min(moments, default=None)

    def waits(self, order_id: str) -> bool:
        """Whether somebody is still to be told of an order."""
        return order_id in self._orders

    def pass_over(self, orders: Iterable[Order]) -> bool:
        """Note orders that nobody is to be told of; return whether one of them waited and does no longer."""
        orders = tuple(orders)
        self._known.update(order.id for order in orders if order.stage is Stage.PENDING)
        return self.see(orders, 0.0)

    def see(self, orders: Iterable[Order], now: float) -> bool:
        """Take in orders as they are now; return whether what waits has changed."""
        before = set(self._orders)
        for order in orders:
            if order.stage is not Stage.PENDING:
                self._drop(order.id)
            elif order.id in self._orders:
                self._orders[order.id] = order
            elif order.id not in self._known:
                self._add(order, now)
        return before != self._orders.keys()

    def silence(self, order_id: str) -> bool:
        """Let an order wait no longer, nor ever again; return whether it did."""
        self._known.add(order_id)
        return self._drop(order_id)

    def drop_all(self) -> bool:
        """Let none wait any longer; return whether any did."""
        waited = bool(self._orders)
        for order_id in list(self._orders):
            self._drop(order_id)
        return waited

    def forget(self) -> bool:
        """Know of no order, as at the beginning; return whether any waited."""
        waited = self.drop_all()
        self._known.clear()
        return waited

    def tell_anew(self, now: float) -> None:
        """Take all that waits for not told yet."""
        self._fresh = set(self._orders)
        self._fresh_first = self._fresh_last = now

    def ring(self, now: float) -> Round:
        """Count an alert as given now, and return what it is to tell."""
        fresh = tuple(order for order in self._orders.values() if order.id in self._fresh)
        self._fresh.clear()
        self._rang = now
        return Round(orders=self.orders, fresh=fresh)

    def _add(self, order: Order, now: float) -> None:
        if not self._fresh:
            self._fresh_first = now
        self._fresh_last = now
        self._known.add(order.id)
        self._orders[order.id] = order
        self._fresh.add(order.id)

    def _drop(self, order_id: str) -> bool:
        self._fresh.discard(order_id)
        return self._orders.pop(order_id, None) is not None
