"""An hour of the direct feed in a few seconds: one clock for it and the sandbox, and everything that goes wrong."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import stamina

from callcenter.feed.direct import DirectFeed
from callcenter.feed.pace import Pace
from callcenter.model.order import Order, Stage
from callcenter.pos.clopos.client import Clopos
from callcenter.pos.errors import PosError
from callcenter.pos.quota import Quota
from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox
from tests.feed.test_direct import every_order
from tests.pos.peers import clopos

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]
HOUR = 3600.0


@pytest.fixture(autouse=True)
def _no_waiting_between_tries() -> Iterator[None]:
    stamina.set_testing(True, attempts=1)
    yield
    stamina.set_testing(False)


class Shift:
    """An hour at a restaurant. Time passes while the feed sleeps, and things happen in it.

    ``wall`` is the time that the sandbox and the desk share, and may be put forward or back; ``monotonic`` is not.
    """

    def __init__(self, sandbox: Sandbox, wall: ManualClock, seed: int) -> None:
        self.sandbox = sandbox
        self.wall = wall
        self.monotonic = ManualClock(0.0)
        self.rng = random.Random(seed)  # noqa: S311 - an invented shift
        self.open: list[int] = []
        self.placed: set[str] = set()
        self.over = asyncio.Event()
        self._away_until = 0.0
        self._steps = {600.0: -HOUR, 1500.0: HOUR, 2400.0: HOUR, 2700.0: -HOUR}
        self._naps = {1000.0: 400.0, 3000.0: 120.0}

    async def sleep(self, seconds: float) -> None:
        """Let the time pass, as long as the feed wants to pause, or longer where the computer sleeps."""
        for moment in [at for at in self._naps if at <= self.monotonic.now()]:
            seconds += self._naps.pop(moment)
        await asyncio.to_thread(self._pass, seconds)
        if self.monotonic.now() >= HOUR:
            self.over.set()

    def _pass(self, seconds: float) -> None:
        left = seconds
        while left > 0:
            step = min(left, 2.0)
            self.monotonic.advance(step)
            self.wall.advance(step)
            left -= step
            for moment in [at for at in self._steps if at <= self.monotonic.now()]:
                self.wall.advance(self._steps.pop(moment))
            if self.monotonic.now() < HOUR - 200:  # then the restaurant closes, and the queue comes to rest
                self._happen(step)
            self.sandbox.step()  # its own thread may be late with what is due
        self._network()

    def _happen(self, step: float) -> None:
        """Let orders come and move on, several within one second; in a rush, more than a page at once."""
        rush = 130 if self.rng.random() < 0.002 * step else 0
        for _ in range(rush + (self.rng.random() < 0.08 * step) * self.rng.randint(1, 4)):
            number = self.sandbox.place_order()
            self.placed.add(str(number))
            self.open.append(number)
        for number in [one for one in self.open if self.rng.random() < 0.02 * step]:
            self.sandbox.advance_order(number, "RECEIVED")
            if self.rng.random() < 0.4:  # at once, within the same second
                self.sandbox.advance_order(number, "DELIVERED")
            self.open.remove(number)

    def _network(self) -> None:
        if self._away_until and self.monotonic.now() >= self._away_until:
            self._away_until = 0.0
            self.sandbox.resume_network()
        elif not self._away_until and self.rng.random() < 0.008 and self.monotonic.now() < HOUR - 300:
            self._away_until = self.monotonic.now() + self.rng.uniform(5, 150)
            self.sandbox.pause_network()


def _client(sandbox: Sandbox, shift: Shift) -> Clopos:
    quota = Quota(clock=shift.monotonic.now, wall=shift.wall.now, sleep=shift.sleep)
    return clopos(sandbox, quota=quota)


async def test_after_an_hour_the_queue_is_the_servers_and_every_alert_was_given_once() -> None:
    wall = ManualClock(datetime(2026, 3, 28, 22, tzinfo=UTC).timestamp())
    with Sandbox(customers=20, orders=60, clock=wall, token_seconds=86_400) as sandbox:
        shift = Shift(sandbox, wall, seed=1)
        pos = _client(sandbox, shift)
        feed = DirectFeed(
            pos,
            pace=Pace(pos.quota, clock=shift.monotonic.now),
            past=False,
            clock=shift.monotonic.now,
            now=lambda: datetime.fromtimestamp(wall.now(), UTC),
            sleep=shift.sleep,
        )
        queue: dict[str, Order] = {}
        told: Counter[tuple[str, str]] = Counter()
        failures: list[PosError] = []
        first: set[str] = set()

        def hear(orders: tuple[Order, ...]) -> None:
            if not first:
                first.update(order.id for order in orders)
            for order in orders:
                before = queue.get(order.id)
                assert before is None or before.updated_at is None or order.updated_at >= before.updated_at  # type: ignore[operator]
                queue[order.id] = order
                told[order.id, order.status] += 1

        feed.changed.connect(hear)
        feed.failed.connect(failures.append)
        task = asyncio.create_task(feed.run())
        await shift.over.wait()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        sandbox.resume_network()
        everything = await every_order(pos)
        await pos.aclose()
    assert len(shift.placed) > 200
    assert failures
    assert queue == {order.id: order for order in everything.values() if order.id in queue}
    assert shift.placed <= queue.keys()
    assert max(told.values()) == 1, "an order was told twice in one state"
    alerts = {one for one, status in told if status == Stage.PENDING.value} - first
    pending_long = {one for one in shift.placed if everything[one].stage is Stage.PENDING}
    assert pending_long <= alerts
