"""The desk itself: search and card above, the queue below."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callcenter.desk.choices import Choices
from callcenter.model.capabilities import Capabilities
from callcenter.model.customer import Customer
from callcenter.settings import Profile, Settings
from callcenter.ui.calls.log_dialog import CallLog
from callcenter.ui.calls.strip import CallStrip
from callcenter.ui.customers.card import CardPane
from callcenter.ui.customers.edit_customer import EditForm
from callcenter.ui.customers.new_customer import NewCustomerForm
from callcenter.ui.customers.search import SearchPane
from callcenter.ui.customers.search_field import SearchField
from callcenter.ui.orders.order_pane import OrderPane
from callcenter.ui.orders.queue_pane import QueuePane
from callcenter.ui.shell.changes import Changes
from callcenter.ui.shell.incoming import Incoming
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.orders import Orders
from callcenter.ui.shell.panes import Panes
from callcenter.ui.shell.parts import Parts
from callcenter.ui.shell.redeeming import Redeeming
from callcenter.ui.shell.side import Side
from callcenter.ui.shell.unsent import Unsent


class DeskPage(QWidget):
    """Arranges the panes and leads from one to the other; holds no rule of the business."""

    def __init__(self, parts: Parts, field: SearchField) -> None:
        super().__init__()
        self._parts = parts
        self.calls = CallStrip(parts.calls)  # first: the tab order is the reading order
        self.notice = Notice()
        self.search = SearchPane(parts.find, field)
        self.card = CardPane(parts.card, parts.queue)
        self.form = NewCustomerForm(parts.intake)
        self.edit = EditForm(parts.editing)
        self.queue = QueuePane(parts.queue, parts.narrowing)
        self.order = OrderPane(parts.order_card, self.queue.cells)
        self.side = Side(parts.card, self.card, self.form, self.order, self.edit)
        self.call_log = CallLog(parts.calls.book, self)
        self.changes = Changes(parts, card=self.card, side=self.side, search=self.search, notice=self.notice)
        self.redeeming = Redeeming(parts, card=self.card, side=self.side, notice=self.notice)
        told = (self.edit.sends, self.redeeming.page.tells)
        self.unsent = Unsent(parts.dispatch, parts.find, notice=self.notice, side=self.side, form=self.form, told=told)
        self._incoming = Incoming(parts.calls, self.calls, self.call_log, self.side, self.search)
        parts.card.completed.connect(parts.calls.know)
        self.orders = Orders(parts, queue=self.queue, pane=self.order, side=self.side, notice=self.notice)
        self.changes.nothing_held.connect(self.orders.take_back)
        self._panes = Panes(above=(self.calls, self.notice), search=self.search, side=self.side, queue=self.queue)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panes)
        self.search.opened.connect(self.side.open_customer)
        self.search.new_wanted.connect(self.side.new_customer)
        self.side.opened.connect(self.search.focus)
        self.side.left.connect(self.search.focus)
        self.side.failed.connect(lambda sentence: self.notice.say(sentence, "warning"))
        self.form.saved.connect(self._saved)
        self.edit.finished.connect(lambda _id, _customer: parts.find.again())
        self.queue.typed.connect(self.search.type_text)
        self.queue.left.connect(self.search.focus)
        parts.session.leaving.connect(lambda _profile: self.call_log.keep())

    # ---- what an agent does -----------------------------------------------------------------------------------------

    def new_customer(self) -> None:
        """Open the form with what stands in the search."""
        self.side.new_customer(self.search.field.text())

    def copy_phone(self) -> None:
        """Copy the number on the card, or on the order."""
        if number := self._number_in_sight():
            QGuiApplication.clipboard().setText(number)

    def call_number(self) -> None:
        """Call the number on the card, or on the order."""
        if number := self._number_in_sight():
            self._parts.calling_out.call(number)

    def look_now(self) -> None:
        """Ask the point of sale for everything that is on the screen."""
        self._parts.queue.look_now()
        self._parts.sync.look_now()
        self._parts.offer.read()
        self._parts.find.again()

    def _number_in_sight(self) -> str:
        return self.order.phone_number() if self.side.order_open else self.card.primary_phone()

    # ---- what the window tells --------------------------------------------------------------------------------------

    def enter(self, profile: Profile, capabilities: Capabilities) -> None:
        """Begin work for a profile."""
        self._parts.find.region = self._parts.intake.region = profile.region
        self._parts.editing.region = self._parts.removal.region = profile.region
        self._incoming.enter(profile, capabilities)
        self._parts.calling_out.region = profile.region
        self.card.region, self.card.currency = profile.region, profile.currency
        self._panes.show_queue(shown=capabilities.orders)
        self.card.offer(capabilities)
        self.search.model.currency = self.redeeming.page.currency = profile.currency
        self.search.set_choices((), capabilities.customer_sorts)
        self.form.set_choices((), capabilities.new_customer_fields)
        self.edit.set_choices((), capabilities.change_customer_fields)
        self.search.begin()

    def leave(self) -> None:
        """Show nothing of the brand any more."""
        self.notice.clear()
        self.search.clear()
        self.redeeming.page.leave()
        self._incoming.leave()
        self._parts.order_card.close()
        self.side.leave()

    def set_choices(self, choices: Choices, capabilities: Capabilities, profile: Profile, settings: Settings) -> None:
        """Learn what can be chosen and the names behind ids."""
        venues = {venue.id: venue.name for venue in choices.venues}
        self.search.set_choices(choices.groups, capabilities.customer_sorts)
        self.form.set_choices(choices.groups, capabilities.new_customer_fields)
        self.card.set_choices(choices.groups, venues)
        self.queue.set_choices(
            venues=venues,
            sale_types={sale_type.id: sale_type.name for sale_type in choices.sale_types},
            currency=profile.currency,
            region=profile.region,
            late_minutes=(settings.queue_aging_minutes, settings.queue_late_minutes),
        )

    def remember(self, memory: QSettings) -> None:
        """Keep the sizes of the panes."""
        self._panes.remember(memory)
        self.queue.remember(memory)

    def restore(self, memory: QSettings) -> None:
        """Take the sizes kept."""
        self._panes.restore(memory)
        self.queue.restore(memory)

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _saved(self, customer: Customer) -> None:
        self.side.open_customer(customer)
        self._parts.find.again()
