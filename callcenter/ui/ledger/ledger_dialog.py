"""A customer's account, in a window of its own beside the desk: its rows, its sums, its balance over time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QModelIndex, QPersistentModelIndex, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from callcenter.desk import ledger_csv
from callcenter.desk.ledger import Ledger, Shown
from callcenter.desk.ledger_csv import SaveFailed
from callcenter.ui.ledger import words
from callcenter.ui.ledger.chart import BalanceChart
from callcenter.ui.ledger.ledger_model import Column, LedgerModel
from callcenter.ui.ledger.ledger_question import LedgerQuestion, today
from callcenter.ui.rows_view import RowsView
from callcenter.ui.shell import theme
from callcenter.ui.shell.facts import label
from callcenter.ui.shell.notice import Notice

if TYPE_CHECKING:  # loaded when somebody prints
    from PySide6.QtPrintSupport import QPrinter

SIZE = (1120, 680)
ROW = 28
MARGIN = 5
"""Pixels on both sides of a cell, beside those that the style leaves."""
_WIDTHS = {
    Column.DATE: 146,
    Column.IN: 150,
    Column.OUT: 150,
    Column.BALANCE: 240,
    Column.REFERENCE: 104,
}


class LedgerDelegate(QStyledItemDelegate):
    """Leaves as much room on both sides of a cell as its title has."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a cell, its ground to the edges."""
        if QStyle.StateFlag.State_Selected in option.state:
            painter.fillRect(option.rect, theme.ink(theme.colours().selected))
        inside = QStyleOptionViewItem(option)
        inside.rect = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        super().paint(painter, inside, index)


class LedgerView(RowsView):
    """The rows; the one that is chosen is marked in the picture."""

    def __init__(self, model: LedgerModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(self.tr("Account"))
        self.setItemDelegate(LedgerDelegate(self))
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)
        columns = self.horizontalHeader()
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        columns.setSectionResizeMode(Column.WHAT, QHeaderView.ResizeMode.Stretch)


