"""Every reading call of the client against the sandbox."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from callcenter.model.customer import CustomerQuery, CustomerSort
from callcenter.model.order import OrderQuery, OrderSort, Stage
from callcenter.model.phone import digits
from callcenter.pos import errors
from callcenter.pos.clopos.client import CAPABILITIES
from callcenter.sandbox.server import Sandbox
from tests.pos.peers import Server, answer, asked, connected, says

pytestmark = pytest.mark.anyio
CUSTOMERS = 300


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reading") / "sandbox.sqlite"


@pytest.fixture(scope="module")
def sandbox(data: Path) -> Iterator[Sandbox]:
    with Sandbox(customers=CUSTOMERS, orders=120, quota=0, data=data) as running:
        yield running


def told(data: Path, question: str) -> list[tuple[object, ...]]:
    """Ask the sandbox's file itself."""
    with sqlite3.connect(data) as connection:
        found = connection.execute(question).fetchall()
    connection.close()
    return found


# ---- customers ------------------------------------------------------------------------------------------------------


async def test_customers_come_in_pages_that_hold_each_of_them_once(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        pages = [await pos.customers(CustomerQuery(page=page, limit=100)) for page in (1, 2, 3, 4)]
    assert [len(page.rows) for page in pages] == [100, 100, 100, 0]
    assert {page.total for page in pages} == {CUSTOMERS}
    assert [int(one.id) for page in pages for one in page.rows] == list(range(1, CUSTOMERS + 1))


async def test_the_largest_page_holds_all_of_them(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        page = await pos.customers(CustomerQuery(limit=999))
    assert (len(page.rows), page.skipped) == (CUSTOMERS, 0)


async def test_a_page_size_outside_the_limits_is_invalid(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        with pytest.raises(errors.Invalid) as caught:
            await pos.customers(CustomerQuery(limit=1000))
    assert "limit" in caught.value.server_message


async def test_a_name_filter_matches_any_part_in_any_case(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        (one,) = (await pos.customers(CustomerQuery(limit=1))).rows
        part = one.name[1:5].upper()
        found = await pos.customers(CustomerQuery(name=part, limit=999))
    assert one.id in {each.id for each in found.rows}
    assert 0 < len(found.rows) < CUSTOMERS


async def test_a_phone_filter_searches_all_numbers(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        everyone = (await pos.customers(CustomerQuery(limit=999))).rows
        second = next(one for one in everyone if one.phones)
        number = digits(second.phones[0])
        found = await pos.customers(CustomerQuery(phone=number[-7:]))
    assert second.id in {each.id for each in found.rows}
    assert all(any(number[-7:] in digits(its) for its in each.all_phones) for each in found.rows)


async def test_a_group_filter_holds_with_the_others(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        everyone = (await pos.customers(CustomerQuery(limit=999))).rows
        group = everyone[0].group_id
        of_group = {one.id for one in everyone if one.group_id == group}
        found = await pos.customers(CustomerQuery(group_id=group, limit=999))
        assert {one.id for one in found.rows} == of_group
        letter = everyone[0].name[:2]
        number = digits(everyone[0].phone or everyone[0].phones[0])[-4:]
        both = await pos.customers(CustomerQuery(name=letter, group_id=group, phone=number, limit=999))
    assert everyone[0].id in {one.id for one in both.rows}
    assert {one.id for one in both.rows} <= of_group
    assert all(letter.casefold() in one.name.casefold() for one in both.rows)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", CAPABILITIES.customer_sorts)
async def test_every_sort_goes_both_ways(sandbox: Sandbox, data: Path, sort: CustomerSort, descending: bool) -> None:
    column = {CustomerSort.NAME: "name_folded"}.get(sort, sort.value)
    way = "DESC" if descending else "ASC"
    expected = [str(one) for (one,) in told(data, f"SELECT id FROM customers ORDER BY {column} {way}, id {way}")]  # noqa: S608
    async with connected(sandbox) as pos:
        page = await pos.customers(CustomerQuery(sort=sort, descending=descending, limit=999))
    assert [one.id for one in page.rows] == expected


async def test_the_group_comes_with_a_list_only_where_it_is_asked_for(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        groups = {one.id: one for one in await pos.groups()}
        without = await pos.customers(CustomerQuery(limit=50))
        with_group = await pos.customers(CustomerQuery(limit=50, with_group=True))
    assert all(one.group is None for one in without.rows)
    assert all(one.group == groups[one.group_id or ""] for one in with_group.rows)


async def test_every_column_of_the_sandbox_arrives_in_the_list(sandbox: Sandbox, data: Path) -> None:
    async with connected(sandbox) as pos:
        rows = (await pos.customers(CustomerQuery(limit=999))).rows
    for column, field in (
        ("email", "email"),
        ("address", "address"),
        ("description", "notes"),
        ("code", "code"),
        ("source", "source"),
        ("reference_id", "reference_id"),
        ("receipt_count", "receipt_count"),
        ("cid", "cid"),
    ):
        kept = [value for (value,) in told(data, f"SELECT {column} FROM customers ORDER BY id")]  # noqa: S608
        assert [getattr(one, field) for one in rows] == kept, field
    hundredths = [value for (value,) in told(data, "SELECT spent FROM customers ORDER BY id")]
    assert [int((one.spent or 0) * 100) for one in rows] == hundredths
    assert any(one.addresses for one in rows)
    assert {one.active for one in rows} == {True, False}
    assert all(one.created_at and one.updated_at for one in rows)


async def test_one_customer_comes_with_what_only_the_card_has(sandbox: Sandbox, data: Path) -> None:
    async with connected(sandbox) as pos:
        cards = [await pos.customer(str(number)) for number in range(1, 41)]
    kept = told(data, "SELECT balance, cashback FROM customers ORDER BY id LIMIT 40")
    assert [(int((one.balance or 0) * 100), int((one.cashback_balance or 0) * 100)) for one in cards] == kept
    assert all(one.group and one.group.id == one.group_id for one in cards)
    assert any(one.phone_verified_at for one in cards)


@pytest.mark.parametrize("identity", ["999999999", "abc", "", ".", "..", "1/../2", "1?x=1", "ə", "\ud83d", "%2e%2e"])
async def test_an_id_that_nobody_has_is_not_found_and_asks_for_no_other_path(sandbox: Sandbox, identity: str) -> None:
    sandbox.forget_requests()
    async with connected(sandbox) as pos:
        with pytest.raises(errors.NotFound):
            await pos.customer(identity)
    assert not asked(sandbox, "GET", "/customers")


async def test_bare_answers_and_text_ids_change_nothing(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        plain = await pos.customers(CustomerQuery(limit=20)), await pos.customer("3"), await pos.venues()
        orders = (await pos.orders(OrderQuery())).rows
        sandbox.set_faults("bare=1,text-ids=1")
        try:
            bare = await pos.customers(CustomerQuery(limit=20)), await pos.customer("3"), await pos.venues()
            bare_orders = (await pos.orders(OrderQuery())).rows
        finally:
            sandbox.set_faults("")
    assert (bare[0].rows, *bare[1:]) == (plain[0].rows, *plain[1:])
    assert bare[0].total is None
    assert bare_orders == orders


async def test_bad_dates_are_unknown_and_cost_no_row(sandbox: Sandbox) -> None:
    sandbox.set_faults("bad-dates=0.5")
    try:
        async with connected(sandbox) as pos:
            page = await pos.customers(CustomerQuery(limit=100))
    finally:
        sandbox.set_faults("")
    assert (len(page.rows), page.skipped) == (100, 0)
    assert 20 < sum(one.created_at is None for one in page.rows) < 80
    assert all(one.updated_at for one in page.rows)


# ---- the brand ------------------------------------------------------------------------------------------------------


async def test_groups_venues_and_sale_types_come_whole(sandbox: Sandbox, data: Path) -> None:
    async with connected(sandbox) as pos:
        groups, venues, sale_types = await pos.groups(), await pos.venues(), await pos.sale_types()
    assert [(one.id, one.name) for one in groups] == [
        (str(number), name) for number, name in told(data, "SELECT id, name FROM customer_groups ORDER BY id")
    ]
    assert any(one.discount_value for one in groups)
    assert [(one.name, one.address, one.phone, one.email, one.active) for one in venues] == [
        (*given, bool(status))
        for *given, status in told(data, "SELECT name, address, phone, email, status FROM venues ORDER BY id")
    ]
    assert [(one.name, one.system_type, one.channel) for one in sale_types] == told(
        data, "SELECT name, system_type, channel FROM sale_types ORDER BY id"
    )


def _venues(first: int, last: int) -> list[dict[str, object]]:
    return [{"id": number, "name": f"Venue {number}"} for number in range(first, last + 1)]


async def test_a_list_whose_total_is_larger_than_its_page_is_read_on() -> None:
    pages = [
        answer({"success": True, "data": _venues(*part), "total": 120}) for part in ((1, 50), (51, 100), (101, 120))
    ]
    async with Server(says(*pages)) as server, connected(server.address) as pos:
        assert len(await pos.venues()) == 120
    assert len(server.sent("GET", "/venues")) == 3


async def test_a_server_that_minds_no_page_number_is_not_asked_for_ever() -> None:
    page = answer({"success": True, "data": _venues(1, 200), "total": 100000})
    async with Server(says(page)) as server, connected(server.address) as pos:
        assert len(await pos.venues()) == 200
        assert len(await pos.groups()) == 200
    assert len(server.sent("GET", "/venues")) == len(server.sent("GET", "/customer-groups")) == 2


# ---- orders ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.OTHER])
async def test_orders_are_narrowed_to_a_status(sandbox: Sandbox, data: Path, stage: Stage) -> None:
    (kept,) = told(data, f"SELECT count(*) FROM orders WHERE venue_id = 1 AND status = '{stage.value}'")  # noqa: S608
    async with connected(sandbox) as pos:
        page = await pos.orders(OrderQuery(status=stage.value, limit=200))
    assert (len(page.rows), page.total) == (kept[0], kept[0])
    assert {one.stage for one in page.rows} <= {stage}


async def test_orders_are_narrowed_to_days_and_one_day_stands_for_both_ends(sandbox: Sandbox) -> None:
    day = datetime.now(UTC).date() - timedelta(days=2)
    async with connected(sandbox) as pos:
        everything = (await pos.orders(OrderQuery(limit=200))).rows
        for query in (OrderQuery(since=day, until=day), OrderQuery(since=day), OrderQuery(until=day)):
            found = (await pos.orders(query)).rows
            assert {one.id for one in found} == {
                one.id for one in everything if one.created_at and one.created_at.date() == day
            }
            assert found


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", list(OrderSort))
async def test_orders_are_sorted_both_ways_in_pages(
    sandbox: Sandbox, data: Path, sort: OrderSort, descending: bool
) -> None:
    way = "DESC" if descending else "ASC"
    question = f"SELECT id FROM orders WHERE venue_id = 1 ORDER BY {sort.value} {way}, id {way}"  # noqa: S608
    expected = [str(one) for (one,) in told(data, question)]
    async with connected(sandbox) as pos:
        pages = [
            await pos.orders(OrderQuery(sort=sort, descending=descending, limit=20, page=page)) for page in range(1, 8)
        ]
    assert [one.id for page in pages for one in page.rows] == expected


async def test_orders_of_the_venue_that_was_asked_for_come_whatever_the_profile_says(sandbox: Sandbox) -> None:
    async with connected(sandbox, venue_id="1") as pos:
        assert {one.venue_id for one in (await pos.orders(OrderQuery(venue_id="2"))).rows} == {"2"}
        assert {one.venue_id for one in (await pos.orders(OrderQuery())).rows} == {"1"}
    async with connected(sandbox, venue_id=None) as pos:
        assert {one.venue_id for one in (await pos.orders(OrderQuery(venue_id="3"))).rows} == {"3"}


async def test_an_order_comes_with_its_receipt_once_it_is_received(sandbox: Sandbox) -> None:
    placed = sandbox.place_order()
    async with connected(sandbox) as pos:
        before = await pos.order(str(placed))
        sandbox.advance_order(placed, "RECEIVED")
        after = await pos.order(str(placed))
    assert (before.stage, before.receipt) == (Stage.PENDING, None)
    assert after.stage is Stage.RECEIVED
    assert after.receipt is not None
    assert (after.receipt.status, after.receipt.service_notification_id) == ("1", str(placed))
    assert after.receipt.id


async def test_the_lines_of_an_order_arrive_with_names_prices_and_modifiers(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        lines = [line for one in (await pos.orders(OrderQuery(limit=200))).rows for line in one.lines]
    assert all(line.product_id and line.name and line.price is not None and line.total for line in lines)
    modifiers = [modifier for line in lines for modifier in line.modifiers]
    assert modifiers
    assert all(one.id and not one.name.startswith("#") for one in modifiers)


async def test_a_base_address_is_taken_with_and_without_its_version(sandbox: Sandbox) -> None:
    for address in (sandbox.clopos, f"{sandbox.clopos}/", f"{sandbox.clopos}/v2", f"{sandbox.clopos}/v2/"):
        known: dict[str, Any] = {name: str(value) for name, value in sandbox.credentials.items()}
        async with connected(address, **known) as pos:
            assert (await pos.customer("1")).id == "1"
