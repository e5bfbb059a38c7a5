"""What the lists of this folder have in common: a table without a grid, and a field that leads it by the keys."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit

from callcenter.ui.rows_view import RowsView

_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class Table(RowsView):
    """One row chosen at a time; Enter opens it, every other key does what it does in a dialog."""

    def __init__(self, model: QAbstractTableModel, name: str, *, stretch: int) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        columns = self.horizontalHeader()
        columns.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)


class LeadingField(QLineEdit):
    """Narrows a table as one types; the keys up and down move through its rows without leaving the field."""

    def __init__(self, table: Table, words: str) -> None:
        super().__init__()
        self._table = table
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the moves on."""
        if event.key() in _MOVES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._table.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
