"""What waits to be sent, what was refused and why, and what the agent can do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from callcenter.desk.dispatch import Dispatch
from callcenter.model import phone
from callcenter.model.customer import NewCustomer
from callcenter.replica.outbox import Entry, State
from callcenter.ui import sentences, wording

SIZE = (860, 360)


class OutboxDialog(QDialog):
    """The outbox, beside the work: the window behind goes on."""

    mend_wanted = Signal(Entry)

    def __init__(self, dispatch: Dispatch, parent: QWidget) -> None:
        super().__init__(parent)
        self._dispatch = dispatch
        self.setWindowTitle(self.tr("What waits to be sent"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.resize(*SIZE)
        self._rows = QTableWidget(0, 5)
        self._rows.setAccessibleName(self.windowTitle())
        self._rows.setHorizontalHeaderLabels(
            [self.tr("since"), self.tr("customer"), self.tr("phone"), self.tr("state"), self.tr("reason")]
        )
        self._rows.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self._rows.verticalHeader().hide()
        self._rows.setShowGrid(False)
        self._rows.setTabKeyNavigation(False)
        self._rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._rows.activated.connect(self._mend)
        self._rows.itemSelectionChanged.connect(self._enable)
        self._none = QLabel(self.tr("Everything is sent."))
        self._none.setProperty("role", "muted")
        self._lay_out()
        dispatch.changed.connect(self._show)
        self.finished.connect(lambda _code: dispatch.changed.disconnect(self._show))
        self._show(dispatch.entries)

    def _lay_out(self) -> None:
        self._now = QPushButton(self.tr("Send now  (F5)"))
        self._now.clicked.connect(self._send_now)
        self._mender = QPushButton(self.tr("Mend  (Enter)"))
        self._mender.clicked.connect(self._mend)
        self._discarder = QPushButton(self.tr("Give up  (Del)"))
        self._discarder.clicked.connect(self._discard)
        close = QPushButton(self.tr("Close  (Esc)"))
        close.clicked.connect(self.reject)
        QShortcut(QKeySequence(Qt.Key.Key_F5), self, self._send_now)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self, self._discard)
        buttons = QHBoxLayout()
        for button in (self._now, self._mender, self._discarder):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.addWidget(self._none)
        column.addWidget(self._rows, 1)
        column.addLayout(buttons)

    def _show(self, entries: tuple[Entry, ...]) -> None:
        shown = [entry for entry in entries if entry.state is not State.SENT]
        chosen = self._rows.currentRow()
        self._rows.setRowCount(len(shown))
        for row, entry in enumerate(shown):
            form = entry.read(NewCustomer)
            words = (
                wording.time(entry.created_at),
                form.name,
                phone.spell(form.phone) if form.phone else wording.NOTHING,
                self._state_words(entry),
                sentences.of_code(entry.error) if entry.error else "",
            )
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setData(Qt.ItemDataRole.UserRole, entry.id)
                self._rows.setItem(row, column, item)
        self._rows.resizeColumnsToContents()
        self._rows.setVisible(bool(shown))
        self._none.setVisible(not shown)
        if shown:
            self._rows.selectRow(min(max(chosen, 0), len(shown) - 1))
            self._rows.setFocus()
        self._enable()

    def _state_words(self, entry: Entry) -> str:
        return {
            State.WAITING: self.tr("○ waiting"),
            State.SENDING: self.tr("◐ being sent"),
            State.SENT: self.tr("✓ sent"),
            State.REFUSED: self.tr("✕ refused"),
            State.UNCERTAIN: self.tr("? uncertain"),
        }[entry.state]

    def _chosen(self) -> Entry | None:
        item = self._rows.item(self._rows.currentRow(), 0)
        identity = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return next((entry for entry in self._dispatch.entries if entry.id == identity), None)

    def _enable(self) -> None:
        entry = self._chosen()
        still = entry is not None and entry.state is not State.SENDING
        self._mender.setEnabled(still)
        self._discarder.setEnabled(still)
        self._now.setEnabled(entry is not None)

    def _send_now(self) -> None:
        entry = self._chosen()
        if entry is not None and entry.state in {State.REFUSED, State.UNCERTAIN}:
            self._dispatch.retry(entry)
        self._dispatch.send_now()

    def _mend(self) -> None:
        entry = self._chosen()
        if entry is not None and entry.state is not State.SENDING:
            self.mend_wanted.emit(entry)
            self.close()

    def _discard(self) -> None:
        entry = self._chosen()
        if entry is not None and entry.state is not State.SENDING:
            self._dispatch.discard(entry)
