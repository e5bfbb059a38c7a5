"""The orders an agent watches: what is known here at once, then whatever the feed tells."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec
from psygnal import Signal

from callcenter.desk.connection import Connection
from callcenter.desk.files import Local, LocalFiles
from callcenter.desk.following import Following
from callcenter.desk.order_book import Change, OrderBook
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.feed.port import FeedState, Mark, OrderFeed, Reached, Subject, Watching
from callcenter.model.customer import Customer
from callcenter.model.order import Order, Stage
from callcenter.pos.errors import PosError
from callcenter.pos.port import PointOfSale
from callcenter.replica.errors import Closed, LocalFileError, StorageFull
from callcenter.replica.orders import KNOWN_DAYS
from callcenter.settings import Profile

_log = logging.getLogger(__name__)

REACHED = "orders reached"
"""The name of the fact that tells up to when the changes are stored."""
DESKS = "desks on the feed"
"""The name of the fact that tells how many desks shared the feed last."""
STORE_PAUSE = 0.3
"""Seconds from a batch to its storing: it is painted by then, and what follows it at once is stored with it."""
PRUNE_EVERY = 3600.0
"""Seconds between two times that orders grown too old are let go."""


class OrderQueue:
    """Keeps the orders of the signed-in brand, here and in the replica, as the feed tells them."""

    changed = Signal(Change)
    followed = Signal(FeedState)
    """How the changes come has changed."""
    marked = Signal(object)
    """Who has taken what is another mapping now (``marks``)."""
    fed = Signal(object)
    """There is another feed (``feed``), or none any more."""
    seen = Signal(Subject)
    """Somebody, here or at another desk, has an order or a customer in hand."""

    def __init__(
        self,
        session: Session,
        files: LocalFiles,
        connection: Connection,
        following: Following | None = None,
    ) -> None:
        self._session = session
        self._connection = connection
        self._following = following or Following(session, ("desk", "desk"))
        self._tasks = Tasks("queue")
        self._book = OrderBook()
        self._to_store = asyncio.Queue[tuple[tuple[Order, ...], Reached | None]]()
        self._seen_first = False
        self._watching = Watching.SHOWN
        self._desks = 1
        """How many desks shared the feed when that was told last."""
        self.feed: OrderFeed | None = None
        session.closed.connect(self._stop)
        files.opened.connect(self._opened)
        files.closed.connect(self._halt)

    @property
    def orders(self) -> Mapping[str, Order]:
        """Every order known, by id."""
        return self._book.orders

    @property
    def marks(self) -> Mapping[Subject, Mark]:
        """Who has taken what."""
        return {} if self.feed is None else self.feed.marks

    @property
    def begins(self) -> bool:
        """Whether there is no feed yet, and one is being made."""
        return self.feed is None and self._tasks.running("follow")

    def count(self, stage: Stage | None) -> int:
        """Return how many orders stand at a stage; at any where it is None."""
        return self._book.count(stage)

    def of_customer(self, customer: Customer) -> tuple[Order, ...]:
        """Return the orders of a customer, newest first: by their id, else by the number in the order."""
        return self._book.of_customer(customer)

    def look_now(self) -> None:
        """Ask the point of sale at once."""
        if self.feed is not None:
            self.feed.look_now()

    def watch(self, watching: Watching) -> None:
        """Say what the agent has before them: the closer they look, the more often is asked."""
        self._watching = watching
        if self.feed is not None:
            self.feed.watch(watching)

    def take(self, orders: tuple[Order, ...]) -> None:
        """Take in a batch of the feed."""
        first, self._seen_first = not self._seen_first, True
        self._tell(self._book.take(orders, first=first))
        self._to_store.put_nowait((orders, None))

    def tell_seen(self, subject: Subject) -> None:
        """Tell every desk that this one has an order or a customer in hand."""
        if self.feed is not None:  # it tells this desk as well
            self._tasks.start("tell seen", self.feed.tell_seen(subject))

    def take_in_hand(self, subject: Subject) -> None:
        """Take an order or a customer, for every desk to see; what is taken here already is given up."""
        if self.feed is not None:
            self._tasks.start("take", self._take_or_release(self.feed, subject))

    async def aclose(self) -> None:
        """Stop following; what the feed told is stored first, as far as the files are open."""
        await self._tasks.aclose()

    # ---- life -------------------------------------------------------------------------------------------------------

    def _opened(self, local: Local) -> None:
        profile = self._session.profile
        if profile is not None and self._session.pos.capabilities.orders:
            self._to_store = asyncio.Queue()
            self._tasks.replace("follow", self._follow(self._session.pos, profile, local))

    def _halt(self) -> None:
        self._tasks.cancel("follow")

    def _stop(self) -> None:
        self._halt()
        self._seen_first = False
        self.changed.emit(self._book.clear())

    async def _follow(self, pos: PointOfSale, profile: Profile, local: Local) -> None:
        resume = await self._read_stored(local)
        feed = await self._following.feed(pos, profile, resume, self._desks)
        feed.changed.connect(self.take)
        feed.history.connect(self._take_history)
        feed.reached.connect(self._note_reached)
        feed.worked.connect(self._connection.worked)
        feed.failed.connect(self._failed)
        feed.state_changed.connect(self._note_way)
        feed.marks_changed.connect(self.marked)
        feed.seen.connect(self.seen)
        feed.watch(self._watching)
        self.feed = feed
        self.fed.emit(feed)
        storing = asyncio.ensure_future(self._store(local))
        pruning = asyncio.ensure_future(self._prune(local))
        try:
            await feed.run()
        finally:
            self.feed = None
            self.fed.emit(None)
            for task in (storing, pruning):
                task.cancel()
            await asyncio.gather(storing, pruning, feed.aclose(), return_exceptions=True)

    async def _read_stored(self, local: Local) -> Reached | None:
        """Show what was known when the desk was closed; return up to when that is whole."""
        try:
            stored = await local.replica.recent_orders(_oldest())
            told = await local.replica.fact(REACHED)
            self._desks = int(await local.replica.fact(DESKS) or 1)
        except (Closed, LocalFileError) as error:
            _log.info("the orders kept could not be read: %s", type(error).__name__)
            return None
        if stored:
            self._tell(self._book.take(stored, first=True))
        try:
            return msgspec.json.decode(told, type=Reached) if told is not None and stored else None
        except msgspec.DecodeError:  # of another version: what is known is read anew
            return None

    # ---- what the feed tells ----------------------------------------------------------------------------------------

    def _tell(self, change: Change) -> None:
        if not change.empty:
            self.changed.emit(change)

    def _take_history(self, orders: tuple[Order, ...]) -> None:
        self._tell(self._book.take(orders, first=True))
        self._to_store.put_nowait((orders, None))

    def _note_reached(self, reached: Reached) -> None:
        self._to_store.put_nowait(((), reached))

    def _note_way(self, state: FeedState) -> None:
        self._desks = state.desks or self._desks
        self.followed.emit(state)

    def _failed(self, error: PosError) -> None:
        self._connection.failed(error)

    async def _take_or_release(self, feed: OrderFeed, subject: Subject) -> None:
        mark = feed.marks.get(subject)
        if mark is not None and mark.desk == self._following.desk[0]:
            await feed.release(subject)
        else:
            await feed.take(subject)

    # ---- the replica ------------------------------------------------------------------------------------------------

    async def _store(self, local: Local) -> None:
        """Store batches in the order they came; how far they reach is noted with them, never before.

        The screen goes first: what is lost in between is read again.
        """
        with contextlib.suppress(Closed):
            while True:
                orders, reached = await self._to_store.get()
                await asyncio.sleep(STORE_PAUSE)
                while not self._to_store.empty():
                    more, later = self._to_store.get_nowait()
                    orders, reached = orders + more, later or reached
                noted = {DESKS: str(self._desks)}
                if reached is not None:
                    noted[REACHED] = msgspec.json.encode(reached).decode()
                try:
                    await local.replica.upsert_orders(orders, noted)
                except (StorageFull, LocalFileError) as error:  # read again at the next start
                    _log.warning("orders could not be kept: %s", type(error).__name__)

    async def _prune(self, local: Local) -> None:
        with contextlib.suppress(Closed):
            while True:
                await asyncio.sleep(PRUNE_EVERY)
                self._tell(self._book.forget_before(_oldest()))
                try:
                    await local.replica.prune_orders(_oldest())
                except (StorageFull, LocalFileError) as error:
                    _log.warning("old orders could not be let go: %s", type(error).__name__)


def _oldest() -> datetime:
    return datetime.now(UTC) - timedelta(days=KNOWN_DAYS)
