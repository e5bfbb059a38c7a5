"""Customers by what stands for them: an id, a whole telephone number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import apsw

from callcenter.model.customer import Customer
from callcenter.replica import stored
from callcenter.replica.expressions import whole_number
from callcenter.replica.face import Face
from callcenter.replica.numbers import canonical

_BY_ID = stored.sql("SELECT ROW FROM carray(?) AS wanted JOIN customer ON customer.id = wanted.value")
_BY_NUMBER = stored.sql(
    "SELECT ROW FROM look CROSS JOIN customer ON customer.seq = (look.rowid & 0xFFFFFFF)"
    " WHERE look MATCH ? ORDER BY look.rowid"
)
_SHORTEST = 3
"""Digits: an extension inside a company."""
_MOST = 100
"""People on one number: a company's switchboard may have more, but nobody reads further."""


def by_ids(connection: apsw.Connection, ids: Sequence[str]) -> list[Customer]:
    """Return those of these customers that are stored, in the order of the ids."""
    if not ids:
        return []
    found = {row[0]: row for row in connection.execute(_BY_ID, (apsw.carray(tuple(ids)),))}
    return [stored.from_row(found[one]) for one in dict.fromkeys(ids) if one in found]


def ids(connection: apsw.Connection) -> list[str]:
    """Return every customer's id, in the order of arrival."""
    return [str(customer_id) for (customer_id,) in connection.execute("SELECT id FROM customer ORDER BY seq")]


def moments(connection: apsw.Connection) -> list[tuple[str, int | None]]:
    """Return every customer's id with when they were created, in microseconds since 1970."""
    return [(str(one), created) for one, created in connection.execute("SELECT id, created_at FROM customer")]


def by_number(connection: apsw.Connection, number: str, region: str) -> list[Customer]:
    """Return everybody with this whole number: those whose primary number it is first, then the more frequent."""
    digits = canonical(number, region)
    if len(digits) < _SHORTEST:
        return []
    found = (Face(row, region) for row in connection.execute(_BY_NUMBER, (whole_number(digits, region),)))
    faces = list(islice((face for face in found if digits in face.numbers), _MOST))
    faces.sort(key=lambda face: face.numbers[0] != digits)
    return [stored.from_row(face.row) for face in faces]
