"""The list of PosStar's customers: pages, search and order."""

from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.sandbox.server import Sandbox
from callcenter.sandbox.store import positions, shoppers
from callcenter.sandbox.store.text import folded
from tests.sandbox.conftest import Client, Started
from tests.sandbox.posstar.conftest import Connect

SORTS = ("name", "created_at", "total_spent", "loyalty_points")

Record = dict[str, Any]


def listed(client: httpx.Client, **parameters: str | int) -> list[Record]:
    answer = client.get("/customers", params=parameters)
    assert answer.status_code == 200, answer.text
    records: list[Record] = answer.json()
    return records


def everybody(client: httpx.Client, limit: int = 50, **parameters: str) -> list[Record]:
    """Walk as a client has to: until a page is shorter than asked for."""
    found: list[Record] = []
    for page in range(1, 100):
        records = listed(client, page=page, limit=limit, **parameters)
        found += records
        if len(records) < limit:
            return found
    raise AssertionError("the list has no end")


def test_the_people_are_those_of_clopos_with_other_ids(client: httpx.Client, v2: httpx.Client) -> None:
    there = v2.get("/customers", params={"limit": 999}).json()["data"]
    here = everybody(client)
    assert sorted(record["name"] for record in here) == sorted(record["name"] for record in there)
    assert not {record["id"] for record in here} & {record["cid"] for record in there}
    assert len({record["id"] for record in here}) == 120
    numbers = {record["name"]: record["phone"] for record in there if record["phone"]}
    assert all(numbers[record["name"]] == record["phone"] for record in here if record["name"] == "Rauf Aliyev")


def test_a_shared_number_finds_everybody_it_is_the_number_of(client: httpx.Client) -> None:
    found = listed(client, search="+994505355757", sort="name", order="ASC")
    assert [record["name"] for record in found] == ["Günel Əliyeva", "Leyla Əliyeva"]


@pytest.mark.parametrize("text", ["Leyla Əliyeva", "LEYLA ƏLİYEVA", "yla əlİ", "LEYLA@MAIL.example", "5053557"])
def test_any_part_of_name_email_or_phone_finds_in_either_case(client: httpx.Client, text: str) -> None:
    assert "Leyla Əliyeva" in [record["name"] for record in listed(client, search=text)]


@pytest.mark.parametrize("text", ["Nizami", "VIP", "994 50 535", "Əliyeva\nleyla", "%", "zzz"])
def test_nothing_else_is_searched(client: httpx.Client, text: str) -> None:
    found = listed(client, search=text, limit=100)
    assert "Leyla Əliyeva" not in [record["name"] for record in found]


def test_twenty_are_on_a_page_and_never_more_than_a_hundred(client: httpx.Client) -> None:
    assert len(listed(client)) == 20
    assert len(listed(client, limit=500)) == 100
    assert len(listed(client, limit=500, page=2)) == 20
    assert listed(client, page=999) == []


def test_the_newest_come_first_unless_told_otherwise(client: httpx.Client) -> None:
    usual = everybody(client)
    assert usual == sorted(usual, key=lambda record: record["created_at"], reverse=True)
    assert everybody(client, sort="created_at", order="DESC") == usual
    assert everybody(client, order="ASC") == usual[::-1]


@pytest.mark.parametrize("sort", SORTS)
def test_every_field_sorts_both_ways_and_a_walk_meets_everybody_once(client: httpx.Client, sort: str) -> None:
    up = everybody(client, sort=sort, order="ASC")
    keys = [folded(record[sort]) if sort == "name" else record[sort] for record in up]
    assert keys == sorted(keys)
    assert up == everybody(client, sort=sort, order="DESC")[::-1]
    assert len({record["id"] for record in up}) == 120


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"page": "0"}, "page"),
        ({"page": "x"}, "page"),
        ({"page": "9" * 11}, "page"),
        ({"limit": "0"}, "limit"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "²"}, "limit"),
        ({"sort": "phone"}, "sort"),
        ({"sort": ""}, "sort"),
        ({"order": "asc"}, "order"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(client: httpx.Client, parameters: dict[str, str], field: str) -> None:
    answer = client.get("/customers", params=parameters)
    assert (answer.status_code, answer.json()["error"]) == (400, "Bad Request")
    assert [sentence.partition(" ")[0] for sentence in answer.json()["message"]] == [field]


def test_the_same_seed_gives_the_same_people_and_books_whoever_is_read_first(
    started: Started, connect: Connect
) -> None:
    def books(client: httpx.Client, ids: list[str]) -> dict[str, list[Any]]:
        return {each: [client.get(f"/customers/{each}{what}").json() for what in ("", "/ledger")] for each in ids}

    one, two = connect(started()), connect(started())
    people = everybody(one)
    assert everybody(two) == people
    ids = [record["id"] for record in people[-30:]]
    assert books(one, ids) == books(two, ids[::-1])
    assert not {record["id"] for record in everybody(connect(started(seed=2)))} & {record["id"] for record in people}


def test_what_is_written_to_one_system_is_not_in_the_other(
    sandbox: Sandbox, client: httpx.Client, client_of: Client
) -> None:
    client.post("/customers", json={"name": "Only here"})
    client_of(sandbox).post("/customers", json={"name": "Only there"})
    assert len(listed(client, search="only")) == 1
    assert client_of(sandbox).get("/customers", params={"limit": 1}).json()["total"] == 121


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "rename", "sell", "remove"]), st.integers(0, 30), st.integers(1, 90_000)),
    max_size=12,
)


@pytest.fixture
def _deep_pages_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every page be found as deep ones are, with few rows from rung to rung."""
    monkeypatch.setattr(shoppers, "_SHALLOW", 0)
    monkeypatch.setattr(positions, "_STEP", 3)


@pytest.mark.usefixtures("_deep_pages_at_once")
def test_deep_pages_stay_exact_while_people_come_change_and_go(started: Started, connect: Connect) -> None:
    sandbox = started(customers=30, orders=0)
    client = connect(sandbox)

    @given(STEPS)
    @settings(max_examples=25)
    def check(steps: list[tuple[str, int, int]]) -> None:
        for kind, place, amount in steps:
            people = everybody(client)
            chosen = people[place % len(people)]["id"] if people else None
            if kind == "add" or chosen is None:
                client.post("/customers", json={"name": f"Somebody {amount}"})
            elif kind == "rename":
                client.patch(f"/customers/{chosen}", json={"name": f"Renamed {amount}"})
            elif kind == "sell":
                sandbox.purchase(chosen, amount)
            else:
                client.delete(f"/customers/{chosen}")
        sets = []
        for sort in SORTS:
            up = everybody(client, 7, sort=sort, order="ASC")
            keys = [folded(record[sort]) if sort == "name" else record[sort] for record in up]
            assert keys == sorted(keys)
            assert everybody(client, 7, sort=sort, order="DESC") == up[::-1]
            assert everybody(client, 7, sort=sort, order="ASC", search="some") == [
                record for record in up if "some" in record["name"].lower()
            ]
            sets.append({record["id"] for record in up})
            assert len(sets[-1]) == len(up)
        assert all(ids == sets[0] for ids in sets)

    check()
