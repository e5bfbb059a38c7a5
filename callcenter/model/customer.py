"""A customer as every point of sale knows one."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

import msgspec
from msgspec import UNSET, UnsetType

from callcenter.model.phone import digits
from callcenter.model.record import Record


class Gender(enum.Enum):
    """What Clopos writes as 1 and 2 (create-customer page)."""

    MALE = "male"
    FEMALE = "female"


class Address(Record, frozen=True, gc=False):
    """One entry of ``address_data``: the text as people write it, and what kind of place it is."""

    text: str
    type: str | None = None
    source: str | None = None


class Group(Record, frozen=True, gc=False):
    """A customer group; its discount is a percentage or a fixed sum, as ``discount_type`` says."""

    id: str
    name: str
    discount_type: str | None = None
    discount_value: Decimal | None = None
    system_type: str | None = None


class Purchase(Record, frozen=True, gc=False):
    """A sale to the customer, as the card lists the latest of them. Source: PosStar's customers page."""

    id: str
    """The sale's own id, by which points are redeemed on it."""
    receipt_number: str | None = None
    total: Decimal | None = None
    created_at: datetime | None = None


class Customer(Record, frozen=True, gc=False, kw_only=False):
    """A customer. Money is in the profile's currency; a figure the point of sale did not tell is None, not zero.

    ``phone`` is the primary number, unique in the brand; ``phones`` are additional ones and may be shared by several
    people. Both are kept as the point of sale wrote them. Source: list-customers page.
    """

    id: str
    name: str
    cid: str | None = None
    """UUID chosen by whoever created the customer; unique."""
    venue_id: str | None = None
    phone: str | None = None
    phones: tuple[str, ...] = ()
    email: str | None = None
    address: str | None = None
    addresses: tuple[Address, ...] = ()
    notes: str | None = None
    code: str | None = None
    gender: Gender | None = None
    date_of_birth: date | None = None
    group_id: str | None = None
    group: Group | None = None
    discount: Decimal | None = None
    spent: Decimal | None = None
    total_discount: Decimal | None = None
    total_bonus: Decimal | None = None
    receipt_count: int | None = None
    balance: Decimal | None = None
    cashback_balance: Decimal | None = None
    source: str | None = None
    reference_id: str | None = None
    active: bool | None = None
    loyalty_enrolled: bool | None = None
    verified: bool | None = None
    phone_verified_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    deleted_at: datetime | None = None
    points: int | None = None
    """Loyalty points that can be redeemed."""
    tags: tuple[str, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    """The latest sales, the newest first; a list of customers does not tell them."""
    ledger_balance: Decimal | None = None
    """What stands on the customer's account: below zero they owe. A list of customers does not tell it."""
    untold: tuple[str, ...] = ()
    """The fields of this model that an answer left out: what is known of them stays (``completed``)."""

    @property
    def pending(self) -> bool:
        """Whether the point of sale has not heard of the customer yet."""
        return self.id.startswith(PENDING)

    @property
    def all_phones(self) -> tuple[str, ...]:
        """Every number, the primary one first, none twice, however it is spelled."""
        found: dict[str, str] = {}
        for number in (self.phone, *self.phones):
            if number:
                found.setdefault(digits(number) or number, number)
        return tuple(found.values())

    @property
    def all_addresses(self) -> tuple[Address, ...]:
        """Every address, the plain one first, none twice."""
        plain = (Address(text=self.address),) if self.address else ()
        # of two with one text the later is kept, which knows its kind, in the place of the first
        return tuple({entry.text: entry for entry in (*plain, *self.addresses)}.values())


class NewCustomer(Record, frozen=True):
    """What the agent typed for a customer who is not known yet.

    ``cid`` is chosen before the first try: it makes creating one safe to repeat (create-customer page: ``cid`` is
    unique). ``phone`` is in E.164 once the form has accepted it.
    """

    cid: str
    name: str
    phone: str | None = None
    email: str | None = None
    code: str | None = None
    notes: str | None = None
    group_id: str | None = None
    gender: Gender | None = None
    date_of_birth: date | None = None
    address: str | None = None
    tags: tuple[str, ...] = ()

    @staticmethod
    def new_cid() -> str:
        """Return a fresh UUID."""
        return str(uuid.uuid4())


PENDING = "pending:"
"""How the id of a customer begins whom the point of sale has not heard of yet; the ``cid`` follows."""


def pending_customer(form: NewCustomer) -> Customer:
    """Return the customer that a form will make, as long as only this desk knows of it."""
    return Customer(
        id=PENDING + form.cid,
        cid=form.cid,
        name=form.name,
        phone=form.phone,
        email=form.email,
        code=form.code,
        notes=form.notes,
        group_id=form.group_id,
        gender=form.gender,
        date_of_birth=form.date_of_birth,
        address=form.address,
        tags=form.tags,
    )


def completed(customer: Customer, known: Customer | None) -> Customer:
    """Return the customer with what an answer left out as it is known; nothing is untold of the one returned.

    A field that the answer did tell counts, empty ones included.
    """
    if not customer.untold:
        return customer
    kept = {name: getattr(known, name) for name in customer.untold} if known is not None else {}
    return msgspec.structs.replace(customer, **kept, untold=())


class CustomerChange(Record, frozen=True):
    """What is to change of a customer: a field that is UNSET stays, None empties it. ``tags`` are replaced whole."""

    name: str | UnsetType = UNSET
    phone: str | UnsetType | None = UNSET
    email: str | UnsetType | None = UNSET
    address: str | UnsetType | None = UNSET
    notes: str | UnsetType | None = UNSET
    tags: tuple[str, ...] | UnsetType = UNSET

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what changes, as ``Customer`` has them."""
        return tuple(name for name in self.__struct_fields__ if getattr(self, name) is not UNSET)


class CustomerField(enum.StrEnum):
    """The fields of the new-customer form, in the order an agent asks for them."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    GROUP = "group_id"
    GENDER = "gender"
    DATE_OF_BIRTH = "date_of_birth"
    CODE = "code"
    ADDRESS = "address"
    TAGS = "tags"
    NOTES = "notes"


class CustomerSort(enum.StrEnum):
    """What a list of customers can be sorted by (Clopos: list-customers page; PosStar: customers page)."""

    ID = "id"
    CID = "cid"
    GROUP = "group_id"
    NAME = "name"
    EMAIL = "email"
    ADDRESS = "address"
    CREATED = "created_at"
    UPDATED = "updated_at"
    SPENT = "spent"
    POINTS = "points"


class CustomerQuery(Record, frozen=True):
    """Which customers to list: every given part narrows further.

    ``phone`` is digits of any part of any number. ``page`` starts at 1.
    """

    name: str | None = None
    phone: str | None = None
    group_id: str | None = None
    sort: CustomerSort | None = None
    descending: bool = False
    page: int = 1
    limit: int = 50
    with_group: bool = False


def unique(customers: Iterable[Customer]) -> list[Customer]:
    """Return the customers in their order, each id once: offset pages over a changing table repeat rows."""
    return list({customer.id: customer for customer in customers}.values())
