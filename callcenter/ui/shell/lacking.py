"""The keys of what a point of sale does not have: a sentence why, instead of nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from callcenter.desk.session import Session
from callcenter.model.capabilities import Capabilities
from callcenter.ui.shell.actions import Actions

_ORDERS = frozenset(
    {
        *("queue", "queue-find", "queue-venue", "queue-sort", "take", "quiet", "history", "customer-orders"),
        *("tab-all", "tab-pending", "tab-received", "tab-delivered", "tab-ignored", "tab-other"),
        *("order-copy", "order-cancel", "order-raw"),
    }
)
"""Actions on orders; also on who has taken a customer, which desks tell each other by the feed of orders."""


class Lacking:
    """Lets actions of the table do something, where the point of sale signed in to has what they are about."""

    def __init__(self, session: Session, actions: Actions, tell: Callable[[str], object]) -> None:
        self._session = session
        self._actions = actions
        self._tell = tell

    def on(self, name: str, do: Callable[[], object]) -> None:
        """Let an action do something, or say why it cannot."""
        self._actions.on(name, lambda: self._do(name, do))

    def has(self, name: str) -> bool:
        """Whether the point of sale signed in to has what an action is about; signed out, none is known to lack it."""
        return not self._why(name)

    def _why(self, name: str) -> str:
        return sentence(name, self._session.pos.capabilities) if self._session.signed_in else ""

    def _do(self, name: str, do: Callable[[], object]) -> None:
        if why := self._why(name):
            self._tell(why)
        else:
            do()


def sentence(name: str, can: Capabilities) -> str:
    """Return why an action cannot do anything at a point of sale; empty where it can."""
    translate = QCoreApplication.translate
    if name in _ORDERS and not can.orders:
        return translate("Lacking", "This point of sale tells no orders to desks.")
    if name == "menu" and not can.menu:
        return translate("Lacking", "This point of sale tells no menu to desks.")
    if name == "venues" and not can.venues:
        return translate("Lacking", "This point of sale tells no venues to desks.")
    return ""
