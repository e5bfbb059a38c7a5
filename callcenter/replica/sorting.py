"""The one search that an agent's question needs: best match first, or sorted by a field."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import apsw

from callcenter.model.customer import CustomerSort
from callcenter.replica import stored
from callcenter.replica.face import Face
from callcenter.replica.folding import fold
from callcenter.replica.matching import Tier
from callcenter.replica.query import Query
from callcenter.replica.regulars import Regulars
from callcenter.replica.searching import Hit, Search

_MOST = 1000
"""Matches that are put in another order than the best first; whoever has more types on."""

_BY = {
    CustomerSort.ID: "length(id) {0}, id {0}",  # numbers as text: 10 comes after 9
    CustomerSort.CID: "cid IS NULL, cid {0}",
    CustomerSort.GROUP: "group_id IS NULL, length(group_id) {0}, group_id {0}",
    CustomerSort.NAME: "name {0}",
    CustomerSort.EMAIL: "email IS NULL, email {0}",
    CustomerSort.ADDRESS: "address IS NULL, address {0}",
    CustomerSort.CREATED: "created_at IS NULL, created_at {0}",
    CustomerSort.UPDATED: "updated_at IS NULL, updated_at {0}",
    CustomerSort.SPENT: "spent IS NULL, spent {0}",
    CustomerSort.POINTS: "points IS NULL, points {0}",
}
_LISTED = stored.sql("SELECT ROW FROM customer WHERE ?1 IS NULL OR group_id = ?1 ORDER BY FIELD LIMIT ?2")


def find(
    connection: apsw.Connection, region: str, query: Query, regulars: Regulars, check: Callable[[], None]
) -> list[Hit]:
    """Return what a query asks for, in one snapshot of the data. ``check`` raises where the answer is not wanted."""
    with _snapshot(connection):
        if query.sort is None:
            regulars.refresh()
            return Search(connection, region, query, regulars, check).run()
        if not query.text.strip():
            return _listed(connection, query, query.sort)
        search = Search(connection, region, query, regulars, check)
        return _sorted(search, query, query.sort)


@contextlib.contextmanager
def _snapshot(connection: apsw.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("COMMIT")


def _listed(connection: apsw.Connection, query: Query, sort: CustomerSort) -> list[Hit]:
    order = _BY[sort].format("DESC" if query.descending else "ASC")
    rows = connection.execute(_LISTED.replace("FIELD", order), (query.group_id or None, query.limit))
    return [Hit(customer=stored.from_row(row), tier=Tier.SUBSTRING) for row in rows]


def _sorted(search: Search, query: Query, sort: CustomerSort) -> list[Hit]:
    found = [(place, _field(face, sort)) for place, face in search.collect(_MOST)]
    known = [pair for pair in found if pair[1] is not None]
    unknown = [pair for pair in found if pair[1] is None]
    known.sort(key=lambda pair: _comparable(sort, pair[1]), reverse=query.descending)
    return [search.hit(place) for place, _ in (*known, *unknown)[: query.limit]]


def _field(face: Face, sort: CustomerSort) -> Any:  # noqa: ANN401 - as the field is
    if sort.value in stored.FIGURES:
        return getattr(stored.from_row(face.row), sort.value)
    return face.row[stored.COLUMNS.index(sort.value)]


def _comparable(sort: CustomerSort, value: Any) -> Any:  # noqa: ANN401 - text, a number or a time, as the field is
    if sort in {CustomerSort.ID, CustomerSort.GROUP}:
        return len(value), value
    if sort is CustomerSort.CID:
        return stored.unpacked(value)
    return fold(value) if isinstance(value, str) else value
