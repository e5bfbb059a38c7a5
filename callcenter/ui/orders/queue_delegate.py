"""Paints a cell of the queue: plain text on plain ground, in a fraction of the time a style sheet takes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from callcenter.ui.shell import theme

MARGIN = 8
"""Pixels on both sides of a cell, as the header has them."""


class QueueDelegate(QStyledItemDelegate):
    """One font, one line, one colour a cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._font = theme.text_font()
        self._metrics = QFontMetrics(self._font)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a cell."""
        colours = theme.colours()
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, QColor(colours.selected))
        elif (ground := index.data(Qt.ItemDataRole.BackgroundRole)) is not None:
            painter.fillRect(area, ground)
        inner = area.adjusted(MARGIN, 0, -MARGIN, 0)
        text = self._metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width())
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setFont(self._font)
        painter.setPen(QColor(colours.on_selected) if chosen else colour or QColor(colours.text))
        painter.drawText(inner, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), text)
