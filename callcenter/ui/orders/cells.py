"""What stands in a cell of the queue: words, colours, tips."""

from __future__ import annotations

import enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from callcenter.model import phone
from callcenter.model.order import Order, Stage
from callcenter.ui import wording
from callcenter.ui.shell import theme


class Column(enum.IntEnum):
    """The columns in their order."""

    NUMBER = 0
    AGE = 1
    CUSTOMER = 2
    PHONE = 3
    VENUE = 4
    TYPE = 5
    ITEMS = 6
    TOTAL = 7
    STATE = 8
    HOLDER = 9


ON_THE_RIGHT = {Column.NUMBER, Column.AGE, Column.TOTAL}
_PALE = {Column.NUMBER, Column.PHONE, Column.VENUE, Column.TYPE}
_SHAPES = {Stage.PENDING: "●", Stage.RECEIVED: "◐", Stage.DELIVERED: "✓", Stage.IGNORED: "✕", Stage.OTHER: "◇"}
"""A shape beside each word and colour: never colour alone."""


def titles() -> dict[Column, str]:
    """Return the columns' titles in the language in force."""
    translate = QCoreApplication.translate
    return {
        Column.NUMBER: "#",
        Column.AGE: translate("Cells", "age"),
        Column.CUSTOMER: translate("Cells", "customer"),
        Column.PHONE: translate("Cells", "phone"),
        Column.VENUE: translate("Cells", "venue"),
        Column.TYPE: translate("Cells", "type"),
        Column.ITEMS: translate("Cells", "items"),
        Column.TOTAL: translate("Cells", "total"),
        Column.STATE: translate("Cells", "state"),
        Column.HOLDER: translate("Cells", "taken by"),
    }


class Cells:
    """Knows the names behind ids, how money and numbers are written, and when an order is late."""

    def __init__(self) -> None:
        self.venues: dict[str, str] = {}
        self.sale_types: dict[str, str] = {}
        self.holders: dict[str, str] = {}
        """Who has taken an order, by its id."""
        self.currency = "AZN"
        self.region = "AZ"
        self.late_minutes = (10, 20)

    def text(self, order: Order, column: int) -> str:  # noqa: PLR0911 - a case a column
        """Return what a cell says."""
        to = order.recipient
        match column:
            case Column.NUMBER:
                return order.id
            case Column.AGE:
                return self.age(order)
            case Column.CUSTOMER:
                return to.name or wording.NOTHING
            case Column.PHONE:
                return phone.spell(to.phone, self.region) if to.phone else wording.NOTHING
            case Column.VENUE:
                return self.venues.get(order.venue_id or "", order.venue_id or wording.NOTHING)
            case Column.TYPE:
                return self.sale_types.get(order.sale_type_id or "", order.sale_type_id or wording.NOTHING)
            case Column.ITEMS:
                return wording.lines(order)
            case Column.TOTAL:
                return wording.total(order, self.currency)
            case Column.STATE:
                return self.status(order)
            case _:
                return self.holders.get(order.id, "")

    def status(self, order: Order) -> str:
        """Return where an order stands, by shape and word."""
        return f"{_SHAPES[order.stage]} {wording.status(order)}"

    def age(self, order: Order) -> str:
        """Return how old an order is, with a sign for each threshold that it has passed."""
        written = wording.age(order.created_at, wording.now())
        return f"{'!' * self._lateness(order)} {written}".strip()

    def colour(self, order: Order, column: int) -> QColor | None:
        """Return the colour of a cell's words; None for the usual one."""
        colours = theme.colours()
        if column == Column.AGE:
            return theme.ink((colours.text, colours.warning, colours.danger)[self._lateness(order)])
        if column == Column.STATE:
            return theme.ink(
                {
                    Stage.PENDING: colours.accent,
                    Stage.RECEIVED: colours.text,
                    Stage.DELIVERED: colours.good,
                    Stage.IGNORED: colours.muted,
                    Stage.OTHER: colours.warning,
                }[order.stage]
            )
        return theme.ink(colours.muted) if column in _PALE else None

    def tip(self, order: Order, column: int) -> str | None:
        """Return what a cell tells whoever rests on it."""
        if column == Column.AGE:
            return wording.time(order.created_at)
        if column == Column.ITEMS:
            comment = f"\n{order.comment}" if order.comment else ""
            return wording.tip(wording.lines(order) + comment)
        return None

    def _lateness(self, order: Order) -> int:
        """Return 0, 1 or 2: how many of the thresholds an order that is still waited for has passed."""
        if not order.open or order.created_at is None:
            return 0
        minutes = (wording.now() - order.created_at).total_seconds() / 60
        return sum(minutes >= threshold for threshold in self.late_minutes)
