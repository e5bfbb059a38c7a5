"""Taking back what was taken up last, as long as it has not left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from callcenter.replica.outbox import Act, Entry, State

CAN_BE_TAKEN_BACK: Final = frozenset({Act.CANCEL_ORDER, Act.DELETE_CUSTOMER})
"""What undoes something: the agent has a moment to think again."""


def newest(entries: Iterable[Entry]) -> Entry | None:
    """Return the row that was taken up last of those that can be taken back; None where all have left."""
    waiting = (entry for entry in entries if entry.act in CAN_BE_TAKEN_BACK and entry.state is State.WAITING)
    return max(waiting, key=lambda entry: entry.id, default=None)
