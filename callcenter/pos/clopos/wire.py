"""The shapes Clopos sends, as lenient as its pages are at odds: any field may be missing, null, text or number.

Source: list-customers, create-customer and list-orders pages; venues, sale-types and customer-groups of the reference.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Generic, TypeVar

import msgspec

W = TypeVar("W")
Id = int | str
Number = Decimal | None
"""Money and counts: a JSON number, now and then a text. Decoded from the digits, never through a float."""


class Wire(msgspec.Struct, frozen=True, gc=False):
    """Base of all shapes: unknown fields are left out. Its ``repr`` shows nothing: what it holds is personal data."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class Head(Wire, frozen=True):
    """What every answer may say of itself, in all three error shapes."""

    success: Any = None
    message: Any = None
    error: Any = None
    details: Any = None
    data: msgspec.Raw = msgspec.Raw()
    total: Any = None
    pagination: Any = None


class Listed(Wire, Generic[W], frozen=True):
    """A page of a list in its envelope, as it comes where nothing is wrong with it."""

    data: list[W]
    total: Any = None
    pagination: Any = None


class SignedIn(Wire, frozen=True):
    """``POST /auth``."""

    token: str
    expires_in: float | None = None


class GroupWire(Wire, frozen=True):
    """A row of ``GET /customer-groups``, and ``group`` of a customer."""

    id: Id
    name: str | None = None
    discount_type: Any = None
    discount_value: Number = None
    system_type: str | None = None


class AddressWire(Wire, frozen=True):
    """An entry of ``address_data``."""

    type: Any = None
    source: Any = None
    formattedAddress: str | None = None  # noqa: N815 - the vendor's spelling


class BalanceWire(Wire, frozen=True):
    """``balance`` and ``cashback_balance`` of a customer."""

    amount: Number = None


class CustomerWire(Wire, frozen=True):
    """A row of ``GET /customers``, with what ``GET /customers/{id}`` adds."""

    id: Id
    name: str | None = None
    cid: str | None = None
    venue_id: Id | None = None
    group_id: Id | None = None
    discount: Number = None
    email: str | None = None
    phones: list[Any] | None = None
    phone: str | int | None = None
    address: str | None = None
    description: str | None = None
    address_data: list[AddressWire] | None = None
    spent: Number = None
    total_discount: Number = None
    total_bonus: Number = None
    receipt_count: int | None = None
    gender: int | None = None
    date_of_birth: str | None = None
    code: str | int | None = None
    source: str | None = None
    reference_id: Id | None = None
    status: bool | None = None
    can_use_loyalty_system: bool | None = None
    is_verified: bool | None = None
    created_at: str | None = None
    updated_at: str | None = None
    deleted_at: str | None = None
    phone_verified_at: str | None = None
    balance: BalanceWire | None = None
    cashback_balance: BalanceWire | None = None
    group: GroupWire | None = None


class VenueWire(Wire, frozen=True):
    """A row of ``GET /venues``."""

    id: Id
    name: str | None = None
    address: str | None = None
    phone: str | int | None = None
    email: str | None = None
    status: bool | None = None
    is_main: bool | None = None


class SaleTypeWire(Wire, frozen=True):
    """A row of ``GET /sale-types``."""

    id: Id
    name: str | None = None
    system_type: str | None = None
    channel: str | None = None
