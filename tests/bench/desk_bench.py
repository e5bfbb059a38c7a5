"""What the benches of the desk share: the real desk with a million customers on the disk, over a sandbox beside it."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from callcenter.app import Desk, Phone, World, run
from callcenter.desk.changes import WATERMARK
from callcenter.desk.files import REPLICA
from callcenter.desk.fill import FILLED, PASSED
from callcenter.replica.replica import Replica
from callcenter.settings import AlertSettings, Profile, Settings
from callcenter.telephony import instance, place
from callcenter.vault import Entry, Kind, MemoryVault, Secret, Vault
from tests.bench import replica_data

SANDBOX = ("--customers", "200", "--orders", "300", "--quota", "1000000")
"""A point of sale with quota enough for an act every tenth of a second."""
SILENT = AlertSettings(volume=0, notify=False)
"""As in the demo, which is not loaded here: it would bring the sandbox into the process that is measured."""


class Keyring(MemoryVault):
    """A keyring that lasts and knows the key of the invented data."""

    lasting = True

    async def get(self, entry: Entry) -> Secret | None:
        """Give the secret, or None."""
        if entry.kind is Kind.LOCAL_KEY:
            return Secret(replica_data.Key().reveal())
        return await super().get(entry)


async def keyring() -> Vault:
    """Open the keyring, as a desk does."""
    return Keyring()


def drive(customers: int, script: Callable[[Desk], Awaitable[None]], *options: str, rings: bool = False) -> None:
    """Show the desk, signed in and filled with so many customers, and run a script on it.

    ``options`` are the sandbox's; where it ``rings``, the desk listens at its socket.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as name, sandbox(*options) as (profile, secret):
        folder = Path(name)
        os.environ["XDG_RUNTIME_DIR"] = name
        filled(folder / "data" / profile.key, customers)

        async def ready_then_script(desk: Desk) -> None:
            await ready(desk, customers)
            await script(desk)

        world = World(
            folder=folder,
            settings=Settings(theme="light", alerts=SILENT),
            open_vault=keyring,
            data_folder=folder / "data",
            script=ready_then_script,
            started=lambda desk: desk.parts.session.sign_in(profile, secret),
        )
        if rings:
            world = replace(world, phone=Phone(claim=instance.try_claim(place.lock_path())))
        run(world)


def filled(folder: Path, customers: int) -> None:
    """Put a filled replica where a desk looks for its profile's files."""
    folder.mkdir(parents=True)
    shutil.copyfile(replica_data.kept(customers), folder / REPLICA)
    asyncio.run(_call_it_filled(folder / REPLICA))


async def _call_it_filled(path: Path) -> None:
    """Say that there is nothing to fetch: what is measured is the desk at work, not the filling."""
    replica = await Replica.open(path, replica_data.Key(), region=replica_data.REGION)
    for fact in (FILLED, PASSED, WATERMARK):
        await replica.set_fact(fact, datetime.now(UTC).isoformat())
    await replica.aclose()


async def ready(desk: Desk, customers: int) -> None:
    """Wait until a desk has taken its replica and shown the queue. Raises RuntimeError for another replica."""
    while desk.parts.files.local is None or not desk.parts.queue.orders:  # noqa: ASYNC110 - two things to wait for
        await asyncio.sleep(0.01)
    if await desk.parts.files.local.replica.count() < customers:
        raise RuntimeError("the desk did not take the replica that was put in its place")


@contextmanager
def sandbox(*options: str) -> Iterator[tuple[Profile, Secret]]:
    """Run a point of sale in a process of its own; give the profile and the secret to sign in to it with."""
    words = ["sandbox", "--port", "0", *SANDBOX, *options]
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


def tell(bench: str, metric: str, value: float, unit: str, n: int, target: float, **more: object) -> bool:
    """Print one line of JSON; return whether the target is met."""
    met = value <= target
    line = {"bench": bench, "metric": metric, "value": round(value, 2), "unit": unit, "n": n, "target": target}
    print(json.dumps({**line, "met": met, **more}), flush=True)  # noqa: T201 - a benchmark's answer
    return met
