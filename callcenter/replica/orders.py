"""Orders as the point of sale told them last: whose they are, by customer and by number, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import apsw
import msgspec

from callcenter.model.order import OPEN, Order, Stage, merged
from callcenter.model.record import Record
from callcenter.replica import facts, numbers
from callcenter.replica.connecting import transaction
from callcenter.replica.order_search import found, searchable, sought
from callcenter.replica.stored import microseconds

KNOWN_DAYS = 30
"""How many days of orders a desk keeps; what is still open it keeps however old."""
PAGE = 100

_UPSERT = """
INSERT INTO customer_order (id, customer_id, digits, venue_id, stage, placed_at, updated_at, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    customer_id = excluded.customer_id, digits = excluded.digits, venue_id = excluded.venue_id, stage = excluded.stage,
    placed_at = excluded.placed_at, updated_at = excluded.updated_at, body = excluded.body
"""
_BY_ID = "SELECT body FROM customer_order WHERE id = ?"
_BY_CUSTOMER = "SELECT body FROM customer_order WHERE customer_id = ? ORDER BY placed_at DESC, seq DESC LIMIT ?"
_BY_NUMBER = "SELECT body FROM customer_order WHERE digits = ? ORDER BY placed_at DESC, seq DESC LIMIT ?"
_OPEN_STAGES = ", ".join(sorted(f"'{stage.name}'" for stage in OPEN))
_RECENT = "SELECT body FROM customer_order WHERE placed_at >= ? ORDER BY placed_at DESC, seq DESC"
_OPEN = f"""
SELECT body FROM customer_order WHERE stage IN ({_OPEN_STAGES}) AND ifnull(placed_at < ?, TRUE)
ORDER BY placed_at DESC, seq DESC
"""  # noqa: S608 - the model's own names
_PRUNE = f"DELETE FROM customer_order WHERE placed_at < ? AND stage NOT IN ({_OPEN_STAGES})"  # noqa: S608 - as above
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Order).decode


class StoredOrders(Record, frozen=True):
    """What became of a batch. The orders are as they are kept now; one that occurs twice in a batch counts once."""

    added: tuple[Order, ...] = ()
    changed: tuple[Order, ...] = ()
    older: tuple[str, ...] = ()
    """Ids of which something newer is known."""
    same: int = 0


class OrderFilter(Record, frozen=True):
    """Which orders of the past to show; what is empty or None narrows nothing."""

    since: datetime | None = None
    until: datetime | None = None
    """Not included."""
    venue_ids: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    text: str = ""
    """As typed; see ``order_search``."""


class OrderCursor(Record, frozen=True):
    """The place after the last order of a page."""

    placed_at: int
    """Microseconds since 1970."""
    seq: int


class OrderPage(Record, frozen=True):
    """Some orders, the newest first. ``following`` leads to the next page; None where this is the last."""

    orders: tuple[Order, ...]
    following: OrderCursor | None = None


def upsert(
    connection: apsw.Connection, orders: Iterable[Order], region: str, noted: Mapping[str, str | None] | None = None
) -> StoredOrders:
    """Store orders, and the facts ``noted`` with them, in one transaction; what is newer stays (``order.merged``)."""
    before: dict[str, Order | None] = {}
    now: dict[str, Order] = {}
    older: dict[str, None] = {}
    with transaction(connection):
        for told in orders:
            if told.id not in before:
                before[told.id] = by_id(connection, told.id)
            known = now.get(told.id) or before[told.id]
            kept = told if known is None else merged(told, known)
            if kept is known and told != known:
                older[told.id] = None
            now[told.id] = kept
        changes = [order for order in now.values() if before[order.id] is not order]
        connection.executemany(_UPSERT, [_row(order, region) for order in changes])
        for name, value in (noted or {}).items():
            facts.set_fact(connection, name, value)
    return StoredOrders(
        added=tuple(order for order in changes if before[order.id] is None),
        changed=tuple(order for order in changes if before[order.id] is not None),
        older=tuple(older),
        same=sum(before[order.id] is order and order.id not in older for order in now.values()),
    )


def _row(
    order: Order, region: str
) -> tuple[str, str | None, int | None, str | None, str, int | None, int | None, bytes]:
    recipient = order.recipient
    return (
        order.id,
        recipient.id,
        _number(recipient.phone, region),
        order.venue_id,
        order.stage.name,
        microseconds(order.placed_at),
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


def recent(connection: apsw.Connection, since: datetime) -> list[Order]:
    """Return the orders placed from ``since`` on, and after them all older ones that are still open."""
    moment = microseconds(since)
    return _orders(connection, _RECENT, (moment,)) + _orders(connection, _OPEN, (moment,))


def history(
    connection: apsw.Connection, narrowed: OrderFilter, region: str, after: OrderCursor | None, limit: int
) -> OrderPage:
    """Return the next orders of the past, the newest first; those whose time nobody knows are not among them."""
    wanted = sought(narrowed.text, region)
    page: list[Order] = []
    last: OrderCursor | None = None
    for placed_at, seq, body in _passing(connection, narrowed, after):
        order = _decode(body)
        if wanted is not None and not found(wanted, searchable(order, region)):
            continue
        if len(page) == limit:
            return OrderPage(orders=tuple(page), following=last)
        page.append(order)
        last = OrderCursor(placed_at=placed_at, seq=seq)
    return OrderPage(orders=tuple(page))


def _passing(
    connection: apsw.Connection, narrowed: OrderFilter, after: OrderCursor | None
) -> Iterator[tuple[int, int, bytes]]:
    conditions = ["placed_at IS NOT NULL"]
    values: list[str | int | None] = []
    for condition, moment in (("placed_at >= ?", narrowed.since), ("placed_at < ?", narrowed.until)):
        if moment is not None:
            conditions.append(condition)
            values.append(microseconds(moment))
    for column, wanted in (("venue_id", narrowed.venue_ids), ("stage", [stage.name for stage in narrowed.stages])):
        if wanted:
            conditions.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    if after is not None:
        conditions.append("(placed_at, seq) < (?, ?)")
        values += (after.placed_at, after.seq)
    where = " AND ".join(conditions)
    query = f"SELECT placed_at, seq, body FROM customer_order WHERE {where} ORDER BY placed_at DESC, seq DESC"  # noqa: S608
    yield from connection.execute(query, tuple(values))


def prune(connection: apsw.Connection, moment: datetime) -> int:
    """Remove the orders placed before a moment that nobody waits for any more; return how many."""
    connection.execute(_PRUNE, (microseconds(moment),))
    return connection.changes()


def reindex(connection: apsw.Connection, region: str) -> None:
    """Read the numbers of all orders by the plan of a region. Part of the caller's transaction."""
    rows = list(connection.execute("SELECT seq, body FROM customer_order"))
    read = ((seq, _decode(body).recipient.phone) for seq, body in rows)
    numbered = [(_number(phone, region), seq) for seq, phone in read if phone]
    connection.executemany("UPDATE customer_order SET digits = ? WHERE seq = ?", numbered)


def _number(phone: str | None, region: str) -> int | None:
    return numbers.key(numbers.canonical(phone, region)) if phone else None


def _orders(connection: apsw.Connection, statement: str, values: Sequence[str | int | None]) -> list[Order]:
    return [_decode(body) for (body,) in connection.execute(statement, tuple(values))]
