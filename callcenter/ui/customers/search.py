"""The search: one field, what narrows it, and the customers found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from callcenter.desk.directory import Wanted
from callcenter.desk.find import Find, Found
from callcenter.model.customer import Customer, CustomerSort, Group
from callcenter.pos.errors import PosError
from callcenter.ui import sentences, wording
from callcenter.ui.customers.results_model import ResultsModel
from callcenter.ui.customers.results_view import ResultsView
from callcenter.ui.customers.search_field import SearchField, place
from callcenter.ui.customers.sorted_figure import MOST_FIRST, sort_names
from callcenter.ui.customers.told_line import ToldLine


class SearchPane(QWidget):
    """Shows what ``Find`` finds. Never stale: an answer to other words than those in the field is not shown."""

    opened = Signal(Customer)
    new_wanted = Signal(str)
    """A new customer is wanted; with the text typed so far."""

    def __init__(self, find: Find, field: SearchField) -> None:
        super().__init__()
        self.setObjectName("Pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._find = find
        self._shown: Wanted | None = None
        self._final = True
        self._at_work = False
        """Whether there is somebody to ask."""
        self._open_when_found = False
        self.model = ResultsModel()
        self.field = field
        field.setClearButtonEnabled(True)  # not earlier: its icons are looked for in many folders
        self.results = ResultsView()
        self.results.setModel(self.model)
        self.results.setAccessibleName(self.tr("Customers found"))
        self._groups = QComboBox()
        self._groups.setAccessibleName(self.tr("Group"))
        self._groups.addItem(self.tr("All groups"), None)
        self._sorts = QComboBox()
        self._sorts.setAccessibleName(self.tr("Sort by"))
        self._direction = QToolButton()
        self._direction.setCheckable(True)
        self._direction.setText("↑")
        self._direction.setAccessibleName(self.tr("Descending order"))
        self._direction.setToolTip(self.tr("Ascending or descending"))
        self._told = ToldLine()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        narrow = QHBoxLayout()
        narrow.addWidget(self._groups, 1)
        narrow.addWidget(self._sorts, 1)
        narrow.addWidget(self._direction)
        column, head = place(self, self.field)
        head.addLayout(narrow)
        head.addWidget(self._told)
        column.addWidget(self.results, 1)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._typed)
        self.field.moved.connect(self._move)
        self.field.returnPressed.connect(self._enter)
        self.results.activated.connect(self._activated)
        self.results.clicked.connect(self._activated)
        self.results.typed.connect(self.type_text)
        self._groups.activated.connect(self.look_at_once)
        self._sorts.activated.connect(self._sort)
        self._direction.toggled.connect(self._turn)
        self._find.found.connect(self._show)
        self._find.failed.connect(self._fail)

    # ---- what others ask --------------------------------------------------------------------------------------------

    @property
    def settled(self) -> bool:
        """Whether what is shown answers what is in the field: somebody, or for certain nobody."""
        return self._shown == self._wanted() and (self._final or bool(self.model.customers))

    def begin(self) -> None:
        """Search from now on, and first for what was typed before there was anybody to ask."""
        self._at_work = True
        if self.field.text():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # the agent is typing: nothing is selected
        else:
            self.focus()
        self._offer()
        self._open_when_found, self.field.entered = self.field.entered, False
        self.look_at_once()

    def focus(self) -> None:
        """Take the focus with all text selected: the next key starts a new search."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def type_text(self, text: str) -> None:
        """Type into the field from elsewhere in the window."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.insert(text)

    def set_choices(self, groups: tuple[Group, ...], sorts: tuple[CustomerSort, ...]) -> None:
        """Offer the groups and sort fields that the point of sale has; what is chosen of them stays."""
        in_group, by = self._groups.currentData(), self._sorts.currentData()
        self._groups.clear()
        self._groups.addItem(self.tr("All groups"), None)
        for group in groups:
            self._groups.addItem(group.name, group.id)
        self._groups.setVisible(bool(groups))
        names = sort_names()
        self._sorts.clear()
        self._sorts.addItem(self.tr("Sort: best match"), None)
        for sort in sorts:
            self._sorts.addItem(names[sort], sort)
        self._groups.setCurrentIndex(0 if in_group is None else max(0, self._groups.findData(in_group)))
        self._sorts.setCurrentIndex(0 if by is None else max(0, self._sorts.findData(by)))
        self._sorts.setVisible(bool(sorts))
        self._direction.setVisible(bool(sorts))

    def look_at_once(self) -> None:
        """Search without waiting for more keys."""
        if self._at_work:
            self._find.look(self._wanted(), at_once=True)

    def clear(self) -> None:
        """Forget what was found: the desk signed out."""
        self._at_work = False
        blocked = self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(blocked)
        self._groups.setCurrentIndex(0)
        self._sorts.setCurrentIndex(0)
        self._shown = None
        self.model.offer(None)
        self.model.show(())
        self._told.tell("")

    # ---- keys -------------------------------------------------------------------------------------------------------

    def _typed(self, _text: str) -> None:
        self._open_when_found = False
        if self._at_work:
            self._find.look(self._wanted())  # first: the local copy is looked through while all else goes on
            self._offer()

    def _move(self, event: QKeyEvent) -> None:
        self.results.keyPressEvent(event)

    def _enter(self) -> None:
        if not self._at_work:  # the field remembers it
            return
        self.field.entered = False
        if self.settled:
            self._activated(self.results.currentIndex())
        else:  # the answer to these words is still under way: Enter is for it, not for what it will replace
            self._open_when_found = True
            self.look_at_once()

    def _activated(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        customer = self.model.customer(index.row())
        if customer is None:
            self.new_wanted.emit(self.field.text())
        else:
            self.opened.emit(customer)

    def sort_by_next(self) -> None:
        """List by the next field; after the last, best match first."""
        if self._sorts.count() > 1:
            self._sorts.setCurrentIndex((self._sorts.currentIndex() + 1) % self._sorts.count())
            self._sort()

    def turn_round(self) -> None:
        """List the other way round."""
        if self._sorts.currentData() is not None:
            self._direction.toggle()

    def _sort(self) -> None:
        """Look for the same in the order chosen; a figure's largest first, whatever was before."""
        if self._sorts.currentData() in MOST_FIRST:
            with QSignalBlocker(self._direction):
                self._direction.setChecked(True)
            self._direction.setText("↓")
        self.look_at_once()

    def _turn(self, descending: bool) -> None:
        self._direction.setText("↓" if descending else "↑")
        self.look_at_once()

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _wanted(self) -> Wanted:
        sort = self._sorts.currentData()  # Qt keeps an enumeration of texts as plain text
        return Wanted(
            text=self.field.text().strip(),
            group_id=self._groups.currentData(),
            sort=CustomerSort(sort) if sort is not None else None,
            descending=self._direction.isChecked(),
        )

    def _offer(self) -> None:
        text = self.field.text().strip()
        self.model.offer(self.tr("+ new customer “{text}”").format(text=text) if text else None)

    def _show(self, found: Found) -> None:
        if found.wanted != self._wanted():
            return
        chosen = QPersistentModelIndex(self.results.currentIndex())
        same = self._shown == found.wanted
        self._shown, self._final = found.wanted, found.final
        self.model.show(found.customers, found.asked, found.wanted.sort)
        stays = same and chosen.isValid() and chosen.row() < len(found.customers)
        self.results.setCurrentIndex(self.model.index(chosen.row() if stays else 0))
        self._told.tell(self._summary(found))
        if self._open_when_found and self.settled:
            self._open_when_found = False
            self._activated(self.results.currentIndex())

    def _summary(self, found: Found) -> str:
        shown = len(found.customers)
        if not shown and not found.final:
            return self.tr("Asking the server…")
        if not shown:
            return self.tr("Nobody found. Enter makes a new customer.") if found.wanted.text else self.tr("Nobody yet.")
        if found.total is not None and found.total > shown:
            return self.tr("{shown} of {total} shown").format(shown=shown, total=wording.number(found.total))
        if found.more:
            return self.tr("the first %n", "", shown)
        return self.tr("%n found", "", shown)

    def _fail(self, error: PosError) -> None:
        self._open_when_found = False
        self._told.tell(sentences.of_error(error))
