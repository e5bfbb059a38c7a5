"""The main window: search and card above, the queue below, the state at the foot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QStackedWidget

from callcenter.desk.card import Card
from callcenter.desk.choices import Choices, Offer
from callcenter.desk.connection import Connection
from callcenter.desk.find import Find
from callcenter.desk.intake import Intake
from callcenter.desk.queue import OrderQueue
from callcenter.desk.session import Session
from callcenter.model.customer import Customer
from callcenter.model.order import Order, Stage
from callcenter.pos.port import PointOfSale
from callcenter.settings import Profile
from callcenter.ui.customers.card import CardPane
from callcenter.ui.customers.new_customer import NewCustomerForm
from callcenter.ui.customers.search import SearchPane
from callcenter.ui.orders.queue_pane import QueuePane
from callcenter.ui.shell.actions import Actions
from callcenter.ui.shell.key_map import KeyMap
from callcenter.ui.shell.sign_in import SignInPage
from callcenter.ui.shell.status_bar import StatusBar

SIZE = (1280, 800)


@dataclass(frozen=True, slots=True)
class Parts:
    """The use cases a window shows."""

    session: Session
    connection: Connection
    find: Find
    card: Card
    intake: Intake
    queue: OrderQueue
    offer: Offer


class MainWindow(QMainWindow):
    """Arranges the panes, routes the keys, and holds no rule of the business."""

    closing = Signal()
    theme_turned = Signal()

    def __init__(self, parts: Parts, memory: QSettings) -> None:
        super().__init__()
        self._parts = parts
        self._memory = memory
        self.setWindowTitle(self.tr("callcenter"))
        self.resize(*SIZE)
        self.actions_ = Actions(self)
        self.search = SearchPane(parts.find)
        self.card = CardPane(parts.card, parts.queue)
        self.form = NewCustomerForm(parts.intake)
        self.queue = QueuePane(parts.queue)
        self.sign_in = SignInPage(parts.session, parts.connection)
        self.status = StatusBar(parts.connection)
        self.setStatusBar(self.status)
        self._build()
        self._connect_actions()
        self._connect_parts()
        self._restore()

    # ---- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
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
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._down.addWidget(self._across)
        self._down.addWidget(self.queue)
        self._down.setSizes([440, 300])
        for splitter in (self._across, self._down):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.sign_in)
        self._pages.addWidget(self._down)
        self.setCentralWidget(self._pages)
        self.actions_.fill_menus(self)

    def _connect_actions(self) -> None:
        on = self.actions_.on
        on("search", self.search.focus)
        on("new-customer", lambda: self.new_customer(self.search.field.text()))
        on("save", self._save)
        on("open-known", self.form.open_known)
        on("card", self.card.setFocus)
        on("copy-phone", self._copy_phone)
        on("queue", self.queue.focus)
        on("look-now", self._look_now)
        on("theme", self.theme_turned.emit)
        on("sign-out", self._parts.session.sign_out)
        on("quit", self.close)
        on("keys", lambda: KeyMap(self.actions_, self).open())
        stages = {
            "tab-all": None,
            "tab-pending": Stage.PENDING,
            "tab-received": Stage.RECEIVED,
            "tab-delivered": Stage.DELIVERED,
            "tab-ignored": Stage.IGNORED,
            "tab-other": Stage.OTHER,
        }
        for name, stage in stages.items():
            on(name, partial(self.queue.show_stage, stage))

    def _connect_parts(self) -> None:
        self.search.opened.connect(self.open_customer)
        self.search.new_wanted.connect(self.new_customer)
        self.form.saved.connect(self._saved)
        self.form.existing_wanted.connect(self.open_customer)
        self.form.left.connect(self._leave_form)
        self.card.left.connect(self.search.focus)
        self.queue.opened.connect(self._open_order)
        self.queue.typed.connect(self.search.type_text)
        self.queue.left.connect(self.search.focus)
        session = self._parts.session
        session.opened.connect(self._enter)
        session.closed.connect(self._leave)
        session.form_wanted.connect(self._ask_to_sign_in)
        self._parts.card.shown.connect(self._show_card)
        self._parts.card.completed.connect(self._show_card)
        self._parts.offer.changed.connect(self._set_choices)
        self._set_enabled(signed_in=False)

    # ---- what an agent does -----------------------------------------------------------------------------------------

    def open_customer(self, customer: Customer) -> None:
        """Show a customer's card; the focus stays where the next number is typed."""
        self._parts.card.open(customer)
        if self._right.currentWidget() is self.form:
            self._right.setCurrentWidget(self.card)
        self.search.focus()

    def new_customer(self, typed: str) -> None:
        """Open the form with what was typed."""
        if not self._parts.session.signed_in:
            return
        if self._right.currentWidget() is not self.form:
            self.form.begin(typed)
            self._right.setCurrentWidget(self.form)
        self.form.take_focus()

    def recolour(self) -> None:
        """Paint with the colours now in force."""
        self.status.refresh()

    def tell_bug(self) -> None:
        """Say that something went wrong in the program itself; work goes on."""
        self.status.showMessage(self.tr("Something went wrong in the program itself. It is in the log."), 15_000)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand what is typed outside a field to the search."""
        text = event.text()
        if self._parts.session.signed_in and text and text.isprintable() and not _is_command(event):
            self.search.type_text(text)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the sizes and let the program end."""
        self._memory.setValue("geometry", self.saveGeometry())
        self._memory.setValue("across", self._across.saveState())
        self._memory.setValue("down", self._down.saveState())
        self.closing.emit()
        event.accept()

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _enter(self, pos: PointOfSale, _venue_id: str | None) -> None:
        profile = self._parts.session.profile
        assert profile is not None  # noqa: S101 - opened is told after the profile is set
        self._parts.find.region = self._parts.intake.region = profile.region
        self.card.region, self.card.currency = profile.region, profile.currency
        pos.quota.changed.connect(self._tell_quota)
        self.status.set_place(profile.name)
        self.search.set_choices((), pos.capabilities.customer_sorts)
        self.form.set_choices((), pos.capabilities.new_customer_fields)
        self._set_choices(self._parts.offer.choices)
        self._pages.setCurrentWidget(self._down)
        self._set_enabled(signed_in=True)
        self.search.focus()
        self.search.look_at_once()

    def _leave(self) -> None:
        self.search.clear()
        self._parts.card.close()
        self._right.setCurrentWidget(self._welcome)
        self.status.set_place("")
        self.status.set_quota(None, None)
        self._set_enabled(signed_in=False)

    def _ask_to_sign_in(self, profile: Profile | None) -> None:
        self._pages.setCurrentWidget(self.sign_in)
        self.sign_in.show_profile(profile)

    def _set_choices(self, choices: Choices) -> None:
        session = self._parts.session
        if not session.signed_in or session.profile is None:
            return
        venues = {venue.id: venue.name for venue in choices.venues}
        capabilities = session.pos.capabilities
        self.search.set_choices(choices.groups, capabilities.customer_sorts)
        self.form.set_choices(choices.groups, capabilities.new_customer_fields)
        self.card.set_choices(choices.groups, venues)
        self.queue.set_choices(
            offered=capabilities.orders,
            venues=venues,
            sale_types={sale_type.id: sale_type.name for sale_type in choices.sale_types},
            currency=session.profile.currency,
            region=session.profile.region,
            late_minutes=(session.settings.queue_aging_minutes, session.settings.queue_late_minutes),
        )
        venue = venues.get(session.profile.venue_id)
        self.status.set_place(f"{session.profile.name} · {venue}" if venue else session.profile.name)

    def _show_card(self, _customer: Customer) -> None:
        if self._right.currentWidget() is not self.form:
            self._right.setCurrentWidget(self.card)

    def _saved(self, customer: Customer) -> None:
        self._right.setCurrentWidget(self.card)
        self.open_customer(customer)
        self._parts.find.again()

    def _leave_form(self) -> None:
        self._right.setCurrentWidget(self.card if self._parts.card.customer is not None else self._welcome)
        self.search.focus()

    def _open_order(self, order: Order) -> None:
        if order.recipient.id is not None:
            self._parts.card.open_by_id(order.recipient.id)

    def _save(self) -> None:
        if self._right.currentWidget() is self.form:
            self.form.save()

    def _copy_phone(self) -> None:
        if number := self.card.primary_phone():
            QGuiApplication.clipboard().setText(number)

    def _look_now(self) -> None:
        self._parts.queue.look_now()
        self._parts.offer.read()
        self._parts.find.again()

    def _tell_quota(self) -> None:
        if self._parts.session.signed_in:
            quota = self._parts.session.pos.quota
            self.status.set_quota(quota.remaining, quota.limit)

    def _set_enabled(self, *, signed_in: bool) -> None:
        for act in self.actions_.acts:
            if act.name not in {"theme", "quit", "keys"}:
                self.actions_[act.name].setEnabled(signed_in)

    def _restore(self) -> None:
        for name, restore in (
            ("geometry", self.restoreGeometry),
            ("across", self._across.restoreState),
            ("down", self._down.restoreState),
        ):
            kept = self._memory.value(name)
            if isinstance(kept, QByteArray):
                restore(kept)


def _is_command(event: QKeyEvent) -> bool:
    return bool(
        event.modifiers()
        & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier)
    )
