"""An order as it travels from the desk to the kitchen."""

from __future__ import annotations

import enum
import functools
from datetime import date, datetime
from decimal import Decimal

import msgspec

from callcenter.model.money import sane
from callcenter.model.record import Record


class Stage(enum.Enum):
    """Where an order stands; each is a tab of the queue.

    A status this desk does not know is ``OTHER``: it is shown by its own word and never fatal.
    """

    PENDING = "PENDING"
    RECEIVED = "RECEIVED"
    DELIVERED = "DELIVERED"
    IGNORED = "IGNORE"
    OTHER = ""

    __hash__ = object.__hash__  # there is one object a stage: Enum's own hash costs a call in Python at every count


OPEN = frozenset({Stage.PENDING, Stage.RECEIVED})
"""The stages at which a customer may still be waiting."""
_PROGRESS = {Stage.PENDING: 0, Stage.RECEIVED: 1, Stage.OTHER: 1, Stage.DELIVERED: 2, Stage.IGNORED: 2}
"""How far along a stage is. An order never goes back."""
_STAGES = {stage.value: stage for stage in Stage if stage is not Stage.OTHER}


@functools.lru_cache(maxsize=256)
def stage_of(status: str) -> Stage:
    """Return the stage that a status belongs to (list-orders page: PENDING, RECEIVED, IGNORE, DELIVERED)."""
    return _STAGES.get(status.upper(), Stage.OTHER)


class Modifier(Record, frozen=True, gc=False):
    """An addition to a line: its price is for one."""

    id: str
    name: str
    count: Decimal = Decimal(1)
    price: Decimal = Decimal(0)
    portion: Decimal = Decimal(1)


class OrderLine(Record, frozen=True, gc=False):
    """A product, how many of it, and the price of one; money in the profile's currency."""

    product_id: str
    name: str
    count: Decimal = Decimal(1)
    price: Decimal | None = None
    portion: Decimal = Decimal(1)
    """How large a portion is ordered, of which ``price`` is for a whole one: 0.5 is half a portion."""
    note: str | None = None
    modifiers: tuple[Modifier, ...] = ()
    status: str | None = None
    """The point of sale's own word for the line (``new``)."""
    list_price: Decimal | None = None
    """The product's price as the order repeats it beside ``price``, what it was ordered at."""
    product_hash: str | None = None
    """What the ordering system told this line apart by."""

    @property
    def total(self) -> Decimal | None:
        """The line's sum with its modifiers; None where the price is not told, or the sum is no sum of money.

        The vendor tells no arithmetic. A portion multiplies the line as its count does, its modifiers with it: they are
        told for one portion (create-order page), and both are 1 in every example.
        """
        if self.price is None:
            return None
        try:
            each = self.price + sum((one.count * one.price for one in self.modifiers), Decimal(0))
            return sane(self.count * self.portion * each)
        except ArithmeticError:  # each number is sane, their product need not be
            return None


class DiscountKind(enum.Enum):
    """What a discount's value means (create-order page: 0 none, 1 percent, 2 fixed)."""

    NONE = 0
    PERCENT = 1
    FIXED = 2


class Recipient(Record, frozen=True, gc=False):
    """Who the order is for, as it was written into the order."""

    id: str | None = None
    name: str | None = None
    phone: str | None = None
    address: str | None = None
    discount_kind: DiscountKind = DiscountKind.NONE


class Receipt(Record, frozen=True, gc=False):
    """The receipt an accepted order became at the point of sale."""

    id: str
    status: str | None = None
    service_notification_id: str | None = None


class Order(Record, frozen=True, gc=False):
    """An order of the queue. Source: list-orders page, field by field; times are aware and in UTC."""

    id: str
    status: str
    venue_id: str | None = None
    type: str | None = None
    integration: str | None = None
    integration_id: str | None = None
    integration_uuid: str | None = None
    integration_status: str | None = None
    integration_response: str | None = None
    customer_ref_id: str | None = None
    recipient: Recipient = Recipient()
    lines: tuple[OrderLine, ...] = ()
    sale_type_id: str | None = None
    number: str | None = None
    """What the ordering system called it (at most 20 characters), where the point of sale keeps that."""
    comment: str | None = None
    delivery_fee: Decimal | None = None
    discount_kind: DiscountKind = DiscountKind.NONE
    discount_value: Decimal | None = None
    service_charge_applies: bool | None = None
    service_charge_value: Decimal | None = None
    auto_accept: bool | None = None
    """Whether the point of sale was asked to accept it without a clerk."""
    auto_sent_to_station: bool | None = None
    """Whether it was to go on to the kitchen's stations by itself."""
    total: Decimal | None = None
    """The point of sale's own total, where it tells one."""
    receipt: Receipt | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def stage(self) -> Stage:
        """Where the order stands."""
        return stage_of(self.status)

    @property
    def open(self) -> bool:
        """Whether a customer may still be waiting for it."""
        return self.stage in OPEN

    @property
    def placed_at(self) -> datetime | None:
        """When it was placed; where that cannot be read, when it changed last."""
        return self.created_at or self.updated_at

    @property
    def service_charge(self) -> Decimal | None:
        """The service charge that applies; None where none does."""
        return self.service_charge_value if self.service_charge_applies else None

    @property
    def sum_of_lines(self) -> Decimal | None:
        """What the lines come to before delivery, discount and service; None where a price is missing."""
        totals = [line.total for line in self.lines]
        known = [total for total in totals if total is not None]
        if not known or len(known) < len(totals):
            return None
        return sane(sum(known, Decimal(0)))


class OrderDetail(Record, frozen=True):
    """One order with the answer it was read from, for whoever has to see what the point of sale said itself.

    An order in a list has no ``raw``: ten thousand of them would hold as many answers.
    """

    order: Order
    raw: str
    """JSON with every field as it came, indented by two, fit for a screen; a very long one is cut with an ellipsis."""


def merged(told: Order, known: Order) -> Order:
    """Return what is known of an order once one more version of it arrives, late or not; ``known`` itself if no more.

    The last change is what counts. Clopos tells it in whole seconds, so two versions may share it: then the one further
    along is the newer, and among equals the one that arrived last. A list tells no receipt: one that is known of this
    very version stays.
    """
    changed, before = told.updated_at, known.updated_at
    if changed is not None and before is not None and changed != before:
        return told if changed > before else known
    if _PROGRESS[told.stage] < _PROGRESS[known.stage]:
        return known
    if told.receipt is None and known.receipt is not None and told.status == known.status:
        told = msgspec.structs.replace(told, receipt=known.receipt)
    return known if told == known else told


class NewOrder(Record, frozen=True):
    """An order to be placed. ``number`` (at most 20 characters) and ``key`` mark this one act."""

    key: str
    venue_id: str
    sale_type_id: str
    recipient: Recipient
    lines: tuple[OrderLine, ...]
    number: str | None = None
    comment: str | None = None
    delivery_fee: Decimal | None = None
    discount_kind: DiscountKind = DiscountKind.NONE
    discount_value: Decimal | None = None
    service_charge: Decimal | None = None


class OrderSort(enum.StrEnum):
    """What a list of orders can be sorted by."""

    ID = "id"
    CREATED = "created_at"
    UPDATED = "updated_at"


class OrderQuery(Record, frozen=True):
    """Which orders to list. ``since`` and ``until`` are days, both included. ``page`` starts at 1."""

    status: str | None = None
    since: date | None = None
    until: date | None = None
    sort: OrderSort = OrderSort.UPDATED
    descending: bool = True
    page: int = 1
    limit: int = 100
    venue_id: str | None = None
