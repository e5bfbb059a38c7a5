"""Small facts kept with the data: watermarks, how far a fill has come, how many customers there are."""

from __future__ import annotations

import apsw

CUSTOMERS = "customers"
"""The number of customers: counting a million rows would take longer than a frame."""
RULE = "index"
"""By which rule customers and orders are indexed (reindexing.py)."""
REINDEXED = "index.reached"
"""How far indexing anew has come; not there where the whole index follows the rule."""


def fact(connection: apsw.Connection, name: str) -> str | None:
    """Return a fact as text; None where it was never set."""
    found = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).get
    return None if found is None else str(found)


def set_fact(connection: apsw.Connection, name: str, value: str | None) -> None:
    """Keep a fact; None forgets it. Part of the caller's transaction."""
    if value is None:
        connection.execute("DELETE FROM fact WHERE name = ?", (name,))
    else:
        connection.execute(
            "INSERT INTO fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
        )


def count(connection: apsw.Connection) -> int:
    """Return how many customers there are."""
    return int(connection.execute("SELECT value FROM fact WHERE name = ?", (CUSTOMERS,)).get)


def add_to_count(connection: apsw.Connection, change: int) -> None:
    """Note that so many customers came (or went)."""
    if change:
        connection.execute("UPDATE fact SET value = value + ? WHERE name = ?", (change, CUSTOMERS))
