"""What there is to say of one product: read aloud, and copied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit

from callcenter.desk.menu_sections import Item
from callcenter.ui import wording
from callcenter.ui.menu import words
from callcenter.ui.shell import theme

PRICE_AT = 300.0
"""Pixels from the left where prices end."""
STATE_AT = 312.0


class Line(NamedTuple):
    """A line: its words, and beside them a price and a remark. ``strong`` for a title."""

    text: str
    price: str = ""
    remark: str = ""
    strong: bool = False
    space: bool = False
    """Whether a gap is above it."""


def lines(item: Item, currency: str) -> Iterator[Line]:
    """Yield all that is known of a product for a caller."""
    product = item.product
    yield Line(product.name, words.price(item, currency), words.state(item), strong=True)
    if product.full_name and product.full_name != product.name:
        yield Line(product.full_name)
    if product.by_weight:
        yield Line(QCoreApplication.translate("Menu", "sold by weight"))
    if product.description:
        yield Line(product.description)
    if item.choices:
        yield Line(QCoreApplication.translate("Menu", "To choose from"), strong=True, space=True)
        for choice in item.choices:
            price = wording.sum_of(choice.variant.price, currency)
            yield Line(choice.variant.name, price, words.left(choice.left))
    for group in product.modifier_groups:
        yield Line(f"{group.name}: {words.rule(group)}", strong=True, space=True)
        for option in group.options:
            if option.active:
                yield Line(option.name, words.option(option, currency), words.most_of(option))


def plain(item: Item, currency: str) -> str:
    """Return it as text for a message."""
    return "\n".join(f"{line.text}  {line.price}  {line.remark}".rstrip() for line in lines(item, currency))


class ItemText(QTextEdit):
    """Shows a product; its words can be selected by key or mouse, and are never markup."""

    def __init__(self) -> None:
        self._shown: tuple[Line, ...] = ()
        super().__init__()
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("The product"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(12)

    def show_item(self, item: Item | None, currency: str) -> None:
        """Show a product; nothing for None. What says the same stays as it is, with what is selected in it."""
        wanted = tuple(lines(item, currency)) if item is not None else ()
        if wanted == self._shown:
            return
        self._shown = wanted
        self._rewrite()

    def changeEvent(self, event: QEvent) -> None:
        """Write anew with the colours now in force."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._rewrite()

    def _rewrite(self) -> None:
        self.clear()
        cursor = self.textCursor()
        for at, line in enumerate(self._shown):
            if at:
                cursor.insertBlock()
            self._write(cursor, line)
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)

    def _write(self, cursor: QTextCursor, line: Line) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(10 if line.space else 2)
        block.setTabPositions(
            [
                QTextOption.Tab(PRICE_AT, QTextOption.TabType.RightTab),
                QTextOption.Tab(STATE_AT, QTextOption.TabType.LeftTab),
            ]
        )
        cursor.setBlockFormat(block)
        words_, remark = QTextCharFormat(), QTextCharFormat()
        words_.setFont(theme.text_font(strong=line.strong))
        remark.setFont(theme.text_font())
        remark.setForeground(QColor(theme.colours().muted))
        cursor.insertText(line.text, words_)
        if line.price or line.remark:
            cursor.insertText(f"\t{line.price}", words_)
        if line.remark:
            cursor.insertText(f"\t{line.remark}", remark)
