"""Names and values side by side, and the label all values of the desk are shown with."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from callcenter.ui import wording


def label(role: str = "", *, wrap: bool = False) -> QLabel:
    """Return an empty label for a value: plain text (a server's words are never markup) that can be copied."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class Facts(QWidget):
    """A grid of names and values; the labels stay, only their words change, so that nothing jumps."""

    def __init__(self, names: Mapping[str, str], columns: int) -> None:
        super().__init__()
        self._values: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for at, (key, words) in enumerate(names.items()):
            name, value = label("muted"), label(wrap=True)
            name.setText(words)
            value.setAccessibleName(words)
            row, column = divmod(at, columns)
            grid.addWidget(name, row, column * 2, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, column * 2 + 1, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column * 2 + 1, 1)
            self._values[key] = value

    def show_values(self, values: Mapping[str, str | None]) -> None:
        """Write the values; what is not told is a dash."""
        for key, value in values.items():
            self._values[key].setText(value or wording.NOTHING)


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
        """Write the figures."""
        for key, value in values.items():
            self._values[key].setText(value)
