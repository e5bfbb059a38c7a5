"""PosStar's customers: pages of them, one of them, new, changed and deleted ones."""

import json
import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from typing import Any, Final

from callcenter.sandbox.store.positions import Ladder, Matches
from callcenter.sandbox.store.text import folded

SORTS: Final[Mapping[str, str]] = {
    "name": "sought",
    "created_at": "created_at",
    "total_spent": "total_spent",
    "loyalty_points": "loyalty_points",
}
"""Sort field of the API to the column that is sorted."""

FIELDS: Final = ("name", "email", "phone", "address", "notes", "tags")
"""What a client may write."""

ANONYMOUS: Final[Mapping[str, Any]] = {
    "name": "Anonymous customer",
    "email": None,
    "phone": None,
    "address": None,
    "notes": None,
    "tags": (),
}

_TABLE: Final = "posstar_customers"

_SHALLOW: Final = 1000
"""Rows that may be skipped one by one before it pays to build a ladder."""

_INSERT: Final = """
INSERT INTO posstar_customers (
    uuid, name, email, phone, address, notes, tags, sought, loyalty_points, total_spent, total_orders, books,
    anonymised, created_at
) VALUES (:uuid, :name, :email, :phone, :address, :notes, :tags, :sought, 0, 0, 0, 1, 0, :created_at)
"""


class ShopperTable:
    """The table ``posstar_customers``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ladders: dict[str, Ladder] = {}
        self._matches = Matches()
        self._changes = 0
        self._total: int = connection.execute("SELECT count(*) FROM posstar_customers").fetchone()[0]

    def get(self, uuid: str) -> sqlite3.Row | None:
        """Find one customer by what the API calls id."""
        query = "SELECT * FROM posstar_customers WHERE uuid = ?"
        found: sqlite3.Row | None = self._connection.execute(query, (uuid,)).fetchone()
        return found

    def page(self, sought: str, sort: str, offset: int, limit: int, *, descending: bool) -> list[sqlite3.Row]:
        """Give a page of those with a text in name, email or phone, sorted by a field of ``SORTS`` and then by age."""
        column = SORTS[sort]
        wanted = _line(sought)
        if wanted:
            question = (wanted, column, descending)
            ids: Sequence[int] = self._matches.ids(
                question, self._changes, lambda: self._find(wanted, column, descending=descending)
            )[offset : offset + limit]
        else:
            ids = self._unfiltered(column, offset, limit, descending=descending)
        return self._rows(ids)

    def _rows(self, ids: Sequence[int]) -> list[sqlite3.Row]:
        marks = ", ".join("?" * len(ids))
        query = f"SELECT * FROM posstar_customers WHERE id IN ({marks})"  # noqa: S608 - marks alone
        found = {row["id"]: row for row in self._connection.execute(query, tuple(ids))}
        return [found[row_id] for row_id in ids]

    def _unfiltered(self, column: str, offset: int, limit: int, *, descending: bool) -> Sequence[int]:
        if column not in self._ladders:
            if offset < _SHALLOW:
                way = "DESC" if descending else "ASC"
                query = f"SELECT id FROM {_TABLE} ORDER BY {column} {way}, id {way} LIMIT ? OFFSET ?"  # noqa: S608
                return [row[0] for row in self._connection.execute(query, (limit, offset))]
            self._ladders[column] = Ladder(self._connection, _TABLE, column)
        start = self._total - offset - limit if descending else offset
        stop = min(start + limit, self._total)
        start = max(start, 0)
        ids = self._ladders[column].ids(start, stop - start)
        return ids[::-1] if descending else ids

    def _find(self, wanted: str, column: str, *, descending: bool) -> "array[int]":
        way = "DESC" if descending else "ASC"
        # The inner query reads the narrow index alone, not the rows.
        query = (
            f"SELECT id FROM {_TABLE} WHERE id IN (SELECT id FROM {_TABLE} WHERE instr(sought, ?) > 0) "  # noqa: S608
            f"ORDER BY {column} {way}, id {way}"
        )
        return array("q", (row[0] for row in self._connection.execute(query, (wanted,))))

    def insert(self, uuid: str, fields: Mapping[str, Any], now: int) -> sqlite3.Row:
        """Add a customer and commit; ``fields`` are some of FIELDS, the name among them."""
        row = {**dict.fromkeys(FIELDS), "tags": (), **fields}
        row |= {"uuid": uuid, "created_at": now, "sought": _sought(row), "tags": _written(row["tags"])}
        with self._connection:
            self._connection.execute(_INSERT, row)
        added = self._again(uuid)
        self._total += 1
        self._changes += 1
        for column, ladder in self._ladders.items():
            ladder.add(added[column], added["id"])
        return added

    def change(self, before: sqlite3.Row, fields: Mapping[str, Any], *, anonymised: bool = False) -> sqlite3.Row:
        """Write some of FIELDS and commit."""
        row = {**dict(before), "tags": json.loads(before["tags"]), **fields}
        row |= {"sought": _sought(row), "tags": _written(row["tags"]), "anonymised": anonymised}
        with self._connection:
            self._connection.execute(
                "UPDATE posstar_customers SET name = :name, email = :email, phone = :phone, address = :address, "
                "notes = :notes, tags = :tags, sought = :sought, anonymised = :anonymised WHERE id = :id",
                row,
            )
        return self._moved(before)

    def remove(self, row: sqlite3.Row) -> None:
        """Take a customer's row away and commit."""
        with self._connection:
            self._connection.execute("DELETE FROM posstar_customers WHERE id = ?", (row["id"],))
        self._total -= 1
        self._changes += 1
        for column, ladder in self._ladders.items():
            ladder.remove(row[column], row["id"])

    def count(self, before: sqlite3.Row, *, spent: int = 0, orders: int = 0, points: int = 0) -> sqlite3.Row:
        """Add to a customer's figures (``spent`` in hundredths). The caller commits."""
        self._connection.execute(
            "UPDATE posstar_customers SET total_spent = total_spent + ?, total_orders = total_orders + ?, "
            "loyalty_points = loyalty_points + ? WHERE id = ?",
            (spent, orders, points, before["id"]),
        )
        return self._moved(before)

    def _moved(self, before: sqlite3.Row) -> sqlite3.Row:
        after = self._again(before["uuid"])
        self._changes += 1
        for column, ladder in self._ladders.items():
            if before[column] != after[column]:
                ladder.remove(before[column], before["id"])
                ladder.add(after[column], after["id"])
        return after

    def _again(self, uuid: str) -> sqlite3.Row:
        row = self.get(uuid)
        if row is None:
            raise RuntimeError("the customer just written is not there")
        return row


def _sought(row: Mapping[str, Any]) -> str:
    return "\n".join(_line(row[field] or "") for field in ("name", "email", "phone"))


def _line(text: str) -> str:
    return folded(text).replace("\n", " ")


def _written(tags: Sequence[str]) -> str:
    return json.dumps(list(tags), ensure_ascii=False)
