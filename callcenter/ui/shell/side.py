"""The right side of the desk: what stands beside the search, one page at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from callcenter.desk.card import Card
from callcenter.model.customer import Customer, NewCustomer
from callcenter.pos.errors import PosError
from callcenter.replica.outbox import Act, Entry
from callcenter.ui import sentences
from callcenter.ui.customers.card import CardPane
from callcenter.ui.customers.edit_customer import EditForm
from callcenter.ui.customers.new_customer import NewCustomerForm
from callcenter.ui.orders.order_pane import OrderPane


class Side(QStackedWidget):
    """A word of welcome, a customer's card or the form; says which of them has the room.

    A pane that is to stand beside them is added here, with what brings it forward.
    """

    opened = Signal()
    """The agent opened a card: the focus belongs where the next number is typed."""
    left = Signal()
    """The agent stepped back from the page in sight."""
    failed = Signal(str)
    """A card that was asked for cannot be shown; with a sentence."""

    def __init__(self, use: Card, card: CardPane, form: NewCustomerForm, order: OrderPane, edit: EditForm) -> None:
        super().__init__()
        self._edit = edit
        self._order = order
        self._use = use
        self._card = card
        self._form = form
        self._added: dict[QWidget, Callable[[], object]] = {}
        self._opening = False
        """Whether a card was asked for that is not there yet."""
        self._welcome = QLabel(self.tr("Type a name or a phone number.\nThe customer's card is shown here."))
        self._welcome.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._welcome.setProperty("role", "muted")
        self._welcome.setObjectName("Card")
        for page in (self._welcome, card, form, order, edit):
            self.addWidget(page)
        use.shown.connect(self._show_card)
        use.completed.connect(self._show_card)
        use.failed.connect(self._card_failed)
        card.left.connect(self.left)
        form.left.connect(self._leave_form)
        order.left.connect(self._leave_order)
        form.existing_wanted.connect(self._open_existing)
        edit.opened.connect(lambda: self.setCurrentWidget(edit))
        edit.finished.connect(self._finish_edit)
        edit.left.connect(self._leave_form)
        self.currentChanged.connect(self._turned)

    def add(self, page: QWidget, *, left: SignalInstance, save: Callable[[], object]) -> None:
        """Give a page its place in which something is typed: it stays in sight while a call comes."""
        self._added[page] = save
        left.connect(self._leave_form)
        self.addWidget(page)

    @property
    def form_open(self) -> bool:
        """Whether the form is in sight."""
        return self.currentWidget() is self._form

    @property
    def edit_open(self) -> bool:
        """Whether the form in which a customer is changed is in sight."""
        return self.currentWidget() is self._edit

    @property
    def card_open(self) -> bool:
        """Whether a customer's card is in sight."""
        return self.currentWidget() is self._card

    @property
    def order_open(self) -> bool:
        """Whether an order is in sight."""
        return self.currentWidget() is self._order

    # ---- an order ---------------------------------------------------------------------------------------------------

    def show_order(self) -> None:
        """Bring the order pane forward."""
        self.setCurrentWidget(self._order)

    def _leave_order(self) -> None:
        self.setCurrentWidget(self._card if self._use.customer is not None else self._welcome)

    # ---- the card ---------------------------------------------------------------------------------------------------

    def open_customer(self, customer: Customer) -> None:
        """Show a customer's card."""
        self.setCurrentWidget(self._card)
        self._use.open(customer)
        self.opened.emit()

    def focus_card(self) -> None:
        """Lead to the card."""
        self._card.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_holders(self, holders: dict[str, str]) -> None:
        """Show who has taken which customer, by their id."""
        self._card.show_holders(holders)

    def open_by_id(self, customer_id: str) -> None:
        """Ask for a card; it comes when it is theirs: until then it is somebody else's."""
        self._opening = True
        self._use.open_by_id(customer_id)

    def pop(self, customer: Customer) -> None:
        """Show a card where that disturbs nobody: the focus stays, and so does a form that is open."""
        if not self.form_open and not self.edit_open and self.currentWidget() not in self._added:
            self.setCurrentWidget(self._card)
            self._use.open(customer)

    def replace_pending(self, pending: str, customer: Customer) -> None:
        """Put the point of sale's word in the place of a pending customer's card (their ``cid``), where it is shown."""
        shown = self._use.customer
        if shown is not None and shown.pending and shown.cid == pending:
            self._use.open(customer)

    # ---- the form ---------------------------------------------------------------------------------------------------

    def new_customer(self, typed: str) -> None:
        """Open the form with what was typed; one that is open stays as it is."""
        if not self.form_open:
            self.resume_form(typed)
        self._form.take_focus()

    def resume_form(self, typed: str) -> None:
        """Open the form with what was typed, an unfinished one as it was left."""
        self._form.resume(typed)
        self.setCurrentWidget(self._form)
        self._form.take_focus()

    def start_anew(self) -> None:
        """Open the form empty, whatever stood in it."""
        self.setCurrentWidget(self._form)
        self._form.start_anew()

    def mend(self, entry: Entry) -> None:
        """Open the form of an act that was refused."""
        if entry.act is Act.UPDATE_CUSTOMER:
            self._edit.mend(entry)
            return
        self.setCurrentWidget(self._form)
        self._form.mend(entry.read(NewCustomer), sentences.of_code(entry.error) if entry.error else "")

    def save(self) -> None:
        """Save the form that is open."""
        if self.form_open:
            self._form.save()
        elif self.edit_open:
            self._edit.save()
        else:
            for page, save in self._added.items():
                if page is self.currentWidget():
                    save()

    def open_known(self) -> None:
        """Open the customer whom the form found to have the number."""
        if self.form_open:
            self._form.open_known()

    # ---- a change ---------------------------------------------------------------------------------------------------

    def take(self, customer: Customer) -> None:
        """Show what the point of sale has just told of a customer, where it is their card that is shown."""
        self._use.take(customer)

    def close_customer(self, customer_id: str) -> None:
        """Show nothing more of a customer who is deleted: on the card, in a form, on a page that goes with the card."""
        on_card = self._use.customer is not None and self._use.customer.id == customer_id
        edited = self._edit.shows(customer_id)
        typing = (edited and self.edit_open) or (on_card and self.currentWidget() in self._added)
        if edited:
            self._edit.clear()
        if on_card:
            self._use.close()
        if typing:
            self._leave_form()
        elif on_card and self.card_open:
            self.setCurrentWidget(self._welcome)

    def _finish_edit(self, customer_id: str, customer: Customer | None) -> None:
        shown = self._use.customer
        if shown is None or shown.id != customer_id:
            self.setCurrentWidget(self._welcome)
            self.open_by_id(customer_id)
        else:
            self.setCurrentWidget(self._card)
        if customer is not None:
            self._use.take(customer)
        self.opened.emit()

    def _turned(self, _page: int) -> None:
        if not self.edit_open:
            self._edit.leave()

    # ---- what happens -----------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Show nothing of the brand any more."""
        self._form.begin("")
        self._use.close()
        self.setCurrentWidget(self._welcome)
        self._edit.clear()

    def _show_card(self, _customer: Customer) -> None:
        if self._opening or self.currentWidget() is self._welcome:
            self.setCurrentWidget(self._card)
        self._opening = False

    def _card_failed(self, error: PosError) -> None:
        if self._opening:
            self._opening = False
            self.failed.emit(sentences.of_error(error))

    def _open_existing(self, customer: Customer) -> None:
        self._form.begin("")  # the one who exists is what was wanted: the form has done its work
        self.open_customer(customer)

    def _leave_form(self) -> None:
        self.setCurrentWidget(self._card if self._use.customer is not None else self._welcome)
        self.left.emit()
