"""The way to the page on which points are redeemed, and back to the card."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from callcenter.desk.points import Hindrance
from callcenter.model.customer import Customer
from callcenter.ui.customers import redeem_words
from callcenter.ui.customers.card import CardPane
from callcenter.ui.customers.redeem import RedeemPane
from callcenter.ui.customers.redeem_chip import RedeemingChip
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.parts import Parts
from callcenter.ui.shell.side import Side


class Redeeming(QObject):
    """Brings the page forward, or says why there is nothing to redeem; holds no rule of the business."""

    told = Signal(str)
    """A word for the foot of the window; empty to take it back."""

    def __init__(self, parts: Parts, *, card: CardPane, side: Side, notice: Notice) -> None:
        super().__init__(side)
        self._points = parts.points
        self._card = parts.card
        self._side = side
        self._notice = notice
        self.page = RedeemPane(parts.points, parts.card)
        side.add(self.page, left=self.page.left, save=self.page.save)
        card.add_beneath_name(RedeemingChip(parts.points))
        self._hindered = ""
        """The id of the customer of whom it was told why nothing can be redeemed."""
        parts.points.full.connect(self._tell_full)
        parts.card.shown.connect(self._turn)
        parts.removal.removed.connect(lambda deletion: self.page.forget(deletion.customer_id))

    def begin(self) -> None:
        """Redeem points of the customer on the card."""
        hindrance = self._points.hindrance()
        if hindrance in {None, Hindrance.UNDER_WAY}:  # what is under way is shown as far as it has come
            self._side.setCurrentWidget(self.page)
            self.page.come()
        elif hindrance is not None:
            customer = self._card.customer
            self._hindered = customer.id if customer is not None else ""
            self.told.emit(redeem_words.of_hindrance(hindrance))

    def _turn(self, customer: Customer) -> None:
        """Take the word for one customer back when another is in sight: it would be read as theirs."""
        if self._hindered and self._hindered != customer.id:
            self._hindered = ""
            self.told.emit("")

    def _tell_full(self) -> None:
        self._notice.say(self.tr("There is no room on the disk: nothing can be kept on this computer."), "danger")
