"""Taking in a new customer."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, date, datetime

from psygnal import Signal

from callcenter.desk import form as forms
from callcenter.desk.connection import Connection, Link
from callcenter.desk.creating import Creating, MadePerhaps
from callcenter.desk.directory import Directory, Wanted
from callcenter.desk.dispatch import Dispatch
from callcenter.desk.drafts import Draft, Drafts
from callcenter.desk.form import Form, Problem
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.model import phone
from callcenter.model.customer import Customer, CustomerField, CustomerQuery, NewCustomer, pending_customer
from callcenter.model.record import Record
from callcenter.pos.errors import Conflict, PosError
from callcenter.replica.errors import StorageFull
from callcenter.replica.outbox import Act

_FIELDS = {field.value: field for field in CustomerField}
PATIENCE = 4.0
"""Seconds the form waits for the point of sale's word, once what is in it cannot be lost."""
LIKE_PAUSE = 0.3
"""Seconds without a key before the point of sale is asked whether the number is known."""


class Clash(Record, frozen=True):
    """The point of sale refused because a unique field is taken; ``customers`` have it, as far as they can be found."""

    field: CustomerField | None
    customers: tuple[Customer, ...]


class Intake:
    """One form at a time. Saving twice makes one customer: the form keeps its ``cid`` until it is accepted."""

    saved = Signal(Customer)
    refused = Signal(tuple)
    """Problems, a tuple; those the server found included."""
    clashed = Signal(Clash)
    failed = Signal(PosError)
    busy_changed = Signal(bool)
    restored = Signal(Form)
    """A form that an earlier desk left unfinished."""
    likeness = Signal(tuple)
    """Customers who have the number being typed: a warning, before anything is saved."""

    def __init__(
        self,
        session: Session,
        directory: Directory,
        connection: Connection,
        *,
        dispatch: Dispatch | None = None,
        drafts: Drafts | None = None,
        patience: float = PATIENCE,
        today: Callable[[], date] = lambda: datetime.now(UTC).astimezone().date(),
    ) -> None:
        self._session = session
        self._directory = directory
        self._connection = connection
        self._dispatch = dispatch
        self._drafts = drafts
        if drafts is not None:
            drafts.found.connect(self._take_back)
        self._patience = patience
        self._today = today
        self._creating = Creating()
        self._tasks = Tasks("intake")
        self._cid = NewCustomer.new_cid()
        self._watched = ""
        self.region = "AZ"
        directory.when_left(self._give_up)

    @property
    def saving(self) -> bool:
        """Whether a form is on its way."""
        return self._tasks.running("save")

    def begin(self, typed: str) -> Form:
        """Start a form with what was typed in the search."""
        self._cid = NewCustomer.new_cid()
        if self._drafts is not None:
            self._drafts.drop()
        self._tasks.cancel("like")
        self._watched = ""
        return forms.prefilled(typed)

    def keep(self, form: Form) -> None:
        """Keep a form that is being typed: a crash costs no word."""
        if self._drafts is not None:
            self._drafts.keep(Draft(cid=self._cid, form=form))

    def reopen(self, waiting: NewCustomer) -> Form:
        """Return a form that was taken up and refused, to be mended: it stays the same customer."""
        self._cid = waiting.cid
        self._watched = ""
        return forms.form_of(waiting)

    def check(self, form: Form) -> tuple[Problem, ...]:
        """Return what keeps the form from being saved; cheap enough for every key."""
        return forms.check(form, self.region, self._today())

    def watch(self, form: Form) -> None:
        """Warn when the number being typed is somebody's already; the warning goes as soon as the number is another."""
        try:
            number = phone.parse(form.phone, self.region).e164
        except phone.InvalidPhone:
            number = ""
        if number == self._watched:
            return
        self._watched = number
        self._tasks.cancel("like")
        self.likeness.emit(())
        if number:
            self._tasks.replace("like", self._look_for(number))

    def save(self, form: Form) -> None:
        """Send the form; a second press while the first is under way does nothing."""
        if self.saving:
            return
        if problems := self.check(form):
            self.refused.emit(problems)
            return
        self._tasks.replace("save", self._save(forms.customer_of(form, self._cid, self.region)))

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    def _give_up(self) -> None:
        self._tasks.cancel("like")
        self._tasks.cancel("save")

    def _take_back(self, draft: Draft) -> None:
        self._cid = draft.cid
        self.restored.emit(draft.form)

    async def _save(self, form: NewCustomer) -> None:
        self.busy_changed.emit(True)  # noqa: FBT003 - a signal's value
        try:
            customer = await self._create(form)
        except Conflict as conflict:
            await self._tell_clash(form, conflict)
        except MadePerhaps as perhaps:
            self.clashed.emit(Clash(field=None, customers=perhaps.customers))
        except PosError as error:
            self._connection.failed(error)
            if problems := forms.problems_in(error):
                self.refused.emit(problems)
            else:
                self.failed.emit(error)
        else:
            self._cid = NewCustomer.new_cid()
            if self._drafts is not None:
                self._drafts.drop()
            self._tasks.cancel("like")
            self.saved.emit(customer)
        finally:
            self.busy_changed.emit(False)  # noqa: FBT003 - a signal's value

    async def _create(self, form: NewCustomer) -> Customer:
        """Return the customer as the point of sale made it; or the pending one, once it cannot be lost any more."""
        if self._dispatch is not None and self._dispatch.keeps:
            # With no room on the disk nothing can be taken up: then the form counts once it is answered.
            with contextlib.suppress(StorageFull):
                return await self._hand_over(self._dispatch, form)
        customer = await self._creating.create(self._session.pos, form)
        self._connection.worked()
        return customer

    async def _hand_over(self, dispatch: Dispatch, form: NewCustomer) -> Customer:
        offline = self._connection.state.link in {Link.OFFLINE, Link.SIGNED_OUT}
        patience = 0.0 if offline else self._patience
        entry, settled = await dispatch.carry_out(Act.CREATE_CUSTOMER, form.cid, form, patience=patience)
        if settled is not None and settled.error is not None:
            await dispatch.withdraw(entry)  # the form is open and holds it all: mended, it is taken up again
            raise settled.error
        return (settled.customer if settled is not None else None) or pending_customer(form)

    async def _tell_clash(self, form: NewCustomer, conflict: Conflict) -> None:
        field = next((_FIELDS.get(one.field) for one in conflict.fields), None)
        known: tuple[Customer, ...] = ()
        try:
            if field is CustomerField.PHONE and form.phone:
                known = await self._directory.with_number(form.phone, self.region)
            elif field is CustomerField.CODE and form.code:
                known = await self._with_code(form.code, form.name)
        except PosError as error:
            self._connection.failed(error)
        self.clashed.emit(Clash(field=field, customers=known))

    async def _with_code(self, code: str, name: str) -> tuple[Customer, ...]:
        """Return whoever has a code: the local copy finds codes, the point of sale only names."""
        here = await self._directory.known(Wanted(text=code))
        if here is not None and (found := tuple(one for one in here.customers if _same_code(one, code))):
            return found
        page = await self._directory.search(CustomerQuery(name=name))
        return tuple(one for one in page.rows if _same_code(one, code))

    async def _look_for(self, number: str) -> None:
        await asyncio.sleep(LIKE_PAUSE)
        try:
            self.likeness.emit(await self._directory.with_number(number, self.region))
        except PosError as error:
            self._watched = ""  # the next key asks again
            self._connection.failed(error)


def _same_code(customer: Customer, code: str) -> bool:
    return (customer.code or "").casefold() == code.casefold()
