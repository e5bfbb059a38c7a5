"""From the start of the process to a window that is painted and shows what is typed, with a million customers.

The desk is the real program, signed in by the real keyring, over a sandbox in a process of its own. It is started in
turn with the least window there can be, and both are looked at from outside, on the screen: the clock stops when the
letters that were typed as soon as the window was painted and had the keyboard are seen in the field. Told besides,
without a target: until customers are seen below the field, found for these letters among the million.
"""

import argparse
import asyncio
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script: its neighbours are found from the top

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage

from callcenter import settings
from callcenter.settings import Profile, Settings
from callcenter.vault import Entry, Kind, Secret, open_vault, origin_of
from tests.bench import replica_data
from tests.bench.desk_bench import filled, sandbox, tell
from tests.bench.screen import Screen, differing, highest_difference, strokes, until

TYPED = "leyla"
TARGET = 1.3
PAUSE = 0.3
"""Seconds between two starts."""
AT_REST = 6.0
"""Seconds after which nothing changes on the screen any more; for the first look alone, which is not measured."""
_WIDE = 60
"""Pixels of the letters that are looked at."""
_BELOW = QRect(QPoint(0, 125), QSize(250, 60))
"""Where the second customer and the third are seen, from the corner of the letters typed."""
_ROWS = 400
"""Pixels that differ from an empty list where there are rows."""


class Place(NamedTuple):
    """A field in a window, as it looks empty; and how many pixels the letters change."""

    letters: QRect
    empty: QImage
    changed: int

    def is_empty(self, now: QImage) -> bool:
        """Whether the field is painted and nothing is typed in it; a cursor may blink."""
        return differing(now, self.empty) <= self.changed // 3

    def is_typed(self, now: QImage) -> bool:
        """Whether the letters are in it."""
        return differing(now, self.empty) >= self.changed * 2 // 3


def main() -> int:
    """Measure, and print a line of JSON each; 1 where the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--starts", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="start-") as name, sandbox() as (profile, secret):
        folder = Path(name)
        environment = _environment(folder)
        asyncio.run(_signed_in(folder, profile, secret))
        filled(folder / "data" / "callcenter" / profile.key, options.customers)
        screen = Screen()
        try:
            return _compare(screen, environment, options.starts, options.customers)
        finally:
            screen.close()


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment with the user's folders elsewhere, and code compiled as an installation has it."""
    ours = {
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_STATE_HOME": str(folder / "state"),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | ours


async def _signed_in(folder: Path, profile: Profile, secret: Secret) -> None:
    """Leave what a desk leaves that was signed in when it was closed."""
    settings.save(folder / "config" / "callcenter", Settings(profiles=(profile,), active=profile.key, theme="light"))
    vault = await open_vault()
    if not vault.lasting:
        raise RuntimeError("there is no keyring: run this by packaging/dev.py bench start")
    for kind, kept in ((Kind.CLIENT_SECRET, secret), (Kind.LOCAL_KEY, Secret(replica_data.Key().reveal()))):
        await vault.put(Entry(origin_of(profile.base_url), profile.key, kind), kept)


def _compare(screen: Screen, environment: dict[str, str], starts: int, customers: int) -> int:
    script = Path(sys.executable).with_name("callcenter")
    commands = {
        "desk": [str(script)] if script.exists() else [sys.executable, "-m", "callcenter"],
        "bare": [sys.executable, str(Path(__file__).with_name("bare_window.py"))],
    }
    places = {name: _place(screen, command, environment) for name, command in commands.items()}
    shown: dict[str, list[float]] = {name: [] for name in commands}
    found: list[float] = []
    for _ in range(starts):
        for name, command in commands.items():
            answered = found if name == "desk" else None
            shown[name].append(_start(screen, command, environment, places[name], answered))
    desk, bare = (statistics.median(shown[name]) for name in ("desk", "bare"))
    for name, value in (("bare_ms", bare), ("desk_ms", desk), ("furnished_and_found_ms", statistics.median(found))):
        _say(name, value * 1e3, starts, customers)
    return 0 if tell("start", "ratio", desk / bare, "ratio", starts, TARGET, customers=customers) else 1


def _place(screen: Screen, command: list[str], environment: dict[str, str]) -> Place:
    """Start a program once, unmeasured, and see where its field is."""
    before = screen.focused()
    with subprocess.Popen(command, env=environment) as process:
        try:
            until(lambda: screen.focused() != before)
            time.sleep(AT_REST)
            empty = screen.look()
            screen.press(TYPED)
            time.sleep(AT_REST / 10)
            typed = screen.look()
            corner = screen.corner(screen.focused())
        finally:
            process.send_signal(signal.SIGTERM)
    letters = highest_difference(empty, typed, _WIDE)
    return Place(letters.translated(-corner), empty.copy(letters), differing(empty.copy(letters), typed.copy(letters)))


def _start(
    screen: Screen, command: list[str], environment: dict[str, str], place: Place, found: list[float] | None
) -> float:
    """Start a program, type into it and end it; return the seconds until what was typed was seen."""
    before = screen.focused()
    start = time.perf_counter()
    with subprocess.Popen(command, env=environment) as process:
        try:
            until(lambda: screen.focused() != before and place.is_empty(screen.look(_letters(screen, place))))
            letters = _letters(screen, place)
            screen.press(TYPED)
            shown = until(lambda: place.is_typed(screen.look(letters)))
            if found is not None:
                below = _BELOW.translated(letters.topLeft())
                found.append(until(lambda: strokes(screen.look(below)) > _ROWS) - start)
        finally:
            process.send_signal(signal.SIGTERM)
    until(lambda: screen.focused() == before)
    time.sleep(PAUSE)
    return shown - start


def _letters(screen: Screen, place: Place) -> QRect:
    """Return where the letters stand on the screen now: a window that has just come is still being moved."""
    return place.letters.translated(screen.corner(screen.focused()))


def _say(metric: str, value: float, n: int, customers: int) -> None:
    line = {"bench": "start", "metric": metric, "value": round(value, 1), "unit": "ms", "n": n}
    print(json.dumps({**line, "customers": customers}), flush=True)  # noqa: T201 - a benchmark's answer


if __name__ == "__main__":
    raise SystemExit(main())
