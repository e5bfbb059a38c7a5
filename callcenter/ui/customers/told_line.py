"""The line under the search that says what was found: it changes at nearly every key."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from callcenter.ui.shell.one_line import OneLine


class ToldLine(QWidget):
    """Holds a label to one size whatever it says: else each new sentence would lay the whole window out again."""

    def __init__(self) -> None:
        super().__init__()
        self._label = OneLine()
        self._label.setProperty("role", "muted")
        self._label.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tell(self, text: str) -> None:
        """Show a sentence."""
        if text != self._label.whole:
            self._label.tell(text)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(0, self._label.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the label all there is."""
        super().resizeEvent(event)
        self._label.setFixedSize(event.size())
