"""Who was deleted from this desk, so that no answer that was on its way brings them back.

Nothing but the id and the moment is kept, and not for long. What the point of sale says of the same id later counts: it
may list a customer whom it has made nameless.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import apsw

from callcenter.replica.stored import microseconds

KEPT = timedelta(days=2)
"""Longer than any answer is on its way, with the computer asleep meanwhile."""


def note(connection: apsw.Connection, customer_id: str, at: datetime) -> None:
    """Note that a customer was deleted at a moment of this computer's clock. Part of the caller's transaction."""
    connection.execute("DELETE FROM forgotten WHERE at < ?", (microseconds(at - KEPT),))
    connection.execute("REPLACE INTO forgotten VALUES (?, ?)", (customer_id, microseconds(at)))


def since(connection: apsw.Connection, asked_at: datetime) -> frozenset[str]:
    """Return the ids of those forgotten after a question was asked, whose answer may still know them."""
    found = connection.execute("SELECT id FROM forgotten WHERE at >= ?", (microseconds(asked_at),))
    return frozenset(str(customer_id) for (customer_id,) in found)


def anybody(connection: apsw.Connection) -> bool:
    """Whether somebody was forgotten lately."""
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM forgotten)").get)
