"""The menu a caller asks about: read once, kept, searched; what is out is asked again and again."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from callcenter.desk import menu_sections
from callcenter.desk.menu import Menus, Shown
from callcenter.desk.menu_sections import Item
from callcenter.model.catalogue import Category, Product, ProductType, StopEntry, Variant
from callcenter.pos import errors
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import MemoryVault, Secret, Vault
from tests.desk.at_work import Asked, Desk, Until, heard


class LastingVault(MemoryVault):
    """A keyring that keeps what it is given: with it the local files lie on the disk."""

    lasting = True


@pytest.fixture
def vault() -> MemoryVault:
    return LastingVault()


@pytest.fixture
async def new_menus() -> AsyncIterator[Callable[..., Menus]]:
    made: list[Menus] = []

    def make(desk: Desk, **options: object) -> Menus:
        made.append(Menus(desk.session, desk.files, desk.connection, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        await one.aclose()


@pytest.fixture
async def menus(new_menus: Callable[..., Menus], signed_in: Desk) -> Menus:
    return new_menus(signed_in, stops_every=0.05)


async def opened(menus: Menus, until: Until, venue_id: str | None = "1") -> Shown:
    menus.open(venue_id)
    await until(lambda: menus.shown.read_at and menus.shown.stops_at)
    return menus.shown


def named(shown: Shown, name: str) -> Item:
    return next(one for one in shown.items if one.product.name == name)


def names(shown: Shown) -> list[str]:
    return [one.product.name for one in shown.items]


# ---- what is on it --------------------------------------------------------------------------------------------------


@pytest.mark.anyio
async def test_the_menu_has_sections_prices_variants_and_modifiers_and_nothing_hidden(
    menus: Menus, until: Until
) -> None:
    shown = await opened(menus, until)
    assert shown.of == len(shown.items) == 44
    pizza, fanta, doner = (named(shown, name) for name in ("Pizza Marqarita", "Fanta", "Toyuq dönər"))
    assert (pizza.section, pizza.product.price) == ("Mətbəx › Pizza", Decimal("8.5"))
    assert [(one.variant.name, one.variant.price) for one in fanta.choices] == [
        ("0,33", Decimal("1.6")),
        ("0,5", Decimal(2)),
    ]
    assert [(one.name, one.least, one.most) for one in doner.product.modifier_groups] == [
        ("Çörək", 1, 1),
        ("Əlavələr", 0, 3),
    ]
    assert not {"Personal üçün çay", "Balıq kababı (mövsümi)", "PlayStation, 1 saat", "Pomidor"} & set(names(shown))
    sections = list(dict.fromkeys(one.section for one in shown.items))
    assert sections[:2] == ["Mətbəx › Pizza", "Mətbəx › Plov"]
    assert sections[-1] == "İçkilər"


@pytest.mark.anyio
async def test_what_is_out_and_how_much_is_left_is_marked_by_venue(menus: Menus, until: Until) -> None:
    shown = await opened(menus, until)
    assert named(shown, "Quzu qabırğası").out
    fanta = named(shown, "Fanta")
    assert [(one.left, one.out) for one in fanta.choices] == [(None, False), (Decimal(0), True)]
    assert not fanta.out
    assert sorted(one.left for one in shown.items if one.left is not None and not one.out) == [4, 9]
    other = await opened(menus, until, "2")
    assert not named(other, "Quzu qabırğası").out
    assert {one.product.name for one in other.items if one.left is not None} != {
        one.product.name for one in shown.items if one.left is not None
    }


@pytest.mark.anyio
async def test_the_stop_list_is_followed_while_the_menu_is_open_and_no_longer(
    menus: Menus, until: Until, sandbox: Sandbox, asked: Asked
) -> None:
    await opened(menus, until)
    products = asked("GET", "/products")
    sandbox.limit_product(51, 3)
    await until(lambda: named(menus.shown, "Pizza Marqarita").left == 3)
    sandbox.limit_product(51, 0)
    await until(lambda: named(menus.shown, "Pizza Marqarita").out)
    sandbox.limit_product(51, None)
    await until(lambda: named(menus.shown, "Pizza Marqarita").left is None)
    assert asked("GET", "/products") == products == 1
    menus.close()
    stops = asked("GET", "/products/stop-list")
    menus.open("1")  # at once again, however long the pause
    await until(lambda: asked("GET", "/products/stop-list") > stops)


@pytest.mark.anyio
async def test_a_menu_nobody_looks_at_asks_seldom_and_at_once_when_it_is_looked_at_again(
    new_menus: Callable[..., Menus], signed_in: Desk, until: Until, asked: Asked, sandbox: Sandbox
) -> None:
    menus = new_menus(signed_in, stops_every=0.1)
    await opened(menus, until)
    menus.watch(looked_at=False)
    clock, before = asyncio.get_running_loop().time, asked("GET", "/products/stop-list")
    since = clock()
    await until(lambda: asked("GET", "/products/stop-list") > before)
    assert clock() - since > 0.5  # seldom, not never
    sandbox.limit_product(51, 0)
    since = clock()
    menus.watch(looked_at=True)
    await until(lambda: named(menus.shown, "Pizza Marqarita").out)
    assert clock() - since < 0.5


@pytest.mark.anyio
async def test_nothing_is_asked_before_the_first_opening(menus: Menus, asked: Asked) -> None:
    assert not menus.shown.items
    assert asked("GET", "/products") == asked("GET", "/products/stop-list") == 0


@pytest.mark.anyio
async def test_a_menu_is_read_again_once_it_is_a_quarter_of_an_hour_old(
    new_menus: Callable[..., Menus], signed_in: Desk, until: Until, asked: Asked
) -> None:
    clock = [datetime(2026, 2, 2, 12, tzinfo=UTC)]
    menus = new_menus(signed_in, stops_every=0.02, now=lambda: clock[0])
    await opened(menus, until)
    clock[0] += timedelta(minutes=14)
    stops = asked("GET", "/products/stop-list")
    await until(lambda: asked("GET", "/products/stop-list") > stops + 1)
    assert asked("GET", "/products") == 1
    clock[0] += timedelta(minutes=1)
    await until(lambda: menus.shown.read_at == clock[0])
    assert asked("GET", "/products") == 2


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("marqarita", ["Pizza Marqarita"]),
        ("MARGARITA", ["Pizza Marqarita"]),
        ("shekerbura", ["Şəkərbura"]),
        ("шекербура", ["Şəkərbura"]),
        ("dusbere", ["Düşbərə"]),
        ("pizza toyuq", ["Pizza Toyuqlu"]),
        ("fanta 0,5", ["Fanta"]),
        ("ickiler cola", ["Coca-Cola 0,5"]),
        ("bacon", ["Cheeseburger", "Double burger"]),
        ("476000000203", ["Fanta"]),
        ("zzz", []),
    ],
)
async def test_words_find_products_by_name_section_variant_and_modifier_in_any_spelling(
    menus: Menus, until: Until, typed: str, found: list[str]
) -> None:
    await opened(menus, until)
    menus.look(typed)
    assert names(menus.shown) == found
    assert menus.shown.of == 44
    menus.look("")
    assert len(menus.shown.items) == 44


# ---- trouble --------------------------------------------------------------------------------------------------------


@pytest.mark.anyio
async def test_an_account_that_may_not_see_the_menu_is_told_so_and_the_desk_stays_live(
    menus: Menus, until: Until, sandbox: Sandbox, signed_in: Desk
) -> None:
    sandbox.set_faults(["status-403@GET /products=1", "status-403@GET /products/stop-list=1"])
    states = heard(signed_in.connection.changed)
    menus.open("1")
    await until(lambda: menus.shown.trouble and menus.shown.stops_trouble)
    assert isinstance(menus.shown.trouble, errors.Forbidden)
    assert isinstance(menus.shown.stops_trouble, errors.Forbidden)
    assert menus.shown.read_at is None
    assert not states


@pytest.mark.anyio
async def test_without_the_stop_list_the_menu_is_shown_and_what_is_out_is_said_to_be_unknown(
    menus: Menus, until: Until, sandbox: Sandbox
) -> None:
    sandbox.set_faults("status-403@GET /products/stop-list=1")
    menus.open("1")
    await until(lambda: menus.shown.read_at and menus.shown.stops_trouble)
    assert len(menus.shown.items) == 44
    assert menus.shown.stops_at is None


@pytest.mark.anyio
async def test_with_the_pos_away_what_was_read_last_is_shown_with_its_time_and_read_again_on_its_return(
    menus: Menus, until: Until, sandbox: Sandbox
) -> None:
    before = await opened(menus, until)
    menus.close()
    sandbox.pause_network()
    menus.open("1")
    await until(lambda: menus.shown.stops_trouble and not menus.shown.reading)
    assert menus.shown.items == before.items
    assert (menus.shown.read_at, menus.shown.stops_at) == (before.read_at, before.stops_at)
    sandbox.resume_network()
    sandbox.limit_product(51, 0)
    await until(lambda: named(menus.shown, "Pizza Marqarita").out)
    assert menus.shown.stops_trouble is None


@pytest.mark.anyio
async def test_offline_after_a_restart_the_menu_kept_is_shown_and_what_is_out_is_unknown(
    tmp_path: Path,
    vault: MemoryVault,
    new_desk: Callable[..., Desk],
    new_menus: Callable[..., Menus],
    profile: Profile,
    secret: Secret,
    sandbox: Sandbox,
    until: Until,
) -> None:
    async def lasting() -> Vault:
        return vault

    first = new_desk(lasting)
    first.session.sign_in(profile, secret)
    await until(lambda: first.files.local is not None and first.files.local.path is not None)
    menus = new_menus(first)
    before = await opened(menus, until)
    settings = first.session.settings
    await menus.aclose()
    await first.aclose()
    sandbox.pause_network()
    second = new_desk(lasting)
    again = new_menus(second)
    second.session.resume(settings)
    await until(lambda: second.files.local is not None)
    again.open("1")
    await until(lambda: again.shown.stops_trouble is not None)
    assert [one.product for one in again.shown.items] == [one.product for one in before.items]
    assert again.shown.read_at == before.read_at
    assert again.shown.stops_at is None
    assert not any(one.out for one in again.shown.items)
    assert b"Marqarita" not in (tmp_path / "data" / "main" / "replica.db").read_bytes()


@pytest.mark.anyio
async def test_signing_out_leaves_nothing_of_the_menu(menus: Menus, until: Until, signed_in: Desk) -> None:
    await opened(menus, until)
    signed_in.session.sign_out()
    assert menus.shown == Shown(venue_id=None)


# ---- the order of things, without a server --------------------------------------------------------------------------


def test_a_product_of_a_hidden_category_is_not_on_the_menu_and_one_without_a_category_stands_last() -> None:
    categories = [
        Category(id="1", name="Hidden", hidden=True, children=(Category(id="2", name="Inner", parent_id="1"),)),
        Category(id="3", name="Second", position=2),
        Category(id="4", name="First", position=1),
    ]
    products = [Product(id=str(at), name=f"p{at}", category_id=str(at)) for at in range(1, 5)]
    products += [Product(id="8", name="lost", category_id="99"), Product(id="9", name="bare")]
    found = menu_sections.items(categories, products, {})
    assert [(one.section, one.product.name) for one in found] == [
        ("First", "p4"),
        ("Second", "p3"),
        ("", "lost"),
        ("", "bare"),
    ]


def test_a_product_all_of_whose_variants_are_out_is_out_and_one_without_a_variant_to_show_is_not_on_the_menu() -> None:
    sold = Variant(id="11", name="small"), Variant(id="12", name="large")
    products = [
        Product(id="1", name="tea", has_variants=True, variants=sold),
        Product(id="2", name="gone", has_variants=True, variants=(Variant(id="21", name="old", active=False),)),
        Product(id="3", name="flour", type=ProductType.INGREDIENT),
        Product(id="4", name="untold", has_variants=True),
    ]
    stops = {one: StopEntry(product_id=one, left=Decimal(0)) for one in ("11", "12")}
    tea, untold = menu_sections.items([], products, stops)
    assert (tea.product.name, tea.out) == ("tea", True)
    assert (untold.product.name, untold.choices) == ("untold", ())
    (some,) = menu_sections.with_stops([tea], {"11": stops["11"]})
    assert (some.out, [one.out for one in some.choices]) == (False, [True, False])


def test_products_stand_by_their_positions_and_else_as_the_server_has_them() -> None:
    at = {"a": None, "b": 2, "c": None, "d": 1}
    products = [Product(id=name, name=name, position=position) for name, position in at.items()]
    assert [one.product.name for one in menu_sections.items([], products, {})] == ["d", "b", "a", "c"]
