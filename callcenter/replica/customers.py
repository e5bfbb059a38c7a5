"""Writing customers and their search index, whole batches at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast

import apsw
import msgspec

from callcenter.model.customer import Customer, completed
from callcenter.model.record import Record
from callcenter.replica import facts, forgotten, stored
from callcenter.replica.connecting import BUSY, transaction
from callcenter.replica.ranking import bucket_of, place_of
from callcenter.replica.tokens import tokens_of
from callcenter.replica.vocabulary import Vocabulary

# The columns of a row are in the table's own order (a test compares).
_INSERT = "INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_REPLACE = "REPLACE INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
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

    def upsert(
        self,
        customers: Iterable[Customer],
        noted: Mapping[str, str | None] | None = None,
        asked_at: datetime | None = None,
    ) -> Stored:
        """Store customers in one transaction, each id once: of two the one with the later ``updated_at``.

        What is stored already is never replaced by something older; what an answer left out (``Customer.untold``) stays
        as it was told last. A customer whose ``deleted_at`` is set is removed. ``noted`` are facts to keep with them
        (how far a fill has come): both are stored, or neither. ``asked_at`` is when the point of sale was asked for
        them: whoever was forgotten since does not come back.
        """
        batch = list(customers)
        with self._vocabulary.batch(), transaction(self._connection):
            told = dict.fromkeys([one.id for one in batch])
            known = self._existing(list(told))
            since = forgotten.since(self._connection, asked_at) if asked_at is not None else frozenset[str]()
            fresh = _newest(one for one in batch if one.id not in since and not _outdated(one, known.get(one.id)))
            gone = [known[key] for key, one in fresh.items() if one.deleted_at is not None and key in known]
            living = [one for one in fresh.values() if one.deleted_at is None]
            added = [one for one in living if one.id not in known]
            changed = self._update([(known[one.id], one) for one in living if one.id in known])
            self._remove(gone)
            self._insert(added)
            facts.add_to_count(self._connection, len(added) - len(gone))
            for name, value in (noted or {}).items():
                facts.set_fact(self._connection, name, value)
        kept = len(told) - len(added) - changed - len(gone)
        return Stored(added=len(added), changed=changed, removed=len(gone), kept=kept)

    def delete(self, ids: Iterable[str]) -> int:
        """Remove customers in one transaction; return how many were there."""
        with transaction(self._connection):
            return self._delete(ids)

    def forget(self, customer_id: str, at: datetime) -> int:
        """Remove a customer who was deleted from here at a moment, and overwrite what the file had of them.

        Nobody is brought back by an answer that was asked for before. The file's pages and its log hold nothing more of
        the row; the search index holds loose words and a number until its pieces are joined (``Ingest.scrub``, daily).
        """
        usual = self._connection.pragma("secure_delete")
        self._connection.pragma("secure_delete", 1)  # not always: joining pieces of the index would write far more
        try:
            with transaction(self._connection):
                forgotten.note(self._connection, customer_id, at)
                count = self._delete([customer_id])
        finally:
            self._connection.pragma("secure_delete", usual)
        self._empty_log()
        return count

    def _empty_log(self) -> None:
        """Copy the log into the file and cut it off, unless somebody reads or writes: then it is done at the end."""
        self._connection.set_busy_timeout(0)
        try:
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        except (apsw.BusyError, apsw.LockedError):
            pass
        finally:
            self._connection.set_busy_timeout(BUSY)

    def _delete(self, ids: Iterable[str]) -> int:
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
            rows.append((seq, bucket, *stored.to_row(customer), *stored.figures(customer)))
            places.append((place_of(bucket, seq), tokens_of(customer, self._region)))
            self._vocabulary.add(customer.name)
        self._connection.executemany(_INSERT, rows)
        self._index(places)

    def _update(self, pairs: Sequence[tuple[_Known, Customer]]) -> int:
        rows, places, outdated, renamed = [], [], [], []
        for known, told in pairs:
            customer = completed(told, stored.from_row(known.row)) if told.untold else told
            row = stored.to_row(customer)
            if row == known.row:
                continue
            bucket = bucket_of(customer.receipt_count)
            rows.append((known.seq, bucket, *row, *stored.figures(customer)))
            before = stored.from_row(known.row)
            tokens = tokens_of(customer, self._region)
            # Most changes are of figures alone: those leave the index as it is.
            if bucket != known.bucket or tokens != tokens_of(before, self._region):
                outdated.append((known.place,))
                places.append((place_of(bucket, known.seq), tokens))
            if before.name != customer.name:
                self._vocabulary.add(customer.name)
                renamed.append(before.name)
        self._connection.executemany(_REPLACE, rows)
        self._connection.executemany("DELETE FROM look WHERE rowid = ?", outdated)
        self._index(places)
        self._vocabulary.remove(renamed)
        return len(rows)

    def _remove(self, gone: Sequence[_Known]) -> None:
        for known in gone:
            self._connection.execute("DELETE FROM look WHERE rowid = ?", (known.place,))
            self._connection.execute("DELETE FROM customer WHERE seq = ?", (known.seq,))
        self._vocabulary.remove(known.row[1] for known in gone)

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
            newest[one.id] = one if rival is None or not one.untold else _upon(one, rival)
    return newest


def _upon(later: Customer, earlier: Customer) -> Customer:
    """Return the later answer with what it left out as the earlier one has it; untold is what both left out."""
    untold = tuple(name for name in later.untold if name in earlier.untold)
    return msgspec.structs.replace(completed(later, earlier), untold=untold)


def _outdated(customer: Customer, known: _Known | None) -> bool:
    return known is not None and _older(
        stored.microseconds(customer.updated_at), cast("int | None", known.row[_UPDATED])
    )


def _older(updated: int | None, than: int | None) -> bool:
    """Whether one time is known to be before the other; what tells no time is taken for the latest word."""
    return updated is not None and than is not None and updated < than
