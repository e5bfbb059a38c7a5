"""The customers found, as rows; the last row offers to make a new one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from callcenter.model import phone
from callcenter.model.customer import PENDING, Customer, CustomerSort
from callcenter.ui.customers.sorted_figure import figure

CUSTOMER = Qt.ItemDataRole.UserRole
NEW = Qt.ItemDataRole.UserRole + 1
ASKED = Qt.ItemDataRole.UserRole + 2
"""Whether only the point of sale knew the customer."""
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class ResultsModel(QAbstractListModel):
    """Rows change one by one, so that the selection stays on its customer."""

    def __init__(self) -> None:
        super().__init__()
        self._customers: list[Customer] = []
        self._asked: frozenset[str] = frozenset()
        self._offer: str | None = None
        self._sort: CustomerSort | None = None
        self.currency = "AZN"

    @property
    def customers(self) -> Sequence[Customer]:
        """The customers shown, in their order."""
        return self._customers

    def customer(self, row: int) -> Customer | None:
        """Return the customer in a row; None for the row that offers a new one."""
        return self._customers[row] if 0 <= row < len(self._customers) else None

    def was_asked(self, customer: Customer) -> bool:
        """Whether only the point of sale knew this customer."""
        return customer.id in self._asked

    def figure(self, customer: Customer) -> str:
        """Write what the rows are sorted by; empty where they are not, or it is no figure."""
        return figure(customer, self._sort, self.currency) if self._sort is not None else ""

    @property
    def offered(self) -> str:
        """What the last row offers; empty where there is no such row."""
        return self._offer or ""

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._customers) + (self._offer is not None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row shows or is."""
        row = index.row()
        if row >= len(self._customers):
            return {Qt.ItemDataRole.DisplayRole: self._offer, NEW: True}.get(role)
        customer = self._customers[row]
        if role == CUSTOMER:
            return customer
        if role == ASKED:
            return self.was_asked(customer)
        if role == Qt.ItemDataRole.DisplayRole:
            return customer.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            number = phone.spell(customer.phone) if customer.phone else ""
            return ", ".join(part for part in (customer.name, number, self.figure(customer)) if part)
        return None

    def show(
        self,
        customers: Sequence[Customer],
        asked: frozenset[str] = frozenset(),
        sort: CustomerSort | None = None,
    ) -> None:
        """Turn the rows into these: kept ones move, others leave or come. ``asked`` only the point of sale knew.

        They are sorted by ``sort``; the best match stands first for None.

        Neighbours come and go together: each change that the view hears of costs it as much as a row to paint.
        """
        turned, self._asked = self._asked ^ asked, asked
        otherwise, self._sort = self._sort is not sort, sort
        self._settle(customers)
        self._remove_all_but({customer.id for customer in customers})
        here = {customer.id for customer in self._customers}
        self._arrange([customer.id for customer in customers if customer.id in here])
        self._insert(customers, here)
        for row, customer in enumerate(customers):
            if self._customers[row] != customer or customer.id in turned:
                self._customers[row] = customer
                self.dataChanged.emit(self.index(row), self.index(row))
        if otherwise and customers:
            self.dataChanged.emit(self.index(0), self.index(len(customers) - 1))

    def _remove_all_but(self, wanted: set[str]) -> None:
        end = len(self._customers)
        runs = [(stays, len(list(run))) for stays, run in groupby(self._customers, lambda one: one.id in wanted)]
        for stays, size in reversed(runs):
            begin = end - size
            if not stays:
                self.beginRemoveRows(ROOT, begin, end - 1)
                del self._customers[begin:end]
                self.endRemoveRows()
            end = begin

    def _arrange(self, order: list[str]) -> None:
        for row, wanted in enumerate(order):
            if self._customers[row].id == wanted:
                continue
            at = next(at for at in range(row + 1, len(self._customers)) if self._customers[at].id == wanted)
            self.beginMoveRows(ROOT, at, at, ROOT, row)
            self._customers.insert(row, self._customers.pop(at))
            self.endMoveRows()

    def _insert(self, customers: Sequence[Customer], here: set[str]) -> None:
        row = 0
        for known, run in groupby(customers, lambda one: one.id in here):
            several = list(run)
            if not known:
                self.beginInsertRows(ROOT, row, row + len(several) - 1)
                self._customers[row:row] = several
                self.endInsertRows()
            row += len(several)

    def _settle(self, customers: Sequence[Customer]) -> None:
        """Put the point of sale's word in the place of a pending row: it is the same customer under another id."""
        waiting = [row for row, customer in enumerate(self._customers) if customer.id.startswith(PENDING)]
        if not waiting:  # as at nearly every key
            return
        by_cid = {customer.cid: customer for customer in customers if customer.cid and not customer.pending}
        for row in waiting:
            if (known := by_cid.get(self._customers[row].cid or "")) is not None:
                self._customers[row] = known
                self.dataChanged.emit(self.index(row), self.index(row))

    def offer(self, words: str | None) -> None:
        """Show the row that offers a new customer, with these words; hide it for None."""
        last = len(self._customers)
        if words is None and self._offer is not None:
            self.beginRemoveRows(ROOT, last, last)
            self._offer = None
            self.endRemoveRows()
        elif words is not None and self._offer is None:
            self.beginInsertRows(ROOT, last, last)
            self._offer = words
            self.endInsertRows()
        elif words != self._offer:
            self._offer = words
            self.dataChanged.emit(self.index(last), self.index(last))
