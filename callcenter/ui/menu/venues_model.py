"""The venues as rows."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from callcenter.model.venue import Venue
from callcenter.ui import wording
from callcenter.ui.menu import words
from callcenter.ui.rows import turn_into
from callcenter.ui.shell import theme

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Column(enum.IntEnum):
    """The columns, in their order."""

    NAME = 0
    PHONE = 1
    ADDRESS = 2
    EMAIL = 3
    STATE = 4


class VenuesModel(QAbstractTableModel):
    """A venue a row."""

    def __init__(self) -> None:
        super().__init__()
        self._venues: list[Venue] = []
        self.region = "AZ"

    def venue(self, row: int) -> Venue | None:
        """Return the venue in a row."""
        return self._venues[row] if 0 <= row < len(self._venues) else None

    def show(self, venues: Sequence[Venue]) -> None:
        """Turn the rows into these."""
        turn_into(self, self._venues, venues, lambda venue: venue.id)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of venues."""
        return 0 if parent.isValid() else len(self._venues)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.NAME: self.tr("venue"),
            Column.PHONE: self.tr("phone"),
            Column.ADDRESS: self.tr("address"),
            Column.EMAIL: self.tr("e-mail"),
            Column.STATE: self.tr("state"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        venue = self._venues[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(venue, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return wording.tip(self.text(venue, Column(index.column())))
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == Column.STATE and venue.active is not None:
            return QColor(theme.colours().good if venue.active else theme.colours().muted)
        return None

    def text(self, venue: Venue, column: Column) -> str:
        """Return what a cell says."""
        return {
            Column.NAME: venue.name,
            Column.PHONE: words.number(venue.phone, self.region),
            Column.ADDRESS: venue.address or wording.NOTHING,
            Column.EMAIL: venue.email or wording.NOTHING,
            Column.STATE: words.venue_state(venue),
        }[column]
