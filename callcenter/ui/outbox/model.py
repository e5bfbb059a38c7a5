"""The rows of the outbox, oldest first."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from callcenter.desk.dispatch import Dispatch
from callcenter.model import phone
from callcenter.replica.outbox import Entry, State
from callcenter.ui import wording
from callcenter.ui.outbox import words
from callcenter.ui.rows import turn_into
from callcenter.ui.shell import theme

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Column(enum.IntEnum):
    """The columns, in their order."""

    SINCE = 0
    WHAT = 1
    CUSTOMER = 2
    PHONE = 3
    STATE = 4
    REASON = 5


class OutboxModel(QAbstractTableModel):
    """Rows come, go and change one by one, so that the selection stays on its row."""

    def __init__(self, dispatch: Dispatch) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._entries: list[Entry] = []

    def entry(self, row: int) -> Entry | None:
        """Return the entry in a row."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def place(self, entry: Entry) -> int:
        """Return the row of an entry; -1 where there is none."""
        return next((at for at, one in enumerate(self._entries) if one.id == entry.id), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.SINCE: self.tr("since"),
            Column.WHAT: self.tr("what"),
            Column.CUSTOMER: self.tr("customer"),
            Column.PHONE: self.tr("phone"),
            Column.STATE: self.tr("state"),
            Column.REASON: self.tr("reason"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(entry, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return wording.tip(self._words(entry, Column(index.column())))
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == Column.STATE:
            colours = theme.colours()
            return {
                State.SENT: QColor(colours.good),
                State.REFUSED: QColor(colours.danger),
                State.UNCERTAIN: QColor(colours.warning),
            }.get(entry.state)
        return None

    def show(self, entries: Sequence[Entry]) -> None:
        """Turn the rows into these. Both are sorted by id."""
        turn_into(self, self._entries, entries, lambda entry: entry.id)

    def _words(self, entry: Entry, column: Column) -> str:
        about = self._dispatch.about(entry)
        match column:
            case Column.SINCE:
                return wording.time(entry.created_at)
            case Column.WHAT:
                return words.act(entry, about)
            case Column.CUSTOMER:
                return about.name or wording.NOTHING
            case Column.PHONE:
                return phone.spell(about.phone) if about.phone else wording.NOTHING
            case Column.STATE:
                return words.state(entry)
            case Column.REASON:
                return words.reason(entry, self._dispatch.found(entry))
