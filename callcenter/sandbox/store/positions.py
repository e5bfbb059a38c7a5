"""Which rows stand on a page, without walking to it: two exact ways, and neither uses a deep OFFSET.

A page is an offset into a sorted table, and rows enter and move meanwhile, as at the vendor. ``Ladder`` answers for a
whole table sorted by one column; ``Matches`` for a filtered list.
"""

import sqlite3
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable
from itertools import accumulate
from typing import Final

Key = str | int | None
Place = tuple[bool, str | int, int]
"""A row's place in the order: (key is not NULL, key, id), which compares in Python as SQLite compares."""

_STEP: Final = 512
"""Rows between two rungs: as many as are skipped at most, in microseconds, to reach any position."""

_KEPT: Final = 8


def _place(key: Key, row_id: int) -> Place:
    return (key is not None, "" if key is None else key, row_id)


class Ladder:
    """Positions in a table sorted by one indexed column: every 512th row is a rung, with the count of rows from it on.

    Built with one walk over the index at its first deep page; afterwards ``add`` and ``remove`` keep the counts exact,
    so any page costs a look at the rungs and one short range of the index.
    """

    def __init__(self, connection: sqlite3.Connection, table: str, column: str) -> None:
        self._connection = connection
        self._table = table
        self._column = column
        self._rungs: list[Place] = []
        self._counts: list[int] = []
        walk = connection.execute(f"SELECT {column}, id FROM {table} ORDER BY {column}, id")  # noqa: S608 - own names
        while rows := walk.fetchmany(_STEP):
            self._rungs.append(_place(*rows[0]))
            self._counts.append(len(rows))

    def add(self, key: Key, row_id: int) -> None:
        """Tell that a row with this key has entered the table."""
        if not self._rungs:
            self._rungs.append(_place(key, row_id))
            self._counts.append(0)
        self._counts[self._rung_of(key, row_id)] += 1

    def remove(self, key: Key, row_id: int) -> None:
        """Tell that the row has left this key."""
        self._counts[self._rung_of(key, row_id)] -= 1

    def ids(self, offset: int, limit: int) -> list[int]:
        """Give the ids of the rows at the positions from ``offset`` on, ascending, at most ``limit``."""
        sums = list(accumulate(self._counts))
        if limit <= 0 or not sums or offset >= sums[-1]:
            return []
        rung = bisect_right(sums, offset)
        if self._counts[rung] > 4 * _STEP:
            self._split(rung)
            return self.ids(offset, limit)
        skip = offset - (sums[rung - 1] if rung else 0)
        return [row_id for _, row_id in self._from(rung, skip + limit)[skip:]]

    def _rung_of(self, key: Key, row_id: int) -> int:
        # The first rung stands for everything before the second, rows smaller than itself included.
        return max(bisect_right(self._rungs, _place(key, row_id)) - 1, 0)

    def _split(self, rung: int) -> None:
        """Put rungs where rows have gathered (the newest end of a list sorted by time)."""
        rows = self._from(rung, self._counts[rung])
        parts = [rows[start : start + _STEP] for start in range(0, len(rows), _STEP)]
        self._rungs[rung : rung + 1] = [_place(*part[0]) for part in parts]
        self._counts[rung : rung + 1] = [len(part) for part in parts]

    def _from(self, rung: int, count: int) -> list[tuple[Key, int]]:
        """Read ``count`` rows from a rung on. Two ranges, because SQLite orders NULLs but does not compare them."""
        column, table = self._column, self._table
        if rung == 0:
            query = f"SELECT {column}, id FROM {table} ORDER BY {column}, id LIMIT ?"  # noqa: S608 - own names
            return self._connection.execute(query, (count,)).fetchall()
        present, key, row_id = self._rungs[rung]
        bound = key if present else None
        same = f"SELECT {column}, id FROM {table} WHERE {column} IS ? AND id >= ? ORDER BY id LIMIT ?"  # noqa: S608
        rows: list[tuple[Key, int]] = self._connection.execute(same, (bound, row_id, count)).fetchall()
        if len(rows) < count:
            beyond = f"{column} > ?" if present else f"{column} IS NOT NULL"
            query = f"SELECT {column}, id FROM {table} WHERE {beyond} ORDER BY {column}, id LIMIT ?"  # noqa: S608
            bounds = (bound,) if present else ()
            rows += self._connection.execute(query, (*bounds, count - len(rows))).fetchall()
        return rows


class Matches:
    """The ids of a filtered list in its order, found once and then cut into pages, until what they rest on changes."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, tuple[Hashable, array[int]]] = OrderedDict()

    def ids(self, question: Hashable, version: Hashable, find: Callable[[], "array[int]"]) -> "array[int]":
        """Give the ids for ``question``, calling ``find`` when none are kept or they are of another ``version``."""
        kept = self._found.get(question)
        if kept is None or kept[0] != version:
            kept = (version, find())
            self._found[question] = kept
        self._found.move_to_end(question)
        while len(self._found) > _KEPT:
            self._found.popitem(last=False)
        return kept[1]
