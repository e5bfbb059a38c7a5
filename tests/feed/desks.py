"""Desks on one brand's shared feed, in this process and in processes of their own."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from callcenter.feed.access import Access
from callcenter.feed.brand_file import FeedFile, new_file, utc_now
from callcenter.feed.port import FeedState, Mark, Reached, Subject, Way
from callcenter.feed.shared.feed import SharedFeed
from callcenter.feed.shared.link import Terms
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.pos.clopos.client import Clopos
from callcenter.pos.errors import PosError
from callcenter.sandbox.server import Sandbox
from callcenter.vault import Secret
from tests.feed.nats_server import PASSWORD, USER, NatsServer
from tests.pos.peers import clopos

INTERVAL = 0.05
"""Seconds between two looks, in these tests."""


PATIENCE = 20.0


async def until(condition: Callable[[], bool]) -> None:
    """Let the loop run until something is so. What never becomes so fails the test, and its desks are closed."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - what other processes do sets no event
            await asyncio.sleep(0.005)


def brand_file(server: NatsServer) -> FeedFile:
    """Make a brand's file for a server."""
    return new_file("brand", server.url, user=USER, password=PASSWORD, now=utc_now())


def access_of(file: FeedFile) -> Access:
    """Give a desk what it imported."""
    login = file.login
    return Access(url=file.url, user=login.user, password=Secret(login.password), ca=login.ca, keys=file.ring.decoded())


@dataclass
class Desk:
    """A desk without a window: what its feed told, compared as a queue compares."""

    feed: SharedFeed
    pos: Clopos
    name: str
    batches: list[tuple[Order, ...]] = field(default_factory=list)
    known: dict[str, Order] = field(default_factory=dict)
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    states: list[FeedState] = field(default_factory=list)
    reached: list[Reached] = field(default_factory=list)
    history: list[Order] = field(default_factory=list)
    customers: list[Customer] = field(default_factory=list)
    seen: list[Subject] = field(default_factory=list)
    failures: list[PosError] = field(default_factory=list)
    looks: int = 0

    def __post_init__(self) -> None:
        self.feed.changed.connect(self._changed)
        self.feed.history.connect(self.history.extend)
        self.feed.reached.connect(self.reached.append)
        self.feed.state_changed.connect(self.states.append)
        self.feed.customers_changed.connect(self.customers.extend)
        self.feed.seen.connect(self.seen.append)
        self.feed.failed.connect(self.failures.append)
        self.feed.worked.connect(self._worked)

    def _worked(self) -> None:
        self.looks += 1

    def _changed(self, orders: tuple[Order, ...]) -> None:
        self.batches.append(orders)
        for order in orders:
            before = self.known.get(order.id)
            if before is not None and before.updated_at is not None and order.updated_at is not None:
                assert order.updated_at >= before.updated_at, "an order went back in time"
            self.known[order.id] = order
            self.told[order.id, order.status] += 1

    @property
    def way(self) -> Way:
        return self.feed.state.way

    @property
    def shared(self) -> bool:
        return self.way in (Way.FOLLOWING, Way.LEADING)

    @property
    def marks(self) -> dict[Subject, Mark]:
        return dict(self.feed.marks)

    def no_order_was_told_twice(self) -> bool:
        return not self.told or max(self.told.values()) == 1


@contextlib.asynccontextmanager
async def desk(sandbox: Sandbox, access: Access, name: str = "first", **options: Any) -> AsyncIterator[Desk]:  # noqa: ANN401
    """Give a desk that follows, and is closed at the end."""
    pos = clopos(sandbox)
    settings = {"past": False, "interval": INTERVAL, "shared_interval": INTERVAL, **options}
    one = Desk(SharedFeed(pos, access, desk=(name, f"Desk {name}"), **settings), pos, name)
    running = asyncio.create_task(one.feed.run(), name=f"desk {name}")
    try:
        yield one
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await one.feed.aclose()
        await pos.aclose()


@contextlib.asynccontextmanager
async def desks(sandbox: Sandbox, access: Access, count: int, **options: Any) -> AsyncIterator[list[Desk]]:  # noqa: ANN401
    """Give desks that all follow, one of which leads."""
    async with contextlib.AsyncExitStack() as stack:
        found = [
            await stack.enter_async_context(desk(sandbox, access, f"{number}", **options)) for number in range(count)
        ]
        await until(lambda: all(one.shared and one.batches for one in found))
        await until(lambda: sum(one.way is Way.LEADING for one in found) == 1)
        yield found


def leader_of(found: list[Desk]) -> Desk:
    """Give the desk that polls for all."""
    (leader,) = (one for one in found if one.way is Way.LEADING)
    return leader


class OtherDesk:
    """A desk in a process of its own, which can be killed or stopped."""

    def __init__(self, sandbox: Sandbox, file: FeedFile, name: str = "other", terms: Terms | None = None) -> None:
        self._told = json.dumps(
            {
                "base": sandbox.clopos,
                "credentials": {key: str(value) for key, value in sandbox.credentials.items()},
                "file": msgspec.json.encode(file).decode(),
                "name": name,
                "terms": dataclasses.asdict(terms or Terms()),
            }
        )
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it; it leads when this returns."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.feed.other_desk",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(self._told.encode() + b"\n")
        await self._process.stdin.drain()
        try:
            async with asyncio.timeout(PATIENCE):
                assert await self._process.stdout.readline() == b"leading\n"
        except BaseException:
            await self.end()
            raise

    def signal(self, number: int) -> None:
        """Send it a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    async def end(self) -> None:
        """Kill it, where it still runs."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.communicate()


__all__ = ["INTERVAL", "Desk", "OtherDesk", "Terms", "access_of", "brand_file", "desk", "desks", "leader_of", "until"]
