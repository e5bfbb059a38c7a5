"""Pages: every row once and in order, wherever rows enter and move meanwhile, without walking to them."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.opening import Opening, fill
from callcenter.sandbox.server import Sandbox
from callcenter.sandbox.store.customers import SORTS, CustomerFilter, CustomerTable
from callcenter.sandbox.store.database import open_store
from callcenter.sandbox.store.positions import Ladder


def pages(client: httpx.Client, path: str, limit: int, **parameters: str) -> Iterator[list[dict[str, Any]]]:
    page = 1
    while rows := client.get(path, params={**parameters, "limit": str(limit), "page": str(page)}).json()["data"]:
        yield rows
        page += 1


@pytest.mark.parametrize("way", ["1", "-1"])
@pytest.mark.parametrize("sort", SORTS)
def test_the_pages_of_every_sort_hold_every_customer_once(v2: httpx.Client, sort: str, way: str) -> None:
    rows = [row for page in pages(v2, "/customers", 17, **{"sort[0]": sort, "sort[1]": way}) for row in page]
    assert sorted(row["id"] for row in rows) == list(range(1, 121))
    if sort not in {"name", "email", "address"}:
        values = [row[sort] for row in rows]
        assert values == sorted(values, reverse=way == "-1")


def test_a_page_beyond_the_end_is_empty_and_the_last_one_short(v2: httpx.Client) -> None:
    assert [len(page) for page in pages(v2, "/customers", 50)] == [50, 50, 20]
    beyond = v2.get("/customers", params={"page": "1000000", "limit": "999", "sort[0]": "name"}).json()
    assert (beyond["data"], beyond["total"]) == ([], 120)


def test_a_row_that_enters_shifts_the_pages_after_it_as_offsets_do(v2: httpx.Client) -> None:
    newest_first = {"sort[0]": "created_at", "sort[1]": "-1"}
    walk = pages(v2, "/customers", 50, **newest_first)
    first = next(walk)
    v2.post("/customers", json={"name": "Newcomer"})
    second = next(walk)
    assert second[0]["id"] == first[-1]["id"]


def test_a_filtered_list_takes_in_a_new_customer(v2: httpx.Client) -> None:
    wanted = {"filters[0][0]": "name", "filters[0][1]": "newcomer", "sort[0]": "name"}
    assert v2.get("/customers", params=wanted).json()["total"] == 0
    v2.post("/customers", json={"name": "Newcomer"})
    assert v2.get("/customers", params=wanted).json()["total"] == 1


def test_a_customer_whose_order_is_delivered_moves_to_the_end_of_the_last_changed(
    sandbox: Sandbox, v2: httpx.Client, clock: ManualClock
) -> None:
    last_changed = {"sort[0]": "updated_at", "sort[1]": "-1", "limit": "1"}
    clock.advance(60)
    order = sandbox.place_order(customer_id=7)
    before = v2.get("/customers/7").json()["data"]
    sandbox.advance_order(order, "DELIVERED")
    after = v2.get("/customers", params=last_changed).json()["data"][0]
    assert (after["id"], after["receipt_count"]) == (7, before["receipt_count"] + 1)
    assert after["spent"] > before["spent"]


KEYS = st.none() | st.sampled_from(["", "a", "b", "ə", "я"])


@settings(max_examples=60)
@given(
    first=st.lists(KEYS, max_size=1500),
    changes=st.lists(st.tuples(st.integers(0, 3000), KEYS), max_size=30),
    offset=st.integers(0, 2000),
    limit=st.integers(0, 60),
)
def test_positions_stay_exact_while_rows_enter_and_move(
    first: list[str | None], changes: list[tuple[int, str | None]], offset: int, limit: int
) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, k TEXT)")
    connection.execute("CREATE INDEX t_k ON t (k)")
    connection.executemany("INSERT INTO t (k) VALUES (?)", [(key,) for key in first])
    ladder = Ladder(connection, "t", "k")
    for where, key in changes:
        found = connection.execute("SELECT id, k FROM t WHERE id = ?", (where,)).fetchone()
        if found:
            ladder.remove(found[1], found[0])
            connection.execute("UPDATE t SET k = ? WHERE id = ?", (key, where))
            ladder.add(key, where)
        else:
            ladder.add(key, connection.execute("INSERT INTO t (k) VALUES (?)", (key,)).lastrowid or 0)
    wanted = connection.execute("SELECT id FROM t ORDER BY k, id LIMIT ? OFFSET ?", (limit, offset)).fetchall()
    assert ladder.ids(offset, limit) == [row[0] for row in wanted]
    connection.close()


def test_thousands_of_newest_rows_do_not_make_the_last_rung_long() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, k INTEGER)")
    ladder = Ladder(connection, "t", "k")
    for row_id in range(1, 10_001):
        connection.execute("INSERT INTO t VALUES (?, ?)", (row_id, row_id * 2))
        ladder.add(row_id * 2, row_id)
    assert ladder.ids(9990, 50) == list(range(9991, 10_001))
    assert ladder.ids(5000, 2) == [5001, 5002]
    assert max(ladder._counts) <= 2048
    connection.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CustomerTable]:
    path = tmp_path_factory.mktemp("many") / "many.sqlite"
    store = open_store(path, lambda connection: fill(connection, Opening(60_000, 0, 1, 1_770_000_000)))
    yield store.customers
    store.close()


@pytest.mark.parametrize("filtered", [False, True], ids=["all", "one group"])
@pytest.mark.parametrize("sort", SORTS)
def test_page_1000_costs_the_database_no_more_steps_than_page_1(many: CustomerTable, sort: str, filtered: bool) -> None:
    narrowed = CustomerFilter(group_ids=((1,),) if filtered else ())
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    def cost(page: int) -> int:
        nonlocal steps
        steps = 0
        rows, _ = many.page(narrowed, sort, (page - 1) * 40, 40, descending=False)
        assert len(rows) == 40
        return steps

    many.page(narrowed, sort, 30_000, 40, descending=False)  # the first deep page may look at the whole index once
    many._connection.set_progress_handler(count, 10)
    first, deep = cost(1), cost(1000)
    many._connection.set_progress_handler(None, 0)
    # A position is reached within one rung of 512 rows; a walk to page 1,000 would be 40,000.
    assert deep <= first + 800
