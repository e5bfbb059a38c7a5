"""What the agent and somebody else changed in one field, side by side: one of the two is chosen by key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QWidget

from callcenter.desk.sheet import Collision
from callcenter.model.customer import CustomerField
from callcenter.ui import wording
from callcenter.ui.shell.facts import label

_WIDEST = 400
"""Letters of a value that are shown: notes can be long."""


class EditConflict(QFrame):
    """A line a field. Hidden while there is nothing to choose."""

    chosen = Signal(CustomerField, bool)
    """A field, and whether the agent's own is to stay."""

    def __init__(self, names: dict[CustomerField, str]) -> None:
        super().__init__()
        self._names = names
        self._lines: dict[CustomerField, _Line] = {}
        self.setProperty("notice", "warning")
        self.setAccessibleName(self.tr("Changed by somebody else too"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(16)
        for column in (1, 2, 3):
            self._grid.setColumnStretch(column, 1)
        heads = (self.tr("Field"), self.tr("You saw"), self.tr("You typed"), self.tr("It is now"), self.tr("Keep"))
        for column, words in enumerate(heads):
            head = label("strong")
            head.setText(words)
            self._grid.addWidget(head, 0, column)
        self.hide()

    def show_collisions(self, collisions: Sequence[Collision]) -> None:
        """Show what is to be chosen; a line that is there already keeps the focus it has."""
        there = {one.field for one in collisions}
        for field in [field for field in self._lines if field not in there]:
            self._lines.pop(field).remove(self._grid)
        for one in collisions:
            if one.field not in self._lines:
                self._lines[one.field] = self._add(one.field)
            self._lines[one.field].show_values(one)
        self.setVisible(bool(collisions))

    def focus(self, field: CustomerField) -> None:
        """Lead to the choice of a field."""
        if field in self._lines:
            self._lines[field].mine.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Lead to the first choice."""
        if self._lines:
            self.focus(min(self._lines, key=list(CustomerField).index))

    def _add(self, field: CustomerField) -> _Line:
        line = _Line(self._names[field], self)
        row = 1 + list(CustomerField).index(field)
        for column, part in enumerate(line.parts):
            self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
        line.mine.toggled.connect(lambda on: self.chosen.emit(field, True) if on else None)
        line.theirs.toggled.connect(lambda on: self.chosen.emit(field, False) if on else None)
        return line


class _Line:
    """The parts of one field; the arrows go from one choice to the other, as in any group of the kind."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self._name, self._values = label("strong"), [label(wrap=True) for _ in range(3)]
        self._name.setText(name)
        choice = QWidget(parent)
        row = QGridLayout(choice)
        row.setContentsMargins(0, 0, 0, 0)
        translate = QCoreApplication.translate
        self.mine, self.theirs = QRadioButton(), QRadioButton()
        self.mine.setText(translate("EditConflict", "mine"))
        self.theirs.setText(translate("EditConflict", "theirs"))
        self.mine.setAccessibleName(translate("EditConflict", "{field}: keep mine").format(field=name))
        self.theirs.setAccessibleName(translate("EditConflict", "{field}: keep theirs").format(field=name))
        self._group = QButtonGroup(choice)
        for at, button in enumerate((self.mine, self.theirs)):
            self._group.addButton(button)
            row.addWidget(button, 0, at)
        self.parts: tuple[QWidget, ...] = (self._name, *self._values, choice)

    def show_values(self, collision: Collision) -> None:
        """Write the three values, and what is chosen."""
        for shown, text in zip(self._values, (collision.saw, collision.typed, collision.stands), strict=True):
            shown.setText(text[:_WIDEST] or wording.NOTHING)
        self.mine.setAccessibleDescription(collision.typed[:_WIDEST])
        self.theirs.setAccessibleDescription(collision.stands[:_WIDEST])
        self._group.setExclusive(False)  # else none of them could be let go of
        for button, on in ((self.mine, collision.mine is True), (self.theirs, collision.mine is False)):
            button.blockSignals(True)
            button.setChecked(on)
            button.blockSignals(False)
        self._group.setExclusive(True)

    def remove(self, grid: QGridLayout) -> None:
        """Take the line off the screen."""
        for part in self.parts:
            grid.removeWidget(part)
            part.hide()
            part.deleteLater()
