"""The answers against the examples of the vendor's page "Customers", which lies in ``page.txt`` as it was printed."""

import json
import re
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from callcenter.sandbox.server import Sandbox

PAGE: Final = (Path(__file__).parent / "page.txt").read_text("utf-8")

LIST = "List all customers"
CARD = "Get a single customer with full details"
CREATE = "Create a new customer"
UPDATE = "Update customer details"
DELETE = "Delete a customer"
LEDGER = "Get customer ledger (credit/debit history)"
REDEEM = "Redeem loyalty points"


def examples() -> dict[str, dict[str, Any]]:
    """Give each endpoint's examples by its title: ``Request Body`` and ``Response``."""
    parts = re.split(r"/api/v1/customers(?:/:id)?(?:/ledger|/loyalty/redeem)?(?=[A-Z])", PAGE)[1:]
    found = {}
    for part in parts:
        title = part.partition("\n")[0]
        found[title] = {
            name: json.JSONDecoder().raw_decode(part[where.end() :].replace(",\n...", ""))[0]
            for name in ("Request Body", "Response")
            if (where := re.search(rf"{name}\n(?=[\[{{])", part))
        }
    return found


EXAMPLES: Final = examples()


def differences(given: Any, shown: Any, path: str = "$") -> list[str]:  # noqa: ANN401 (JSON)
    """Say where an answer has other fields or types than the example; money is whole, and null fits nothing."""
    if type(given) is not type(shown):
        return [f"{path} is {type(given).__name__}, not {type(shown).__name__}"]
    if isinstance(shown, dict):
        lines = [f"{path}.{name} is missing" for name in shown.keys() - given.keys()]
        lines += [f"{path}.{name} is not on the page" for name in given.keys() - shown.keys()]
        return lines + [
            line
            for name in shown.keys() & given.keys()
            for line in differences(given[name], shown[name], f"{path}.{name}")
        ]
    if isinstance(shown, list):
        return [line for index, item in enumerate(given) for line in differences(item, shown[0], f"{path}[{index}]")]
    if isinstance(shown, str):
        return [f"{path} is {given!r}, unlike {shown!r}" for spelled in SPELLED if unlike(spelled, given, shown)]
    return []


