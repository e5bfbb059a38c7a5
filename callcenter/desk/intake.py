"""Taking in a new customer."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from psygnal import Signal

from callcenter.desk.connection import Connection, Link
from callcenter.desk.directory import Directory
from callcenter.desk.dispatch import Dispatch, Settled, filled
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.model import phone
from callcenter.model.customer import Customer, CustomerField, CustomerQuery, Gender, NewCustomer, pending_customer
from callcenter.model.record import Record
from callcenter.pos.errors import Conflict, PosError
from callcenter.replica.errors import StorageFull

LONGEST = {
    CustomerField.NAME: 255,
    CustomerField.EMAIL: 255,
    CustomerField.CODE: 64,
    CustomerField.NOTES: 5000,
}
"""Characters. Longer input is a paste gone wrong."""
_FIELDS = {field.value: field for field in CustomerField}
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y")
PATIENCE = 4.0
"""Seconds the form waits for the point of sale's word, once what is in it cannot be lost."""
LIKE_PAUSE = 0.3
"""Seconds without a key before the point of sale is asked whether the number is known."""


class Form(Record, frozen=True):
    """The form as typed, a name each of ``CustomerField``: nothing is changed in it but by the agent."""

    name: str = ""
    phone: str = ""
    email: str = ""
    code: str = ""
    notes: str = ""
    group_id: str | None = None
    gender: Gender | None = None
    date_of_birth: str = ""


