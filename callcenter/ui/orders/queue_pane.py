"""The order queue: a tab a stage, each with its own rows, selection and scroll."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from callcenter.desk.queue import Change, OrderQueue
from callcenter.model.order import Order, Stage
from callcenter.ui import wording
from callcenter.ui.orders.queue_delegate import QueueDelegate
from callcenter.ui.orders.queue_model import Column, QueueModel
from callcenter.ui.shell import theme

TABS: tuple[Stage | None, ...] = (None, Stage.PENDING, Stage.RECEIVED, Stage.DELIVERED, Stage.IGNORED, Stage.OTHER)
ROW = 28
TICK_MS = 15_000
"""How often the ages are written anew: they tell whole minutes."""
_WIDTHS = {
    Column.NUMBER: 64,
    Column.AGE: 124,
    Column.CUSTOMER: 180,
    Column.PHONE: 152,
    Column.VENUE: 130,
    Column.TYPE: 92,
    Column.TOTAL: 96,
    Column.STATE: 112,
}


class QueueView(QTableView):
    """The rows of a tab; letters typed in it belong to the search."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, model: QueueModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(QueueDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        columns.setSectionResizeMode(Column.ITEMS, QHeaderView.ResizeMode.Stretch)

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
        """Open on Enter, step back on Esc."""
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.activated.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and not event.modifiers():
            # Qt would go to the row's first or last cell; whoever presses it means the newest or the oldest order.
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)


class QueuePane(QWidget):
    """Shows the orders as they change."""

    opened = Signal(Order)
    typed = Signal(str)
    left = Signal()

    def __init__(self, queue: OrderQueue) -> None:
        super().__init__()
        self.setObjectName("Pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._queue = queue
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(self.tr("Orders by state"))
        self._tabs.setExpanding(False)
        self._stack = QStackedWidget()
        self._models = {stage: QueueModel(stage) for stage in TABS}
        self._views = {stage: self._view(stage) for stage in TABS}
        for stage in TABS:
            self._tabs.addTab("")
            self._stack.addWidget(self._views[stage])
        self._denied = QLabel(self.tr("This point of sale tells no orders."))
        self._denied.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._denied.setProperty("role", "muted")
        self._denied.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self._denied, 1)
        column.addWidget(self._stack, 1)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._write_counts()
        queue.changed.connect(self._take)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    # ---- what others ask --------------------------------------------------------------------------------------------

    def show_stage(self, stage: Stage | None) -> None:
        """Turn to a tab and take the focus."""
        self._tabs.setCurrentIndex(TABS.index(stage))
        self.focus()

    def focus(self) -> None:
        """Take the focus; without a row chosen the first one is."""
        view = self._current_view()
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not view.currentIndex().isValid():
            view.selectRow(0)

    def current_order(self) -> Order | None:
        """Return the order chosen in the tab that is open."""
        view = self._current_view()
        return self._models[TABS[self._tabs.currentIndex()]].order(view.currentIndex().row())

    def set_choices(
        self,
        *,
        offered: bool,
        venues: dict[str, str],
        sale_types: dict[str, str],
        currency: str,
        region: str,
        late_minutes: tuple[int, int],
    ) -> None:
        """Learn what stands behind ids, how money and numbers are written, and when an order is late."""
        self._stack.setVisible(offered)
        self._denied.setVisible(not offered)
        for model in self._models.values():
            model.venues, model.sale_types = venues, sale_types
            model.currency, model.region, model.late_minutes = currency, region, late_minutes
            model.rewrite()

    # ---- inside -----------------------------------------------------------------------------------------------------

    def _view(self, stage: Stage | None) -> QueueView:
        model = self._models[stage]
        view = QueueView(model)
        view.setAccessibleName(self._name(stage))
        view.activated.connect(self._activate)
        view.doubleClicked.connect(self._activate)
        view.typed.connect(self.typed)
        view.left.connect(self.left)
        view.selectionModel().currentRowChanged.connect(lambda now, _before: self._saw(model, now))
        return view

    def _current_view(self) -> QueueView:
        return self._views[TABS[self._tabs.currentIndex()]]

    def _activate(self, index: QModelIndex) -> None:
        order = self._models[TABS[self._tabs.currentIndex()]].order(index.row())
        if order is not None:
            self.opened.emit(order)

    def _saw(self, model: QueueModel, index: QModelIndex) -> None:
        order = model.order(index.row())
        if order is not None and self.isActiveWindow():
            for each in self._models.values():
                each.seen(order)

    def _take(self, change: Change) -> None:
        now = wording.now()
        for model in self._models.values():
            model.take(change, now)
        self._write_counts()

    def _tick(self) -> None:
        now = wording.now()
        for model in self._models.values():
            model.age(now)

    def _write_counts(self) -> None:
        for at, stage in enumerate(TABS):
            self._tabs.setTabText(at, f"{self._name(stage)}  {self._queue.count(stage)}")

    def _name(self, stage: Stage | None) -> str:
        return {
            None: self.tr("All"),
            Stage.PENDING: self.tr("Pending"),
            Stage.RECEIVED: self.tr("Received"),
            Stage.DELIVERED: self.tr("Delivered"),
            Stage.IGNORED: self.tr("Ignored"),
            Stage.OTHER: self.tr("Other"),
        }[stage]
