"""The sales that points can be redeemed on: the customer's latest, chosen by key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView

from callcenter.model.customer import Purchase
from callcenter.ui.customers import purchases
from callcenter.ui.rows import turn_into
from callcenter.ui.rows_view import RowsView

SHOWN = 6
"""Rows in sight; the others are scrolled to."""
_ROW = 28
_COLUMNS = 3
_LETTERS = (21, 12)
"""How wide a receipt and a total may be; the last column has the rest."""
_TOTAL = 1
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SalesModel(QAbstractTableModel):
    """A sale a row: its receipt, its total, when it was."""

    def __init__(self) -> None:
        super().__init__()
        self._sales: list[Purchase] = []
        self.currency = "AZN"

    def show_sales(self, sales: Sequence[Purchase]) -> None:
        """Turn the rows into these; who holds a row keeps it."""
        turn_into(self, self._sales, sales, key=lambda sale: sale.id)

    def sale(self, row: int) -> Purchase | None:
        """Return the sale in a row; None where there is no such row."""
        return self._sales[row] if 0 <= row < len(self._sales) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of sales."""
        return 0 if parent.isValid() else len(self._sales)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        sale = self._sales[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return purchases.words(sale, self.currency)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(purchases.words(sale, self.currency))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() == _TOTAL else _LEFT
        return None


class SalesView(RowsView):
    """The rows; Enter is for the form they stand in."""

    turned = Signal()
    """Another sale is chosen, or none any more."""

    def __init__(self) -> None:
        super().__init__()
        self.sales = SalesModel()
        self.setModel(self.sales)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column, letters in enumerate(_LETTERS):
            self.setColumnWidth(column, self.fontMetrics().averageCharWidth() * letters)
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setFixedHeight(SHOWN * _ROW + 2)
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.turned.emit())

    @property
    def chosen(self) -> Purchase | None:
        """The sale that is chosen."""
        return self.sales.sale(self.currentIndex().row())

    def show_sales(self, sales: Sequence[Purchase]) -> None:
        """Show these; the newest is chosen where none is."""
        self.sales.show_sales(sales)
        if not self.currentIndex().isValid() and sales:
            self.selectRow(0)
        self.turned.emit()
