"""From the shapes Clopos sends to the words of the desk, and back."""

from __future__ import annotations

from typing import Any

from callcenter.model.customer import Address, Customer, Gender, Group, NewCustomer
from callcenter.model.money import sane
from callcenter.model.venue import SaleType, Venue
from callcenter.pos.clopos import wire
from callcenter.pos.clopos.values import as_number, encoded, words
from callcenter.pos.decode import day, moment, text

_GENDERS = {1: Gender.MALE, 2: Gender.FEMALE}
_GENDER_NUMBERS = {gender: number for number, gender in _GENDERS.items()}


def customer(row: wire.CustomerWire) -> Customer:
    """Map a customer.

    A page has a thousand, and half of their fields are empty or nothing: those are passed over without a call. The
    fields stand in the order of the model, because a call with so many names costs as much again (``bench client``).
    """
    created_at = moment(row.created_at)
    return Customer(
        *(
            str(row.id),  # id
            text(row.name) or "",  # name
            text(row.cid),  # cid
            None if row.venue_id is None else str(row.venue_id),  # venue_id
            words(row.phone) if row.phone else None,  # phone
            tuple([number for phone in row.phones if (number := _number_in(phone))]) if row.phones else (),  # phones
            text(row.email) if row.email else None,  # email
            text(row.address) if row.address else None,  # address
            _addresses(row.address_data) if row.address_data else (),  # addresses
            text(row.description) if row.description else None,  # notes
            None if row.code is None else words(row.code),  # code
            _GENDERS.get(row.gender) if row.gender else None,  # gender
            day(row.date_of_birth) if row.date_of_birth else None,  # date_of_birth
            None if row.group_id is None else str(row.group_id),  # group_id
            group(row.group) if row.group else None,  # group
            row.discount and sane(row.discount),  # discount
            row.spent and sane(row.spent),  # spent
            row.total_discount and sane(row.total_discount),  # total_discount
            row.total_bonus and sane(row.total_bonus),  # total_bonus
            row.receipt_count,  # receipt_count
            sane(row.balance.amount) if row.balance else None,  # balance
            sane(row.cashback_balance.amount) if row.cashback_balance else None,  # cashback_balance
            text(row.source) if row.source else None,  # source
            None if row.reference_id is None else str(row.reference_id),  # reference_id
            row.status,  # active
            row.can_use_loyalty_system,  # loyalty_enrolled
            row.is_verified,  # verified
            moment(row.phone_verified_at) if row.phone_verified_at else None,  # phone_verified_at
            created_at,  # created_at
            created_at if row.updated_at == row.created_at else moment(row.updated_at),  # updated_at
            moment(row.deleted_at) if row.deleted_at else None,  # deleted_at
        )
    )


def _addresses(rows: list[wire.AddressWire]) -> tuple[Address, ...]:
    return tuple(
        Address(text=place, type=words(entry.type), source=words(entry.source))
        for entry in rows
        if (place := text(entry.formattedAddress))
    )


def group(row: wire.GroupWire) -> Group:
    """Map a customer group."""
    return Group(
        id=str(row.id),
        name=text(row.name) or f"#{row.id}",
        discount_type=words(row.discount_type),
        discount_value=sane(row.discount_value),
        system_type=text(row.system_type),
    )


def venue(row: wire.VenueWire) -> Venue:
    """Map a venue."""
    return Venue(
        id=str(row.id),
        name=text(row.name) or f"#{row.id}",
        address=text(row.address),
        phone=words(row.phone),
        email=text(row.email),
        active=row.status,
        main=row.is_main,
    )


def sale_type(row: wire.SaleTypeWire) -> SaleType:
    """Map a sale type."""
    return SaleType(
        id=str(row.id),
        name=text(row.name) or f"#{row.id}",
        system_type=text(row.system_type),
        channel=text(row.channel),
    )


def new_customer(form: NewCustomer) -> bytes:
    """Write the body of create-customer: only what was filled in."""
    body: dict[str, Any] = {
        "cid": form.cid,
        "name": form.name,
        "phone": form.phone,
        "email": form.email,
        "code": form.code,
        "description": form.notes,
        "group_id": as_number(form.group_id),
        "gender": _GENDER_NUMBERS[form.gender] if form.gender else None,
        "date_of_birth": form.date_of_birth.isoformat() if form.date_of_birth else None,
    }
    return encoded(body)


def _number_in(phone: Any) -> str | None:
    """Return an additional number: a text, or an object that holds one."""
    if isinstance(phone, dict):
        phone = phone.get("phone") or phone.get("number")
    return words(phone) if isinstance(phone, str | int) else None
