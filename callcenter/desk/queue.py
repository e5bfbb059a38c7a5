"""The orders an agent watches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from psygnal import Signal

from callcenter.desk.connection import Connection
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.feed.orders import OrderFeed
from callcenter.model.customer import Customer
from callcenter.model.order import Order, Stage
from callcenter.model.phone import digits
from callcenter.model.record import Record
from callcenter.pos.errors import PosError
from callcenter.pos.port import PointOfSale

SAME_NUMBER = 9
"""Two numbers that share this many last digits are one: the length of a national number in the region served."""


class Change(Record, frozen=True):
    """One batch: orders that came, and orders that changed. ``first`` marks what was there when the desk looked first.

    ``cleared`` says that all orders before it are gone: the desk signed out.
    """

    came: tuple[Order, ...] = ()
    changed: tuple[Order, ...] = ()
    first: bool = False
    cleared: bool = False


class OrderQueue:
    """Keeps the orders of the signed-in brand as the feed tells them."""

    changed = Signal(Change)

    def __init__(self, session: Session, connection: Connection) -> None:
        self._connection = connection
        self._tasks = Tasks("queue")
        self._feed: OrderFeed | None = None
        self._orders: dict[str, Order] = {}
        self._counts: Counter[Stage] = Counter()
        self._seen_first = False
        session.opened.connect(self._follow)
        session.closed.connect(self._stop)

    @property
    def orders(self) -> Mapping[str, Order]:
        """Every order known, by id."""
        return MappingProxyType(self._orders)

    def count(self, stage: Stage | None) -> int:
        """Return how many orders stand at a stage; at any where it is None."""
        return len(self._orders) if stage is None else self._counts[stage]

    def of_customer(self, customer: Customer) -> tuple[Order, ...]:
        """Return the orders of a customer, newest first: by their id, else by the number in the order."""
        numbers = {digits(number)[-SAME_NUMBER:] for number in customer.all_phones}
        return tuple(
            sorted(
                (one for one in self._orders.values() if _belongs(one, customer.id, numbers)),
                key=lambda one: (one.created_at is not None, one.created_at, one.id),
                reverse=True,
            )
        )

    def look_now(self) -> None:
        """Ask the point of sale at once."""
        if self._feed is not None:
            self._feed.look_now()

    async def aclose(self) -> None:
        """Stop following."""
        await self._tasks.aclose()

    def _follow(self, pos: PointOfSale, venue_id: str | None) -> None:
        self._stop()
        if not pos.capabilities.orders:
            return
        self._feed = OrderFeed(pos, venue_id=venue_id)
        self._feed.changed.connect(self._take)
        self._feed.worked.connect(self._connection.worked)
        self._feed.failed.connect(self._failed)
        self._tasks.replace("feed", self._feed.run())

    def _stop(self) -> None:
        self._tasks.cancel("feed")
        self._feed = None
        self._orders.clear()
        self._counts.clear()
        self._seen_first = False
        self.changed.emit(Change(cleared=True))

    def _failed(self, error: PosError) -> None:
        self._connection.failed(error)

    def _take(self, orders: tuple[Order, ...]) -> None:
        came, changed = [], []
        for order in {order.id: order for order in orders}.values():  # a batch tells of an order once
            before = self._orders.get(order.id)
            if before is None:
                came.append(order)
            elif before != order and not _older(order, before):
                changed.append(order)
                self._counts[before.stage] -= 1
            else:
                continue
            self._orders[order.id] = order
            self._counts[order.stage] += 1
        first, self._seen_first = not self._seen_first, True
        if came or changed:
            self.changed.emit(Change(came=tuple(came), changed=tuple(changed), first=first))


def _older(order: Order, known: Order) -> bool:
    """Whether an answer that came late tells less than what is known."""
    return order.updated_at is not None and known.updated_at is not None and order.updated_at < known.updated_at


def _belongs(order: Order, customer_id: str, numbers: set[str]) -> bool:
    if order.recipient.id is not None:
        return order.recipient.id == customer_id
    number = digits(order.recipient.phone or "")[-SAME_NUMBER:]
    return len(number) == SAME_NUMBER and number in numbers
