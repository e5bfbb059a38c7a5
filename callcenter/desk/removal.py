"""Deleting the customer on the card: a question, time to take it back, and then nothing left of them here."""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from psygnal import Signal

from callcenter.desk import refused_changes
from callcenter.desk.acts.delete_customer import Deletion
from callcenter.desk.acts.performer import subject_of
from callcenter.desk.card import Card
from callcenter.desk.directory import LocalDirectory
from callcenter.desk.dispatch import Dispatch, Settled
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.desk.unfinished import Unfinished
from callcenter.model.customer import Customer
from callcenter.model.record import Record
from callcenter.pos.errors import PosError, SignInRequired, Unsupported
from callcenter.replica.errors import StorageFull
from callcenter.replica.outbox import Act, Entry, State

UNDO = timedelta(seconds=6)
"""How long a deletion can be taken back before it leaves."""


class Hindrance(enum.Enum):
    """Why a customer cannot be deleted here."""

    UNSUPPORTED = "unsupported"
    PENDING = "pending"
    """The point of sale has not heard of them yet."""
    UNDER_WAY = "under-way"


class Consequence(enum.Enum):
    """What deleting does; a customer with sales is made nameless (PosStar's customers page)."""

    GONE = "gone"
    NAMELESS = "nameless"
    UNKNOWN = "unknown"
    """How many sales they have was not told: one or the other."""


class Removing(Record, frozen=True):
    """How far the deletion has come: the outbox's state, and until when it can be taken back."""

    state: State
    undo_until: datetime | None = None
    error: PosError | None = None
    """Why the point of sale refused."""


class Removal:
    """Deletes the customer on the card, and follows what comes of it."""

    removing = Signal(object)
    """A ``Removing`` of the customer on the card; None where nothing of the kind is under way."""
    removed = Signal(Deletion)
    """A customer is deleted, and nothing of them is left on this computer."""
    full = Signal()
    """There is no room on the disk to take the deletion up."""

    def __init__(
        self,
        session: Session,
        card: Card,
        directory: LocalDirectory,
        dispatch: Dispatch,
        unfinished: Unfinished,
        *,
        undo: timedelta = UNDO,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._session = session
        self._card = card
        self._directory = directory
        self._dispatch = dispatch
        self._unfinished = unfinished
        self.undo = undo
        self._now = now
        self.region = "AZ"
        self._tasks = Tasks("removal")
        self._refused: dict[str, PosError] = {}
        """Why deletions were refused, by their row's subject."""
        card.shown.connect(lambda _customer: self._tell())
        dispatch.changed.connect(lambda _entries: self._tell())
        dispatch.settled.connect(self._settled)
        session.closed.connect(self._leave)

    # ---- what an agent does -----------------------------------------------------------------------------------------

    def hindrance(self) -> Hindrance | None:
        """Return why the customer on the card cannot be deleted; None where they can, and where there is none."""
        customer = self._card.customer
        if not self._session.signed_in or not self._session.pos.capabilities.delete_customer:
            return Hindrance.UNSUPPORTED
        if customer is not None and customer.pending:
            return Hindrance.PENDING
        row = self._row()
        return Hindrance.UNDER_WAY if row is not None and row.state is not State.REFUSED else None

    def consequence(self) -> Consequence:
        """Return what deleting the customer on the card does."""
        count = self._card.customer.receipt_count if self._card.customer is not None else None
        if count is None:
            return Consequence.UNKNOWN
        return Consequence.NAMELESS if count else Consequence.GONE

    def remove(self) -> None:
        """Delete the customer, unless something is in the way: it leaves once it can be taken back no longer."""
        customer = self._card.customer
        if customer is not None and self.hindrance() is None and not self._tasks.running("remove"):
            self._tasks.replace("remove", self._remove(customer))

    def take_back(self) -> None:
        """Take the deletion back; too late once it is under way."""
        row = self._row()
        if row is not None and row.state in {State.WAITING, State.REFUSED}:
            self._dispatch.discard(row)

    async def aclose(self) -> None:
        """Give up what is under way; a deletion that was taken up goes on waiting in the outbox."""
        await self._tasks.finish(2.0)  # what is deleted is to be forgotten here as well

    # ---- at work ----------------------------------------------------------------------------------------------------

    async def _remove(self, customer: Customer) -> None:
        subject = subject_of(customer.id)
        body = Deletion(customer_id=customer.id, name=customer.name, phone=customer.phone)
        try:
            await self._clear_the_way(customer)
            self._refused.pop(subject, None)
            await self._dispatch.take_up(Act.DELETE_CUSTOMER, subject, body, not_before=self._now() + self.undo)
        except StorageFull:
            self.full.emit()
        except (SignInRequired, Unsupported):
            return  # the brand was left meanwhile

    async def _clear_the_way(self, customer: Customer) -> None:
        """Give up what was refused about the customer, for nothing leaves before it; what was typed is kept."""
        subject = subject_of(customer.id)
        rows = [row for row in self._dispatch.entries if row.subject == subject and row.state is State.REFUSED]
        if changes := [row for row in rows if row.act is Act.UPDATE_CUSTOMER]:
            self._unfinished.keep(refused_changes.sheet_of(customer, changes, self.region))
        for row in rows:
            await self._dispatch.withdraw(row)

    def _leave(self) -> None:
        self._tasks.cancel("remove")  # what comes next would be taken up for another brand
        self._refused.clear()

    def _settled(self, settled: Settled) -> None:
        if settled.entry.act is not Act.DELETE_CUSTOMER:
            return
        if settled.deleted is not None:
            self._tasks.start("forget", self._forget(settled.entry.read(Deletion)))
        elif settled.error is not None:
            self._refused[settled.entry.subject] = settled.error
            self._tell()

    async def _forget(self, deletion: Deletion) -> None:
        """Leave nothing of a deleted customer: not in the copy, in no form, in no row that was sent."""
        self._unfinished.forget(deletion.customer_id)
        await self._directory.forget(deletion.customer_id, deletion.name)
        await self._dispatch.forget_sent()
        self.removed.emit(deletion)

    def _tell(self) -> None:
        row = self._row()
        if row is None:
            self.removing.emit(None)
            return
        until = row.not_before if row.state is State.WAITING else None
        self.removing.emit(Removing(state=row.state, undo_until=until, error=self._refused.get(row.subject)))

    def _row(self) -> Entry | None:
        customer = self._card.customer
        if customer is None:
            return None
        subject = subject_of(customer.id)
        rows = [row for row in self._dispatch.entries if row.act is Act.DELETE_CUSTOMER and row.subject == subject]
        return rows[-1] if rows else None
