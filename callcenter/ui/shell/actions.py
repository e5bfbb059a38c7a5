"""Every action of the desk in one table: menus, keys, the key map and the palette are all made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

_ALWAYS = {"profiles", "phone-address", "theme", "quit", "keys"}
"""Actions that work signed out."""
_OFFERED = {"sign-in"}
"""Actions that work while a notice offers them."""


class Act(NamedTuple):  # no dataclass: it is made before the window's first picture
    """An action: its name in the program, its words, its keys (portable text, first one shown), its menu."""

    name: str
    text: str
    keys: tuple[str, ...]
    menu: str


def table() -> tuple[Act, ...]:
    """Return all actions in the order of the menus, in the language in force."""
    translate = QCoreApplication.translate
    customer = translate("Actions", "&Customer")
    orders = translate("Actions", "&Orders")
    desk = translate("Actions", "&Desk")
    help_ = translate("Actions", "&Help")
    return (
        Act("search", translate("Actions", "Find a customer"), ("Ctrl+K", "F2"), customer),
        Act("list-sort", translate("Actions", "Sort the customers by the next field"), ("Ctrl+Shift+F",), customer),
        Act("list-turn", translate("Actions", "Sort the customers the other way round"), ("Ctrl+Shift+G",), customer),
        Act("new-customer", translate("Actions", "New customer"), ("Ctrl+N",), customer),
        Act("start-anew", translate("Actions", "New customer, empty form"), ("Ctrl+Shift+N",), customer),
        Act("save", translate("Actions", "Save the form"), ("Ctrl+Return", "Ctrl+Enter"), customer),
        Act("open-known", translate("Actions", "Open the customer who has this number"), ("Ctrl+O",), customer),
        Act("edit-customer", translate("Actions", "Change this customer"), ("Ctrl+E",), customer),
        Act("delete-customer", translate("Actions", "Delete this customer…"), ("Ctrl+Shift+Del",), customer),
        Act("redeem", translate("Actions", "Redeem points…"), ("Ctrl+R",), customer),
        Act("card", translate("Actions", "To the customer card"), ("F3",), customer),
        Act("copy-phone", translate("Actions", "Copy the phone number"), ("Ctrl+Shift+C",), customer),
        Act("call-number", translate("Actions", "Call the phone number"), ("Ctrl+D",), customer),
        Act("account", translate("Actions", "Customer's account"), ("Ctrl+B",), customer),
        Act("take-call", translate("Actions", "Take up the call"), ("F9",), customer),
        Act("next-caller", translate("Actions", "Next customer on the caller's number"), ("Ctrl+F9",), customer),
        Act("dismiss-call", translate("Actions", "Take the call off the screen"), ("Shift+F9",), customer),
        Act("call-log", translate("Actions", "Call log"), ("Ctrl+L",), customer),
        Act("queue", translate("Actions", "To the queue"), ("F4",), orders),
        Act("tab-all", translate("Actions", "All orders"), ("Ctrl+1",), orders),
        Act("tab-pending", translate("Actions", "Pending orders"), ("Ctrl+2",), orders),
        Act("tab-received", translate("Actions", "Received orders"), ("Ctrl+3",), orders),
        Act("tab-delivered", translate("Actions", "Delivered orders"), ("Ctrl+4",), orders),
        Act("tab-ignored", translate("Actions", "Ignored orders"), ("Ctrl+5",), orders),
        Act("tab-other", translate("Actions", "Other orders"), ("Ctrl+6",), orders),
        Act("queue-find", translate("Actions", "Find in the queue"), ("Ctrl+F",), orders),
        Act("queue-venue", translate("Actions", "Orders of the next venue"), ("Ctrl+Shift+V",), orders),
        Act("queue-sort", translate("Actions", "Sort the queue by age or urgency"), ("Ctrl+Shift+U",), orders),
        Act("history", translate("Actions", "Order history"), ("Ctrl+H",), orders),
        Act("menu", translate("Actions", "Menu of a venue"), ("Ctrl+M",), orders),
        Act("venues", translate("Actions", "Venues: phones and addresses"), ("Ctrl+Shift+M",), orders),
        Act("customer-orders", translate("Actions", "Orders of this customer, one by one"), ("F6",), orders),
        Act("order-copy", translate("Actions", "Copy the order"), ("Ctrl+Alt+C",), orders),
        Act("order-cancel", translate("Actions", "Cancel the order…"), ("Ctrl+Shift+X",), orders),
        Act("order-take-back", translate("Actions", "Take back"), ("Ctrl+Z",), orders),
        Act("order-raw", translate("Actions", "The point of sale's own answer"), ("Ctrl+Shift+R",), orders),
        Act("take", translate("Actions", "Take the order or customer, or give it up"), ("Ctrl+T",), orders),
        Act("quiet", translate("Actions", "Do not disturb"), ("Ctrl+Shift+D",), orders),
        Act("look-now", translate("Actions", "Look for changes now"), ("F5",), orders),
        Act("outbox", translate("Actions", "What waits to be sent"), ("Ctrl+Shift+O",), desk),
        Act("profiles", translate("Actions", "Profiles…"), ("Ctrl+Shift+S",), desk),
        Act("theme", translate("Actions", "Light or dark"), ("Ctrl+Shift+L",), desk),
        Act("phone-address", translate("Actions", "Address for desk phones"), (), desk),
        Act("sign-in", translate("Actions", "Sign in again"), ("Ctrl+Shift+I",), desk),
        Act("sign-out", translate("Actions", "Sign out…"), (), desk),
        Act("quit", translate("Actions", "Close the desk"), (), desk),
        Act("keys", translate("Actions", "Keys"), ("F1",), help_),
    )


class Actions(QObject):
    """The table as Qt's actions, at work in one window."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.acts = table()
        self._actions: dict[str, QAction] = {}
        for act in self.acts:
            action = QAction(act.text, self)
            action.setShortcuts([QKeySequence(key) for key in act.keys])
            action.setObjectName(act.name)
            action.setMenuRole(QAction.MenuRole.NoRole)  # the system's Quit would bring Ctrl+Q with it
            action.setEnabled(act.name not in _OFFERED)
            window.addAction(action)
            self._actions[act.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def on(self, name: str, do: Callable[[], object]) -> None:
        """Let an action do something."""
        self._actions[name].triggered.connect(lambda _checked=False: do())

    def enable(self, *, signed_in: bool) -> None:
        """Let those work that have something to work on."""
        for act in self.acts:
            if act.name not in _OFFERED:
                self._actions[act.name].setEnabled(signed_in or act.name in _ALWAYS)

    def fill_menus(self, window: QMainWindow) -> None:
        """Build the menu bar: a menu for each name in the table, in its order."""
        bar = window.menuBar()
        menus = {title: bar.addMenu(title) for title in dict.fromkeys(act.menu for act in self.acts)}
        for act in self.acts:
            menus[act.menu].addAction(self._actions[act.name])
