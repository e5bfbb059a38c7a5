"""Changing a customer in place: only what changed is sent, what somebody else changed meanwhile stands side by side."""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import UTC, date, datetime

from psygnal import Signal

from callcenter.desk import changing, refused_changes
from callcenter.desk import form as forms
from callcenter.desk.acts.performer import subject_of
from callcenter.desk.acts.update_customer import CustomerUpdate
from callcenter.desk.connection import Connection, Link
from callcenter.desk.directory import Directory
from callcenter.desk.dispatch import Dispatch, Settled
from callcenter.desk.form import Form, Problem
from callcenter.desk.session import Session
from callcenter.desk.sheet import Edit, Sheet
from callcenter.desk.tasks import Tasks
from callcenter.desk.unfinished import Unfinished
from callcenter.desk.waiting_changes import WaitingChanges
from callcenter.model.customer import Customer, CustomerChange, CustomerField
from callcenter.pos.errors import ChangedMeanwhile, ConnectionLost, PosError
from callcenter.replica.errors import StorageFull
from callcenter.replica.outbox import Act, Entry, State

PATIENCE = 4.0
"""Seconds the form waits for the point of sale's word, once what is in it cannot be lost."""


class Hindrance(enum.Enum):
    """Why a customer cannot be changed here."""

    UNSUPPORTED = "unsupported"
    PENDING = "pending"
    """The point of sale has not heard of them yet."""
    BEING_DELETED = "being-deleted"


