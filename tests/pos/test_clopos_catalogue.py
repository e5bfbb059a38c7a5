"""The menu, what is out, and orders of several venues, read from the sandbox."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from callcenter.model.catalogue import Category, Product, ProductQuery, ProductType, StopEntry, Variant
from callcenter.model.order import OrderQuery, Stage
from callcenter.pos import errors
from callcenter.pos.clopos.client import CAPABILITIES
from callcenter.pos.clopos.reader import LONGEST_RAW
from callcenter.sandbox.server import Sandbox
from tests.pos.peers import Server, answer, connected, says

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=50, orders=60, quota=0) as running:
        yield running


async def _products(sandbox: Sandbox, query: ProductQuery) -> dict[str, Product]:
    async with connected(sandbox) as pos:
        return {one.name: one for one in (await pos.products(query)).rows}


async def test_the_tree_of_categories_comes_whole_with_what_is_hidden_marked(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        roots = {one.name: one for one in await pos.categories()}
    assert set(roots) == {"Mətbəx", "Şirniyyat", "İçkilər", "Personal üçün"}
    kitchen = roots["Mətbəx"]
    assert [child.name for child in kitchen.children][:3] == ["Pizza", "Plov", "Dönər"]
    assert {(child.depth, child.parent_id, len(child.color or "")) for child in kitchen.children} == {
        (1, kitchen.id, 6)
    }
    assert not roots["Personal üçün"].shown
    assert kitchen.shown


async def test_categories_that_come_flat_are_put_under_their_parents() -> None:
    flat = [
        {"id": 3, "name": "Vegan", "parent_id": 2, "type": "PRODUCT"},
        {"id": 1, "name": "Food", "parent_id": None, "type": "PRODUCT", "status": 1, "color": "#3498DB"},
        {"id": 2, "name": "Pizza", "parent_id": 1, "hidden": "1"},
        {"id": 4, "name": "Lost", "parent_id": 99},
        {"id": 5, "name": "Flour", "type": "INGREDIENT"},
        {"id": 6, "name": "Own parent", "parent_id": 6},
    ]
    async with Server(says(answer({"success": True, "data": flat}))) as server, connected(server.address) as pos:
        food, lost = await pos.categories()
    assert (food.name, food.color, lost.name) == ("Food", "3498db", "Lost")
    (pizza,) = food.children
    assert (pizza.name, pizza.hidden, [one.name for one in pizza.children]) == ("Pizza", True, ["Vegan"])


async def test_products_come_with_variants_and_modifiers_and_only_of_the_types_on_a_menu(sandbox: Sandbox) -> None:
    found = await _products(sandbox, ProductQuery())
    assert {one.type for one in found.values()} == {ProductType.GOODS, ProductType.DISH}
    fanta, doner, pizza = found["Fanta"], found["Toyuq dönər"], found["Pizza Marqarita"]
    assert (fanta.sellable, pizza.sellable, pizza.price) == (False, True, Decimal("8.5"))
    assert [(one.name, one.full_name, one.price) for one in fanta.sold_as] == [
        ("0,33", "Fanta 0,33", Decimal("1.6")),
        ("0,5", "Fanta 0,5", Decimal(2)),
    ]
    assert [one.active for one in fanta.variants] == [True, True, False]
    choice, extras = doner.modifier_groups
    assert (choice.required, choice.least, choice.most) == (True, 1, 1)
    assert (extras.required, extras.most, extras.options[0].most) == (False, 3, 3)
    assert [(one.name, one.price) for one in choice.options] == [
        ("Lavaş", Decimal(0)),
        ("Təndir", Decimal(0)),
        ("Tost", Decimal("0.3")),
    ]
    assert not found["Personal üçün çay"].shown
    assert not found["Balıq kababı (mövsümi)"].shown
    assert pizza.updated_at == datetime(2025, 1, 27, 17, 46, 40, tzinfo=UTC)


async def test_every_type_is_there_for_who_asks_for_all_and_none_of_the_others_is_shown(sandbox: Sandbox) -> None:
    found = await _products(sandbox, ProductQuery(types=()))
    others = [one for one in found.values() if one.type not in {ProductType.GOODS, ProductType.DISH}]
    assert {one.type for one in others} == {ProductType.TIMER, ProductType.PREPARATION, ProductType.INGREDIENT}
    assert not any(one.shown for one in others)


async def test_products_come_in_pages(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        pages = [await pos.products(ProductQuery(page=page, limit=20)) for page in (1, 2, 3, 4)]
        with pytest.raises(errors.Invalid):
            await pos.products(ProductQuery(limit=101))
    ids = [one.id for page in pages for one in page.rows]
    assert len(ids) == len(set(ids)) == pages[0].total == 46
    assert [len(page.rows) for page in pages] == [20, 20, 6, 0]


async def test_what_is_out_is_told_by_venue_and_what_is_not_told_has_no_limit(sandbox: Sandbox) -> None:
    sandbox.limit_product(51, 0, venue_id=3)
    async with connected(sandbox) as pos:
        here, there = await pos.stop_list(), {one.product_id: one for one in await pos.stop_list("3")}
    assert {one.product_id: (one.left, one.out) for one in here if one.product_id in {"68", "76"}} == {
        "68": (Decimal(0), True),
        "76": (Decimal(4), False),
    }
    assert set(there) == {"51"}
    assert there["51"].out
    assert there["51"].at is not None
    assert abs((datetime.now(UTC) - there["51"].at).total_seconds()) < 600


async def test_an_entry_without_a_limit_that_can_be_read_is_left_out() -> None:
    told = [{"id": 1, "limit": 0}, {"id": 2}, {"id": 3, "limit": "NaN"}, {"id": "4", "limit": "2.5", "timestamp": "x"}]
    async with Server(says(answer({"success": True, "data": told}))) as server, connected(server.address) as pos:
        assert await pos.stop_list() == (
            StopEntry(product_id="1", left=Decimal(0)),
            StopEntry(product_id="4", left=Decimal("2.5")),
        )


def test_hidden_and_inactive_parts_are_not_read_to_a_caller() -> None:
    shown = Product(id="1", name="Fanta", type=ProductType.GOODS, variants=(Variant(id="2", name="S", active=False),))
    assert shown.shown
    assert not shown.sellable
    assert shown.sold_as == ()
    assert not Category(id="1", name="x", active=False).shown
    assert Product(id="1", name="x", type=ProductType.OTHER).shown  # a type of tomorrow is not lost


async def test_clopos_says_that_it_has_a_menu() -> None:
    assert CAPABILITIES.menu


async def test_an_order_of_another_venue_is_read_and_cancelled_there(sandbox: Sandbox) -> None:
    placed = str(sandbox.place_order(venue_id=2))
    async with connected(sandbox) as pos:
        with pytest.raises(errors.NotFound):
            await pos.order(placed)
        with pytest.raises(errors.NotFound):
            await pos.cancel_order(placed)
        assert (await pos.order(placed, "2")).venue_id == "2"
        await pos.cancel_order(placed, "2")
        assert (await pos.order(placed, "2")).stage is Stage.IGNORED


async def test_the_answer_itself_comes_with_one_order_for_whoever_asks(sandbox: Sandbox) -> None:
    placed = str(sandbox.place_order())
    sandbox.advance_order(int(placed), "RECEIVED")
    async with connected(sandbox) as pos:
        detail = await pos.order_detail(placed)
        assert detail.order == await pos.order(placed)
    read = json.loads(detail.raw)
    assert (str(read["id"]), read["status"], read["receipt"]["status"]) == (placed, "RECEIVED", 1)
    assert read["payload"]["products"][0]["meta"]["order_product"]["status"] == "new"
    assert detail.raw.startswith('{\n  "id": ')


async def test_an_answer_without_end_is_cut_and_its_marks_do_no_harm() -> None:
    body = {"id": 5, "status": "NEW", "comment": "\u202e\u0000x" * LONGEST_RAW}
    async with Server(says(answer({"success": True, "data": body}))) as server, connected(server.address) as pos:
        detail = await pos.order_detail("5")
    assert len(detail.raw) == LONGEST_RAW + 1
    assert detail.raw.endswith("…")
    assert "\u202e" not in detail.raw
    assert (detail.order.stage, detail.order.status) == (Stage.OTHER, "NEW")


@pytest.mark.parametrize("status", ["SCHEDULED", "PICKED_UP"])
async def test_a_status_that_no_page_explains_is_told_by_its_own_word(sandbox: Sandbox, status: str) -> None:
    placed = sandbox.place_order()
    sandbox.advance_order(placed, status)
    async with connected(sandbox) as pos:
        order = next(one for one in (await pos.orders(OrderQuery(limit=200))).rows if one.id == str(placed))
    assert (order.stage, order.status, order.open) == (Stage.OTHER, status, False)