class Problem(Record, frozen=True):
    """What is wrong with a field; ``code`` names a sentence, ``message`` is the server's own where it gave one."""

    field: CustomerField
    code: str
    message: str = ""


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
    likeness = Signal(tuple)
    """Customers who have the number being typed: a warning, before anything is saved."""

    def __init__(
        self,
        session: Session,
        directory: Directory,
        connection: Connection,
        *,
        dispatch: Dispatch | None = None,
        patience: float = PATIENCE,
        today: Callable[[], date] = lambda: datetime.now(UTC).astimezone().date(),
    ) -> None:
        self._session = session
        self._directory = directory
        self._connection = connection
        self._dispatch = dispatch
        self._patience = patience
        self._today = today
        self._tasks = Tasks("intake")
        self._cid = NewCustomer.new_cid()
        self._watched = ""
        self.region = "AZ"
        directory.when_left(self._give_up)

    def begin(self, typed: str) -> Form:
        """Start a form with what was typed in the search: a number goes to the phone, words go to the name."""
        self._cid = NewCustomer.new_cid()
        self._tasks.cancel("like")
        self._watched = ""
        words = typed.split()
        letters = [word for word in words if any(letter.isalpha() for letter in word)]
        rest = " ".join(word for word in words if word not in letters)
        number = rest if phone.looks_like_number(rest) else ""
        return Form(name=" ".join(letters), phone=number)

    def reopen(self, waiting: NewCustomer) -> Form:
        """Return a form that was taken up and refused, to be mended: it stays the same customer."""
        self._cid = waiting.cid
        self._watched = ""
        day = waiting.date_of_birth
        return Form(
            name=waiting.name,
            phone=waiting.phone or "",
            email=waiting.email or "",
            code=waiting.code or "",
            notes=waiting.notes or "",
            group_id=waiting.group_id,
            gender=waiting.gender,
            date_of_birth=day.strftime("%d.%m.%Y") if day else "",
        )

    def check(self, form: Form) -> tuple[Problem, ...]:
        """Return what keeps the form from being saved; cheap enough for every key."""
        found = [
            Problem(field=field, code="too-long") for field, most in LONGEST.items() if len(getattr(form, field)) > most
        ]
        if not form.name.strip():
            found.append(Problem(field=CustomerField.NAME, code="name-missing"))
        if form.phone.strip():
            try:
                phone.parse(form.phone, self.region)
            except phone.InvalidPhone as error:
                found.append(Problem(field=CustomerField.PHONE, code=f"phone-{error.fault.value}"))
        if form.email.strip() and not _EMAIL.fullmatch(form.email.strip()):
            found.append(Problem(field=CustomerField.EMAIL, code="email-wrong"))
        if form.date_of_birth.strip() and (code := self._birthday_problem(form.date_of_birth)):
            found.append(Problem(field=CustomerField.DATE_OF_BIRTH, code=code))
        return tuple(found)

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
        if self._tasks.running("save"):
            return
        if problems := self.check(form):
            self.refused.emit(problems)
            return
        self._tasks.replace("save", self._save(self._accepted(form)))

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    def _give_up(self) -> None:
        self._tasks.cancel("like")
        self._tasks.cancel("save")

    def _accepted(self, form: Form) -> NewCustomer:
        return NewCustomer(
            cid=self._cid,
            name=" ".join(form.name.split()),
            phone=phone.parse(form.phone, self.region).e164 if form.phone.strip() else None,
            email=form.email.strip() or None,
            code=form.code.strip() or None,
            notes=form.notes.strip() or None,
            group_id=form.group_id,
            gender=form.gender,
            date_of_birth=_day(form.date_of_birth),
        )

    async def _save(self, form: NewCustomer) -> None:
        self.busy_changed.emit(True)  # noqa: FBT003 - a signal's value
        try:
            customer = await self._create(form)
        except Conflict as conflict:
            await self._tell_clash(form, conflict)
        except PosError as error:
            self._connection.failed(error)
            problems = tuple(
                Problem(field=field, code="refused", message=one.message)
                for one in error.fields
                if (field := _FIELDS.get(one.field))
            )
            if problems:
                self.refused.emit(problems)
            else:
                self.failed.emit(error)
        else:
            self._cid = NewCustomer.new_cid()
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
        customer = await self._session.pos.create_customer(form)
        self._connection.worked()
        return filled(customer, form)

    async def _hand_over(self, dispatch: Dispatch, form: NewCustomer) -> Customer:
        outcome: asyncio.Future[Settled] = asyncio.get_running_loop().create_future()

        def hear(settled: Settled) -> None:
            if settled.entry.subject == form.cid and not outcome.done():
                outcome.set_result(settled)

        dispatch.settled.connect(hear)
        try:
            entry = await dispatch.take_up(form)
            offline = self._connection.state.link in {Link.OFFLINE, Link.SIGNED_OUT}
            async with asyncio.timeout(0.0 if offline else self._patience):
                settled = await outcome
        except TimeoutError:
            return pending_customer(form)
        finally:
            dispatch.settled.disconnect(hear)
        if settled.error is not None:
            await dispatch.withdraw(entry)  # the form is open and holds it all: mended, it is taken up again
            raise settled.error
        return settled.customer or pending_customer(form)

    async def _tell_clash(self, form: NewCustomer, conflict: Conflict) -> None:
        field = next((_FIELDS.get(one.field) for one in conflict.fields), None)
        known: tuple[Customer, ...] = ()
        try:
            if field is CustomerField.PHONE and form.phone:
                known = await self._directory.with_number(form.phone, self.region)
            elif field is CustomerField.CODE and form.code:
                page = await self._directory.search(CustomerQuery(name=form.name))
                known = tuple(one for one in page.rows if one.code == form.code)
        except PosError as error:
            self._connection.failed(error)
        self.clashed.emit(Clash(field=field, customers=known))

    async def _look_for(self, number: str) -> None:
        await asyncio.sleep(LIKE_PAUSE)
        try:
            self.likeness.emit(await self._directory.with_number(number, self.region))
        except PosError as error:
            self._watched = ""  # the next key asks again
            self._connection.failed(error)

    def _birthday_problem(self, text: str) -> str | None:
        day = _day(text)
        if day is None:
            return "date-wrong"
        return None if day.year >= 1900 and day <= self._today() else "date-out-of-range"


def _day(text: str) -> date | None:
    for layout in _DAY_FORMATS:
        try:
            return datetime.strptime(text.strip(), layout).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None
