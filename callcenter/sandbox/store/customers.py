"""The customers: pages of them, one of them, a new one."""

import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from callcenter.sandbox.store.positions import Key, Ladder, Matches
from callcenter.sandbox.store.text import digits_of, folded

SORTS: Final[Mapping[str, str]] = {
    "id": "id",
    "cid": "cid",
    "group_id": "group_id",
    "name": "name_folded",
    "email": "email",
    "address": "address",
    "created_at": "id",  # ids are given in the order of creation
    "updated_at": "updated_at",
}
"""Sort field of the API to the column that is sorted."""

_SHALLOW: Final = 1000
"""Rows that may be skipped one by one before it pays to build a ladder."""

_INSERT: Final = """
INSERT INTO customers (
    venue_id, cid, group_id, name, name_folded, discount, email, phone, phone_digits, phones, digits, address,
    address_data, description, spent, total_discount, total_bonus, receipt_count, gender, date_of_birth, code, source,
    reference_id, status, can_use_loyalty_system, is_verified, balance, cashback, phone_verified_at, created_at,
    updated_at
) VALUES (
    :venue_id, :cid, :group_id, :name, :name_folded, 0, :email, :phone, :phone_digits, '[]', :digits, NULL,
    '[]', :description, 0, 0, 0, 0, :gender, :date_of_birth, :code, NULL,
    NULL, 1, 0, 0, 0, 0, NULL, :created_at, :created_at
)
"""


class TakenError(Exception):
    """A field that must be unique holds a value that another customer has."""

    def __init__(self, field: str) -> None:
        super().__init__(f"another customer has this {field}")
        self.field = field
        """``phone``, ``code`` or ``cid``."""


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """What a list is narrowed to: each part holds alternatives, and the parts are combined by AND."""

    names: tuple[tuple[str, ...], ...] = ()
    phones: tuple[tuple[str, ...], ...] = ()
    group_ids: tuple[tuple[int, ...], ...] = ()

    def clauses(self) -> tuple[list[str], list[str | int]]:
        """Write the filter in SQL: conditions to combine by AND, and their values."""
        conditions: list[str] = []
        values: list[str | int] = []
        for names in self.names:
            conditions.append(_any_of("name_folded", len(names)))
            values += [folded(name) for name in names]
        for phones in self.phones:
            wanted = [digits for digits in map(digits_of, phones) if digits]
            conditions.append(_any_of("digits", len(wanted)))
            values += wanted
        for group_ids in self.group_ids:
            conditions.append(f"group_id IN ({', '.join('?' * len(group_ids))})")
            values += group_ids
        return conditions, values


def _any_of(column: str, count: int) -> str:
    """Look for any of ``count`` texts inside a column, in its index alone (the rows are ten times as wide)."""
    if not count:
        return "0"
    tests = " OR ".join([f"instr({column}, ?) > 0"] * count)
    return f"id IN (SELECT id FROM customers WHERE {tests})"  # noqa: S608 - own names


