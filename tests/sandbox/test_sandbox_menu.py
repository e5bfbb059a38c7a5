"""The menu: categories, products, and what is out at a venue."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox

Started = Callable[..., Sandbox]
ClientOf = Callable[..., httpx.Client]


def data(client: httpx.Client, path: str, venue: int | None = None, /, **parameters: str) -> list[dict[str, Any]]:
    headers = {"x-venue": str(venue)} if venue else {}
    found: list[dict[str, Any]] = client.get(path, params=parameters, headers=headers).json()["data"]
    return found


def stops(client: httpx.Client, venue: int = 1) -> dict[int, int]:
    return {each["id"]: each["limit"] for each in data(client, "/products/stop-list", venue)}


def test_categories_are_a_tree_of_one_collection(v2: httpx.Client) -> None:
    answer = v2.get("/categories", params={"filters[0][0]": "type", "filters[0][1]": "PRODUCT"}).json()
    roots = {each["name"]: each for each in answer["data"]}
    assert answer["total"] == len(roots) == 4
    kitchen = roots["Mətbəx"]
    assert (kitchen["depth"], kitchen["parent_id"], len(kitchen["children"])) == (0, None, 10)
    assert {(child["depth"], child["parent_id"]) for child in kitchen["children"]} == {(1, kitchen["id"])}
    assert roots["Personal üçün"]["hidden"] is True
    assert "Anbar" not in roots
    assert [each["name"] for each in data(v2, "/categories", type="INGREDIENT")] == ["Anbar"]
    assert len(data(v2, "/categories", type="PRODUCT", include_inactive="true")) == 5
    assert not any(each["children"] for each in data(v2, "/categories", include_children="false"))
    assert v2.get("/categories", params={"type": "x"}).status_code == 400


def test_products_come_with_what_is_asked_for_and_a_hundred_at_most(v2: httpx.Client) -> None:
    everything = data(v2, "/products", limit="100", **{"with[0]": "modifications", "with[1]": "modificator_groups"})
    by_name = {each["name"]: each for each in everything}
    fanta, doner, plain = by_name["Fanta"], by_name["Toyuq dönər"], data(v2, "/products", limit="1")[0]
    assert (fanta["type"], fanta["has_modifications"]) == ("GOODS", True)
    assert [(one["name"], one["type"], one["status"]) for one in fanta["modifications"]] == [
        ("0,33", "MODIFICATION", 1),
        ("0,5", "MODIFICATION", 1),
        ("1 L", "MODIFICATION", 0),
    ]
    assert [(one["min_select"], one["max_select"]) for one in doner["modificator_groups"]] == [(1, 1), (0, 3)]
    assert not {"modifications", "modificator_groups"} & set(plain)
    assert {each["type"] for each in everything} == {"DISH", "GOODS", "PREPARATION", "INGREDIENT", "TIMER"}
    assert by_name["Personal üçün çay"]["hidden"] == 1
    assert v2.get("/products", params={"limit": "101"}).status_code == 400


def test_products_are_filtered_by_type_category_and_id(v2: httpx.Client) -> None:
    timers = data(v2, "/products", **{"filters[0][0]": "type", "filters[0][1][0]": "TIMER", "filters[0][1][1]": "NONE"})
    assert [each["id"] for each in timers] == [223]
    pizzas = data(v2, "/products", **{"filters[0][0]": "category_id", "filters[0][1]": "2"})
    assert len(pizzas) == 5
    assert [each["id"] for each in data(v2, "/products", **{"filters[0][0]": "id", "filters[0][1]": "51"})] == [51]


def test_what_is_out_is_a_venue_s_own(v2: httpx.Client) -> None:
    assert stops(v2)[68] == 0
    assert 68 not in stops(v2, 2)
    assert stops(v2, 3) == {}
    narrowed = data(v2, "/products/stop-list", **{"filters[0][0]": "id", "filters[0][1][0]": "76"})
    assert [set(each) for each in narrowed] == [{"id", "limit", "timestamp"}]
    assert narrowed[0]["limit"] == 4


def test_ordering_takes_off_what_is_left_and_never_below_nothing(
    sandbox: Sandbox, v2: httpx.Client, clock: ManualClock
) -> None:
    sandbox.limit_product(51, 3, venue_id=2)
    clock.advance(60)
    line = {"product_id": 51, "product_name": "P", "count": 2, "price": 1, "status": "new", "product_hash": "h"}
    order = {"sale_type_id": 2, "venue_id": 2, "customer": {"id": 1}, "products": [line], "order_number": "N-1"}
    placed = v2.post("/orders", json=order).json()["data"]["payload"]["id"]
    assert stops(v2, 2)[51] == 1
    (entry,) = [each for each in data(v2, "/products/stop-list", 2) if each["id"] == 51]
    assert entry["timestamp"] == int(clock.now() * 1000)
    v2.post("/orders", json=order)
    assert stops(v2, 2)[51] == 0
    sandbox.limit_product(51, None, venue_id=2)
    assert 51 not in stops(v2, 2)
    shown = v2.get(f"/orders/{placed}", headers={"x-venue": "2"}).json()["data"]
    assert shown["payload"]["order_number"] == "N-1"
    with pytest.raises(KeyError):
        sandbox.limit_product(50_000, 1)


def test_variants_are_ordered_in_place_of_their_product_and_what_is_not_for_sale_is_refused(v2: httpx.Client) -> None:
    line = {"product_name": "P", "count": 1, "price": 1, "status": "new", "product_hash": "h"}
    order = {"sale_type_id": 2, "venue_id": 1, "customer": {"id": 1}}

    def posted(product_id: int) -> int:
        return v2.post("/orders", json={**order, "products": [{**line, "product_id": product_id}]}).status_code

    assert posted(202) == 201
    assert {posted(number) for number in (201, 204, 221, 222, 223, 225)} == {400}


def test_the_day_s_traffic_changes_what_is_out_and_shows_words_that_no_page_explains(
    started: Started, client_of: ClientOf, clock: ManualClock
) -> None:
    sandbox = started(orders=0, orders_per_minute=20, token_seconds=86_400, quota=0)
    client = client_of(sandbox)
    before, seen, venues, out = stops(client), set[str](), set[int](), False
    for _ in range(40):
        clock.advance(30)
        sandbox.step()
        for venue in (1, 2, 3):
            orders = data(client, "/orders", venue, limit="200", **{"sort[0]": "updated_at", "sort[1]": "-1"})
            seen |= {each["status"] for each in orders}
            venues |= {each["venue_id"] for each in orders}
        out = out or 0 in stops(client, 3).values()
    assert stops(client) != before
    assert out
    assert seen == {"PENDING", "RECEIVED", "DELIVERED", "IGNORE", "SCHEDULED", "PICKED_UP"}
    assert venues == {1, 2, 3}


def test_the_menu_is_behind_the_quota_and_the_gate_as_everything_is(started: Started, client_of: ClientOf) -> None:
    client = client_of(started(quota=3))
    paths = ("/categories", "/products", "/products/stop-list")
    assert [client.get(path).headers["RateLimit-Remaining"] for path in paths] == ["2", "1", "0"]
    assert {client.get(path).status_code for path in paths} == {429}
    assert {client.get(path, headers={"x-token": "x"}).status_code for path in paths} == {401}
