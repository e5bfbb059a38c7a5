"""A menu as rows: a title for each section, its products, and below a product its variants."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from callcenter.desk.menu_sections import Choice, Item
from callcenter.ui import wording
from callcenter.ui.menu import words
from callcenter.ui.rows import turn_into
from callcenter.ui.shell import theme

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_INDENT = "\u2003\u2003"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(enum.IntEnum):
    """The columns, in their order."""

    NAME = 0
    PRICE = 1
    STATE = 2


class Row(NamedTuple):
    """A section's title (no item), a product, or one of its variants."""

    section: str
    item: Item | None = None
    choice: Choice | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same row whatever is told of it."""
        if self.item is None:
            return (self.section, "", "")
        return (self.section, self.item.product.id, self.choice.variant.id if self.choice is not None else "")


class MenuModel(QAbstractTableModel):
    """Rows come, go and change as the menu is narrowed and read anew; titles cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self.currency = "AZN"

    def row(self, at: int) -> Row | None:
        """Return a row."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def first(self) -> int:
        """Return the first row that can be chosen; -1 where there is none."""
        return next((at for at, row in enumerate(self._rows) if row.item is not None), -1)

    def show(self, items: Iterable[Item]) -> None:
        """Turn the rows into those of these items."""
        turn_into(self, self._rows, list(_rows(items, self.tr("Without a category"))), lambda row: row.key)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let products and variants be chosen; the keys pass over the titles."""
        row = self.row(index.row())
        return super().flags(index) if row is not None and row.item is not None else Qt.ItemFlag.NoItemFlags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return {
                Column.NAME: self.tr("product"),
                Column.PRICE: self.tr("price"),
                Column.STATE: self.tr("left"),
            }[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.PRICE:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: PLR0911 - a case a role
        """Return what a cell shows."""
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return wording.tip(self._words(row, column).strip())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.variant(row.choice) if row.choice is not None and column == Column.NAME else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column == Column.PRICE else None
        if role == Qt.ItemDataRole.FontRole:
            return theme.text_font(strong=True) if row.item is None else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return _colour(row, column)
        return None

    def _words(self, row: Row, column: Column) -> str:
        if row.item is None:
            return row.section if column == Column.NAME else ""
        if row.choice is not None:
            variant = row.choice.variant
            told = (
                f"{_INDENT}{variant.name}",
                wording.sum_of(variant.price, self.currency),
                words.left(row.choice.left),
            )
        else:
            told = (row.item.product.name, words.price(row.item, self.currency), words.state(row.item))
        return told[column]


def _rows(items: Iterable[Item], untitled: str) -> Iterator[Row]:
    sections: dict[str, list[Item]] = {}  # two categories may have one name
    for item in items:
        sections.setdefault(item.section or untitled, []).append(item)
    for title, inside in sections.items():
        yield Row(title)
        for item in inside:
            yield Row(title, item)
            for choice in item.choices:
                yield Row(title, item, choice)


def _colour(row: Row, column: Column) -> QColor | None:
    colours = theme.colours()
    if row.item is None:
        return QColor(colours.muted)
    out = row.choice.out if row.choice is not None else row.item.out
    if column == Column.STATE:
        return QColor(colours.danger if out else colours.warning)
    return QColor(colours.muted) if out else None
