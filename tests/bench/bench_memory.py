"""What the desk holds in memory after ten minutes' work, beside a bare window that has made one request with httpx.

The desk is the real one with a million customers on the disk, in a process of its own. The work is that of ten minutes
on the phone: sixty searches typed key by key, a card opened for each, thirty calls that pop, ten new customers saved,
sixty orders that come in. It is done in full but without the pauses, in some two minutes; ``--minutes 10`` leaves the
pauses in. The bare window runs right before, on the same display.

Compared is RSS, the pages that a process has in memory. USS, in the same lines, leaves out what it shares with others.
``growth`` is what RSS gained over the second half of the work: what is kept for good shows there.
"""

import argparse
import asyncio
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script: its neighbours are found from the top

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest

from callcenter.app import Desk
from tests.bench import desk_bench, replica_data, typed
from tests.bench.desk_bench import tell

TARGET = 1.6
MOST_GROWTH = 3.0
"""Megabytes: the caches of a desk are full by half-time."""
ROUNDS = 60
"""In ten minutes: a search and an order in each, a call in every second, a new customer in every sixth."""
KEY = 1 / 12
"""Seconds from one key to the next."""
READING = 0.3
"""Seconds for a card: the point of sale is asked meanwhile, which knows few of the million."""
PATIENCE = 20.0
"""Seconds to wait for an answer; without one the desk is broken."""
MEGABYTE = 1e6
BARE = """
import http.server, sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
import httpx

class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass

server = http.server.HTTPServer(("127.0.0.1", 0), Quiet)
threading.Thread(target=server.handle_request, daemon=True).start()
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()

def told():
    with httpx.Client(trust_env=False) as client:
        client.head(f"http://127.0.0.1:{server.server_port}/")
    print(open("/proc/self/smaps_rollup").read(), flush=True)
    app.quit()

QTimer.singleShot(500, told)
app.exec()
"""


def main() -> int:
    """Measure, and print a line of JSON each; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=2.0, help="how long the ten minutes' work takes at least")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work_of_ten_minutes(options.customers, options.minutes, json.load(sys.stdin))
        return 0
    replica_data.kept(options.customers)
    bare = sizes(run([sys.executable, "-c", BARE], ""))
    command = [sys.executable, __file__, "--work", "--customers", str(options.customers)]
    answer = run([*command, "--minutes", str(options.minutes)], json.dumps(texts(options.customers)))
    half, end = (sizes(part) for part in answer.split("=====")[:2])
    more = {"customers": options.customers, "mb": end, "bare_mb": bare, "load": round(os.getloadavg()[0], 2)}
    told = [
        tell("memory", "rss", end["rss"] / bare["rss"], "ratio", ROUNDS, TARGET, **more),
        tell("memory", "growth", end["rss"] - half["rss"], "MB", ROUNDS // 2, MOST_GROWTH),
    ]
    return 0 if all(told) else 1


def run(command: list[str], given: str) -> str:
    """Run a program to its end; return what it printed."""
    return subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True).stdout


def sizes(rollup: str) -> dict[str, float]:
    """Return the sizes in megabytes that the kernel tells of a process."""
    lines = (line.split() for line in rollup.splitlines() if line.endswith("kB"))
    told = {words[0]: int(words[1]) * 1024 / MEGABYTE for words in lines}
    uss = told["Private_Clean:"] + told["Private_Dirty:"]
    return {"rss": round(told["Rss:"], 1), "pss": round(told["Pss:"], 1), "uss": round(uss, 1)}


def texts(customers: int) -> list[tuple[str, str]]:
    """Return what is typed, each with the number of somebody who calls."""
    sample = list(islice(replica_data.customers(customers), 3000, 3000 + ROUNDS * 20, 20))
    kinds = typed.texts(sample)
    del kinds[typed.TYPO]  # whoever is not found has no card
    numbers = [one.phone or "+994505550000" for one in sample]
    names = list(kinds)
    return [
        (kinds[names[at % len(names)]][at % len(kinds[names[at % len(names)]])], numbers[at]) for at in range(ROUNDS)
    ]


def work_of_ten_minutes(customers: int, minutes: float, given: list[tuple[str, str]]) -> None:
    """Work at a desk, and print the kernel's figures at half-time and at the end."""

    async def script(desk: Desk) -> None:
        begin = time.monotonic()
        for at, (text, number) in enumerate(given):
            await one_round(desk, at, text, number)
            if at + 1 in {ROUNDS // 2, ROUNDS}:
                tell_sizes()
            await asyncio.sleep(max(0.0, begin + minutes * 60 * (at + 1) / ROUNDS - time.monotonic()))

    desk_bench.drive(customers, script, "--orders-per-minute", str(ROUNDS / minutes))


def tell_sizes() -> None:
    """Hand the kernel's figures to the parent."""
    gc.collect()
    print(Path("/proc/self/smaps_rollup").read_text(), "=====", sep="\n", flush=True)  # noqa: T201 - to the parent


async def one_round(desk: Desk, at: int, text: str, number: str) -> None:
    """Look for somebody and open their card; answer a call or add a customer now and then."""
    page = desk.window.desk
    await look_for(desk, text)
    strike(desk, "\r")
    await until(page.card.isVisible)
    await asyncio.sleep(READING)
    if at % 2 == 0:
        desk.arrivals.hear(number)
        await until(page.calls.isVisible)
        await asyncio.sleep(KEY)
        desk.parts.calls.dismiss()
        await until(lambda: not page.calls.isVisible())
    if at % 6 == 0:
        name = f"Sınaq Qonaq{os.getpid()}x{at}"
        await look_for(desk, name)
        await press(desk, "Ctrl+N")
        await until(page.form.isVisible)
        await press(desk, "Ctrl+Return")
        await until(lambda: page.card.isVisible() and page.card.accessibleDescription() == name)


async def look_for(desk: Desk, text: str) -> None:
    """Type a text into the search, and wait for the answer."""
    await press(desk, "Ctrl+K")
    for letter in text:
        strike(desk, letter)
        await asyncio.sleep(KEY)
    await until(lambda: desk.window.desk.search.settled)


async def press(desk: Desk, keys: str) -> None:
    """Press a shortcut: outside of any task, for Qt's events run within."""
    QTimer.singleShot(0, lambda: QTest.keySequence(desk.window.windowHandle(), QKeySequence(keys)))
    await asyncio.sleep(KEY)


def strike(desk: Desk, letter: str) -> None:
    """Press and release a key."""
    key = Qt.Key.Key_Return if letter == "\r" else ord(letter.upper()) if letter.isascii() else 0
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, int(key), Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(desk.window.windowHandle(), event)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - whatever the window shows
            await asyncio.sleep(0.01)


if __name__ == "__main__":
    raise SystemExit(main())
