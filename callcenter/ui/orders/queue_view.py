"""The table of the queue: keys, columns, and a scroll that stays with its rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from callcenter.model.order import Order
from callcenter.ui.orders.cells import Column
from callcenter.ui.orders.order_rows import Index
from callcenter.ui.orders.queue_delegate import QueueDelegate
from callcenter.ui.orders.queue_model import QueueModel
from callcenter.ui.rows_view import RowsView
from callcenter.ui.shell import theme

ROW = 28
_WIDTHS = {
    Column.NUMBER: 64,
    Column.AGE: 124,
    Column.CUSTOMER: 180,
    Column.PHONE: 152,
    Column.VENUE: 130,
    Column.TYPE: 92,
    Column.TOTAL: 96,
    Column.STATE: 112,
    Column.HOLDER: 112,
}


class QueueView(RowsView):
    """Shows one tab's rows at a time; each tab keeps its own selection and scroll. Letters belong to the search."""

    chosen = Signal(Order)
    typed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model: QueueModel | None = None
        self._selections: dict[QueueModel, QItemSelectionModel] = {}
        self._scrolls: dict[QueueModel, int] = {}
        self.setItemDelegate(QueueDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)

    def turn_to(self, model: QueueModel) -> None:
        """Show another tab's rows, where the agent left them."""
        before = self._model
        if before is model:
            return
        columns = self.horizontalHeader().saveState()
        if before is not None:
            before.rest()
            self._scrolls[before] = self.verticalScrollBar().value()
        model.wake()
        self._model = model
        self.setModel(model)
        made = self.selectionModel()
        self.setSelectionModel(self._selections.setdefault(model, QItemSelectionModel(model, self)))
        made.deleteLater()
        if before is None:
            self._size_columns()
        else:
            self.horizontalHeader().restoreState(columns)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(self._scrolls.get(model, 0))

    def show_column(self, column: Column, *, shown: bool) -> None:
        """Show a column, or take it away."""
        if self.isColumnHidden(column) is shown:
            self.setColumnHidden(column, not shown)

    @contextmanager
    def kept_in_place(self) -> Iterator[None]:
        """Keep the rows in sight where they are while the model changes; at the top, what is new is seen."""
        scroll, model = self.verticalScrollBar().value(), self._model
        if model is None or not scroll:
            yield
            return
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        rows = range(first, last + 1 if last >= 0 else first + 1)
        chosen = self.currentIndex().row()
        held = [chosen] if chosen in rows else []  # the agent looks at what is chosen, where that is in sight
        seen = [(QPersistentModelIndex(model.index(row, 0)), row) for row in (*held, *rows)]
        yield
        stayed = next(((index.row(), row) for index, row in seen if index.isValid()), None)
        if stayed is not None:
            now, before = stayed
            if now == before:
                return
            self.executeDelayedItemsLayout()  # the range of the scroll bar follows the rows only then
            self.verticalScrollBar().setValue(scroll + (now - before) * ROW)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which order is chosen now."""
        super().currentChanged(current, previous)
        order = self._model.order(current.row()) if self._model is not None else None
        if order is not None:
            self.chosen.emit(order)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where there is no order."""
        super().paintEvent(event)
        if not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.colours().muted))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No orders here."))
            painter.end()

    def keyboardSearch(self, search: str) -> None:
        """Hand letters on instead of jumping to a row."""
        self.typed.emit(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _size_columns(self) -> None:
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(Column.ITEMS, QHeaderView.ResizeMode.Stretch)
        self.setColumnHidden(Column.HOLDER, True)
