"""What redeeming points comes to, before and after the point of sale has said: plain arithmetic, no I/O."""

from __future__ import annotations

import enum
import re
import uuid
from decimal import ROUND_HALF_UP, Decimal

from callcenter.model.customer import Purchase
from callcenter.model.loyalty import Redeemed
from callcenter.model.record import Record

POINT_VALUE = Decimal("0.10")
"""What a point takes off where nobody has said otherwise (PosStar's customers page: its default)."""
_STEP, _CENT = Decimal("0.000001"), Decimal("0.01")
_LARGEST_VALUE = Decimal(1_000_000)
_MOST_DIGITS = 9
_UUID = re.compile(r"\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\}?", re.IGNORECASE | re.ASCII)


class Flaw(enum.Enum):
    """Why what is typed cannot be redeemed."""

    POINTS_MISSING = "points-missing"
    POINTS_NOT_WHOLE = "points-not-whole"
    POINTS_TOO_MANY = "points-too-many"
    SALE_MISSING = "sale-missing"
    SALE_NOT_AN_ID = "sale-not-an-id"


class Preview(Record, frozen=True):
    """What so many points may come to: the vendor's own settings decide."""

    discount: Decimal
    left: int
    beyond_sale: bool = False
    """Whether that is more than the sale's total, where that is known."""


def points_in(text: str, held: int) -> int | Flaw:
    """Return how many points a text asks for: a whole number from 1 to those held."""
    text = "".join(text.split())
    if not text:
        return Flaw.POINTS_MISSING
    if not (text.isascii() and text.isdecimal() and text.strip("0")):
        return Flaw.POINTS_NOT_WHOLE
    digits = text.lstrip("0")
    if len(digits) > _MOST_DIGITS or int(digits) > held:
        return Flaw.POINTS_TOO_MANY
    return int(digits)


def sale_in(text: str) -> str | Flaw:
    """Return the id of a sale as a text has it, in the one spelling of a UUID."""
    text = text.strip()
    if not text:
        return Flaw.SALE_MISSING
    return str(uuid.UUID(text)) if _UUID.fullmatch(text) else Flaw.SALE_NOT_AN_ID


def preview(points: int, value: Decimal, held: int, sale: Purchase | None) -> Preview:
    """Return what so many of the points held may take off a sale; a point is worth ``value``."""
    discount = points * value
    beyond = sale is not None and sale.total is not None and discount > sale.total
    return Preview(discount=discount, left=held - points, beyond_sale=beyond)


def corrected(value: Decimal, redeemed: Redeemed, sale: Purchase | None) -> Decimal:
    """Return what a point is worth by the point of sale's answer; as it was where the answer does not tell.

    It does not where it took off the whole of the sale: then more points may have been asked for than were needed.
    """
    discount, points = redeemed.discount, redeemed.points
    if discount is None or discount <= 0 or points <= 0:
        return value
    if (points * value).quantize(_CENT, ROUND_HALF_UP) == discount:
        return value  # a smaller part of the smallest coin than the answer can tell
    if sale is not None and sale.total is not None and discount >= sale.total:
        return value
    told = (discount / points).quantize(_STEP, ROUND_HALF_UP)
    return told if 0 < told < _LARGEST_VALUE else value
