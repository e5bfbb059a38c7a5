"""Whatever a server answers, a call of PosStar's gives a sound result or one of our errors."""

import copy
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.model import money
from callcenter.model.customer import Customer, CustomerChange, CustomerQuery, completed
from callcenter.model.ledger import LedgerEntry
from callcenter.model.loyalty import Redeemed, Redemption
from callcenter.model.page import Page
from callcenter.pos.errors import PosError
from callcenter.pos.posstar.client import PosStar
from callcenter.replica.stored import from_row, to_row
from callcenter.sandbox.server import Sandbox
from tests.pos.peers import QUICK, Server, answer, says
from tests.pos.posstar.star import connected, form
from tests.pos.posstar.test_posstar_reading import CARD, CREATED, ENTRIES, JANE, LISTED
from tests.pos.test_bad_answers import RAW, spoiled_of

CALLS: dict[str, Callable[[PosStar], Awaitable[object]]] = {
    "who": lambda pos: pos.who(),
    "customers": lambda pos: pos.customers(CustomerQuery(name="a", phone="5")),
    "customer": lambda pos: pos.customer(JANE),
    "create": lambda pos: pos.create_customer(form()),
    "update": lambda pos: pos.update_customer(JANE, CustomerChange(name="L", tags=())),
    "delete": lambda pos: pos.delete_customer(JANE),
    "ledger": lambda pos: pos.ledger(JANE, date(2025, 5, 1), date(2025, 5, 31)),
    "redeem": lambda pos: pos.redeem(Redemption(customer_id=JANE, points=1, sale_id=JANE)),
}
SOUND: list[Any] = [
    [LISTED, {**LISTED, "id": "2"}],
    CARD,
    CREATED,
    ENTRIES,
    {"redeemed": 100, "discount_amount": 1000, "remaining_points": 350},
    {"message": "Customer deleted successfully"},
    {"access_token": "a.b.c", "user": {"id": JANE, "email": "a@example.com", "name": "A"}},
    {"id": JANE, "name": "A", "email": "a@example.com", "role": "manager", "avatar": None},
    {"statusCode": 400, "message": ["name should not be empty"], "error": "Bad Request"},
    {"statusCode": 401, "message": "Unauthorized"},
]


def look_at(result: object) -> None:
    """Do with a result what a window and the local file do."""
    repr(result)
    msgspec.json.encode(result)
    for one in result.rows if isinstance(result, Page) else result if isinstance(result, tuple) else (result,):
        if isinstance(one, Customer):
            assert isinstance(one.name, str)
            assert all(one.all_phones)
            assert all(one.tags)
            sums = [one.spent, one.ledger_balance, *(sale.total for sale in one.purchases)]
            assert all(money.spell(each, "AZN") != "—" for each in sums if each is not None)
            assert set(one.untold) <= set(Customer.__struct_fields__)
            whole = completed(one, None)
            assert from_row(to_row(whole)).id == whole.id
        if isinstance(one, LedgerEntry):
            sums = [one.amount, one.balance_after]
            assert all(money.spell(each, "AZN") != "—" for each in sums if each is not None)
        if isinstance(one, Redeemed):
            assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=Redeemed) == one


@pytest.mark.anyio
@settings(max_examples=120)
@given(
    body=spoiled_of(SOUND) | st.binary(max_size=50) | st.sampled_from(RAW),
    status=st.sampled_from([200, 200, 200, 200, 201, 204, 400, 401, 409, 404, 500]),
)
async def test_every_call_survives_every_answer(body: bytes, status: int) -> None:
    said = answer(b"" if status == 204 else body, status)
    async with Server(says(said)) as server, connected(server.address, timeouts=QUICK) as pos:
        for ask in CALLS.values():
            await survives(ask(pos))
        server.signs_in = False
        await survives(pos.sign_in())
    async with Server(says(said), signs_in=False) as server, connected(server.address, timeouts=QUICK) as pos:
        await survives(pos.sign_in())


async def survives(asking: Awaitable[object]) -> None:
    try:
        look_at(await asking)
    except PosError as error:
        repr(error), str(error), error.facts  # what a log and a window do with it


@pytest.mark.anyio
async def test_a_page_of_the_sandbox_loses_only_the_rows_that_are_spoiled() -> None:
    rows = [{**copy.deepcopy(LISTED), "id": f"id-{number}"} for number in range(60)]
    rows[20]["id"] = {}
    rows[40]["total_spent"] = rows[41]["name"] = rows[42]["tags"] = rows[43]["phone"] = {"wrong": 1}
    body: list[Any] = [*rows[:7], None, *rows[8:33], "row", *rows[34:]]
    async with Server(says(answer(body))) as server, connected(server.address) as pos:
        found = await pos.customers(CustomerQuery(limit=60))
    assert (len(found.rows), found.skipped, found.total) == (57, 3, None)
    spoilt = {one.id: set(one.untold) - {"purchases", "ledger_balance"} for one in found.rows}
    assert {key: value for key, value in spoilt.items() if value} == {
        "id-40": {"spent"},
        "id-41": {"name"},
        "id-42": {"tags"},
        "id-43": {"phone"},
    }


@pytest.mark.anyio
async def test_what_the_sandbox_says_of_its_customers_is_read_without_a_loss() -> None:
    with Sandbox(customers=60, orders=0) as sandbox:
        async with connected(sandbox) as pos:
            page = await pos.customers(CustomerQuery(limit=100))
            for one in page.rows[:20]:
                card = await pos.customer(one.id)
                assert card.untold == ()
                assert (card.name, card.points, card.spent, card.tags) == (one.name, one.points, one.spent, one.tags)
    assert (len(page.rows), page.skipped) == (60, 0)
