"""From the key to the painted rows, with a million customers, typed at twelve keys a second.

The desk is the real one, in a window, over a sandbox in a process of its own in which orders come in. A thread beside
the desk strikes the keys at their times, whatever the desk is busy with; the clock starts at that time and stops when
the event in which the rows that answer the field's text were painted is over (where they stand there already: when
the window has nothing more to paint). Keys go in through the window, as the display server sends them; letters that a
keyboard of this layout lacks come as from an input method. A key that was overtaken by the next one counts until the
answer to that one.

A timer of the window's own thread that is due every millisecond tells for how long the window was held up between a
key and its rows. What else the machine does counts against the desk: ``load`` tells how much that may be, and
``idle_late_p99`` how late the timer was, in ms, before anything was typed.
"""

import argparse
import asyncio
import os
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script: its neighbours are found from the top

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from callcenter.app import Desk
from callcenter.desk.find import Found
from callcenter.model.customer import Customer
from callcenter.model.record import Record
from tests.bench import desk_bench, replica_data, typed
from tests.bench.desk_bench import tell

FRAME = 1000 / 60
"""Milliseconds."""
KEY = 1 / 12
"""Seconds from one key to the next."""
THINKING = 0.6
"""Seconds between two texts: the point of sale is asked meanwhile where the copy had no answer."""
PATIENCE = 10.0
"""Seconds to wait for the last answer; without one the desk is broken."""
IDLE = 2.0
"""Seconds for which the window is watched before anything is typed."""
NEW_SEARCH = "Ctrl+K"
LAST = -100
"""A priority behind all that Qt posts, repaints too."""
DUE, PAINTED, DONE = (QEvent.Type(QEvent.registerEventType()) for _ in range(3))


class Stroke(Record, frozen=True):
    """A key of a text: what is struck, in what kind of text, whether there is an error in it by now, when it is due."""

    key: str
    kind: str
    slip: bool
    due: float


class Taken(Record, frozen=True):
    """A stroke, what stood in the field after it, and the moment at which its rows were painted."""

    stroke: Stroke
    text: str
    end: float
    work: float
    """Milliseconds that the window's thread worked for it."""

    @property
    def milliseconds(self) -> float:
        """From the key to the rows."""
        return (self.end - self.stroke.due) * 1e3


class Due(QEvent):
    """A stroke's time has come."""

    def __init__(self, stroke: Stroke) -> None:
        super().__init__(DUE)
        self.stroke = stroke


class Hands(QObject):
    """Strikes keys in the window, and watches until their answer is painted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._window = desk.window.windowHandle()
        self._pane = desk.window.desk.search
        self._waiting: list[tuple[Stroke, str]] = []
        self._answered = 0
        """How many of those that wait the rows answer."""
        self._end: float | None = None
        self._round = 0
        self._worked = 0.0
        self._put_off = QTimer(self)
        self._put_off.setSingleShot(True)
        self._put_off.timeout.connect(lambda: self._notice(DONE))
        self.taken: list[Taken] = []
        self._pane.results.viewport().installEventFilter(self)
        desk.parts.find.found.connect(self._hear)

    @property
    def at_rest(self) -> bool:
        """Whether every stroke is answered."""
        return not self._waiting

    def event(self, event: QEvent) -> bool:
        """Strike a key that is due; note that what was posted before is done."""
        if isinstance(event, Due):
            self._strike(event.stroke)
        elif event.type() == PAINTED:
            self._end = time.perf_counter()
        elif event.type() == DONE:
            self._look_whether_done()
        else:
            return super().event(event)
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Watch the rows being painted."""
        if event.type() is QEvent.Type.Paint and self._answered:
            self._notice(PAINTED)
        return False

    def _notice(self, kind: QEvent.Type) -> None:
        """Be told when all that is posted by now is done."""
        QCoreApplication.postEvent(self, QEvent(kind), LAST)

    def _strike(self, stroke: Stroke) -> None:
        if stroke.key == NEW_SEARCH:
            QTest.keySequence(self._window, QKeySequence(NEW_SEARCH))
            return
        self._waiting.append((stroke, ""))
        self._worked = time.thread_time()
        if stroke.key.isascii():
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, ord(stroke.key.upper()), Qt.KeyboardModifier.NoModifier, stroke.key)
                QCoreApplication.sendEvent(self._window, event)
        else:
            letter = QInputMethodEvent()
            letter.setCommitString(stroke.key)
            QCoreApplication.sendEvent(QApplication.focusObject(), letter)
        self._waiting[-1] = (stroke, self._pane.field.text())

    def _hear(self, found: Found) -> None:
        """Hear what was found; the pane, which heard it before, has its rows by now."""
        if self._waiting and found.wanted.text == self._pane.field.text().strip():
            self._answered, self._end, self._round = len(self._waiting), None, 0
            self._notice(DONE)

    def _look_whether_done(self) -> None:
        """Let the view do what it put off, twice: then nothing is left to paint."""
        if self._round == 0 and self._end is None:
            self._nothing_to_paint = time.perf_counter()
        self._round += 1
        if self._round < 3:
            self._put_off.start(0)
            return
        end = self._nothing_to_paint if self._end is None else self._end
        work, self._worked = (time.thread_time() - self._worked) * 1e3, time.thread_time()
        for stroke, text in self._waiting[: self._answered]:
            self.taken.append(Taken(stroke=stroke, text=text, end=end, work=work))
        del self._waiting[: self._answered]
        self._answered = 0


