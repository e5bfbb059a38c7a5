"""Whether an order that the point of sale holds is the one this desk sent and had no answer to."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from callcenter.model.order import NewOrder, Order, OrderLine
from callcenter.model.phone import digits

_TAIL = 7
"""Last digits that two writings of one number share."""


def is_for(order: Order, sent: NewOrder) -> bool:
    """Whether an order is for the same customer: by id, or by number where one of the two tells no id."""
    theirs, ours = order.recipient, sent.recipient
    if theirs.id is not None and ours.id is not None:
        return theirs.id == ours.id
    if ours.phone is None or theirs.phone is None:
        return False
    return digits(ours.phone)[-_TAIL:] == digits(theirs.phone)[-_TAIL:] != ""


def is_certain(order: Order, sent: NewOrder) -> bool:
    """Whether nothing in an order speaks against its being the one that was sent.

    Where the point of sale keeps the act's own marks, they decide. Prices and totals are no evidence: it sets its own.
    """
    kept = {order.integration_id, order.integration_uuid} - {None}
    if kept & {sent.key, sent.number or sent.key}:
        return True
    return (
        not kept
        and is_for(order, sent)
        and (order.venue_id is None or order.venue_id == sent.venue_id)
        and (order.sale_type_id is None or order.sale_type_id == sent.sale_type_id)
        and _lines(order.lines) == _lines(sent.lines)
        and _alike(order.comment, sent.comment)
        and _alike(order.recipient.address, sent.recipient.address)
        and (order.delivery_fee or Decimal(0)) == (sent.delivery_fee or Decimal(0))
    )


def _lines(lines: tuple[OrderLine, ...]) -> Counter[tuple[object, ...]]:
    """Count the lines by what is cooked; the order in which they stand tells nothing."""
    return Counter(
        (line.product_id, line.count, tuple(sorted((one.id, one.count) for one in line.modifiers))) for line in lines
    )


def _alike(theirs: str | None, ours: str | None) -> bool:
    """Whether a text is the one that was sent; blanks at its ends and between words are not always kept."""
    return (theirs or "").split() == (ours or "").split()