SPELLED: Final = (
    re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    re.compile(r"REC-\d{8}-\d{3,}"),
    re.compile(r"Sale REC-\d{8}-\d{3,}"),
    re.compile(r"uuid|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
)
"""How times, receipts and ids are written."""


def unlike(spelled: re.Pattern[str], given: str, shown: str) -> bool:
    return bool(spelled.fullmatch(shown)) and not spelled.fullmatch(given)


def test_the_page_shows_an_answer_of_each_of_its_seven_endpoints() -> None:
    assert list(EXAMPLES) == [LIST, CARD, CREATE, UPDATE, DELETE, LEDGER, REDEEM]
    assert all("Response" in example for example in EXAMPLES.values())
    assert [title for title, example in EXAMPLES.items() if "Request Body" in example] == [CREATE, UPDATE, REDEEM]


def test_a_difference_of_field_type_and_spelling_is_seen() -> None:
    shown = EXAMPLES[CARD]["Response"]
    assert differences(shown, shown) == []
    for changed in (
        {**shown, "more": 1},
        {name: value for name, value in shown.items() if name != "tags"},
        {**shown, "total_spent": 1250.0},
        {**shown, "email": None},
        {**shown, "created_at": "2025-01-15"},
        {**shown, "recent_purchases": [{**shown["recent_purchases"][0], "total": "4500"}]},
    ):
        assert len(differences(changed, shown)) == 1


def test_the_list_is_as_on_the_page(client: httpx.Client) -> None:
    filled = [
        record for record in client.get("/customers", params={"limit": "100"}).json() if None not in record.values()
    ]
    assert filled
    assert differences(filled, EXAMPLES[LIST]["Response"]) == []


def test_the_list_of_others_has_the_same_fields_and_null_where_nothing_is_known(client: httpx.Client) -> None:
    shown = EXAMPLES[LIST]["Response"][0]
    nulls = set()
    for record in client.get("/customers", params={"limit": "100"}).json():
        empty = {name for name, value in record.items() if value is None}
        nulls |= empty
        assert differences({**record, **{name: shown[name] for name in empty}}, shown) == []
    assert nulls == {"email", "phone", "address", "notes"}


def test_a_customer_is_as_on_the_page(client: httpx.Client, leyla: dict[str, Any]) -> None:
    card = client.get(f"/customers/{leyla['id']}").json()
    assert card["recent_purchases"]
    assert card["ledger_balance"] < 0
    assert differences(card, EXAMPLES[CARD]["Response"]) == []


def test_a_new_customer_is_as_on_the_page(client: httpx.Client) -> None:
    example = EXAMPLES[CREATE]
    answer = client.post("/customers", json=example["Request Body"])
    assert answer.status_code == 201
    assert differences(answer.json(), example["Response"]) == []
    known = answer.json() | {"id": "uuid", "created_at": example["Response"]["created_at"]}
    assert known == example["Response"]


def test_a_changed_customer_shows_what_the_page_shows_and_the_rest_of_the_list(
    client: httpx.Client, leyla: dict[str, Any]
) -> None:
    example = EXAMPLES[UPDATE]
    answer = client.patch(f"/customers/{leyla['id']}", json=example["Request Body"]).json()
    assert differences(answer, EXAMPLES[LIST]["Response"][0]) == []
    assert {name: answer[name] for name in example["Response"]} | {"id": "uuid"} == example["Response"]
    assert answer == {**leyla, **example["Request Body"]}


def test_a_deleted_customer_is_answered_as_on_the_page(client: httpx.Client, leyla: dict[str, Any]) -> None:
    assert client.delete(f"/customers/{leyla['id']}").json() == EXAMPLES[DELETE]["Response"]


def test_a_ledger_is_as_on_the_page(client: httpx.Client, leyla: dict[str, Any]) -> None:
    entries = client.get(f"/customers/{leyla['id']}/ledger").json()
    for kind, shown in zip(("credit", "debit"), EXAMPLES[LEDGER]["Response"], strict=True):
        of_kind = [entry for entry in entries if entry["type"] == kind]
        assert of_kind
        assert differences(of_kind, [shown]) == []


def test_the_entries_of_the_page_itself_come_about_by_a_purchase_and_a_payment(
    client: httpx.Client, sandbox: Sandbox
) -> None:
    customer = client.post("/customers", json={"name": "Jane Doe"}).json()["id"]
    sandbox.purchase(customer, 15000, on_account=True)
    sandbox.pay(customer, 10000)
    shown = EXAMPLES[LEDGER]["Response"]
    entries = client.get(f"/customers/{customer}/ledger").json()
    figures = [[entry[name] for name in ("type", "amount", "balance_after")] for entry in entries]
    assert figures == [[entry["type"], entry["amount"], -5000 - 10000 * place] for place, entry in enumerate(shown)]
    assert entries[0]["description"] == shown[0]["description"]


def test_redeemed_points_are_as_on_the_page(client: httpx.Client, sandbox: Sandbox) -> None:
    customer = client.post("/customers", json={"name": "Jane Doe"}).json()["id"]
    sale = sandbox.purchase(customer, 45000)
    example = EXAMPLES[REDEEM]
    body = {**example["Request Body"], "sale_id": sale}
    assert client.get(f"/customers/{customer}").json()["loyalty_points"] == 450
    answer = client.post(f"/customers/{customer}/loyalty/redeem", json=body)
    assert (answer.status_code, answer.json()) == (201, example["Response"])


@pytest.mark.parametrize("parameter", ["page", "limit", "search", "sort", "order"])
def test_every_parameter_of_the_page_is_known_to_the_list(client: httpx.Client, parameter: str) -> None:
    assert f"| {parameter} |" in PAGE
    usual = client.get("/customers").json()
    value = {"page": "2", "limit": "3", "search": "leyla", "sort": "name", "order": "ASC"}[parameter]
    assert client.get("/customers", params={parameter: value}).json() != usual
