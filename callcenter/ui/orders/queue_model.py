"""The orders of one tab, newest first, kept sorted as they change."""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from callcenter.desk.queue import Change
from callcenter.model import phone
from callcenter.model.order import Order, Stage
from callcenter.ui import wording
from callcenter.ui.shell import theme

ORDER = Qt.ItemDataRole.UserRole
FRESH_SECONDS = 120
"""How long a row that came while the agent watched stays marked, unless it is looked at before."""
Index = QModelIndex | QPersistentModelIndex
Key = tuple[float, int, str]
ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


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


_SHAPES = {Stage.PENDING: "●", Stage.RECEIVED: "◐", Stage.DELIVERED: "✓", Stage.IGNORED: "✕", Stage.OTHER: "◇"}
"""A shape beside each word and colour: never colour alone."""


class QueueModel(QAbstractTableModel):
    """Rows come, go and change one run at a time; never a reset, so selection and scroll stay."""

    def __init__(self, stage: Stage | None) -> None:
        super().__init__()
        self._stage = stage
        self._rows: list[Order] = []
        self._keys: list[Key] = []
        self._key_of: dict[str, Key] = {}
        self._fresh: dict[str, datetime] = {}
        self._titles = (
            "#",
            self.tr("age"),
            self.tr("customer"),
            self.tr("phone"),
            self.tr("venue"),
            self.tr("type"),
            self.tr("items"),
            self.tr("total"),
            self.tr("state"),
        )
        self.venues: dict[str, str] = {}
        self.sale_types: dict[str, str] = {}
        self.currency = "AZN"
        self.region = "AZ"
        self.late_minutes = (10, 20)

    # ---- what Qt asks -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of orders."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in {Column.NUMBER, Column.AGE, Column.TOTAL} else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: PLR0911 - a case a role
        """Return what a cell shows. The role is looked at first: it halves the time of a repaint."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(self._rows[index.row()], index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(self._rows[index.row()], index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in {Column.NUMBER, Column.AGE, Column.TOTAL} else _LEFT
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(theme.colours().fresh) if self._rows[index.row()].id in self._fresh else None
        if role == ORDER:
            return self._rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(self._rows[index.row()], index.column())
        return None

    # ---- what the pane asks -----------------------------------------------------------------------------------------

    def order(self, row: int) -> Order | None:
        """Return the order in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def take(self, change: Change, now: datetime) -> None:
        """Follow one batch of changes."""
        if change.cleared:
            self._remove(list(self._key_of))
        every = (*change.came, *change.changed)
        here = [order for order in every if self._stage is None or order.stage is self._stage]
        stay = {order.id for order in here}
        self._remove([order.id for order in every if order.id in self._key_of and order.id not in stay])
        # an order whose time of making changed sits elsewhere now: it leaves and comes
        self._remove([order.id for order in here if self._key_of.get(order.id, _key(order)) != _key(order)])
        self._update([order for order in here if order.id in self._key_of])
        self._insert([order for order in here if order.id not in self._key_of])
        if not change.first:
            self._fresh.update((order.id, now) for order in change.came if order.id in stay)

    def seen(self, order: Order) -> None:
        """Take the mark off a row the agent looked at."""
        if self._fresh.pop(order.id, None) is not None:
            self._changed(bisect_left(self._keys, self._key_of[order.id]))

    def age(self, now: datetime) -> None:
        """Let time pass: the ages are written anew, old marks go."""
        for identity in [one for one, came in self._fresh.items() if (now - came).total_seconds() > FRESH_SECONDS]:
            del self._fresh[identity]
            self._changed(bisect_left(self._keys, self._key_of[identity]))
        if self._rows:
            self.dataChanged.emit(self.index(0, Column.AGE), self.index(len(self._rows) - 1, Column.AGE))

    def rewrite(self) -> None:
        """Write every cell anew: names, currency or colours changed."""
        if self._rows:
            self._changed(0, len(self._rows) - 1)

    # ---- rows -------------------------------------------------------------------------------------------------------

    def _remove(self, identities: Iterable[str]) -> None:
        rows = sorted(bisect_left(self._keys, self._key_of[identity]) for identity in identities)
        for first, last in reversed(list(_runs(rows))):
            self.beginRemoveRows(ROOT, first, last)
            for order in self._rows[first : last + 1]:
                del self._key_of[order.id]
                self._fresh.pop(order.id, None)
            del self._rows[first : last + 1]
            del self._keys[first : last + 1]
            self.endRemoveRows()

    def _update(self, orders: list[Order]) -> None:
        rows = []
        for order in orders:
            row = bisect_left(self._keys, self._key_of[order.id])
            self._rows[row] = order
            rows.append(row)
        for first, last in _runs(sorted(rows)):
            self._changed(first, last)

    def _insert(self, orders: list[Order]) -> None:
        keyed = sorted((_key(order), order) for order in orders)
        places = [(bisect_left(self._keys, key), key, order) for key, order in keyed]
        for at, run in reversed([(at, list(run)) for at, run in groupby(places, key=lambda place: place[0])]):
            self.beginInsertRows(ROOT, at, at + len(run) - 1)
            self._keys[at:at] = [key for _, key, _ in run]
            self._rows[at:at] = [order for _, _, order in run]
            self._key_of.update((order.id, key) for _, key, order in run)
            self.endInsertRows()

    def _changed(self, first: int, last: int | None = None) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(first if last is None else last, len(Column) - 1))

    # ---- cells ------------------------------------------------------------------------------------------------------

    def _text(self, order: Order, column: int) -> str:  # noqa: PLR0911 - a case a column
        to = order.recipient
        match column:
            case Column.NUMBER:
                return order.id
            case Column.AGE:
                return self._age_text(order)
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
            case _:
                return f"{_SHAPES[order.stage]} {wording.status(order)}"

    def _age_text(self, order: Order) -> str:
        written = wording.age(order.created_at, wording.now())
        return f"{'!' * self._lateness(order)} {written}".strip()

    def _lateness(self, order: Order) -> int:
        """Return 0, 1 or 2: how many of the thresholds an order that is still waited for has passed."""
        if not order.open or order.created_at is None:
            return 0
        minutes = (wording.now() - order.created_at).total_seconds() / 60
        return sum(minutes >= threshold for threshold in self.late_minutes)

    def _colour(self, order: Order, column: int) -> QColor | None:
        colours = theme.colours()
        if column == Column.AGE:
            late = self._lateness(order)
            return QColor((colours.text, colours.warning, colours.danger)[late])
        if column == Column.STATE:
            return QColor(
                {
                    Stage.PENDING: colours.accent,
                    Stage.RECEIVED: colours.text,
                    Stage.DELIVERED: colours.good,
                    Stage.IGNORED: colours.muted,
                    Stage.OTHER: colours.warning,
                }[order.stage]
            )
        return QColor(colours.muted) if column in {Column.NUMBER, Column.PHONE, Column.VENUE, Column.TYPE} else None

    def _tip(self, order: Order, column: int) -> str | None:
        if column == Column.AGE:
            return wording.time(order.created_at)
        if column == Column.ITEMS:
            comment = f"\n{order.comment}" if order.comment else ""
            return wording.lines(order) + comment
        return None


def _key(order: Order) -> Key:
    """Return what the rows are sorted by: newest first, of the same moment the higher number first."""
    made = order.created_at or datetime.min.replace(tzinfo=UTC)
    return (-made.timestamp(), -int(order.id) if order.id.isdecimal() else 0, order.id)


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of neighbours in sorted rows."""
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in run]
        yield numbers[0], numbers[-1]
