"""Rows that are turned into other rows."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from callcenter.ui.rows import turn_into

Row = tuple[int, str]
ROOT = QModelIndex()

_lists = st.lists(st.tuples(st.integers(0, 8), st.sampled_from("ab")), max_size=12)


class Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        return self.rows[index.row()][1] if role == Qt.ItemDataRole.DisplayRole else None


def test_rows_become_what_is_wanted_and_no_reset_is_told(qapp: QApplication) -> None:
    del qapp

    @given(st.lists(_lists, max_size=5))
    def check(steps: list[list[Row]]) -> None:
        model, resets = Model(), list[str]()
        model.modelAboutToBeReset.connect(lambda: resets.append("reset"))
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for wanted in steps:
            seen = [QPersistentModelIndex(model.index(row, 0)) for row in range(len(model.rows))]
            before = [key for key, _ in model.rows]
            turn_into(model, model.rows, wanted, lambda row: row[0])
            once = dict(wanted)  # told twice, the last word counts, in the place of the first
            assert model.rows == list(once.items())
            for key, index in zip(before, seen, strict=True):
                if index.isValid():  # a row that stayed is still the row of the same thing
                    assert model.rows[index.row()][0] == key
                else:
                    assert key not in once or before != [one for one, _ in model.rows if one in set(before)]
        assert resets == []
        del tester

    check()


def test_of_rows_that_stay_in_their_order_only_those_that_read_otherwise_are_told(qapp: QApplication) -> None:
    del qapp
    model, told = Model(), list[tuple[int, int]]()
    turn_into(model, model.rows, [(1, "a"), (2, "a"), (3, "a"), (4, "a")], lambda row: row[0])
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    turn_into(model, model.rows, [(1, "a"), (2, "b"), (3, "b"), (5, "a"), (4, "a")], lambda row: row[0])
    assert told == [(1, 2)]
