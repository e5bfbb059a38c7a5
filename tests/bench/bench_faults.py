"""Nothing lost, nothing doubled: random schedules of faults over whatever a desk sends to each point of sale.

Each schedule kills the desk by SIGKILL several times while the point of sale resets, fails, falls silent, breaks off
and goes away; then what is on the server is held against what was accepted. ``--pos NAME --seed N --schedules 1`` plays
one again.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script: its neighbours are found from the top

from tests.desk import fault_schedules, star_schedules
from tests.desk.playing import Outcome

PLAYS = {"clopos": fault_schedules.play, "posstar": star_schedules.play}
TOGETHER = 10
"""Schedules against one sandbox."""


def main() -> int:
    """Play, and print a line of JSON for each point of sale; 1 where anything was lost, doubled or left unfinished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pos", choices=PLAYS, action="append", help="a point of sale; all of them without it")
    parser.add_argument("--schedules", type=int, default=1000, help="for each point of sale")
    parser.add_argument("--seed", type=int, default=1, help="the first schedule's")
    parser.add_argument("--workers", type=int, default=2 * (os.cpu_count() or 1), help="sandboxes at a time")
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.schedules)
    good = True
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        for pos in options.pos or PLAYS:
            good = _bench(pos, seeds, pool) and good
    return 0 if good else 1


def _bench(pos: str, seeds: Sequence[int], pool: ProcessPoolExecutor) -> bool:
    """Play at one point of sale and print its line; return whether all is well."""
    start = time.monotonic()
    parts = [seeds[first : first + TOGETHER] for first in range(0, len(seeds), TOGETHER)]
    outcomes: list[Outcome] = []
    for played in pool.map(partial(_play, pos), parts):
        outcomes += played
        for bad in (one for one in played if not one.good):
            print(f"bench faults --pos {pos} --seed {bad.seed} --schedules 1: {bad}", file=sys.stderr, flush=True)  # noqa: T201
        if sys.stderr.isatty():
            print(f"\r{pos}: {len(outcomes)} of {len(seeds)}", end="", file=sys.stderr, flush=True)  # noqa: T201
    good = all(one.good for one in outcomes)
    line = {
        "bench": "faults",
        "pos": pos,
        "metric": "lost and doubled",
        "value": sum(len(one.lost) + len(one.doubled) + len(one.wrong) for one in outcomes),
        "unit": "acts",
        "n": sum(one.accepted for one in outcomes),
        "target": 0,
        "met": good,
        "schedules": len(outcomes),
        "lost": sum(len(one.lost) for one in outcomes),
        "doubled": sum(len(one.doubled) for one in outcomes),
        "wrong": sum(len(one.wrong) for one in outcomes),
        "refused": sum(one.refused for one in outcomes),
        "uncertain": sum(one.uncertain for one in outcomes),
        "unfinished": sum(len(one.unfinished) for one in outcomes),
        "seconds": round(time.monotonic() - start),
    }
    print(json.dumps(line), flush=True)  # noqa: T201 - a benchmark's answer
    return good


def _play(pos: str, seeds: Sequence[int]) -> list[Outcome]:
    return list(PLAYS[pos](seeds))


if __name__ == "__main__":
    sys.exit(main())
