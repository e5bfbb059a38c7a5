"""What points are earned by and worth: the settings that the vendor leaves to each shop."""

from typing import Final

MINOR_A_POINT: Final = 100
"""A point for so much spent, counted over all purchases together: 1.00."""

POINT_WORTH: Final = 10
"""Hundredths of discount for a point redeemed (source: the page "Customers", "1 point = $0.10")."""


def earned_by(before: int, after: int) -> int:
    """Give the points of a purchase that raises what was spent in all from ``before`` to ``after`` (hundredths)."""
    return after // MINOR_A_POINT - before // MINOR_A_POINT
