"""The first fill of a brand's customers: real HTTP, real files, the worker process; and what bounds it.

The sandbox, in a process of its own with its quota off, sends the pages as fast as it can; its data are made once and
kept in the checkout's ``build`` folder. With its quota on, a brand's fill takes as long as the share of the quota says.
"""

import argparse
import asyncio
import contextlib
import dataclasses
import hashlib
import json
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec

from callcenter.desk.bulk import Pacing
from callcenter.desk.connection import Connection
from callcenter.desk.files import LocalFiles
from callcenter.desk.fill import FILLED, LEAVES
from callcenter.desk.session import Session
from callcenter.desk.sync import Phase, Progress, Sync
from callcenter.desk.walk import LIMIT
from callcenter.model.customer import Customer, CustomerQuery, CustomerSort
from callcenter.pos.systems import Connector, connect
from callcenter.pos.token import NoTokenStore
from callcenter.replica.ingest import Ingest
from callcenter.replica.replica import Replica
from callcenter.sandbox import generation, store
from callcenter.settings import Profile
from callcenter.vault import MemoryVault, Secret, Vault

FASTEST = 30_000
"""Customers a second that the worker is to store."""
FRAME_MS = 1000 / 60
TICK = 0.004
SAMPLE = 30
"""Pages fetched to see what each step of the way takes."""


class LastingVault(MemoryVault):
    """Stands for a keyring: with it the replica is a file."""

    @property
    def lasting(self) -> bool:
        """Say that secrets last."""
        return True


def main() -> int:
    """Measure, and print lines of JSON; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    customers: int = parser.parse_args().customers
    with sandbox(customers) as address, tempfile.TemporaryDirectory(prefix="bench-sync-") as folder:
        met = asyncio.run(measured(address, Path(folder), customers))
    return 0 if met else 1


@contextlib.contextmanager
def sandbox(customers: int) -> Iterator[tuple[Profile, Secret]]:
    """Run a point of sale with so many customers and no quota."""
    place = Path(__file__).parents[2] / "build" / "bench"
    place.mkdir(parents=True, exist_ok=True)
    options = ["--customers", str(customers), "--orders", "0", "--quota", "0"]
    data = place / f"sandbox-{customers}-{_made_by()}.sqlite"
    if not data.exists():
        for outdated in place.glob(f"sandbox-{customers}[-.]*"):
            outdated.unlink()
    command = [sys.executable, "-m", "callcenter", "sandbox", *options, "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        try:
            if server.stdout is None:
                raise RuntimeError("the sandbox has no standard output")
            told = json.loads(server.stdout.readline())
            account = {key: str(value) for key, value in told["credentials"]["clopos"].items()}
            secret = Secret(account.pop("client_secret"))
            yield Profile(key="bench", name="Bench", pos="clopos", base_url=told["clopos"], **account), secret
        finally:
            server.terminate()


def _made_by() -> str:
    """Name the version of the sandbox whose data these are: it refuses those of another."""
    sources = sorted(path for part in (generation, store) for path in Path(part.__path__[0]).glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]


async def measured(address: tuple[Profile, Secret], folder: Path, customers: int) -> bool:
    """Fill once, then take the way apart; say whether the targets are met."""
    rate, late = await filled(*address, folder, customers)
    fetch, decode, page = await taken_apart(*address)
    stored, by_cpu = await storing(folder, page, min(customers, 200_000))
    steps = {"fetch": fetch, "decode": decode, "store": LIMIT / stored}
    met = tell("ingest", stored, "customers/s", min(customers, 200_000), FASTEST, at_least=True)
    tell("ingest-by-cpu-time", by_cpu, "customers/s", min(customers, 200_000))
    met &= tell("loop-late-p99", statistics.quantiles(late, n=100)[98] * 1000, "ms", len(late), FRAME_MS)
    # Fetching is the sandbox's time; decoding and storing share one interpreter; both go on at once.
    bound = "sandbox and HTTP" if fetch > decode + steps["store"] else "decode and store, in one interpreter"
    tell("end-to-end", rate, "customers/s", customers, bound_by=bound)
    for name, seconds in steps.items():
        tell(f"{name}-page", seconds * 1000, "ms", SAMPLE)
    tell("with-quota", customers / (0.3 * 300 * LIMIT / 60), "s at 30 % of 300 requests/min", customers)
    return met


def tell(
    metric: str,
    value: float,
    unit: str,
    n: int,
    target: float | None = None,
    *,
    at_least: bool = False,
    bound_by: str | None = None,
) -> bool:
    """Print one figure; say whether its target is met."""
    line: dict[str, object] = {"bench": "sync", "metric": metric, "value": round(value, 2), "unit": unit, "n": n}
    met = target is None or (value >= target if at_least else value <= target)
    if target is not None:
        line |= {"target": round(target, 2), "met": met}
    if bound_by is not None:
        line["bound_by"] = bound_by
    print(json.dumps(line), flush=True)  # noqa: T201 - a benchmark's answer
    return met


async def filled(profile: Profile, secret: Secret, folder: Path, customers: int) -> tuple[float, list[float]]:
    """Fill a replica as a desk does; return customers a second, and how late the desk's loop was meanwhile."""
    vault = LastingVault()

    async def opened() -> Vault:
        return vault

    connection, connector = Connection(), Connector()
    session = Session(folder, opened, connector.connect, connection)
    files = LocalFiles(session, folder / "data")
    sync = Sync(session, files, connection, connector, Pacing(rate=10_000.0))
    first: list[float] = []

    def hear(progress: Progress) -> None:
        if progress.phase is Phase.FILLING and not first:
            first.extend((time.perf_counter(), float(progress.count)))

    sync.progressed.connect(hear)
    late: list[float] = []
    session.sign_in(profile, secret)
    looked = time.perf_counter()
    while True:
        before = time.perf_counter()
        await asyncio.sleep(TICK)
        now = time.perf_counter()
        if first:
            late.append(max(0.0, now - before - TICK))
        if now - looked > 0.5 and files.local is not None:
            looked = now
            if sync.progress.phase is Phase.FILLING and sync.progress.count >= customers:
                break
            if await files.local.replica.fact(FILLED) is not None:
                break
    took = time.perf_counter() - first[0]
    for part in (sync, files, session):
        await part.aclose()
    return (customers - first[1]) / took, late


