"""Opening the sandbox's file."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

from callcenter.sandbox.generation.books import Books, Figures, invented_books
from callcenter.sandbox.store import schema
from callcenter.sandbox.store.books import BookTables
from callcenter.sandbox.store.catalogue import Catalogue
from callcenter.sandbox.store.customers import CustomerTable
from callcenter.sandbox.store.orders import OrderTable
from callcenter.sandbox.store.shoppers import ShopperTable
from callcenter.sandbox.store.stop_list import StopList

_HEADER: Final = b"SQLite format 3\x00"

_STEPS_BETWEEN_LOOKS: Final = 100_000
"""SQLite's steps, some milliseconds, between two looks at whether making a file was abandoned."""


class DataFileError(Exception):
    """The file named for the data cannot be used. The text is one sentence for the person who named it."""


class Store:
    """An open file: its connection and its tables. Used by one thread, the one that opened it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.catalogue = Catalogue(connection)
        self.customers = CustomerTable(connection)
        self.orders = OrderTable(connection)
        self.stop_list = StopList(connection)
        self.shoppers = ShopperTable(connection)
        self.books = BookTables(connection, self.shoppers, self._invented)

    def fact(self, name: str) -> str:
        """Read something the file remembers about itself. Raises KeyError."""
        row = self.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise KeyError(name)
        return str(row[0])

    def _invented(self, shopper: sqlite3.Row) -> Books:
        seed, opened, population = (int(self.fact(name)) for name in ("seed", "opened", "customers"))
        figures = Figures(**{field: shopper[field] for field in Figures.__slots__})
        return invented_books(figures, seed, opened, population)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def open_store(
    path: Path, fill: Callable[[sqlite3.Connection], None], abandoned: Callable[[], bool] = lambda: False
) -> Store:
    """Open the file, or make it: ``fill`` puts the first rows into the empty tables, until it is ``abandoned``.

    A new file is made beside its final name and moved there when whole, so that an interrupted start leaves nothing
    that looks finished. Raises DataFileError; sqlite3.OperationalError when abandoned.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise DataFileError(f"{path} cannot be a data file; accepted: a file name in a folder that exists")
    if path.exists() and path.stat().st_size > 0:
        _check(path)
    else:
        _make(path, fill, abandoned)
    connection = sqlite3.connect(path, cached_statements=512)
    connection.row_factory = sqlite3.Row
    connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;")
    return Store(connection)


def _check(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            raise DataFileError(f"{path} is not a data file of the sandbox; accepted: one it made, or a new name")
    connection = sqlite3.connect(path)
    try:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError:
        mark = version = None
    finally:
        connection.close()
    if (mark, version) != (schema.APPLICATION_ID, schema.VERSION):
        raise DataFileError(f"{path} is not a data file of this sandbox; accepted: one it made, or a new name")


def _make(path: Path, fill: Callable[[sqlite3.Connection], None], abandoned: Callable[[], bool]) -> None:
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(unfinished, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise DataFileError(f"{path} cannot be written; accepted: a file name in a folder you may write to") from error
    try:
        # Nothing here needs to survive a crash: an unfinished file is thrown away.
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
            "PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY;"
        )
        connection.set_progress_handler(abandoned, _STEPS_BETWEEN_LOOKS)
        connection.execute("BEGIN")
        for statement in schema.TABLES.split(";"):
            connection.execute(statement)
        fill(connection)
        for statement in schema.INDEXES.split(";"):
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        connection.executescript("PRAGMA analysis_limit = 1000; ANALYZE;")
    except BaseException:
        connection.close()
        unfinished.unlink(missing_ok=True)
        raise
    connection.close()
    unfinished.replace(path)
