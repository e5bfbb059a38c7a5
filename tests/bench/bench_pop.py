"""From the message at the desk's socket to the painted card, with a million customers; and what the forwarder costs.

The desk is the real one, in a window, over a sandbox in a process of its own. A message is what ``callcenter lookup``
sends; the clock stops when the event in which the caller's card was painted is over. The forwarder is timed as a
process, in turn with ``python -c pass``, against the desk that answers it.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script: its neighbours are found from the top

from PySide6.QtCore import QEvent, QObject, QTimer

from callcenter.app import Desk, Phone, World, run
from callcenter.desk.changes import WATERMARK
from callcenter.desk.files import REPLICA
from callcenter.desk.fill import FILLED, PASSED
from callcenter.model.customer import Customer
from callcenter.replica.replica import Replica
from callcenter.settings import Profile, Settings
from callcenter.telephony import instance, place, wire
from callcenter.vault import Entry, Kind, MemoryVault, Secret, Vault
from tests.bench import replica_data

WARM_UP = 10
SETTLE = 0.08
"""Seconds between two calls: the card is completed and the screen at rest again."""


class Keyring(MemoryVault):
    """A keyring that lasts and knows the key of the invented data."""

    lasting = True

    async def get(self, entry: Entry) -> Secret | None:
        """Give the secret, or None."""
        if entry.kind is Kind.LOCAL_KEY:
            return Secret(replica_data.Key().reveal())
        return await super().get(entry)


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
    kept = replica_data.kept(options.customers)
    told: list[bool] = []

    async def script(desk: Desk) -> None:
        told.extend(await measured(desk, options.customers, options.calls, options.processes))

    with tempfile.TemporaryDirectory(prefix="pop-") as folder, sandbox() as profile_and_secret:
        os.environ["XDG_RUNTIME_DIR"] = folder
        profile, secret = profile_and_secret
        data = Path(folder) / "data" / profile.key
        data.mkdir(parents=True)
        shutil.copyfile(kept, data / REPLICA)
        asyncio.run(call_it_filled(data / REPLICA))
        run(
            World(
                folder=Path(folder),
                settings=Settings(theme="light"),
                open_vault=_keyring,
                data_folder=data.parent,
                script=script,
                started=lambda desk: desk.parts.session.sign_in(profile, secret),
                phone=Phone(claim=instance.try_claim(place.lock_path())),
            )
        )
    return 0 if told and all(told) else 1


async def call_it_filled(path: Path) -> None:
    """Say that there is nothing to fetch: what is measured is the pop, not the filling."""
    replica = await Replica.open(path, replica_data.Key(), region=replica_data.REGION)
    for fact in (FILLED, PASSED, WATERMARK):
        await replica.set_fact(fact, datetime.now(UTC).isoformat())
    await replica.aclose()


async def _keyring() -> Vault:
    return Keyring()


@contextmanager
def sandbox() -> Iterator[tuple[Profile, Secret]]:
    """Run a point of sale beside the desk, with quota enough for a call every tenth of a second."""
    words = ["sandbox", "--port", "0", "--customers", "200", "--orders", "300", "--quota", "1000000"]
    with subprocess.Popen([sys.executable, "-m", "callcenter", *words], stdout=subprocess.PIPE, text=True) as process:
        try:
            if process.stdout is None:
                raise RuntimeError("the sandbox has no output")
            told = json.loads(process.stdout.readline())
            account = told["credentials"]["clopos"]
            profile = Profile(
                key="bench",
                name="bench",
                pos="clopos",
                base_url=told["clopos"],
                brand=str(account["brand"]),
                integrator_id=str(account["integrator_id"]),
                client_id=str(account["client_id"]),
                venue_id=str(account["venue_id"]),
            )
            yield profile, Secret(str(account["client_secret"]))
        finally:
            process.terminate()


async def measured(desk: Desk, customers: int, calls: int, processes: int) -> list[bool]:
    """Let it ring, then run the forwarder."""
    while desk.parts.files.local is None or not desk.parts.queue.orders:  # noqa: ASYNC110 - two things to wait for
        await asyncio.sleep(0.01)
    if await desk.parts.files.local.replica.count() < customers:
        raise RuntimeError("the desk did not take the replica that was put in its place")
    callers = await alone_on_their_numbers(desk, customers, calls + WARM_UP)
    await asyncio.sleep(1)
    painted = Painted(desk)
    took = []
    for number, name in callers:
        took.append(await pop(desk, painted, number, name))
    took = took[WARM_UP:]
    told = [
        tell("p50", statistics.median(took) * 1e3, "ms", len(took), 50, customers),
        tell("p99", sorted(took)[int(len(took) * 0.99)] * 1e3, "ms", len(took), 50, customers),
    ]
    ratio = await asyncio.to_thread(compared, processes)
    return [*told, tell("lookup", ratio, "ratio", processes, 3, customers)]


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


def tell(metric: str, value: float, unit: str, n: int, target: float, customers: int) -> bool:
    """Print one line; return whether the target is met."""
    met = value <= target
    line = {"bench": "pop", "metric": metric, "value": round(value, 2), "unit": unit, "n": n, "target": target}
    print(json.dumps({**line, "met": met, "customers": customers}), flush=True)  # noqa: T201 - a benchmark's answer
    return met


if __name__ == "__main__":
    raise SystemExit(main())
