"""Names and values side by side, and the label all values of the desk are shown with."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from callcenter.ui import wording
from callcenter.ui.shell.short_id import ShortId


def label(role: str = "", *, wrap: bool = False) -> QLabel:
    """Return an empty label for a value: plain text (a server's words are never markup) that can be copied."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def turn(part: QLabel, role: str) -> None:
    """Let a label have another role: it is dressed anew only where that is another one."""
    if (part.property("role") or "") != role:
        part.setProperty("role", role)
        part.style().unpolish(part)
        part.style().polish(part)


class Facts(QWidget):
    """A grid of names and values; the labels stay, only their words change, so that nothing jumps."""

    def __init__(self, names: Mapping[str, str], columns: int, *, ids: Collection[str] = ()) -> None:
        """Make the grid; the values of ``ids`` are shown in part where they are long."""
        super().__init__()
        self._values: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for at, (key, words) in enumerate(names.items()):
            name, value = label("muted"), ShortId() if key in ids else label(wrap=True)
            name.setText(words)
            value.setAccessibleName(words)
            row, column = divmod(at, columns)
            grid.addWidget(name, row, column * 2, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, column * 2 + 1, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column * 2 + 1, 1)
            self._values[key] = value

    def show_values(self, values: Mapping[str, str | None]) -> None:
        """Write the values of the names there are; what is not told is a dash."""
        for key, label in self._values.items():
            words = values.get(key) or wording.NOTHING
            if isinstance(label, ShortId):
                label.tell(words)
            else:
                label.setText(words)


class Figures(QWidget):
    """Figures in a row, each large over its name."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._values: dict[str, QLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(28)
        for key, words in names.items():
            figure, name = label("figure"), label("muted")
            name.setText(words)
            figure.setAccessibleName(words)
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(figure)
            pair.addWidget(name)
            row.addLayout(pair)
            self._values[key] = figure
        row.addStretch(1)

    def show_values(self, values: Mapping[str, str]) -> None:
        """Write the figures that there are."""
        for key, figure in self._values.items():
            figure.setText(values.get(key, wording.NOTHING))

    def mute(self, keys: Collection[str]) -> None:
        """Show these figures as of last time, the others as they are now."""
        for key, figure in self._values.items():
            turn(figure, "old-figure" if key in keys else "figure")
