"""A line that tells something in place: nothing pops up, nothing must be clicked away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class Notice(QFrame):
    """A coloured strip with a sentence and, now and then, buttons. Hidden while it has nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)  # a server's words are never markup
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.addWidget(self._label, 1)
        self._buttons: list[QWidget] = []
        self.hide()

    @property
    def text(self) -> str:
        """What the strip says now; empty while it is hidden."""
        return "" if self.isHidden() else self._label.text()

    def say(self, text: str, kind: str = "danger", buttons: tuple[QPushButton, ...] = ()) -> None:
        """Tell a sentence; ``kind`` is danger, warning or good."""
        self._drop_buttons()
        self.setProperty("notice", kind)
        for part in (self, self._label):  # the sheet's rules for the kind reach the label only when it is asked anew
            part.style().unpolish(part)
            part.style().polish(part)
        self._label.setText(text)
        self.setAccessibleName(text)
        for button in buttons:
            self._row.addWidget(button)
            if not isinstance(self.window(), QDialog):  # there Enter is some field's
                button.setAutoDefault(True)  # Enter presses it too, once it has the focus
            button.show()  # at once: in a strip that is in sight already it could not take the focus before
            self._buttons.append(button)
        self.show()

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """The buttons beside the sentence."""
        return tuple(self._buttons)

    def rewrite(self, text: str) -> None:
        """Tell the same otherwise: the buttons, and the focus on one of them, stay."""
        if self._label.text() != text:
            self._label.setText(text)
            self.setAccessibleName(text)

    def clear(self) -> None:
        """Say nothing."""
        self._drop_buttons()
        self._label.clear()
        self.hide()

    def _drop_buttons(self) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()