class CustomerTable:
    """The table ``customers``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ladders: dict[str, Ladder] = {}
        self._matches = Matches()
        self._changes = 0
        self._total: int = connection.execute("SELECT coalesce(max(id), 0) FROM customers").fetchone()[0]

    @property
    def total(self) -> int:
        """How many customers there are."""
        return self._total

    def get(self, customer_id: int) -> sqlite3.Row | None:
        """Find one customer."""
        if not 0 < customer_id <= self._total:
            return None
        query = "SELECT * FROM customers WHERE id = ?"
        found: sqlite3.Row | None = self._connection.execute(query, (customer_id,)).fetchone()
        return found

    def rows(self, ids: Sequence[int]) -> list[sqlite3.Row]:
        """Read these customers, in this order."""
        marks = ", ".join("?" * len(ids))
        query = f"SELECT * FROM customers WHERE id IN ({marks})"  # noqa: S608 - marks alone
        found = {row["id"]: row for row in self._connection.execute(query, tuple(ids))}
        return [found[row_id] for row_id in ids]

    def page(
        self, narrowed: CustomerFilter, sort: str, offset: int, limit: int, *, descending: bool
    ) -> tuple[list[sqlite3.Row], int]:
        """Give a page of the list, sorted by a field of ``SORTS`` and then by id, and the whole list's length."""
        column = SORTS[sort]
        if narrowed == CustomerFilter():
            return self.rows(self._unfiltered(column, offset, limit, descending=descending)), self._total
        # Names, numbers and groups never change once a customer is there; the time of the last change does.
        version = (self._total, self._changes if column == "updated_at" else 0)
        question = (narrowed, column, descending)
        ids = self._matches.ids(question, version, lambda: self._find(narrowed, column, descending=descending))
        return self.rows(ids[offset : offset + limit]), len(ids)

    def _unfiltered(self, column: str, offset: int, limit: int, *, descending: bool) -> Sequence[int]:
        start = self._total - offset - limit if descending else offset
        stop = min(start + limit, self._total)
        start = max(start, 0)
        if column == "id":
            ids: Sequence[int] = range(start + 1, stop + 1)
            return ids[::-1] if descending else ids
        if column not in self._ladders:
            if offset < _SHALLOW:
                way = "DESC" if descending else "ASC"
                query = f"SELECT id FROM customers ORDER BY {column} {way}, id {way} LIMIT ? OFFSET ?"  # noqa: S608
                return [row[0] for row in self._connection.execute(query, (limit, offset))]
            self._ladders[column] = Ladder(self._connection, "customers", column)
        ids = self._ladders[column].ids(start, stop - start)
        return ids[::-1] if descending else ids

    def _find(self, narrowed: CustomerFilter, column: str, *, descending: bool) -> "array[int]":
        conditions, values = narrowed.clauses()
        way = "DESC" if descending else "ASC"
        query = (
            f"SELECT id FROM customers WHERE {' AND '.join(conditions)} "  # noqa: S608 - own names
            f"ORDER BY {column} {way}, id {way}"
        )
        return array("q", (row[0] for row in self._connection.execute(query, values)))

    def insert(self, fields: Mapping[str, Any], now: int) -> sqlite3.Row:
        """Add a customer and commit.

        ``fields``: venue_id, cid, group_id, name, email, phone, code, description, gender, date_of_birth.
        Raises TakenError for a phone (compared by its digits), code or cid that another customer has.
        """
        phone_digits = digits_of(fields["phone"]) if fields["phone"] else None
        for field, column, value in (
            ("phone", "phone_digits", phone_digits),
            ("code", "code", fields["code"]),
            ("cid", "cid", fields["cid"]),
        ):
            taken = f"SELECT 1 FROM customers WHERE {column} = ?"  # noqa: S608 - own names
            if value is not None and self._connection.execute(taken, (value,)).fetchone():
                raise TakenError(field)
        newest = self.get(self._total)
        row = {
            **fields,
            "name_folded": folded(fields["name"]),
            "phone_digits": phone_digits,
            "digits": phone_digits or "",
            # A clock set back must not put the newest row before an older one: positions rest on it.
            "created_at": max(now, newest["created_at"]) if newest else now,
        }
        with self._connection:
            new_id = self._connection.execute(_INSERT, row).lastrowid
        self._total += 1
        added = self.get(new_id or 0)
        if added is None:
            raise RuntimeError("the customer just added is not there")
        for column, ladder in self._ladders.items():
            ladder.add(added[column], added["id"])
        return added

    def record_visit(self, customer_id: int, spent: int, now: int) -> None:
        """Count a delivered order for its customer (``spent`` in hundredths). The caller commits."""
        row = self.get(customer_id)
        if row is None:
            return
        self._connection.execute(
            "UPDATE customers SET spent = spent + ?, receipt_count = receipt_count + 1, updated_at = ? WHERE id = ?",
            (spent, now, customer_id),
        )
        self._changes += 1
        ladder = self._ladders.get("updated_at")
        if ladder:
            before: Key = row["updated_at"]
            ladder.remove(before, customer_id)
            ladder.add(now, customer_id)
