"""The logged calls as rows, newest first."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from callcenter.replica.calls import LoggedCall
from callcenter.ui import wording
from callcenter.ui.calls import words
from callcenter.ui.rows import turn_into
from callcenter.ui.shell import theme

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Column(enum.IntEnum):
    """The columns, in their order."""

    TIME = 0
    NUMBER = 1
    WHO = 2
    STATE = 3
    OUTCOME = 4
    NOTE = 5


class CallLogModel(QAbstractTableModel):
    """Rows come, go and change one by one, so that the selection stays on its call."""

    def __init__(self) -> None:
        super().__init__()
        self._calls: list[LoggedCall] = []
        self.region = "AZ"

    def call(self, row: int) -> LoggedCall | None:
        """Return the call in a row."""
        return self._calls[row] if 0 <= row < len(self._calls) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of calls."""
        return 0 if parent.isValid() else len(self._calls)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.TIME: self.tr("Time"),
            Column.NUMBER: self.tr("Phone number"),
            Column.WHO: self.tr("Who"),
            Column.STATE: self.tr("Call"),
            Column.OUTCOME: self.tr("Outcome"),
            Column.NOTE: self.tr("Note"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        call = self._calls[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(call, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return wording.tip(self._words(call, Column(index.column())))
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == Column.STATE and not call.taken:
            return QColor(theme.colours().danger)
        return None

    def show(self, calls: Sequence[LoggedCall]) -> None:
        """Turn the rows into these. Both are sorted by id, the highest first."""
        turn_into(self, self._calls, calls, lambda call: call.id)

    def _words(self, call: LoggedCall, column: Column) -> str:
        state = self.tr("✓ taken") if call.taken else self.tr("✕ missed")
        return {
            Column.TIME: wording.time(call.at),
            Column.NUMBER: words.number(call.number, self.region),
            Column.WHO: call.who or wording.NOTHING,
            Column.STATE: state,
            Column.OUTCOME: call.outcome or "",
            Column.NOTE: call.note or "",
        }[column]
