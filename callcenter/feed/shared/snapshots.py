"""Snapshots on the server: the leader puts one there a day, and a new desk takes it instead of a thousand pages."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import nats.js.errors
from nats.js.api import ObjectMeta, StorageType
from nats.js.object_store import ObjectStore

from callcenter.feed.errors import FeedSilent
from callcenter.feed.sealing import BrandKeys
from callcenter.feed.shared.link import Link, answered

PATIENCE = 900.0
"""Seconds that carrying a snapshot may take: 100 MB over a slow line."""


class Snapshots:
    """Carries packed files (``pack``) there and back. Every coroutine raises FeedAway."""

    def __init__(self, link: Link) -> None:
        self._link = link

    @property
    def keys(self) -> BrandKeys:
        """What the files are sealed with."""
        return self._link.sealer.keys

    async def made(self, kind: str) -> datetime | None:
        """Return when the snapshot there was made; None where there is none."""
        store = await self._store()
        try:
            with answered():
                info = await store.get_info(kind)
            return datetime.fromisoformat(info.description or "")
        except (nats.js.errors.NotFoundError, ValueError):
            return None

    async def upload(self, kind: str, path: Path, made: datetime) -> None:
        """Put a file in place of the last one. Raises OSError besides."""
        store = await self._store()
        with await asyncio.to_thread(path.open, "rb") as file, answered():
            async with asyncio.timeout(PATIENCE):
                await store.put(kind, file, ObjectMeta(name=kind, description=made.isoformat()))

    async def download(self, kind: str, path: Path) -> bool:
        """Fetch the file; False where there is none. Raises OSError besides."""
        store = await self._store()
        try:
            with await asyncio.to_thread(path.open, "wb") as file, answered():
                async with asyncio.timeout(PATIENCE):
                    await store.get(kind, writeinto=file)
        except nats.js.errors.NotFoundError:
            await asyncio.to_thread(path.unlink, missing_ok=True)
            return False
        except nats.js.errors.DigestMismatchError as error:  # another took its place meanwhile
            raise FeedSilent from error
        return True

    async def _store(self) -> ObjectStore:
        stream, bucket = self._link.stream, self._link.names.snapshots
        with answered():
            try:
                return await stream.object_store(bucket)
            except nats.js.errors.NotFoundError:
                return await stream.create_object_store(bucket, storage=StorageType.FILE)
