"""Choosing the profile to work with: a small window beside the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QPushButton, QVBoxLayout, QWidget

from callcenter.desk.profiles import Hindrance, Listed, Profiles
from callcenter.ui.rows_view import RowsView
from callcenter.ui.shell.facts import label
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.profile_rows import Column, ProfileRows

SIZE = (900, 300)
_WIDTHS = {Column.DIGIT: 44, Column.NAME: 170, Column.SYSTEM: 110, Column.STATE: 210}


class _Rows(RowsView):
    """A digit chooses its row at once."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text() if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else ""
        at = int(digit) - 1 if digit.isascii() and digit.isdigit() else -1
        if 0 <= at < self.model().rowCount():
            self.selectRow(at)
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class ProfileChooser(QDialog):
    """Lists the profiles; the desk goes on behind it."""

    went = Signal()
    """The profile chosen is the one at work, or is being entered."""
    new_wanted = Signal()
    """The agent wants to set up another profile."""

    def __init__(self, profiles: Profiles, parent: QWidget) -> None:
        super().__init__(parent)
        self._profiles = profiles
        self.setWindowTitle(self.tr("Profiles"))
        self.setModal(False)
        self.resize(*SIZE)
        self.model = ProfileRows()
        self._rows = self._make_rows()
        self._notice = Notice()
        self._none = label("muted", wrap=True)
        self._none.setText(self.tr("No profile is set up on this computer yet."))
        self._way_off = label("muted", wrap=True)
        self._lay_out()
        profiles.listed.connect(self._show)

    @property
    def message(self) -> str:
        """What is told above the profiles."""
        return self._notice.text

    def come(self) -> None:
        """Show the profiles, and take the focus."""
        self._notice.clear()
        self._profiles.look()
        at_work = next((at for at, row in enumerate(self._profiles.rows) if row.at_work), 0)
        self._rows.selectRow(at_work)
        self.show()
        self.raise_()
        self.activateWindow()
        self._rows.setFocus()

    def _make_rows(self) -> _Rows:
        rows = _Rows()
        rows.setModel(self.model)
        rows.setAccessibleName(self.windowTitle())
        for column, width in _WIDTHS.items():
            rows.setColumnWidth(column, width)
        rows.horizontalHeader().setSectionResizeMode(Column.ACCOUNT, QHeaderView.ResizeMode.Stretch)
        rows.activated.connect(self._choose)
        rows.selectionModel().currentRowChanged.connect(self._turn)
        return rows

    def _lay_out(self) -> None:
        self._chooser = QPushButton(self.tr("Use it  (Enter)"))
        new = QPushButton(self.tr("New profile…  (Ctrl+N)"))
        close = QPushButton(self.tr("Close  (Esc)"))
        foot = QHBoxLayout()
        for button, do in ((self._chooser, self._choose), (new, self.begin_new), (close, self.reject)):
            button.setAutoDefault(False)
            button.clicked.connect(do)
            foot.addWidget(button)
        foot.insertStretch(2, 1)
        QShortcut(QKeySequence("Ctrl+N"), self, self.begin_new)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._notice)
        column.addWidget(self._none)
        column.addWidget(self._rows, 1)
        column.addWidget(self._way_off)
        column.addLayout(foot)

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _show(self, rows: tuple[Listed, ...]) -> None:
        self.model.show(rows)
        self._none.setVisible(not rows)
        if rows and not self._rows.currentIndex().isValid():
            self._rows.selectRow(0)
        self._turn()

    def _turn(self, *_: object) -> None:
        row = self._chosen()
        self._chooser.setEnabled(row is not None)
        self._way_off.setVisible(row is not None)
        if row is not None:
            self._way_off.setText(
                self.tr(
                    "To take this profile off this computer: close the desk, then run  callcenter forget {key}"
                ).format(key=row.profile.key)
            )

    def _chosen(self) -> Listed | None:
        return self.model.row(self._rows.currentIndex().row())

    def use(self, at: int) -> None:
        """Choose the profile in a row, as its digit does."""
        self._rows.selectRow(at)
        self._choose()

    def _choose(self, *_: object) -> None:
        row = self._chosen()
        if row is not None:
            self._go(self._profiles.switch(row.profile.key), self.went.emit)

    def begin_new(self) -> None:
        """Lead to the form for another profile, unless the one at work cannot be left."""
        self._go(self._profiles.hindrance(), self.new_wanted.emit)

    def _go(self, hindrance: Hindrance | None, lead: Callable[[], None]) -> None:
        if hindrance is None:
            self.reject()
            lead()
            return
        words = {
            Hindrance.SAVING: self.tr("A form is being sent: wait for its answer, then switch."),
            Hindrance.UNKEPT: self.tr(
                "Without a keyring, what waits to be sent would be lost: send it or give it up first.  (Ctrl+Shift+O)"
            ),
        }
        self._notice.say(words[hindrance], "warning")
