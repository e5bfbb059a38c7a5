"""The profiles as rows, each with the digit that chooses it."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from callcenter.desk.profiles import Listed
from callcenter.pos.systems import system_of
from callcenter.settings import Profile
from callcenter.ui import wording
from callcenter.ui.rows import turn_into
from callcenter.ui.shell import theme
from callcenter.vault import origin_of

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DIGITS = 9
"""Rows that have a digit."""


class Column(enum.IntEnum):
    """The columns, in their order."""

    DIGIT = 0
    NAME = 1
    SYSTEM = 2
    ACCOUNT = 3
    STATE = 4


class ProfileRows(QAbstractTableModel):
    """A profile a row, in the order of the settings."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Listed] = []

    def row(self, at: int) -> Listed | None:
        """Return what stands in a row."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def show(self, rows: Sequence[Listed]) -> None:
        """Turn the rows into these."""
        turn_into(self, self._rows, rows, lambda row: row.profile.key)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of profiles."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.DIGIT: self.tr("key"),
            Column.NAME: self.tr("profile"),
            Column.SYSTEM: self.tr("point of sale"),
            Column.ACCOUNT: self.tr("sign-in"),
            Column.STATE: self.tr("state"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        row, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return wording.tip(self.text(index.row(), column))
        if role == Qt.ItemDataRole.ForegroundRole and column is Column.STATE:
            return QColor(theme.colours().warning if row.unsent else theme.colours().good)
        return None

    def text(self, at: int, column: Column) -> str:
        """Return what a cell says."""
        row = self._rows[at]
        match column:
            case Column.DIGIT:
                return str(at + 1) if at < DIGITS else ""
            case Column.NAME:
                return row.profile.name
            case Column.SYSTEM:
                return system_of(row.profile).name
            case Column.ACCOUNT:
                return self._account(row.profile)
            case _:
                return self._state(row)

    def _account(self, profile: Profile) -> str:
        """Return whose customers they are; also where, if that is not the vendor's usual address."""
        parts = [profile.brand or profile.email]
        if profile.venue_id:
            parts.append(self.tr("venue {id}").format(id=profile.venue_id))
        if profile.base_url != system_of(profile).base_url:
            parts.append(origin_of(profile.base_url).host)
        return " · ".join(parts)

    def _state(self, row: Listed) -> str:
        parts = [self.tr("● current")] if row.at_work else []
        if row.unsent:
            parts.append(self.tr("%n wait(s) to be sent", "", row.unsent))
        return " · ".join(parts)
