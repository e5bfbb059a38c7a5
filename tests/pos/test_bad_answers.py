"""Whatever a server answers, each call gives a good result or one of our errors, and never anything else."""

import asyncio
import copy
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.model import money
from callcenter.model.catalogue import Category, Product, ProductQuery, StopEntry
from callcenter.model.customer import Customer, CustomerQuery, NewCustomer
from callcenter.model.order import NewOrder, Order, OrderDetail, OrderLine, OrderQuery, Recipient
from callcenter.model.page import Page
from callcenter.pos.clopos.client import Clopos
from callcenter.pos.errors import PosError
from callcenter.sandbox.server import Sandbox
from tests.pos.peers import QUICK, Server, answer, connected, says

EXAMPLES = Path(__file__).parent / "examples"
LINE = OrderLine(product_id="1", name="Dolma")
ORDER = NewOrder(key="k", venue_id="1", sale_type_id="1", recipient=Recipient(id="1"), lines=(LINE,))

CALLS: dict[str, Callable[[Clopos], Awaitable[object]]] = {
    "customers": lambda pos: pos.customers(CustomerQuery()),
    "customer": lambda pos: pos.customer("1"),
    "create customer": lambda pos: pos.create_customer(NewCustomer(cid=NewCustomer.new_cid(), name="L", phone="+1")),
    "groups": lambda pos: pos.groups(),
    "venues": lambda pos: pos.venues(),
    "sale types": lambda pos: pos.sale_types(),
    "orders": lambda pos: pos.orders(OrderQuery()),
    "order": lambda pos: pos.order("1"),
    "order detail": lambda pos: pos.order_detail("1", "2"),
    "categories": lambda pos: pos.categories(),
    "products": lambda pos: pos.products(ProductQuery()),
    "stop list": lambda pos: pos.stop_list("2"),
    "cancel order": lambda pos: pos.cancel_order("1"),
    "create order": lambda pos: pos.create_order(ORDER),
}


CATEGORY: dict[str, Any] = {
    "id": 1,
    "name": "Pizza",
    "status": 1,
    "hidden": False,
    "type": "PRODUCT",
    "position": None,
    "parent_id": None,
    "depth": 0,
    "color": "00bcd4",
    "children": [{"id": 2, "name": "Vegan", "status": 0, "type": "PRODUCT", "parent_id": 1, "depth": 1}],
    "media": [{"uuid": "1d76f22b"}],
}
DISH: dict[str, Any] = {
    "id": 51,
    "category_id": 1,
    "type": "DISH",
    "name": "Pizza",
    "status": 1,
    "hidden": 0,
    "price": 8.5,
    "modificator_groups": [
        {
            "id": 1,
            "name": "Extras",
            "min_select": 0,
            "max_select": 3,
            "modificators": [{"id": 501, "name": "Cheese", "price": "1.50", "max_count": 2, "status": True}],
        }
    ],
}
GOODS: dict[str, Any] = {
    "id": 419,
    "type": "GOODS",
    "name": "Fanta",
    "barcode": 12345,
    "has_modifications": True,
    "modifications": [{"id": 420, "parent_id": 419, "type": "MODIFICATION", "name": "0.5", "price": 2, "status": 1}],
    "updated_at": "2024-07-01 08:01:04",
}


def _examples() -> list[Any]:
    """Collect the seeds' examples and what the sandbox says, to be spoiled."""
    found = [json.loads(file.read_bytes()) for file in sorted(EXAMPLES.glob("*.json"))]
    list_, orders = json.loads((EXAMPLES / "list-customers.json").read_bytes()), found[6]
    found += [
        {"success": True, "data": list_["data"][0]},
        {"success": True, "data": {**orders["data"][0], "receipt": {"id": 1, "status": 2}}},
        {"success": True, "data": [{"id": 1, "name": "V", "address": "A", "status": 1, "phone": "1", "email": "e"}]},
        {"success": True, "data": [{"id": 1, "name": "S", "system_type": "IN", "channel": None, "status": {"1": 1}}]},
        {"success": True, "data": {"status": "PENDING", "payload": {"id": 295}}, "total": "7"},
        {"success": True, "token": "t", "token_type": "Bearer", "expires_in": 3600, "expires_at": 1},
        {"success": True, "data": [CATEGORY], "total": 1},
        {"success": True, "data": [CATEGORY["children"][0], {**CATEGORY, "children": []}]},
        {"success": True, "data": [DISH, GOODS], "total": 2},
        {"success": True, "data": [{"id": 54, "limit": 0, "timestamp": 1761202010781}, {"id": 57, "limit": 3}]},
        {"success": False, "error": [{"message": "m", "type": "t", "exception": "e", "code": 1}], "message": "m"},
        {"error": "validation_failed", "message": "m", "details": {"phone": ["p"], "name": "n"}},
        {"success": True, "pagination": {"page": 1, "per_page": 50, "total": 7, "total_pages": 1}, "data": []},
    ]
    return found


