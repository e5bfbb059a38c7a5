"""A batch of a thousand changed orders among ten thousand that are shown: the time it takes of the screen's thread.

The whole desk stands in its window with ten thousand orders of a sandbox; batches then come in where the feed's come
in. The clock runs from there to the end of the painting. A batch is what is worst: orders scattered over all the rows,
of which most take another status (and so another tab), some are new, and some only change. Between batches the screen
is at rest, and nothing else asks the point of sale.
"""

import argparse
import asyncio
import random
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script: its neighbours are found from the top

import msgspec
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTableView

from callcenter.app import Desk
from callcenter.model.order import Order
from tests.bench import desk_bench

FRAME_MS = 1000 / 60
ROUNDS = 60
SETTLE = 0.8
"""Seconds between two batches: the last one is stored by then."""
WARM_UP = 5
NEXT = {"PENDING": "RECEIVED", "RECEIVED": "DELIVERED"}
NEW = 0.02
"""The part of a batch that nobody saw before."""


class Painting(QObject):
    """Adds up the time that the table of the queue is being painted."""

    def __init__(self, view: QTableView) -> None:
        super().__init__()
        self._viewport = view.viewport()
        self.painted = 0
        self._viewport.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count what is painted."""
        self.painted += event.type() is QEvent.Type.Paint
        return False


def main() -> int:
    """Measure, and print lines of JSON; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--changes", type=int, default=1_000)
    parser.add_argument("--customers", type=int, default=20_000)
    options = parser.parse_args()
    told: list[bool] = []

    async def script(desk: Desk) -> None:
        told.extend(await measured(desk, options.orders, options.changes))

    desk_bench.drive(options.customers, script)
    return 0 if told and all(told) else 1


async def measured(desk: Desk, orders: int, changes: int) -> list[bool]:
    """Show so many orders, then change some, round after round."""
    queue = desk.parts.queue
    chance = random.Random("queue")  # noqa: S311 - invented data
    known = list(queue.orders.values())
    lacking = [_copy(known[at % len(known)], f"{900_000 + at}", chance) for at in range(orders - len(known))]
    queue.take(tuple(lacking))
    desk.window.desk.queue.focus()
    view = desk.window.desk.queue.findChild(QTableView)
    assert isinstance(view, QTableView)
    view.selectRow(len(queue.orders) // 2)
    await asyncio.sleep(0.5)
    painting = Painting(view)
    took, merged, kept = list[float](), list[float](), True
    for turn in range(WARM_UP + ROUNDS):
        batch = _batch(list(queue.orders.values()), changes, turn, chance)
        chosen, place = view.currentIndex().siblingAtColumn(0).data(), view.visualRect(view.currentIndex()).top()
        painted = painting.painted
        start = time.perf_counter()
        queue.take(batch)
        applied = time.perf_counter() - start
        view.viewport().repaint()
        spent = time.perf_counter() - start
        if painting.painted == painted:
            raise RuntimeError("nothing was painted")
        kept &= view.currentIndex().siblingAtColumn(0).data() == chosen
        kept &= view.visualRect(view.currentIndex()).top() == place
        if turn >= WARM_UP:
            took.append(spent * 1000)
            merged.append(applied * 1000)
        await asyncio.sleep(SETTLE)
    more = {
        "orders": len(queue.orders),
        "changes": changes,
        "selection_and_scroll_kept": kept,
        "before_painting": round(statistics.median(merged), 2),
    }
    told = [
        desk_bench.tell("queue", "batch_p50", statistics.median(took), "ms", len(took), FRAME_MS, **more),
        desk_bench.tell("queue", "batch_p99", sorted(took)[int(len(took) * 0.99)], "ms", len(took), FRAME_MS, **more),
    ]
    return [*told, kept]


def _batch(orders: list[Order], changes: int, turn: int, chance: random.Random) -> tuple[Order, ...]:
    """Draw a batch: some new, the rest changed."""
    new = int(changes * NEW)
    changed = [_further(order) for order in chance.sample(orders, changes - new)]
    fresh = [_copy(order, f"{1_000_000 + turn * changes + at}", chance) for at, order in enumerate(orders[:new])]
    return (*changed, *fresh)


def _further(order: Order) -> Order:
    """Take an order a step on its way; one that has arrived gets another comment."""
    now = datetime.now(UTC)
    if order.status in NEXT:
        return msgspec.structs.replace(order, status=NEXT[order.status], updated_at=now)
    return msgspec.structs.replace(order, comment=f"{now:%H:%M:%S.%f}", updated_at=now)


def _copy(order: Order, order_id: str, chance: random.Random) -> Order:
    """Return an order of the last four weeks, mostly one that waits for somebody."""
    now = datetime.now(UTC)
    made = now - timedelta(minutes=chance.randrange(40_000))
    status = chance.choice(("PENDING", "PENDING", "RECEIVED", "RECEIVED", "DELIVERED"))
    return msgspec.structs.replace(order, id=order_id, status=status, created_at=made, updated_at=made)


if __name__ == "__main__":
    raise SystemExit(main())
