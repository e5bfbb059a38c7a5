"""Orders that arrive, the clerk, and the people and numbers behind them."""

import re
import sqlite3
from collections.abc import Callable

import httpx
import pytest

from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.generation.people import people
from callcenter.sandbox.generation.phones import digits_for, written
from callcenter.sandbox.opening import Opening, fill
from callcenter.sandbox.server import Sandbox
from callcenter.sandbox.store.database import open_store
from callcenter.sandbox.store.text import digits_of

Started = Callable[..., Sandbox]
ClientOf = Callable[..., httpx.Client]


def counts(client: httpx.Client) -> dict[str, int]:
    states = ("PENDING", "RECEIVED", "DELIVERED", "IGNORE")
    return {
        status: sum(
            client.get("/orders", params={"status": status}, headers={"x-venue": str(venue)}).json()["total"]
            for venue in (1, 2, 3)
        )
        for status in states
    }


def test_orders_arrive_at_the_rate_and_go_their_way(started: Started, client_of: ClientOf, clock: ManualClock) -> None:
    sandbox = started(orders=0, orders_per_minute=6, token_seconds=86_400)
    client = client_of(sandbox)
    for _ in range(30):
        clock.advance(60)
        sandbox.step()
    states = counts(client)
    assert 120 < sum(states.values()) < 250
    assert states["DELIVERED"] > states["RECEIVED"] > 0
    assert states["IGNORE"] > 0


def test_every_step_of_an_order_moves_its_last_change(
    started: Started, client_of: ClientOf, clock: ManualClock
) -> None:
    sandbox = started(orders=0, orders_per_minute=0.0001, token_seconds=86_400)
    client = client_of(sandbox)
    order = sandbox.place_order()
    changes: list[tuple[str, str]] = []
    for _ in range(80):
        clock.advance(10)
        sandbox.step()
        shown = client.get(f"/orders/{order}").json()["data"]
        if not changes or shown["status"] != changes[-1][0]:
            changes.append((shown["status"], shown["updated_at"]))
    assert [status for status, _ in changes] in (["PENDING", "RECEIVED", "DELIVERED"], ["PENDING", "IGNORE"])
    times = [time for _, time in changes]
    assert times == sorted(set(times))


def test_a_clock_that_is_set_back_stops_neither_the_orders_nor_the_clerk_and_turns_no_change_back(
    started: Started, client_of: ClientOf, clock: ManualClock
) -> None:
    sandbox = started(orders=0, orders_per_minute=12, token_seconds=86_400, quota=10)
    client = client_of(sandbox)
    changes: dict[int, str] = {}
    totals = []
    for minute in range(30):
        clock.advance(-3600 if minute == 15 else 60)
        sandbox.step()
        shown = client.get("/orders", params={"limit": "200"})
        assert shown.status_code == 200  # the quota's minute as well
        totals.append(shown.json()["total"])
        for order in shown.json()["data"]:
            assert order["updated_at"] >= changes.get(order["id"], "")
            changes[order["id"]] = order["updated_at"]
    assert totals[29] > 1.5 * totals[15] > 0
    pending = client.get("/orders", params={"status": "PENDING"}).json()["total"]
    assert pending < totals[29] / 3


def test_nothing_moves_while_no_orders_arrive(sandbox: Sandbox, v2: httpx.Client, clock: ManualClock) -> None:
    before = counts(v2)
    clock.advance(3000)
    sandbox.step()
    assert counts(v2) == before


def test_an_order_placed_by_hand_is_there_at_once(sandbox: Sandbox, v2: httpx.Client) -> None:
    order = sandbox.place_order(customer_id=1, venue_id=2)
    shown = v2.get(f"/orders/{order}", headers={"x-venue": "2"}).json()["data"]
    assert (shown["status"], shown["payload"]["customer"]["name"]) == ("PENDING", "Leyla Əliyeva")
    with pytest.raises(KeyError):
        sandbox.place_order(customer_id=999_999)
    with pytest.raises(KeyError):
        sandbox.advance_order(999_999, "RECEIVED")
    with pytest.raises(ValueError, match="accepted"):
        sandbox.advance_order(order, "GONE")


def test_a_brand_without_customers_gets_no_orders(started: Started, client_of: ClientOf, clock: ManualClock) -> None:
    sandbox = started(customers=0, orders=50, orders_per_minute=60)
    clock.advance(60)
    sandbox.step()
    assert counts(client_of(sandbox)) == dict.fromkeys(("PENDING", "RECEIVED", "DELIVERED", "IGNORE"), 0)
    with pytest.raises(KeyError):
        sandbox.place_order()


def test_the_same_seed_gives_the_same_people() -> None:
    assert list(people(300, 7, 1_770_000_000)) == list(people(300, 7, 1_770_000_000))
    assert list(people(300, 7, 1_770_000_000)) != list(people(300, 8, 1_770_000_000))


def test_numbers_differ_and_are_written_in_many_ways() -> None:
    numbers = [digits_for(index) for index in range(50_000)]
    assert len(set(numbers)) == len(numbers)
    spelled = {re.sub(r"\d", "0", written("994503332211", habit / 100)) for habit in range(100)}
    assert len(spelled) == 5
    assert {digits_of(written("994503332211", habit / 100))[-9:] for habit in range(100)} == {"503332211"}


def test_people_have_the_letters_of_four_languages_and_share_numbers(v2: httpx.Client) -> None:
    records = v2.get("/customers", params={"limit": "120"}).json()["data"]
    letters = set("".join(record["name"] for record in records))
    assert set("əıöüğşçƏİ") <= letters | set("İ")
    assert letters & set("абвилнор")
    own = {digits_of(record["phone"]) for record in records if record["phone"]}
    shared = [digits_of(number) for record in records for number in record["phones"] if digits_of(number) in own]
    assert len(shared) > 2
    assert any(len(record["description"] or "") > 150 for record in records)
    assert any(record["phone"] and not digits_of(record["phone"]).startswith(("994", "0")) for record in records)


def test_a_hundred_thousand_people_break_no_rule_of_the_tables(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("people") / "people.sqlite"

    def check(connection: sqlite3.Connection) -> None:
        fill(connection, Opening(100_000, 100, 3, 1_770_000_000))
        unordered = (
            "SELECT count(*) FROM customers a JOIN customers b ON b.id = a.id + 1 WHERE b.created_at < a.created_at"
        )
        assert connection.execute(unordered).fetchone() == (0,)
        late = "SELECT count(*) FROM customers WHERE updated_at < created_at OR updated_at > 1770000000"
        assert connection.execute(late).fetchone() == (0,)

    store = open_store(path, check)  # the unique indexes are made after the rows: a double would be an error
    assert store.customers.total == 100_000
    store.close()
