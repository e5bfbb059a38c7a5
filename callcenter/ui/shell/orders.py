"""The way of an order through the desk: from the queue, the card or an alert to the order pane, and back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from callcenter.alerts.errors import AlertError
from callcenter.feed.port import FeedState, Mark, Subject, SubjectKind, Way
from callcenter.model.order import Order
from callcenter.ui.orders import alert_words
from callcenter.ui.orders.order_pane import OrderPane
from callcenter.ui.orders.queue_pane import QueuePane
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.parts import Parts
from callcenter.ui.shell.side import Side

_SHARED = {Way.FOLLOWING, Way.LEADING}


class Orders(QObject):
    """Opens orders and tells who has taken them; holds no rule of the business."""

    told = Signal(str)
    """A word for the foot of the window."""
    wanted = Signal()
    """An order is to be seen: the window is to come forward."""

    def __init__(self, parts: Parts, *, queue: QueuePane, pane: OrderPane, side: Side, notice: Notice) -> None:
        super().__init__(pane)
        self._parts = parts
        self._queue = queue
        self._pane = pane
        self._side = side
        self._notice = notice
        queue.opened.connect(self.open)
        pane.left.connect(queue.focus)
        parts.queue.marked.connect(self._show_marks)
        parts.queue.followed.connect(self._show_way)
        parts.alerts.activated.connect(self._open_told)
        parts.alerts.failed.connect(self._tell_alert)

    # ---- what an agent does -----------------------------------------------------------------------------------------

    def open(self, order: Order) -> None:
        """Show an order beside the search."""
        self._side.show_order()
        self._parts.order_card.open(order)
        self._parts.alerts.opened(order.id)
        self._pane.setFocus()

    def open_next_of_customer(self) -> None:
        """Show the newest order of the customer on the card; pressed again, the one before it."""
        customer = self._parts.card.customer
        orders = self._parts.queue.of_customer(customer) if customer is not None else ()
        if not orders:
            self.told.emit(self.tr("There is no order of this customer."))
            return
        shown = self._parts.order_card.order if self._side.order_open else None
        ids = [order.id for order in orders]
        at = ids.index(shown.id) + 1 if shown is not None and shown.id in ids else 0
        self.open(orders[at % len(orders)])

    def open_customer(self) -> None:
        """Lead to the card: from an order, to the card of who ordered it."""
        order = self._parts.order_card.order
        if not self._side.order_open or order is None:
            self._side.focus_card()
        elif order.recipient.id is not None:
            self._side.open_by_id(order.recipient.id)
        else:
            self.told.emit(self.tr("This order names no customer."))

    def copy(self) -> None:
        """Copy the order in sight as text."""
        if self._side.order_open and (text := self._pane.text()):
            QGuiApplication.clipboard().setText(text)
            self.told.emit(self.tr("The order is copied."))

    def cancel(self) -> None:
        """Cancel the order in sight, or the one chosen in the queue."""
        if self._side.order_open:
            self._pane.cancelling.ask()
        elif (order := self._queue.current_order()) is not None:
            self.open(order)
            self._pane.cancelling.ask()

    def take_back(self) -> None:
        """Take the cancelling of the order in sight back."""
        if self._side.order_open:
            self._pane.cancelling.take_back()

    def turn_raw(self) -> None:
        """Show the point of sale's own answer of the order in sight, or the order again."""
        if self._side.order_open:
            self._pane.turn_raw()

    def take(self) -> None:
        """Take what is in sight for this desk, or give it up: an order, else the customer on the card."""
        if self._queue.has_focus and (order := self._queue.current_order()) is not None:
            self._parts.queue.take_in_hand(Subject(SubjectKind.ORDER, order.id))
            self._parts.alerts.opened(order.id)
        elif self._side.order_open:
            self._parts.order_card.take_in_hand()
        elif self._side.card_open and (customer := self._parts.card.customer) is not None:
            self._parts.queue.take_in_hand(Subject(SubjectKind.CUSTOMER, customer.id))

    def turn_quiet(self) -> None:
        """Hold alerts back, or let them be heard again."""
        alerts = self._parts.alerts
        if alerts.state.quiet:
            alerts.disturb()
        else:
            alerts.do_not_disturb()

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _open_told(self, order_id: str) -> None:
        order = self._parts.queue.orders.get(order_id)
        if order is not None:
            self.wanted.emit()
            self.open(order)

    def _tell_alert(self, error: AlertError) -> None:
        self._notice.say(alert_words.sentence(error), "warning")

    def _show_marks(self, marks: Mapping[Subject, Mark]) -> None:
        names = {subject: mark.name for subject, mark in marks.items()}
        self._queue.show_holders({one.id: name for one, name in names.items() if one.kind is SubjectKind.ORDER})
        self._side.show_holders({one.id: name for one, name in names.items() if one.kind is SubjectKind.CUSTOMER})
        self._pane.refresh()

    def _show_way(self, state: FeedState) -> None:
        self._queue.share(shared=state.way in _SHARED)