class Watch(QObject):
    """Notes by how much the window's own thread is late for a timer that is due every millisecond."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[tuple[float, float]] = []
        """When it came, and how many milliseconds late."""
        self._last = time.perf_counter()
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._tick)
        timer.start(1)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append((now, max(0.0, (now - self._last) * 1e3 - 1)))
        self._last = now

    def within(self, begin: float, end: float) -> float:
        """Return the longest time for which the thread was held up somewhere between two moments."""
        return max((late for at, late in self.late if begin < at and at - late / 1e3 < end), default=0.0)


def main() -> int:
    """Measure, and print a line of JSON each; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=8, help="customers who are looked for, each in every way")
    parser.add_argument("--slowest", type=int, default=0, help="tell of so many of the slowest keys")
    options = parser.parse_args()
    told: list[bool] = []

    async def script(desk: Desk) -> None:
        told.extend(await measured(desk, options.customers, options.people, options.slowest))

    desk_bench.drive(options.customers, script, "--orders-per-minute", "6")
    return 0 if told and all(told) else 1


async def measured(desk: Desk, customers: int, people: int, slowest: int) -> list[bool]:
    """Type, and tell how long it took."""
    watch = Watch()
    await asyncio.sleep(2 * IDLE)
    idle = high([late for at, late in watch.late if at > time.perf_counter() - IDLE])
    hands = Hands(desk)
    sample = list(islice(replica_data.customers(customers), 2000, 2000 + people * 50, 50))
    thread = threading.Thread(target=strike, args=(hands, list(texts(sample))), name="typist")
    thread.start()
    while thread.is_alive():  # noqa: ASYNC110 - a thread sets no event
        await asyncio.sleep(0.1)
    async with asyncio.timeout(PATIENCE):
        while not hands.at_rest:  # noqa: ASYNC110 - answers, and the painting of them
            await asyncio.sleep(0.1)
    taken = hands.taken[len(hands.taken) // 50 :]  # the first find the caches cold
    held_up = [watch.within(one.stroke.due, one.end) for one in taken]
    if slowest:
        explain(taken, held_up, slowest)
    return results(
        taken, held_up, {"customers": customers, "idle_late_p99": round(idle, 2), "load": os.getloadavg()[0]}
    )


def results(taken: list[Taken], held_up: list[float], more: dict[str, object]) -> list[bool]:
    """Print the figures; return which targets are met."""
    clean = [one.milliseconds for one in taken if not one.stroke.slip]
    slips = [one.milliseconds for one in taken if one.stroke.slip]
    return [
        tell("search", "p50", statistics.median(clean), "ms", len(clean), FRAME, **more),
        tell("search", "p99", high(clean), "ms", len(clean), FRAME, **more),
        tell("search", "typo_max", max(slips), "ms", len(slips), 100, **more),
        tell("search", "held_up_p99", high(held_up), "ms", len(held_up), 8, **more),
        tell("search", "held_up_max", max(held_up), "ms", len(held_up), 8, **more),
    ]


def explain(taken: list[Taken], held_up: list[float], most: int) -> None:
    """Tell of the slowest keys, and how each kind of text fares."""
    ordered = sorted(zip(taken, held_up, strict=True), key=lambda pair: -pair[0].milliseconds)
    for one, held in ordered[:most]:
        say(f"{one.milliseconds:7.1f} ms, held up {held:5.1f}, worked {one.work:5.1f}: {one.stroke.kind}, {one.text!r}")
    for kind in dict.fromkeys(one.stroke.kind for one in taken):
        took = [one.milliseconds for one in taken if one.stroke.kind == kind]
        middle, end = statistics.median(took), high(took)
        work = statistics.median(one.work for one in taken if one.stroke.kind == kind)
        say(f"{kind:12} work {work:5.1f} ms, n {len(took):4}, p50 {middle:5.1f}, p99 {end:5.1f}, max {max(took):5.1f}")


def say(line: str) -> None:
    """Tell whoever watches the run."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - a benchmark's explanation


def texts(sample: list[Customer]) -> Iterator[tuple[str, str]]:
    """Give what is typed, with its kind: the kinds in turn."""
    kinds = typed.texts(sample)
    for turn in range(max(map(len, kinds.values()))):
        for kind, several in kinds.items():
            if turn < len(several):
                yield kind, several[turn]


def strike(hands: Hands, several: list[tuple[str, str]]) -> None:
    """Have the keys of these texts struck, each at its time."""
    due = time.perf_counter()
    for kind, text in several:
        due += THINKING
        for at, key in enumerate([NEW_SEARCH, *text]):
            due += KEY
            time.sleep(max(0.0, due - time.perf_counter()))
            slip = kind == typed.TYPO and at > len(text) // 2
            QCoreApplication.postEvent(hands, Due(Stroke(key=key, kind=kind, slip=slip, due=due)))


def high(values: list[float]) -> float:
    """Return the 99th percentile."""
    return statistics.quantiles(values, n=100)[98]


if __name__ == "__main__":
    raise SystemExit(main())
