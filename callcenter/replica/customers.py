"""Writing customers and their search index, whole batches at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import apsw

from callcenter.model.customer import Customer
from callcenter.model.record import Record
from callcenter.replica import facts, stored
from callcenter.replica.connecting import transaction
from callcenter.replica.ranking import bucket_of, place_of
from callcenter.replica.tokens import tokens_of
from callcenter.replica.vocabulary import Vocabulary

# The columns of a row are in the table's own order (a test compares).
_INSERT = "INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_REPLACE = "REPLACE INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_EXISTING = stored.sql("SELECT seq, bucket, ROW FROM carray(?) AS wanted JOIN customer ON customer.id = wanted.value")
_UPDATED = stored.COLUMNS.index("updated_at")


class Stored(Record, frozen=True):
    """What became of a batch, in customers."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0
    """What was there already, as new or newer."""


class CustomerWriter:
    """Stores customers through one connection, which it shares with nobody else while it writes.

    ``region`` (ISO 3166-1 alpha-2) is where numbers without a country code are from.
    """

    def __init__(self, connection: apsw.Connection, region: str) -> None:
        self._connection = connection
        self._region = region
        self._vocabulary = Vocabulary(connection)

    def upsert(self, customers: Iterable[Customer], noted: Mapping[str, str | None] | None = None) -> Stored:
        """Store customers in one transaction, each id once: of two the one with the later ``updated_at``.

        What is stored already is never replaced by something older. A customer whose ``deleted_at`` is set is removed.
        ``noted`` are facts to keep with them (how far a fill has come): both are stored, or neither.
        """
        newest = _newest(customers)
        with self._vocabulary.batch(), transaction(self._connection):
            known = self._existing(list(newest))
            fresh = {key: one for key, one in newest.items() if not _outdated(one, known.get(key))}
            gone = [known[key] for key, one in fresh.items() if one.deleted_at is not None and key in known]
            living = [one for one in fresh.values() if one.deleted_at is None]
            added = [one for one in living if one.id not in known]
            changed = self._update([(known[one.id], one) for one in living if one.id in known])
            self._remove(gone)
            self._insert(added)
            facts.add_to_count(self._connection, len(added) - len(gone))
            for name, value in (noted or {}).items():
                facts.set_fact(self._connection, name, value)
        kept = len(newest) - len(added) - changed - len(gone)
        return Stored(added=len(added), changed=changed, removed=len(gone), kept=kept)

    def delete(self, ids: Iterable[str]) -> int:
        """Remove customers in one transaction; return how many were there."""
        with transaction(self._connection):
            gone = list(self._existing(list(dict.fromkeys(ids))).values())
            self._remove(gone)
            facts.add_to_count(self._connection, -len(gone))
        return len(gone)

    def _existing(self, ids: Sequence[str]) -> dict[str, _Known]:
        if not ids:
            return {}
        found = self._connection.execute(_EXISTING, (apsw.carray(tuple(ids)),))
        return {row[2]: _Known(row[0], row[1], row[2:]) for row in found}

    def _insert(self, customers: Sequence[Customer]) -> None:
        first = 1 + int(self._connection.execute("SELECT ifnull(max(seq), 0) FROM customer").get)
        rows, places = [], []
        for seq, customer in enumerate(customers, first):
            bucket = bucket_of(customer.receipt_count)
            rows.append((seq, bucket, *stored.to_row(customer)))
            places.append((place_of(bucket, seq), tokens_of(customer, self._region)))
            self._vocabulary.add(customer.name)
        self._connection.executemany(_INSERT, rows)
        self._index(places)

    def _update(self, pairs: Sequence[tuple[_Known, Customer]]) -> int:
        rows, places, outdated = [], [], []
        for known, customer in pairs:
            row = stored.to_row(customer)
            if row == known.row:
                continue
            bucket = bucket_of(customer.receipt_count)
            rows.append((known.seq, bucket, *row))
            before = stored.from_row(known.row)
            tokens = tokens_of(customer, self._region)
            # Most changes are of figures alone: those leave the index as it is.
            if bucket != known.bucket or tokens != tokens_of(before, self._region):
                outdated.append((known.place,))
                places.append((place_of(bucket, known.seq), tokens))
            if before.name != customer.name:
                self._vocabulary.add(customer.name)
        self._connection.executemany(_REPLACE, rows)
        self._connection.executemany("DELETE FROM look WHERE rowid = ?", outdated)
        self._index(places)
        return len(rows)

    def _remove(self, gone: Iterable[_Known]) -> None:
        for known in gone:
            self._connection.execute("DELETE FROM look WHERE rowid = ?", (known.place,))
            self._connection.execute("DELETE FROM customer WHERE seq = ?", (known.seq,))

    def _index(self, places: list[tuple[int, str]]) -> None:
        places.sort()  # FTS5 writes a segment whenever a rowid is smaller than the last
        self._connection.executemany("INSERT INTO look (rowid, tokens) VALUES (?, ?)", places)


class _Known:
    """A customer as stored before this batch."""

    __slots__ = ("bucket", "row", "seq")

    def __init__(self, seq: int, bucket: int, row: stored.Row) -> None:
        self.seq = seq
        self.bucket = bucket
        self.row = row

    @property
    def place(self) -> int:
        return place_of(self.bucket, self.seq)


def _newest(customers: Iterable[Customer]) -> dict[str, Customer]:
    """Return each id's latest customer; of two equally late the one that came last."""
    newest: dict[str, Customer] = {}
    for one in customers:
        rival = newest.get(one.id)
        if rival is None or not _older(stored.microseconds(one.updated_at), stored.microseconds(rival.updated_at)):
            newest[one.id] = one
    return newest


def _outdated(customer: Customer, known: _Known | None) -> bool:
    return known is not None and _older(
        stored.microseconds(customer.updated_at), cast("int | None", known.row[_UPDATED])
    )


def _older(updated: int | None, than: int | None) -> bool:
    """Whether one time is known to be before the other; what tells no time is taken for the latest word."""
    return updated is not None and than is not None and updated < than
