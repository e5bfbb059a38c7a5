"""The customer card: everything the point of sale knows, the most asked for on top."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callcenter.desk.card import Card
from callcenter.desk.order_book import Change
from callcenter.desk.queue import OrderQueue
from callcenter.model import phone
from callcenter.model.capabilities import Capabilities
from callcenter.model.customer import Customer, Group
from callcenter.pos.errors import PosError
from callcenter.ui import sentences
from callcenter.ui.customers import card_facts
from callcenter.ui.customers.card_tags import CardTags
from callcenter.ui.customers.last_orders import LastOrders
from callcenter.ui.customers.purchases import Purchases
from callcenter.ui.shell.facts import Facts, Figures, label
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.reading_pane import ReadingPane

COLUMNS = 3
"""How many pairs of name and value stand side by side in the details."""
_TOLD_WITH_THE_CARD = {"ledger_balance"}
"""Figures that no list tells: until the card was read they are those of last time."""


class CardPane(ReadingPane):
    """Shows one customer; the labels stay, only their words change, so that nothing jumps."""

    def __init__(self, card: Card, queue: OrderQueue) -> None:
        super().__init__()
        self._card = card
        self._queue = queue
        self._groups: dict[str, Group] = {}
        self._venues: dict[str, str] = {}
        self._complete = False
        self._holders: dict[str, str] = {}
        self._can = Capabilities()
        self.region = "AZ"
        self.currency = "AZN"
        self.setAccessibleName(self.tr("Customer card"))
        self._orders, self._purchases = LastOrders(), Purchases()
        self._figures, self._details = self._made()
        self._build()
        card.shown.connect(self._show)
        card.completed.connect(self._finish)
        card.failed.connect(self._fail)
        queue.changed.connect(self._orders_changed)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def offer(self, can: Capabilities) -> None:
        """Make room for what the point of sale tells of a customer, and for nothing else."""
        if can == self._can:
            return
        self._can = can
        figures, details = self._figures, self._details
        self._figures, self._details = self._made()
        for old, new in ((figures, self._figures), (details, self._details)):
            self._column.replaceWidget(old, new)
            old.hide()
            old.deleteLater()
        self._orders.setVisible(can.orders)
        self._purchases.setVisible(can.purchases)

    def set_choices(self, groups: tuple[Group, ...], venues: dict[str, str]) -> None:
        """Learn the names behind the ids of groups and venues."""
        self._groups = {group.id: group for group in groups}
        self._venues = venues
        if self._card.customer is not None:
            self._write(self._card.customer)

    def show_holders(self, holders: dict[str, str]) -> None:
        """Show who has taken the customer in sight; ``holders`` are names by the id of the customer."""
        self._holders = holders
        self._show_holder()

    def add_beneath_name(self, part: QWidget) -> None:
        """Give what tells of the customer's way through the outbox its place."""
        self._beneath_name.addWidget(part)

    @property
    def complete(self) -> bool:
        """Whether everything that is known of the customer is shown."""
        return self._complete

    def primary_phone(self) -> str:
        """Return the number to call or copy; empty where there is none."""
        customer = self._card.customer
        return customer.all_phones[0] if customer is not None and customer.all_phones else ""

    # ---- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("Card")
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addLayout(self._head())
        self._beneath_name = QVBoxLayout()
        column.addLayout(self._beneath_name)
        self._notice, self._notes, self._tags = Notice(), Notice(), CardTags()
        self._phones, self._mail, self._addresses = label(wrap=True), label("muted", wrap=True), label(wrap=True)
        above = (self._notice, self._notes, self._tags, self._phones, self._mail, self._addresses)
        for each in above:
            column.addWidget(each)
        column.addSpacing(4)
        self._purchases.hide()
        for part in (self._figures, self._orders, self._details, self._purchases):  # the last may grow: nothing jumps
            column.addWidget(part)
            column.addSpacing(6)
        column.addStretch(1)
        self.setWidget(inside)

    def _head(self) -> QHBoxLayout:
        self._name, self._group, self._state = label("title"), label("chip"), label("warning-chip")
        self._holder = label("warning-chip")
        self._holder.hide()
        head = QHBoxLayout()
        head.setSpacing(10)
        for part in (self._name, self._group, self._state, self._holder):
            head.addWidget(part)
        head.addStretch(1)
        return head

    def _made(self) -> tuple[Figures, Facts]:
        """Make the figures and the details that the point of sale has."""
        ids = () if card_facts.numbered(self._can) else ("id",)
        return (
            Figures(card_facts.figure_names(self._can)),
            Facts(card_facts.detail_names(self._can), COLUMNS, ids=ids),
        )

    # ---- showing ----------------------------------------------------------------------------------------------------

    def _show(self, customer: Customer) -> None:
        self._complete = False
        self._notice.clear()
        self._write(customer)

    def _finish(self, customer: Customer) -> None:
        self._complete = True
        self._notice.clear()
        self._write(customer)

    def _write(self, customer: Customer) -> None:
        self._name.setText(customer.name)
        self.setAccessibleDescription(customer.name)
        group = customer.group or self._groups.get(customer.group_id or "")
        self._group.setText(group.name if group else "")
        self._group.setVisible(group is not None)
        state = self._state_words(customer)
        self._state.setText(state)
        self._state.setVisible(bool(state))
        self._show_holder()
        if customer.notes:
            self._notes.say(customer.notes, "warning")
        else:
            self._notes.clear()
        self._tags.show_tags(customer.tags)
        self._phones.setText("   ·   ".join(phone.spell(number, self.region) for number in customer.all_phones))
        self._phones.setVisible(bool(customer.all_phones))
        self._mail.setText(customer.email or "")
        self._mail.setVisible(bool(customer.email))
        self._addresses.setText("\n".join(self._address_lines(customer)))
        self._figures.show_values(card_facts.figures(customer, self.currency))
        self._details.show_values(card_facts.details(customer, group, self._venues, self.currency))
        self._show_what_may_be_old(customer)
        self._show_orders()

    def _show_what_may_be_old(self, customer: Customer) -> None:
        read_at = self._card.read_at
        if self._can.purchases:
            self._purchases.show_purchases(customer.purchases, self.currency, read_at)
        self._figures.mute(_TOLD_WITH_THE_CARD if read_at is None else ())

    def _show_holder(self) -> None:
        customer = self._card.customer
        name = self._holders.get(customer.id, "") if customer is not None else ""
        self._holder.setText(self.tr("taken by {name}").format(name=name) if name else "")
        self._holder.setVisible(bool(name))

    def _state_words(self, customer: Customer) -> str:
        if customer.pending:
            return self.tr("waits to be sent")
        if customer.deleted_at is not None:
            return self.tr("deleted")
        return self.tr("inactive") if customer.active is False else ""

    def _address_lines(self, customer: Customer) -> list[str]:
        return [
            f"{entry.text}  ({', '.join(part for part in (entry.type, entry.source) if part)})"
            if entry.type or entry.source
            else entry.text
            for entry in customer.all_addresses
        ]

    def _show_orders(self) -> None:
        customer = self._card.customer
        if self._can.orders:
            orders = self._queue.of_customer(customer) if customer is not None else ()
            self._orders.show_orders(orders, self.currency)

    def _orders_changed(self, _change: Change) -> None:
        if self._card.customer is not None:
            self._show_orders()

    def _fail(self, error: PosError) -> None:
        self._notice.say(sentences.of_error(error))