class Editing:
    """One form at a time; those left unfinished are kept, one a customer, until they are saved or given up."""

    begun = Signal(Edit)
    shown = Signal(Form)
    """Fields that the agent has not touched are newer now, or the agent chose between two."""
    met = Signal(tuple)
    """The ``Collision``s there are."""
    choice_wanted = Signal(CustomerField)
    """The form cannot be saved as long as the agent has not chosen."""
    refused = Signal(tuple)
    """Problems, a tuple; those the server found included."""
    failed = Signal(PosError)
    full = Signal()
    """There is no room on the disk to take the change up."""
    finished = Signal(str, object)
    """The customer's id, and the customer as the point of sale has them now; None where the change waits to be sent."""
    busy_changed = Signal(bool)

    def __init__(
        self,
        session: Session,
        directory: Directory,
        connection: Connection,
        dispatch: Dispatch,
        waiting: WaitingChanges,
        unfinished: Unfinished,
        *,
        patience: float = PATIENCE,
        today: Callable[[], date] = lambda: datetime.now(UTC).astimezone().date(),
    ) -> None:
        self._session = session
        self._directory = directory
        self._connection = connection
        self._dispatch = dispatch
        self._waiting = waiting
        self.unfinished = unfinished
        self._patience = patience
        self._today = today
        self._tasks = Tasks("editing")
        self._sheet: Sheet | None = None
        self._sending: Sheet | None = None
        self.region = "AZ"
        directory.when_left(self._leave_brand)
        dispatch.settled.connect(self._settled)

    # ---- what there is ----------------------------------------------------------------------------------------------

    def hindrance(self, customer: Customer) -> Hindrance | None:
        """Return why a customer cannot be changed; None where they can."""
        if not self._session.signed_in or not self._session.pos.capabilities.change_customer_fields:
            return Hindrance.UNSUPPORTED
        if customer.pending:
            return Hindrance.PENDING
        deletions = self._waiting.rows(customer.id, Act.DELETE_CUSTOMER)
        return Hindrance.BEING_DELETED if any(row.state is not State.REFUSED for row in deletions) else None

    def sends(self, subject: str) -> bool:
        """Whether the form in sight is on its way: it tells itself what becomes of it."""
        sending = self._sending
        return sending is not None and sending is self._sheet and subject_of(sending.customer.id) == subject

    @property
    def saving(self) -> bool:
        """Whether a form is on its way, in sight or not."""
        return self._sending is not None

    # ---- the form ---------------------------------------------------------------------------------------------------

    def begin(self, customer: Customer) -> None:
        """Open the form of a customer: what is known at once, an unfinished one as it was left; then read anew."""
        if self.hindrance(customer) is not None:
            return
        self.leave()
        sheet = self.unfinished.of(customer)
        rows = self._waiting.rows(customer.id, Act.UPDATE_CUSTOMER)
        if sheet is not None:
            self._open(sheet, resumed=True)
        elif refused := next((row for row in rows if row.state is State.REFUSED), None):
            self._open(refused_changes.sheet_of(customer, rows, self.region), reason=refused.error or "")
        else:
            form = changing.form_of(customer)
            self._open(Sheet(customer, form, form, self.region))

    def mend(self, entry: Entry) -> None:
        """Open the form of a change that was refused after it was taken up."""
        self.leave()
        self._tasks.replace("read", self._mend(entry))

    def type_in(self, form: Form) -> None:
        """Take what stands in the form: a crash costs no word."""
        if self._sheet is None or form == self._sheet.form:
            return
        before = self._sheet.collisions
        self._sheet.type_in(form)
        self.unfinished.keep(self._sheet)
        if self._sheet.collisions != before:
            self.met.emit(self._sheet.collisions)

    def choose(self, field: CustomerField, *, mine: bool) -> None:
        """Decide between what the agent typed and what stands at the point of sale."""
        if self._sheet is not None:
            self._sheet.choose(field, mine=mine)
            self._tell(self._sheet)

    def undo(self) -> None:
        """Give up what was typed: the form is as the customer stands."""
        if self._sheet is not None and self._sending is not self._sheet:
            self._sheet.undo()
            self._tell(self._sheet)

    def check(self, form: Form) -> tuple[Problem, ...]:
        """Return what keeps the form from being saved: nothing that stood there before."""
        if self._sheet is None:
            return ()
        changed = changing.changed(form, self._sheet.seen, self.region)
        return tuple(one for one in forms.check(form, self.region, self._today()) if one.field in changed)

    def save(self) -> None:
        """Send what changed; a second press while the first is under way does nothing."""
        sheet = self._sheet
        if sheet is None or self._sending is not None:
            return
        if (field := sheet.undecided) is not None:
            self.choice_wanted.emit(field)
            return
        sheet.settle()
        self.met.emit(())
        if problems := self.check(sheet.form):
            self.refused.emit(problems)
            return
        refused_changes.take_in(sheet, self._waiting.rows(sheet.customer.id, Act.UPDATE_CUSTOMER))
        if sheet.changed:
            self._tasks.replace("save", self._save(sheet))
        else:
            self._finish(sheet)

    def leave(self) -> None:
        """Close the form; what was typed stays, to be gone on with."""
        sheet, self._sheet = self._sheet, None
        self._tasks.cancel("read")
        if sheet is not None and sheet is not self._sending:
            self.unfinished.keep(sheet)

    async def aclose(self) -> None:
        """Give up what is under way; a change that was taken up goes on waiting in the outbox."""
        await self._tasks.aclose()

    # ---- at work ----------------------------------------------------------------------------------------------------

    def _open(self, sheet: Sheet, *, resumed: bool = False, reason: str = "") -> None:
        self._sheet = sheet
        self.begun.emit(Edit(customer=sheet.customer, form=sheet.form, resumed=resumed, reason=reason))
        self.met.emit(sheet.collisions)
        self._tasks.replace("read", self._read(sheet))

    async def _read(self, sheet: Sheet) -> None:
        try:
            customer = await self._directory.customer(sheet.customer.id)
        except PosError as error:  # the form works on with what is known
            self._connection.failed(error)
            return
        self._connection.worked()
        self._meet(sheet, customer)

    async def _mend(self, entry: Entry) -> None:
        body = entry.read(CustomerUpdate)
        found = self._dispatch.found(entry)
        theirs = found.customer if found is not None else None
        whom = theirs or await self._directory.known_customer(body.customer_id)
        whom = whom or Customer(id=body.customer_id, name=body.name, phone=body.phone)
        rows = self._waiting.rows(body.customer_id, Act.UPDATE_CUSTOMER) or [entry]
        sheet = refused_changes.sheet_of(whom, rows, self.region)
        if theirs is not None:
            sheet.meet(changing.form_of(theirs), _told(theirs))
        self.unfinished.keep(sheet)
        self._open(sheet, reason=entry.error or "")

    def _meet(self, sheet: Sheet, customer: Customer) -> None:
        """Let the form know how the customer stands; what waits in the outbox will have arrived before it."""
        sheet.meet(changing.form_of(self._waiting.with_waiting(customer)), _told(customer))
        sheet.customer = customer
        if sheet is self._sheet:
            self._tell(sheet)

    def _tell(self, sheet: Sheet) -> None:
        self.unfinished.keep(sheet)
        self.shown.emit(sheet.form)
        self.met.emit(sheet.collisions)

    def _settled(self, settled: Settled) -> None:
        """Hold nothing of a customer who is deleted: what is kept of their form is forgotten with them."""
        if self._sheet is not None and self._sheet.customer.id == settled.deleted:
            self._sheet = None
            self._tasks.cancel("read")

    def _leave_brand(self) -> None:
        self._tasks.cancel("read")
        self._tasks.cancel("save")
        self._sheet = None
        self.unfinished.leave()

    # ---- saving -----------------------------------------------------------------------------------------------------

    async def _save(self, sheet: Sheet) -> None:
        change, before = changing.change_of(sheet.form, sheet.seen, self.region)
        self._sending = sheet
        self.busy_changed.emit(True)  # noqa: FBT003 - a signal's value
        try:
            settled = await self._send(sheet, change, before)
        except StorageFull:
            self.full.emit()
        except PosError as error:
            self._connection.failed(error)
            self._tell_refusal(sheet, error)
        else:
            sheet.seen = changing.form_with(sheet.seen, changing.values_of(change))
            self._finish(sheet, settled.customer if settled is not None else None)
        finally:
            self._sending = None
            self.busy_changed.emit(False)  # noqa: FBT003 - a signal's value

    async def _send(self, sheet: Sheet, change: CustomerChange, before: CustomerChange) -> Settled | None:
        """Return how the change ended; None where it waits in the outbox. Raises what the point of sale refused."""
        whom = sheet.customer
        for row in self._waiting.rows(whom.id, Act.UPDATE_CUSTOMER):
            if row.id in sheet.replaces:
                await self._dispatch.withdraw(row)
        body = CustomerUpdate(customer_id=whom.id, name=whom.name, phone=whom.phone, change=change, before=before)
        offline = self._connection.state.link in {Link.OFFLINE, Link.SIGNED_OUT}
        entry, settled = await self._dispatch.carry_out(
            Act.UPDATE_CUSTOMER, subject_of(whom.id), body, patience=0.0 if offline else self._patience
        )
        if settled is None and not self._dispatch.keeps and await self._dispatch.withdraw(entry):
            # nothing that is taken up here survives the program: the form goes on holding it
            raise self._connection.state.reason or ConnectionLost(host="")
        if settled is not None and settled.error is not None and sheet is self._sheet:
            await self._dispatch.withdraw(entry)  # the form is open and holds it all: mended, it is taken up again
            raise settled.error
        return settled

    def _tell_refusal(self, sheet: Sheet, error: PosError) -> None:
        if isinstance(error, ChangedMeanwhile) and error.customer is not None:
            self._meet(sheet, error.customer)
        if problems := forms.problems_in(error):
            self.refused.emit(problems)
        else:
            self.failed.emit(error)

    def _finish(self, sheet: Sheet, customer: Customer | None = None) -> None:
        if sheet is self._sheet and sheet.changed:  # more was typed while it was on its way
            self.unfinished.keep(sheet)
            return
        self.unfinished.forget(sheet.customer.id)
        if sheet is self._sheet:
            self._sheet = None
            self._tasks.cancel("read")
            self.finished.emit(sheet.customer.id, customer)


def _told(customer: Customer) -> tuple[CustomerField, ...]:
    return tuple(field for field in changing.FIELDS if field.value not in customer.untold)
