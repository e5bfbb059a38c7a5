"""The desk itself: search and card above, the queue below."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from callcenter.desk.choices import Choices
from callcenter.model.capabilities import Capabilities
from callcenter.model.customer import Customer
from callcenter.model.order import Order
from callcenter.settings import Profile, Settings
from callcenter.ui.calls.log_dialog import CallLog
from callcenter.ui.calls.strip import CallStrip
from callcenter.ui.customers.card import CardPane
from callcenter.ui.customers.new_customer import NewCustomerForm
from callcenter.ui.customers.search import SearchPane
from callcenter.ui.orders.queue_pane import QueuePane
from callcenter.ui.shell.incoming import Incoming
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.parts import Parts
from callcenter.ui.shell.remembered import remember, restore
from callcenter.ui.shell.side import Side
from callcenter.ui.shell.unsent import Unsent


class DeskPage(QWidget):
    """Arranges the panes and leads from one to the other; holds no rule of the business."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self.calls = CallStrip(parts.calls)  # first: the tab order is the reading order
        self.notice = Notice()
        self.search = SearchPane(parts.find)
        self.card = CardPane(parts.card, parts.queue)
        self.form = NewCustomerForm(parts.intake)
        self.side = Side(parts.card, self.card, self.form)
        self.queue = QueuePane(parts.queue, parts.narrowing)
        self.call_log = CallLog(parts.calls.book, self)
        self.unsent = Unsent(parts.dispatch, parts.find, notice=self.notice, side=self.side, form=self.form)
        self._incoming = Incoming(parts.calls, self.calls, self.call_log, self.side, self.search)
        self._lay_out()
        self.search.opened.connect(self.side.open_customer)
        self.search.new_wanted.connect(self.side.new_customer)
        self.side.opened.connect(self.search.focus)
        self.side.left.connect(self.search.focus)
        self.side.failed.connect(lambda sentence: self.notice.say(sentence, "warning"))
        self.form.saved.connect(self._saved)
        self.queue.opened.connect(self._open_order)
        self.queue.typed.connect(self.search.type_text)
        self.queue.left.connect(self.search.focus)

    def _lay_out(self) -> None:
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.search)
        self._across.addWidget(self.side)
        self._across.setSizes([400, 880])
        self._upper = QWidget()  # a strip that comes takes its room from search and card: the queue stays where it is
        upper = QVBoxLayout(self._upper)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        for part in (self.calls, self.notice):
            upper.addWidget(part)
        upper.addWidget(self._across, 1)
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._down.addWidget(self._upper)
        self._down.addWidget(self.queue)
        self._down.setSizes([440, 300])
        for splitter in (self._across, self._down):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._down, 1)

    # ---- what an agent does -----------------------------------------------------------------------------------------

    def new_customer(self) -> None:
        """Open the form with what stands in the search."""
        self.side.new_customer(self.search.field.text())

    def copy_phone(self) -> None:
        """Copy the number on the card."""
        if number := self.card.primary_phone():
            QGuiApplication.clipboard().setText(number)

    def call_number(self) -> None:
        """Call the number on the card."""
        if number := self.card.primary_phone():
            self._parts.calling_out.call(number)

    def look_now(self) -> None:
        """Ask the point of sale for everything that is on the screen."""
        self._parts.queue.look_now()
        self._parts.offer.read()
        self._parts.find.again()

    # ---- what the window tells --------------------------------------------------------------------------------------

    def enter(self, profile: Profile, capabilities: Capabilities) -> None:
        """Begin work for a profile."""
        self._parts.find.region = self._parts.intake.region = profile.region
        self._incoming.enter(profile.region)
        self._parts.calling_out.region = profile.region
        self.card.region, self.card.currency = profile.region, profile.currency
        self.search.set_choices((), capabilities.customer_sorts)
        self.form.set_choices((), capabilities.new_customer_fields)
        self.search.focus()
        self.search.look_at_once()

    def leave(self) -> None:
        """Show nothing of the brand any more."""
        self.search.clear()
        self._incoming.leave()
        self.side.leave()

    def set_choices(self, choices: Choices, capabilities: Capabilities, profile: Profile, settings: Settings) -> None:
        """Learn what can be chosen and the names behind ids."""
        venues = {venue.id: venue.name for venue in choices.venues}
        self.search.set_choices(choices.groups, capabilities.customer_sorts)
        self.form.set_choices(choices.groups, capabilities.new_customer_fields)
        self.card.set_choices(choices.groups, venues)
        self.queue.set_choices(
            offered=capabilities.orders,
            venues=venues,
            sale_types={sale_type.id: sale_type.name for sale_type in choices.sale_types},
            currency=profile.currency,
            region=profile.region,
            late_minutes=(settings.queue_aging_minutes, settings.queue_late_minutes),
        )

    def remember(self, memory: QSettings) -> None:
        """Keep the sizes of the panes."""
        remember(memory, {"across": self._across.saveState(), "down": self._down.saveState()})
        self.queue.remember(memory)

    def restore(self, memory: QSettings) -> None:
        """Take the sizes kept."""
        restore(memory, {"across": self._across.restoreState, "down": self._down.restoreState})
        self.queue.restore(memory)

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _saved(self, customer: Customer) -> None:
        self.side.open_customer(customer)
        self._parts.find.again()

    def _open_order(self, order: Order) -> None:
        if order.recipient.id is not None:
            self.side.open_by_id(order.recipient.id)
