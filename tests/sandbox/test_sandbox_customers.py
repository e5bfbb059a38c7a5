"""The list of customers and new ones."""

import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.server import Sandbox

SHARED = "994505355757"


def names(client: httpx.Client, **parameters: str) -> list[str]:
    answer = client.get("/customers", params={"limit": "999", **parameters})
    assert answer.status_code == 200, answer.text
    return [record["name"] for record in answer.json()["data"]]


def narrowed(*filters: tuple[str, str]) -> dict[str, str]:
    return {f"filters[{index}][{part}]": value for index, pair in enumerate(filters) for part, value in enumerate(pair)}


@pytest.mark.parametrize("text", ["Leyla Əliyeva", "LEYLA ƏLİYEVA", "leyla əliyeva", "yla əlİ", "LEYLA əlıyeva"])
def test_a_name_is_found_by_any_part_of_it_in_either_case(v2: httpx.Client, text: str) -> None:
    assert "Leyla Əliyeva" in names(v2, **narrowed(("name", text)))


def test_cyrillic_letters_have_two_cases_too(v2: httpx.Client) -> None:
    assert "Алиев Руслан" in names(v2, **narrowed(("name", "аЛИЕВ р")))


@pytest.mark.parametrize("number", ["+994505355757", "994 50 535-57-57", "505355757"])
def test_a_number_is_found_among_the_main_and_the_further_numbers(v2: httpx.Client, number: str) -> None:
    assert names(v2, **narrowed(("phones", number))) == ["Leyla Əliyeva", "Kamran Əliyev", "Günel Əliyeva"]


def test_a_filter_by_a_text_without_digits_finds_no_number(v2: httpx.Client) -> None:
    assert names(v2, **narrowed(("phones", "abc"))) == []


def test_filters_are_combined_by_and(v2: httpx.Client) -> None:
    assert names(v2, **narrowed(("phones", SHARED), ("name", "kamran"))) == ["Kamran Əliyev"]
    assert names(v2, **narrowed(("phones", SHARED), ("group_id", "5"))) == ["Leyla Əliyeva"]
    assert names(v2, **narrowed(("phones", SHARED), ("name", "rauf"))) == []


def test_the_values_of_one_filter_are_alternatives(v2: httpx.Client) -> None:
    wanted = {"filters[0][0]": "name", "filters[0][1][0]": "rauf aliyev", "filters[0][1][1]": "алиев руслан"}
    assert names(v2, **wanted) == ["Rauf Aliyev", "Алиев Руслан"]


def test_a_group_is_filtered_exactly(v2: httpx.Client) -> None:
    answer = v2.get("/customers", params=narrowed(("group_id", "2"))).json()
    assert {record["group_id"] for record in answer["data"]} == {2}
    assert answer["total"] == len(answer["data"]) > 0


@pytest.mark.parametrize(
    "parameters",
    [
        {"limit": "0"},
        {"limit": "1000"},
        {"limit": "x"},
        {"page": "0"},
        {"page": "-1"},
        {"page": "9" * 30},
        {"sort[0]": "phone"},
        {"sort[0]": "id", "sort[1]": "2"},
        narrowed(("phone", SHARED)),
        narrowed(("group_id", "two")),
        {"filters[0][1]": "Leyla"},
        {"filters[0][0]": "name"},
    ],
)
def test_a_parameter_out_of_its_range_is_refused_by_name(v2: httpx.Client, parameters: dict[str, str]) -> None:
    answer = v2.get("/customers", params=parameters)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_parameter")
    assert answer.json().keys() == {"error", "message", "details"}


def test_an_unknown_parameter_is_ignored_search_above_all(v2: httpx.Client) -> None:
    assert v2.get("/customers", params={"search": "Leyla", "x[y][z]": "1"}).json()["total"] == 120


@pytest.mark.parametrize("form", ["with[0]", "with[]"])
def test_the_group_comes_with_the_customers_when_asked_for(v2: httpx.Client, form: str) -> None:
    record = v2.get("/customers", params={form: "group", "limit": "1"}).json()["data"][0]
    assert record["group"]["id"] == record["group_id"] == 5
    assert "group" not in v2.get("/customers", params={"limit": "1"}).json()["data"][0]


def test_a_customer_that_is_not_there_is_not_found(v2: httpx.Client) -> None:
    for path in ("/customers/121", "/customers/0", f"/customers/{2**70}"):
        answer = v2.get(path)
        assert (answer.status_code, answer.json()["error"]) == (404, "resource_not_found")


def test_a_path_that_is_not_there_is_answered_in_the_third_shape(v2: httpx.Client) -> None:
    for answer in (v2.get("/nothing"), v2.get("/customers/x"), v2.delete("/customers")):
        body = answer.json()
        assert answer.status_code in {404, 405}
        assert body["error"][0].keys() == {"message", "type", "exception", "code", "http_code"}
        assert body["error"][0]["http_code"] == answer.status_code


