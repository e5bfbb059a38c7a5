"""What a customer of PosStar has bought, redeemed and paid before the sandbox opened.

It is invented when somebody first asks: a customer's figures are known from the start, and the books are written so
that they come to these figures. The same seed number gives the same books, whenever that is.
"""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from callcenter.sandbox.store.loyalty import MINOR_A_POINT

_DAY: Final = 86_400

_ON_ACCOUNT: Final = 0.12
"""The share of customers with more than one purchase who buy on account."""
_MOST_DEBITS: Final = 30

_OWES, _EVEN, _AHEAD = 1, 2, 3
"""Ids of customers whose accounts are known to end owing, settled, and paid in advance."""

_PAYMENTS: Final = ("Payment received",) * 4 + ("Cash payment", "Bank transfer")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a customer before the books are written."""

    id: int
    created_at: int
    """Unix seconds, as every time here."""
    total_spent: int
    """Hundredths."""
    total_orders: int
    loyalty_points: int


@dataclass(frozen=True, slots=True)
class Sale:
    """A purchase."""

    uuid: str
    receipt_number: str
    total: int
    """Hundredths."""
    created_at: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger."""

    uuid: str
    type: str
    """``credit`` (paid in) or ``debit`` (bought on account)."""
    amount: int
    """Hundredths, above zero."""
    description: str
    reference_id: str
    created_at: int


@dataclass(frozen=True, slots=True)
class Books:
    """Everything of one customer, each oldest first."""

    sales: tuple[Sale, ...]
    redeemed: int
    """Points, at the newest sale."""
    entries: tuple[Entry, ...]


def invented_books(customer: Figures, seed: int, opened: int, population: int) -> Books:
    """Invent books that come to these figures.

    ``opened`` is when the sandbox did; ``population`` is how many customers it opened with, the largest id.
    """
    rng = random.Random(f"books {seed} {customer.id}")  # noqa: S311 - invented data
    sales = tuple(_sales(rng, customer, opened - opened % _DAY, population))
    redeemed = customer.total_spent // MINOR_A_POINT - customer.loyalty_points
    known = customer.id in {_OWES, _EVEN, _AHEAD}
    on_account = len(sales) > 1 and (known or rng.random() < _ON_ACCOUNT)
    entries = tuple(_entries(rng, sales, customer.id, opened)) if on_account else ()
    return Books(sales, redeemed, entries)


def receipt_number(day: int, number: int) -> str:
    """Write a receipt's number: ``REC-20250518-001``. ``day`` is any of its seconds."""
    return f"{day_of_receipts(day)}{number:03d}"


def day_of_receipts(day: int) -> str:
    """Write what the numbers of a day's receipts begin with."""
    return f"REC-{datetime.fromtimestamp(day, UTC):%Y%m%d}-"


def _sales(rng: random.Random, customer: Figures, end: int, population: int) -> Iterator[Sale]:
    """Divide what was spent into as many purchases as there were, all of them between entry and ``end``."""
    count, start = customer.total_orders, customer.created_at
    weights = [rng.uniform(0.4, 1.6) for _ in range(count)]
    times = sorted(start + int(rng.random() * (end - start)) for _ in range(count))
    left, weight_left = customer.total_spent, sum(weights)
    day, of_that_day = 0, 0
    for index, (created_at, weight) in enumerate(zip(times, weights, strict=True), 1):
        total = left if index == count else int(left * weight / weight_left)
        left, weight_left = left - total, weight_left - weight
        of_that_day = of_that_day + 1 if created_at // _DAY == day else 0
        day = created_at // _DAY
        # No two customers have the same place on a day, so that numbers differ without asking for the others'.
        place = (customer.id + day * 31) % population + 1
        yield Sale(_uuid(rng), receipt_number(created_at, place + of_that_day * population), total, created_at)


def _entries(rng: random.Random, sales: tuple[Sale, ...], customer_id: int, opened: int) -> Iterator[Entry]:
    """Put the last purchases on account, and some payments between them."""
    bought = sales[-rng.randint(1, _MOST_DEBITS) :]
    balance = 0
    paid_once = False
    ends = [*(sale.created_at for sale in bought[1:]), opened]
    for sale, until in zip(bought, ends, strict=True):
        balance -= sale.total
        yield Entry(_uuid(rng), "debit", sale.total, f"Sale {sale.receipt_number}", sale.uuid, sale.created_at)
        last = sale is bought[-1]
        amount = _paid(rng, balance, customer_id, last=last, must=last and not paid_once)
        if amount:
            paid_once = True
            balance += amount
            paid_at = sale.created_at + int(rng.random() * (until - sale.created_at))
            yield Entry(_uuid(rng), "credit", amount, rng.choice(_PAYMENTS), _uuid(rng), paid_at)


def _paid(rng: random.Random, balance: int, customer_id: int, *, last: bool, must: bool) -> int:
    """Give what is paid after a purchase, hundredths; 0 where nothing is."""
    owed = max(-balance, 0)
    half = -(-owed // 2)
    if last and customer_id == _EVEN:
        return owed
    if last and customer_id == _AHEAD:
        return owed + 5000
    if last and customer_id == _OWES:
        return half
    if not (must or rng.random() < 0.55):
        return 0
    rounded = -(-owed // 1000) * 1000
    return rng.choice((owed, half, rounded, rounded + 1000))


def _uuid(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))
