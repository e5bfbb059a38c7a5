"""What an uncertain act has yielded by the agent's word."""

from __future__ import annotations

from callcenter.desk.acts.performer import Done, found_in
from callcenter.desk.acts.redeem import PointsRedemption
from callcenter.model.customer import Customer
from callcenter.model.loyalty import Redeemed
from callcenter.model.order import Order
from callcenter.replica.outbox import Act, Entry


def done_by_word(entry: Entry, made: Order | Customer | None) -> Done:
    """Return the end of a row that made this order or customer; of a redemption that was done there is nothing more."""
    if isinstance(made, Order):
        return Done(order_id=made.id, order=made)
    if isinstance(made, Customer):
        return Done(customer=made)
    if entry.act is not Act.REDEEM:
        return Done()
    found = found_in(entry)
    remaining = found.points_now if found is not None else None
    return Done(redeemed=Redeemed(points=entry.read(PointsRedemption).points, remaining=remaining))
