"""Loyalty points of the customer in sight, turned into a discount: one submission is one act, however often pressed."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from psygnal import Signal

from callcenter.desk.acts.performer import subject_of
from callcenter.desk.acts.redeem import PointsRedemption
from callcenter.desk.card import Card
from callcenter.desk.connection import Connection, Link
from callcenter.desk.dispatch import Dispatch, Settled
from callcenter.desk.redemption import POINT_VALUE, Preview, corrected, preview
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.model.customer import Customer, Purchase
from callcenter.model.loyalty import Redeemed
from callcenter.model.record import Record
from callcenter.pos.errors import PosError, SignInRequired, Unsupported
from callcenter.replica.errors import StorageFull
from callcenter.replica.outbox import Act, Entry, State

_UNSETTLED = {State.WAITING, State.SENDING, State.UNCERTAIN}


class Hindrance(enum.Enum):
    """Why no points can be redeemed here and now."""

    NOBODY = "nobody"
    UNSUPPORTED = "unsupported"
    UNSENT = "unsent"
    """The point of sale has not heard of the customer yet."""
    UNDER_WAY = "under-way"
    BEING_DELETED = "being-deleted"
    NO_POINTS = "no-points"
    OFFLINE = "offline"
    """A sale waits at the till for its discount: that cannot be promised while nobody answers."""


class Redeeming(Record, frozen=True):
    """How far a redemption has come: the outbox's state, and what the point of sale said."""

    row: int
    """The row of the outbox: one for one submission."""
    points: int
    sale_id: str
    state: State
    redeemed: Redeemed | None = None
    """Once it was accepted; None as well where the agent's word alone tells it."""
    error: PosError | None = None
    code: str | None = None
    """Why it does not go on, where that was told before this desk was opened."""


