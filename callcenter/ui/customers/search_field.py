"""The one field of the search, as it stands in the window before anything can be found.

Nothing is loaded for it but Qt, and of Qt little: what is typed into it while the program is being loaded is kept, and
searched as soon as there is somebody to ask.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

LONGEST = 200
"""Letters that a search may have."""
_TOP, _SIDES, _SPACING = 10, 12, 8

_Keys = QKeySequence.StandardKey
_MOVES = (_Keys.MoveToNextLine, _Keys.MoveToPreviousLine, _Keys.MoveToNextPage, _Keys.MoveToPreviousPage)


class SearchField(QLineEdit):
    """Arrows move through the customers found while it keeps the focus."""

    moved = Signal(QKeyEvent)

    def __init__(self) -> None:
        super().__init__()
        self.entered = False
        """Whether Enter was pressed on the words that stand in it."""
        translate = QCoreApplication.translate
        self.setPlaceholderText(translate("SearchPane", "Name or phone"))
        self.setAccessibleName(translate("SearchPane", "Find a customer by name or phone"))
        self.setMaxLength(LONGEST)
        self.returnPressed.connect(self._enter)
        self.textChanged.connect(self._change)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass the arrows on; Esc empties the field first."""
        if any(event.matches(key) for key in _MOVES):
            self.moved.emit(event)
        elif event.matches(_Keys.Cancel) and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        self.entered = True

    def _change(self, _text: str) -> None:
        self.entered = False


def place(pane: QWidget, field: SearchField) -> tuple[QVBoxLayout, QVBoxLayout]:
    """Put the field on top of its pane; return the pane's column and the column that the field heads.

    The field stands at the same place in the window's first picture and in all that follow.
    """
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, _TOP, 0, 0)
    column.setSpacing(_SPACING)
    head = QVBoxLayout()
    head.setContentsMargins(_SIDES, 0, _SIDES, 0)
    head.setSpacing(_SPACING)
    head.addWidget(field)
    column.addLayout(head)
    return column, head
