"""Loyalty points turned into a discount on a sale."""

from __future__ import annotations

from decimal import Decimal

from callcenter.model.record import Record


class Redemption(Record, frozen=True):
    """What is asked for: so many points of a customer, on a sale (its UUID)."""

    customer_id: str
    points: int
    sale_id: str


class Redeemed(Record, frozen=True):
    """What the point of sale did: ``discount`` in the profile's currency, None where it told none."""

    points: int
    discount: Decimal | None = None
    remaining: int | None = None
    """Points left."""
