"""The venues: where they are and how they are called, in a window of its own beside the desk."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from callcenter.desk.calling_out import CallingOut
from callcenter.desk.venues import Venues
from callcenter.model.venue import Venue
from callcenter.ui.menu.table import LeadingField, Table
from callcenter.ui.menu.venues_model import Column, VenuesModel
from callcenter.ui.shell.facts import label

SIZE = (940, 420)
_WIDTHS = {Column.NAME: 200, Column.PHONE: 170, Column.EMAIL: 170, Column.STATE: 130}


class VenuesDialog(QDialog):
    """Lists the brand's venues, narrowed as one types; the number of one is copied or called."""

    menu_wanted = Signal(str)
    """The menu of a venue is to be seen, by its id."""

    def __init__(self, venues: Venues, calling: CallingOut, parent: QWidget) -> None:
        super().__init__(parent)
        self._venues = venues
        self._calling = calling
        self.setWindowTitle(self.tr("Venues"))
        self.setModal(False)
        self.resize(*SIZE)
        self.model = VenuesModel()
        self.table = Table(self.model, self.tr("Venues"), stretch=Column.ADDRESS)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self._search = LeadingField(self.table, self.tr("Venue, address or number"))
        self._told = label("muted", wrap=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._menu = QPushButton(self.tr("Menu  (Enter)"))
        self._call = QPushButton(self.tr("Call  (Ctrl+D)"))
        self._copy = QPushButton(self.tr("Copy  (Ctrl+Shift+C)"))
        self._close = QPushButton(self.tr("Close  (Esc)"))
        foot = QHBoxLayout()
        for button in (self._menu, self._call, self._copy):
            foot.addWidget(button)
        foot.addWidget(self._told, 1)
        foot.addWidget(self._close)
        for button in (self._menu, self._call, self._copy, self._close):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._search)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._show)
        self._search.returnPressed.connect(self._open_menu)
        self.table.activated.connect(self._open_menu)
        self.table.selectionModel().currentRowChanged.connect(self._turn)
        self._menu.clicked.connect(self._open_menu)
        self._call.clicked.connect(self._call_it)
        self._copy.clicked.connect(self._copy_it)
        self._close.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+D"), self, self._call_it)
        QShortcut(QKeySequence("Ctrl+Shift+C"), self, self._copy_it)
        QShortcut(QKeySequence(Qt.Key.Key_F5), self, self._venues.read)
        QShortcut(QKeySequence("Ctrl+F"), self, self._to_search)
        self._venues.changed.connect(self._show)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def come(self) -> None:
        """Show the venues and take the focus."""
        self.model.region = self._calling.region
        self._told.clear()
        self._show()
        self.show()
        self.raise_()
        self.activateWindow()
        self._to_search()

    def leave(self) -> None:
        """Show nothing of the brand any more."""
        self._search.clear()
        self.reject()

    def tell(self, sentence: str) -> None:
        """Say what came of a call."""
        self._told.setText(sentence)

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _to_search(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def _show(self, *_: object) -> None:
        self.model.show(self._venues.look(self._search.text()))
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        if not self._venues.venues:
            self._told.setText(self.tr("The point of sale has told no venues."))
        elif not self.model.rowCount():
            self._told.setText(self.tr("No venue has these words."))
        else:
            self._told.clear()
        self._turn()

    def _turn(self, *_: QModelIndex) -> None:
        venue = self._chosen()
        self._menu.setEnabled(venue is not None)
        self._copy.setEnabled(venue is not None)
        self._call.setEnabled(venue is not None and venue.phone is not None)

    def _chosen(self) -> Venue | None:
        return self.model.venue(self.table.currentIndex().row())

    def _open_menu(self, *_: object) -> None:
        venue = self._chosen()
        if venue is not None:
            self.menu_wanted.emit(venue.id)

    def _call_it(self) -> None:
        venue = self._chosen()
        if venue is not None and venue.phone is not None:
            self._calling.call(venue.phone)

    def _copy_it(self) -> None:
        """Copy name, phone, address and e-mail, a line each."""
        venue = self._chosen()
        if venue is not None:
            told = (venue.name, venue.phone, venue.address, venue.email)
            QGuiApplication.clipboard().setText("\n".join(one for one in told if one))
            self._told.setText(self.tr("Name, phone and address are copied."))
