"""A customer's account on paper: whose it is, the days, the sums, every row; the titles stand on each page.

Loaded when somebody prints: Qt's printing is a library of its own (QtPrintSupport).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPageLayout,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
    QTransform,
)
from PySide6.QtPrintSupport import QPrinter

from callcenter.desk.ledger import Shown
from callcenter.desk.ledger_statement import Row, Statement
from callcenter.ui import wording
from callcenter.ui.ledger import words
from callcenter.ui.shell import theme

MARGIN_MM = 15
_WIDTHS = (17, 35, 14, 14, 20)
"""Of the columns, in percent."""
_LEFT = Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight
_SIDES = (_LEFT, _LEFT, _RIGHT, _RIGHT, _RIGHT)
_RULE = QColor("#b8c0cc")
_INK = QColor("#000000")
"""Paper is white, whatever the screen is."""


def document(shown: Shown, currency: str, printer: QPrinter | None = None, page: QSizeF | None = None) -> QTextDocument:
    """Return the whole account as a text. Every word goes in as it is: a server's words are never markup.

    With the size of a printer's page it is laid out for that, once: what it is for is told before the words go in.
    """
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    made.setDocumentMargin(0)
    made.setDefaultFont(_font(9))
    if printer is not None and page is not None:
        made.documentLayout().setPaintDevice(printer)
        made.setPageSize(page)
    cursor = QTextCursor(made)
    cursor.beginEditBlock()
    _insert(cursor, shown, shown.statement or Statement(), currency)
    cursor.endEditBlock()
    return made


def print_on(printer: QPrinter, shown: Shown, currency: str) -> bool:
    """Print the account page by page, each with its number; return whether the printer took it."""
    printer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    painter.setFont(_font(8))
    paper = QRectF(painter.viewport())
    foot = painter.fontMetrics().height() * 2.0
    page = QSizeF(paper.width(), paper.height() - foot)
    made = document(shown, currency, printer, page)
    translate = QCoreApplication.translate
    for at in range(made.pageCount()):
        if at:
            printer.newPage()
        painter.save()
        painter.setTransform(QTransform.fromTranslate(0, -at * page.height()), combine=True)
        made.drawContents(painter, QRectF(0, at * page.height(), page.width(), page.height()))
        painter.restore()
        painter.setPen(_INK)
        told = translate("Ledger", "page {page} of {pages}").format(page=at + 1, pages=made.pageCount())
        painter.drawText(QRectF(0, page.height(), page.width(), foot), _RIGHT | Qt.AlignmentFlag.AlignBottom, told)
    return painter.end()


def _insert(cursor: QTextCursor, shown: Shown, told: Statement, currency: str) -> None:
    name = shown.customer.name if shown.customer is not None else ""
    title = QCoreApplication.translate("Ledger", "Account of {name}").format(name=name)
    cursor.insertText(title, _style(15, strong=True))
    for line in (words.days(shown.period), words.summary(told, currency), words.state(shown)):
        cursor.insertBlock()
        cursor.insertText(line, _style(9))
    gap = QTextBlockFormat()
    gap.setTopMargin(8)
    cursor.insertBlock(gap)
    _insert_table(cursor, told.rows, currency)


def _insert_table(cursor: QTextCursor, rows: Sequence[Row], currency: str) -> None:
    layout = QTextTableFormat()
    layout.setHeaderRowCount(1)
    layout.setBorder(0.5)
    layout.setBorderBrush(_RULE)
    layout.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    layout.setBorderCollapse(True)
    layout.setCellPadding(3)
    layout.setCellSpacing(0)
    layout.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    layout.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, width) for width in _WIDTHS])
    table = cursor.insertTable(len(rows) + 1, len(_WIDTHS), layout)
    titles = words.of_the_file().titles
    lines = [(titles[0], titles[1], titles[2], titles[3], titles[5]), *(_cells(row, currency) for row in rows)]
    for at, line in enumerate(lines):
        for column, text in enumerate(line):
            cell = table.cellAt(at, column).firstCursorPosition()
            side = QTextBlockFormat()
            side.setAlignment(_SIDES[column])
            cell.setBlockFormat(side)
            cell.insertText(text, _style(9, strong=at == 0))


def _cells(row: Row, currency: str) -> tuple[str, ...]:
    return (
        wording.time(row.entry.created_at),
        words.what(row, currency),
        words.paid_in(row, currency),
        words.taken_out(row, currency),
        words.balance(row, currency),
    )


def _style(points: float, *, strong: bool = False) -> QTextCharFormat:
    style = QTextCharFormat()
    style.setFont(_font(points, strong=strong))
    style.setForeground(_INK)
    return style


def _font(points: float, *, strong: bool = False) -> QFont:
    return theme.text_font(points, strong=strong)
