"""From the shapes PosStar sends to the words of the desk, and back. Money crosses here: minor units ↔ sums."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from callcenter.model.customer import Customer, CustomerChange, NewCustomer, Purchase
from callcenter.model.ledger import EntryKind, LedgerEntry
from callcenter.model.loyalty import Redeemed, Redemption
from callcenter.model.money import from_minor, sane
from callcenter.pos.decode import moment, text
from callcenter.pos.encode import encoded, filled
from callcenter.pos.posstar import wire

V = TypeVar("V")
M = TypeVar("M")

FIELDS = {
    "name": "name",
    "email": "email",
    "phone": "phone",
    "address": "address",
    "loyalty_points": "points",
    "total_spent": "spent",
    "total_orders": "receipt_count",
    "notes": "notes",
    "tags": "tags",
    "recent_purchases": "purchases",
    "ledger_balance": "ledger_balance",
    "created_at": "created_at",
}
"""The vendor's names of a customer's fields, and the model's."""
_KINDS = {kind.value: kind for kind in EntryKind if kind is not EntryKind.OTHER}
MOST_TAGS, MOST_PURCHASES = 100, 100


def customer(row: wire.CustomerWire, currency: str) -> Customer:
    """Map a customer; what the answer left out, or said so that it makes no sense, is ``untold``."""
    return Customer(
        id=str(row.id),
        name=_told(row.name, text) or "",
        phone=_told(row.phone, _words),
        email=_told(row.email, text),
        address=_told(row.address, text),
        notes=_told(row.notes, text),
        spent=_told(row.total_spent, lambda told: from_minor(told, currency)),
        receipt_count=_told(row.total_orders, count),
        created_at=_told(row.created_at, moment),
        points=_told(row.loyalty_points, count),
        tags=_told(row.tags, tags) or (),
        purchases=_told(row.recent_purchases, lambda told: purchases(told, currency)) or (),
        ledger_balance=_told(row.ledger_balance, lambda told: from_minor(told, currency)),
        untold=tuple(field for name, field in FIELDS.items() if getattr(row, name) is UNSET),
    )


def purchases(told: list[wire.PurchaseWire], currency: str) -> tuple[Purchase, ...]:
    """Return the latest sales in their order, each once; a card has no room for more than ``MOST_PURCHASES``."""
    read = {each.id: each for each in (purchase(one, currency) for one in told[:MOST_PURCHASES])}
    return tuple(read.values())


def purchase(row: wire.PurchaseWire, currency: str) -> Purchase:
    """Map one of a customer's latest sales."""
    return Purchase(
        id=str(row.id),
        receipt_number=_words(row.receipt_number) if row.receipt_number is not None else None,
        total=from_minor(row.total, currency),
        created_at=moment(row.created_at),
    )


def entry(row: wire.LedgerWire, currency: str) -> LedgerEntry:
    """Map one movement of a customer's account."""
    return LedgerEntry(
        id=str(row.id),
        kind=_KINDS.get((row.type or "").strip().lower(), EntryKind.OTHER),
        amount=from_minor(row.amount, currency),
        balance_after=from_minor(row.balance_after, currency),
        description=text(row.description),
        reference_id=str(row.reference_id) if row.reference_id is not None else None,
        created_at=moment(row.created_at),
    )


def redeemed(row: wire.RedeemedWire, currency: str) -> Redeemed:
    """Map what became of points. Raises msgspec.ValidationError where it does not tell how many were redeemed."""
    points = count(row.redeemed)
    if points is None:
        raise msgspec.ValidationError("the points redeemed are no count")
    return Redeemed(
        points=points,
        discount=from_minor(row.discount_amount, currency),
        remaining=count(row.remaining_points) if row.remaining_points is not None else None,
    )


def user(row: wire.UserWire) -> str | None:
    """Return the name of whoever is signed in."""
    return text(row.name, longest=100) or text(row.email, longest=100)


def count(told: Decimal) -> int | None:
    """Return a whole number; what is none, or beyond all counting, is unknown."""
    return int(told) if sane(told) is not None and told == int(told) else None


def tags(told: list[Any]) -> tuple[str, ...]:
    """Return the tags in their order, each once; what is no text is left out."""
    read = (text(one, longest=200) for one in told[:MOST_TAGS] if isinstance(one, str))
    return tuple(dict.fromkeys(one for one in read if one))


# ---- what is sent ---------------------------------------------------------------------------------------------------


def new_customer(form: NewCustomer) -> bytes:
    """Write the body of a creation: only what was filled in."""
    body = {
        "name": form.name,
        "email": form.email,
        "phone": form.phone,
        "address": form.address,
        "notes": form.notes,
        "tags": list(form.tags) or None,
    }
    return encoded(filled(body))


def change(wanted: CustomerChange) -> bytes:
    """Write the body of an update: only what is set; null empties a field, ``tags`` go out whole."""
    values = {name: getattr(wanted, name) for name in wanted.fields}
    return encoded({name: list(value) if isinstance(value, tuple) else value for name, value in values.items()})


def redemption(wanted: Redemption) -> bytes:
    """Write the body of a redemption."""
    return encoded({"points": wanted.points, "sale_id": wanted.sale_id})


def _told(value: V | UnsetType | None, read: Callable[[V], M | None]) -> M | None:
    return None if value is None or value is UNSET else read(value)


def _words(value: object) -> str | None:
    return text(str(value))
