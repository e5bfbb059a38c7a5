"""A page to be read, beside the search: it scrolls, Esc leaves it, and letters go to the search."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea


class ReadingPane(QScrollArea):
    """Holds a page as wide as itself."""

    left = Signal()
    """The agent pressed Esc."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step back on Esc; let letters through to the window, which hands them to the search."""
        text, command = event.text(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif text and text.isprintable() and not command:
            event.ignore()
        else:
            super().keyPressEvent(event)
