"""Where the lines of the picture of an account run: steps between the moments at which its balance changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from callcenter.desk.ledger_statement import Row, Statement

LEAD = 0.03
"""How much of the width the balance before the first row, and the one behind the last, are given."""


class Point(NamedTuple):
    """A row in the picture: where it stands between the left side (0) and the right (1)."""

    key: str
    place: float
    balance: float


class Level(NamedTuple):
    """A balance that stood for a while, in pixels across, and how far it swung in the pixel where that began."""

    left: float
    right: float
    balance: float
    lowest: float
    highest: float


class Scale(NamedTuple):
    """The balances at the picture's foot and top; zero is always between them."""

    low: float
    high: float

    def height(self, balance: float) -> float:
        """Return how far up a balance stands: 0 at the foot, 1 at the top."""
        return (balance - self.low) / (self.high - self.low)


def points(told: Statement) -> tuple[Point, ...]:
    """Return the rows of which the balance is known, the oldest first."""
    places = _places(told.rows)
    return tuple(
        Point(row.key, LEAD + (1 - 2 * LEAD) * place, float(row.balance))
        for row, place in zip(told.rows, places, strict=True)
        if row.balance is not None
    )


def ends(told: Statement) -> tuple[Decimal, Decimal] | None:
    """Return the lowest and the highest balance there was; None where none is known."""
    known = [row.balance for row in told.rows if row.balance is not None]
    if told.opening is not None:
        known.append(told.opening)
    return (min(known), max(known)) if known else None


def scale(found: Sequence[Point], opening: Decimal | None) -> Scale:
    """Return what the picture must hold."""
    balances = [point.balance for point in found] + [0.0 if opening is None else float(opening), 0.0]
    low, high = min(balances), max(balances)
    return Scale(low, high) if low < high else Scale(-1.0, 1.0)


def levels(found: Sequence[Point], opening: Decimal | None, width: float, pixel: float) -> tuple[Level, ...]:
    """Return the steps from left to right; rows that fall into one pixel are one step.

    ``pixel`` is how wide one of the screen's own is: lines that stand on them are sharp.
    """
    made: list[Level] = []
    if not found:
        return ()
    if opening is not None:
        made.append(Level(0.0, 0.0, float(opening), float(opening), float(opening)))
    for point in found:
        at = round(point.place * width / pixel) * pixel
        before = made[-1] if made else None
        if before is not None and before.left == at and before.left > 0:
            low, high = min(before.lowest, point.balance), max(before.highest, point.balance)
            made[-1] = Level(at, at, point.balance, low, high)
            continue
        reach = (point.balance, before.balance) if before is not None else (point.balance,)
        made.append(Level(at, at, point.balance, min(reach), max(reach)))
    ends = [level.left for level in made[1:]] + [width]
    return tuple(level._replace(right=end) for level, end in zip(made, ends, strict=True))


def _places(rows: Sequence[Row]) -> list[float]:
    """Return where each row stands in time, from 0 to 1; one behind the other where no time is told."""
    moments = [row.moment for row in rows if row.moment is not None]
    if len(moments) == len(rows) and moments and moments[-1] > moments[0]:
        whole = (moments[-1] - moments[0]).total_seconds()
        return [(moment - moments[0]).total_seconds() / whole for moment in moments]
    return [at / (len(rows) - 1) if len(rows) > 1 else 0.5 for at in range(len(rows))]