async def taken_apart(profile: Profile, secret: Secret) -> tuple[float, float, list[Customer]]:
    """Return the seconds a page takes to come, those it takes to be typed, and a page."""
    pos = await connect(profile, secret, NoTokenStore())
    headers = {"x-token": await _token(profile, secret)}
    typed, bare = [], []
    page: list[Customer] = []
    async with httpx.AsyncClient(trust_env=False, headers=headers) as client:
        for number in range(1, SAMPLE + 1):
            query: dict[str, str | int] = {"page": number, "limit": LIMIT, "sort[0]": "id", "sort[1]": "1"}
            start = time.perf_counter()
            (await client.get(f"{profile.base_url}/v2/customers", params=query)).raise_for_status()
            bare.append(time.perf_counter() - start)
            start = time.perf_counter()
            read = await pos.customers(CustomerQuery(sort=CustomerSort.ID, page=number, limit=LIMIT))
            typed.append(time.perf_counter() - start)
            page = list(read.rows) or page
    await pos.aclose()
    fetch = statistics.median(bare)
    return fetch, max(0.0, statistics.median(typed) - fetch), page


async def _token(profile: Profile, secret: Secret) -> str:
    body = {**dataclasses.asdict(profile), "client_secret": secret.reveal()}
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"{profile.base_url}/v2/auth", json=body)
    return str(answer.json()["token"])


async def storing(folder: Path, page: list[Customer], customers: int) -> tuple[float, float]:
    """Return how many model objects a second are stored, in batches as large as the fill's; and a second of work.

    The two are far apart where the machine is at something else.
    """
    key, path = Secret(secrets.token_hex(32)), folder / "store.db"
    replica = await Replica.open(path, key, region="AZ")
    await replica.aclose()
    batch = LIMIT * LEAVES
    took = worked = 0.0
    with Ingest(path, key, "AZ") as ingest:
        for begin in range(0, customers, batch):
            several = [
                msgspec.structs.replace(page[number % len(page)], id=str(number + 1), phone=f"+9945{number:08}")
                for number in range(begin, min(begin + batch, customers))
            ]
            start, begun = time.perf_counter(), time.process_time()
            ingest.upsert(several)
            took += time.perf_counter() - start
            worked += time.process_time() - begun
    return customers / took, customers / worked


if __name__ == "__main__":
    sys.exit(main())
