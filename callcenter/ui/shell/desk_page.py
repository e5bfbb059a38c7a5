"""The desk itself: search and card above, the queue below."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from callcenter.desk.calls import Calls
from callcenter.desk.card import Card
from callcenter.desk.choices import Choices, Offer
from callcenter.desk.connection import Connection
from callcenter.desk.directory import LocalDirectory
from callcenter.desk.dispatch import Dispatch, Settled
from callcenter.desk.drafts import Drafts
from callcenter.desk.files import LocalFiles
from callcenter.desk.find import Find
from callcenter.desk.intake import Intake
from callcenter.desk.queue import OrderQueue
from callcenter.desk.session import Session
from callcenter.desk.sync import Sync
from callcenter.model.capabilities import Capabilities
from callcenter.model.customer import Customer, NewCustomer
from callcenter.model.order import Order
from callcenter.pos.errors import PosError
from callcenter.replica.calls import LoggedCall
from callcenter.replica.outbox import Entry
from callcenter.settings import Profile, Settings
from callcenter.ui import sentences
from callcenter.ui.calls import words
from callcenter.ui.calls.log_dialog import CallLog
from callcenter.ui.calls.strip import CallStrip
from callcenter.ui.customers.card import CardPane
from callcenter.ui.customers.new_customer import NewCustomerForm
from callcenter.ui.customers.search import SearchPane
from callcenter.ui.orders.queue_pane import QueuePane
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.outbox import OutboxDialog
from callcenter.ui.shell.remembered import remember, restore


@dataclass(frozen=True, slots=True)
class Parts:
    """The use cases a window shows."""

    session: Session
    connection: Connection
    files: LocalFiles
    directory: LocalDirectory
    dispatch: Dispatch
    drafts: Drafts
    find: Find
    card: Card
    intake: Intake
    queue: OrderQueue
    calls: Calls
    offer: Offer
    sync: Sync


class DeskPage(QWidget):
    """Arranges the panes and leads from one to the other; holds no rule of the business."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._opening = False
        """Whether a card was asked for that is not there yet."""
        self.calls = CallStrip(parts.calls)  # first: the tab order is the reading order
        self.notice = Notice()
        self.search = SearchPane(parts.find)
        self.card = CardPane(parts.card, parts.queue)
        self.form = NewCustomerForm(parts.intake)
        self.queue = QueuePane(parts.queue)
        self.call_log = CallLog(parts.calls.book, self)
        self._lay_out()
        self.calls.popped.connect(self._pop)
        self.calls.opened.connect(self.open_customer)
        self.calls.new_wanted.connect(self._new_caller)
        self.calls.left.connect(self.search.focus)
        self.call_log.opened.connect(parts.calls.identify)
        self.search.opened.connect(self.open_customer)
        self.search.new_wanted.connect(self.new_customer)
        self.form.saved.connect(self._saved)
        self.form.existing_wanted.connect(self._open_existing)
        self.form.left.connect(self._leave_form)
        self.form.unfinished.connect(self._offer_draft)
        self.card.left.connect(self.search.focus)
        self.queue.opened.connect(self._open_order)
        self.queue.typed.connect(self.search.type_text)
        self.queue.left.connect(self.search.focus)
        parts.calls.known.connect(self._open_logged)
        parts.card.shown.connect(self._show_card)
        parts.card.completed.connect(self._show_card)
        parts.card.failed.connect(self._card_failed)
        parts.dispatch.settled.connect(self._settled)

    def _lay_out(self) -> None:
        self._welcome = QLabel(self.tr("Type a name or a phone number.\nThe customer's card is shown here."))
        self._welcome.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._welcome.setProperty("role", "muted")
        self._welcome.setObjectName("Card")
        self._right = QStackedWidget()
        for page in (self._welcome, self.card, self.form):
            self._right.addWidget(page)
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.search)
        self._across.addWidget(self._right)
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

    def open_customer(self, customer: Customer) -> None:
        """Show a customer's card; the focus stays where the next number is typed."""
        self._right.setCurrentWidget(self.card)
        self._parts.card.open(customer)
        self.search.focus()

    def new_customer(self, typed: str) -> None:
        """Open the form with what was typed."""
        if self._right.currentWidget() is not self.form:
            self.form.resume(typed)
            self._right.setCurrentWidget(self.form)
        self.form.take_focus()

    def start_anew(self) -> None:
        """Open the form empty, whatever stood in it."""
        self._right.setCurrentWidget(self.form)
        self.form.start_anew()

    def show_outbox(self) -> None:
        """Show what waits to be sent."""
        dialog = OutboxDialog(self._parts.dispatch, self)
        dialog.mend_wanted.connect(self.mend)
        dialog.show()

    def mend(self, entry: Entry) -> None:
        """Open the form of an act that was refused."""
        self._right.setCurrentWidget(self.form)
        self.form.mend(entry.read(NewCustomer), sentences.of_code(entry.error) if entry.error else "")

    def save(self) -> None:
        """Save the form that is open."""
        if self._right.currentWidget() is self.form:
            self.form.save()

    def open_known(self) -> None:
        """Open the customer whom the form found to have the number."""
        if self._right.currentWidget() is self.form:
            self.form.open_known()

    def copy_phone(self) -> None:
        """Copy the number on the card."""
        if number := self.card.primary_phone():
            QGuiApplication.clipboard().setText(number)

    def look_now(self) -> None:
        """Ask the point of sale for everything that is on the screen."""
        self._parts.queue.look_now()
        self._parts.offer.read()
        self._parts.find.again()

    # ---- what the window tells --------------------------------------------------------------------------------------

    def enter(self, profile: Profile, capabilities: Capabilities) -> None:
        """Begin work for a profile."""
        self._parts.find.region = self._parts.intake.region = profile.region
        self.calls.region = self.call_log.model.region = profile.region
        self.card.region, self.card.currency = profile.region, profile.currency
        self.search.set_choices((), capabilities.customer_sorts)
        self.form.set_choices((), capabilities.new_customer_fields)
        self.search.focus()
        self.search.look_at_once()

    def leave(self) -> None:
        """Show nothing of the brand any more."""
        self.search.clear()
        self.form.begin("")
        self.call_log.leave()
        self._parts.card.close()
        self._right.setCurrentWidget(self._welcome)

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

    def restore(self, memory: QSettings) -> None:
        """Take the sizes kept."""
        restore(memory, {"across": self._across.restoreState, "down": self._down.restoreState})

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _show_card(self, _customer: Customer) -> None:
        if self._opening or self._right.currentWidget() is self._welcome:
            self._right.setCurrentWidget(self.card)
        self._opening = False

    def _card_failed(self, error: PosError) -> None:
        if self._opening:
            self._opening = False
            self.notice.say(sentences.of_error(error), "warning")

    def _pop(self, customer: Customer) -> None:
        """Show who calls; the focus stays, and so does a form that is open."""
        if self._right.currentWidget() is not self.form:
            self._right.setCurrentWidget(self.card)
            self._parts.card.open(customer)

    def _new_caller(self, number: str) -> None:
        """Open the form for a caller whom nobody knows; an unfinished one is kept."""
        self.form.resume(number)
        self._right.setCurrentWidget(self.form)
        self.form.take_focus()

    def _open_logged(self, logged: LoggedCall, customers: tuple[Customer, ...]) -> None:
        self.activateWindow()
        if len(customers) == 1:
            self.open_customer(customers[0])
        elif customers:
            self.search.focus()
            self.search.field.setText(words.number(logged.number, self.calls.region))
        else:
            self._new_caller(words.number(logged.number, self.calls.region) if logged.number is not None else "")

    def _saved(self, customer: Customer) -> None:
        self.open_customer(customer)
        self._parts.find.again()

    def _settled(self, settled: Settled) -> None:
        """Put the point of sale's word in the place of the pending customer; tell what it refused."""
        shown = self._parts.card.customer
        if settled.customer is not None:
            if shown is not None and shown.pending and shown.cid == settled.entry.subject:
                self._parts.card.open(settled.customer)
            self._parts.find.again()
        elif settled.error is not None and not self.form.busy:
            button = QPushButton(self.tr("Mend"))
            button.clicked.connect(self.notice.clear)
            button.clicked.connect(partial(self.mend, settled.entry))
            name = settled.entry.read(NewCustomer).name
            words = self.tr("{name} could not be sent. {reason}")
            reason = sentences.of_error(settled.error)
            self.notice.say(words.format(name=name, reason=reason), "danger", (button,))

    def _open_existing(self, customer: Customer) -> None:
        self.form.begin("")  # the one who exists is what was wanted: the form has done its work
        self.open_customer(customer)

    def _offer_draft(self, name: str) -> None:
        button = QPushButton(self.tr("Go on  (Ctrl+N)"))
        button.clicked.connect(self.notice.clear)
        button.clicked.connect(partial(self.new_customer, ""))
        self.notice.say(
            self.tr("The form for {name} was left unfinished.").format(name=name or "…"), "warning", (button,)
        )

    def _leave_form(self) -> None:
        self._right.setCurrentWidget(self.card if self._parts.card.customer is not None else self._welcome)
        self.search.focus()

    def _open_order(self, order: Order) -> None:
        if order.recipient.id is not None:
            self._opening = True  # the card comes when it is theirs: until then it is somebody else's
            self._parts.card.open_by_id(order.recipient.id)
