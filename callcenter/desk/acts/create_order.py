"""Placing an order: no repeat is recognised, so an order without an answer is looked for among the newest."""

from __future__ import annotations

from datetime import datetime

from callcenter.desk.acts.order_match import is_certain, is_for
from callcenter.desk.acts.performer import About, Done, Found, Performer, ReadingBack, Sighting
from callcenter.model.order import NewOrder, Order, OrderQuery, OrderSort
from callcenter.pos.port import PointOfSale
from callcenter.replica.outbox import Entry

_PAGE = 100
_MOST_PAGES = 5
"""Pages looked through: an order whose answer was lost hours ago still lies within a busy venue's newest."""


def _about(entry: Entry) -> About:
    recipient = entry.read(NewOrder).recipient
    return About(name=recipient.name or "", phone=recipient.phone)


async def _send(pos: PointOfSale, entry: Entry) -> Done:
    return Done(order_id=await pos.create_order(entry.read(NewOrder)))


async def _mark(pos: PointOfSale, entry: Entry) -> bytes:
    """Return the id of the venue's newest order: whatever comes later may be ours, whatever the clocks say."""
    page = await pos.orders(_newest(entry.read(NewOrder).venue_id, limit=1))
    return page.rows[0].id.encode() if page.rows else b""


async def _look(pos: PointOfSale, entry: Entry, now: datetime) -> Sighting:
    """Read the orders placed since the mark. One of them is ours for certain where it is the only one like ours."""
    sent = entry.read(NewOrder)
    since, whole = await _placed_since(pos, sent.venue_id, (entry.mark or b"").decode())
    certain = [order for order in since if is_certain(order, sent)]
    if whole and len(certain) == 1:
        done = Done(order_id=certain[0].id, order=certain[0])
        return Sighting(found=Found(at=now, orders=(certain[0],)), done=done)
    theirs = [order for order in since if is_for(order, sent) and order not in certain]
    return Sighting(found=Found(at=now, orders=(*certain, *theirs)))


async def _placed_since(pos: PointOfSale, venue_id: str, mark: str) -> tuple[list[Order], bool]:
    """Return the orders newer than the mark, newest first, and whether all of them were seen."""
    found: dict[str, Order] = {}
    for number in range(1, _MOST_PAGES + 1):
        page = await pos.orders(_newest(venue_id, limit=_PAGE, page=number))
        for order in page.rows:
            if _reached(order.id, mark):
                return list(found.values()), True
            found[order.id] = order
        if len(page.rows) + page.skipped < _PAGE:
            return list(found.values()), page.skipped == 0
    return list(found.values()), False


def _reached(order_id: str, mark: str) -> bool:
    if order_id.isdecimal() and mark.isdecimal():
        return int(order_id) <= int(mark)  # the marked one itself may be gone
    return order_id == mark


def _newest(venue_id: str, *, limit: int, page: int = 1) -> OrderQuery:
    return OrderQuery(sort=OrderSort.ID, descending=True, limit=limit, page=page, venue_id=venue_id)


CREATE_ORDER = Performer(about=_about, send=_send, reading_back=ReadingBack(mark=_mark, look=_look))