class LedgerDialog(QDialog):
    """Shows the account of the customer on the card, saves it as a file and prints it."""

    def __init__(self, ledger: Ledger, parent: QWidget) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._newest_first = True
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.currency = "AZN"
        self.setWindowTitle(self.tr("Customer's account"))
        self.setModal(False)
        self.resize(*SIZE)
        self.model = LedgerModel()
        self.question = LedgerQuestion()
        self.chart = BalanceChart()
        self.table = LedgerView(self.model)
        self._notice = Notice()
        self._name, self._summary = label("title", wrap=True), label("strong", wrap=True)
        self._name.setAccessibleName(self.tr("Customer"))
        self._summary.setAccessibleName(self.tr("Sums"))
        self._state = label("muted")
        self._state.setAccessibleName(self.tr("How old this is"))
        self._turn = QPushButton()
        self._save = QPushButton(self.tr("Save  (Ctrl+S)"))
        self._print = QPushButton(self.tr("Print  (Ctrl+P)"))
        self._copy = QPushButton(self.tr("Copy reference  (Ctrl+Shift+C)"))
        self._close = QPushButton(self.tr("Close  (Esc)"))
        self._lay_out()
        self._connect()
        self._name_order()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.question, 1)
        head.addWidget(self._state)
        foot.addStretch(1)
        for button in (self._turn, self._copy, self._save, self._print, self._close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._name)
        column.addLayout(head)
        column.addWidget(self._notice)
        column.addWidget(self._summary)
        column.addWidget(self.chart)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.question.asked.connect(self._ledger.ask)
        self.question.wrong.connect(self._tell_wrong)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        for button, do, keys in (
            (self._turn, self.turn_order, "Ctrl+Shift+U"),
            (self._copy, self._copy_reference, "Ctrl+Shift+C"),
            (self._save, self._ask_where, "Ctrl+S"),
            (self._print, self._ask_printer, "Ctrl+P"),
        ):
            button.clicked.connect(lambda _checked=False, do=do: do())
            QShortcut(QKeySequence(keys), self, do)
        self._close.clicked.connect(self.reject)
        QShortcut(QKeySequence(Qt.Key.Key_F5), self, self._ledger.read)
        QShortcut(QKeySequence("F4"), self, self.table.setFocus)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table, self._copy_row)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._ledger.changed.connect(self._show)
        self._ledger.closed.connect(self._left)
        self._ledger.saved.connect(self._tell_saved)
        self._ledger.save_failed.connect(self._tell_not_saved)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def come(self) -> None:
        """Show the account of the customer on the card, read anew, and take the focus."""
        self.model.currency = self.chart.currency = self.currency
        self._notice.clear()
        self._ledger.open(self.question.begin())
        self.show()
        self.raise_()
        self.activateWindow()
        self.table.setFocus()

    def leave(self) -> None:
        """Show nothing of the brand any more."""
        self.reject()
        self.question.clear()

    def done(self, result: int) -> None:
        """Show nobody's account any more, and go; who was asked where to save or print it is asked no longer."""
        for asking in self.findChildren(QDialog):
            asking.reject()
        super().done(result)
        self._ledger.close()
        self.model.show(())
        self.chart.show_statement(None)

    def turn_order(self) -> None:
        """Show the newest rows first, or the oldest; the row that is chosen stays the same."""
        chosen = self._chosen_key()
        self._newest_first = not self._newest_first
        self._name_order()
        self._show_rows(self._ledger.shown)
        at = self.model.place(chosen)
        if at >= 0:
            self.table.selectRow(at)
            self.table.scrollTo(self.model.index(at, 0))

    def save_as(self, path: str) -> None:
        """Write what is shown into a file."""
        self._folder = str(Path(path).parent)
        self._ledger.save(Path(path), words.of_the_file())

    def print_on(self, printer: QPrinter) -> None:
        """Print what is shown."""
        from callcenter.ui.ledger import paper  # noqa: PLC0415 - a library of its own, which few desks need

        if not paper.print_on(printer, self._ledger.shown, self.currency):
            self._notice.say(self.tr("The account could not be printed: check the printer."), "danger")

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _show(self, shown: Shown) -> None:
        if shown.customer is None:
            return
        told = shown.statement
        self._name.setText(shown.customer.name)
        self._state.setText(words.state(shown))
        self._summary.setText(words.summary(told, self.currency) if told is not None else "")
        said = words.trouble(shown)
        if said:
            self._notice.say(said, "danger" if told is None else "warning")
        elif not shown.reading:
            self._notice.clear()
        self._show_rows(shown)
        self.chart.show_statement(told)
        for button in (self._save, self._print):
            button.setEnabled(told is not None)

    def _show_rows(self, shown: Shown) -> None:
        rows = shown.statement.rows if shown.statement is not None else ()
        self.model.show(rows[::-1] if self._newest_first else rows)
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._choose()

    def _choose(self, *_: QModelIndex) -> None:
        self.chart.mark(self._chosen_key())
        row = self.model.row(self.table.currentIndex().row())
        self._copy.setEnabled(row is not None and bool(row.entry.reference_id))

    def _chosen_key(self) -> str:
        row = self.model.row(self.table.currentIndex().row())
        return row.key if row is not None else ""

    def _name_order(self) -> None:
        words_ = self.tr("Oldest first") if self._newest_first else self.tr("Newest first")
        self._turn.setText(f"{words_}  (Ctrl+Shift+U)")

    def _left(self) -> None:
        if self.isVisible():
            self.reject()

    def _tell_wrong(self, wrong: bool) -> None:
        if wrong:
            self._notice.say(self.tr("This is no day that has been: type it as 31.12.2025 or 31.12."), "danger")
        else:
            self._notice.clear()

    # ---- copying, saving, printing ----------------------------------------------------------------------------------

    def _copy_reference(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        if row is not None and row.entry.reference_id:
            QGuiApplication.clipboard().setText(row.entry.reference_id)

    def _copy_row(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        if row is not None:
            QGuiApplication.clipboard().setText(words.line(row, self.currency))

    def _ask_where(self) -> None:
        if self._ledger.shown.statement is None:
            return
        dialog = QFileDialog(self, self.tr("Save the account"), self._folder or QDir.homePath())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Spreadsheet (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(ledger_csv.file_name(today()))
        dialog.fileSelected.connect(self.save_as)
        dialog.setModal(False)
        dialog.show()  # not exec(), nor open(): calls are answered meanwhile

    def _tell_saved(self, path: Path) -> None:
        self._notice.say(self.tr("The account is saved in {file}.").format(file=path), "good")

    def _tell_not_saved(self, error: SaveFailed) -> None:
        self._notice.say(words.failed(error), "danger")

    def _ask_printer(self) -> None:
        if self._ledger.shown.statement is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - see ``print_on``

        printer = QPrinter()
        printer.setDocName(Path(ledger_csv.file_name(today())).stem)  # a queue of a printer is read by others
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)
