"""An order as Clopos keeps it: the row, and the JSON in ``payload`` (source: the page "List orders")."""

import sqlite3
import uuid
from collections.abc import Mapping
from typing import Any

import msgspec

from callcenter.sandbox.basket import Basket, Line
from callcenter.sandbox.clopos.numbers import plain, price
from callcenter.sandbox.store.orders import DELIVERED, PENDING, RECEIVED

TYPE = "CALL_CENTER_ORDER"
INTEGRATION = "call_center_new"


def caller_of(customer: sqlite3.Row) -> dict[str, Any]:
    """Write down who ordered, as the order repeats it from the customer's card."""
    return {
        "id": customer["id"],
        "phone": customer["phone"],
        "address": customer["address"],
        "customer_discount_type": 1 if customer["discount"] else 0,
        "name": customer["name"],
    }


def payload_of(basket: Basket, caller: Mapping[str, Any], venue_id: int) -> dict[str, Any]:
    """Write an order's content."""
    # No page shows where the number that an order was sent with can be read again: it stands here where one was sent.
    numbered = {"order_number": basket.order_number} if basket.order_number is not None else {}
    return {
        **numbered,
        "auto_order_accept": basket.auto_order_accept,
        "auto_order_sent_to_station": basket.auto_order_sent_to_station,
        "delivery_fee": price(basket.delivery_fee),
        "service": {"sale_type_id": basket.sale_type_id, "venue_id": venue_id},
        "customer": dict(caller),
        "products": [_product(line) for line in basket.lines],
        "meta": {
            "comment": basket.comment,
            "discount": {
                "discount_type": basket.discount_type,
                "discount_value": plain(basket.discount_value),
            },
            "apply_service_charge": basket.service_charge is not None,
            "customer_discount_type": caller["customer_discount_type"],
            "service_charge_value": plain(basket.service_charge or 0),
        },
        "customer_id": caller["id"],
        "sale_type_id": basket.sale_type_id,
    }


def _product(line: Line) -> dict[str, Any]:
    # meta.price is the product's own price a piece; each modifier brings its own. The vendor's examples show of a
    # modifier its id and count alone: name and price are as the create call gives them.
    modifiers = [
        {"modificator_id": modifier.id, "count": count, "name": modifier.name, "price": price(modifier.price)}
        for modifier, count in line.modifiers
    ]
    ordered: dict[str, Any] = {
        "count": line.count,
        "status": "new",
        "product_modificators": modifiers,
        "product_hash": line.product_hash,
        "product": {"id": line.product.id, "name": line.product.name, "price": price(line.product.price)},
    }
    if line.note is not None:
        ordered["note"] = line.note
    return {
        "product_id": line.product.id,
        "count": line.count,
        "product_modificators": modifiers,
        "portion_size": line.portion_size,
        "meta": {"price": price(line.product.price), "order_product": ordered},
    }


def new_row(
    basket: Basket,
    caller: Mapping[str, Any],
    venue_id: int,
    *,
    created_at: int,
    updated_at: int | None = None,
    status: str = PENDING,
    due_at: int | None = None,
    source: float = 0,
) -> dict[str, Any]:
    """Make the row of an order. ``source`` from 0 to 1 says where it came from: below 0.8 from a call centre."""
    from_shop = source >= 0.8
    shop_number = f"WEB-{created_at % 10**7:07d}"
    received = status in {RECEIVED, DELIVERED}
    return {
        "venue_id": venue_id,
        "customer_id": caller["id"],
        "sale_type_id": basket.sale_type_id,
        "type": TYPE,
        "integration": "web_shop" if from_shop else INTEGRATION,
        "integration_uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, shop_number)) if from_shop else None,
        "integration_id": shop_number if from_shop else None,
        "integration_status": "CREATED",
        "integration_response": '{"accepted": true, "message": null}' if from_shop and received else None,
        "customer_ref_id": f"shop-customer-{caller['id']}" if source >= 0.9 else None,
        "status": status,
        "payload": msgspec.json.encode(payload_of(basket, caller, venue_id)).decode(),
        "total": basket.total(),
        "receipt_id": None,
        "due_at": due_at,
        "created_at": created_at,
        "updated_at": created_at if updated_at is None else updated_at,
    }
