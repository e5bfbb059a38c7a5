"""From the message at the desk's socket to the painted card, with a million customers; and what the forwarder costs.

The desk is the real one, in a window, over a sandbox in a process of its own. A message is what ``callcenter lookup``
sends; the clock stops when the event in which the caller's card was painted is over. The forwarder is timed as a
process, in turn with ``python -c pass``, against the desk that answers it.
"""

import argparse
import asyncio
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script: its neighbours are found from the top

from PySide6.QtCore import QEvent, QObject, QTimer

from callcenter.app import Desk
from callcenter.model.customer import Customer
from callcenter.telephony import place, wire
from tests.bench import desk_bench
from tests.bench.desk_bench import tell

WARM_UP = 10
SETTLE = 0.08
"""Seconds between two calls: the card is completed and the screen at rest again."""


class Painted(QObject):
    """Tells when the card in sight has been painted with a name on it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._card = desk.window.desk.card
        self._name = ""
        self._done: asyncio.Future[float] | None = None
        desk.window.desk.card.viewport().installEventFilter(self)
        for child in self._card.findChildren(QObject):
            child.installEventFilter(self)

    def of(self, name: str) -> asyncio.Future[float]:
        """Return the moment at which a card of this name is painted."""
        self._name, self._done = name, asyncio.get_running_loop().create_future()
        return self._done

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Watch what is painted."""
        done, ours = self._done, self._card.accessibleDescription() == self._name
        if event.type() is QEvent.Type.Paint and done is not None and ours:
            self._done = None
            QTimer.singleShot(0, lambda: done.set_result(time.perf_counter()))  # after all of this painting
        return False


def main() -> int:
    """Measure, and print a line of JSON each; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--processes", type=int, default=60)
    options = parser.parse_args()
    told: list[bool] = []

    async def script(desk: Desk) -> None:
        told.extend(await measured(desk, options.customers, options.calls, options.processes))

    desk_bench.drive(options.customers, script, rings=True)
    return 0 if told and all(told) else 1


async def measured(desk: Desk, customers: int, calls: int, processes: int) -> list[bool]:
    """Let it ring, then run the forwarder."""
    callers = await alone_on_their_numbers(desk, customers, calls + WARM_UP)
    await asyncio.sleep(1)
    painted = Painted(desk)
    took = []
    for number, name in callers:
        took.append(await pop(desk, painted, number, name))
    took = took[WARM_UP:]
    told = [
        tell("pop", "p50", statistics.median(took) * 1e3, "ms", len(took), 50, customers=customers),
        tell("pop", "p99", sorted(took)[int(len(took) * 0.99)] * 1e3, "ms", len(took), 50, customers=customers),
    ]
    ratio = await asyncio.to_thread(compared, processes)
    return [*told, tell("pop", "lookup", ratio, "ratio", processes, 3, customers=customers)]


async def alone_on_their_numbers(desk: Desk, customers: int, wanted: int) -> list[tuple[str, str]]:
    """Draw customers whom nobody shares a number with: their card comes by itself."""
    local = desk.parts.files.local
    if local is None:
        raise RuntimeError("the local files are closed")
    chance = random.Random("callers")  # noqa: S311 - invented data
    found = dict[str, str]()
    while len(found) < wanted:
        drawn = await local.replica.customers(str(chance.randint(1000, customers)) for _ in range(50))
        for one in islice(drawn, wanted - len(found)):
            if one.phone and await _alone(local.replica.by_phone, one.phone):
                found[one.phone] = one.name
    return list(found.items())


async def _alone(by_phone: Callable[..., object], number: str) -> bool:
    found: list[Customer] = await by_phone(number)  # type: ignore[misc]
    return len(found) == 1


async def pop(desk: Desk, painted: Painted, number: str, name: str) -> float:
    """Send one message and wait for the card; return the seconds between."""
    shown = painted.of(name)
    with socket.socket(socket.AF_UNIX) as connection:
        message = wire.pack(wire.CALL, number)
        start = time.perf_counter()
        connection.connect(place.socket_name())
        connection.sendall(message)
        async with asyncio.timeout(10):
            end = await shown
    await asyncio.sleep(SETTLE)
    desk.parts.calls.dismiss()
    await asyncio.sleep(SETTLE)
    return end - start


def compared(processes: int) -> float:
    """Return how many times as long as Python's own start a forwarder takes, medians of runs in turn."""
    script = Path(sys.executable).with_name("callcenter")
    forwarder = [str(script)] if script.exists() else [sys.executable, "-m", "callcenter"]
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(processes):
        commands = ([*forwarder, "lookup", f"+99455{turn:07}"], [sys.executable, "-c", "pass"])
        for command, times in zip(commands, took, strict=True):
            start = time.perf_counter()
            subprocess.run(command, check=True)
            times.append(time.perf_counter() - start)
    return statistics.median(took[0]) / statistics.median(took[1])


if __name__ == "__main__":
    raise SystemExit(main())
