"""F1: what every key does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from callcenter.ui.shell.actions import Actions


class KeyMap(QDialog):
    """The keys, made of the table of actions; search and the queue go on behind it."""

    def __init__(self, actions: Actions, parent: QWidget, *, has: Callable[[str], bool] = lambda _name: True) -> None:
        """``has`` says of an action whether there is what it is about: keys that would lead nowhere are left out."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        rows = [(act.text, self._written(act.keys)) for act in actions.acts if act.keys and has(act.name)]
        rows += self._plain_keys()
        for at, (words, keys) in enumerate(rows):
            column, row = divmod(at, (len(rows) + 1) // 2)
            key = QLabel(keys)
            key.setProperty("role", "section")
            grid.addWidget(key, row, column * 2)
            grid.addWidget(QLabel(words.replace("&", "")), row, column * 2 + 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(24, 20, 24, 16)
        column_.setSpacing(16)
        column_.addLayout(grid)
        column_.addWidget(buttons)

    def _written(self, keys: tuple[str, ...]) -> str:
        """Write an action's keys; the two Enter keys are one to whoever looks for it."""
        native = QKeySequence.SequenceFormat.NativeText
        names = (QKeySequence(key).toString(native).replace("Return", "Enter") for key in keys)
        return "  ".join(dict.fromkeys(names))

    def _plain_keys(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Open what is chosen"), "Enter"),
            (self.tr("One step back"), "Esc"),
            (self.tr("Move through the customers found"), "↑ ↓"),
            (self.tr("Any letter or digit: search"), "A…Z 0…9"),
        ]
