"""The shapes of Clopos's orders. Source: list-orders and create-order pages."""

from __future__ import annotations

from typing import Any

from callcenter.pos.clopos.wire import Id, Number, Wire


class ModifierWire(Wire, frozen=True):
    """A modifier of a line, in the spellings of the list, the create and the product pages."""

    id: Id | None = None
    modifier_id: Id | None = None
    modificator_id: Id | None = None
    name: str | None = None
    modifier_name: str | None = None
    count: Number = None
    price: Number = None
    portion_size: Number = None


class ProductWire(Wire, frozen=True):
    """``meta.order_product.product`` of a line."""

    id: Id | None = None
    name: str | None = None
    price: Number = None


class OrderProductWire(Wire, frozen=True):
    """``meta.order_product`` of a line."""

    count: Number = None
    status: str | None = None
    note: str | None = None
    product_hash: str | int | None = None
    portion_size: Number = None
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
    status: str | None = None
    note: str | None = None
    product_hash: str | int | None = None
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
    customer_discount_type: Any = None
    order_number: str | int | None = None


class PayloadWire(Wire, frozen=True):
    """``payload`` of an order."""

    auto_order_accept: bool | None = None
    auto_order_sent_to_station: bool | None = None
    order_number: str | int | None = None
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
