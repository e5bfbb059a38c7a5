"""A line of text that keeps its height: what does not fit ends in dots and stands whole in the tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from callcenter.ui import wording

_PADDING = 6
"""Pixels that the style sheet may put at each side."""


class OneLine(QLabel):
    """A label that never grows and so moves nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(1)

    def tell(self, text: str) -> None:
        """Show a sentence."""
        self._whole = text
        self.setToolTip(wording.tip(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    @property
    def whole(self) -> str:
        """The sentence, dots or not."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Ask for room for the whole sentence; less will do."""
        margins = self.contentsMargins()
        sides = max(margins.left() + margins.right(), 2 * _PADDING)  # once polished, the margins tell the padding
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + sides, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(self.contentsRect().width(), 1)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, width))
