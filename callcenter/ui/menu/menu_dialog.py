"""The menu of a venue: a window of its own beside the desk, for what callers ask."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from callcenter.desk.menu import Menus, Shown
from callcenter.desk.venues import Venues
from callcenter.model.venue import Venue
from callcenter.ui.menu import item_text, words
from callcenter.ui.menu.item_text import ItemText
from callcenter.ui.menu.menu_model import Column, MenuModel
from callcenter.ui.menu.table import LeadingField, Table
from callcenter.ui.shell.facts import label
from callcenter.ui.shell.notice import Notice

SIZE = (1060, 640)
_WIDTHS = {Column.PRICE: 100, Column.STATE: 110}


class MenuDialog(QDialog):
    """Lists what a venue sells, narrowed as one types; what there is to say of a product stands beside it."""

    def __init__(self, menus: Menus, venues: Venues, parent: QWidget) -> None:
        super().__init__(parent)
        self._menus = menus
        self._venues = venues
        self._shown = Shown(venue_id=None)
        self.currency, self.region = "AZN", "AZ"
        self.setWindowTitle(self.tr("Menu"))
        self.setModal(False)
        self.resize(*SIZE)
        self.model = MenuModel()
        self.table = Table(self.model, self.tr("Products"), stretch=Column.NAME)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self._search = LeadingField(self.table, self.tr("Product, section or modifier"))
        self._places = QComboBox()
        self._places.setAccessibleName(self.tr("Venue"))
        self._places.setMinimumWidth(200)
        self._place = label("muted", wrap=True)
        self._place.setAccessibleName(self.tr("Phone and address of the venue"))
        self._notice = Notice()
        self._text = ItemText()
        self._state = label("muted")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._search, 1)
        head.addWidget(self._places)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.table)
        across.addWidget(self._text)
        across.setSizes([620, 440])
        across.setChildrenCollapsible(False)
        self._copy = QPushButton(self.tr("Copy  (Ctrl+Shift+C)"))
        self._again = QPushButton(self.tr("Read again  (F5)"))
        self._close = QPushButton(self.tr("Close  (Esc)"))
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        for button in (self._copy, self._again, self._close):
            button.setAutoDefault(False)  # Enter in the field leads to the product
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._place)
        column.addWidget(self._notice)
        column.addWidget(across, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._look)
        self._search.returnPressed.connect(self._text.setFocus)
        self._places.activated.connect(lambda _at: self._turn())
        self.table.activated.connect(lambda _index: self._text.setFocus())
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self._copy.clicked.connect(self._copy_item)
        self._again.clicked.connect(self._menus.read)
        self._close.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Shift+C"), self, self._copy_item)
        QShortcut(QKeySequence(Qt.Key.Key_F5), self, self._menus.read)
        QShortcut(QKeySequence("Ctrl+Shift+V"), self, self._next_venue)
        QShortcut(QKeySequence("Ctrl+F"), self, self._to_search)
        self._menus.changed.connect(self._show)
        self._venues.changed.connect(self._list_venues)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def come(self, venue_id: str | None = None) -> None:
        """Show a venue's menu, the one shown last for None, and take the focus."""
        self.model.currency = self.currency
        if not self._places.count():
            self._list_venues(self._venues.venues)
        if venue_id is not None:
            self._places.setCurrentIndex(max(0, self._places.findData(venue_id)))
        self.show()
        self.raise_()
        self.activateWindow()
        self._to_search()
        self._turn()

    def leave(self) -> None:
        """Show nothing of the brand any more."""
        self._search.clear()
        self._places.clear()
        self.reject()

    def look_for(self, text: str) -> None:
        """Narrow the menu as if the text were typed."""
        self._search.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Tell whether the menu is before the agent."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible():
            self._menus.watch(looked_at=self.isActiveWindow())

    def done(self, result: int) -> None:
        """Keep nothing fresh any more, and go."""
        self._menus.close()
        super().done(result)

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _to_search(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def _look(self, text: str) -> None:
        self._menus.look(text)
        self._choose_first()

    def _turn(self) -> None:
        venue = self._venue()
        self._write_place(venue)
        self._menus.open(venue.id if venue is not None else self._venues.own)
        self._choose_first()

    def _next_venue(self) -> None:
        if self._places.count():
            self._places.setCurrentIndex((self._places.currentIndex() + 1) % self._places.count())
            self._turn()

    def _venue(self) -> Venue | None:
        wanted = self._places.currentData()
        return next((one for one in self._venues.venues if one.id == wanted), None)

    def _list_venues(self, venues: tuple[Venue, ...]) -> None:
        chosen = self._places.currentData() or self._venues.own
        with QSignalBlocker(self._places):
            self._places.clear()
            for venue in venues:
                self._places.addItem(venue.name, venue.id)
            self._places.setCurrentIndex(max(0, self._places.findData(chosen)) if venues else -1)
        self._places.setVisible(bool(venues))
        now = self._venue()
        self._write_place(now)
        if self.isVisible() and now is not None and now.id != self._shown.venue_id:
            self._turn()

    def _write_place(self, venue: Venue | None) -> None:
        parts: list[str] = []
        if venue is not None:
            parts = [words.number(venue.phone, self.region), venue.address or "", venue.email or ""]
            parts.append(words.venue_state(venue))
        self._place.setText("   ·   ".join(part for part in parts if part))

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.model.show(shown.items)
        said = words.trouble(shown)
        if said and said != self._notice.text:
            self._notice.say(said, "danger" if shown.read_at is None else "warning")
        elif not said:
            self._notice.clear()
        self._state.setText(self._told(shown))
        if not self._chosen_valid():
            self._choose_first()
        self._show_item()

    def _told(self, shown: Shown) -> str:
        fresh = words.freshness(shown)
        if shown.read_at is None:
            return fresh
        if not shown.items and shown.of:
            return " · ".join((self.tr("Nothing on the menu has these words."), fresh))
        count = self.tr("{found} of {all} products").format(found=len(shown.items), all=shown.of)
        return " · ".join((count, fresh))

    def _chosen_valid(self) -> bool:
        row = self.model.row(self.table.currentIndex().row())
        return row is not None and row.item is not None

    def _choose_first(self) -> None:
        first = self.model.first()
        if first >= 0:
            self.table.selectRow(first)
            self.table.scrollToTop()
        else:
            self.table.setCurrentIndex(QModelIndex())

    def _choose(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_item()

    def _show_item(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        item = row.item if row is not None else None
        self._text.show_item(item, self.currency)
        self._copy.setEnabled(item is not None)

    def _copy_item(self) -> None:
        selected = self._text.textCursor().selectedText()
        row = self.model.row(self.table.currentIndex().row())
        if selected:
            self._text.copy()
        elif row is not None and row.item is not None:
            QGuiApplication.clipboard().setText(item_text.plain(row.item, self.currency))
