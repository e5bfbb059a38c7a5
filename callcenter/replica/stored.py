"""How a customer lies in the file: columns for what lists are sorted by, a compact body for the rest.

Field names are not stored: over a million customers they would be half of the file. The order of ``_REST`` is part of
the format: new fields go to its end, and the schema's version tells files apart. A body may end before ``_LATER``:
those fields are then as the model has them where nothing is told, and their customers cost no more than ever.
"""

from __future__ import annotations

import operator
import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from callcenter.model.customer import Customer

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

COLUMNS: Final = ("id", "name", "email", "address", "group_id", "cid", "created_at", "updated_at")
"""Fields with a column each, in the table's order; a UUID as its bytes, the times as microseconds since 1970 in UTC."""
_FIRST: Final = (
    *("phone", "phones", "code", "addresses"),
    *("receipt_count", "venue_id", "notes", "gender", "date_of_birth", "group", "discount", "spent", "total_discount"),
    *("total_bonus", "balance", "cashback_balance", "source", "reference_id", "active", "loyalty_enrolled", "verified"),
    *("phone_verified_at", "deleted_at"),
)
_LATER: Final = ("points", "tags", "purchases", "ledger_balance")
_REST: Final = (*_FIRST, *_LATER)
NOT_STORED: Final = ("untold",)
"""What is said of an answer, not of a customer."""
FIGURES: Final = ("spent", "points")
"""Columns that lists are sorted by and nothing else: the body has these fields too, and sums to the last digit."""
SEARCHED: Final = _REST[:4]
"""The part of the body that search reads: a tenth of the work of reading all of it."""
_FIELDS: Final = {field.name: field for field in msgspec.structs.fields(Customer)}
_Body: Final[Any] = msgspec.defstruct(
    "_Body",
    [(name, _FIELDS[name].type, _FIELDS[name].default) for name in _REST],
    array_like=True,
    frozen=True,
)
_decoder: Final = msgspec.msgpack.Decoder(_Body)
_Searched: Final[Any] = msgspec.defstruct(
    "_Searched", [(name, _FIELDS[name].type) for name in SEARCHED], array_like=True, frozen=True
)
_searched_decoder: Final = msgspec.msgpack.Decoder(_Searched)
_Tagged: Final[Any] = msgspec.defstruct(
    "_Tagged",
    [*((name, msgspec.Raw) for name in _REST[: _REST.index("tags")]), ("tags", _FIELDS["tags"].type)],
    array_like=True,
    frozen=True,
)
_tagged_decoder: Final = msgspec.msgpack.Decoder(_Tagged)
_encode: Final = msgspec.msgpack.Encoder().encode
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII).fullmatch
_columns: Final = operator.attrgetter(*COLUMNS[:5])
_first: Final = operator.attrgetter(*_FIRST)
_rest: Final = operator.attrgetter(*_REST)
_SHORT: Final = _encode([None] * len(_FIRST))[:3]
"""How a body begins that has no later fields: MessagePack tells first how many there are."""
_LARGEST: Final = 2**63 - 1

Row = tuple[str, str, str | None, str | None, str | None, str | bytes | None, int | None, int | None, bytes]
"""A customer's columns and body."""


def sql(statement: str) -> str:
    """Return a statement with the columns of a customer's row in the place of ``ROW``."""
    return statement.replace("ROW", ", ".join(f"customer.{name}" for name in (*COLUMNS, "body")))


def microseconds(moment: datetime | None) -> int | None:
    """Return the moment as microseconds since 1970; one without a zone is taken for UTC."""
    if moment is None:
        return None
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH) // _MICROSECOND


def moment(microseconds_since: int | None) -> datetime | None:
    """Return the moment in UTC."""
    return None if microseconds_since is None else _EPOCH + timedelta(microseconds=microseconds_since)


def packed(cid: str | None) -> str | bytes | None:
    """Return a UUID in its usual spelling as 16 bytes, and any other text as it is: half of the room."""
    if cid is None or not _UUID(cid):
        return cid
    return bytes.fromhex(cid.replace("-", ""))


def unpacked(cid: str | bytes | None) -> str | None:
    """Return a cid as it was written."""
    if not isinstance(cid, bytes):
        return cid
    digits = cid.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def to_row(customer: Customer) -> Row:
    """Return what the table holds of a customer."""
    return (
        *_columns(customer),
        packed(customer.cid),
        microseconds(customer.created_at),
        microseconds(customer.updated_at),
        _encode(_rest(customer) if _has_later(customer) else _first(customer)),
    )


def figures(customer: Customer) -> tuple[float | None, int | None]:
    """Return what the columns ``FIGURES`` hold of a customer."""
    spent, points = customer.spent, customer.points
    return (
        float(spent) if spent is not None else None,
        max(-_LARGEST, min(points, _LARGEST)) if points is not None else None,
    )


def _has_later(customer: Customer) -> bool:
    return (
        customer.points is not None
        or customer.ledger_balance is not None
        or bool(customer.tags)
        or bool(customer.purchases)
    )


def searched(row: Row) -> Any:  # noqa: ANN401 - a structure made from the model's own fields
    """Return the searched part of a row's body: ``phone``, ``phones``, ``code``, ``addresses``."""
    return _searched_decoder.decode(row[8])


def tags(row: Row) -> tuple[str, ...]:
    """Return a row's tags; a body without any later field is not read for them."""
    body = row[8]
    return () if body.startswith(_SHORT) else tuple(_tagged_decoder.decode(body).tags)


def from_row(row: Row) -> Customer:
    """Return the customer that a row holds. Raises msgspec.DecodeError for a body that is none."""
    body = _decoder.decode(row[8])
    fields: dict[str, Any] = dict(zip(COLUMNS[:5], row[:5], strict=True))
    fields["cid"] = unpacked(row[5])
    fields.update(zip(_REST, _rest(body), strict=True))
    return Customer(created_at=moment(row[6]), updated_at=moment(row[7]), **fields)
