"""Orders: lists, one order, taking one back, a new one."""

from typing import Any

import httpx
import pytest

from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox

MARGARITA = {
    "product_id": 51,
    "product_name": "Pizza Marqarita",
    "count": 2,
    "price": 8.5,
    "status": "new",
    "product_hash": "abc123",
}

ORDER: dict[str, Any] = {
    "sale_type_id": 2,
    "venue_id": 1,
    "customer": {
        "id": 1,
        "phone": "+994505355757",
        "address": "Nizami 45",
        "customer_discount_type": 1,
        "name": "Leyla",
    },
    "products": [MARGARITA],
}


def listed(client: httpx.Client, **parameters: str) -> list[dict[str, Any]]:
    answer = client.get("/orders", params={"limit": "200", **parameters})
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["data"]
    return rows


def test_a_new_sandbox_has_orders_in_all_four_states_and_few_open_ones(v2: httpx.Client) -> None:
    states = [order["status"] for order in listed(v2)]
    assert set(states) == {"PENDING", "RECEIVED", "DELIVERED", "IGNORE"}
    assert sum(state in {"PENDING", "RECEIVED"} for state in states) <= 40


@pytest.mark.parametrize("status", ["PENDING", "RECEIVED", "DELIVERED", "IGNORE"])
def test_a_status_narrows_the_list_as_parameter_and_as_filter(v2: httpx.Client, status: str) -> None:
    by_parameter = listed(v2, status=status)
    assert {order["status"] for order in by_parameter} == {status}
    assert listed(v2, **{"filters[0][0]": "status", "filters[0][1]": status}) == by_parameter


@pytest.mark.parametrize(
    "parameters",
    [
        {"status": "NEW"},
        {"limit": "201"},
        {"limit": "0"},
        {"sort[0]": "status"},
        {"date[0]": "yesterday"},
        {"filters[0][0]": "total", "filters[0][1]": "1"},
        {"filters[0][0]": "id", "filters[0][1]": "x"},
    ],
)
def test_a_parameter_out_of_its_range_is_refused(v2: httpx.Client, parameters: dict[str, str]) -> None:
    answer = v2.get("/orders", params=parameters)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_parameter")


def test_days_are_inclusive_on_both_sides(v2: httpx.Client) -> None:
    days = {order["created_at"][:10] for order in listed(v2)}
    first, *_, last = sorted(days)
    for day in (first, last):
        of_day = listed(v2, **{"date[0]": day, "date[1]": day})
        assert {order["created_at"][:10] for order in of_day} == {day}
    assert len(listed(v2, **{"date[0]": first, "date[1]": last})) == len(listed(v2))


def test_sorts_go_both_ways(v2: httpx.Client) -> None:
    for field in ("id", "created_at", "updated_at"):
        up = listed(v2, **{"sort[0]": field})
        down = listed(v2, **{"sort[0]": field, "sort[1]": "-1"})
        assert [order[field] for order in up] == sorted(order[field] for order in up)
        assert up == down[::-1]


def test_each_venue_has_its_own_orders(v2: httpx.Client) -> None:
    first = listed(v2)
    second = v2.get("/orders", params={"limit": "200"}, headers={"x-venue": "2"}).json()["data"]
    assert {order["venue_id"] for order in first} == {1}
    assert {order["venue_id"] for order in second} == {2}
    assert v2.get(f"/orders/{second[0]['id']}").status_code == 404
    assert v2.get(f"/orders/{second[0]['id']}", headers={"x-venue": "2"}).status_code == 200


def test_filters_by_id_and_customer_are_combined(v2: httpx.Client) -> None:
    order = listed(v2)[3]
    both = {
        "filters[0][0]": "id",
        "filters[0][1]": str(order["id"]),
        "filters[1][0]": "customer_id",
        "filters[1][1]": str(order["payload"]["customer_id"]),
    }
    assert listed(v2, **both) == [order]
    assert listed(v2, **{**both, "filters[1][1]": "0"}) == []


def test_the_customer_and_the_receipt_come_when_asked_for(v2: httpx.Client) -> None:
    for order in listed(v2, **{"with[0]": "customer", "with[1]": "receipt"}):
        assert order["customer"]["id"] == order["payload"]["customer"]["id"]
        assert (order["receipt"] is None) == (order["status"] in {"PENDING", "IGNORE"})


def test_the_fields_of_the_receipt_can_be_chosen(v2: httpx.Client) -> None:
    order = listed(v2, status="DELIVERED")[0]
    path = f"/orders/{order['id']}"
    receipt = v2.get(path, params={"with[0]": "receipt:id,service_notification_id,status"}).json()["data"]["receipt"]
    assert receipt.keys() == {"id", "service_notification_id", "status"}
    assert "receipt" not in v2.get(path).json()["data"]


def test_the_lines_name_products_of_the_menu_and_their_prices_add_up(sandbox: Sandbox, v2: httpx.Client) -> None:
    for _ in range(30):
        sandbox.place_order()
    modified = 0
    for order in listed(v2, **{"with[0]": "receipt"}):
        payload = order["payload"]
        total = 0.0
        for line in payload["products"]:
            product = line["meta"]["order_product"]["product"]
            assert product["name"]
            assert line["meta"]["price"] == product["price"] > 0
            extras = sum(extra["price"] * extra["count"] for extra in line["product_modificators"])
            modified += bool(line["product_modificators"])
            total += (product["price"] + extras) * line["count"] * line["portion_size"]
        meta = payload["meta"]
        kind, value = meta["discount"]["discount_type"], meta["discount"]["discount_value"]
        rest = max(total - (total * value / 100 if kind == 1 else value if kind == 2 else 0), 0)
        total = rest * (1 + meta["service_charge_value"] / 100) + payload["delivery_fee"]
        if order["receipt"]:
            assert order["receipt"]["total"] == pytest.approx(total, abs=0.011)
    assert modified


