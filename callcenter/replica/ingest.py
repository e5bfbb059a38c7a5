"""The door for bulk work: a worker process fills the same file, and tells nothing but counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import apsw

from callcenter.model.customer import Customer
from callcenter.replica import facts, forgotten, lookup, opening
from callcenter.replica.connecting import Key, transaction, translated
from callcenter.replica.customers import CustomerWriter, Stored
from callcenter.replica.reindexing import Reindexed, Reindexing

CACHE = 64
"""Megabytes of pages: while a million customers are stored, the indexes must fit."""
_PENDING = 32 * 1024 * 1024
"""Bytes of search index gathered before a segment is written: a transaction's worth."""
_STEP = 500
"""Pages of search index joined in one transaction: a tenth of a second. Old pieces give their room back after each."""
_USUAL_JOIN = 4
"""FTS5's own default: so many pieces of one size are joined little by little, with every write. Here none are: sixteen
pieces are joined at once ("crisismerge"), and all at the end. Each customer is then written three times, not five."""
_LOG = 16_384
"""Pages in the write-ahead log before they are copied: pages written again and again are copied once."""
_REINDEXED = 4000
"""Customers indexed anew in one transaction."""


class Ingest:
    """Stores big batches, blocking. Used as a context manager; the file must have been opened by a Replica before.

    The desk goes on reading meanwhile, and its own writes wait for one batch at most: batches of 1,000 to 10,000
    customers, the larger the faster. Raises LocalFileError, StorageFull.
    """

    def __init__(self, path: Path, key: Key, region: str) -> None:
        self._connection = opening.connect_replica(path, key, cache_megabytes=CACHE)
        self._region = region
        self._customers = CustomerWriter(self._connection, region)
        self._reindexing = Reindexing(self._connection, region)
        with translated():
            self._connection.wal_autocheckpoint(_LOG)
            self._option("hashsize", _PENDING)
            self._option("automerge", 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:  # the file keeps the option; after a failure the next Ingest puts it back
                with translated():
                    self._option("automerge", _USUAL_JOIN)
        finally:
            self._connection.close()

    def reindex(self) -> Reindexed:
        """Take a step in indexing anew; nothing happens where that is not due."""
        with translated():
            return self._reindexing.step(_REINDEXED)

    def upsert(
        self,
        customers: Iterable[Customer],
        noted: Mapping[str, str | None] | None = None,
        asked_at: datetime | None = None,
    ) -> Stored:
        """Store a batch in one transaction, each id once, and with it the facts ``noted``: both or neither.

        What is stored already is never replaced by something older. Whoever was forgotten since the point of sale was
        asked does not come back.
        """
        with translated():
            return self._customers.upsert(customers, noted, asked_at)

    def delete(self, ids: Iterable[str]) -> int:
        """Remove customers; return how many were there."""
        with translated():
            return self._customers.delete(ids)

    def fact(self, name: str) -> str | None:
        """Return a fact that was kept by this name."""
        with translated():
            return facts.fact(self._connection, name)

    def ids(self) -> list[str]:
        """Return every customer's id, in the order of arrival: for a pass that notices who is gone."""
        with translated():
            return lookup.ids(self._connection)

    def moments(self) -> list[tuple[str, int | None]]:
        """Return every customer's id with when they were created, in microseconds since 1970."""
        with translated():
            return lookup.moments(self._connection)

    def customers(self, ids: Sequence[str]) -> list[Customer]:
        """Return those of these customers that are stored."""
        with translated():
            return lookup.by_ids(self._connection, ids)

    def tidy(self) -> None:
        """Join the search index's many pieces: after a fill every search is faster. Takes seconds, in small steps."""
        with translated():
            self._option("merge", -_STEP)
            while True:
                before = self._connection.total_changes()
                with transaction(self._connection):
                    self._option("merge", _STEP)
                if self._connection.total_changes() - before < 2:  # the documented sign that nothing is left to join
                    break
            self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)

    def scrub(self) -> None:
        """Join the pieces where somebody was forgotten lately: until then the index holds loose words of them."""
        with translated():
            due = forgotten.anybody(self._connection)
        if due:
            self.tidy()

    def _option(self, name: str, value: int) -> None:
        self._connection.execute("INSERT INTO look (look, rank) VALUES (?, ?)", (name, value))
