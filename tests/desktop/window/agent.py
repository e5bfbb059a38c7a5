"""An agent at the desk: looks at the window and presses its keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPushButton, QTabBar, QTableView, QWidget

from callcenter.app import Desk
from callcenter.desk.connection import Link
from callcenter.model.order import Order
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.ui.orders.order_rows import ORDER

Until = Callable[..., Awaitable[None]]
W = TypeVar("W", bound=QWidget)


class Agent:
    """Everything is done by keys; everything is found by the names a screen reader tells."""

    def __init__(self, desk: Desk, sandbox: Sandbox, profile: Profile, until: Until) -> None:
        self.desk = desk
        self.parts = desk.parts
        self.window = desk.window
        self.sandbox = sandbox
        self.profile = profile
        self.until = until

    # ---- eyes -------------------------------------------------------------------------------------------------------

    def named(self, name: str, kind: type[W], within: QWidget | None = None) -> W:
        """Give the one widget in sight with this accessible name."""
        found = [
            widget
            for widget in (within or self.window).findChildren(kind)
            if widget.accessibleName() == name and widget.isVisible()
        ]
        assert len(found) == 1, f"{len(found)} widgets in sight are called {name!r}"
        return found[0]

    def field(self, name: str) -> QLineEdit:
        """Give a field by its name."""
        return self.named(name, QLineEdit)

    def button(self, text: str) -> QPushButton:
        """Give the button in sight with this text."""
        return next(one for one in self.window.findChildren(QPushButton) if one.text() == text and one.isVisible())

    @property
    def focus(self) -> str:
        """The name of what has the focus."""
        focused = QApplication.focusWidget()
        return focused.accessibleName() if focused is not None else ""

    @property
    def search(self) -> QLineEdit:
        """The search field."""
        return self.field("Find a customer by name or phone")

    @property
    def found(self) -> list[str]:
        """The rows under the search, the offer of a new customer included."""
        model = self.named("Customers found", QListView).model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    @property
    def chosen(self) -> str:
        """The row chosen under the search."""
        return str(self.named("Customers found", QListView).currentIndex().data())

    @property
    def settled(self) -> bool:
        """Whether the rows answer what is in the field."""
        return self.window.desk.search.settled

    @property
    def card_of(self) -> str:
        """The name on the card; empty where another page is in sight."""
        card = self.window.desk.card
        return card.accessibleDescription() if card.isVisible() else ""

    @property
    def order_of(self) -> str:
        """The number of the order beside the search; empty where another page is in sight."""
        pane = self.window.desk.order
        return pane.accessibleDescription() if pane.isVisible() else ""

    def words_of(self, place: QWidget) -> str:
        """Give all words in sight in a part of the window."""
        return "\n".join(one.text() for one in place.findChildren(QLabel) if one.isVisible())

    @property
    def on_the_form(self) -> bool:
        """Whether the new-customer form is in sight."""
        return self.window.desk.form.isVisible()

    @property
    def form_says(self) -> str:
        """The sentence above the form."""
        return self.window.desk.form.message

    @property
    def link(self) -> Link:
        """How the link stands."""
        return self.parts.connection.state.link

    @property
    def tabs(self) -> QTabBar:
        """The tabs of the queue."""
        return self.named("Orders by state", QTabBar)

    @property
    def tab(self) -> str:
        """The name of the tab in sight."""
        return self.tabs.tabText(self.tabs.currentIndex()).split("  ")[0]

    @property
    def counts(self) -> dict[str, int]:
        """The number each tab tells."""
        words = (self.tabs.tabText(at).split("  ") for at in range(self.tabs.count()))
        return {name: int(count) for name, count in words}

    @property
    def queue(self) -> QTableView:
        """The rows of the tab in sight."""
        return self.named(self.tab, QTableView)

    @property
    def orders(self) -> list[str]:
        """The numbers of the orders in the tab in sight."""
        model = self.queue.model()
        return [_order(model.index(row, 0)).id for row in range(model.rowCount())]

    @property
    def chosen_order(self) -> str:
        """The number of the order chosen in the tab in sight."""
        return _order(self.queue.currentIndex()).id

    def is_marked(self, number: str) -> bool:
        """Whether an order stands on the ground of those that just came."""
        row = self.orders.index(number)
        return self.queue.model().index(row, 0).data(Qt.ItemDataRole.BackgroundRole) is not None

    # ---- hands ------------------------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys, each written as Qt writes it: ``Ctrl+Return``."""
        for key in keys:
            QTest.keySequence(self._target, QKeySequence(key))

    def write(self, text: str) -> None:
        """Type text; letters that the layout lacks come as an input method sends them."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self._target, letter)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self._target, event)

    async def look_for(self, text: str) -> None:
        """Type into an empty search and wait for the answer."""
        self.press("Ctrl+K", "Backspace")
        self.write(text)
        await self.until(lambda: self.settled)

    @property
    def _target(self) -> QWidget:
        focused: QWidget | None = QApplication.focusWidget()
        return self.window if focused is None else focused


def _order(index: QModelIndex) -> Order:
    order = index.data(ORDER)
    assert isinstance(order, Order)
    return order
