"""Rows turned into other rows by what came, went and changed: never a reset, so selection and scroll stay."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex

T = TypeVar("T")
_ROOT = QModelIndex()


def turn_into(model: QAbstractTableModel, held: list[T], wanted: Sequence[T], key: Callable[[T], Hashable]) -> None:
    """Turn the rows that a model holds into the wanted ones; ``key`` tells what stays the same row.

    A row that is to stand before one that it stood behind goes and comes anew.
    """
    wanted = list({key(row): row for row in wanted}.values())  # a row that is told twice is one
    places = {key(row): at for at, row in enumerate(wanted)}
    reached, gone = -1, []
    for at, row in enumerate(held):
        place = places.get(key(row), -1)
        if place > reached:
            reached = place
        else:
            gone.append(at)
    for first, last in reversed(list(runs_of(gone))):
        model.beginRemoveRows(_ROOT, first, last)
        del held[first : last + 1]
        model.endRemoveRows()
    stayed = {key(row) for row in held}
    for first, last in runs_of([at for at, row in enumerate(wanted) if key(row) not in stayed]):
        model.beginInsertRows(_ROOT, first, last)
        held[first:first] = wanted[first : last + 1]
        model.endInsertRows()
    for first, last in runs_of([at for at, row in enumerate(wanted) if held[at] != row]):
        held[first : last + 1] = wanted[first : last + 1]
        model.dataChanged.emit(model.index(first, 0), model.index(last, model.columnCount() - 1))


def runs_of(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of neighbours in sorted rows."""
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at] != rows[at - 1] + 1:
            yield rows[start], rows[at - 1]
            start = at
