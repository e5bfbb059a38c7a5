"""Lists, one customer and an account, as the sandbox's PosStar and the vendor's page tell them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from callcenter.model.customer import Customer, CustomerQuery, CustomerSort
from callcenter.model.ledger import EntryKind
from callcenter.pos import errors
from callcenter.pos.posstar import mapping
from callcenter.pos.posstar.client import CAPABILITIES, v1_url
from callcenter.sandbox.server import Sandbox
from tests.pos.peers import Server, answer, asked, says
from tests.pos.posstar.star import connected, form, star

pytestmark = pytest.mark.anyio

JANE = "4f0f6b5e-2b1e-4a58-9f6e-1f2f6d0b1c11"
LISTED: dict[str, Any] = {
    "id": JANE,
    "name": "Jane Doe",
    "email": "jane@example.com",
    "phone": "+1234567890",
    "address": "123 Main St, City",
    "loyalty_points": 450,
    "total_spent": 125000,
    "total_orders": 28,
    "notes": "Prefers organic products",
    "tags": ["vip", "wholesale"],
    "created_at": "2025-01-15T10:00:00Z",
}
SALE = {"id": "s-1", "receipt_number": "REC-20250518-001", "total": 4500, "created_at": "2025-05-18T14:30:00Z"}
CARD: dict[str, Any] = {**LISTED, "recent_purchases": [SALE], "ledger_balance": -5000}
CREATED = {name: LISTED[name] for name in ("id", "name", "email", "phone", "created_at")} | {
    "loyalty_points": 0,
    "total_spent": 0,
}
ENTRIES = [
    {
        "id": "e-2",
        "type": "credit",
        "amount": 10000,
        "balance_after": -5000,
        "description": "Payment received",
        "reference_id": "r-2",
        "created_at": "2025-05-18T10:00:00Z",
    },
    {
        "id": "e-1",
        "type": "debit",
        "amount": 15000,
        "balance_after": -15000,
        "description": "Sale REC-20250517-003",
        "reference_id": "r-1",
        "created_at": "2025-05-17T14:00:00Z",
    },
]


async def _read(body: object, currency: str = "USD") -> Customer:
    async with Server(says(answer(body))) as server, connected(server.address, currency=currency) as pos:
        return await pos.customer(JANE)


# ---- the vendor's page ----------------------------------------------------------------------------------------------


async def test_the_pages_list_is_read_to_its_last_field_and_says_what_it_leaves_out() -> None:
    async with Server(says(answer([LISTED]))) as server, connected(server.address) as pos:
        page = await pos.customers(CustomerQuery())
    (jane,) = page.rows
    assert page.total is None
    assert jane == Customer(
        id=JANE,
        name="Jane Doe",
        email="jane@example.com",
        phone="+1234567890",
        address="123 Main St, City",
        notes="Prefers organic products",
        spent=Decimal("1250.00"),
        receipt_count=28,
        created_at=datetime(2025, 1, 15, 10, tzinfo=UTC),
        points=450,
        tags=("vip", "wholesale"),
        untold=("purchases", "ledger_balance"),
    )


async def test_the_pages_card_is_read_to_its_last_field_and_leaves_nothing_untold() -> None:
    jane = await _read(CARD)
    (sale,) = jane.purchases
    assert (sale.id, sale.receipt_number, sale.total) == ("s-1", "REC-20250518-001", Decimal("45.00"))
    assert sale.created_at == datetime(2025, 5, 18, 14, 30, tzinfo=UTC)
    assert jane.ledger_balance == Decimal("-50.00")
    assert jane.untold == ()


async def test_the_pages_creation_leaves_untold_what_it_does_not_have() -> None:
    async with Server(says(answer(CREATED, 201))) as server, connected(server.address) as pos:
        jane = await pos.create_customer(form())
    assert set(jane.untold) == {"address", "notes", "tags", "receipt_count", "purchases", "ledger_balance"}
    assert (jane.points, jane.spent) == (0, Decimal(0))


async def test_the_pages_ledger_is_read_in_the_servers_order() -> None:
    async with Server(says(answer(ENTRIES))) as server, connected(server.address) as pos:
        newer, older = await pos.ledger(JANE)
    assert (newer.kind, newer.amount, newer.balance_after) == (EntryKind.CREDIT, Decimal("100.00"), Decimal("-50.00"))
    assert (older.kind, older.amount, older.balance_after) == (EntryKind.DEBIT, Decimal("150.00"), Decimal("-150.00"))
    assert (older.description, older.reference_id) == ("Sale REC-20250517-003", "r-1")
    assert newer.created_at == datetime(2025, 5, 18, 10, tzinfo=UTC)


async def test_null_is_told_and_a_field_that_is_not_there_is_not() -> None:
    told = await _read({"id": JANE, "name": "Jane", "email": None, "tags": None, "loyalty_points": None})
    assert (told.email, told.tags, told.points) == (None, (), None)
    assert not {"name", "email", "tags", "points"} & set(told.untold)
    assert {"phone", "address", "notes", "spent", "created_at", "ledger_balance"} <= set(told.untold)


# ---- money and counts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("currency", "spent"),
    [("USD", "1250.00"), ("AZN", "1250.00"), ("JPY", "125000"), ("KWD", "125.000"), ("CLF", "12.5000")],
)
async def test_minor_units_are_counted_by_the_currency(currency: str, spent: str) -> None:
    assert str((await _read(CARD, currency)).spent) == spent


@pytest.mark.parametrize(
    ("sent", "spent"),
    [
        (b"1999", "19.99"),
        (b'"1999"', "19.99"),
        (b"1999.0", "19.99"),
        (b"1.999e3", "19.99"),
        (b"-1", "-0.01"),
        (b"0", "0.00"),
        (b"90071992547409931", None),
        (b"9007199254740.5", None),
        (b"900719925474099", "9007199254740.99"),
        (b"12.5", None),
        (b"1e400", None),
        (b"null", None),
    ],
)
async def test_money_is_exact_and_what_is_no_sum_is_unknown(sent: bytes, spent: str | None) -> None:
    body = msgspec.json.encode(CARD).replace(b'"total_spent":125000', b'"total_spent":' + sent)
    jane = await _read(body)
    assert (str(jane.spent) if jane.spent is not None else None) == spent
    assert jane.untold == ()


@pytest.mark.parametrize("sent", [b'"much"', b"[]", b'{"amount":1}', b"true"])
async def test_what_makes_no_sense_costs_its_field_alone_and_is_untold(sent: bytes) -> None:
    body = msgspec.json.encode(CARD).replace(b'"total_spent":125000', b'"total_spent":' + sent)
    jane = await _read(body)
    assert (jane.spent, jane.points, jane.untold) == (None, 450, ("spent",))


# ---- the sandbox ----------------------------------------------------------------------------------------------------


async def test_a_list_is_read_page_by_page_to_the_one_that_is_shorter(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        sizes, ids = [], set()
        for number in range(1, 5):
            page = await pos.customers(CustomerQuery(sort=CustomerSort.CREATED, page=number, limit=50))
            sizes.append(len(page.rows))
            ids |= {one.id for one in page.rows}
    assert (sizes, len(ids)) == ([50, 50, 30, 0], 130)


async def test_more_than_the_largest_page_is_not_asked_for(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        assert len((await pos.customers(CustomerQuery(limit=999))).rows) == CAPABILITIES.largest_page


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", CAPABILITIES.customer_sorts)
async def test_every_sort_goes_both_ways(sandbox: Sandbox, sort: CustomerSort, descending: bool) -> None:
    async with connected(sandbox) as pos:
        rows = (await pos.customers(CustomerQuery(sort=sort, descending=descending, limit=100))).rows
    values = [getattr(one, sort.value) for one in rows]
    if sort is not CustomerSort.NAME:  # the server's alphabet is its own
        assert values == sorted(values, reverse=descending)
    assert len(set(values)) > 10


async def test_names_are_sorted_the_other_way_round(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        first = (await pos.customers(CustomerQuery(sort=CustomerSort.NAME, limit=100))).rows[0]
        last = (await pos.customers(CustomerQuery(sort=CustomerSort.NAME, descending=True, page=2, limit=100))).rows[-1]
    assert first.name == last.name


async def test_without_a_sort_none_is_asked_for(sandbox: Sandbox) -> None:
    async with Server(says(answer([]))) as server, connected(server.address) as pos:
        await pos.customers(CustomerQuery(name="a"))
        (request,) = server.sent("GET", "/customers")
    assert request.target.endswith("/customers?page=1&limit=50&search=a")
    async with connected(sandbox) as pos:
        for sort in (CustomerSort.ID, CustomerSort.UPDATED):
            with pytest.raises(errors.Unsupported):
                await pos.customers(CustomerQuery(sort=sort))


async def test_names_numbers_and_both_are_searched(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        made = await pos.create_customer(form(email="sinaq@example.com"))
        other = await pos.create_customer(form(name="Elvin Başqa"))
        by_name = (await pos.customers(CustomerQuery(name="Zəhra Sınaq"))).rows
        by_number = (await pos.customers(CustomerQuery(phone="505550101"))).rows
        by_both = (await pos.customers(CustomerQuery(name="başqa", phone="505550101"))).rows
    assert [one.id for one in by_name] == [made.id]
    assert {one.id for one in by_number} == {made.id, other.id}
    assert [one.id for one in by_both] == [other.id]


async def test_a_card_tells_purchases_and_the_account(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        made = await pos.create_customer(form())
        paid, owed = sandbox.purchase(made.id, 12_345), sandbox.purchase(made.id, 5_000, on_account=True)
        sandbox.pay(made.id, 2_000)
        card = await pos.customer(made.id)
        entries = await pos.ledger(made.id)
    assert [one.id for one in card.purchases] == [owed, paid]
    assert [one.total for one in card.purchases] == [Decimal("50.00"), Decimal("123.45")]
    assert (card.spent, card.receipt_count, card.ledger_balance) == (Decimal("173.45"), 2, Decimal("-30.00"))
    assert [(one.kind, one.amount, one.balance_after) for one in entries] == [
        (EntryKind.CREDIT, Decimal("20.00"), Decimal("-30.00")),
        (EntryKind.DEBIT, Decimal("50.00"), Decimal("-50.00")),
    ]


async def test_an_account_is_read_within_days_both_included(sandbox: Sandbox) -> None:
    today = datetime.now(UTC).date()
    async with connected(sandbox) as pos:
        made = await pos.create_customer(form())
        sandbox.pay(made.id, 100)
        within = await pos.ledger(made.id, today - timedelta(1), today + timedelta(1))
        before = await pos.ledger(made.id, until=today - timedelta(2))
        after = await pos.ledger(made.id, since=today + timedelta(2))
    assert [len(found) for found in (within, before, after)] == [1, 0, 0]


async def test_days_are_written_as_the_page_has_them() -> None:
    async with Server(says(answer([]))) as server, connected(server.address) as pos:
        assert await pos.ledger(JANE, date(2025, 5, 1), date(2025, 5, 31)) == ()
        (request,) = server.sent("GET", "/ledger")
    assert request.target.endswith(f"/customers/{JANE}/ledger?from=2025-05-01&to=2025-05-31")


async def test_who_is_signed_in_is_told(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        assert await pos.who() == "Nərmin Quliyeva"


async def test_nobody_is_found_where_an_id_names_nobody(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        for identity in (JANE, "no-uuid", "..", "", "a/b?c"):
            with pytest.raises(errors.NotFound):
                await pos.customer(identity)
    assert asked(sandbox, "GET", "/customers") == 0


# ---- what there is not ----------------------------------------------------------------------------------------------


async def test_what_posstar_lacks_is_unsupported_without_a_request(sandbox: Sandbox) -> None:
    pos = star(sandbox)
    for ask in (pos.groups, pos.venues, pos.sale_types, pos.stop_list, pos.categories):
        with pytest.raises(errors.Unsupported):
            await ask()
    await pos.aclose()
    assert not pos.capabilities.orders
    assert not pos.capabilities.repeatable_create
    assert sandbox.requests == []


@pytest.mark.parametrize(
    ("given", "asked_at"),
    [
        ("https://api.posstar.net/api/v1", "https://api.posstar.net/api/v1"),
        ("https://api.posstar.net/api/v1/", "https://api.posstar.net/api/v1"),
        ("https://api.posstar.net", "https://api.posstar.net/api/v1"),
        ("http://localhost:4000/api", "http://localhost:4000/api/v1"),
        ("https://shop.example.com/star/api/v1", "https://shop.example.com/star/api/v1"),
    ],
)
def test_the_address_may_be_given_without_its_path(given: str, asked_at: str) -> None:
    assert v1_url(given) == asked_at


async def test_purchases_are_told_once_each_and_no_more_of_them_than_a_card_can_show() -> None:
    told = [{"id": f"s-{at // 2}", "total": at} for at in range(1000)]
    purchases = (await _read({**CARD, "recent_purchases": told})).purchases
    assert len(purchases) == len({one.id for one in purchases}) == mapping.MOST_PURCHASES // 2
    assert purchases[0].id == "s-0"


async def test_a_long_account_is_read_to_its_last_line() -> None:
    lines = [{"id": f"l-{at}", "type": "credit", "amount": at, "description": "x" * 200} for at in range(2000)]
    async with Server(says(answer(lines))) as server, connected(server.address) as pos:
        entries = await pos.ledger(JANE)
    assert [one.id for one in entries] == [f"l-{at}" for at in range(2000)]
