"""The shapes PosStar sends. Any field may be missing (UNSET: an answer does not tell it), null, or of another type.

Source: customers page; overview and authentication pages of its reference.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

Id = int | str
Text = str | UnsetType | None
Number = Decimal | UnsetType | None
"""Money in minor units, and counts: a JSON number, now and then a text. Decoded from the digits, never by a float."""


class Wire(msgspec.Struct, frozen=True, gc=False):
    """Base of all shapes: unknown fields are left out. Its ``repr`` shows nothing: what it holds is personal data."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class Head(Wire, frozen=True):
    """What an error says of itself; ``message`` is a text or a list of them."""

    statusCode: Any = None  # noqa: N815 - the vendor's spelling
    message: Any = None
    error: Any = None


class SignedIn(Wire, frozen=True):
    """``POST /auth/login`` and ``POST /auth/refresh``."""

    access_token: str


class Claims(Wire, frozen=True):
    """What a JWT says of its own life, in seconds since 1970."""

    exp: float | None = None
    iat: float | None = None


class UserWire(Wire, frozen=True):
    """``GET /auth/me``."""

    id: Id
    name: str | None = None
    email: str | None = None


class PurchaseWire(Wire, frozen=True):
    """An entry of ``recent_purchases``."""

    id: Id
    receipt_number: str | int | None = None
    total: Decimal | None = None
    created_at: str | None = None


class CustomerWire(Wire, frozen=True):
    """A row of ``GET /customers``; what is left out of it differs from call to call."""

    id: Id
    name: Text = UNSET
    email: Text = UNSET
    phone: str | int | UnsetType | None = UNSET
    address: Text = UNSET
    loyalty_points: Number = UNSET
    total_spent: Number = UNSET
    total_orders: Number = UNSET
    notes: Text = UNSET
    tags: list[Any] | UnsetType | None = UNSET
    recent_purchases: list[PurchaseWire] | UnsetType | None = UNSET
    ledger_balance: Number = UNSET
    created_at: Text = UNSET


class LedgerWire(Wire, frozen=True):
    """A row of ``GET /customers/{id}/ledger``."""

    id: Id
    type: str | None = None
    amount: Decimal | None = None
    balance_after: Decimal | None = None
    description: str | None = None
    reference_id: Id | None = None
    created_at: str | None = None


class RedeemedWire(Wire, frozen=True):
    """``POST /customers/{id}/loyalty/redeem``."""

    redeemed: Decimal
    discount_amount: Decimal | None = None
    remaining_points: Decimal | None = None
