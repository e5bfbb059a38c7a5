"""One brand's desks on the shared feed: what they cost the point of sale, and how soon each hears of a change.

The sandbox with its quota on, a real nats-server, and three whole desks among the others, each with its window (drawn
into memory), its files and its customers kept like the brand's, in a process of its own; the rest are desks without
windows in a few processes. The first whole desk leads and is killed at the end: another has to take over.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec

from callcenter.feed.brand_file import FeedFile, new_file, utc_now
from callcenter.feed.pace import SHARED_INTERVAL
from callcenter.sandbox.server import Sandbox

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.feed.nats_server import PASSWORD, USER, NatsServer  # noqa: E402 - found by the line above

SIZES = (1, 10, 100, 1000)
PROCESSES = 4
WHOLE = 3
"""Desks with everything that a desk has; one where there are fewer than ten."""
MOST_REQUESTS = 20
"""Requests a minute for all desks together."""
SOON_MS = SHARED_INTERVAL * 1000 + 250
TAKEOVER = 5.0
PATIENCE = 240.0
SETTLING = 20.0
"""Seconds for what whole desks ask once, at the start: choices, history, the first page of customers."""


class Process:
    """A process of desks."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._lines: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, sandbox: Sandbox, file: FeedFile, first: int, count: int, *, whole: bool = False) -> Process:
        """Start so many desks, numbered from ``first`` on; a whole one is alone in its process."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(Path(__file__).with_name("feed_whole_desk.py" if whole else "feed_desks.py")),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=64 * 1024 * 1024,
            env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        )
        started = cls(process)
        credentials = {key: str(value) for key, value in sandbox.credentials.items()}
        begin = {
            "base": sandbox.clopos,
            "credentials": credentials,
            "file": msgspec.json.encode(file).decode(),
            "first": first,
            "count": count,
        }
        started.say(json.dumps(begin))
        return started

    def say(self, line: str) -> None:
        """Tell it something."""
        if self._process.stdin is not None:
            self._process.stdin.write(line.encode() + b"\n")

    async def hear(self, key: str) -> dict[str, Any]:
        """Return the next line that tells this; others are passed over."""
        async with asyncio.timeout(PATIENCE):
            while key not in (line := await self._lines.get()):
                pass
        return line

    async def kill(self) -> None:
        """End it without a word to anybody."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
        await self._reading

    async def _read(self) -> None:
        if self._process.stdout is None:
            return
        while line := await self._process.stdout.readline():
            self._lines.put_nowait(json.loads(line))


