"""What PosStar's customers bought, redeemed and paid. Every figure of a customer rests on these three tables."""

import sqlite3
import uuid
from collections.abc import Callable
from typing import Final

from callcenter.sandbox.generation.books import Books, day_of_receipts, receipt_number
from callcenter.sandbox.store.loyalty import POINT_WORTH, earned_by
from callcenter.sandbox.store.shoppers import ShopperTable

CREDIT: Final = "credit"
DEBIT: Final = "debit"

_ENTER: Final = """
INSERT INTO posstar_ledger (uuid, customer_id, type, amount, balance_after, description, reference_id, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_SELL: Final = "INSERT INTO posstar_sales (uuid, customer_id, receipt_number, total, created_at) VALUES (?, ?, ?, ?, ?)"
_REDEEM: Final = (
    "INSERT INTO posstar_redemptions (customer_id, sale_id, points, discount, created_at) VALUES (?, ?, ?, ?, ?)"
)


class NotEnoughError(Exception):
    """A customer holds fewer points than were to be redeemed."""


class BookTables:
    """The tables ``posstar_sales``, ``posstar_redemptions`` and ``posstar_ledger``.

    Rows of ``posstar_customers`` go in. ``invented`` gives the books a customer opens with; they are written down the
    first time the customer's are asked for.
    """

    def __init__(
        self, connection: sqlite3.Connection, shoppers: ShopperTable, invented: Callable[[sqlite3.Row], Books]
    ) -> None:
        self._connection = connection
        self._shoppers = shoppers
        self._invented = invented

    # Reading

    def sales(self, customer: sqlite3.Row, most: int = -1) -> list[sqlite3.Row]:
        """Give a customer's purchases, newest first; ``most`` of them, or all."""
        self._open(customer)
        query = "SELECT * FROM posstar_sales WHERE customer_id = ? ORDER BY created_at DESC, id DESC LIMIT ?"
        return self._connection.execute(query, (customer["id"], most)).fetchall()

    def sale(self, customer: sqlite3.Row, sale_uuid: str) -> sqlite3.Row | None:
        """Find one of a customer's purchases."""
        self._open(customer)
        query = "SELECT * FROM posstar_sales WHERE uuid = ? AND customer_id = ?"
        found: sqlite3.Row | None = self._connection.execute(query, (sale_uuid, customer["id"])).fetchone()
        return found

    def redemptions(self, customer: sqlite3.Row) -> list[sqlite3.Row]:
        """Give a customer's redemptions, oldest first."""
        self._open(customer)
        query = "SELECT * FROM posstar_redemptions WHERE customer_id = ? ORDER BY id"
        return self._connection.execute(query, (customer["id"],)).fetchall()

    def entries(self, customer: sqlite3.Row, since: int | None = None, before: int | None = None) -> list[sqlite3.Row]:
        """Give the lines of a customer's ledger, newest first, of a span of Unix seconds where one is given."""
        self._open(customer)
        query = (
            "SELECT * FROM posstar_ledger WHERE customer_id = :id AND (:since IS NULL OR created_at >= :since) "
            "AND (:before IS NULL OR created_at < :before) ORDER BY id DESC"
        )
        span = {"id": customer["id"], "since": since, "before": before}
        return self._connection.execute(query, span).fetchall()

    def balance(self, customer: sqlite3.Row) -> int:
        """Give what is on a customer's account, hundredths; below zero where they owe."""
        newest = self._newest(customer)
        return int(newest["balance_after"]) if newest else 0

    def _newest(self, customer: sqlite3.Row) -> sqlite3.Row | None:
        self._open(customer)
        query = "SELECT * FROM posstar_ledger WHERE customer_id = ? ORDER BY id DESC LIMIT 1"
        found: sqlite3.Row | None = self._connection.execute(query, (customer["id"],)).fetchone()
        return found

    # Writing: each is one transaction

    def sell(self, customer: sqlite3.Row, total: int, now: int, *, on_account: bool) -> str:
        """Enter a purchase (hundredths) with the points it earns, owed where it is on account. Gives its uuid."""
        self._open(customer)
        sale_uuid, receipt = str(uuid.uuid4()), self._next_receipt(now)
        points = earned_by(customer["total_spent"], customer["total_spent"] + total)
        with self._connection:
            self._connection.execute(_SELL, (sale_uuid, customer["id"], receipt, total, now))
            if on_account:
                self._enter(customer, DEBIT, total, f"Sale {receipt}", sale_uuid, now)
            self._shoppers.count(customer, spent=total, orders=1, points=points)
        return sale_uuid

    def _next_receipt(self, now: int) -> str:
        start = day_of_receipts(now)
        query = "SELECT count(*) FROM posstar_sales WHERE receipt_number >= ? AND receipt_number < ?"
        today = self._connection.execute(query, (start, start + ":")).fetchone()[0]  # ":" comes after every digit
        return receipt_number(now, today + 1)

    def pay(self, customer: sqlite3.Row, amount: int, now: int) -> str:
        """Enter a payment (hundredths). Gives the uuid of its line."""
        self._open(customer)
        with self._connection:
            return self._enter(customer, CREDIT, amount, "Payment received", str(uuid.uuid4()), now)

    def redeem(self, customer: sqlite3.Row, sale: sqlite3.Row, points: int, now: int) -> tuple[int, int]:
        """Take points off for a discount on a purchase. Gives the discount (hundredths) and the points left.

        Raises NotEnoughError.
        """
        self._open(customer)
        if points > customer["loyalty_points"]:
            raise NotEnoughError
        discount = points * POINT_WORTH
        with self._connection:
            self._connection.execute(_REDEEM, (customer["id"], sale["id"], points, discount, now))
            after = self._shoppers.count(customer, points=-points)
        return discount, after["loyalty_points"]

    def _enter(self, customer: sqlite3.Row, kind: str, amount: int, description: str, reference: str, now: int) -> str:
        newest = self._newest(customer)
        balance = (newest["balance_after"] if newest else 0) + (amount if kind == CREDIT else -amount)
        # A clock set back must not put the newest line before an older one: balances run on.
        created_at = max(now, newest["created_at"]) if newest else now
        entry = str(uuid.uuid4())
        line = (entry, customer["id"], kind, amount, balance, description, reference, created_at)
        self._connection.execute(_ENTER, line)
        return entry

    def _open(self, customer: sqlite3.Row) -> None:
        """Write down what a customer opened with, unless that was done before."""
        query = "SELECT books FROM posstar_customers WHERE id = ?"
        if self._connection.execute(query, (customer["id"],)).fetchone()[0]:
            return
        books, owner = self._invented(customer), customer["id"]
        balance, lines = 0, []
        for entry in books.entries:
            balance += entry.amount if entry.type == CREDIT else -entry.amount
            what = (entry.amount, balance, entry.description, entry.reference_id, entry.created_at)
            lines.append((entry.uuid, owner, entry.type, *what))
        with self._connection:
            self._connection.executemany(
                _SELL, [(sale.uuid, owner, sale.receipt_number, sale.total, sale.created_at) for sale in books.sales]
            )
            self._connection.executemany(_ENTER, lines)
            if books.redeemed:
                self._redeemed_before(owner, books.sales[-1].uuid, books.redeemed)
            self._connection.execute("UPDATE posstar_customers SET books = 1 WHERE id = ?", (owner,))

    def _redeemed_before(self, owner: int, sale_uuid: str, points: int) -> None:
        query = "SELECT id, created_at FROM posstar_sales WHERE uuid = ?"
        sale_id, created_at = self._connection.execute(query, (sale_uuid,)).fetchone()
        self._connection.execute(_REDEEM, (owner, sale_id, points, points * POINT_WORTH, created_at))
