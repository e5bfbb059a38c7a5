"""The alerts of a desk by themselves, with a clock, a loudspeaker and a desktop that the test holds."""

import asyncio
import heapq
import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

from callcenter.alerts.errors import AlertError, SoundUnreadable
from callcenter.alerts.notification import Notice, Notifications
from callcenter.alerts.sound import Speaker
from callcenter.desk.alerts import Alerts
from callcenter.desk.connection import Connection
from callcenter.desk.files import LocalFiles
from callcenter.desk.order_book import Change
from callcenter.desk.queue import OrderQueue
from callcenter.desk.session import Session
from callcenter.feed.port import Subject, SubjectKind
from callcenter.model.order import Order
from callcenter.pos.systems import connect
from callcenter.settings import AlertSettings
from callcenter.vault import MemoryVault, Vault

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)


class Time:
    """A clock that goes on only when the test lets it; who sleeps wakes in order."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.asleep: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self.asleep, (self.seconds + seconds, next(self._numbers), woken))
        await woken

    async def pass_by(self, seconds: float) -> None:
        end = self.seconds + seconds
        await settle()
        while self.asleep and self.asleep[0][0] <= end:
            due, _, woken = heapq.heappop(self.asleep)
            self.seconds = max(self.seconds, due)  # a computer that slept wakes late
            if not woken.done():
                woken.set_result(None)
            await settle()
        self.seconds = end


async def settle() -> None:
    """Let every task go as far as it can without time passing."""
    for _ in range(20):
        await asyncio.sleep(0)


class Ear(Speaker):
    """Stands where a loudspeaker would, and notes what was heard."""

    def __init__(self, time: Time) -> None:
        super().__init__()
        self.heard: list[tuple[float, str, int]] = []
        self.error: AlertError | None = None
        self.unreadable: set[str] = set()
        self._time = time

    async def play(self, sound: str, volume: int) -> None:
        if sound in self.unreadable:
            raise SoundUnreadable(name=sound)
        if self.error is not None:
            raise self.error
        self.heard.append((self._time.seconds, sound, volume))

    @property
    def moments(self) -> list[float]:
        return [moment - 1000 for moment, _, _ in self.heard]


class Screen(Notifications):
    """Stands where a desktop would, and notes what is shown."""

    def __init__(self) -> None:
        self.shown: Notice | None = None
        self.all: list[Notice] = []
        self.error: AlertError | None = None
        self.closed = False

    async def show(self, notice: Notice) -> None:
        if self.error is not None:
            raise self.error
        self.shown = notice
        self.all.append(notice)

    async def withdraw(self) -> None:
        self.shown = None

    async def aclose(self) -> None:
        self.shown = None
        self.closed = True


class Bench:
    """The use case alone: the queue's changes are told by the test."""

    def __init__(self, settings: AlertSettings) -> None:
        self.time = Time()
        self.ear = Ear(self.time)
        self.screen = Screen()
        self.queue = _Queue()
        self.alerts = Alerts(
            self.queue,
            self.ear,
            self.screen,
            words,
            settings=settings,
            clock=self.time,
            sleep=self.time.sleep,
            now=self.time.now,
        )

    def come(self, *orders: Order) -> None:
        self.tell(Change(came=orders))

    def tell(self, change: Change) -> None:
        book = self.queue._book
        if change.cleared:
            book.clear()
        book.take((*change.came, *change.changed))
        self.queue.changed.emit(change)


class _Queue(OrderQueue):
    """A queue that nobody is signed in at; it notes what it is to tell the other desks."""

    def __init__(self) -> None:
        async def opened() -> Vault:
            return MemoryVault()

        connection = Connection()
        session = Session(Path(), opened, connect, connection)
        super().__init__(session, LocalFiles(session, Path()), connection)
        self.told_seen: list[Subject] = []

    def tell_seen(self, subject: Subject) -> None:
        self.told_seen.append(subject)


def order(order_id: str) -> Subject:
    return Subject(SubjectKind.ORDER, order_id)


def words(orders: tuple[Order, ...]) -> Notice:
    return Notice(title=",".join(order.id for order in orders))


def pending(*ids: str, venue: str | None = None) -> tuple[Order, ...]:
    return tuple(Order(id=one, status="PENDING", venue_id=venue) for one in ids)


def received(one: str) -> Order:
    return Order(id=one, status="RECEIVED")
