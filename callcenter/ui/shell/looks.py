"""The windows beside the desk that only show: menu, venues, history, account. Each is made when it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from callcenter.desk.choices import Choices
from callcenter.model.order import Order
from callcenter.ui.calls.dialler import Dialler
from callcenter.ui.orders.cells import Cells
from callcenter.ui.shell.parts import Parts

if TYPE_CHECKING:  # loaded when they are wanted: the desk is to be there at once
    from callcenter.ui.ledger.ledger_dialog import LedgerDialog
    from callcenter.ui.menu.menu_dialog import MenuDialog
    from callcenter.ui.menu.venues_dialog import VenuesDialog
    from callcenter.ui.orders.history_dialog import HistoryDialog


class Looks(QObject):
    """Brings them forward and tells them what stands behind ids; holds no rule of the business."""

    opened = Signal(Order)
    """An order of the history is to be seen."""
    told = Signal(str)
    """Why something cannot be shown, in a sentence."""

    def __init__(self, parts: Parts, window: QWidget, dialler: Dialler, actions: tuple[QAction, ...]) -> None:
        super().__init__(window)
        self._parts = parts
        self._window = window
        self._dialler = dialler
        self._actions = actions
        """What works in these windows as it does in the desk's."""
        self._cells = Cells()
        self.menu: MenuDialog | None = None
        self.venues: VenuesDialog | None = None
        self.history: HistoryDialog | None = None
        self.account: LedgerDialog | None = None
        parts.session.closed.connect(self.leave)
        parts.offer.changed.connect(self._learn)
        parts.venues.changed.connect(self._learn)

    def show_menu(self, venue_id: str | None = None) -> None:
        """Show a venue's menu; the one shown last, at first that of the desk's own, for None."""
        if self.menu is None:
            from callcenter.ui.menu.menu_dialog import MenuDialog  # noqa: PLC0415 - see above

            self.menu = MenuDialog(self._parts.menus, self._parts.venues, self._window)
            self.menu.addActions(self._actions)
        self._learn()
        self.menu.come(venue_id)

    def show_venues(self) -> None:
        """Show where the venues are and how they are called."""
        if self.venues is None:
            from callcenter.ui.menu.venues_dialog import VenuesDialog  # noqa: PLC0415 - see above

            self.venues = VenuesDialog(self._parts.venues, self._parts.calling_out, self._window)
            self.venues.addActions(self._actions)
            self.venues.menu_wanted.connect(self.show_menu)
            self._dialler.told.connect(self.venues.tell)
        self.venues.come()

    def show_history(self) -> None:
        """Show the orders of the past."""
        if self.history is None:
            from callcenter.ui.orders.history_dialog import HistoryDialog  # noqa: PLC0415 - see above

            self.history = HistoryDialog(self._parts.history, self._cells, self._window)
            self.history.addActions(self._actions)
            self.history.opened.connect(self.opened)
        self._learn()
        self.history.come()

    def show_account(self) -> None:
        """Show the account of the customer on the card, or say why there is none."""
        refusal = self._parts.ledger.refusal
        if refusal is not None:
            from callcenter.ui.ledger import words  # noqa: PLC0415 - see above

            self.told.emit(words.refusal(refusal))
            return
        if self.account is None:
            from callcenter.ui.ledger.ledger_dialog import LedgerDialog  # noqa: PLC0415 - see above

            self.account = LedgerDialog(self._parts.ledger, self._window)
            self.account.addActions(self._actions)
        self._learn()
        self.account.come()

    def leave(self) -> None:
        """Show nothing of the brand any more."""
        for dialog in (self.menu, self.venues, self.history, self.account):
            if dialog is not None:
                dialog.leave()

    def _learn(self, _told: Choices | tuple[object, ...] = ()) -> None:
        profile, settings = self._parts.session.profile, self._parts.session.settings
        if profile is None:
            return
        cells, choices = self._cells, self._parts.offer.choices
        cells.venues = {venue.id: venue.name for venue in self._parts.venues.venues}
        cells.sale_types = {one.id: one.name for one in choices.sale_types}
        cells.currency, cells.region = profile.currency, profile.region
        cells.late_minutes = (settings.queue_aging_minutes, settings.queue_late_minutes)
        if self.menu is not None:
            self.menu.currency, self.menu.region = profile.currency, profile.region
        if self.account is not None:
            self.account.currency = profile.currency
        if self.history is not None:
            self.history.question.set_venues(cells.venues)
            self.history.model.rewrite()
