"""A customer's account as rows, the newest or the oldest first."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from callcenter.desk.ledger_statement import Row
from callcenter.ui import wording
from callcenter.ui.ledger import words
from callcenter.ui.rows import turn_into
from callcenter.ui.shell import theme

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Column(enum.IntEnum):
    """The columns, in their order."""

    DATE = 0
    WHAT = 1
    IN = 2
    OUT = 3
    BALANCE = 4
    REFERENCE = 5


_ON_THE_RIGHT = {Column.IN, Column.OUT, Column.BALANCE}


class LedgerModel(QAbstractTableModel):
    """Rows come, go and change as other days are asked for and the account is read anew."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self.currency = "AZN"
        self._titles = {
            Column.DATE: self.tr("date"),
            Column.WHAT: self.tr("what"),
            Column.IN: self.tr("in"),
            Column.OUT: self.tr("out"),
            Column.BALANCE: self.tr("balance"),
            Column.REFERENCE: self.tr("reference"),
        }

    def row(self, at: int) -> Row | None:
        """Return a row."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place(self, key: str) -> int:
        """Return where the row with this key stands; -1 where it does not."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

    def show(self, rows: Sequence[Row]) -> None:
        """Turn the rows into these."""
        turn_into(self, self._rows, rows, lambda row: row.key)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in _ON_THE_RIGHT else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in _ON_THE_RIGHT else _LEFT
        return None

    def _text(self, row: Row, column: int) -> str:
        match column:
            case Column.DATE:
                return wording.time(row.entry.created_at)
            case Column.WHAT:
                return words.what(row, self.currency)
            case Column.IN:
                return words.paid_in(row, self.currency)
            case Column.OUT:
                return words.taken_out(row, self.currency)
            case Column.BALANCE:
                return words.balance(row, self.currency)
            case _:
                return words.reference(row)

    def _colour(self, row: Row, column: int) -> QColor | None:
        colours = theme.colours()
        match column:
            case Column.IN:
                return theme.ink(colours.good)
            case Column.OUT:
                return theme.ink(colours.danger)
            case Column.BALANCE:
                return theme.ink(colours.text if row.adds_up else colours.warning)
            case Column.WHAT:
                return None
            case _:
                return theme.ink(colours.muted)
