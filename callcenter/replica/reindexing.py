"""Indexing anew what is stored, in the file itself: after a change of the region, or of how tokens are made.

The rule that the index follows is a fact, and so is how far indexing by it has come: both change in one transaction
with the index, so that whatever stops the work, the next step goes on. Until a customer's turn comes, what the old
rule made of it is found where both rules agree.
"""

from __future__ import annotations

from typing import Any, cast

import apsw
import msgspec

from callcenter.model.order import Order
from callcenter.model.record import Record
from callcenter.replica import facts, numbers, stored
from callcenter.replica.connecting import transaction
from callcenter.replica.ranking import bucket_of, place_of
from callcenter.replica.tokens import VERSION, tokens_of
from callcenter.replica.vocabulary import Vocabulary

_NEXT = stored.sql("SELECT seq, bucket, ROW FROM customer WHERE seq > ? ORDER BY seq LIMIT ?")
_ORDERS = "SELECT seq, digits, body FROM customer_order"
_decode_order = msgspec.msgpack.Decoder(Order).decode


class Reindexed(Record, frozen=True):
    """How far it has come, in customers; ``whole`` where nothing is left to do."""

    count: int
    total: int
    whole: bool


def rule_of(region: str) -> str:
    """Return the name of the rule by which this program indexes for a region."""
    return f"{VERSION} {region}"


def claim(connection: apsw.Connection, region: str) -> None:
    """See that the index follows this program's rule, or comes to do so."""
    if facts.fact(connection, facts.RULE) == rule_of(region):
        return
    with transaction(connection):
        known = facts.fact(connection, facts.RULE) or _first_rule(connection)
        if known == rule_of(region):
            known = None
        facts.set_fact(connection, facts.RULE, rule_of(region))
        # An index that was on its way from a third rule has parts of both: it begins anew as well.
        facts.set_fact(connection, facts.REINDEXED, None if known is None else "0")


def _first_rule(connection: apsw.Connection) -> str | None:
    """Return the rule of a file that was made before rules had a name: it tells its region alone."""
    region = facts.fact(connection, "region")
    facts.set_fact(connection, "region", None)
    return None if region is None else f"1 {region}"


class Reindexing:
    """Indexes anew in steps of one transaction each. ``region`` is the one that was claimed."""

    def __init__(self, connection: apsw.Connection, region: str) -> None:
        self._connection = connection
        self._region = region
        self._vocabulary = Vocabulary(connection)
        self._count: int | None = None

    def step(self, most: int) -> Reindexed:
        """Index the next ``most`` customers; the last step of all is for the orders."""
        with self._vocabulary.batch(), transaction(self._connection):
            reached = facts.fact(self._connection, facts.REINDEXED)
            rows = [] if reached is None else self._connection.execute(_NEXT, (int(reached), most)).fetchall()
            if rows:
                self._index(rows)
                facts.set_fact(self._connection, facts.REINDEXED, str(rows[-1][0]))
            elif reached is not None:
                self._index_orders()
                facts.set_fact(self._connection, facts.REINDEXED, None)
            total = facts.count(self._connection)
            count = self._counted(int(reached or 0)) + len(rows) if rows else total
        self._count = count
        return Reindexed(count=min(count, total), total=total, whole=not rows)

    def _counted(self, reached: int) -> int:
        """Return how many were indexed before: after a stop they are counted once."""
        if self._count is None:
            return int(self._connection.execute("SELECT count(*) FROM customer WHERE seq <= ?", (reached,)).get)
        return self._count

    def _index(self, rows: list[tuple[Any, ...]]) -> None:
        outdated, places, moved = [], [], []
        for seq, before, *row in rows:
            customer = stored.from_row(cast("stored.Row", tuple(row)))
            bucket = bucket_of(customer.receipt_count)
            outdated.append((place_of(before, seq),))
            places.append((place_of(bucket, seq), tokens_of(customer, self._region)))
            if bucket != before:
                moved.append((bucket, seq))
            self._vocabulary.add(customer.name)
        places.sort()  # FTS5 writes a segment whenever a rowid is smaller than the last
        self._connection.executemany("DELETE FROM look WHERE rowid = ?", outdated)
        self._connection.executemany("INSERT INTO look (rowid, tokens) VALUES (?, ?)", places)
        self._connection.executemany("UPDATE customer SET bucket = ? WHERE seq = ?", moved)

    def _index_orders(self) -> None:
        changed = []
        for seq, known, body in self._connection.execute(_ORDERS):
            phone = _decode_order(body).recipient.phone
            digits = numbers.key(numbers.canonical(phone, self._region)) if phone else None
            if digits != known:
                changed.append((digits, seq))
        self._connection.executemany("UPDATE customer_order SET digits = ? WHERE seq = ?", changed)
