"""Writes a customer's account into the sandbox's own file, word for word as a test wants it told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4


@dataclass(frozen=True)
class Line:
    """A line of an account; sums in minor units."""

    kind: str
    amount: int
    balance: int
    at: datetime
    description: str = "Sale REC-20250517-003"
    reference: str = "5f1c9a60-0d6f-4a57-9a39-0c1f7f1b2c3d"


@dataclass(frozen=True)
class Bookkeeper:
    """Works for the customers of PosStar, by the number they have in the file."""

    data: Path

    def whose(self, number: int) -> tuple[str, str]:
        """Give a customer's id and name."""
        with closing(sqlite3.connect(self.data, timeout=10)) as file:
            found = file.execute("SELECT uuid, name FROM posstar_customers WHERE id = ?", (number,)).fetchone()
        return str(found[0]), str(found[1])

    def write(self, number: int, *lines: Line) -> None:
        """Put these lines, the oldest first, in the place of all the customer had."""
        with closing(sqlite3.connect(self.data, timeout=10)) as file, file:
            file.execute("UPDATE posstar_customers SET books = 1 WHERE id = ?", (number,))
            file.execute("DELETE FROM posstar_ledger WHERE customer_id = ?", (number,))
            file.executemany(
                "INSERT INTO posstar_ledger (uuid, customer_id, type, amount, balance_after, description, reference_id,"
                " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        *(str(uuid4()), number, line.kind, line.amount, line.balance),
                        *(line.description, line.reference, int(line.at.timestamp())),
                    )
                    for line in lines
                ],
            )
