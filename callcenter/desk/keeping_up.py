"""Customers as they change: asked for by this desk, or heard of on the shared feed, and stored either way."""

from __future__ import annotations

import asyncio
import contextlib
import math
import random

from psygnal import Signal

from callcenter.desk.bulk import SMALL_PAGE, Bulk, Pacing
from callcenter.desk.changes import MOST_PAGES, WATERMARK, Changes, FarBehind, Look, watermark_of
from callcenter.desk.connection import Connection
from callcenter.desk.files import Local
from callcenter.desk.relay import Heard, Relay
from callcenter.desk.shelf import ReplicaShelf, Shelf
from callcenter.feed.port import Way
from callcenter.pos.errors import SIGN_IN_REFUSED, PosError
from callcenter.pos.port import PointOfSale
from callcenter.pos.quota import Quota
from callcenter.replica.errors import StorageFull

FEW_PAGES = 5
"""Pages of changes read in the desk; more are the worker process's."""
MOST_DOUBLINGS = 5
LONGEST_PAUSE = 120.0
"""Seconds between two tries while all fail."""
UNTOLD = 4.0
"""Intervals for which a follower waits to be told how far the customers reach, before it asks for itself."""


class KeepingUp:
    """Keeps the replica at the brand's newest change, whoever reads it.

    One desk of a shared feed asks for all and hands on what it finds. What it may not have handed on (this desk was
    away for longer than the server keeps changes, or they were too many) each desk reads itself, in one look.
    """

    changed = Signal(tuple)
    """Ids of customers that came or changed here, or are no more."""
    fell_behind = Signal()
    """More has changed than is read here: it is bulk work, after which ``caught_up`` is to be set."""

    def __init__(self, relay: Relay, connection: Connection, bulk: Bulk, pacing: Pacing) -> None:
        self._relay = relay
        self._connection = connection
        self._bulk = bulk
        self._pacing = pacing
        self._poked = asyncio.Event()
        self._heard = asyncio.Queue[Heard]()
        self._covered = False
        """Whether this desk has read what it was not told since it began to follow."""
        self._turned_at = 0.0
        self.caught_up = asyncio.Event()
        self.following = asyncio.Event()
        """Set once no change can be missed any more: what a fill reads from then on is whole."""
        relay.turned.connect(self._turned)
        relay.heard.connect(self._hear)

    def begin(self) -> None:
        """Forget what another brand's files had."""
        self._heard = asyncio.Queue()
        self.caught_up.set()
        self.following.clear()
        self._relay.look_again()

    def look_now(self) -> None:
        """Ask at once, where it is for this desk to ask."""
        self._poked.set()

    # ---- asking -----------------------------------------------------------------------------------------------------

    async def ask(self, pos: PointOfSale, local: Local) -> None:
        """Ask for changes whenever that is for this desk; ends where signing in is refused. Raises as files do."""
        shelf = ReplicaShelf(local.replica)
        changes = Changes(pos, shelf, page=SMALL_PAGE)
        failures, gap = 0, False
        while True:
            wait = await self._wait(shelf, pos.quota)
            if wait:
                await self._poked_within(wait)
                continue
            told = self._relay.published if self._relay.way is Way.LEADING and not gap else None
            most = FEW_PAGES if self._bulk.can_catch_up(pos, local) else MOST_PAGES
            try:
                look = await changes.look(most, since=told)
            except FarBehind:
                if told is None:
                    await self._catch_up()
                gap = self._relay.way is Way.LEADING  # nobody can be told of all that: each desk reads it itself
                continue
            except PosError as error:
                failures += 1
                self._connection.failed(error)
                if isinstance(error, SIGN_IN_REFUSED):
                    return
            except StorageFull:
                failures += 1
            else:
                failures = 0
                await self._looked(look, whole=not gap)
                gap = False
            await self._poked_within(self._pause(pos.quota, failures))

    async def _looked(self, look: Look, *, whole: bool) -> None:
        self._connection.worked()
        if look.ids:
            self.changed.emit(look.ids)
        self._covered = self._relay.way is Way.FOLLOWING
        await self._relay.publish(look.customers, look.watermark, whole=whole)
        self.following.set()

    async def _catch_up(self) -> None:
        self.caught_up.clear()
        self.following.set()
        self.fell_behind.emit()
        await self.caught_up.wait()

    async def _wait(self, shelf: Shelf, quota: Quota) -> float:
        """Return the seconds for which others ask; 0 where it is for this desk to ask now."""
        if self._relay.way is None:
            return math.inf
        if self._relay.way is not Way.FOLLOWING:
            return 0.0
        following_for = asyncio.get_running_loop().time() - self._turned_at
        since = self._relay.since
        if since is None:
            return _at_least_none(UNTOLD * self._pacing.interval - following_for)
        own = await watermark_of(shelf)
        if own is not None and (self._covered or own >= since):
            self._covered = True
            self.following.set()
            return math.inf
        spread = 0.0 if own is None else self._relay.shortest_pause(quota.limit)
        # All desks that come back together are not to ask together; one that begins is waited for.
        return _at_least_none(random.uniform(0, spread) - following_for)  # noqa: S311 - spread, no secret

    def _pause(self, quota: Quota, failures: int) -> float:
        seconds: float
        if failures:
            seconds = min(self._pacing.interval * 2 ** min(failures, MOST_DOUBLINGS), LONGEST_PAUSE)
        else:
            seconds = self._pacing.interval * _slowness(quota)
        return max(seconds, self._relay.shortest_pause(quota.limit)) * random.uniform(0.9, 1.1)  # noqa: S311 - spread, no secret

    async def _poked_within(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds if seconds < math.inf else None):
                await self._poked.wait()
        self._poked.clear()

    def _turned(self) -> None:
        self._covered = False
        with contextlib.suppress(RuntimeError):  # the program is being put together: no loop runs yet
            self._turned_at = asyncio.get_running_loop().time()
        self._poked.set()

    # ---- hearing ----------------------------------------------------------------------------------------------------

    def _hear(self, heard: Heard) -> None:
        self._heard.put_nowait(heard)

    async def store_heard(self, local: Local) -> None:
        """Store what is heard, in its order. Raises as files do."""
        shelf = ReplicaShelf(local.replica)
        while True:
            heard = await self._heard.get()
            while True:
                try:
                    await self._store(shelf, heard)
                except StorageFull:  # nothing may be left out: how far it reaches is noted with it
                    await asyncio.sleep(self._pacing.interval)
                else:
                    break

    async def _store(self, shelf: Shelf, heard: Heard) -> None:
        if heard.gone:
            if await shelf.delete(heard.gone):
                self.changed.emit(heard.gone)
            return
        for start in range(0, len(heard.customers), SMALL_PAGE):
            some = heard.customers[start : start + SMALL_PAGE]
            stored = await shelf.upsert(some)
            if stored.added or stored.changed or stored.removed:
                self.changed.emit(tuple(one.id for one in some))
        await self._note(shelf, heard)
        if not self.following.is_set():
            self._poked.set()

    async def _note(self, shelf: Shelf, heard: Heard) -> None:
        """Note how far this desk has come, unless something before that is still to be read."""
        own = await watermark_of(shelf)
        if own is None or heard.watermark is None or heard.watermark <= own:
            return
        if self._covered or (heard.since is not None and own >= heard.since):
            await shelf.upsert((), {WATERMARK: heard.watermark.isoformat()})


def _at_least_none(seconds: float) -> float:
    return max(0.0, seconds)


def _slowness(quota: Quota) -> float:
    """Look less often when the brand's desks have little quota left."""
    if quota.remaining is None or not quota.limit:
        return 1.0
    left = quota.remaining / quota.limit
    return 1.0 if left > 0.3 else 2.0 if left > 0.1 else 5.0
