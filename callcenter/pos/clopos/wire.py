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


class SaleTypeWire(Wire, frozen=True):
    """A row of ``GET /sale-types``."""

    id: Id
    name: str | None = None
    system_type: str | None = None
    channel: str | None = None


class ModifierWire(Wire, frozen=True):
    """A modifier of a line, in the spellings of the list, the create and the product pages."""

    id: Id | None = None
    modifier_id: Id | None = None
    modificator_id: Id | None = None
    name: str | None = None
    modifier_name: str | None = None
    count: Number = None
    price: Number = None


class ProductWire(Wire, frozen=True):
    """``meta.order_product.product`` of a line."""

    id: Id | None = None
    name: str | None = None
    price: Number = None


class OrderProductWire(Wire, frozen=True):
    """``meta.order_product`` of a line."""

    count: Number = None
    note: str | None = None
    product_modificators: list[ModifierWire] | None = None
    product: ProductWire | None = None


class LineMetaWire(Wire, frozen=True):
    """``meta`` of a line."""

    price: Number = None
    order_product: OrderProductWire | None = None


class LineWire(Wire, frozen=True):
    """An entry of ``payload.products``."""

    product_id: Id | None = None
    product_name: str | None = None
    count: Number = None
    price: Number = None
    portion_size: Number = None
    note: str | None = None
    product_modificators: list[ModifierWire] | None = None
    modifiers: list[ModifierWire] | None = None
    meta: LineMetaWire | None = None


class RecipientWire(Wire, frozen=True):
    """``payload.customer``."""

    id: Id | None = None
    name: str | None = None
    phone: str | int | None = None
    address: str | None = None
    customer_discount_type: Any = None


class ServiceWire(Wire, frozen=True):
    """``payload.service``."""

    sale_type_id: Id | None = None
    venue_id: Id | None = None


class DiscountWire(Wire, frozen=True):
    """``payload.meta.discount``."""

    discount_type: Any = None
    discount_value: Number = None


class PayloadMetaWire(Wire, frozen=True):
    """``payload.meta``."""

    comment: str | None = None
    discount: DiscountWire | None = None
    apply_service_charge: bool | None = None
    service_charge_value: Number = None


class PayloadWire(Wire, frozen=True):
    """``payload`` of an order."""

    delivery_fee: Number = None
    service: ServiceWire | None = None
    customer: RecipientWire | None = None
    products: list[LineWire] | None = None
    meta: PayloadMetaWire | None = None
    customer_id: Id | None = None
    sale_type_id: Id | None = None
    total: Number = None


class ReceiptWire(Wire, frozen=True):
    """``receipt`` of an order."""

    id: Id
    service_notification_id: Id | None = None
    status: Any = None


class OrderWire(Wire, frozen=True):
    """A row of ``GET /orders``."""

    id: Id
    status: str | None = None
    venue_id: Id | None = None
    type: str | None = None
    integration: str | None = None
    integration_uuid: str | None = None
    integration_id: Id | None = None
    integration_status: str | None = None
    integration_response: Any = None
    customer_ref_id: Id | None = None
    payload: PayloadWire | None = None
    receipt: ReceiptWire | None = None
    total: Number = None
    created_at: str | None = None
    updated_at: str | None = None


class CreatedPayloadWire(Wire, frozen=True):
    """``data.payload`` of a freshly placed order, in the shape that tells nothing but the id."""

    id: Id | None = None


class CreatedOrderWire(Wire, frozen=True):
    """``data`` of ``POST /orders``: the id stands in ``payload`` or beside it."""

    id: Id | None = None
    payload: CreatedPayloadWire | None = None
