"""The body of ``POST /orders`` (source: the page "Create order", v2). Prices are the menu's, not the client's."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from callcenter.sandbox.basket import FIXED, NO_DISCOUNT, PERCENT, Basket, Line
from callcenter.sandbox.clopos import bodies
from callcenter.sandbox.clopos.answers import refuse_field
from callcenter.sandbox.store.catalogue import Modifier, Product
from callcenter.sandbox.store.database import Store

_LONGEST_TEXT: Final = 1000
_LONGEST_NUMBER: Final = 20
_MOST: Final = 999
"""Pieces of one product, and lines of one order."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An order as asked for."""

    basket: Basket
    caller: dict[str, Any]
    venue_id: int


def read_order(body: dict[str, Any], store: Store) -> Draft:
    """Check every field. Raises RefusalError with one sentence for the first wrong one."""
    catalogue = store.catalogue
    sale_type_id = bodies.whole(body, "sale_type_id", least=1, required=True)
    if sale_type_id not in catalogue.sale_types:
        refuse_field("The selected sale_type_id is invalid.")
    venue_id = bodies.whole(body, "venue_id", least=1, required=True)
    if venue_id not in catalogue.venues:
        refuse_field("The selected venue_id is invalid.")
    caller = _caller(_object(body, "customer", required=True), store)
    bodies.whole(body, "auto_accept_terminal")
    number = bodies.text(body, "order_number", longest=_LONGEST_NUMBER)
    discount_type, discount_value = _discount(_object(body, "discount"))
    charge = _object(body, "service_charge")
    charge_value = bodies.number(charge, "service_charge.value") or 0.0
    basket = Basket(
        list(_lines(body, catalogue.products)),
        sale_type_id,
        delivery_fee=_hundredths(bodies.number(body, "delivery_fee")),
        discount_type=discount_type,
        discount_value=discount_value,
        service_charge=charge_value if bodies.flag(charge, "enabled") else None,
        comment=bodies.text(body, "comment", longest=_LONGEST_TEXT),
        order_number=number,
        auto_order_accept=bodies.flag(body, "auto_order_accept"),
        auto_order_sent_to_station=bodies.flag(body, "auto_order_sent_to_station"),
    )
    return Draft(basket, caller, venue_id)


def _hundredths(amount: float | None) -> int:
    return round((amount or 0) * 100)


def _object(body: dict[str, Any], name: str, *, required: bool = False) -> dict[str, Any]:
    value = body.get(name)
    if value is None and not required:
        return {}
    if not isinstance(value, dict):
        refuse_field(f"The {name} field is required." if value is None else f"The {name} field must be an object.")
    return value


def _caller(given: dict[str, Any], store: Store) -> dict[str, Any]:
    customer_id = bodies.whole(given, "customer.id", least=1, required=True)
    customer: sqlite3.Row | None = store.customers.get(customer_id) if customer_id else None
    if customer is None:
        refuse_field("The selected customer.id is invalid.")
    return {
        "id": customer["id"],
        "phone": bodies.text(given, "phone", longest=40) or customer["phone"],
        "address": bodies.text(given, "address", longest=_LONGEST_TEXT),
        "customer_discount_type": bodies.whole(given, "customer.customer_discount_type") or 0,
        "name": bodies.text(given, "name") or customer["name"],
    }


def _discount(given: dict[str, Any]) -> tuple[int, float]:
    kind = bodies.whole(given, "discount.discount_type") or NO_DISCOUNT
    if kind not in {NO_DISCOUNT, PERCENT, FIXED}:
        refuse_field("The selected discount.discount_type is invalid.")
    value = bodies.number(given, "discount.discount_value") or 0.0
    if kind == PERCENT and value > 100:
        refuse_field("The discount.discount_value field must not be greater than 100.")
    return kind, value


def _objects(body: dict[str, Any], name: str, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    values = body.get(name)
    if values is None:
        return
    if not isinstance(values, list) or len(values) > _MOST:
        refuse_field(f"The {path} field must be an array of at most {_MOST}.")
    for index, value in enumerate(values):
        if not isinstance(value, dict):
            refuse_field(f"The {path}.{index} field must be an object.")
        yield f"{path}.{index}", value


def _lines(body: dict[str, Any], products: dict[int, Product]) -> Iterator[Line]:
    if not body.get("products"):
        refuse_field("The products field is required.")
    for path, given in _objects(body, "products", "products"):
        product = products.get(bodies.whole(given, f"{path}.product_id", least=1, required=True) or 0)
        if product is None:
            refuse_field(f"The selected {path}.product_id is invalid.")
        for name in ("product_name", "status", "product_hash"):
            if not isinstance(given.get(name), str) or not given[name]:
                refuse_field(f"The {path}.{name} field is required.")
        bodies.number(given, f"{path}.price", required=True)
        yield Line(
            product,
            _count(given, path),
            tuple(_modifiers(given, path, product)),
            portion_size=bodies.whole(given, f"{path}.portion_size", least=1) or 1,
            note=bodies.text(given, "note", longest=_LONGEST_TEXT),
            product_hash=bodies.text(given, "product_hash") or "",
        )


def _count(given: dict[str, Any], path: str) -> int:
    count = bodies.whole(given, f"{path}.count", least=1, required=True) or 1
    if count > _MOST:
        refuse_field(f"The {path}.count field must not be greater than {_MOST}.")
    return count


def _modifiers(line: dict[str, Any], path: str, product: Product) -> Iterator[tuple[Modifier, int]]:
    offered = {modifier.id: modifier for modifier in product.modifiers}
    for place, given in _objects(line, "modifiers", f"{path}.modifiers"):
        modifier = offered.get(bodies.whole(given, f"{place}.modifier_id", least=1, required=True) or 0)
        if modifier is None:
            refuse_field(f"The selected {place}.modifier_id is invalid.")
        if not isinstance(given.get("modifier_name"), str):
            refuse_field(f"The {place}.modifier_name field is required.")
        yield modifier, _count(given, place)
