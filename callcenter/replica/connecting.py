"""Opening an encrypted file: key, settings, migrations; and moving aside one that cannot be used."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import apsw

from callcenter.model.record import Record
from callcenter.replica.errors import LocalFileError, StorageFull, Trouble

BUSY = 10_000
"""Milliseconds to wait for another process that writes (first fill): its transactions take a fraction of a second."""
_RAW_KEY = 64
_PAGE = 4096
"""Bytes of a page."""

Migration = str | Callable[[apsw.Connection], None]
"""One step from a schema version to the next: SQL, or a function."""


class Key(Protocol):
    """A key that is not shown by accident; the vault's ``Secret`` is one."""

    def reveal(self) -> str:
        """Return 64 hexadecimal digits."""


class SetAside(Record, frozen=True):
    """A file that could not be used was renamed, and an empty one made in its place."""

    trouble: Trouble
    path: str
    """Where the old file lies now."""


class Format(Record, frozen=True):
    """What kind of file it is: the mark in its header, the steps of its schema, how hard commits are."""

    application_id: int
    migrations: tuple[Migration, ...]
    synchronous: str

    @property
    def version(self) -> int:
        """The schema version of this program."""
        return len(self.migrations)


def connect(path: Path | None, key: Key | None, form: Format, *, cache_megabytes: int = 16) -> apsw.Connection:
    """Open a file, or a database in memory for None, and bring its schema up to date.

    The key is given raw: deriving one from a pass phrase costs 40 to 60 ms. Raises LocalFileError, StorageFull.
    """
    if path is not None and _cut_off(path):
        raise LocalFileError(Trouble.DAMAGED)
    with translated():
        connection = apsw.Connection(str(path) if path else ":memory:")
        try:
            connection.set_busy_timeout(BUSY)
            if path is not None:
                _unlock(connection, key)
            _prepare(connection, form, cache_megabytes)
        except BaseException:
            connection.close()
            raise
        return connection


def _cut_off(path: Path) -> bool:
    """Whether a file ends within a page and no log can mend it: SQLite would take what is left for all there was."""
    try:
        wal = companions(path)[0]
        return path.stat().st_size % _PAGE != 0 and not (wal.exists() and wal.stat().st_size)
    except OSError:
        return False  # not there yet, or opening it will say why not


def _unlock(connection: apsw.Connection, key: Key | None) -> None:
    digits = key.reveal() if key is not None else ""
    if len(digits) != _RAW_KEY or not all(letter in "0123456789abcdefABCDEF" for letter in digits):
        raise ValueError("a file's key is 64 hexadecimal digits")
    connection.pragma("key", f"raw:{digits}")


def _prepare(connection: apsw.Connection, form: Format, cache_megabytes: int) -> None:
    connection.pragma("cache_size", -1024 * cache_megabytes)
    connection.pragma("temp_store", "memory")  # nothing unencrypted reaches a disk
    connection.pragma("journal_mode", "wal")  # the first to read the file: a wrong key fails here
    connection.pragma("synchronous", form.synchronous)
    connection.pragma("foreign_keys", 1)
    if _identity(connection) == (form.application_id, form.version):
        return
    with transaction(connection):  # another process may be at the same: look again with the write lock held
        mark, version = _identity(connection)
        if mark != form.application_id and (mark or version or _has_tables(connection)):
            raise LocalFileError(Trouble.FOREIGN)
        if version > form.version:
            raise LocalFileError(Trouble.NEWER)
        _migrate(connection, form.migrations[version:])
        connection.pragma("application_id", form.application_id)
        connection.pragma("user_version", form.version)


def _identity(connection: apsw.Connection) -> tuple[int, int]:
    return int(connection.pragma("application_id")), int(connection.pragma("user_version"))


def _has_tables(connection: apsw.Connection) -> bool:
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM sqlite_schema)").get)


def _migrate(connection: apsw.Connection, steps: Sequence[Migration]) -> None:
    for step in steps:
        if isinstance(step, str):
            connection.execute(step)
        else:
            step(connection)


@contextlib.contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """Do all or nothing, holding the write lock from the start: a read that later writes could lose its place."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # SQLite ends it by itself after some errors
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn SQLite's errors about the file into ours. What a statement did wrong stays as it is: a bug."""
    try:
        yield
    except apsw.NotADBError:
        raise LocalFileError(Trouble.UNREADABLE) from None
    except apsw.CorruptError:
        raise LocalFileError(Trouble.DAMAGED) from None
    except (apsw.FullError, apsw.ReadOnlyError, apsw.IOError, apsw.CantOpenError) as error:
        raise StorageFull(type(error).__name__) from None


def set_aside(path: Path, trouble: Trouble) -> SetAside:
    """Rename a file that cannot be used, so that a new one can be made; nothing is deleted.

    Its write-ahead log goes with it, for whoever tries to save something.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = path.with_name(f"{path.name}.{trouble.value}-{stamp}")
    wal, shared = companions(path)
    path.rename(target)
    if wal.exists():
        wal.rename(companions(target)[0])
    shared.unlink(missing_ok=True)
    return SetAside(trouble=trouble, path=str(target))


def companions(path: Path) -> tuple[Path, Path]:
    """Return where SQLite keeps the write-ahead log and the shared index of a file."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def wipe(folder: Path) -> None:
    """Delete a profile's folder: its files, their logs, what was set aside; one that is not there is no trouble.

    Raises OSError where another program holds one of them.
    """
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder)
