"""What happens at the till, while nobody looks at the API."""

import sqlite3

from callcenter.sandbox.clock import Clock
from callcenter.sandbox.store.database import Store


class Shop:
    """Lets customers buy and pay now. Every method raises KeyError when there is no such customer."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def sell(self, customer_id: str, total: int, *, on_account: bool) -> str:
        """Enter a purchase (hundredths) with the points it earns. Gives its id. Raises ValueError for no amount."""
        _check(total)
        return self._store.books.sell(self._customer(customer_id), total, self._now(), on_account=on_account)

    def pay(self, customer_id: str, amount: int) -> str:
        """Enter a payment (hundredths). Gives the id of its ledger entry. Raises ValueError for no amount."""
        _check(amount)
        return self._store.books.pay(self._customer(customer_id), amount, self._now())

    def redemptions(self, customer_id: str) -> list[int]:
        """Give the points of every redemption, oldest first."""
        return [row["points"] for row in self._store.books.redemptions(self._customer(customer_id))]

    def _customer(self, customer_id: str) -> sqlite3.Row:
        row = self._store.shoppers.get(customer_id)
        if row is None:
            raise KeyError(customer_id)
        return row

    def _now(self) -> int:
        return int(self._clock.now())


def _check(amount: int) -> None:
    if amount <= 0:
        raise ValueError(f"{amount} is no amount; accepted: hundredths above zero")
