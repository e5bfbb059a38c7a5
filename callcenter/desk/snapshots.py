"""The directory in one file on the shared feed: made daily by the desk that polls for all, taken by a new desk."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from callcenter.desk.bulk import Packed
from callcenter.desk.files import Local
from callcenter.desk.relay import Relay
from callcenter.feed.port import SnapshotStore, Way

_log = logging.getLogger(__name__)

KIND = "customers"
EVERY = timedelta(days=1)
RETRY = timedelta(minutes=10)
"""Until a snapshot is tried again that could not be put there."""


class Snapshots:
    """Where and when; packing and unpacking are bulk work."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._due_at: datetime | None = None
        self._refused = False

    def begin(self) -> None:
        """Forget what was so of another brand."""
        self._due_at, self._refused = None, False

    # ---- a new desk -------------------------------------------------------------------------------------------------

    async def fetched(self, local: Local) -> Packed | None:
        """Fetch what a new desk may begin with; None where it is to read page by page: that is tried once."""
        store = self._relay.snapshots
        if self._relay.way is not Way.FOLLOWING or store is None or local.path is None or self._refused:
            return None
        self._refused = True
        return await self._fetch(store, local.path.with_name("snapshot"))

    async def _fetch(self, store: SnapshotStore, path: Path) -> Packed | None:
        from callcenter.feed.errors import FeedAway  # noqa: PLC0415 - only who follows a shared feed needs it

        try:
            there = await store.download(KIND, path)
        except (FeedAway, OSError) as error:
            _log.info("the snapshot cannot be fetched: %s", type(error).__name__)
            there = False
        if not there:
            await asyncio.to_thread(path.unlink, missing_ok=True)
            return None
        return Packed(path=str(path), keys=msgspec.msgpack.encode(store.keys))

    # ---- the desk that polls for all --------------------------------------------------------------------------------

    async def to_pack(self, local: Local) -> Packed | None:
        """Return where to pack the directory, once a snapshot is due; None else."""
        store = self._relay.snapshots
        if self._relay.way is not Way.LEADING or store is None or local.path is None or self.seconds_left > 0:
            return None
        from callcenter.feed.errors import FeedAway  # noqa: PLC0415 - as above

        try:
            made = await store.made(KIND)
        except FeedAway:
            self._due_at = datetime.now(UTC) + RETRY
            return None
        self._due_at = made + EVERY if made is not None else datetime.now(UTC)
        if self.seconds_left > 0:
            return None
        self._due_at = datetime.now(UTC) + RETRY
        return Packed(path=str(local.path.with_name("snapshot")), keys=msgspec.msgpack.encode(store.keys))

    async def put(self, packed: Packed, begun: datetime) -> None:
        """Put a packed file in place of the last one."""
        from callcenter.feed.errors import FeedAway  # noqa: PLC0415 - as above

        path, store = Path(packed.path), self._relay.snapshots
        try:
            if store is not None and self._relay.way is Way.LEADING:
                await store.upload(KIND, path, begun)
                self._due_at = begun + EVERY
        except (FeedAway, OSError) as error:
            _log.info("the snapshot cannot be put on the feed: %s", type(error).__name__)
        finally:
            await asyncio.to_thread(path.unlink, missing_ok=True)

    @property
    def seconds_left(self) -> float:
        """Seconds until it is to be seen whether a snapshot is due; for ever where this desk does not make them."""
        if self._relay.way is not Way.LEADING:
            return float("inf")
        return (self._due_at - datetime.now(UTC)).total_seconds() if self._due_at is not None else 0.0
