"""The process that the cores of a desk are forked from, to be killed, and an ear for what they say."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from tests.desk.dispatch_core import Life

UNCERTAIN, SENT, REFUSED = "uncertain", "sent", "refused"


@dataclass
class Told:
    """What the desk has said over its lives."""

    attempted: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    rows: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """Of the newest word on the outbox: state, and whether somebody looked for it."""
    errors: dict[str, str | None] = field(default_factory=dict)
    """And why it is not sent."""

    def hear(self, line: str) -> None:
        """Take a line in. Raises RuntimeError for a core that failed by itself."""
        word, _, value = line.rstrip("\n").partition(" ")
        if word == "take":
            self.attempted.add(value)
        elif word == "taken":
            self.accepted.add(value)
        elif word == "rows":
            rows = msgspec.json.decode(value)
            self.rows = {key: (state, looked) for key, state, looked, _ in rows}
            self.errors = {key: error for key, _, _, error in rows}
            self.accepted.update(self.rows)  # it is committed, whether the core lived to say so or not
        elif word == "failed":
            raise RuntimeError(f"the desk's core failed: {value}")

    def state(self, key: str) -> str:
        """Give the state of an accepted form; what is in the outbox no more was sent."""
        return self.rows.get(key, (SENT, True))[0]

    @property
    def uncertain(self) -> int:
        """How many acts are put to the agent."""
        return sum(state == UNCERTAIN for state, _ in self.rows.values())

    @property
    def unsettled(self) -> list[str]:
        """The acts that are neither sent nor refused."""
        return [key for key, (state, _) in self.rows.items() if state not in {SENT, REFUSED}]

    @property
    def resting(self) -> bool:
        """Whether nothing more will happen by itself."""
        states = [(state, looked) for state, looked in self.rows.values() if state != SENT]
        return all(state != "sending" and (state != UNCERTAIN or looked) for state, looked in states) and (
            all(state != "waiting" for state, _ in states) or any(state == UNCERTAIN for state, _ in states)
        )


class Nursery:
    """The process that cores are forked from; one lives at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.desk.dispatch_core"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )

    @contextlib.contextmanager
    def core(self, life: Life, told: Told, longest: float) -> Iterator[Iterator[str]]:
        """Let a core live, so many seconds at most: its lines, each taken in by ``told``.

        It is killed on leaving, and its last words heard.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(msgspec.json.encode(life).decode() + "\n")
        self._process.stdin.flush()
        lines = self._lines()
        pid = int(next(lines))
        end = threading.Timer(longest, _kill, (pid,))
        end.start()
        try:
            yield _heard(lines, told)
        finally:
            end.cancel()
            end.join()
            _kill(pid)
            for _ in _heard(lines, told):
                pass

    def _lines(self) -> Iterator[str]:
        """Give the process id of the core that was asked for, and then its lines until it is dead."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line == "dead\n":
                return
            yield line.removeprefix("core ")

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _heard(lines: Iterator[str], told: Told) -> Iterator[str]:
    for line in lines:
        told.hear(line)
        yield line