class Points:
    """Redeems points of the customer on the card; nothing is taken up a second time before ``begin`` is called again.

    What cannot leave at once waits in the outbox and can be taken back as long as it has not left.
    """

    changed = Signal(object)
    """A ``Redeeming`` of the customer in sight; None where nothing of the kind is known."""
    full = Signal()
    """There is no room on the disk to take it up."""

    def __init__(self, session: Session, dispatch: Dispatch, card: Card, connection: Connection) -> None:
        self._session = session
        self._dispatch = dispatch
        self._card = card
        self._connection = connection
        self._tasks = Tasks("points")
        self._spent: str | None = None
        """The customer for whom points were taken up since the last ``begin``."""
        self._taking: str | None = None
        """The customer whose redemption is being committed."""
        self._answers: dict[int, Redeemed | PosError] = {}
        """What the point of sale said, by the row of the outbox."""
        dispatch.changed.connect(self._follow)
        dispatch.settled.connect(self._settled)
        card.shown.connect(self._turn)
        card.completed.connect(self._turn)
        session.closed.connect(self._leave)

    # ---- what there is ----------------------------------------------------------------------------------------------

    @property
    def held(self) -> int:
        """How many points the customer in sight has, as far as is known."""
        customer = self._card.customer
        return max(0, customer.points or 0) if customer is not None else 0

    @property
    def value(self) -> Decimal:
        """What a point takes off, in the profile's currency, as far as is known."""
        profile = self._session.profile
        return Decimal(profile.point_value) if profile is not None and profile.point_value else POINT_VALUE

    @property
    def redeeming(self) -> Redeeming | None:
        """How far the newest redemption of the customer in sight has come."""
        row = self._row()
        return self._told_of(row) if row is not None else None

    def preview(self, points: int, sale_id: str | None = None) -> Preview:
        """Return what so many points may take off a sale."""
        return preview(points, self.value, self.held, self.purchase(sale_id))

    def purchase(self, sale_id: str | None) -> Purchase | None:
        """Return the sale with this id, where it is among the customer's latest."""
        customer = self._card.customer
        sales = customer.purchases if customer is not None else ()
        return next((sale for sale in sales if sale_id is not None and sale.id.lower() == sale_id.lower()), None)

    def hindrance(self) -> Hindrance | None:
        """Return why nothing can be redeemed now; None where it can."""
        customer = self._card.customer
        if not self._session.signed_in or not self._session.pos.capabilities.redeem:
            return Hindrance.UNSUPPORTED
        if customer is None:
            return Hindrance.NOBODY
        if customer.pending or not self.held:
            return Hindrance.UNSENT if customer.pending else Hindrance.NO_POINTS
        return self._in_the_way(customer)

    # ---- what an agent does -----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Let one redemption be taken up: the agent asked for it. One that is under way stays the only one."""
        customer = self._card.customer
        if customer is not None and not self._under_way(customer):
            self._spent = None
            self._card.read_again(customer.id)  # how many are held, and on which sales they can be redeemed

    def redeem(self, points: int, sale_id: str) -> bool:
        """Redeem points on a sale; return whether that was taken up. Never more than are held, and once a ``begin``."""
        customer = self._card.customer
        if customer is None or self.hindrance() is not None or self._spent == customer.id:
            return False
        if not 1 <= points <= self.held or not sale_id:
            return False
        self._spent = self._taking = customer.id
        sale = self.purchase(sale_id)
        body = PointsRedemption(
            customer_id=customer.id,
            points=points,
            sale_id=sale_id,
            receipt_number=sale.receipt_number if sale is not None else None,
            name=customer.name,
            phone=customer.phone,
            held=customer.points,
        )
        self._tasks.replace("redeem", self._redeem(body))
        return True

    def take_back(self) -> None:
        """Take back what has not left; too late once it is under way."""
        row = self._row()
        if row is not None and row.state in {State.WAITING, State.REFUSED}:
            self._tasks.replace("take back", self._take_back(row))

    def dismiss(self) -> None:
        """Let go of a refused redemption whose reason was told: what waits behind it may leave."""
        row = self._row()
        if row is not None and row.state is State.REFUSED:
            self._dispatch.discard(row)

    async def aclose(self) -> None:
        """Give up what is under way; a redemption that was taken up goes on waiting in the outbox."""
        await self._tasks.aclose()

    # ---- at work ----------------------------------------------------------------------------------------------------

    async def _redeem(self, body: PointsRedemption) -> None:
        try:
            for row in self._rows(body.customer_id):
                if row.state is State.REFUSED:  # the agent tries again: the old try is done with
                    await self._dispatch.withdraw(row)
            await self._dispatch.take_up(Act.REDEEM, subject_of(body.customer_id), body)
        except StorageFull:
            self._spent = None
            self.full.emit()
        except (SignInRequired, Unsupported):
            self._spent = None  # the brand was left meanwhile
        finally:
            self._taking = None
            self._tell()

    async def _take_back(self, row: Entry) -> None:
        try:
            if await self._dispatch.withdraw(row):
                self._spent = None
        except StorageFull:
            self.full.emit()
        self._tell()

    def _settled(self, settled: Settled) -> None:
        entry = settled.entry
        if entry.act is not Act.REDEEM:
            return
        body = entry.read(PointsRedemption)
        if settled.error is not None:
            self._answers[entry.id] = settled.error
            if self._spent == body.customer_id:
                self._spent = None  # it came to nothing: the same may be tried otherwise
        else:
            if settled.redeemed is not None:
                self._answers[entry.id] = settled.redeemed
                self._learn(settled.redeemed, self.purchase(body.sale_id))
            left = settled.redeemed.remaining if settled.redeemed is not None else None
            self._card.read_again(body.customer_id, points=left)
        self._tell()

    def _learn(self, redeemed: Redeemed, sale: Purchase | None) -> None:
        profile, value = self._session.profile, corrected(self.value, redeemed, sale)
        if profile is not None and value != self.value:
            self._session.learn(replace(profile, point_value=f"{value.normalize():f}"))

    def _follow(self, _entries: Sequence[Entry]) -> None:
        known = {entry.id for entry in self._dispatch.entries}
        self._answers = {key: answer for key, answer in self._answers.items() if key in known}
        self._tell()

    def _turn(self, _customer: Customer) -> None:
        self._tell()

    def _leave(self) -> None:
        self._tasks.cancel("redeem")  # what comes next would be taken up for another brand
        self._tasks.cancel("take back")
        self._spent = None
        self._answers.clear()

    def _tell(self) -> None:
        self.changed.emit(self.redeeming)

    # ---- the outbox -------------------------------------------------------------------------------------------------

    def _in_the_way(self, customer: Customer) -> Hindrance | None:
        if self._under_way(customer):
            return Hindrance.UNDER_WAY
        if any(row.state in _UNSETTLED for row in self._rows(customer.id, Act.DELETE_CUSTOMER)):
            return Hindrance.BEING_DELETED  # behind the deletion the points of somebody nameless would be taken
        offline = self._connection.state.link in {Link.OFFLINE, Link.SIGNED_OUT}
        return Hindrance.OFFLINE if offline else None

    def _under_way(self, customer: Customer) -> bool:
        return self._taking == customer.id or any(row.state in _UNSETTLED for row in self._rows(customer.id))

    def _row(self) -> Entry | None:
        customer = self._card.customer
        rows = self._rows(customer.id) if customer is not None else ()
        return rows[-1] if rows else None

    def _rows(self, customer_id: str, act: Act = Act.REDEEM) -> Sequence[Entry]:
        subject = subject_of(customer_id)
        return [row for row in self._dispatch.entries if row.act is act and row.subject == subject]

    def _told_of(self, row: Entry) -> Redeeming:
        body, answer = row.read(PointsRedemption), self._answers.get(row.id)
        return Redeeming(
            row=row.id,
            points=body.points,
            sale_id=body.sale_id,
            state=row.state,
            redeemed=answer if isinstance(answer, Redeemed) else None,
            error=answer if isinstance(answer, PosError) else None,
            code=row.error,
        )
