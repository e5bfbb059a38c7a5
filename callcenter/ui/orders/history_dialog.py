"""The history: orders of any days, in a window of its own beside the desk; more is read as one scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from callcenter.desk.history import History, Progress
from callcenter.model.order import Order
from callcenter.pos.errors import PosError
from callcenter.ui import sentences, wording
from callcenter.ui.orders.cells import Cells, Column
from callcenter.ui.orders.history_model import HistoryModel
from callcenter.ui.orders.history_question import HistoryQuestion
from callcenter.ui.orders.queue_delegate import QueueDelegate
from callcenter.ui.rows_view import RowsView
from callcenter.ui.shell.facts import label
from callcenter.ui.shell.notice import Notice

SIZE = (1200, 640)
ROW = 28
_WIDTHS = {
    Column.NUMBER: 64,
    Column.AGE: 150,
    Column.CUSTOMER: 160,
    Column.PHONE: 152,
    Column.VENUE: 100,
    Column.TYPE: 96,
    Column.TOTAL: 96,
    Column.STATE: 112,
}


class HistoryView(RowsView):
    """The orders found; Enter opens one, every other key does what it does in a dialog."""

    near_end = Signal()
    """The last row there is comes into sight."""

    def __init__(self, model: HistoryModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(QueueDelegate(self))
        self.setAccessibleName(self.tr("Orders found"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)
        columns = self.horizontalHeader()
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        columns.setSectionResizeMode(Column.ITEMS, QHeaderView.ResizeMode.Stretch)
        self.setColumnHidden(Column.HOLDER, True)
        self.verticalScrollBar().valueChanged.connect(self._look)
        self.verticalScrollBar().rangeChanged.connect(self._look)

    @property
    def at_end(self) -> bool:
        """Whether less than a page is below what is in sight."""
        bar = self.verticalScrollBar()
        return bar.maximum() - bar.value() < max(bar.pageStep(), ROW)

    def _look(self, *_: int) -> None:
        if self.at_end:
            self.near_end.emit()


class HistoryDialog(QDialog):
    """Asks for orders of the past and lists them."""

    opened = Signal(Order)

    def __init__(self, history: History, cells: Cells, parent: QWidget) -> None:
        super().__init__(parent)
        self._history = history
        self.setWindowTitle(self.tr("Order history"))
        self.setModal(False)
        self.resize(*SIZE)
        self.model = HistoryModel(cells)
        self.question = HistoryQuestion()
        self._notice = Notice()
        self.table = HistoryView(self.model)
        self._state = label("muted")
        self._state.setAccessibleName(self.tr("How far was looked"))
        self._on = QPushButton(self.tr("Look further  (Ctrl+Enter)"))
        self._open = QPushButton(self.tr("Open  (Enter)"))
        self._close = QPushButton(self.tr("Close  (Esc)"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        for button in (self._on, self._open, self._close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.question)
        column.addWidget(self._notice)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.question.asked.connect(self._history.ask)
        self.question.wrong.connect(self._tell_wrong)
        self.table.near_end.connect(self._read_on)
        self.table.activated.connect(self._activate)
        self.table.doubleClicked.connect(self._activate)
        self._on.clicked.connect(self._history.more)
        self._open.clicked.connect(self._activate)
        self._close.clicked.connect(self.reject)
        QShortcut(QKeySequence(Qt.Key.Key_F5), self, self.question.ask)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._history.more)
        QShortcut(QKeySequence("Ctrl+F"), self, self.question.focus)
        QShortcut(QKeySequence("F4"), self, self._to_rows)
        self._history.found.connect(self._add)
        self._history.updated.connect(self.model.update)
        self._history.progressed.connect(self._tell)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def come(self) -> None:
        """Show the history, asked anew, and take the focus."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.question.focus()
        self.question.ask()

    def leave(self) -> None:
        """Show nothing of the brand any more."""
        self.question.clear()
        self.reject()

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _to_rows(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _add(self, orders: tuple[Order, ...], anew: bool) -> None:
        self.model.add(orders, anew=anew)
        if anew:
            self.table.scrollToTop()
            self.table.selectRow(0)

    def _read_on(self) -> None:
        """Read on by itself, but not where nothing was found for long, and not against trouble."""
        progress = self._history.progress
        if self.isVisible() and not progress.paused and progress.trouble is None:
            self._history.more()

    def _tell(self, progress: Progress) -> None:
        if progress.trouble is not None:
            self._notice.say(self._sentence(progress.trouble), "warning" if self.model.rowCount() else "danger")
        elif not progress.reading:
            self._notice.clear()
        self._state.setText(self._told(progress))
        self._on.setVisible(progress.paused or progress.trouble is not None)
        self._open.setEnabled(self.model.rowCount() > 0)
        if not progress.reading and self.table.at_end:
            self._read_on()

    def _sentence(self, trouble: PosError) -> str:
        said = sentences.of_error(trouble)
        if self.model.rowCount():
            return self.tr("Older orders could not be read. {sentence}").format(sentence=said)
        return self.tr("The orders could not be read. {sentence}").format(sentence=said)

    def _told(self, progress: Progress) -> str:
        count = self.tr("%n order(s)", "", self.model.rowCount())
        if progress.reading:
            return self.tr("{count} · reading…").format(count=count)
        if progress.alone:
            return self.tr("{count} · all that this desk knows of these days").format(count=count)
        if progress.ended:
            return self.tr("{count} · all of these days").format(count=count)
        if progress.reached is None:
            return count
        return self.tr("{count} · looked through back to {day}").format(count=count, day=wording.day(progress.reached))

    def _tell_wrong(self, wrong: bool) -> None:
        if wrong:
            self._notice.say(self.tr("This is no day that has been: type it as 31.12.2025 or 31.12."), "danger")
        else:
            self._notice.clear()

    def _activate(self, *_: object) -> None:
        order = self.model.order(self.table.currentIndex().row())
        if order is not None:
            self.opened.emit(order)
