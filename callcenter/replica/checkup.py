"""Looking into a local file without changing it: it is neither migrated nor set aside, and a desk may be at it."""

from __future__ import annotations

import time
from pathlib import Path

import apsw

from callcenter.model.record import Record
from callcenter.replica.connecting import Format, Key, translated
from callcenter.replica.errors import LocalFileError, Trouble

BUSY = 2_000
"""Milliseconds to wait for whoever writes."""
_STEPS = 20_000
"""Instructions of SQLite between two looks at the clock."""


class Checked(Record, frozen=True):
    """What was found in a file that opens: ``size`` in bytes; ``whole`` None where the time was too short to tell."""

    rows: int
    size: int
    whole: bool | None


def check(path: Path, key: Key, form: Format, count: str, *, patience: float) -> Checked:
    """Open a file for reading and see whether its pages fit together; ``count`` is SQL that gives one number.

    Blocks for ``patience`` seconds at most. Raises LocalFileError, and StorageFull where it cannot be read.
    """
    deadline = time.monotonic() + patience
    with translated():
        # Not SQLITE_OPEN_READONLY: that would leave a log and an index of it behind.
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            connection.set_busy_timeout(BUSY)
            connection.pragma("key", f"raw:{key.reveal()}")
            connection.pragma("query_only", 1)
            mark = int(connection.pragma("application_id"))  # the first read: a wrong key fails here
            if mark != form.application_id:
                raise LocalFileError(Trouble.FOREIGN)
            if int(connection.pragma("user_version")) > form.version:
                raise LocalFileError(Trouble.NEWER)
            rows = int(connection.execute(count).get)
            connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
            return Checked(rows=rows, size=path.stat().st_size, whole=_whole(connection))
        finally:
            connection.close()


def _whole(connection: apsw.Connection) -> bool | None:
    try:
        found = connection.execute("PRAGMA quick_check(1)").get
    except apsw.InterruptError:
        return None
    return bool(found == "ok")
