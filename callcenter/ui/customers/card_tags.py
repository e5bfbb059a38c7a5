"""The customer's tags on the card: chips to be read, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from callcenter.ui.flow import Flow
from callcenter.ui.shell.facts import label

WIDEST = 220
"""Pixels of a chip: a longer tag is shown in part, and whole to a screen reader."""


class CardTags(QWidget):
    """Hidden where there are none. The labels are used again: a card shows somebody else's at each look."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Tags"))
        self._flow = Flow(self)
        self._chips: list[QLabel] = []
        self.hide()

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show these."""
        while len(self._chips) < len(tags):
            chip = label("chip")
            self._chips.append(chip)
            self._flow.addWidget(chip)
        for at, chip in enumerate(self._chips):
            tag = tags[at] if at < len(tags) else ""
            one_line = " ".join(tag.split())
            chip.setText(chip.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideRight, WIDEST))
            chip.setAccessibleName(one_line)
            chip.setVisible(bool(tag))
        self.setVisible(bool(tags))
