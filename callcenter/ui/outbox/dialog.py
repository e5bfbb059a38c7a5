"""What waits to be sent, what was refused and why, what is uncertain; and what the agent can do about each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from callcenter.desk.acts.performer import Found
from callcenter.desk.dispatch import Dispatch
from callcenter.replica.outbox import Act, Entry, State
from callcenter.ui.outbox import words
from callcenter.ui.outbox.model import Column, OutboxModel
from callcenter.ui.rows_view import RowsView

SIZE = (1080, 420)
_WIDTHS = {Column.SINCE: 130, Column.WHAT: 285, Column.CUSTOMER: 140, Column.PHONE: 140, Column.STATE: 110}
_MENDABLE = {Act.CREATE_CUSTOMER, Act.UPDATE_CUSTOMER}
"""What has a form to be mended in."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Rows(RowsView):
    """The row chosen stays in sight when what is offered about it takes room from the rows."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())


class _Choices(QListWidget):
    """Enter chooses."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class OutboxDialog(QDialog):
    """The outbox, beside the work: the window behind goes on."""

    mend_wanted = Signal(Entry)
    """The form of a refused row, to be mended."""

    def __init__(self, dispatch: Dispatch, parent: QWidget) -> None:
        super().__init__(parent)
        self._dispatch = dispatch
        self.setWindowTitle(self.tr("What waits to be sent"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.resize(*SIZE)
        self._model = OutboxModel(dispatch)
        self._rows = self._make_rows()
        self._none = QLabel(self.tr("Everything is sent."))
        self._none.setProperty("role", "muted")
        self._advice = QLabel()
        self._advice.setTextFormat(Qt.TextFormat.PlainText)
        self._advice.setWordWrap(True)
        self._choices = _Choices()
        self._choices.setSpacing(3)
        self._choices.setAccessibleName(self.tr("What the point of sale has"))
        self._choices.itemActivated.connect(self._choose)
        self._lay_out()
        dispatch.changed.connect(self._show)
        self.finished.connect(lambda _code: dispatch.changed.disconnect(self._show))
        self._show(dispatch.entries)
        self._rows.setFocus()

    def _make_rows(self) -> RowsView:
        rows = _Rows()
        rows.setModel(self._model)
        rows.setAccessibleName(self.windowTitle())
        header = rows.horizontalHeader()
        for column, width in _WIDTHS.items():
            rows.setColumnWidth(column, width)
        header.setSectionResizeMode(Column.REASON, QHeaderView.ResizeMode.Stretch)
        rows.activated.connect(self._act)
        rows.selectionModel().currentRowChanged.connect(self._turn)
        return rows

    def _lay_out(self) -> None:
        self._now, self._mender, self._again, self._discarder = (QPushButton() for _ in range(4))
        close = QPushButton(self.tr("Close  (Esc)"))
        for button, do in (
            (self._now, self._send_now),
            (self._mender, self._act),
            (self._again, self._send_again),
            (self._discarder, self._discard),
            (close, self.reject),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(do)
        QShortcut(QKeySequence(Qt.Key.Key_F5), self, self._send_now)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self, self._discard)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._send_again)
        buttons = QHBoxLayout()
        for button in (self._now, self._mender, self._again, self._discarder):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.addWidget(self._none)
        column.addWidget(self._rows, 2)
        column.addWidget(self._advice)
        column.addWidget(self._choices, 1)
        column.addLayout(buttons)

    def choose(self, entry: Entry) -> None:
        """Choose a row."""
        self._rows.selectRow(self._model.place(entry))

    # ---- what is shown ----------------------------------------------------------------------------------------------

    def _show(self, entries: tuple[Entry, ...]) -> None:
        row = self._rows.currentIndex().row()
        self._model.show(entries)
        self._rows.setVisible(bool(entries))
        self._none.setVisible(not any(entry.state is not State.SENT for entry in entries))
        if entries and not self._rows.currentIndex().isValid():
            self._rows.selectRow(min(row, len(entries) - 1) if row >= 0 else _wanted(entries))
        self._turn()

    def _turn(self, *_: QModelIndex) -> None:
        """Show what can be done about the row chosen."""
        entry = self._chosen()
        uncertain = entry is not None and entry.state is State.UNCERTAIN
        self._show_choices(entry if uncertain else None)
        still = entry is not None and entry.state not in {State.SENDING, State.SENT}
        mendable = still and entry is not None and entry.act in _MENDABLE
        waiting = entry is not None and entry.state is State.WAITING
        redeems = entry is not None and entry.act is Act.REDEEM
        self._now.setText(self.tr("Look again  (F5)") if uncertain else self.tr("Send now  (F5)"))
        self._now.setEnabled(still)
        it_is = self.tr("It was redeemed  (Enter)") if redeems else self.tr("It is this one  (Enter)")
        self._mender.setText(it_is if uncertain else self.tr("Mend  (Enter)"))
        self._mender.setEnabled(bool(self._choices.count()) if uncertain else mendable)
        self._again.setText(
            self.tr("It was not: send again  (Ctrl+Enter)") if redeems else self.tr("Send again  (Ctrl+Enter)")
        )
        self._again.setVisible(uncertain)
        self._discarder.setText(self.tr("Take back  (Del)") if waiting else self.tr("Give up  (Del)"))
        self._discarder.setEnabled(still)

    def _show_choices(self, entry: Entry | None) -> None:
        found = self._dispatch.found(entry) if entry is not None else None
        lines = [line for _, line in words.made(entry, found)] if entry is not None else []
        shown = [self._choices.item(row).text() for row in range(self._choices.count())]
        if lines != shown:
            focused = self._choices.hasFocus()
            self._choices.clear()
            self._choices.addItems(lines)
            self._choices.setCurrentRow(0)
            if focused and not lines:
                self._rows.setFocus()
        self._choices.setVisible(bool(lines))
        self._advice.setText(self._advise(entry, found))
        self._advice.setVisible(bool(self._advice.text()))

    def _advise(self, uncertain: Entry | None, found: Found | None) -> str:
        chosen = self._chosen()
        if uncertain is not None:
            return f"{words.sighting(uncertain, found)} {words.advice(uncertain, found)}"
        return words.reason(chosen, None) if chosen is not None else ""

    def _chosen(self) -> Entry | None:
        return self._model.entry(self._rows.currentIndex().row())

    # ---- what an agent does -----------------------------------------------------------------------------------------

    def _send_now(self) -> None:
        entry = self._chosen()
        if entry is None:
            return
        if entry.state is State.UNCERTAIN:
            self._dispatch.look_again(entry)
        elif entry.state in {State.REFUSED, State.WAITING}:
            self._dispatch.retry(entry)

    def _act(self) -> None:
        """Mend a form; or go to what was found, and take the one chosen there."""
        entry = self._chosen()
        if entry is None or entry.state in {State.SENDING, State.SENT}:
            return
        if entry.state is State.UNCERTAIN:
            if self._choices.hasFocus() or self._mender.hasFocus():
                self._choose()
            elif self._choices.count():
                self._choices.setFocus()
        elif entry.act in _MENDABLE:
            self.mend_wanted.emit(entry)
            self.close()

    def _choose(self) -> None:
        """Take the agent's word that what is chosen is it."""
        entry = self._chosen()
        if entry is None or entry.state is not State.UNCERTAIN:
            return
        offered = words.made(entry, self._dispatch.found(entry))
        row = self._choices.currentRow()
        if 0 <= row < len(offered):
            self._rows.setFocus()
            self._dispatch.confirm(entry, offered[row][0])

    def _send_again(self) -> None:
        entry = self._chosen()
        if entry is not None and entry.state is State.UNCERTAIN:
            self._rows.setFocus()
            self._dispatch.retry(entry)

    def _discard(self) -> None:
        entry = self._chosen()
        if entry is not None and entry.state not in {State.SENDING, State.SENT}:
            self._dispatch.discard(entry)


def _wanted(entries: Sequence[Entry]) -> int:
    """Return the row that waits for the agent's word, else the one that waits to be sent, else the newest."""
    for state in (State.UNCERTAIN, State.REFUSED, State.WAITING):
        if (at := next((at for at, entry in enumerate(entries) if entry.state is state), -1)) >= 0:
            return at
    return len(entries) - 1
