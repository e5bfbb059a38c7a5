"""What narrows the queue: a venue, and words found in an order."""

from __future__ import annotations

import asyncio
from collections import Counter

from psygnal import Signal

from callcenter.desk.order_book import Change
from callcenter.desk.queue import OrderQueue
from callcenter.desk.tasks import Tasks
from callcenter.model.order import Order, Stage
from callcenter.replica.order_search import Searchable, Sought, found, searchable, sought

SLICE = 200
"""Orders looked through before the loop is let go on: about two milliseconds."""


class Narrowing:
    """Says which orders of the queue are wanted, and how many of them stand at each stage."""

    changed = Signal()
    """Another set of orders is wanted now, of those there are."""

    def __init__(self, queue: OrderQueue) -> None:
        self._queue = queue
        self._tasks = Tasks("narrowing")
        self._sought: Sought | None = None
        self._matched: set[str] | None = None
        """The orders in which the words are found; None without words."""
        self._texts: dict[str, tuple[Order, Searchable]] = {}
        """What an order is searched by, made when it is first looked through."""
        self._stages: dict[str, Stage] = {}
        """Where each wanted order stands."""
        self._counts: Counter[Stage] = Counter()
        self.venue_id: str | None = None
        self.region = "AZ"
        queue.changed.connect(self._take)

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self.venue_id is not None or self._sought is not None

    def passes(self, order: Order) -> bool:
        """Whether an order is wanted."""
        if self.venue_id is not None and order.venue_id != self.venue_id:
            return False
        return self._matched is None or order.id in self._matched

    def count(self, stage: Stage | None) -> int:
        """Return how many wanted orders stand at a stage; at any where it is None."""
        if not self.narrows:
            return self._queue.count(stage)
        return len(self._stages) if stage is None else self._counts[stage]

    def to_venue(self, venue_id: str | None) -> None:
        """Want the orders of one venue; of all for None."""
        if venue_id != self.venue_id:
            self.venue_id = venue_id
            self._look_again()

    def to_words(self, text: str) -> None:
        """Want the orders that have all these words: in a name, a number, an address, a product, a comment."""
        wanted = sought(text, self.region)
        if wanted == self._sought:
            return
        self._sought = wanted
        if wanted is not None:
            self._tasks.replace("search", self._search(wanted))
        else:
            self._tasks.cancel("search")
            self._matched = None
            self._texts.clear()
            self._look_again()

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    async def _search(self, wanted: Sought) -> None:
        matched = set[str]()
        orders = tuple(self._queue.orders.values())
        for start in range(0, len(orders), SLICE):
            matched.update(order.id for order in orders[start : start + SLICE] if self._has(order, wanted))
            await asyncio.sleep(0)
        # what came or changed meanwhile was told after its slice was looked through
        late = [order for order in self._queue.orders.values() if self._unread(order)]
        matched.difference_update(order.id for order in late)
        matched.update(order.id for order in late if self._has(order, wanted))
        self._matched = matched
        self._look_again()

    def _unread(self, order: Order) -> bool:
        known = self._texts.get(order.id)
        return known is None or known[0] is not order

    def _has(self, order: Order, wanted: Sought) -> bool:
        if self._unread(order):
            self._texts[order.id] = (order, searchable(order, self.region))
        return found(wanted, self._texts[order.id][1])

    def _take(self, change: Change) -> None:
        if change.cleared:
            self._tasks.cancel("search")
            self._texts.clear()
            self._stages.clear()
            self._counts.clear()
            self._sought, self._matched, self.venue_id = None, None, None
        if not self.narrows:  # what the queue counts is what is wanted
            return
        for order in (*change.came, *change.changed):
            if self._matched is not None and self._sought is not None:
                (self._matched.add if self._has(order, self._sought) else self._matched.discard)(order.id)
            self._note(order)
        for order_id in change.gone:
            self._texts.pop(order_id, None)
            self._drop(order_id)

    def _note(self, order: Order) -> None:
        self._drop(order.id)
        if self.passes(order):
            self._stages[order.id] = order.stage
            self._counts[order.stage] += 1

    def _drop(self, order_id: str) -> None:
        before = self._stages.pop(order_id, None)
        if before is not None:
            self._counts[before] -= 1

    def _look_again(self) -> None:
        wanted = self._queue.orders.values() if self.narrows else ()
        self._stages = {order.id: order.stage for order in wanted if self.passes(order)}
        self._counts = Counter(self._stages.values())
        self.changed.emit()
