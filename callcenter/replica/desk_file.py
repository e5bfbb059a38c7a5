"""This desk's own file: what exists nowhere else. Nothing happens to it without the caller's decision."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from callcenter.replica.calls import CallLog
from callcenter.replica.connecting import Format, Key, connect
from callcenter.replica.drafts import Drafts
from callcenter.replica.outbox import Outbox
from callcenter.replica.uses import Uses
from callcenter.replica.worker import Worker

_WRITES = """
-- AUTOINCREMENT: an id is never given twice, so that nobody settles another's row.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    body BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'uncertain')),
    created_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    found BLOB
) STRICT;
CREATE INDEX outbox_of_subject ON outbox (subject, id);
CREATE TABLE draft (form TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""
_CALLS = """
CREATE TABLE call (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    number TEXT,
    customer_id TEXT,
    who TEXT,
    taken INTEGER NOT NULL DEFAULT 0,
    note TEXT,
    outcome TEXT
) STRICT;
CREATE TABLE used (
    customer_id TEXT PRIMARY KEY,
    uses INTEGER NOT NULL,
    weight REAL NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""
_LATER = """
ALTER TABLE outbox ADD COLUMN not_before INTEGER;
ALTER TABLE outbox ADD COLUMN mark BLOB;
"""
DESK = Format(application_id=0x6363646B, migrations=(_WRITES, _CALLS, _LATER), synchronous="FULL")


class DeskFile:
    """Outbox, drafts, call log and uses of one profile. Made by ``open``; ended by ``aclose``."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self.outbox = Outbox(worker)
        self.drafts = Drafts(worker)
        self.calls = CallLog(worker)
        self.uses = Uses(worker)

    @classmethod
    async def open(cls, path: Path | None, key: Key | None) -> Self:
        """Open a profile's file, in memory alone where there is no key or no path: then nothing in it lasts.

        Raises LocalFileError for a file that cannot be used: only the caller may set it aside
        (``connecting.set_aside``), because forms in it may not have been sent. Raises StorageFull.
        """
        place = path if key is not None else None
        if place is not None:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        worker = Worker("desk file", lambda: connect(place, key, DESK, cache_megabytes=2))
        await worker.start()
        return cls(worker)

    async def aclose(self) -> None:
        """Finish what is being written, and let go of the file."""
        await self._worker.aclose()