@contextlib.asynccontextmanager
async def running(sandbox: Sandbox, file: FeedFile, desks: int) -> AsyncIterator[list[Process]]:
    """Give processes of so many desks in all, the leader first and alone."""
    leader = await Process.start(sandbox, file, 0, 1, whole=True)
    found = [leader]
    whole = WHOLE if desks >= 10 else 1
    try:
        await leader.hear("ready")
        found += [await Process.start(sandbox, file, number, 1, whole=True) for number in range(1, whole)]
        others = desks - whole
        share = -(-others // PROCESSES) if others > PROCESSES else others
        firsts = range(whole, desks, share or 1)
        found += [await Process.start(sandbox, file, first, min(share, desks - first)) for first in firsts]
        for one in found[1:]:
            await one.hear("ready")
        yield found
    finally:
        for one in found:
            await one.kill()


async def measured(desks: int, seconds: float) -> bool:
    """Measure with so many desks; say whether the targets are met."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-feed-") as folder,
        NatsServer(Path(folder)) as server,
        Sandbox(customers=200, orders=300) as sandbox,
    ):
        file = new_file("bench", server.url, user=USER, password=PASSWORD, now=utc_now())
        start = time.monotonic()
        async with running(sandbox, file, desks) as processes:
            met = tell("all-there", desks, time.monotonic() - start, "s", desks)
            await asyncio.sleep(SETTLING)
            reports = await reported(processes)
            sent_before = sum(report["bytes"] for report in reports)
            sandbox.forget_requests()
            began = time.monotonic()
            changes = await changed(sandbox, seconds)
            took = time.monotonic() - began
            asked = Counter(f"{one.method} {one.path.rpartition('/')[2]}" for one in sandbox.requests)
            requests = asked.total()
            await asyncio.sleep(SHARED_INTERVAL + 1)
            reports = await reported(processes)
            met &= tell("pos-requests", desks, requests * 60 / took, "requests/min", requests, MOST_REQUESTS)
            for what, times in asked.items():
                tell(f"pos-requests {what}", desks, times * 60 / took, "requests/min", times)
            delays = [
                (heard - changes[key]) * 1000
                for report in reports
                for key in changes
                for heard in report["heard"].get(key, [])
            ]
            met &= tell(
                "heard", desks, len(delays) / len(changes) / desks, "desks told of a change", len(delays), 1, least=True
            )
            met &= tell("change-told-p50", desks, statistics.median(delays), "ms", len(delays))
            met &= tell("change-told-p99", desks, percentile(delays, 99), "ms", len(delays), SOON_MS)
            spans = [max(times) - min(times) for times in together(reports, changes)]
            tell("first-to-last-desk-p50", desks, statistics.median(spans) * 1000, "ms", len(spans))
            sent = sum(report["bytes"] for report in reports) - sent_before
            tell("bytes", desks, sent / desks / (time.monotonic() - began) * 60, "bytes a desk a minute", desks)
            if desks > 1:
                met &= await taken_over(processes, desks)
    return met


async def changed(sandbox: Sandbox, seconds: float) -> dict[str, float]:
    """Let orders arrive and move on at any moment between two looks; return when."""
    changes: dict[str, float] = {}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await asyncio.sleep(random.uniform(0.5, SHARED_INTERVAL))  # noqa: S311 - a moment
        number = await asyncio.to_thread(sandbox.place_order)
        changes[f"{number} PENDING"] = time.monotonic()
    return changes


async def reported(processes: list[Process]) -> list[dict[str, Any]]:
    """Ask every process what it heard."""
    for one in processes:
        one.say("report")
    return [await one.hear("heard") for one in processes]


def together(reports: list[dict[str, Any]], changes: dict[str, float]) -> list[list[float]]:
    """Return for each change when each desk heard of it."""
    return [[heard for report in reports for heard in report["heard"].get(key, [])] for key in changes]


async def taken_over(processes: list[Process], desks: int) -> bool:
    """Kill the leader; say whether another polls for all in time."""
    leader, *others = processes
    killed_at = time.monotonic()
    await leader.kill()
    waiting = [asyncio.create_task(one.hear("leading")) for one in others]
    done, pending = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    leading = min(task.result()["leading"] for task in done)
    return tell("takeover", desks, leading - killed_at, "s", 1, TAKEOVER)


def percentile(values: list[float], percent: int) -> float:
    """Return a percentile."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


def tell(
    metric: str, desks: int, value: float, unit: str, n: int, target: float | None = None, *, least: bool = False
) -> bool:
    """Print one figure; say whether its target is met."""
    line: dict[str, object] = {
        "bench": "feed",
        "metric": f"{metric}-{desks}",
        "value": round(value, 2),
        "unit": unit,
        "n": n,
    }
    met = target is None or (value >= target if least else value <= target)
    if target is not None:
        line |= {"target": target, "met": met}
    print(json.dumps(line), flush=True)  # noqa: T201 - a benchmark's answer
    return met


def main() -> int:
    """Measure, and print lines of JSON; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--desks", type=int, nargs="*", default=SIZES)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    print(json.dumps({"bench": "feed", "load-1-minute": os.getloadavg()[0], "cores": os.cpu_count()}))  # noqa: T201
    results = [asyncio.run(measured(desks, options.seconds)) for desks in options.desks]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
