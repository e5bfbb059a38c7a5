"""Customers by what stands for them: an id, a whole telephone number."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from callcenter.model.customer import Customer
from callcenter.replica import numbers, stored

_BY_ID = stored.sql("SELECT ROW FROM carray(?) AS wanted JOIN customer ON customer.id = wanted.value")
_BY_NUMBER = stored.sql(
    "SELECT ROW FROM number JOIN customer USING (seq) WHERE digits = ? ORDER BY customer.bucket, seq LIMIT ?"
)
_MOST = 100
"""People on one number: a company's switchboard may have more, but nobody reads further."""


def by_ids(connection: apsw.Connection, ids: Sequence[str]) -> list[Customer]:
    """Return those of these customers that are stored, in the order of the ids."""
    if not ids:
        return []
    found = {row[0]: row for row in connection.execute(_BY_ID, (apsw.carray(tuple(ids)),))}
    return [stored.from_row(found[one]) for one in dict.fromkeys(ids) if one in found]


def by_number(connection: apsw.Connection, number: str, region: str) -> list[Customer]:
    """Return everybody with this whole number: those whose primary number it is first, then the more frequent."""
    digits = numbers.canonical(number, region)
    wanted = numbers.key(digits)
    if wanted is None:
        return []
    people = [stored.from_row(row) for row in connection.execute(_BY_NUMBER, (wanted, _MOST))]
    return sorted(people, key=lambda one: one.phone is None or numbers.canonical(one.phone, region) != digits)