def test_a_pending_order_can_be_taken_back_and_no_other(sandbox: Sandbox, v2: httpx.Client, clock: ManualClock) -> None:
    order = sandbox.place_order()
    clock.advance(7)
    answer = v2.put(f"/orders/{order}", json={"status": "IGNORE"}).json()
    assert answer["data"]["status"] == "IGNORE"
    assert answer["data"]["updated_at"] == "2026-02-02T02:40:07.000000Z"
    again = v2.put(f"/orders/{order}", json={"status": "IGNORE"})
    assert (again.status_code, again.json()["error"]) == (400, "validation_failed")
    assert again.json()["message"] == "Status is not allowed"


@pytest.mark.parametrize("status", ["RECEIVED", "DELIVERED", "PENDING", "", None, 5, ["IGNORE"]])
def test_no_other_status_can_be_put(sandbox: Sandbox, v2: httpx.Client, status: object) -> None:
    order = sandbox.place_order()
    assert v2.put(f"/orders/{order}", json={"status": status}).status_code == 400
    assert v2.get(f"/orders/{order}").json()["data"]["status"] == "PENDING"


def test_a_received_order_cannot_be_taken_back(sandbox: Sandbox, v2: httpx.Client) -> None:
    order = sandbox.place_order()
    sandbox.advance_order(order, "RECEIVED")
    assert v2.put(f"/orders/{order}", json={"status": "IGNORE"}).status_code == 400


def test_a_new_order_is_answered_with_its_id_and_stands_in_the_list(v2: httpx.Client) -> None:
    answer = v2.post("/orders", json=ORDER)
    assert answer.status_code == 201
    assert answer.json()["message"] == "Order created"
    assert answer.json()["data"]["status"] == "PENDING"
    order = v2.get(f"/orders/{answer.json()['data']['payload']['id']}").json()["data"]
    assert order["payload"]["customer"] == ORDER["customer"]
    assert listed(v2, **{"sort[0]": "id", "sort[1]": "-1"})[0] == order


def test_the_menus_price_counts_and_not_the_clients(v2: httpx.Client, sandbox: Sandbox) -> None:
    modified = {"modifier_id": 501, "modifier_name": "Əlavə pendir", "count": 1, "price": 0}
    line = {**MARGARITA, "price": 0.01, "modifiers": [modified], "note": "No onions"}
    body = {
        **ORDER,
        "products": [line],
        "delivery_fee": 2.5,
        "discount": {"discount_type": 1, "discount_value": 10},
        "service_charge": {"enabled": True, "value": 5},
    }
    order = v2.post("/orders", json=body).json()["data"]["payload"]["id"]
    sandbox.advance_order(order, "RECEIVED")
    shown = v2.get(f"/orders/{order}", params={"with[0]": "receipt"}).json()["data"]
    assert shown["payload"]["products"][0]["meta"]["price"] == 8.5
    assert shown["payload"]["products"][0]["product_modificators"][0]["price"] == 1.5
    assert (
        shown["receipt"]["total"] == 21.4
    )  # (8.50 + 1.50) × 2 = 20.00; less 10 % = 18.00; plus 5 % = 18.90; plus 2.50


def test_the_same_idempotency_key_orders_again(v2: httpx.Client) -> None:
    headers = {"Idempotency-Key": "0fe7bc1e-9972-4c2f-bf03-4e0f09ba9d9d"}
    ids = {v2.post("/orders", json=ORDER, headers=headers).json()["data"]["payload"]["id"] for _ in range(2)}
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"sale_type_id": None}, "sale_type_id"),
        ({"sale_type_id": 9}, "sale_type_id"),
        ({"venue_id": "1"}, "venue_id"),
        ({"venue_id": 77}, "venue_id"),
        ({"customer": None}, "customer"),
        ({"customer": {"id": 999_999}}, "customer.id"),
        ({"products": []}, "products"),
        ({"products": "pizza"}, "products"),
        ({"products": [5]}, "products.0"),
        ({"products": [{**MARGARITA, "product_id": 1}]}, "products.0.product_id"),
        ({"products": [MARGARITA, {**MARGARITA, "count": 1.5}]}, "products.1.count"),
        ({"products": [{**MARGARITA, "count": 0}]}, "products.0.count"),
        ({"products": [{**MARGARITA, "product_hash": None}]}, "products.0.product_hash"),
        ({"products": [{**MARGARITA, "price": None}]}, "products.0.price"),
        ({"products": [{**MARGARITA, "modifiers": [{"modifier_id": 1}]}]}, "products.0.modifiers.0.modifier_id"),
        ({"delivery_fee": -1}, "delivery_fee"),
        ({"discount": {"discount_type": 3}}, "discount.discount_type"),
        ({"discount": {"discount_type": 1, "discount_value": 101}}, "discount.discount_value"),
        ({"order_number": "x" * 21}, "order_number"),
    ],
)
def test_a_wrong_field_of_an_order_is_refused_with_its_name(
    v2: httpx.Client, change: dict[str, Any], named: str
) -> None:
    answer = v2.post("/orders", json={**ORDER, **change})
    assert answer.status_code == 400
    assert f" {named} " in answer.json()["error"]
