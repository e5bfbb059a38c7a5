"""The customer's orders in the queue, as the card lists the latest of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from callcenter.model.order import Order
from callcenter.ui import wording
from callcenter.ui.shell.facts import label

MOST = 5
_CELLS = 5
_LINES, _TOTAL = 2, 3
"""The columns of what was ordered, which has what room is left, and of the total."""


class LastOrders(QWidget):
    """The labels stay, only their words change, so that nothing jumps."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        title = label("section")
        title.setText(self.tr("Last orders"))
        column.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(_LINES, 1)
        self._cells = [[label() for _ in range(_CELLS)] for _ in range(MOST)]
        for row, cells in enumerate(self._cells):
            for at, cell in enumerate(cells):
                grid.addWidget(cell, row, at)
            cells[_TOTAL].setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        self._none = label("muted")
        self._none.setText(self.tr("No order in the queue is theirs."))
        column.addWidget(self._none)

    def show_orders(self, orders: Sequence[Order], currency: str) -> None:
        """Show the first of these orders."""
        self._none.setVisible(not orders)
        for at, cells in enumerate(self._cells):
            words = _words(orders[at], currency) if at < len(orders) else None
            for cell, text in zip(cells, words or ("",) * _CELLS, strict=True):
                cell.setText(text)
                cell.setVisible(words is not None)


def _words(order: Order, currency: str) -> tuple[str, ...]:
    return (
        f"#{order.id}",
        wording.age(order.created_at, wording.now()),
        wording.lines(order),
        wording.total(order, currency),
        wording.status(order),
    )
