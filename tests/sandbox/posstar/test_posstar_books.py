"""Purchases, points and the ledger of PosStar's customers: every figure is the sum of what led to it."""

import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.generation.books import Figures, invented_books
from callcenter.sandbox.server import Sandbox
from tests.sandbox.conftest import Started
from tests.sandbox.posstar.conftest import Connect

DAY = 86_400
TODAY = 1_769_990_400
"""The midnight before the tests' sandboxes open."""


@pytest.fixture
def sandbox(started: Started) -> Sandbox:
    """One whose tokens outlive the days that pass here."""
    return started(token_seconds=365 * DAY)


def entered(client: httpx.Client, name: str = "Somebody") -> str:
    new: str = client.post("/customers", json={"name": name}).json()["id"]
    return new


def card(client: httpx.Client, customer: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/customers/{customer}").json()
    return found


def ledger(client: httpx.Client, customer: str, **days: str) -> list[dict[str, Any]]:
    answer = client.get(f"/customers/{customer}/ledger", params=days)
    assert answer.status_code == 200, answer.text
    entries: list[dict[str, Any]] = answer.json()
    return entries


def redeem(client: httpx.Client, customer: str, points: object, sale: object) -> httpx.Response:
    return client.post(f"/customers/{customer}/loyalty/redeem", json={"points": points, "sale_id": sale})


def check_running(entries: list[dict[str, Any]], balance: int) -> None:
    """Check a whole ledger, newest first, against itself and the balance it comes to."""
    running = 0
    for entry in reversed(entries):
        assert entry["amount"] > 0
        running += entry["amount"] if entry["type"] == "credit" else -entry["amount"]
        assert entry["balance_after"] == running
    assert running == balance
    times = [entry["created_at"] for entry in entries]
    assert times == sorted(times, reverse=True)


# What customers open with

figures = st.builds(
    Figures,
    id=st.integers(1, 500),
    created_at=st.integers(TODAY - 1000 * DAY, TODAY - 1),
    total_spent=st.integers(20_000, 900_000),
    total_orders=st.integers(0, 130),
    loyalty_points=st.integers(0, 200),
)


@given(figures, st.integers(0, 10**9))
@settings(max_examples=200)
def test_invented_books_come_to_the_figures_they_are_invented_for(customer: Figures, seed: int) -> None:
    books = invented_books(customer, seed, TODAY + 4800, 500)
    totals = [sale.total for sale in books.sales]
    assert (len(totals), sum(totals)) == (customer.total_orders, customer.total_spent if totals else 0)
    assert all(total > 0 for total in totals)
    assert customer.loyalty_points + books.redeemed == customer.total_spent // 100
    times = [sale.created_at for sale in books.sales]
    assert times == sorted(times)
    assert all(customer.created_at <= at < TODAY for at in times)
    assert len({sale.receipt_number for sale in books.sales}) == len(totals)
    sold = {sale.uuid: sale for sale in books.sales}
    for entry in books.entries:
        if entry.type == "debit":
            sale = sold[entry.reference_id]
            assert (entry.amount, entry.description) == (sale.total, f"Sale {sale.receipt_number}")
        else:
            assert entry.amount > 0
    if books.entries:
        assert 2 <= len(books.entries) <= 60
        assert {entry.type for entry in books.entries} == {"credit", "debit"}
        at = [entry.created_at for entry in books.entries]
        assert at == sorted(at)
        assert at[-1] <= TODAY + 4800
        event("on account")
    assert invented_books(customer, seed, TODAY + 4800, 500) == books


def test_no_receipt_is_the_receipt_of_two_customers(client: httpx.Client) -> None:
    ids = [record["id"] for page in (1, 2) for record in client.get(f"/customers?limit=100&page={page}").json()]
    receipts = Counter(sale["receipt_number"] for each in ids for sale in card(client, each)["recent_purchases"])
    assert len(receipts) > 200
    assert set(receipts.values()) == {1}


def test_everybody_s_card_list_and_ledger_agree(client: httpx.Client) -> None:
    balances = []
    few = 0
    for page in (1, 2):
        for record in client.get("/customers", params={"limit": 100, "page": page}).json():
            full = card(client, record["id"])
            recent, balance = full.pop("recent_purchases"), full.pop("ledger_balance")
            assert full == record
            entries = ledger(client, record["id"])
            check_running(entries, balance)
            balances.append(balance)
            assert len(recent) == min(record["total_orders"], 10)
            if record["total_orders"] <= 10:
                few += 1
                assert sum(sale["total"] for sale in recent) == record["total_spent"]
    assert few > 50
    assert min(balances) < 0 < max(balances)


def test_the_first_three_owe_owe_nothing_and_have_paid_in_advance(client: httpx.Client) -> None:
    found = client.get("/customers", params={"sort": "created_at", "order": "ASC", "limit": 3}).json()
    assert [record["name"] for record in found] == ["Leyla Əliyeva", "Kamran Əliyev", "Rauf Aliyev"]
    balances = [card(client, record["id"])["ledger_balance"] for record in found]
    assert balances[0] < 0 == balances[1] < balances[2]


def test_who_was_entered_today_has_bought_nothing_yet(started: Started, connect: Connect) -> None:
    client = connect(started(customers=5000, orders=0))
    newest = client.get("/customers", params={"limit": 20}).json()
    today = [record for record in newest if record["created_at"] >= "2026-02-02"]
    assert {record["total_orders"] for record in today} <= {0}
    assert any(record["total_orders"] for record in newest)


# What happens then

acts = st.lists(
    st.one_of(
        st.tuples(st.just("buy"), st.integers(1, 60_000)),
        st.tuples(st.just("buy on account"), st.integers(1, 60_000)),
        st.tuples(st.just("pay"), st.integers(1, 60_000)),
        st.tuples(st.just("redeem"), st.integers(1, 400)),
        st.tuples(st.just("wait"), st.integers(0, 3 * DAY)),
    ),
    max_size=25,
)


def test_points_and_balance_are_the_sum_of_what_was_done(
    sandbox: Sandbox, client: httpx.Client, clock: ManualClock
) -> None:
    @given(acts)
    @settings(max_examples=40)
    def check(done: list[tuple[str, int]]) -> None:
        clock.advance(-clock.now() + 1_770_000_000)  # a day is not over before the next example
        customer = entered(client)
        spent = redeemed = balance = orders = 0
        sale = None
        for act, amount in done:
            if act == "wait":
                clock.advance(amount)
            elif act == "pay":
                sandbox.pay(customer, amount)
                balance += amount
            elif act == "redeem":
                answer = redeem(client, customer, amount, sale or str(uuid.uuid4()))
                held = spent // 100 - redeemed
                assert answer.status_code == (404 if sale is None else 201 if amount <= held else 400)
                if answer.status_code == 201:
                    redeemed += amount
                    assert answer.json() == {
                        "redeemed": amount,
                        "discount_amount": amount * 10,
                        "remaining_points": held - amount,
                    }
                event(f"redeem {answer.status_code}")
            else:
                on_account = act == "buy on account"
                sale = sandbox.purchase(customer, amount, on_account=on_account)
                spent, orders, balance = spent + amount, orders + 1, balance - (amount if on_account else 0)
        now = card(client, customer)
        assert (now["total_spent"], now["total_orders"], now["ledger_balance"]) == (spent, orders, balance)
        assert now["loyalty_points"] == spent // 100 - redeemed >= 0
        assert sum(sandbox.redemptions(customer)) == redeemed
        check_running(ledger(client, customer), balance)

    check()


@pytest.fixture
def three_days(client: httpx.Client, sandbox: Sandbox, clock: ManualClock) -> str:
    """A customer with a debit in the last second of the 2nd, a credit in the first of the 3rd, and one on the 5th."""
    customer = entered(client)
    clock.advance(TODAY + DAY - 1 - clock.now())
    sandbox.purchase(customer, 1000, on_account=True)
    clock.advance(1)
    sandbox.pay(customer, 400)
    clock.advance(2 * DAY + 7)
    sandbox.pay(customer, 700)
    return customer


@pytest.mark.parametrize(
    ("days", "balances"),
    [
        ({}, [100, -600, -1000]),
        ({"from": "2026-02-02"}, [100, -600, -1000]),
        ({"from": "2026-02-03"}, [100, -600]),
        ({"to": "2026-02-02"}, [-1000]),
        ({"to": "2026-02-03"}, [-600, -1000]),
        ({"from": "2026-02-03", "to": "2026-02-03"}, [-600]),
        ({"from": "2026-02-04", "to": "2026-02-04"}, []),
        ({"from": "2026-02-05", "to": "2026-02-02"}, []),
    ],
)
def test_a_ledger_is_narrowed_to_whole_days_both_of_them_included(
    client: httpx.Client, three_days: str, days: dict[str, str], balances: list[int]
) -> None:
    assert [entry["balance_after"] for entry in ledger(client, three_days, **days)] == balances


@pytest.mark.parametrize("day", ["", "2026-02-30", "2026-2-3", "03.02.2026", "2026-02-03T00:00:00Z", "٢٠٢٦-٠٢-٠٣"])
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_day_that_is_none_is_refused(client: httpx.Client, leyla: dict[str, Any], name: str, day: str) -> None:
    answer = client.get(f"/customers/{leyla['id']}/ledger", params={name: day})
    assert (answer.status_code, answer.json()["message"]) == (400, [f"{name} must be a valid ISO 8601 date string"])


def test_a_clock_set_back_does_not_put_the_newest_entry_before_an_older_one(
    client: httpx.Client, sandbox: Sandbox, clock: ManualClock
) -> None:
    customer = entered(client)
    sandbox.pay(customer, 100)
    clock.advance(-3600)
    sandbox.purchase(customer, 30, on_account=True)
    check_running(ledger(client, customer), 70)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"points": 0}, ["points must not be less than 1"]),
        ({"points": -5}, ["points must not be less than 1"]),
        ({"points": 1.5}, ["points must be an integer number"]),
        ({"points": True}, ["points must be an integer number"]),
        ({"points": "5"}, ["points must be an integer number"]),
        ({"points": None}, ["points must be an integer number"]),
        ({"sale_id": "REC-20260202-001"}, ["sale_id must be a UUID"]),
        ({"sale_id": None}, ["sale_id must be a UUID"]),
        ({"amount": 5}, ["property amount should not exist"]),
        ({"points": 10**9}, "Insufficient loyalty points"),
        ({"points": 2**70}, "Insufficient loyalty points"),
    ],
)
def test_what_cannot_be_redeemed_is_refused_and_takes_nothing(
    client: httpx.Client, sandbox: Sandbox, body: dict[str, object], message: object
) -> None:
    customer = entered(client)
    sale = sandbox.purchase(customer, 5000)
    answer = client.post(f"/customers/{customer}/loyalty/redeem", json={"points": 5, "sale_id": sale, **body})
    assert (answer.status_code, answer.json()) == (400, {"statusCode": 400, "message": message, "error": "Bad Request"})
    assert card(client, customer)["loyalty_points"] == 50
    assert sandbox.redemptions(customer) == []


