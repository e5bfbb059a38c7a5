"""From the shapes Clopos sends to the words of the desk, and back."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

import msgspec

from callcenter.model.customer import Address, Customer, Gender, Group, NewCustomer
from callcenter.model.money import sane
from callcenter.model.order import (
    DiscountKind,
    Modifier,
    NewOrder,
    Order,
    OrderLine,
    Receipt,
    Recipient,
)
from callcenter.model.venue import SaleType, Venue
from callcenter.pos.clopos import wire
from callcenter.pos.decode import day, moment, text

_GENDERS = {1: Gender.MALE, 2: Gender.FEMALE}
_GENDER_NUMBERS = {gender: number for number, gender in _GENDERS.items()}


def customer(row: wire.CustomerWire) -> Customer:
    """Map a customer.

    A page has a thousand, and half of their fields are empty: those are passed over without a call. The fields stand in
    the order of the model, because a call with so many names costs as much again (``bench client``).
    """
    return Customer(
        *(
            str(row.id),  # id
            text(row.name) or "",  # name
            text(row.cid),  # cid
            None if row.venue_id is None else str(row.venue_id),  # venue_id
            _words(row.phone) if row.phone else None,  # phone
            tuple(number for phone in row.phones if (number := _number_in(phone))) if row.phones else (),  # phones
            text(row.email) if row.email else None,  # email
            text(row.address) if row.address else None,  # address
            _addresses(row.address_data) if row.address_data else (),  # addresses
            text(row.description) if row.description else None,  # notes
            None if row.code is None else _words(row.code),  # code
            _GENDERS.get(row.gender) if row.gender else None,  # gender
            day(row.date_of_birth) if row.date_of_birth else None,  # date_of_birth
            None if row.group_id is None else str(row.group_id),  # group_id
            group(row.group) if row.group else None,  # group
            sane(row.discount),  # discount
            sane(row.spent),  # spent
            sane(row.total_discount),  # total_discount
            sane(row.total_bonus),  # total_bonus
            row.receipt_count,  # receipt_count
            sane(row.balance.amount) if row.balance else None,  # balance
            sane(row.cashback_balance.amount) if row.cashback_balance else None,  # cashback_balance
            text(row.source) if row.source else None,  # source
            None if row.reference_id is None else str(row.reference_id),  # reference_id
            row.status,  # active
            row.can_use_loyalty_system,  # loyalty_enrolled
            row.is_verified,  # verified
            moment(row.phone_verified_at) if row.phone_verified_at else None,  # phone_verified_at
            moment(row.created_at),  # created_at
            moment(row.updated_at),  # updated_at
            moment(row.deleted_at) if row.deleted_at else None,  # deleted_at
        )
    )


def _addresses(rows: list[wire.AddressWire]) -> tuple[Address, ...]:
    return tuple(
        Address(text=words, type=_words(entry.type), source=_words(entry.source))
        for entry in rows
        if (words := text(entry.formattedAddress))
    )


def group(row: wire.GroupWire) -> Group:
    """Map a customer group."""
    return Group(
        id=str(row.id),
        name=text(row.name) or f"#{row.id}",
        discount_type=_words(row.discount_type),
        discount_value=sane(row.discount_value),
        system_type=text(row.system_type),
    )


def venue(row: wire.VenueWire) -> Venue:
    """Map a venue."""
    return Venue(
        id=str(row.id),
        name=text(row.name) or f"#{row.id}",
        address=text(row.address),
        phone=_words(row.phone),
        email=text(row.email),
        active=row.status,
    )


def sale_type(row: wire.SaleTypeWire) -> SaleType:
    """Map a sale type."""
    return SaleType(
        id=str(row.id),
        name=text(row.name) or f"#{row.id}",
        system_type=text(row.system_type),
        channel=text(row.channel),
    )


def order(row: wire.OrderWire) -> Order:
    """Map an order: what the vendor nests in ``payload`` lies flat in the model."""
    payload = row.payload or wire.PayloadWire()
    service = payload.service or wire.ServiceWire()
    meta = payload.meta or wire.PayloadMetaWire()
    discount = meta.discount or wire.DiscountWire()
    return Order(
        id=str(row.id),
        status=text(row.status) or "?",
        venue_id=_id(row.venue_id if row.venue_id is not None else service.venue_id),
        type=text(row.type),
        integration=text(row.integration),
        integration_id=_id(row.integration_id),
        integration_uuid=text(row.integration_uuid),
        integration_status=text(row.integration_status),
        integration_response=_words(row.integration_response),
        customer_ref_id=_id(row.customer_ref_id),
        recipient=_recipient(payload),
        lines=tuple(_line(line) for line in payload.products or ()),
        sale_type_id=_id(payload.sale_type_id if payload.sale_type_id is not None else service.sale_type_id),
        comment=text(meta.comment),
        delivery_fee=sane(payload.delivery_fee),
        discount_kind=_discount_kind(discount.discount_type),
        discount_value=sane(discount.discount_value),
        service_charge=sane(meta.service_charge_value) if meta.apply_service_charge else None,
        total=sane(row.total if row.total is not None else payload.total),
        receipt=_receipt(row.receipt) if row.receipt else None,
        created_at=moment(row.created_at),
        updated_at=moment(row.updated_at),
    )


def _recipient(payload: wire.PayloadWire) -> Recipient:
    row = payload.customer or wire.RecipientWire()
    return Recipient(
        id=_id(row.id if row.id is not None else payload.customer_id),
        name=text(row.name),
        phone=_words(row.phone),
        address=text(row.address),
        discount_kind=_discount_kind(row.customer_discount_type),
    )


def _line(row: wire.LineWire) -> OrderLine:
    """Map a line; the name and price stand deep in ``meta`` (list-orders page) or beside the id (create-order page)."""
    meta = row.meta or wire.LineMetaWire()
    ordered = meta.order_product or wire.OrderProductWire()
    product = ordered.product or wire.ProductWire()
    identity = row.product_id if row.product_id is not None else product.id
    price = next((each for each in (row.price, meta.price, product.price) if each is not None), None)
    modifiers = row.modifiers or row.product_modificators or ordered.product_modificators or ()
    return OrderLine(
        product_id=_id(identity) or "",
        name=text(row.product_name) or text(product.name) or f"#{identity}",
        count=_count(row.count if row.count is not None else ordered.count),
        price=sane(price),
        portion=_count(row.portion_size),
        note=text(row.note) or text(ordered.note),
        modifiers=tuple(_modifier(modifier) for modifier in modifiers),
    )


def _modifier(row: wire.ModifierWire) -> Modifier:
    identity = next((each for each in (row.modifier_id, row.modificator_id, row.id) if each is not None), None)
    return Modifier(
        id=_id(identity) or "",
        name=text(row.modifier_name) or text(row.name) or f"#{identity}",
        count=_count(row.count),
        price=sane(row.price) or Decimal(0),
    )


def _receipt(row: wire.ReceiptWire) -> Receipt:
    return Receipt(id=str(row.id), status=_words(row.status), service_notification_id=_id(row.service_notification_id))


def new_customer(form: NewCustomer) -> bytes:
    """Write the body of create-customer: only what was filled in."""
    body: dict[str, Any] = {
        "cid": form.cid,
        "name": form.name,
        "phone": form.phone,
        "email": form.email,
        "code": form.code,
        "description": form.notes,
        "group_id": _number(form.group_id),
        "gender": _GENDER_NUMBERS[form.gender] if form.gender else None,
        "date_of_birth": form.date_of_birth.isoformat() if form.date_of_birth else None,
    }
    return _encoded(body)


def new_order(order: NewOrder) -> bytes:
    """Write the body of create-order. Money goes out as JSON numbers with the digits it has."""
    to = order.recipient
    customer: dict[str, Any] = {
        "id": _number(to.id),
        "phone": to.phone,
        "address": to.address,
        "name": to.name,
        "customer_discount_type": to.discount_kind.value,
    }
    body: dict[str, Any] = {
        "venue_id": _number(order.venue_id),
        "sale_type_id": _number(order.sale_type_id),
        "customer": customer,
        "products": [_new_line(line) for line in order.lines],
        "auto_order_accept": False,
        "auto_order_sent_to_station": False,
        "delivery_fee": order.delivery_fee,
        "comment": order.comment,
        "order_number": order.number,
    }
    if order.discount_kind is not DiscountKind.NONE:
        body["discount"] = {"discount_type": order.discount_kind.value, "discount_value": order.discount_value}
    if order.service_charge is not None:
        body["service_charge"] = {"enabled": True, "value": order.service_charge}
    return _encoded(body)


def _new_line(line: OrderLine) -> dict[str, Any]:
    return {
        "product_id": _number(line.product_id),
        "product_name": line.name,
        "count": _whole(line.count),
        "price": line.price,
        "status": "new",
        "product_hash": line_digest(line),
        "portion_size": _whole(line.portion),
        "note": line.note,
        "modifiers": [
            {
                "modifier_id": _number(one.id),
                "modifier_name": one.name,
                "count": _whole(one.count),
                "price": one.price,
                "portion_size": 1,
            }
            for one in line.modifiers
        ],
    }


def line_digest(line: OrderLine) -> str:
    """Return ``product_hash``: required and undocumented; a stable digest of product and modifiers serves."""
    parts = [line.product_id, *sorted(f"{one.id}x{one.count.normalize():f}" for one in line.modifiers)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


_ENCODER = msgspec.json.Encoder(decimal_format="number")


def _encoded(body: dict[str, Any]) -> bytes:
    return _ENCODER.encode(_filled(body))


def _filled(value: Any) -> Any:
    """Leave out what was not filled in, at any depth, and half an emoji that was pasted, which no JSON can hold."""
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def _id(value: wire.Id | None) -> str | None:
    return str(value) if value is not None else None


def _number(value: str | None) -> int | str | None:
    """Return an id as the number the vendor gave, where it is one."""
    return int(value) if value is not None and value.isascii() and value.isdigit() else value


def _whole(count: Decimal) -> int | Decimal:
    """Return a whole number as one; any other goes out as it is, for the server to refuse rather than us to round."""
    return int(count) if count == count.to_integral_value() else count


def _words(value: Any) -> str | None:
    """Return what the vendor gave as text, number or not at all; anything else (an object) as its JSON."""
    if value is None or isinstance(value, str):
        return text(value)
    if isinstance(value, int | float | Decimal):
        return str(value)
    return text(msgspec.json.encode(value).decode())


def _number_in(phone: Any) -> str | None:
    """Return an additional number: a text, or an object that holds one."""
    if isinstance(phone, dict):
        phone = phone.get("phone") or phone.get("number")
    return _words(phone) if isinstance(phone, str | int) else None


def _count(value: Decimal | None) -> Decimal:
    known = sane(value)
    return Decimal(1) if known is None else known


def _discount_kind(value: Any) -> DiscountKind:
    try:
        return DiscountKind(int(value or 0))
    except (ValueError, TypeError):
        return DiscountKind.NONE
