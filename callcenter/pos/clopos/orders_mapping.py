"""From the shapes of Clopos's orders to the model and back. Source: list-orders and create-order pages."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from callcenter.model.money import sane
from callcenter.model.order import (
    DiscountKind,
    Modifier,
    NewOrder,
    Order,
    OrderLine,
    Receipt,
    Recipient,
)
from callcenter.pos.clopos import orders_wire as wire
from callcenter.pos.clopos.values import as_number, as_text, encoded, words
from callcenter.pos.decode import moment, text


def order(row: wire.OrderWire) -> Order:
    """Map an order: what the vendor nests in ``payload`` lies flat in the model."""
    payload = row.payload or wire.PayloadWire()
    service = payload.service or wire.ServiceWire()
    meta = payload.meta or wire.PayloadMetaWire()
    discount = meta.discount or wire.DiscountWire()
    return Order(
        id=str(row.id),
        status=text(row.status) or "?",
        venue_id=as_text(row.venue_id if row.venue_id is not None else service.venue_id),
        type=text(row.type),
        integration=text(row.integration),
        integration_id=as_text(row.integration_id),
        integration_uuid=text(row.integration_uuid),
        integration_status=text(row.integration_status),
        integration_response=words(row.integration_response),
        customer_ref_id=as_text(row.customer_ref_id),
        recipient=_recipient(payload, meta),
        lines=tuple(_line(line) for line in payload.products or ()),
        sale_type_id=as_text(payload.sale_type_id if payload.sale_type_id is not None else service.sale_type_id),
        number=words(payload.order_number) or words(meta.order_number),
        comment=text(meta.comment),
        delivery_fee=sane(payload.delivery_fee),
        discount_kind=_discount_kind(discount.discount_type),
        discount_value=sane(discount.discount_value),
        service_charge_applies=meta.apply_service_charge,
        service_charge_value=sane(meta.service_charge_value),
        auto_accept=payload.auto_order_accept,
        auto_sent_to_station=payload.auto_order_sent_to_station,
        total=sane(row.total if row.total is not None else payload.total),
        receipt=_receipt(row.receipt) if row.receipt else None,
        created_at=moment(row.created_at),
        updated_at=moment(row.updated_at),
    )


def _recipient(payload: wire.PayloadWire, meta: wire.PayloadMetaWire) -> Recipient:
    row = payload.customer or wire.RecipientWire()
    discount = row.customer_discount_type if row.customer_discount_type is not None else meta.customer_discount_type
    return Recipient(
        id=as_text(row.id if row.id is not None else payload.customer_id),
        name=text(row.name),
        phone=words(row.phone),
        address=text(row.address),
        discount_kind=_discount_kind(discount),
    )


def _line(row: wire.LineWire) -> OrderLine:
    """Map a line; the name and price stand deep in ``meta`` (list-orders page) or beside the id (create-order page)."""
    meta = row.meta or wire.LineMetaWire()
    ordered = meta.order_product or wire.OrderProductWire()
    product = ordered.product or wire.ProductWire()
    identity = row.product_id if row.product_id is not None else product.id
    price = next((each for each in (row.price, meta.price, product.price) if each is not None), None)
    portion = row.portion_size if row.portion_size is not None else ordered.portion_size
    modifiers = row.modifiers or row.product_modificators or ordered.product_modificators or ()
    return OrderLine(
        product_id=as_text(identity) or "",
        name=text(row.product_name) or text(product.name) or f"#{identity}",
        count=_count(row.count if row.count is not None else ordered.count),
        price=sane(price),
        portion=_count(portion),
        note=text(row.note) or text(ordered.note),
        modifiers=tuple(_modifier(modifier) for modifier in modifiers),
        status=text(ordered.status) or text(row.status),
        list_price=sane(product.price),
        product_hash=words(ordered.product_hash) or words(row.product_hash),
    )


def _modifier(row: wire.ModifierWire) -> Modifier:
    identity = next((each for each in (row.modifier_id, row.modificator_id, row.id) if each is not None), None)
    return Modifier(
        id=as_text(identity) or "",
        name=text(row.modifier_name) or text(row.name) or f"#{identity}",
        count=_count(row.count),
        price=sane(row.price) or Decimal(0),
        portion=_count(row.portion_size),
    )


def _receipt(row: wire.ReceiptWire) -> Receipt:
    return Receipt(
        id=str(row.id), status=words(row.status), service_notification_id=as_text(row.service_notification_id)
    )


def new_order(order: NewOrder) -> bytes:
    """Write the body of create-order. Money goes out as JSON numbers with the digits it has."""
    to = order.recipient
    customer: dict[str, Any] = {
        "id": as_number(to.id),
        "phone": to.phone,
        "address": to.address,
        "name": to.name,
        "customer_discount_type": to.discount_kind.value,
    }
    body: dict[str, Any] = {
        "venue_id": as_number(order.venue_id),
        "sale_type_id": as_number(order.sale_type_id),
        "customer": customer,
        "products": [_new_line(line) for line in order.lines],
        "auto_order_accept": False,
        "auto_order_sent_to_station": False,
        "delivery_fee": order.delivery_fee,
        "comment": order.comment,
        "order_number": order.number,
    }
    if order.discount_kind is not DiscountKind.NONE:
        body["discount"] = {"discount_type": order.discount_kind.value, "discount_value": order.discount_value}
    if order.service_charge is not None:
        body["service_charge"] = {"enabled": True, "value": order.service_charge}
    return encoded(body)


def _new_line(line: OrderLine) -> dict[str, Any]:
    return {
        "product_id": as_number(line.product_id),
        "product_name": line.name,
        "count": _whole(line.count),
        "price": line.price,
        "status": "new",
        "product_hash": line_digest(line),
        "portion_size": _whole(line.portion),
        "note": line.note,
        "modifiers": [
            {
                "modifier_id": as_number(one.id),
                "modifier_name": one.name,
                "count": _whole(one.count),
                "price": one.price,
                "portion_size": _whole(one.portion),
            }
            for one in line.modifiers
        ],
    }


def line_digest(line: OrderLine) -> str:
    """Return ``product_hash``: required and undocumented; a stable digest of product and modifiers serves."""
    parts = [line.product_id, *sorted(f"{one.id}x{one.count.normalize():f}" for one in line.modifiers)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _whole(count: Decimal) -> int | Decimal:
    """Return a whole number as one; any other goes out as it is, for the server to refuse rather than us to round."""
    return int(count) if count == count.to_integral_value() else count


def _count(value: Decimal | None) -> Decimal:
    known = sane(value)
    return Decimal(1) if known is None else known


def _discount_kind(value: Any) -> DiscountKind:
    try:
        return DiscountKind(int(value or 0))
    except (ValueError, TypeError):
        return DiscountKind.NONE