SOUND = _examples()
RAW = [
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"1e1000000",
    b"-1e-1000000",
    b"1" * 30,
    b"1" * 5000,
    b"[" * 600 + b"]" * 600,
    b"[" * 5000,
    b'"\xff\xfe\xc3"',
    b'"\\ud83d"',
    b'"\\ude00\\ud83d"',
    b'"\\u0000\\u202e"',
    b"{",
    b"",
    b'"' + b"x" * 100_000 + b'"',
    b'"' + b"7" * 5000 + b'"',
    b'{"id":1,"id":{}}',
    b"0x10",
]
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**40), 10**40)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["", "1", "-1", "NaN", "sNaN", "1e400", "true", "203-05-25T00:00:00Z", "\ud83d", "٣", "²"])
    | st.sampled_from([f"@raw{index}@" for index in range(len(RAW))]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def _places(value: object, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the paths to everything inside a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(place for key, one in inner for place in _places(one, (*here, key)))]


def spoiled() -> st.SearchStrategy[bytes]:
    """Spoil what Clopos answers."""
    return spoiled_of(SOUND)


@st.composite
def spoiled_of(draw: st.DrawFn, sound: list[Any]) -> bytes:
    """Take a sound answer and change a few things in it: their type, their presence, their bytes."""
    whole = [copy.deepcopy(draw(st.sampled_from(sound)))]
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.sampled_from(_places(whole)[1:] or [(0,)]))
        parent: Any = whole
        for key in place[:-1]:
            parent = parent[key]
        match draw(st.sampled_from(["replace", "replace", "remove", "repeat"])):
            case "remove" if len(place) > 1:
                del parent[place[-1]]
            case "repeat" if isinstance(parent, list) and len(place) > 1:
                parent.extend(parent[:3])
            case _:
                parent[place[-1]] = draw(values)
    if not whole:
        return b""
    body = json.dumps(whole[0], ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass")
    for index, raw in enumerate(RAW):
        body = body.replace(f'"@raw{index}@"'.encode(), raw)
    if draw(st.integers(0, 9)) == 0:
        body = body[: draw(st.integers(0, len(body)))]
    return body


def look_at(result: object) -> None:
    """Do with a result what a window does."""
    repr(result)
    msgspec.json.encode(result)
    if isinstance(result, OrderDetail):
        assert result.raw
        result = result.order
    for one in result.rows if isinstance(result, Page) else result if isinstance(result, tuple) else (result,):
        if isinstance(one, Customer):
            assert isinstance(one.name, str)
            assert all(one.all_phones)
            assert all(place.text for place in one.all_addresses)
            amounts = [one.spent, one.balance, one.discount, one.total_bonus, one.cashback_balance]
            assert all(money.spell(each, "AZN") for each in amounts if each is not None)
        if isinstance(one, Order):
            assert one.status
            sums = [one.sum_of_lines, one.total, one.delivery_fee, *(line.total for line in one.lines)]
            assert all(money.spell(each, "AZN") for each in sums if each is not None)
            assert all(line.count.is_finite() and line.name for line in one.lines)
        if isinstance(one, Product):
            prices = [one.price, *(each.price for each in one.variants)]
            prices += [each.price for group in one.modifier_groups for each in group.options]
            assert all(money.spell(each, "AZN") for each in prices if each is not None)
            assert one.name
            assert all(group.least >= 0 for group in one.modifier_groups)
        if isinstance(one, StopEntry):
            assert one.left.is_finite()
            assert one.out is (one.left <= 0)
        if isinstance(one, Category):
            look_at(one.children)


@pytest.mark.anyio
@settings(max_examples=120)
@given(
    body=spoiled() | st.binary(max_size=50) | st.sampled_from(RAW),
    status=st.sampled_from([200, 200, 200, 200, 201, 204, 400, 401, 409, 404, 500]),
)
async def test_every_call_survives_every_answer(body: bytes, status: int) -> None:
    said = answer(b"" if status == 204 else body, status)
    async with Server(says(said)) as server, connected(server.address, timeouts=QUICK) as pos:
        for ask in CALLS.values():
            await survives(ask(pos))
        server.signs_in = False
        await survives(pos.sign_in())


async def survives(asking: Awaitable[object]) -> None:
    try:
        look_at(await asking)
    except PosError as error:
        repr(error), str(error), error.facts  # what a log and a window do with it


@pytest.mark.anyio
async def test_a_page_of_the_sandbox_loses_only_the_rows_that_are_spoiled() -> None:
    with Sandbox(customers=60, orders=0) as sandbox:
        async with connected(sandbox) as pos:
            sound = (await pos.customers(CustomerQuery(limit=60))).rows
    rows: list[Any] = [json.loads(msgspec.json.encode({"id": int(one.id), "name": one.name})) for one in sound]
    rows[7], rows[20]["id"], rows[33] = None, {}, "row"
    rows[40]["spent"] = rows[41]["name"] = rows[42]["phones"] = {"wrong": 1}
    page = answer({"success": True, "data": rows, "total": 60})
    async with Server(says(page)) as server, connected(server.address) as pos:
        found = await pos.customers(CustomerQuery(limit=60))
    assert (len(found.rows), found.skipped, found.total) == (57, 3, 60)
    assert [one.id for one in found.rows] == [one.id for at, one in enumerate(sound) if at not in {7, 20, 33}]


@pytest.mark.anyio
async def test_a_large_answer_is_read_while_the_loop_goes_on() -> None:
    notes = "x" * 1_000_000
    page = answer({"data": [{"id": number, "description": notes} for number in range(20)]})
    async with Server(says(page)) as server, connected(server.address) as pos:
        asking = asyncio.create_task(pos.customers(CustomerQuery()))
        turns = 0
        while not asking.done():
            await asyncio.sleep(0)
            turns += 1
        assert len(asking.result().rows) == 20
    assert turns > 10
