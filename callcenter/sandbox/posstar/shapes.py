"""What rows look like in answers, field by field (source: the page "Customers")."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

Shape = dict[str, Any]


def iso(seconds: int) -> str:
    """Write Unix seconds as PosStar does: ``2025-01-15T10:00:00Z``."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def customer(row: sqlite3.Row) -> Shape:
    """Show a customer as in the list."""
    return {**_known(row), "created_at": iso(row["created_at"])}


def card(row: sqlite3.Row, recent: Sequence[sqlite3.Row], balance: int) -> Shape:
    """Show a customer with what the list leaves out."""
    return {
        **_known(row),
        "recent_purchases": [purchase(sale) for sale in recent],
        "ledger_balance": balance,
        "created_at": iso(row["created_at"]),
    }


def created(row: sqlite3.Row) -> Shape:
    """Show a new customer, which has fewer fields than any other."""
    return {
        "id": row["uuid"],
        **{name: row[name] for name in ("name", "email", "phone", "loyalty_points", "total_spent")},
        "created_at": iso(row["created_at"]),
    }


def _known(row: sqlite3.Row) -> Shape:
    return {
        "id": row["uuid"],
        "name": row["name"],
        "email": row["email"],
        "phone": row["phone"],
        "address": row["address"],
        "loyalty_points": row["loyalty_points"],
        "total_spent": row["total_spent"],
        "total_orders": row["total_orders"],
        "notes": row["notes"],
        "tags": json.loads(row["tags"]),
    }


def purchase(row: sqlite3.Row) -> Shape:
    """Show a purchase."""
    return {
        "id": row["uuid"],
        "receipt_number": row["receipt_number"],
        "total": row["total"],
        "created_at": iso(row["created_at"]),
    }


def entry(row: sqlite3.Row) -> Shape:
    """Show a line of the ledger."""
    return {
        "id": row["uuid"],
        "type": row["type"],
        "amount": row["amount"],
        "balance_after": row["balance_after"],
        "description": row["description"],
        "reference_id": row["reference_id"],
        "created_at": iso(row["created_at"]),
    }
