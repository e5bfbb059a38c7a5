"""Where the panes of the desk stand: search and side above, the queue below, what is told on top of the upper two."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from callcenter.ui.customers.search_field import SearchField, place
from callcenter.ui.shell.remembered import remember, restore

ACROSS, DOWN = [400, 880], [440, 300]
"""Pixels at first: search and side, the upper two and the queue."""
_VERTICAL = 2
"""Qt's number for it: to load its name is a tenth of the window's start, for all of Qt's enumerations come along."""

_AWAY = "queue-away"


class Panes(QWidget):
    """Lays the panes out, and keeps their sizes from one start to the next."""

    def __init__(self, *, above: tuple[QWidget, ...], search: QWidget, side: QWidget, queue: QWidget) -> None:
        super().__init__()
        self._across = QSplitter()
        self._across.addWidget(search)
        self._across.addWidget(side)
        self._across.setSizes(ACROSS)
        upper = QWidget()  # what is told above takes its room from search and side: the queue stays where it is
        column = _column(upper)
        for part in above:
            column.addWidget(part)
        column.addWidget(self._across, 1)
        self._down = QSplitter()
        self._down.setProperty("orientation", _VERTICAL)
        self._down.addWidget(upper)
        self._down.addWidget(queue)
        self._queue = queue
        self._down.setSizes(DOWN)
        for splitter in (self._across, self._down):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        _column(self).addWidget(self._down, 1)

    def show_queue(self, *, shown: bool) -> None:
        """Give the queue its room, as much as it had; or its room to search and side."""
        self._queue.setVisible(shown)

    def remember(self, memory: QSettings) -> None:
        """Keep the sizes, and whether there is a queue."""
        memory.setValue(_AWAY, int(self._queue.isHidden()))
        remember(memory, {"across": self._across.saveState(), "down": self._down.saveState()})

    def restore(self, memory: QSettings) -> None:
        """Take the sizes kept; without a queue the first picture has none either: nothing is to jump."""
        restore(memory, {"across": self._across.restoreState, "down": self._down.restoreState})
        self.show_queue(shown=str(memory.value(_AWAY)) != "1")


def empty_panes(field: SearchField) -> Panes:
    """Return the panes of a desk that is being loaded: nothing but the field, in its place."""
    search = _pane("Pane")
    column, _ = place(search, field)
    column.addStretch(1)
    return Panes(above=(), search=search, side=_pane("Card"), queue=_pane("Pane"))


def _pane(name: str) -> QFrame:
    """Make an empty pane; its name gives it the colour of what will stand there."""
    pane = QFrame()
    pane.setObjectName(name)
    return pane


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
