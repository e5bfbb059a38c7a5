"""One customer of PosStar: entered, changed, deleted."""

import uuid
from typing import Any

import httpx
import pytest

from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox
from tests.sandbox.conftest import NOON

NOT_FOUND = {"statusCode": 404, "message": "Customer not found", "error": "Not Found"}

FULL = {
    "name": "Aygün Test",
    "email": "aygun@poct.example",
    "phone": "+994501112233",
    "address": "Nizami küçəsi 1",
    "notes": "Qapını döyün",
    "tags": ["vip", "доставка"],
}


def card(client: httpx.Client, customer: str) -> dict[str, Any]:
    answer = client.get(f"/customers/{customer}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def entered(client: httpx.Client, **fields: object) -> str:
    answer = client.post("/customers", json={"name": "Somebody", **fields})
    assert answer.status_code == 201, answer.text
    new: str = answer.json()["id"]
    return new


def test_a_new_customer_keeps_everything_that_was_said_and_starts_with_nothing(client: httpx.Client) -> None:
    new = card(client, entered(client, **FULL))
    assert new == new | FULL
    figures = ("loyalty_points", "total_spent", "total_orders", "ledger_balance", "recent_purchases")
    assert [new[name] for name in figures] == [0, 0, 0, 0, []]
    assert new["created_at"] == "2026-02-02T02:40:00Z"
    assert NOON == 1_770_000_000.0


def test_a_name_is_enough_and_empty_texts_are_nothing(client: httpx.Client) -> None:
    new = card(client, entered(client, name="  Alone ", phone=" ", address="", notes=None, tags=None))
    assert (new["name"], new["tags"]) == ("Alone", [])
    assert [new[name] for name in ("email", "phone", "address", "notes")] == [None] * 4


def test_nothing_keeps_the_same_customer_from_being_entered_twice(client: httpx.Client) -> None:
    assert entered(client, **FULL) != entered(client, **FULL)
    assert len(client.get("/customers", params={"search": FULL["phone"]}).json()) == 2


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": None}, ["name should not be empty", "name must be a string"]),
        ({"name": " "}, ["name should not be empty"]),
        ({"name": 7}, ["name must be a string"]),
        ({"name": "x" * 256}, ["name must be shorter than or equal to 255 characters"]),
        ({"email": "nobody"}, ["email must be an email"]),
        ({"email": ""}, ["email must be an email"]),
        ({"phone": 994}, ["phone must be a string"]),
        ({"phone": "1" * 33}, ["phone must be shorter than or equal to 32 characters"]),
        ({"address": []}, ["address must be a string"]),
        ({"notes": "x" * 5001}, ["notes must be shorter than or equal to 5000 characters"]),
        ({"tags": "vip"}, ["tags must be an array"]),
        ({"tags": ["vip", 7]}, ["each value in tags must be a string"]),
        ({"tags": ["x" * 65]}, ["each value in tags must be shorter than or equal to 64 characters"]),
        ({"tags": ["x"] * 51}, ["tags must contain no more than 50 elements"]),
        ({"loyalty_points": 900}, ["property loyalty_points should not exist"]),
        ({"email": "x", "phone": 1}, ["email must be an email", "phone must be a string"]),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT"])
def test_every_field_that_is_wrong_is_named_and_nothing_is_written(
    client: httpx.Client, leyla: dict[str, Any], method: str, fields: dict[str, object], message: list[str]
) -> None:
    path = "/customers" if method == "POST" else f"/customers/{leyla['id']}"
    answer = client.request(method, path, json={"name": "X", **fields})
    assert (answer.status_code, answer.json()) == (400, {"statusCode": 400, "message": message, "error": "Bad Request"})
    assert client.get("/customers", params={"search": "leyla@mail.example"}).json() == [leyla]
    assert len(client.get("/customers", params={"limit": 100, "page": 2}).json()) == 20


def test_a_new_customer_without_a_name_is_refused_and_a_change_without_one_is_not(
    client: httpx.Client, leyla: dict[str, Any]
) -> None:
    answer = client.post("/customers", json={})
    assert answer.json()["message"] == ["name should not be empty", "name must be a string"]
    assert client.patch(f"/customers/{leyla['id']}", json={}).json() == leyla


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_a_change_is_partial_under_either_verb(client: httpx.Client, leyla: dict[str, Any], method: str) -> None:
    changed = {"phone": "+994 50 000 00 01", "notes": None}
    answer = client.request(method, f"/customers/{leyla['id']}", json=changed)
    assert (answer.status_code, answer.json()) == (200, {**leyla, **changed})
    assert client.get("/customers", params={"search": "000 00 01"}).json() == [{**leyla, **changed}]
    assert "Leyla Əliyeva" not in [
        record["name"] for record in client.get("/customers", params={"search": "5053557"}).json()
    ]


def test_tags_are_replaced_and_not_merged(client: httpx.Client, leyla: dict[str, Any]) -> None:
    path = f"/customers/{leyla['id']}"
    assert leyla["tags"] == ["vip", "regular"]
    assert client.patch(path, json={"tags": ["new", "new", "vip"]}).json()["tags"] == ["new", "vip"]
    assert client.patch(path, json={"name": "Leyla"}).json()["tags"] == ["new", "vip"]
    assert client.patch(path, json={"tags": []}).json()["tags"] == []


@pytest.mark.parametrize("customer", [str(uuid.UUID(int=7)), "7", "x", "a" * 36])
def test_somebody_unknown_is_not_found_anywhere(client: httpx.Client, customer: str) -> None:
    path = f"/customers/{customer}"
    redeem = {"points": 1, "sale_id": str(uuid.UUID(int=8))}
    for answer in (
        client.get(path),
        client.patch(path, json={"name": "X"}),
        client.put(path, json={"name": "X"}),
        client.delete(path),
        client.get(f"{path}/ledger"),
        client.post(f"{path}/loyalty/redeem", json=redeem),
    ):
        assert (answer.status_code, answer.json()) == (404, NOT_FOUND)


def test_an_id_is_the_same_in_capitals(client: httpx.Client, leyla: dict[str, Any]) -> None:
    assert card(client, leyla["id"].upper())["id"] == leyla["id"]


def test_an_unknown_path_or_method_is_answered_in_words_of_its_own(client: httpx.Client) -> None:
    answer = client.get("/orders")
    assert answer.json() == {"statusCode": 404, "message": "Cannot GET /api/v1/orders", "error": "Not Found"}
    assert client.put("/customers", json={}).json()["message"] == "Cannot PUT /api/v1/customers"


def test_who_has_bought_nothing_is_removed(client: httpx.Client) -> None:
    customer = entered(client, name="Passer-by")
    assert client.delete(f"/customers/{customer}").json() == {"message": "Customer deleted successfully"}
    assert client.get(f"/customers/{customer}").json() == NOT_FOUND
    assert client.delete(f"/customers/{customer}").status_code == 404
    assert client.get("/customers", params={"search": "passer"}).json() == []


def test_who_has_bought_anything_loses_every_trace_of_a_person_and_keeps_the_figures(
    client: httpx.Client, leyla: dict[str, Any]
) -> None:
    path = f"/customers/{leyla['id']}"
    before, ledger = client.get(path).json(), client.get(f"{path}/ledger").json()
    assert client.delete(path).status_code == 200
    after = client.get(path).json()
    nothing: dict[str, Any] = {"email": None, "phone": None, "address": None, "notes": None, "tags": []}
    assert after == {**before, **nothing, "name": "Anonymous customer"}
    assert client.get(f"{path}/ledger").json() == ledger
    for text in ("leyla@mail.example", "+994505355757", "Leyla Əliyeva"):
        assert leyla["id"] not in [record["id"] for record in client.get("/customers", params={"search": text}).json()]
    assert client.delete(path).status_code == 200
    assert client.get(path).json() == after


def test_who_has_only_paid_is_anonymised_too(client: httpx.Client, sandbox: Sandbox) -> None:
    customer = entered(client, name="Payer")
    sandbox.pay(customer, 500)
    client.delete(f"/customers/{customer}")
    assert card(client, customer) == card(client, customer) | {"name": "Anonymous customer", "ledger_balance": 500}


def test_the_ten_newest_purchases_are_on_the_card(client: httpx.Client, sandbox: Sandbox, clock: ManualClock) -> None:
    customer = entered(client)
    sales = []
    for index in range(12):
        clock.advance(3600)
        sales.append(sandbox.purchase(customer, 100 + index))
    recent = card(client, customer)["recent_purchases"]
    assert [sale["id"] for sale in recent] == sales[:1:-1]
    assert [sale["total"] for sale in recent] == list(range(111, 101, -1))
    assert recent[-1]["receipt_number"] == "REC-20260202-003"
    assert recent[-1]["created_at"] == "2026-02-02T05:40:00Z"


def test_kept_data_keep_books_and_changes(tmp_path: Any, clock: ManualClock, connect: Any) -> None:  # noqa: ANN401
    data = tmp_path / "kept.sqlite"
    with Sandbox(customers=10, orders=0, data=data, clock=clock) as first:
        client = connect(first)
        people = client.get("/customers").json()
        read = card(client, people[0]["id"])
        client.delete(f"/customers/{people[1]['id']}")
    clock.advance(86_400 * 40)
    with Sandbox(customers=500, orders=0, seed=9, data=data, clock=clock) as second:
        client = connect(second)
        assert card(client, people[0]["id"]) == read
        again = {record["id"]: record for record in client.get("/customers").json()}
        assert again.get(people[1]["id"], {"name": "Anonymous customer"})["name"] == "Anonymous customer"
