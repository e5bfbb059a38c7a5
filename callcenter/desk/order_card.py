"""The order the agent is looking at: what is known at once, the rest as it is read, and its cancelling."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from psygnal import Signal

from callcenter.desk.acts.cancel_order import Cancellation, subject_of
from callcenter.desk.connection import Connection
from callcenter.desk.dispatch import Dispatch, Settled
from callcenter.desk.order_book import Change
from callcenter.desk.queue import OrderQueue
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.feed.port import Subject, SubjectKind, Watching
from callcenter.model.order import Order, OrderDetail, Stage
from callcenter.model.record import Record
from callcenter.pos.errors import NotFound, PosError, SignInRequired
from callcenter.replica.errors import StorageFull
from callcenter.replica.outbox import Act, Entry, State

UNDO = timedelta(seconds=6)
"""How long a cancellation can be taken back before it leaves."""


class Hindrance(enum.Enum):
    """Why an order cannot be cancelled here."""

    UNSUPPORTED = "unsupported"
    ACCEPTED = "accepted"
    """A clerk has taken it up: the point of sale cancels only what is pending."""
    OVER = "over"
    """It is delivered, ignored, or in a status of which nothing is known."""
    UNDER_WAY = "under-way"


class Cancelling(Record, frozen=True):
    """How far the cancelling of the order has come: the outbox's state, and until when it can be taken back."""

    state: State
    undo_until: datetime | None = None
    error: PosError | None = None
    """Why the point of sale refused."""


class OrderCard:
    """Shows one order, follows its changes, and cancels it."""

    shown = Signal(Order)
    """The order as it is known now; again at every change of it."""
    completed = Signal(OrderDetail)
    failed = Signal(PosError)
    """What the point of sale adds could not be read."""
    cancelling = Signal(object)
    """A ``Cancelling``; None where nothing of the kind is under way."""
    full = Signal()
    """There is no room on the disk to take the cancelling up."""

    def __init__(
        self,
        session: Session,
        queue: OrderQueue,
        dispatch: Dispatch,
        connection: Connection,
        *,
        undo: timedelta = UNDO,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._session = session
        self._queue = queue
        self._dispatch = dispatch
        self._connection = connection
        self._undo = undo
        self._now = now
        self._tasks = Tasks("order card")
        self._refused: dict[str, PosError] = {}
        """Why cancellings were refused, by their row's subject."""
        self.order: Order | None = None
        self.detail: OrderDetail | None = None
        session.closed.connect(self.close)
        queue.changed.connect(self._follow)
        dispatch.changed.connect(self._follow_outbox)
        dispatch.settled.connect(self._settled)

    # ---- what an agent does -----------------------------------------------------------------------------------------

    def open(self, order: Order) -> None:
        """Show an order, then read the rest of what the point of sale knows of it."""
        self.order, self.detail = self._queue.orders.get(order.id, order), None
        self.shown.emit(self.order)
        self._tell_cancelling()
        self._queue.watch(Watching.CLOSELY)
        if order.stage is Stage.PENDING:
            self._queue.tell_seen(Subject(SubjectKind.ORDER, order.id))
        self.read()

    def read(self) -> None:
        """Ask the point of sale for the whole order."""
        if self.order is not None and self._session.signed_in:
            self._tasks.replace("read", self._read(self.order))

    def close(self) -> None:
        """Show no order."""
        if self.order is not None:
            self.order = self.detail = None
            self._tasks.cancel("read")
            self._queue.watch(Watching.SHOWN)

    def hindrance(self) -> Hindrance | None:
        """Return why the order cannot be cancelled; None where it can."""
        order = self.order
        if order is None or not self._session.signed_in or not self._session.pos.capabilities.cancel_order:
            return Hindrance.UNSUPPORTED
        row = self._row()
        if row is not None and row.state is not State.REFUSED:
            return Hindrance.UNDER_WAY
        if order.stage is Stage.PENDING:
            return None
        return Hindrance.ACCEPTED if order.stage is Stage.RECEIVED else Hindrance.OVER

    def cancel(self) -> None:
        """Cancel the order, unless something is in the way: it leaves once it can be taken back no longer."""
        if self.order is not None and self.hindrance() is None and not self._tasks.running("cancel"):
            self._tasks.replace("cancel", self._cancel(self.order))

    def take_back(self) -> None:
        """Take the cancelling back; too late once it is under way."""
        row = self._row()
        if row is not None and row.state in {State.WAITING, State.REFUSED}:
            self._dispatch.discard(row)

    def take_in_hand(self) -> None:
        """Take the order, for every desk to see; give it up where this desk has it."""
        if self.order is not None:
            self._queue.take_in_hand(Subject(SubjectKind.ORDER, self.order.id))

    async def aclose(self) -> None:
        """Give up what is under way; a cancelling that was taken up goes on waiting in the outbox."""
        await self._tasks.aclose()

    # ---- at work ----------------------------------------------------------------------------------------------------

    async def _read(self, order: Order) -> None:
        try:
            detail = await self._session.pos.order_detail(order.id, order.venue_id)
        except PosError as error:
            if not isinstance(error, NotFound):
                self._connection.failed(error)
            self.failed.emit(error)
            return
        self._connection.worked()
        self.detail = detail
        if order.id in self._queue.orders:  # it is told there as well now; one of the history is no part of the queue
            self._queue.take((detail.order,))
        self.order = self._queue.orders.get(order.id, detail.order)
        self.completed.emit(msgspec.structs.replace(detail, order=self.order))

    async def _cancel(self, order: Order) -> None:
        subject = subject_of(order)
        row = self._row()
        if row is not None:  # refused before: the agent tries again
            await self._dispatch.withdraw(row)
        self._refused.pop(subject, None)
        try:
            await self._dispatch.take_up(
                Act.CANCEL_ORDER, subject, Cancellation.of(order), not_before=self._now() + self._undo
            )
        except StorageFull:
            self.full.emit()
        except SignInRequired:
            return  # the brand was left meanwhile

    def _follow(self, change: Change) -> None:
        if self.order is None:
            return
        changed = next((one for one in (*change.came, *change.changed) if one.id == self.order.id), None)
        if changed is not None and changed != self.order:
            self.order = changed
            self.shown.emit(changed)
            self._tell_cancelling()

    def _follow_outbox(self, _entries: Sequence[Entry]) -> None:
        self._tell_cancelling()

    def _settled(self, settled: Settled) -> None:
        if settled.entry.act is not Act.CANCEL_ORDER:
            return
        if settled.error is not None:
            self._refused[settled.entry.subject] = settled.error
        self._queue.look_now()
        self._tell_cancelling()

    def _tell_cancelling(self) -> None:
        row = self._row()
        if row is None:
            self.cancelling.emit(None)
            return
        until = row.not_before if row.state is State.WAITING else None
        error = self._refused.get(row.subject)
        self.cancelling.emit(Cancelling(state=row.state, undo_until=until, error=error))

    def _row(self) -> Entry | None:
        if self.order is None:
            return None
        subject = subject_of(self.order)
        rows = [row for row in self._dispatch.entries if row.act is Act.CANCEL_ORDER and row.subject == subject]
        return rows[-1] if rows else None
