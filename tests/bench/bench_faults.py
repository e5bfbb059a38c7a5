"""Nothing lost, nothing doubled: random schedules of faults over creating customers and placing orders.

Each schedule kills the desk by SIGKILL several times while the point of sale resets, fails, falls silent, breaks off
and goes away; then what is on the server is held against what was accepted. ``--seed N --schedules 1`` plays one again.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script: its neighbours are found from the top

from tests.desk.fault_schedules import Outcome, play

TOGETHER = 10
"""Schedules against one sandbox."""


def main() -> int:
    """Play, and print one line of JSON; 1 where anything was lost, doubled or left unfinished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schedules", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="the first schedule's")
    parser.add_argument("--workers", type=int, default=2 * (os.cpu_count() or 1), help="sandboxes at a time")
    options = parser.parse_args()
    start = time.monotonic()
    seeds = range(options.seed, options.seed + options.schedules)
    parts = [seeds[first : first + TOGETHER] for first in range(0, len(seeds), TOGETHER)]
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        for played in pool.map(_play, parts):
            outcomes += played
            for bad in (one for one in played if not one.good):
                print(f"bench faults --seed {bad.seed} --schedules 1: {bad}", file=sys.stderr, flush=True)  # noqa: T201
            if sys.stderr.isatty():
                print(f"\r{len(outcomes)} of {len(seeds)}", end="", file=sys.stderr, flush=True)  # noqa: T201
    good = all(one.good for one in outcomes)
    line = {
        "bench": "faults",
        "metric": "lost and doubled",
        "value": sum(len(one.lost) + len(one.doubled) for one in outcomes),
        "unit": "forms",
        "n": sum(one.accepted for one in outcomes),
        "target": 0,
        "met": good,
        "schedules": len(outcomes),
        "lost": sum(len(one.lost) for one in outcomes),
        "doubled": sum(len(one.doubled) for one in outcomes),
        "uncertain": sum(one.uncertain for one in outcomes),
        "unfinished": sum(len(one.unfinished) for one in outcomes),
        "seconds": round(time.monotonic() - start),
    }
    print(json.dumps(line))  # noqa: T201 - a benchmark's answer
    return 0 if good else 1


def _play(seeds: Sequence[int]) -> list[Outcome]:
    return list(play(seeds))


if __name__ == "__main__":
    sys.exit(main())
