"""What a desk follows, however the changes come: polled by itself, or by one desk for all."""

from __future__ import annotations

import enum
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from psygnal import Signal

from callcenter.model.customer import Customer
from callcenter.model.record import Record
from callcenter.pos.errors import PosError

if TYPE_CHECKING:  # who has no shared feed needs no ciphers
    from callcenter.feed.sealing import BrandKeys


class Way(enum.StrEnum):
    """How the changes come at present."""

    DIRECT = "direct"
    """This desk polls for itself; there is no shared feed."""
    FOLLOWING = "following"
    """Another desk polls for all."""
    LEADING = "leading"
    """This desk polls for all."""
    FALLBACK = "fallback"
    """The shared feed is away: this desk polls for itself, as seldom as the number of desks demands."""


class FeedState(Record, frozen=True):
    """The way, since when (this computer's clock), and how many desks share the feed (None: not known).

    ``trouble`` is the code of what keeps the shared feed away (``feed.errors``).
    """

    way: Way
    since: datetime
    desks: int | None = None
    trouble: str | None = None


class Watching(enum.Enum):
    """What of the orders the agent has before them; the value multiplies the pause between two looks."""

    HIDDEN = 2.0
    """The window is minimised or locked."""
    SHOWN = 1.0
    CLOSELY = 0.5
    """An order is open, or its customer is on the phone."""


class SubjectKind(enum.StrEnum):
    """What can be taken."""

    ORDER = "order"
    CUSTOMER = "customer"


class Subject(Record, frozen=True, gc=False, kw_only=False):
    """An order or a customer, by id."""

    kind: SubjectKind
    id: str


class Mark(Record, frozen=True, gc=False):
    """A desk has taken this. ``desk`` is that desk's id, ``name`` what people call it; ``since`` is by its clock."""

    subject: Subject
    desk: str
    name: str
    since: datetime


class Past(Record, frozen=True):
    """The first fill's history: days from ``oldest`` on are wanted, those from ``reached`` on are told already."""

    oldest: date
    reached: date | None = None


class SnapshotStore(Protocol):
    """Carries packed files (``feed.shared.pack``) there and back. Every coroutine raises FeedAway."""

    @property
    def keys(self) -> BrandKeys:
        """What the files are sealed with."""

    async def made(self, kind: str) -> datetime | None:
        """Return when the snapshot there was made; None where there is none."""

    async def upload(self, kind: str, path: Path, made: datetime) -> None:
        """Put a file in place of the last one."""

    async def download(self, kind: str, path: Path) -> bool:
        """Fetch the file; False where there is none."""


class OrderFeed(ABC):
    """Tells of changed orders in batches, each change once.

    The first batch, which may be empty, holds what is there already. An order is never told older than before.
    """

    changed = Signal(tuple)
    """Orders that are new or changed, newest change first."""
    history = Signal(tuple)
    """Older orders, read once after a first fill: nothing to alert anybody about."""
    reached = Signal(object)
    """Everything up to here is told: a Reached, to be kept with the orders told until now."""
    worked = Signal()
    failed = Signal(PosError)
    state_changed = Signal(FeedState)
    marks_changed = Signal(object)
    """Who has taken what is another mapping now (``marks``)."""
    seen = Signal(Subject)
    """Somebody has it in hand: alerts about it may end."""
    polls_changed = Signal()
    """``polls`` is another answer now."""
    customers_changed = Signal(tuple)
    """Customers that a desk found changed; all up to ``customers_watermark`` are told. Empty where that alone moved."""
    customers_gone = Signal(tuple)
    """Ids of customers that are no more at the point of sale."""

    @property
    @abstractmethod
    def state(self) -> FeedState:
        """How the changes come at present."""

    @property
    @abstractmethod
    def marks(self) -> Mapping[Subject, Mark]:
        """Who has taken what."""

    @property
    @abstractmethod
    def polls(self) -> bool:
        """Whether this desk is to poll for changed customers itself: it is alone, or it polls for all.

        False as well while it is not known yet whether another desk does.
        """

    @property
    @abstractmethod
    def customers_watermark(self) -> datetime | None:
        """How far the customers' changes are told on the shared feed; None where that is not known."""

    @property
    @abstractmethod
    def customers_since(self) -> datetime | None:
        """From when on the shared feed holds every changed customer: who was away longer reads the rest itself."""

    @property
    def snapshots(self) -> SnapshotStore | None:
        """Where snapshots of the directory are kept; None where there is no such place now."""
        return None

    @abstractmethod
    async def run(self) -> None:
        """Follow until cancelled; ends by itself where signing in is refused."""

    @abstractmethod
    def look_now(self) -> None:
        """Cut the pause short: the agent asked, or this desk itself changed something."""

    @abstractmethod
    def watch(self, watching: Watching) -> None:
        """Say what the agent has before them."""

    @abstractmethod
    async def take(self, subject: Subject, *, over: bool = False) -> Mark | None:
        """Take an order or a customer; return the mark that stands now, which may be another desk's.

        ``over`` takes it from whoever has it. None where the shared feed could not be asked.
        """

    @abstractmethod
    async def release(self, subject: Subject) -> None:
        """Give up what this desk has taken."""

    @abstractmethod
    async def tell_seen(self, subject: Subject) -> None:
        """Tell every desk that somebody has it in hand."""

    @abstractmethod
    async def publish_customers(
        self, customers: Sequence[Customer], watermark: datetime | None, *, whole: bool = True
    ) -> None:
        """Hand changed customers to the other desks, and how far they reach; nothing where this desk does not lead.

        Where they are not ``whole``, changes before ``watermark`` are missing: every desk is to read them itself.
        """

    @abstractmethod
    async def publish_gone(self, ids: Sequence[str]) -> bool:
        """Tell the other desks of customers that are no more; False where they could not be told."""

    @abstractmethod
    async def aclose(self) -> None:
        """Give up every mark and let go of the connections."""


class Reached(Record, frozen=True):
    """By venue (the empty text where none was asked for): up to when every change is told, and the history."""

    watermarks: Mapping[str, datetime]
    past: Mapping[str, Past]
