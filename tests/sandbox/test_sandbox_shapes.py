"""The answers against the examples of the vendor's pages, which lie in ``examples`` as they were printed."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from callcenter.sandbox.server import Sandbox

EXAMPLES = Path(__file__).parent / "examples"


def example(name: str) -> Any:  # noqa: ANN401 (JSON)
    return json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))


def kind(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    return {int: "number", float: "number", str: "string", list: "array", dict: "object", type(None): "null"}[
        type(value)
    ]


def differences(given: Any, shown: Any, path: str = "$") -> list[str]:  # noqa: ANN401 (JSON)
    """Say where an answer has other fields or types than the example; null fits every type on either side."""
    if "null" in {kind(given), kind(shown)}:
        return []
    if kind(given) != kind(shown):
        return [f"{path} is {kind(given)}, not {kind(shown)}"]
    if isinstance(shown, dict):
        found = [f"{path}.{name} is missing" for name in shown.keys() - given.keys()]
        found += [f"{path}.{name} is not in the example" for name in given.keys() - shown.keys()]
        return found + [
            line
            for name in shown.keys() & given.keys()
            for line in differences(given[name], shown[name], path + "." + name)
        ]
    if isinstance(shown, list) and shown:
        return [line for index, item in enumerate(given) for line in differences(item, shown[0], f"{path}[{index}]")]
    return []


def test_a_list_of_customers_has_the_fields_and_types_of_the_example(v2: httpx.Client) -> None:
    assert differences(v2.get("/customers", params={"limit": 120}).json(), example("list-customers")) == []


def test_a_created_customer_has_the_fields_and_types_of_the_example(v2: httpx.Client, v1: httpx.Client) -> None:
    body = example("create-customer-request")
    answer = v1.post("/customers", json=body)
    assert answer.status_code == 200
    assert differences(answer.json(), example("create-customer")) == []
    other = {**body, "code": "CUST002", "phone": "+15551234568", "cid": "0f9654bc-9520-43d7-8109-317d9820f54d"}
    assert differences(v2.post("/customers", json=other).json(), example("create-customer")) == []


def test_a_list_of_orders_has_the_fields_and_types_of_the_example(v2: httpx.Client) -> None:
    answer = v2.get("/orders", params={"limit": 200}).json()
    for order in answer["data"]:
        for product in order["payload"]["products"]:  # the example shows neither a modifier nor a note
            product["meta"]["order_product"].pop("note", None)
    assert answer["total"] > 20
    assert differences(answer, example("list-orders")) == []


@pytest.mark.parametrize(
    ("body", "name"), [({}, "create-customer-400"), ({"name": "Y", "phone": "+994505355757"}, "create-customer-409")]
)
def test_a_refused_customer_is_answered_as_in_the_example(v2: httpx.Client, body: dict[str, str], name: str) -> None:
    assert v2.post("/customers", json=body).json() == example(name)


def test_a_request_of_v1_without_its_headers_is_answered_as_in_the_example(sandbox: Sandbox) -> None:
    answer = httpx.get(f"{sandbox.clopos}/orders", trust_env=False)
    assert (answer.status_code, answer.json()) == (401, example("unauthorized-401"))


def test_the_requests_of_the_examples_work_with_the_examples_own_token(sandbox: Sandbox) -> None:
    headers = {"x-token": "oauth_example_token", "x-brand": "openapitest", "x-venue": "1"}
    for path in ("/v2/customers?page=1&limit=50", "/v2/orders?limit=20&status=DELIVERED", "/customers"):
        assert httpx.get(sandbox.clopos + path, headers=headers, trust_env=False).json()["success"] is True
    body = example("create-customer-request")
    assert httpx.post(f"{sandbox.clopos}/customers", json=body, headers=headers, trust_env=False).status_code == 200


def test_every_nullable_field_occurs_null_and_filled(v2: httpx.Client) -> None:
    customers = v2.get("/customers", params={"limit": 120}).json()["data"]
    for field in [
        "email",
        "phone",
        "address",
        "description",
        "gender",
        "date_of_birth",
        "code",
        "source",
        "reference_id",
    ]:
        kinds = {record[field] is None for record in customers}
        assert kinds == {True, False}, field
    for field in ("phones", "address_data"):
        assert {bool(record[field]) for record in customers} == {True, False}
    assert {True, False} == {record["status"] for record in customers}
    orders = v2.get("/orders", params={"limit": 200}).json()["data"]
    for field in ["integration_uuid", "integration_id", "customer_ref_id", "integration_response"]:
        assert {order[field] is None for order in orders} == {True, False}, field


def test_the_card_has_what_lists_leave_out(v2: httpx.Client) -> None:
    listed = v2.get("/customers", params={"limit": 1}).json()["data"][0]
    card = v2.get(f"/customers/{listed['id']}").json()["data"]
    assert card.keys() - listed.keys() == {
        *("addresses", "balance", "cashback_balance", "group", "phone_verified_at", "deleted_at")
    }
    assert {name: card[name] for name in listed} == listed
    assert listed["address_data"][0].keys() == {"type", "source", "formattedAddress"}
    assert card["group"]["discount_type"] == "fixed"


def test_whole_amounts_are_written_without_a_fraction(v2: httpx.Client) -> None:
    text = v2.get("/customers", params={"limit": 120}).text
    assert '"spent":1162.8' in text
    assert ".0," not in text


def test_the_short_lists_come_in_the_long_envelope(v2: httpx.Client) -> None:
    for path, fields in {
        "/venues": {"id", "name", "address", "status", "phone", "email"},
        "/sale-types": {"id", "name", "system_type", "channel", "status"},
        "/customer-groups": {
            *("id", "name", "discount_type", "discount_value", "system_type", "created_at", "updated_at", "deleted_at")
        },
    }.items():
        answer = v2.get(path).json()
        assert answer.keys() == {"success", "data", "total", "time", "timestamp", "unix"}
        assert answer["data"][0].keys() == fields
    kinds = {sale_type["system_type"] for sale_type in v2.get("/sale-types").json()["data"]}
    assert kinds == {"IN", "DELIVERY", "TAKEAWAY"}
