"""What the screen looked like when it was last closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, QSettings


def remember(memory: QSettings, states: Mapping[str, QByteArray]) -> None:
    """Keep states by their names."""
    for name, state in states.items():
        memory.setValue(name, state)


def restore(memory: QSettings, takers: Mapping[str, Callable[[QByteArray], bool]]) -> None:
    """Hand each state kept to whoever takes it; what is not there or not whole leaves things as they are."""
    for name, take in takers.items():
        kept = memory.value(name)
        if isinstance(kept, QByteArray):
            take(kept)