def test_a_sale_is_the_customer_s_own_or_is_not_found(client: httpx.Client, sandbox: Sandbox) -> None:
    one, other = entered(client), entered(client)
    sandbox.purchase(one, 5000)
    foreign = sandbox.purchase(other, 5000)
    for sale in (foreign, str(uuid.uuid4())):
        answer = redeem(client, one, 5, sale)
        assert answer.json() == {"statusCode": 404, "message": "Sale not found", "error": "Not Found"}
    assert card(client, one)["loyalty_points"] == 50


def test_every_point_can_be_redeemed_and_none_beyond(client: httpx.Client, sandbox: Sandbox) -> None:
    customer = entered(client)
    sale = sandbox.purchase(customer, 5099)
    assert redeem(client, customer, 51, sale).status_code == 400
    assert redeem(client, customer, 50, sale).json()["remaining_points"] == 0
    assert redeem(client, customer, 1, sale).json()["message"] == "Insufficient loyalty points"


def test_the_same_request_again_redeems_again(client: httpx.Client, sandbox: Sandbox, leyla: dict[str, Any]) -> None:
    sale = card(client, leyla["id"])["recent_purchases"][0]["id"]
    before = sandbox.redemptions(leyla["id"])
    assert leyla["loyalty_points"] + sum(before) == leyla["total_spent"] // 100
    remaining = [redeem(client, leyla["id"], 100, sale).json()["remaining_points"] for _ in range(2)]
    assert remaining == [leyla["loyalty_points"] - 100, leyla["loyalty_points"] - 200]
    assert sandbox.redemptions(leyla["id"]) == [*before, 100, 100]


@pytest.mark.parametrize("amount", [0, -1])
def test_no_purchase_and_no_payment_is_without_an_amount(sandbox: Sandbox, leyla: dict[str, Any], amount: int) -> None:
    for act in (sandbox.purchase, sandbox.pay):
        with pytest.raises(ValueError, match="accepted: "):
            act(leyla["id"], amount)


def test_nobody_unknown_buys_or_pays(sandbox: Sandbox) -> None:
    handles: tuple[Callable[[str], object], ...] = (
        lambda customer: sandbox.purchase(customer, 1),
        lambda customer: sandbox.pay(customer, 1),
        sandbox.redemptions,
    )
    for handle in handles:
        with pytest.raises(KeyError):
            handle(str(uuid.uuid4()))
