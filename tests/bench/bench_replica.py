"""The local copy without a window: keystrokes answered, callers matched, customers stored, bytes on the disk.

Each kind of look is typed key by key against a million customers, encrypted, one key after the other. Meanwhile a
task of the same event loop wakes every millisecond: how late it is tells how long a query keeps Python from a window.
"""

import argparse
import asyncio
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script: its neighbours are found from the top

from callcenter.model.customer import Customer
from callcenter.replica.query import Query
from callcenter.replica.replica import Replica
from tests.bench import replica_data, typed


def main() -> int:
    """Measure, and print a line of JSON each; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--typed", type=int, default=60, help="names that are typed key by key")
    parser.add_argument("--stored", type=int, default=200_000, help="customers that are stored anew")
    options = parser.parse_args()
    path = replica_data.kept(options.customers)
    told = [tell("size", path.stat().st_size / 1e6, "MB", options.customers, 400 * options.customers / 1e6)]
    told += asyncio.run(looks(path, options.customers, options.typed))
    told.append(ingest(options.stored))
    return 0 if all(told) else 1


def tell(metric: str, value: float, unit: str, n: int, target: float, *, at_least: bool = False) -> bool:
    """Print one line; return whether the target is met."""
    met = value >= target if at_least else value <= target
    line = {"bench": "replica", "metric": metric, "value": round(value, 2), "unit": unit, "n": n}
    print(json.dumps({**line, "target": target, "met": met}), flush=True)  # noqa: T201 - a benchmark's answer
    return met


async def looks(path: Path, customers: int, names: int) -> list[bool]:
    """Type names and numbers, and ring with whole numbers."""
    replica = await Replica.open(path, replica_data.Key(), region=replica_data.REGION)
    if replica.notice is not None or await replica.count() != customers:
        raise RuntimeError("the kept replica is not what it should be")
    sample = list(islice(replica_data.customers(customers), 2000, 2000 + names * 50, 50))
    late: list[float] = []
    watch = asyncio.create_task(lateness(late))
    told = []
    everything: list[float] = []
    for kind, texts in typings(sample).items():
        took = [await timed(lambda text=text: replica.search(Query(text=text))) for text in texts]  # type: ignore[misc]
        slips = kind == "typo"
        everything += [] if slips else took
        told += [tell(f"{kind}_p50", statistics.median(took), "ms", len(took), 60 if slips else 2)]
        told += [tell(f"{kind}_p99", high(took), "ms", len(took), 60 if slips else 11)]
    told += [tell("keystroke_p50", statistics.median(everything), "ms", len(everything), 2)]
    told += [tell("keystroke_p99", high(everything), "ms", len(everything), 11)]
    numbers = [one.phone for one in sample if one.phone]
    took = [await timed(lambda number=number: replica.by_phone(number)) for number in numbers]  # type: ignore[misc]
    told.append(tell("caller_p99", high(took), "ms", len(took), 11))
    watch.cancel()
    told.append(tell("loop_late_p99", high(late), "ms", len(late), 8))
    await replica.aclose()
    return told


def typings(sample: list[Customer]) -> dict[str, list[str]]:
    """Return what stands in the field after each key, by kind of look.

    Of a text with an error the whole alone; of a name with digits behind it, what is typed after the name.
    """
    found = {
        kind: [typing for text in texts for typing in typed.keys(text)] for kind, texts in typed.texts(sample).items()
    }
    found[typed.TYPO] = typed.texts(sample)[typed.TYPO]
    for kind in ("mixed", "parts"):
        found[kind] = [typing for typing in found[kind] if " " in typing[:-1]]
    return found


async def timed(ask: Callable[[], Awaitable[object]]) -> float:
    """Return the milliseconds an answer takes."""
    start = time.perf_counter()
    await ask()
    return (time.perf_counter() - start) * 1000


async def lateness(late: list[float]) -> None:
    """Note by how many milliseconds a millisecond's sleep is too long, until cancelled."""
    while True:
        start = time.perf_counter()
        await asyncio.sleep(0.001)
        late.append((time.perf_counter() - start - 0.001) * 1000)


def high(values: list[float]) -> float:
    """Return the 99th percentile."""
    return statistics.quantiles(values, n=100)[98]


def ingest(count: int) -> bool:
    """Store customers into a new file in this process, as the worker process does."""
    folder = Path(tempfile.mkdtemp(prefix="callcenter-bench-"))
    try:
        took = replica_data.fill(folder / "replica.db", count)
    finally:
        shutil.rmtree(folder)
    return tell("ingest", count / took, "customers/s", count, 30_000, at_least=True)


if __name__ == "__main__":
    sys.exit(main())
