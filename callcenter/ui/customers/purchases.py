"""The customer's latest purchases, as the card lists them, and from when that is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from callcenter.model.customer import Purchase
from callcenter.ui import wording
from callcenter.ui.shell.facts import label, turn

MOST = 10
"""As many as the card has room for; the account and the receipts themselves have the rest."""
_CELLS = 3


def words(purchase: Purchase, currency: str) -> tuple[str, str, str]:
    """Write a purchase: its receipt, its total, when it was."""
    return (
        purchase.receipt_number or wording.NOTHING,
        wording.sum_of(purchase.total, currency),
        wording.time(purchase.created_at),
    )


class Purchases(QWidget):
    """The labels stay, only their words change. What is kept from last time is muted until it was read again."""

    def __init__(self) -> None:
        super().__init__()
        self._none = label("muted")
        self._read = label("muted")
        title = label("section")
        title.setText(self.tr("Recent purchases"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(title)
        head.addWidget(self._read)
        head.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(_CELLS, 1)
        self._cells = [[label() for _ in range(_CELLS)] for _ in range(MOST)]
        for row, cells in enumerate(self._cells):
            for at, cell in enumerate(cells):
                cell.hide()
                grid.addWidget(cell, row, at)
            cells[1].setAlignment(Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self._none)

    def show_purchases(self, purchases: Sequence[Purchase], currency: str, read_at: datetime | None) -> None:
        """Show these; ``read_at`` is when the point of sale told them, None for what is kept from last time."""
        fresh = read_at is not None
        self._read.setText(
            self.tr("read at {time}").format(time=read_at.astimezone().strftime("%H:%M"))
            if read_at is not None
            else self.tr("as they were last known") * bool(purchases)
        )
        self._none.setText(self.tr("Nothing bought yet.") if fresh else self.tr("Not read yet."))
        self._none.setVisible(not purchases)
        for at, cells in enumerate(self._cells):
            told = words(purchases[at], currency) if at < len(purchases) else None
            for cell, text in zip(cells, told or ("",) * _CELLS, strict=True):
                cell.setText(text)
                cell.setVisible(told is not None)
                turn(cell, "" if fresh else "muted")
