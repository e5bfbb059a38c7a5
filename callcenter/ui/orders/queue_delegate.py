"""Paints a cell of queue and history: plain text on plain ground, in a fraction of the time a style sheet takes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QStaticText, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from callcenter.ui.orders.cells import ON_THE_RIGHT
from callcenter.ui.orders.order_rows import OrderRows
from callcenter.ui.shell import theme

MARGIN = 8
"""Pixels on both sides of a cell, as the header has them."""
_SELECTED = QStyle.StateFlag.State_Selected
_REMEMBERED = 4096
"""Texts kept laid out: laying one out takes longer than painting it, and most of a page stays as it was."""


class QueueDelegate(QStyledItemDelegate):
    """One font, one line, one colour a cell.

    It asks the model itself, not the index: four roles through Qt take longer than the painting.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._font = theme.text_font()
        self._metrics = QFontMetrics(self._font)
        self._height = self._metrics.height()
        self._laid_out: dict[tuple[str, int], tuple[QStaticText, int]] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a cell."""
        model = index.model()
        if not isinstance(model, OrderRows):
            return
        column, colours = index.column(), theme.colours()
        order, area = model.at(index.row()), option.rect
        left, room = area.left() + MARGIN, area.width() - 2 * MARGIN
        chosen = _SELECTED in option.state
        if chosen:
            painter.fillRect(area, theme.ink(colours.selected))
        elif model.is_fresh(order):
            painter.fillRect(area, theme.ink(colours.fresh))
        text, width = self._text(model.text(order, column), room)
        painter.setFont(self._font)
        if chosen:
            painter.setPen(theme.ink(colours.on_selected))
        else:
            painter.setPen(model.colour(order, column) or theme.ink(colours.text))
        if column in ON_THE_RIGHT:
            left += room - width
        painter.drawStaticText(left, area.top() + (area.height() - self._height) // 2, text)

    def _text(self, words: str, room: int) -> tuple[QStaticText, int]:
        """Return words laid out, cut to the room there is, and how wide they are."""
        known = self._laid_out.get((words, room))
        if known is None:
            if len(self._laid_out) >= _REMEMBERED:
                self._laid_out.clear()
            cut = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            text = QStaticText(cut)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.prepare(QTransform(), self._font)
            known = self._laid_out[words, room] = (text, self._metrics.horizontalAdvance(cut))
        return known
