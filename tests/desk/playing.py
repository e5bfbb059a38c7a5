"""A random schedule of faults over what a desk sends, played against the sandbox: several lives, each ended by SIGKILL.

After the last life, without faults, everything that was accepted is on the server exactly once, or still in the outbox,
or refused for its reason, or put to the agent as uncertain. Then the agent decides, and all is there.
"""

from __future__ import annotations

import random
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory

import msgspec

from callcenter.sandbox.faults import LATE, LATE_SECONDS
from callcenter.sandbox.server import Sandbox
from tests.desk.dispatch_core import Life, Taken
from tests.desk.nursery import REFUSED, SENT, Nursery, Told

KINDS = (
    *("reset-before", "reset-after", LATE, "status-500", "status-504", "status-504-after"),
    *("hang", "hang-after", "truncate"),
)
LONGEST = 0.5
"""Seconds after which a desk is killed that has nothing more to say."""
PATIENCE = 20.0
"""Seconds in which a desk without faults has to come to rest."""

Deed = tuple[float, Callable[[], object]]
"""What somebody else does, so many seconds after a life of the desk began."""


@dataclass(frozen=True)
class Stretch:
    """One life of the desk, which ends by SIGKILL."""

    acts: list[Taken]
    faults: str
    lines: int
    """How many lines it may write before it is killed …"""
    delay: float
    """… after so many seconds more."""
    away: tuple[float, float] | None
    """After how many seconds the server goes away, and for how many."""


@dataclass
class Outcome:
    """What became of a schedule's acts."""

    seed: int
    accepted: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """What is neither lost nor doubled and yet not as it ought to be."""
    uncertain: int = 0
    refused: int = 0
    unfinished: list[str] = field(default_factory=list)
    """Acts that are not on the server even after the agent has decided."""

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.wrong or self.unfinished)

    def hold(self, told: Told, key: str, there: int) -> None:
        """Weigh one act: a sent one is there, an uncertain one may be; none is there twice."""
        if there > 1:
            self.doubled.append(key)
        elif key in told.accepted and there == 0 and told.state(key) == SENT:
            self.lost.append(key)


class Schedule(ABC):
    """What is drawn from a seed, and how the server's data are held against what the outbox says."""

    seed: int
    stretches: list[Stretch]

    @abstractmethod
    def life(self, folder: str) -> Life:
        """Return what every core is told."""

    @abstractmethod
    def judge(self, outcome: Outcome, told: Told) -> None:
        """Note what is lost, doubled or wrong."""

    def prepared(self, _number: int) -> list[Deed]:
        """Have somebody else done something before this life of the desk; return what they do during it."""
        return []

    def known_done(self) -> list[str]:
        """Return the keys of acts that an agent can find out to be done, though the desk cannot."""
        return []


def stretches_of(chance: random.Random, acts: list[Taken], faults: Callable[[], str]) -> list[Stretch]:
    """Divide acts, in their order, among some lives of the desk."""
    lives = chance.randint(2, 4)
    stretches = []
    for number in range(lives):
        here = len(acts) if number == lives - 1 else chance.randint(0, len(acts))
        stretches.append(
            Stretch(
                acts=acts[:here],
                faults=faults(),
                lines=chance.randint(1, 12 + 6 * here),
                delay=chance.choice((0.0, 0.0, chance.uniform(0, 0.03), chance.uniform(0, 0.3))),
                away=(chance.uniform(0, 0.2), chance.uniform(0.02, 0.3)) if chance.random() < 0.3 else None,
            )
        )
        acts = acts[here:]
    return stretches


def faults_of(chance: random.Random, paths: dict[str, tuple[int, int, float]]) -> str:
    """Draw faults: for each path how many kinds at least and at most, and the highest rate of one."""
    return ",".join(
        f"{kind}@{path}={chance.uniform(0.05, most):.2f}"
        for path, (fewest, kinds, most) in paths.items()
        for kind in chance.sample(KINDS, chance.randint(fewest, kinds))
    )


def run(schedule: Schedule, sandbox: Sandbox, nursery: Nursery) -> Outcome:
    """Play a schedule and say what became of its acts."""
    told = Told()
    with TemporaryDirectory(prefix="callcenter-schedule-") as folder:
        life = schedule.life(folder)
        for number, stretch in enumerate(schedule.stretches):
            sandbox.set_faults("")
            with _meanwhile(sandbox, stretch, schedule.prepared(number)):
                _play(stretch, life, sandbox, nursery, told)
        sandbox.set_faults("")
        if any(LATE in stretch.faults for stretch in schedule.stretches):
            time.sleep(2 * LATE_SECONDS)  # an agent who is in less of a hurry than the server
        _rest(life, nursery, told, lambda: told.resting)
        outcome = Outcome(schedule.seed, accepted=len(told.accepted), uncertain=told.uncertain)
        schedule.judge(outcome, told)
        if told.unsettled:
            decided = msgspec.structs.replace(life, agent=True, done=schedule.known_done())
            _rest(decided, nursery, told, lambda: not told.unsettled)
            outcome.unfinished = told.unsettled
            schedule.judge(outcome, told)
        outcome.refused = sum(state == REFUSED for state, _ in told.rows.values())
    return outcome


@contextmanager
def _meanwhile(sandbox: Sandbox, stretch: Stretch, deeds: list[Deed]) -> Iterator[None]:
    """Let others do what they do, and the server go away, while a core lives."""
    with ExitStack() as stack:
        if stretch.away is not None:
            after, seconds = stretch.away
            deeds = [*deeds, (after, sandbox.pause_network), (after + seconds, sandbox.resume_network)]
        if deeds:
            others = threading.Thread(target=_do, args=(sorted(deeds, key=lambda deed: deed[0]),))
            others.start()
            stack.callback(others.join)
        yield


def _do(deeds: list[Deed]) -> None:
    start = time.monotonic()
    for after, do in deeds:
        time.sleep(max(0.0, start + after - time.monotonic()))
        do()


def _play(stretch: Stretch, life: Life, sandbox: Sandbox, nursery: Nursery, told: Told) -> None:
    sandbox.set_faults(stretch.faults)
    given = msgspec.structs.replace(life, acts=stretch.acts)
    with nursery.core(given, told, LONGEST) as lines:
        for number, _line in enumerate(lines, start=1):
            if number >= stretch.lines or _done(stretch, told):
                break
        time.sleep(stretch.delay)


def _done(stretch: Stretch, told: Told) -> bool:
    """Whether a core has taken up all of its acts and come to rest: it would say nothing more."""
    return {taken.key for taken in stretch.acts} <= told.accepted and told.resting


def _rest(life: Life, nursery: Nursery, told: Told, rested: Callable[[], bool]) -> None:
    """Let a desk without faults live until all is at rest. Raises TimeoutError where that does not come."""
    with nursery.core(life, told, PATIENCE) as lines:
        for line in lines:
            if line.startswith("rows ") and rested():
                return
    raise TimeoutError(f"the desk did not come to rest: {told.rows}")
