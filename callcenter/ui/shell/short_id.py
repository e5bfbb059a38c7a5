"""A long id, shown in part: whoever copies it copies the whole."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu

_LONG = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
SHOWN = 8
"""Letters of a UUID that are shown: enough to tell two apart at a glance."""


def shortened(text: str) -> str:
    """Return a UUID's first letters and dots; any other text as it is."""
    return f"{text[:SHOWN]}…" if _LONG.fullmatch(text) else text


class ShortId(QLabel):
    """Shows an id; a UUID in part, and whole in the tool tip, to a screen reader and on the clipboard."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    @property
    def whole(self) -> str:
        """The id, dots or not."""
        return self._whole

    def tell(self, text: str) -> None:
        """Show an id, or the dash that stands for none."""
        self._whole = text
        short = shortened(text)
        self.setText(short)
        self.setToolTip(text if short != text else "")  # a UUID alone: no text that could be markup
        self.setAccessibleDescription(text if short != text else "")

    def copy(self) -> None:
        """Put the whole id on the clipboard."""
        QGuiApplication.clipboard().setText(self._whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the whole, however much of it is selected."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy the whole."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy the id")).triggered.connect(self.copy)
        menu.popup(event.globalPos())
