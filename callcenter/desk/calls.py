"""The call that rings: who it is, what they wait for, and how it leaves the screen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
from psygnal import Signal

from callcenter.desk.call_book import CallBook, Entry
from callcenter.desk.callers import Callers
from callcenter.desk.connection import Connection
from callcenter.desk.dispatch import Dispatch, Settled
from callcenter.desk.files import LocalFiles
from callcenter.desk.order_book import Change
from callcenter.desk.queue import OrderQueue
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.model.call import Call
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.model.record import Record
from callcenter.pos.port import PointOfSale
from callcenter.replica.calls import LoggedCall
from callcenter.telephony.arrivals import Arrivals
from callcenter.telephony.refusals import CallRefused, Unknown, Withheld
from callcenter.telephony.repeats import WINDOW

AT_ONCE = 0.03
"""Seconds that a ring waits for the local answer, so that strip and card are painted in one go."""


class Ringing(Record, frozen=True):
    """A call on the screen, and what is known of the caller so far."""

    call: Call
    customers: tuple[Customer, ...] = ()
    """Everybody whose whole number it is, whose own it is first."""
    orders: tuple[Order, ...] = ()
    """The open orders of these customers and of the number, newest first."""
    looking: bool = True
    """Whether the caller may become known yet."""
    taken: bool = False
    """Whether the agent answered while nobody knew yet who it is: it stays on the screen until that is known."""


class _Refusal:
    """The last word of a call that could not be read."""

    def __init__(self, code: str, moment: float, entry: Entry | None) -> None:
        self.code = code
        self.moment = moment
        self.entry = entry
        self.on_screen = True


class Calls:
    """One ring at a time: a newer call takes the place of an older one, which counts as missed.

    Calls that come while the desk is signed out are kept: the last is shown after signing in, all of them are logged.
    """

    rang = Signal(Ringing)
    updated = Signal(Ringing)
    cleared = Signal()
    """Nothing rings any more; what a phone told wrongly is cleared with it."""
    refused = Signal(object)
    """A ``CallRefused``: a phone rang and told no number."""
    known = Signal(LoggedCall, tuple)
    """The customers whom a logged call was from, as far as is known now: the answer to ``identify``."""

    def __init__(
        self,
        arrivals: Arrivals,
        session: Session,
        files: LocalFiles,
        queue: OrderQueue,
        connection: Connection,
        *,
        dispatch: Dispatch | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._arrivals = arrivals
        self._session = session
        self._clock = clock
        self._tasks = Tasks("calls")
        pending = dispatch.pending if dispatch is not None else tuple
        self._callers = Callers(session, files, queue, connection, pending)
        self.book = CallBook(files)
        self._ringing: Ringing | None = None
        self._entry: Entry | None = None
        self._on_screen = False
        self._refusal: _Refusal | None = None
        arrivals.rang.connect(self._hear)
        arrivals.refused.connect(self._refuse)
        session.opened.connect(self._signed_in)
        session.closed.connect(self._signed_out)
        queue.changed.connect(self._orders_changed)
        if dispatch is not None:
            dispatch.settled.connect(self._settled)

    # ---- what an agent does -----------------------------------------------------------------------------------------

    @property
    def ringing(self) -> Ringing | None:
        """The call on the screen; None also while nobody is signed in."""
        return self._ringing if self._on_screen else None

    def take_up(self, customer: Customer | None = None) -> None:
        """Answer the call, as from this customer; with several behind the number none is meant unless told.

        While nobody knows yet who it is, the call stays on the screen, as ``taken``, until that is known.
        """
        ringing = self.ringing
        if ringing is not None and self._entry is not None:
            if ringing.looking and not ringing.customers:
                self._wait_for_the_caller(ringing, self._entry)
                return
            if customer is None and len(ringing.customers) == 1:
                customer = ringing.customers[0]
            if customer is not None:
                self._entry.who = customer.name
                self._entry.customer_id = None if customer.pending else customer.id
                if not customer.pending:  # what is waited for has no id yet that would mean anything later
                    self.book.count_use(customer.id)
        self._leave_screen(taken=True)

    def dismiss(self) -> None:
        """Take the call off the screen; it counts as missed unless it was taken before."""
        self._leave_screen(taken=self._ringing is not None and self._ringing.taken)

    def identify(self, logged: LoggedCall) -> None:
        """Ask who a logged call was from: the answer is ``known``."""
        self._tasks.replace("identify", self._identify(logged))

    async def aclose(self) -> None:
        """Give up what is under way; what was to be logged is."""
        await self._tasks.aclose()
        await self.book.aclose()

    def know(self, customer: Customer) -> None:
        """Take what was just read of a customer, if it is they who call: what they owe, what they bought."""
        ringing = self.ringing
        if ringing is None:
            return
        customers = tuple(customer if one.id == customer.id else one for one in ringing.customers)
        if customers != ringing.customers:
            self._show(msgspec.structs.replace(ringing, customers=customers))

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _hear(self, call: Call) -> None:
        self._entry = Entry(at=call.received_at, number=call.number, told=call.name, who=call.name)
        self._ringing = Ringing(call=call)
        self._begin()
        self.book.write(self._entry)

    def _refuse(self, refused: CallRefused) -> None:
        before, now = self._refusal, self._clock()
        self._refusal = _Refusal(refused.code, now, None)
        if before is not None and before.code == refused.code and now - before.moment <= WINDOW:
            self._refusal.entry = before.entry  # a phone may tell of one call several times
        elif isinstance(refused, Withheld | Unknown):
            self._refusal.entry = Entry(at=datetime.now(UTC), number=None)
            self.book.write(self._refusal.entry)
        self.refused.emit(refused)

    def _signed_in(self, _pos: PointOfSale, _venue_id: str | None) -> None:
        if self._session.profile is not None:
            self._arrivals.region = self._callers.region = self._session.profile.region
        self._begin()

    def _signed_out(self) -> None:
        """Show nothing of the brand any more; the call itself stays for whoever signs in next."""
        self._tasks.cancel("ring")
        self._tasks.cancel("identify")
        self.book.leave(self._entry)
        if self._on_screen and self._ringing is not None:
            self._on_screen = False
            self._ringing = None if self._ringing.taken else Ringing(call=self._ringing.call)
            self.cleared.emit()

    def _orders_changed(self, change: Change) -> None:
        ringing = self.ringing
        if ringing is None:
            return
        number, customers = ringing.call.number, ringing.customers
        if change.cleared or self._callers.concerns((*change.came, *change.changed), number, customers):
            orders = self._callers.open_orders(number, customers)
            self._show(msgspec.structs.replace(ringing, orders=orders))

    def _settled(self, settled: Settled) -> None:
        """Put the point of sale's word in the place of a caller who waited to be sent; know nobody who is deleted."""
        if settled.deleted is not None:
            self._forget(settled.deleted)
        ringing, customer = self.ringing, settled.customer
        if ringing is None or customer is None:
            return
        customers = tuple(
            customer if one.pending and one.cid == settled.entry.subject else one for one in ringing.customers
        )
        if customers != ringing.customers:
            self._show(self._with_customers(ringing.call, customers, looking=ringing.looking))

    def _forget(self, customer_id: str) -> None:
        """Let the call that rings be from whoever else has the number, and its line in the log tell no name."""
        ringing, entry = self.ringing, self._entry
        left = tuple(one for one in ringing.customers if one.id != customer_id) if ringing is not None else ()
        if ringing is None or len(left) == len(ringing.customers):
            return
        if entry is not None:
            entry.who, entry.customer_id = entry.told, None
        self._show(self._with_customers(ringing.call, left, looking=ringing.looking))

    def _wait_for_the_caller(self, ringing: Ringing, entry: Entry) -> None:
        if not ringing.taken:
            entry.taken = True
            self.book.write(entry)
            self._show(msgspec.structs.replace(ringing, taken=True))

    def _leave_screen(self, *, taken: bool) -> None:
        refusal = self._refusal if self._refusal is not None and self._refusal.on_screen else None
        for entry in (self._entry if self._on_screen else None, refusal.entry if refusal is not None else None):
            if entry is not None:
                entry.taken = taken
                self.book.write(entry)
        if refusal is not None:
            refusal.on_screen = False
        self._tasks.cancel("ring")
        self._ringing, self._entry, self._on_screen = None, None, False
        self.cleared.emit()

    # ---- who it is --------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        if self._ringing is not None and self._session.signed_in:
            self._tasks.replace("ring", self._ring(self._ringing.call))

    async def _ring(self, call: Call) -> None:
        here = asyncio.ensure_future(self._callers.here(call.number))
        try:
            await asyncio.wait((here,), timeout=AT_ONCE)
            late = not here.done()
            if late:
                self._ring_out(self._with_customers(call, (), looking=True))
            customers = await here
        finally:
            here.cancel()
        ask = not customers and self._callers.may_ask(call.number)
        (self._show if late else self._ring_out)(self._with_customers(call, customers, looking=ask))
        if ask:
            self._show(self._with_customers(call, await self._callers.there(call.number), looking=False))

    def _with_customers(self, call: Call, customers: tuple[Customer, ...], *, looking: bool) -> Ringing:
        entry = self._entry
        if entry is not None and customers:
            entry.who = customers[0].name
            entry.customer_id = customers[0].id if len(customers) == 1 and not customers[0].pending else None
            self.book.write(entry)
        orders = self._callers.open_orders(call.number, customers)
        taken = self._ringing is not None and self._ringing.taken
        return Ringing(call=call, customers=customers, orders=orders, looking=looking, taken=taken)

    def _ring_out(self, ringing: Ringing) -> None:
        self._ringing, self._on_screen = ringing, True
        self.rang.emit(ringing)

    def _show(self, ringing: Ringing) -> None:
        if ringing.taken and not ringing.looking and not ringing.customers:
            self._leave_screen(taken=True)  # it was a stranger: the form is open, and there is no more to tell
            return
        self._ringing = ringing
        self.updated.emit(ringing)

    async def _identify(self, logged: LoggedCall) -> None:
        customers = tuple[Customer, ...]()
        if logged.customer_id is not None:
            customers = await self._callers.by_id(logged.customer_id)
        if not customers and logged.number is not None:
            customers = await self._callers.here(logged.number)
            if not customers and self._callers.may_ask(logged.number):
                customers = await self._callers.there(logged.number)
        self.known.emit(logged, customers)
