"""An order as it travels from the desk to the kitchen."""

from __future__ import annotations

import enum
from datetime import date, datetime
from decimal import Decimal

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


_STAGES = {stage.value: stage for stage in Stage if stage is not Stage.OTHER}


def stage_of(status: str) -> Stage:
    """Return the stage that a status belongs to (list-orders page: PENDING, RECEIVED, IGNORE, DELIVERED)."""
    return _STAGES.get(status.upper(), Stage.OTHER)


class Modifier(Record, frozen=True, gc=False):
    """An addition to a line: its price is for one."""

    id: str
    name: str
    count: Decimal = Decimal(1)
    price: Decimal = Decimal(0)


class OrderLine(Record, frozen=True, gc=False):
    """A product, how many of it, and the price of one; money in the profile's currency."""

    product_id: str
    name: str
    count: Decimal = Decimal(1)
    price: Decimal | None = None
    portion: Decimal = Decimal(1)
    note: str | None = None
    modifiers: tuple[Modifier, ...] = ()

    @property
    def total(self) -> Decimal | None:
        """The line's sum with its modifiers; None where the price is not told, or the sum is no sum of money."""
        if self.price is None:
            return None
        return sane(self.count * (self.price + sum((one.count * one.price for one in self.modifiers), Decimal(0))))


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
    comment: str | None = None
    delivery_fee: Decimal | None = None
    discount_kind: DiscountKind = DiscountKind.NONE
    discount_value: Decimal | None = None
    service_charge: Decimal | None = None
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
        return self.stage in {Stage.PENDING, Stage.RECEIVED}

    @property
    def sum_of_lines(self) -> Decimal | None:
        """What the lines come to before delivery, discount and service; None where a price is missing."""
        totals = [line.total for line in self.lines]
        known = [total for total in totals if total is not None]
        return sane(sum(known, Decimal(0))) if totals and len(known) == len(totals) else None


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
