"""The account of the customer on the card: what was bought on credit, what was paid in, what stands on it."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from psygnal import Signal

from callcenter.desk import ledger_csv
from callcenter.desk.card import Card
from callcenter.desk.connection import Connection, Link, State
from callcenter.desk.dispatch import Dispatch, Settled
from callcenter.desk.ledger_statement import Period, Row, Statement, booked, statement
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.model.customer import Customer
from callcenter.model.ledger import LedgerEntry
from callcenter.model.record import Record
from callcenter.pos.errors import PosError
from callcenter.pos.port import PointOfSale

MOST_KEPT = 200
"""How many answers are kept in memory; the one read first goes first."""
PATIENCE = 2.0
"""Seconds that closing waits for a file that is being written."""


class Refusal(enum.Enum):
    """Why there is no account to show."""

    NOT_OFFERED = "not-offered"
    """This point of sale keeps none."""
    NOBODY = "nobody"
    """No customer is on the card."""
    NOT_SENT = "not-sent"
    """The point of sale has not heard of the customer yet."""


class Shown(Record, frozen=True):
    """What of an account there is to show."""

    customer: Customer | None = None
    period: Period = Period()
    statement: Statement | None = None
    """None where nothing is known of these days."""
    read_at: datetime | None = None
    """When that was told."""
    reading: bool = False
    trouble: PosError | None = None
    """Why it could not be read anew."""


class _Known:
    """An answer, booked; what is asked of it is worked out once."""

    def __init__(self, entries: Sequence[LedgerEntry], read_at: datetime) -> None:
        self.read_at = read_at
        self._rows: tuple[Row, ...] = booked(entries)
        self._told: dict[Period, Statement] = {}

    def of(self, period: Period) -> Statement:
        """Return what it tells of some days."""
        if period not in self._told:
            self._told[period] = statement(self._rows, period)
        return self._told[period]


class Ledger:
    """Shows one customer's account at a time: what is known of the days at once, then what the point of sale tells."""

    changed = Signal(Shown)
    closed = Signal()
    """It is nobody's any more: another customer is on the card, or the agent signed out."""
    saved = Signal(Path)
    save_failed = Signal(ledger_csv.SaveFailed)

    def __init__(
        self,
        session: Session,
        card: Card,
        dispatch: Dispatch,
        connection: Connection,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._session = session
        self._card = card
        self._connection = connection
        self._now = now
        self._tasks = Tasks("ledger")
        self._writing = Tasks("ledger's file")
        self._known: dict[tuple[str, Period], _Known] = {}
        self._link = connection.state.link
        self.shown = Shown()
        card.shown.connect(self._turned)
        card.completed.connect(self._turned)
        dispatch.settled.connect(self._settled)
        session.closed.connect(self._forget)
        connection.changed.connect(self._linked)

    @property
    def refusal(self) -> Refusal | None:
        """Why there is no account to show of the customer on the card; None where there is one."""
        customer = self._card.customer
        if self._session.signed_in and not self._session.pos.capabilities.ledger:
            return Refusal.NOT_OFFERED
        if customer is None or not self._session.signed_in:
            return Refusal.NOBODY
        return Refusal.NOT_SENT if customer.pending else None

    def open(self, period: Period) -> Refusal | None:
        """Show the account of the customer on the card in some days; return why not, where there is none to show."""
        refusal = self.refusal
        if refusal is None:
            self._show(self._card.customer, period)
        return refusal

    def ask(self, period: Period) -> None:
        """Show other days of the same account."""
        self._show(self.shown.customer, period)

    def read(self) -> None:
        """Read the same days anew."""
        self._show(self.shown.customer, self.shown.period)

    def save(self, path: Path, words: ledger_csv.Words) -> None:
        """Write what is shown into a file for a spreadsheet: the answer is ``saved`` or ``save_failed``."""
        if self.shown.statement is not None:
            self._writing.replace("save", self._save(path, self.shown.statement, words))

    def close(self) -> None:
        """Show nobody's account; what was read stays known."""
        self._tasks.cancel("read")
        if self.shown.customer is not None:
            self._become(Shown(period=self.shown.period))
            self.closed.emit()

    async def aclose(self) -> None:
        """Give up what is under way; a file is written to its end."""
        await self._tasks.aclose()
        await self._writing.finish(PATIENCE)

    # ---- reading ----------------------------------------------------------------------------------------------------

    def _show(self, customer: Customer | None, period: Period) -> None:
        if customer is None or not self._session.signed_in:
            return
        self._become(self._told(customer, period, reading=True))
        self._tasks.replace("read", self._read(self._session.pos, customer.id, period))

    async def _read(self, pos: PointOfSale, customer_id: str, period: Period) -> None:
        trouble = None
        try:
            entries = await pos.ledger(customer_id, *period.asked)
        except PosError as error:
            self._connection.failed(error)
            trouble = error
        else:
            self._connection.worked()
            self._keep((customer_id, period), await asyncio.to_thread(_worked_out, entries, self._now(), period))
        customer = self.shown.customer
        if customer is not None:
            self._become(self._told(customer, period, trouble=trouble))

    def _keep(self, key: tuple[str, Period], known: _Known) -> None:
        self._known.pop(key, None)
        self._known[key] = known
        while len(self._known) > MOST_KEPT:
            del self._known[next(iter(self._known))]

    def _told(
        self, customer: Customer, period: Period, *, reading: bool = False, trouble: PosError | None = None
    ) -> Shown:
        known = self._newest(customer.id, period)
        return Shown(
            customer=customer,
            period=period,
            statement=known.of(period) if known is not None else None,
            read_at=known.read_at if known is not None else None,
            reading=reading,
            trouble=trouble,
        )

    def _newest(self, customer_id: str, period: Period) -> _Known | None:
        """Return what was told last of these days, be it among others: the newest is the last, whatever clocks say."""
        told = [known for (whose, of), known in self._known.items() if whose == customer_id and of.covers(period)]
        return told[-1] if told else None

    async def _save(self, path: Path, shown: Statement, words: ledger_csv.Words) -> None:
        try:
            await asyncio.to_thread(lambda: ledger_csv.write(path, ledger_csv.content(shown, words)))
        except ledger_csv.SaveFailed as failed:
            self.save_failed.emit(failed)
        else:
            self.saved.emit(path)

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _turned(self, customer: Customer) -> None:
        """Follow the card: another customer's account is not to stand beside it."""
        shown = self.shown.customer
        if shown is None or shown == customer:
            return
        if shown.id == customer.id:
            self._become(msgspec.structs.replace(self.shown, customer=customer))
        else:
            self.close()

    def _settled(self, settled: Settled) -> None:
        """Know nothing of a customer any more who was deleted."""
        for key in [key for key in self._known if key[0] == settled.deleted]:
            del self._known[key]
        if self.shown.customer is not None and self.shown.customer.id == settled.deleted:
            self.close()

    def _linked(self, state: State) -> None:
        """Ask again at once when a point of sale that was away is back."""
        before, self._link = self._link, state.link
        back = before is not Link.LIVE and state.link is Link.LIVE
        if back and self.shown.trouble is not None and not self.shown.reading:
            self.read()

    def _become(self, shown: Shown) -> None:
        self.shown = shown
        self.changed.emit(shown)

    def _forget(self) -> None:
        self._known.clear()
        self.close()


def _worked_out(entries: Sequence[LedgerEntry], read_at: datetime, period: Period) -> _Known:
    """Work an answer out with the days it was asked for: the window does not wait for a long account."""
    known = _Known(entries, read_at)
    known.of(period)
    return known
