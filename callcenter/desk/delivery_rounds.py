"""When an outbox is gone through: at once when poked or due, and ever less often while nothing answers."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from callcenter.desk.delivery import Delivery
from callcenter.desk.tasks import heard
from callcenter.replica.errors import Closed, StorageFull

SHORTEST_WAIT, LONGEST_WAIT = 2.0, 60.0
"""Seconds between two tries while the point of sale does not answer: the wait doubles."""


async def go_round(
    delivery: Delivery, poked: asyncio.Event, told: Callable[[], Awaitable[None]], shortest_wait: float
) -> None:
    """Send and look for what there is, until the file is closed. ``told`` is awaited once the beginning is made."""
    with contextlib.suppress(Closed):
        await _with_room(delivery.begin())
        await told()
        wait = shortest_wait
        while True:
            poked.clear()
            failed = await _with_room(delivery.round())
            due = await delivery.wait()
            pause = due
            if failed:
                pause = wait if due is None else min(wait, due)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                wait = shortest_wait
            await heard(poked, pause)


async def _with_room(work: Coroutine[Any, Any, bool | None]) -> bool:
    """Do work that commits; return whether it has to be tried again: so it does once there is room on the disk."""
    try:
        return bool(await work)
    except StorageFull:
        return True
