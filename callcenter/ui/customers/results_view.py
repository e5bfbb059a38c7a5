"""The list of customers found: a page of rows painted by one delegate."""

from __future__ import annotations

import functools

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from callcenter.model import phone
from callcenter.model.customer import Customer
from callcenter.ui.customers.results_model import ResultsModel
from callcenter.ui.shell import theme

ROW = 34
"""Height of a row in pixels: a dozen fit beside the card."""
MARGIN = 12
_SELECTED = QStyle.StateFlag.State_Selected
_KEPT = 512
"""Texts whose widths are kept, a few pages of rows."""


class ResultsDelegate(QStyledItemDelegate):
    """Paints a customer in one line: the name on the left, the primary number on the right.

    What the list is sorted by takes the number's place; the number stands before it where there is room.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.region = "AZ"
        self._strong = theme.text_font(strong=True)
        self._plain = theme.text_font()
        self._strong_metrics, plain_metrics = QFontMetrics(self._strong), QFontMetrics(self._plain)
        self._strong_baseline, self._plain_baseline = _baseline(self._strong_metrics), _baseline(plain_metrics)
        self._strong_width = functools.lru_cache(_KEPT)(self._strong_metrics.horizontalAdvance)
        self._plain_width = functools.lru_cache(_KEPT)(plain_metrics.horizontalAdvance)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002 - Qt asks with it
        """Return one line."""
        return QSize(100, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row. The model itself is asked: a role through Qt takes as long as a line of text."""
        colours, model = theme.colours(), index.model()
        if not isinstance(model, ResultsModel):
            return
        chosen = _SELECTED in option.state
        whole: QRect = option.rect
        if chosen:
            painter.fillRect(whole, theme.ink(colours.selected))
            painter.fillRect(QRect(whole.left(), whole.top(), 3, whole.height()), theme.ink(colours.accent))
        area = whole.adjusted(MARGIN, 0, -MARGIN, 0)
        customer = model.customer(index.row())
        if customer is None:
            self._paint_offer(painter, area, model.offered)
        else:
            figure = model.figure(customer)
            self._paint_customer(painter, area, customer, figure, chosen=chosen, asked=model.was_asked(customer))

    def _paint_offer(self, painter: QPainter, area: QRect, words: str) -> None:
        painter.setFont(self._plain)
        painter.setPen(theme.ink(theme.colours().accent))
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_customer(
        self, painter: QPainter, area: QRect, customer: Customer, figure: str, *, chosen: bool, asked: bool
    ) -> None:
        colours = theme.colours()
        number = phone.spell(customer.all_phones[0], self.region) if customer.all_phones else ""
        if customer.pending:
            number = f"{number}  ○"
        elif asked:  # a shape for what only the point of sale knew: this desk's copy has it from now on
            number = f"{number}  ↓"
        if figure:
            area = self._paint_figure(painter, area, figure, chosen=chosen)
            if self._strong_width(customer.name) + self._plain_width(number) + MARGIN > area.width():
                number = ""
        width = self._plain_width(number)
        painter.setFont(self._plain)
        painter.setPen(theme.ink(colours.on_selected if chosen else colours.muted))
        painter.drawText(QPoint(area.right() + 1 - width, area.top() + self._plain_baseline), number)
        room = area.width() - width - MARGIN
        name = customer.name
        if self._strong_width(name) > room:
            name = self._strong_metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(self._strong)
        inactive = customer.active is False
        painter.setPen(theme.ink(colours.on_selected if chosen else colours.muted if inactive else colours.text))
        painter.drawText(QPoint(area.left(), area.top() + self._strong_baseline), name)

    def _paint_figure(self, painter: QPainter, area: QRect, figure: str, *, chosen: bool) -> QRect:
        """Paint what the list is sorted by; return the room that is left."""
        colours, width = theme.colours(), self._plain_width(figure)
        painter.setFont(self._plain)
        painter.setPen(theme.ink(colours.on_selected if chosen else colours.text))
        painter.drawText(QPoint(area.right() + 1 - width, area.top() + self._plain_baseline), figure)
        return area.adjusted(0, 0, -width - MARGIN, 0)


def _baseline(metrics: QFontMetrics) -> int:
    return (ROW - metrics.height()) // 2 + metrics.ascent()


class ResultsView(QListView):
    """The list; letters typed in it belong to the search."""

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setUniformItemSizes(True)
        self.setItemDelegate(ResultsDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def keyboardSearch(self, search: str) -> None:
        """Hand letters on instead of jumping to a row."""
        self.typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter on every platform (macOS would edit)."""
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
