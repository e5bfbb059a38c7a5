"""Where customers are kept as they come, whoever brings them: the desk, or its worker process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from callcenter.model.customer import Customer
from callcenter.replica.customers import Stored
from callcenter.replica.ingest import Ingest
from callcenter.replica.reindexing import Reindexed
from callcenter.replica.replica import Replica

FEW = 100
"""Customers indexed anew at once in the desk itself."""


class Shelf(Protocol):
    """Stores batches and small facts. Raises LocalFileError, StorageFull, Closed."""

    async def fact(self, name: str) -> str | None:
        """Return a fact that was kept by this name."""

    async def upsert(
        self,
        customers: Iterable[Customer],
        noted: Mapping[str, str | None] | None = None,
        asked_at: datetime | None = None,
    ) -> Stored:
        """Store customers and facts, both or neither; the newer of two is kept.

        Whoever was forgotten since the point of sale was asked (``asked_at``) does not come back.
        """

    async def delete(self, ids: Iterable[str]) -> int:
        """Remove customers; return how many were there."""

    async def ids(self) -> list[str]:
        """Return every customer's id."""

    async def moments(self) -> list[tuple[str, int | None]]:
        """Return every customer's id with when they were created, in microseconds since 1970."""

    async def reindex(self) -> Reindexed:
        """Take a step in indexing anew; nothing happens where that is not due."""

    async def tidy(self) -> None:
        """Make searches fast after much was stored."""

    async def scrub(self) -> None:
        """Let nothing be left of who was forgotten."""


class ReplicaShelf:
    """The replica of the desk itself. Used for bulk work only where the replica is in memory alone."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self.fact = replica.fact
        self.upsert = replica.upsert
        self.delete = replica.delete
        self.ids = replica.ids
        self.moments = replica.moments

    async def reindex(self) -> Reindexed:
        """Index a few customers anew: a step must fit between two frames."""
        return await self._replica.reindex(FEW)

    async def tidy(self) -> None:
        """Do nothing: pieces in memory are found as fast."""

    async def scrub(self) -> None:
        """Do nothing: what is in memory ends with the desk."""


class IngestShelf:
    """The file, written by the worker process: on a thread, so that the next page is read meanwhile."""

    def __init__(self, ingest: Ingest) -> None:
        self._ingest = ingest

    async def fact(self, name: str) -> str | None:
        """Return a fact that was kept by this name."""
        return await asyncio.to_thread(self._ingest.fact, name)

    async def upsert(
        self,
        customers: Iterable[Customer],
        noted: Mapping[str, str | None] | None = None,
        asked_at: datetime | None = None,
    ) -> Stored:
        """Store customers and facts, both or neither; the newer of two is kept."""
        return await asyncio.to_thread(self._ingest.upsert, customers, noted, asked_at)

    async def delete(self, ids: Iterable[str]) -> int:
        """Remove customers; return how many were there."""
        return await asyncio.to_thread(self._ingest.delete, ids)

    async def ids(self) -> list[str]:
        """Return every customer's id."""
        return await asyncio.to_thread(self._ingest.ids)

    async def moments(self) -> list[tuple[str, int | None]]:
        """Return every customer's id with when they were created, in microseconds since 1970."""
        return await asyncio.to_thread(self._ingest.moments)

    async def reindex(self) -> Reindexed:
        """Index the next customers anew."""
        return await asyncio.to_thread(self._ingest.reindex)

    async def tidy(self) -> None:
        """Join the search index's many pieces."""
        await asyncio.to_thread(self._ingest.tidy)

    async def scrub(self) -> None:
        """Join them where somebody was forgotten lately."""
        await asyncio.to_thread(self._ingest.scrub)
