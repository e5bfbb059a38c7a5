"""Widgets in lines as words are: what has no room in a line goes into the next."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Lays its widgets out from left to right, each as wide as it wants to be; the last may take what a line has left.

    Its height follows from its width.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6, fill_last: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._fill_last = fill_last
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def insert(self, at: int, widget: QWidget) -> None:
        """Put a widget before the one that stands there."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    # ---- what Qt asks -----------------------------------------------------------------------------------------------

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in, as the last."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one; None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more room than there is."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def minimumSize(self) -> QSize:
        """Return the room of the largest widget."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        edges = self.contentsMargins()
        return size + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def sizeHint(self) -> QSize:
        """Return the least there must be."""
        return self.minimumSize()

    def setGeometry(self, rect: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Place the widgets, or only reckon; return the height that they take."""
        edges = self.contentsMargins()
        left, right = rect.x() + edges.left(), rect.right() - edges.right() + 1
        x, y, line = left, rect.y() + edges.top(), 0
        for at, item in enumerate(self._items):
            size = item.sizeHint()
            size.setWidth(min(size.width(), right - left))
            if x > left and x + size.width() > right:
                x, y, line = left, y + line + self.spacing(), 0
            if self._fill_last and at == len(self._items) - 1:
                size.setWidth(max(size.width(), right - x))
            line = max(line, size.height())
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
        return y + line - rect.y() + edges.bottom()