def test_a_new_customer_is_in_the_list_and_on_its_card(v2: httpx.Client, clock: ManualClock) -> None:
    clock.advance(5)
    created = v2.post("/customers", json={"name": " Şəhla Nəzərli ", "phone": "050 111 22 33"}).json()["data"]
    assert created["name"] == "Şəhla Nəzərli"
    assert created["group"] is None
    assert v2.get(f"/customers/{created['id']}").json()["data"]["phone"] == "050 111 22 33"
    newest = v2.get("/customers", params={"sort[0]": "created_at", "sort[1]": "-1", "limit": "1"}).json()
    assert newest["data"][0]["id"] == created["id"] == newest["total"] == 121
    assert names(v2, **narrowed(("phones", "501112233"))) == ["Şəhla Nəzərli"]
    assert names(v2, **narrowed(("name", "şəhla nəz"))) == ["Şəhla Nəzərli"]


def test_a_cid_is_made_unless_the_client_has_chosen_one(v2: httpx.Client) -> None:
    uuid.UUID(v2.post("/customers", json={"name": "A"}).json()["data"]["cid"])
    chosen = str(uuid.uuid4())
    assert v2.post("/customers", json={"name": "B", "cid": chosen}).json()["data"]["cid"] == chosen


@pytest.mark.parametrize(
    ("field", "value", "again"),
    [
        ("phone", "+994501112233", "+994 50 111-22-33"),
        ("code", "K1", "K1"),
        ("cid", "0f9654bc-9520-43d7-8109-317d9820f54c", "0F9654BC-9520-43D7-8109-317D9820F54C"),
    ],
)
def test_a_second_customer_with_the_same_unique_field_is_refused_with_409(
    v2: httpx.Client, field: str, value: str, again: str
) -> None:
    assert v2.post("/customers", json={"name": "First", field: value}).status_code == 200
    answer = v2.post("/customers", json={"name": "Second", field: again})
    assert (answer.status_code, answer.json()["error"]) == (409, f"duplicate_{field}")
    assert v2.get("/customers").json()["total"] == 121


def test_a_number_somebody_else_has_as_a_further_one_is_free(v2: httpx.Client) -> None:
    assert v2.post("/customers", json={"name": "Neighbour", "phone": "0505355759"}).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"name": "  "},
        {"name": 5},
        {"name": "x" * 256},
        {"email": "nobody"},
        {"phone": "none"},
        {"phone": 994},
        {"cid": "x"},
        {"group_id": 99},
        {"group_id": "1"},
        {"gender": 3},
        {"date_of_birth": "15.05.1990"},
        {"date_of_birth": "1990-02-30"},
        {"description": ["x"]},
        {"code": True},
    ],
)
def test_a_wrong_field_is_refused_with_its_name(v2: httpx.Client, change: dict[str, Any]) -> None:
    answer = v2.post("/customers", json={"name": "Somebody", **change})
    assert (answer.status_code, answer.json()["message"]) == (400, "Validation failed")
    assert next(iter(change)) in answer.json()["error"]


@pytest.fixture(scope="module")
def quiet() -> Iterator[httpx.Client]:
    """A client without a quota, one for all the examples of a property."""
    with Sandbox(customers=120, orders=60, quota=0) as sandbox:
        headers = {"x-token": accounts.EXAMPLE_TOKEN}
        with httpx.Client(base_url=f"{sandbox.clopos}/v2", headers=headers, trust_env=False) as client:
            yield client


PARAMETERS = """
page limit sort[0] sort[1] filters[0][0] filters[0][1] filters[1][1][] with[0] date[0] date[1] status filters
[ filters[][] with[x]:y
"""
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=150)
@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from(PARAMETERS.split()),
            TEXTS | st.sampled_from(["name", "phones", "group_id", "1", "-1", "id", "group:", "2026-01-01"]),
        ),
        max_size=6,
    ),
    path=st.sampled_from(["/customers", "/orders", "/customers/1", "/orders/1", "/venues"]),
)
def test_no_query_brings_the_server_down(quiet: httpx.Client, pairs: list[tuple[str, str]], path: str) -> None:
    assert quiet.get(f"{path}?{urlencode(pairs)}").status_code in {200, 400, 404}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150)
@given(
    body=st.dictionaries(
        st.sampled_from(
            [
                "name",
                "email",
                "phone",
                "code",
                "cid",
                "description",
                "group_id",
                "gender",
                "date_of_birth",
                "status",
                "sale_type_id",
                "venue_id",
                "customer",
                "products",
                "discount",
                "service_charge",
            ]
        ),
        JSON,
        max_size=6,
    ),
    request_line=st.sampled_from(
        [("POST", "/customers"), ("POST", "/orders"), ("PUT", "/orders/1"), ("POST", "/auth")]
    ),
)
def test_no_body_brings_the_server_down(
    quiet: httpx.Client, body: dict[str, object], request_line: tuple[str, str]
) -> None:
    assert quiet.request(*request_line, json=body).status_code in {200, 400, 401, 404, 409}
