"""Redeeming loyalty points: no repeat is recognised, so after a lost answer the points that are left tell."""

from __future__ import annotations

from datetime import datetime

import msgspec

from callcenter.desk.acts.performer import About, Done, Found, Performer, ReadingBack, Sighting
from callcenter.model.customer import Customer
from callcenter.model.loyalty import Redeemed, Redemption
from callcenter.model.record import Record
from callcenter.pos import errors
from callcenter.pos.port import PointOfSale
from callcenter.replica.outbox import Entry


class PointsRedemption(Record, frozen=True):
    """How many points of whom, on which sale. ``held`` is what the agent saw; name, number and receipt are for them."""

    customer_id: str
    points: int
    sale_id: str
    name: str = ""
    phone: str | None = None
    held: int | None = None
    receipt_number: str | None = None


class _Account(Record, frozen=True):
    """What is read before the first try, and held against what is read after a lost answer."""

    points: int | None
    receipt_count: int | None = None
    latest_sale: str | None = None

    @classmethod
    def of(cls, customer: Customer) -> _Account:
        latest = customer.purchases[0].id if customer.purchases else None
        return cls(points=customer.points, receipt_count=customer.receipt_count, latest_sale=latest)

    def bought_since(self, earlier: _Account) -> bool:
        """Whether there is another sale: it may have earned points."""
        return (self.receipt_count, self.latest_sale) != (earlier.receipt_count, earlier.latest_sale)


def _about(entry: Entry) -> About:
    body = entry.read(PointsRedemption)
    return About(name=body.name, phone=body.phone, points=body.points, sale=body.receipt_number or body.sale_id)


async def _send(pos: PointOfSale, entry: Entry) -> Done:
    body = entry.read(PointsRedemption)
    wanted = Redemption(customer_id=body.customer_id, points=body.points, sale_id=body.sale_id)
    return Done(redeemed=await pos.redeem(wanted))


async def _mark(pos: PointOfSale, entry: Entry) -> bytes:
    """Return what is held now. Raises TooFewPoints where that is less than is to be redeemed."""
    body = entry.read(PointsRedemption)
    account = _Account.of(await pos.customer(body.customer_id))
    if account.points is not None and account.points < body.points:
        raise errors.TooFewPoints
    return msgspec.msgpack.encode(account)


async def _look(pos: PointOfSale, entry: Entry, now: datetime) -> Sighting:
    """Read the points. So many fewer, and no sale since that could have earned some: it was redeemed."""
    body = entry.read(PointsRedemption)
    before = msgspec.msgpack.decode(entry.mark or b"", type=_Account)
    try:
        account = _Account.of(await pos.customer(body.customer_id))
    except errors.NotFound:
        return Sighting(found=Found(at=now, points_before=before.points))
    found = Found(at=now, points_before=before.points, points_now=account.points)
    if before.points is None or account.points != before.points - body.points or account.bought_since(before):
        return Sighting(found=found, under_way=account == before)
    return Sighting(found=found, done=Done(redeemed=Redeemed(points=body.points, remaining=account.points)))


REDEEM = Performer(about=_about, send=_send, reading_back=ReadingBack(mark=_mark, look=_look))
