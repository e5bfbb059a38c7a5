"""Rows in the vendor's words. Sources: "List customers", "Create customer", "List orders" and the page of each list."""

import hashlib
import sqlite3
from typing import Any

import msgspec

from callcenter.sandbox.clock import iso
from callcenter.sandbox.clopos.numbers import price

Shape = dict[str, Any]


def _time(seconds: int | None) -> str | None:
    return None if seconds is None else iso(seconds)


def _decoded(text: str) -> Any:  # noqa: ANN401 - JSON
    return msgspec.json.decode(text)


def customer(row: sqlite3.Row) -> Shape:
    """Show a customer as lists do: the 25 fields of the example."""
    return {
        "id": row["id"],
        "venue_id": row["venue_id"],
        "cid": row["cid"],
        "group_id": row["group_id"],
        "name": row["name"],
        "discount": row["discount"],
        "email": row["email"],
        "phones": [] if row["phones"] == "[]" else _decoded(row["phones"]),
        "phone": row["phone"],
        "address": row["address"],
        "description": row["description"],
        "address_data": [] if row["address_data"] == "[]" else _decoded(row["address_data"]),
        "spent": price(row["spent"]),
        "total_discount": price(row["total_discount"]),
        "total_bonus": price(row["total_bonus"]),
        "receipt_count": row["receipt_count"],
        "gender": row["gender"],
        "date_of_birth": row["date_of_birth"],
        "code": row["code"],
        "source": row["source"],
        "reference_id": row["reference_id"],
        "status": bool(row["status"]),
        "can_use_loyalty_system": bool(row["can_use_loyalty_system"]),
        "is_verified": bool(row["is_verified"]),
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }


def customer_card(row: sqlite3.Row, group_row: sqlite3.Row | None) -> Shape:
    """Show one customer with what only the card has."""
    shown = customer(row)
    places = shown["address_data"]
    return {
        **shown,
        "addresses": [{"id": number, "address": place["formattedAddress"]} for number, place in enumerate(places, 1)],
        "balance": balance(row),
        "cashback_balance": cashback(row),
        "group": group(group_row) if group_row else None,
        "phone_verified_at": _time(row["phone_verified_at"]),
        "deleted_at": None,
    }


def created_customer(row: sqlite3.Row, group_row: sqlite3.Row | None) -> Shape:
    """Show a customer just created: another set of fields than anywhere else."""
    return {
        "name": row["name"],
        "email": row["email"],
        "code": row["code"],
        "cid": row["cid"],
        "phone": row["phone"],
        "description": row["description"],
        "group_id": row["group_id"],
        "gender": row["gender"],
        "date_of_birth": row["date_of_birth"],
        "balance_id": _balance_id(row),
        "venue_id": row["venue_id"],
        "updated_at": iso(row["updated_at"]),
        "created_at": iso(row["created_at"]),
        "id": row["id"],
        "can_use_loyalty_system": bool(row["can_use_loyalty_system"]),
        "is_verified": bool(row["is_verified"]),
        "balance": balance(row),
        "cashback_balance": cashback(row),
        "service_data": [],
        "group": group(group_row) if group_row else None,
    }


def _balance_id(row: sqlite3.Row) -> int:
    return 1003 + int(row["id"])


def balance(row: sqlite3.Row) -> Shape:
    """Show a customer's account."""
    return {
        "id": _balance_id(row),
        "venue_id": None,
        "system_type": None,
        "name": "CUSTOMER:",
        "description": None,
        "type": "CUSTOMER",
        "amount": price(row["balance"]),
        "position": 0,
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["created_at"]),
        "deleted_at": None,
    }


def cashback(row: sqlite3.Row) -> Shape:
    """Show a customer's cashback."""
    mark = hashlib.sha256(str(row["cid"]).encode()).hexdigest()[:7]
    return {"type": "CASHBACK", "amount": price(row["cashback"]), "name": f"Customer cashback balance:{mark}"}


def group(row: sqlite3.Row) -> Shape:
    """Show a customer group."""
    return {
        "id": row["id"],
        "name": row["name"],
        "discount_type": row["discount_type"],
        "discount_value": row["discount_value"],
        "system_type": row["system_type"],
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
        "deleted_at": _time(row["deleted_at"]),
    }


def order(row: sqlite3.Row) -> Shape:
    """Show an order."""
    response = row["integration_response"]
    return {
        "id": row["id"],
        "venue_id": row["venue_id"],
        "type": row["type"],
        "integration": row["integration"],
        "integration_uuid": row["integration_uuid"],
        "integration_id": row["integration_id"],
        "customer_ref_id": row["customer_ref_id"],
        "integration_status": row["integration_status"],
        "status": row["status"],
        "payload": _decoded(row["payload"]),
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
        "integration_response": _decoded(response) if response else None,
    }


def receipt(row: sqlite3.Row) -> Shape | None:
    """Show the receipt of an order: open (1) once received, closed (2) once delivered, None before."""
    if row["receipt_id"] is None:
        return None
    delivered = row["status"] == "DELIVERED"
    return {
        "id": row["receipt_id"],
        "service_notification_id": row["id"],
        "status": 2 if delivered else 1,
        "total": price(row["total"]),
        "created_at": iso(row["updated_at"]),
        "closed_at": iso(row["updated_at"]) if delivered else None,
    }


def venue(row: sqlite3.Row) -> Shape:
    """Show a venue."""
    return {name: row[name] for name in ("id", "name", "address", "status", "phone", "email")}


def sale_type(row: sqlite3.Row) -> Shape:
    """Show a sale type."""
    return {
        "id": row["id"],
        "name": row["name"],
        "system_type": row["system_type"],
        "channel": row["channel"],
        "status": _decoded(row["status"]),
    }
