"""The replica as the rest of the desk sees it: a few questions and a few ways to store, none of them blocking."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Self, TypeVar

import apsw

from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.replica import facts, lookup, opening, orders
from callcenter.replica.connecting import Key, SetAside
from callcenter.replica.customers import CustomerWriter, Stored
from callcenter.replica.errors import LocalFileError
from callcenter.replica.orders import OrderCursor, OrderFilter, OrderPage, StoredOrders
from callcenter.replica.query import Query
from callcenter.replica.regulars import Regulars
from callcenter.replica.reindexing import Reindexed, Reindexing
from callcenter.replica.searching import Hit
from callcenter.replica.sorting import find
from callcenter.replica.worker import Worker

T = TypeVar("T")

SEARCH = "search"
HISTORY = "history"
"""The kinds of read of which only the newest counts."""


class Replica:
    """The customers and orders of one profile. Made by ``open``; ended by ``aclose``.

    Every coroutine raises Closed after ``aclose``, LocalFileError where the file turns out to be damaged (it is set
    aside at the next opening), and StorageFull.
    """

    def __init__(self, path: Path | None, region: str) -> None:
        self._path = path
        self._region = region
        self._reader: Worker
        self._writer: Worker
        self._regulars: Regulars | None = None
        self._customers: CustomerWriter | None = None
        self._reindexing: Reindexing | None = None
        self._scores: Mapping[str, float] = {}
        self.notice: SetAside | None = None
        """Told where the file could not be used, and an empty one took its place."""

    @classmethod
    async def open(cls, path: Path | None, key: Key | None, *, region: str) -> Self:
        """Open a profile's replica, in memory alone where there is no key or no path.

        ``key`` reveals 64 hexadecimal digits; ``region`` (ISO 3166-1 alpha-2) is where numbers without a country code
        are from. A file that cannot be used is renamed, and ``notice`` tells.
        """
        replica = cls(path if key is not None else None, region)
        await replica._open(key)
        return replica

    async def _open(self, key: Key | None) -> None:
        path, region = self._path, self._region

        def connect_and_mend() -> apsw.Connection:
            connection, self.notice = opening.open_replica(path, key, region)
            return connection

        self._writer = Worker("replica: writes", connect_and_mend)
        await self._writer.start()
        if path is None:
            self._reader = self._writer  # a database in memory belongs to its one connection
            return
        self._reader = Worker("replica: reads", lambda: opening.connect_replica(path, key))
        try:
            await self._reader.start()
        except BaseException:
            await self._writer.aclose()
            raise

    async def aclose(self) -> None:
        """Finish what is being written, and let go of the file."""
        await self._reader.aclose()
        await self._writer.aclose()

    async def search(self, query: Query) -> list[Hit]:
        """Return the customers that match, best first. A newer search ends this one with Superseded."""
        return await self.hits(self.begin_search(query))

    def begin_search(self, query: Query) -> asyncio.Future[list[Hit]]:
        """Have a search begun before the loop's next turn; ``hits`` waits for it. Raises Closed."""
        return self._reader.begin(
            lambda connection: find(connection, self._region, query, self._regulars_of(connection), self._reader.check),
            kind=SEARCH,
        )

    async def hits(self, begun: asyncio.Future[list[Hit]]) -> list[Hit]:
        """Return what a search that was begun finds, as ``search`` does."""
        with self._watched():
            return await begun

    def prefer(self, scores: Mapping[str, float]) -> None:
        """Put these customers (id → score) first among equal matches from now on."""
        self._scores = dict(scores)

    async def customer(self, customer_id: str) -> Customer | None:
        """Return a customer by id."""
        found = await self.customers([customer_id])
        return found[0] if found else None

    async def customers(self, ids: Iterable[str]) -> list[Customer]:
        """Return those of these customers that are stored, in the order of the ids."""
        wanted = tuple(ids)
        return await self._read(lambda connection: lookup.by_ids(connection, wanted))

    async def by_phone(self, number: str) -> list[Customer]:
        """Return everybody with this whole number, however it is written, whose own it is first."""
        return await self._read(lambda connection: lookup.by_number(connection, number, self._region))

    async def count(self) -> int:
        """Return how many customers are stored."""
        return await self._read(facts.count)

    async def upsert(
        self,
        customers: Iterable[Customer],
        noted: Mapping[str, str | None] | None = None,
        asked_at: datetime | None = None,
    ) -> Stored:
        """Store customers, and the facts ``noted`` with them, in one transaction; the newer of two is kept.

        Whoever was forgotten since the point of sale was asked (``asked_at``) does not come back.
        """
        batch = list(customers)
        return await self._write(lambda connection: self._writer_of(connection).upsert(batch, noted, asked_at))

    async def delete(self, ids: Iterable[str]) -> int:
        """Remove customers; return how many were there."""
        gone = list(ids)
        return await self._write(lambda connection: self._writer_of(connection).delete(gone))

    async def forget(self, customer_id: str, at: datetime) -> int:
        """Remove a customer who was deleted from here at a moment, and overwrite what the file had of them."""
        return await self._write(lambda connection: self._writer_of(connection).forget(customer_id, at))

    async def ids(self) -> list[str]:
        """Return every customer's id, in the order of arrival."""
        return await self._read(lookup.ids)

    async def moments(self) -> list[tuple[str, int | None]]:
        """Return every customer's id with when they were created, in microseconds since 1970."""
        return await self._read(lookup.moments)

    async def indexed(self) -> bool:
        """Whether the whole index follows this program's rule; until then a search may miss who is stored."""
        return await self.fact(facts.REINDEXED) is None

    async def reindex(self, most: int) -> Reindexed:
        """Index the next ``most`` customers anew, where that is due: after a change of the rule."""
        return await self._write(lambda connection: self._reindexing_of(connection).step(most))

    async def upsert_orders(
        self, batch: Iterable[Order], noted: Mapping[str, str | None] | None = None
    ) -> StoredOrders:
        """Store orders, and the facts ``noted`` with them, in one transaction.

        In whatever order versions arrive, the newest stays.
        """
        rows = list(batch)
        return await self._write(lambda connection: orders.upsert(connection, rows, self._region, noted))

    async def order(self, order_id: str) -> Order | None:
        """Return an order by id."""
        return await self._read(lambda connection: orders.by_id(connection, order_id))

    async def orders_of_customer(self, customer_id: str, limit: int = 50) -> list[Order]:
        """Return a customer's orders, the newest first."""
        return await self._read(lambda connection: orders.of_customer(connection, customer_id, limit))

    async def orders_by_phone(self, number: str, limit: int = 50) -> list[Order]:
        """Return the orders placed for a whole number, however it is written, the newest first."""
        return await self._read(lambda connection: orders.of_number(connection, number, self._region, limit))

    async def recent_orders(self, since: datetime) -> list[Order]:
        """Return the orders placed from ``since`` on, the newest first, then all older ones that are still open."""
        return await self._read(lambda connection: orders.recent(connection, since))

    async def order_history(
        self, narrowed: OrderFilter, after: OrderCursor | None = None, limit: int = orders.PAGE
    ) -> OrderPage:
        """Return a page of the past, the newest first; ``after`` is what the page before says in ``following``.

        A newer question ends this one with Superseded.
        """
        return await self._read(
            lambda connection: orders.history(connection, narrowed, self._region, after, limit), kind=HISTORY
        )

    async def prune_orders(self, before: datetime) -> int:
        """Remove the orders placed before a moment, except those still open; return how many."""
        return await self._write(lambda connection: orders.prune(connection, before))

    async def fact(self, name: str) -> str | None:
        """Return a fact that was kept by this name: a watermark, how far a fill has come."""
        return await self._read(lambda connection: facts.fact(connection, name))

    async def set_fact(self, name: str, value: str | None) -> None:
        """Keep a fact; None forgets it."""
        await self._write(lambda connection: facts.set_fact(connection, name, value))

    async def _read(self, work: Callable[[apsw.Connection], T], *, kind: str | None = None) -> T:
        with self._watched():
            return await self._reader.run(work, kind=kind)

    async def _write(self, work: Callable[[apsw.Connection], T]) -> T:
        with self._watched():
            return await self._writer.run(work)

    @contextlib.contextmanager
    def _watched(self) -> Iterator[None]:
        """See that a file found damaged in use is set aside at the next opening."""
        try:
            yield
        except LocalFileError:
            if self._path is not None:
                opening.mark_damaged(self._path)
            raise

    def _regulars_of(self, connection: apsw.Connection) -> Regulars:
        if self._regulars is None:
            self._regulars = Regulars(connection, self._region)
        self._regulars.prefer(self._scores)
        return self._regulars

    def _reindexing_of(self, connection: apsw.Connection) -> Reindexing:
        if self._reindexing is None:
            self._reindexing = Reindexing(connection, self._region)
        return self._reindexing

    def _writer_of(self, connection: apsw.Connection) -> CustomerWriter:
        if self._customers is None:
            self._customers = CustomerWriter(connection, self._region)
        return self._customers
