"""What was ordered, line by line, and what it comes to."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from callcenter.model.order import DiscountKind, Order, OrderLine
from callcenter.ui import wording
from callcenter.ui.shell.facts import label

COUNT, NAME, PRICE, SUM = range(4)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_PLACES = (_RIGHT, Qt.AlignmentFlag.AlignTop, _RIGHT, _RIGHT)

Row = tuple[str, str, str, str, str]
"""Count, name, price of one, sum, and the role of the label that names it."""


class OrderLines(QWidget):
    """Lines with modifiers and notes, then the totals. Its labels are kept and written anew."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLabel, ...]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(NAME, 1)

    def show_order(self, order: Order, currency: str) -> None:
        """Write the lines and totals of an order."""
        rows = [row for line in order.lines for row in self._line(line, currency)]
        rows += self._totals(order, currency)
        while len(self._rows) < len(rows):
            self._add_row()
        for at, cells in enumerate(self._rows):
            row = rows[at] if at < len(rows) else None
            for place, cell in enumerate(cells):
                cell.setText(row[place] if row is not None else "")
                cell.setVisible(row is not None)
                role = row[4] if row is not None else ""
                if cell.property("role") != role:
                    cell.setProperty("role", role)
                    cell.style().unpolish(cell)
                    cell.style().polish(cell)

    def _add_row(self) -> None:
        cells = (label(), label(wrap=True), label(), label())
        for place, cell in enumerate(cells):
            cell.setAlignment(_PLACES[place])
            self._grid.addWidget(cell, len(self._rows), place)
        self._rows.append(cells)

    def _line(self, line: OrderLine, currency: str) -> list[Row]:
        portion = "" if line.portion == 1 else self.tr("  (portion {size})").format(size=wording.count(line.portion))
        rows: list[Row] = [
            (
                f"{wording.count(line.count)}×",
                line.name + portion,
                wording.sum_of(line.price, currency),
                wording.sum_of(line.total, currency),
                "",
            )
        ]
        rows += [
            (
                "",
                f"+ {wording.count(one.count)}× {one.name}",
                wording.sum_of(one.price, currency),
                "",
                "muted",
            )
            for one in line.modifiers
        ]
        if line.note:
            rows.append(("", f"“{line.note}”", "", "", "warning-text"))
        return rows

    def _totals(self, order: Order, currency: str) -> list[Row]:
        """Return what is added and taken off, then the total: the point of sale's word, else the sum of the lines."""
        parts: list[tuple[str, str]] = []
        if order.total is not None and order.sum_of_lines is not None:
            parts.append((self.tr("Sum of the lines"), wording.sum_of(order.sum_of_lines, currency)))
        if order.discount_kind is not DiscountKind.NONE and order.discount_value:
            parts.append((self.tr("Discount"), self._discount(order, order.discount_value, currency)))
        if order.delivery_fee:
            parts.append((self.tr("Delivery"), wording.sum_of(order.delivery_fee, currency)))
        if order.service_charge:
            parts.append((self.tr("Service"), wording.percent(order.service_charge)))
        told = order.total is not None
        name = self.tr("Total") if told else self.tr("Total of the lines, as the point of sale tells none")
        total: Row = ("", name, "", wording.total(order, currency), "strong")
        others: list[Row] = [("", words, "", value, "muted") for words, value in parts]
        # What is added and taken off is in the point of sale's total, and not in the sum of the lines.
        return [*others, total] if told else [total, *others]

    @staticmethod
    def _discount(order: Order, value: Decimal, currency: str) -> str:
        written = (
            wording.percent(value) if order.discount_kind is DiscountKind.PERCENT else wording.sum_of(value, currency)
        )
        return f"−{written}"
