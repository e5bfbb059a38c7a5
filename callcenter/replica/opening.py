"""Opening the replica's file, or putting an empty one in the place of a file that cannot be used."""

from __future__ import annotations

from pathlib import Path

import apsw

from callcenter.replica import reindexing
from callcenter.replica.connecting import Key, SetAside, companions, connect, set_aside, translated
from callcenter.replica.errors import LocalFileError, Trouble
from callcenter.replica.schema import REPLICA

_MARK = ".damaged"


def connect_replica(path: Path | None, key: Key | None, *, cache_megabytes: int = 16) -> apsw.Connection:
    """Open the replica's file as it is. Raises LocalFileError, StorageFull."""
    return connect(path, key, REPLICA, cache_megabytes=cache_megabytes)


def open_replica(path: Path | None, key: Key | None, region: str) -> tuple[apsw.Connection, SetAside | None]:
    """Open the replica's file for a region; one that cannot be used is set aside, and that is told.

    Raises StorageFull.
    """
    if path is None:
        return _ours(None, None, region), None
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = path.with_name(path.name + _MARK)
    notice = set_aside(path, Trouble.DAMAGED) if mark.exists() and path.exists() else None
    mark.unlink(missing_ok=True)
    try:
        return _ours(path, key, region), notice
    except LocalFileError as error:
        notice = set_aside(path, error.trouble)
        return _ours(path, key, region), notice


def mark_damaged(path: Path) -> None:
    """Note beside a file that it was found damaged in use: the next opening sets it aside."""
    path.with_name(path.name + _MARK).touch(mode=0o600)


def _ours(path: Path | None, key: Key | None, region: str) -> apsw.Connection:
    if path is not None and not path.exists():
        for left in companions(path):  # of a file that is gone: replaying its log would bring back pages of it
            left.unlink(missing_ok=True)
    connection = connect_replica(path, key)
    try:
        with translated():
            reindexing.claim(connection, region)
    except BaseException:
        connection.close()
        raise
    return connection
