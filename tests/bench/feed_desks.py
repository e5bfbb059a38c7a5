"""A process of desks without windows, for the feed's benchmark: told how to begin on stdin, it tells on stdout.

One line each way is JSON. In: the beginning, then ``report``. Out: ``ready``, ``leading``, and the report.
"""

import asyncio
import json
import sys
import time
from collections import defaultdict

import msgspec

from callcenter.feed.access import Access
from callcenter.feed.brand_file import FeedFile
from callcenter.feed.port import FeedState, Way
from callcenter.feed.shared.feed import SharedFeed
from callcenter.model.order import Order
from callcenter.pos.clopos.client import Clopos
from callcenter.pos.clopos.dialect import Credentials
from callcenter.vault import Secret


class Desks:
    """Feeds of one process, over one client of the point of sale: only the desk that leads asks anything."""

    def __init__(self, told: dict[str, object], pos: Clopos, access: Access) -> None:
        self.heard: defaultdict[str, list[float]] = defaultdict(list)
        self.begun = 0
        first, count = int(str(told["first"])), int(str(told["count"]))
        self.feeds = [
            SharedFeed(pos, access, desk=(f"desk {number}", f"Desk {number}"), past=False)
            for number in range(first, first + count)
        ]
        for feed in self.feeds:
            feed.changed.connect(self._changed)
            feed.state_changed.connect(self._state)

    def _changed(self, orders: tuple[Order, ...]) -> None:
        now = time.monotonic()
        if len(orders) > 20:  # a first batch
            self.begun += 1
            if self.begun == len(self.feeds):
                say({"ready": self.begun})
        for order in orders:
            self.heard[f"{order.id} {order.status}"].append(now)

    def _state(self, state: FeedState) -> None:
        if state.way is Way.LEADING:
            say({"leading": time.monotonic()})

    def report(self) -> dict[str, object]:
        """Tell what each change was heard of and when, and what the connections carried since they were made."""
        stats = [feed.traffic for feed in self.feeds]
        return {"heard": self.heard, "bytes": sum(stats), "desks": len(self.feeds)}


def say(what: dict[str, object]) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


async def main() -> None:
    """Follow until standard input ends."""
    told = json.loads(sys.stdin.readline())
    account = dict(told["credentials"])
    secret = Secret(account.pop("client_secret"))
    pos = Clopos(told["base"], Credentials(client_secret=secret, **account))
    file = msgspec.json.decode(told["file"], type=FeedFile)
    access = Access(url=file.url, user=file.login.user, password=Secret(file.login.password), keys=file.ring.decoded())
    desks = Desks(told, pos, access)
    tasks = []
    for feed in desks.feeds:
        tasks.append(asyncio.create_task(feed.run()))
        await asyncio.sleep(0.01)  # people do not press the button all at once either
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip() == "report":
            say(desks.report())
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await pos.aclose()


if __name__ == "__main__":
    asyncio.run(main())
