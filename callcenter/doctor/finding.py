"""What was found of one thing."""

from __future__ import annotations

from dataclasses import dataclass

_WIDTH = 15


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing a desk needs, whether it works, and in words how: for a problem a sentence with what to do."""

    name: str
    ok: bool
    words: str

    def __str__(self) -> str:
        return f"{self.name:<{_WIDTH}} {'ok' if self.ok else 'problem'}: {self.words}"


def fine(name: str, words: str) -> Finding:
    """Say that it works."""
    return Finding(name, ok=True, words=words)


def problem(name: str, sentence: str) -> Finding:
    """Say what is wrong and what to do."""
    return Finding(name, ok=False, words=sentence)
