"""The orders of the past as rows, in the order in which they were found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from callcenter.model.order import Order
from callcenter.ui import wording
from callcenter.ui.orders.cells import Cells, Column
from callcenter.ui.orders.order_rows import ROOT, Index, OrderRows
from callcenter.ui.rows import turn_into


class HistoryModel(OrderRows):
    """Rows come at the end as the agent scrolls; another question changes them row by row."""

    def __init__(self, cells: Cells) -> None:
        super().__init__(cells)
        self._orders: list[Order] = []
        self._rows: dict[str, int] = {}

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of orders."""
        return 0 if parent.isValid() else len(self._orders)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's title: of old orders the moment is told instead of the age."""
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole and section == Column.AGE:
            return self.tr("placed")
        return super().headerData(section, orientation, role)

    def text(self, order: Order, column: int) -> str:
        """Return what a cell says."""
        return wording.time(order.placed_at) if column == Column.AGE else super().text(order, column)

    def colour(self, order: Order, column: int) -> QColor | None:
        """Return the colour of a cell's words: a moment is not late, as an age may be."""
        return None if column == Column.AGE else super().colour(order, column)

    def at(self, row: int) -> Order:
        """Return the order in a row that there is."""
        return self._orders[row]

    def order(self, row: int) -> Order | None:
        """Return the order in a row."""
        return self._orders[row] if 0 <= row < len(self._orders) else None

    def add(self, orders: Sequence[Order], *, anew: bool) -> None:
        """Put orders at the end; ``anew``, in the place of all there are."""
        wanted = list(orders) if anew else [*self._orders, *orders]
        turn_into(self, self._orders, wanted, lambda order: order.id)
        self._rows = {order.id: row for row, order in enumerate(self._orders)}

    def update(self, orders: Sequence[Order]) -> None:
        """Put newer versions of orders in their rows."""
        for order in orders:
            row = self._rows.get(order.id)
            if row is not None:
                self._orders[row] = order
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def rewrite(self) -> None:
        """Write every cell anew: names or colours changed."""
        if self._orders:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._orders) - 1, len(Column) - 1))
