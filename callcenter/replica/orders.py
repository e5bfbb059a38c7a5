"""Orders as the point of sale told them last: whose they are, by customer and by number, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import apsw
import msgspec

from callcenter.model.order import Order
from callcenter.replica import numbers
from callcenter.replica.connecting import transaction
from callcenter.replica.stored import microseconds

_UPSERT = """
INSERT INTO customer_order (id, customer_id, digits, stage, created_at, updated_at, body)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    customer_id = excluded.customer_id, digits = excluded.digits, stage = excluded.stage,
    created_at = excluded.created_at, updated_at = excluded.updated_at, body = excluded.body
WHERE ifnull(excluded.updated_at >= customer_order.updated_at, TRUE) AND excluded.body <> customer_order.body
"""
_BY_ID = "SELECT body FROM customer_order WHERE id = ?"
_BY_CUSTOMER = "SELECT body FROM customer_order WHERE customer_id = ? ORDER BY created_at DESC, seq DESC LIMIT ?"
_BY_NUMBER = "SELECT body FROM customer_order WHERE digits = ? ORDER BY created_at DESC, seq DESC LIMIT ?"
_BY_TIME = """
SELECT body FROM customer_order WHERE created_at >= ? AND created_at < ? ORDER BY created_at DESC, seq DESC LIMIT ?
"""
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Order).decode


def upsert(connection: apsw.Connection, orders: Iterable[Order], region: str) -> int:
    """Store orders in one transaction; return how many were new or changed. Nothing newer is replaced by older."""
    before = connection.total_changes()
    with transaction(connection):
        connection.executemany(_UPSERT, [_row(order, region) for order in orders])
    return connection.total_changes() - before


def _row(order: Order, region: str) -> tuple[str, str | None, int | None, str, int | None, int | None, bytes]:
    recipient = order.recipient
    return (
        order.id,
        recipient.id,
        numbers.key(numbers.canonical(recipient.phone, region)) if recipient.phone else None,
        order.stage.name,
        microseconds(order.created_at),
        microseconds(order.updated_at),
        _encode(order),
    )


def by_id(connection: apsw.Connection, order_id: str) -> Order | None:
    """Return an order by id."""
    body = connection.execute(_BY_ID, (order_id,)).get
    return None if body is None else _decode(body)


def of_customer(connection: apsw.Connection, customer_id: str, limit: int) -> list[Order]:
    """Return a customer's orders, the newest first."""
    return _orders(connection, _BY_CUSTOMER, (customer_id, limit))


def of_number(connection: apsw.Connection, number: str, region: str, limit: int) -> list[Order]:
    """Return the orders placed for a whole telephone number, however it is written, the newest first."""
    digits = numbers.key(numbers.canonical(number, region))
    return [] if digits is None else _orders(connection, _BY_NUMBER, (digits, limit))


def between(connection: apsw.Connection, since: datetime, until: datetime, limit: int) -> list[Order]:
    """Return the orders created from ``since`` on and before ``until``, the newest first."""
    return _orders(connection, _BY_TIME, (microseconds(since), microseconds(until), limit))


def delete_before(connection: apsw.Connection, moment: datetime) -> int:
    """Remove the orders created before a moment; return how many."""
    connection.execute("DELETE FROM customer_order WHERE created_at < ?", (microseconds(moment),))
    return connection.changes()


def _orders(connection: apsw.Connection, statement: str, values: Sequence[str | int | None]) -> list[Order]:
    return [_decode(body) for (body,) in connection.execute(statement, tuple(values))]
