"""Orders as rows: what the queue and the history have in common, and all that their delegate asks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from callcenter.model.order import Order
from callcenter.ui.orders.cells import ON_THE_RIGHT, Cells, Column, titles
from callcenter.ui.shell import theme

ORDER = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class OrderRows(QAbstractTableModel):
    """An order a row; which there are, and in what order, is for whoever is made of it to say."""

    def __init__(self, cells: Cells) -> None:
        super().__init__()
        self.cells = cells
        self._titles = titles()

    def at(self, row: int) -> Order:
        """Return the order in a row that there is."""
        raise NotImplementedError

    def text(self, order: Order, column: int) -> str:
        """Return what a cell says."""
        return self.cells.text(order, column)

    def colour(self, order: Order, column: int) -> QColor | None:
        """Return the colour of a cell's words; None for the usual one."""
        return self.cells.colour(order, column)

    def is_fresh(self, order: Order) -> bool:  # noqa: ARG002 - for those whose rows come while the agent watches
        """Whether an order came while the agent watched, and was not looked at yet."""
        return False

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
            return _RIGHT if section in ON_THE_RIGHT else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: PLR0911 - a case a role
        """Return what a cell shows. The role is looked at first: it halves the time of a repaint."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(self.at(index.row()), index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return self.colour(self.at(index.row()), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in ON_THE_RIGHT else _LEFT
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(theme.colours().fresh) if self.is_fresh(self.at(index.row())) else None
        if role == ORDER:
            return self.at(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.cells.tip(self.at(index.row()), index.column())
        return None
