"""The call log: a window of its own beside the desk, which goes on behind it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from callcenter.desk.call_book import CallBook
from callcenter.replica.calls import LoggedCall
from callcenter.ui.calls.log_model import CallLogModel, Column
from callcenter.ui.rows_view import RowsView

_WIDTHS = {Column.TIME: 130, Column.NUMBER: 160, Column.WHO: 170, Column.STATE: 90, Column.OUTCOME: 150}
_LONGEST = 500


class CallLog(QDialog):
    """Lists the last calls; a note and an outcome are typed below the list."""

    opened = Signal(LoggedCall)
    """The agent wants the customer behind a call, or a new one with its number."""

    def __init__(self, book: CallBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book
        self._shown: LoggedCall | None = None
        self.setWindowTitle(self.tr("Call log"))
        self.setModal(False)
        self.resize(960, 520)
        self.model = CallLogModel()
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Number, name, note or outcome"))
        self._search.setAccessibleName(self.tr("Find a call"))
        self._search.setClearButtonEnabled(True)
        self.table = self._make_table()
        self._outcome, self._note = QLineEdit(), QLineEdit()
        self._outcome.setAccessibleName(self.tr("Outcome"))
        self._note.setAccessibleName(self.tr("Note"))
        self._open = QPushButton(self.tr("Open  (Enter)"))
        self._copy = QPushButton(self.tr("Copy the number  (Ctrl+Shift+C)"))
        self._copy.setShortcut("Ctrl+Shift+C")
        self._close = QPushButton(self.tr("Close  (Esc)"))
        self._lay_out()
        self._connect()

    def _make_table(self) -> RowsView:
        table = RowsView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Calls"))
        columns = table.horizontalHeader()
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        columns.setSectionResizeMode(Column.NOTE, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        fields = QFormLayout()
        for words, field in ((self.tr("Outco&me"), self._outcome), (self.tr("&Note"), self._note)):
            field.setMaxLength(_LONGEST)
            name = QLabel(words)
            name.setBuddy(field)
            fields.addRow(name, field)
        buttons = QHBoxLayout()
        for button in (self._open, self._copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        for button in (self._open, self._copy, self._close):
            button.setAutoDefault(False)  # Enter in a field is that field's
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._search)
        column.addWidget(self.table, 1)
        column.addLayout(fields)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._book.look)
        self._search.returnPressed.connect(self._activate)
        self.table.activated.connect(self._activate)
        self.table.selectionModel().currentRowChanged.connect(self._turn)
        for field in (self._outcome, self._note):
            field.returnPressed.connect(self.table.setFocus)
            field.editingFinished.connect(self.keep)
        self._open.clicked.connect(self._activate)
        self._copy.clicked.connect(self._copy_number)
        self._close.clicked.connect(self.reject)
        self._book.listed.connect(self._list)
        self._book.changed.connect(self._refresh)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def come(self) -> None:
        """Show the log and take the focus: the agent asked for it."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.table.setFocus()
        self._book.look(self._search.text())

    def keep(self) -> None:
        """Keep what was typed about the call chosen."""
        if self._shown is None or not (self._outcome.isModified() or self._note.isModified()):
            return
        self._outcome.setModified(False)
        self._note.setModified(False)
        self._book.describe(self._shown, note=self._note.text(), outcome=self._outcome.text())

    def leave(self) -> None:
        """Show nothing of the brand any more."""
        self.reject()
        self._search.clear()
        self.model.show(())

    # ---- what happens -----------------------------------------------------------------------------------------------

    def done(self, result: int) -> None:
        """Keep what was typed, and go."""
        self.keep()
        super().done(result)

    def _refresh(self) -> None:
        if self.isVisible():
            self._book.look(self._search.text())

    def _list(self, calls: tuple[LoggedCall, ...]) -> None:
        if not self.isVisible():
            return
        self.model.show(calls)
        if calls and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._show(self.model.call(self.table.currentIndex().row()))

    def _turn(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.keep()
        self._show(self.model.call(now.row()))

    def _show(self, call: LoggedCall | None) -> None:
        """Show a call's words; what the agent is typing stays."""
        before, self._shown = self._shown, call
        same = before is not None and call is not None and before.id == call.id
        for field, text in ((self._outcome, call and call.outcome), (self._note, call and call.note)):
            if not (same and field.isModified()):
                field.setText(text or "")
            field.setEnabled(call is not None)
        self._open.setEnabled(call is not None)
        self._copy.setEnabled(call is not None and call.number is not None)

    def _activate(self) -> None:
        call = self.model.call(self.table.currentIndex().row())
        if call is not None:
            self.opened.emit(call)

    def _copy_number(self) -> None:
        if self._shown is not None and self._shown.number is not None:
            QGuiApplication.clipboard().setText(self._shown.number)
