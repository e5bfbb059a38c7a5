"""The orders at hand: by id, by stage, by whose they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from callcenter.model.customer import Customer
from callcenter.model.order import Order, Stage, merged
from callcenter.model.phone import digits
from callcenter.model.record import Record

SAME_NUMBER = 9
"""Two numbers that share this many last digits are one: the length of a national number in the region served."""
_NO_TIME = datetime.min.replace(tzinfo=UTC)


class Change(Record, frozen=True):
    """One batch: orders that came, and orders that changed. ``first`` marks what was there when the desk looked first.

    ``gone`` are ids of orders that grew too old for the queue. ``cleared`` says that all orders before it are gone: the
    desk signed out.
    """

    came: tuple[Order, ...] = ()
    changed: tuple[Order, ...] = ()
    gone: tuple[str, ...] = ()
    first: bool = False
    cleared: bool = False

    @property
    def empty(self) -> bool:
        """Whether it tells nothing."""
        return not (self.came or self.changed or self.gone or self.cleared)


class OrderBook:
    """Holds the newest word on each order; what is told again, or told late, changes nothing."""

    def __init__(self) -> None:
        self._orders: dict[str, Order] = {}
        self._counts: Counter[Stage] = Counter()
        self._by_owner: defaultdict[str, set[str]] = defaultdict(set)
        """Ids of orders, by the id of their customer, or by the last digits of the number where they name none."""

    @property
    def orders(self) -> Mapping[str, Order]:
        """Every order, by id."""
        return MappingProxyType(self._orders)

    def count(self, stage: Stage | None) -> int:
        """Return how many orders stand at a stage; at any where it is None."""
        return len(self._orders) if stage is None else self._counts[stage]

    def of_customer(self, customer: Customer) -> tuple[Order, ...]:
        """Return the orders of a customer, newest first: by their id, else by the number in the order."""
        owners = {_owner(customer.id, None), *(_owner(None, number) for number in customer.all_phones)}
        found = (self._orders[order_id] for owner in owners if owner for order_id in self._by_owner.get(owner, ()))
        return tuple(sorted(found, key=lambda one: (one.placed_at or _NO_TIME, one.id), reverse=True))

    def take(self, orders: Iterable[Order], *, first: bool = False) -> Change:
        """Take a batch in; return what is new in it."""
        known, counts = self._orders, self._counts
        came, changed = dict[str, Order](), dict[str, Order]()  # by id: a batch tells of an order once
        for order in orders:
            order_id = order.id
            before = known.get(order_id)
            if before is None:
                came[order_id] = order
            else:
                order = merged(order, before)  # noqa: PLW2901 - the newest word on it
                if order is before:
                    continue
                (came if order_id in came else changed)[order_id] = order
                counts[before.stage] -= 1
            known[order_id] = order
            counts[order.stage] += 1
            if before is None or before.recipient != order.recipient:
                self._disown(before)
                self._own(order)
        return Change(came=tuple(came.values()), changed=tuple(changed.values()), first=first)

    def forget_before(self, moment: datetime) -> Change:
        """Let go of what was made before a moment and is not waited for any more."""
        gone = [one for one in self._orders.values() if not one.open and one.placed_at and one.placed_at < moment]
        for order in gone:
            self._counts[order.stage] -= 1
            self._disown(order)
            del self._orders[order.id]
        return Change(gone=tuple(order.id for order in gone))

    def clear(self) -> Change:
        """Let go of everything."""
        self._orders.clear()
        self._counts.clear()
        self._by_owner.clear()
        return Change(cleared=True)

    def _own(self, order: Order) -> None:
        if owner := _owner(order.recipient.id, order.recipient.phone):
            self._by_owner[owner].add(order.id)

    def _disown(self, order: Order | None) -> None:
        if order is not None and (owner := _owner(order.recipient.id, order.recipient.phone)):
            self._by_owner[owner].discard(order.id)
            if not self._by_owner[owner]:
                del self._by_owner[owner]


def _owner(customer_id: str | None, number: str | None) -> str:
    """Return whose an order is: of a customer, else of a whole number; nobody's for a part of one."""
    if customer_id is not None:
        return f"#{customer_id}"
    ending = digits(number or "")[-SAME_NUMBER:]
    return ending if len(ending) == SAME_NUMBER else ""
