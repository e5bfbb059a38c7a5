"""The customer card: everything the point of sale knows, the most asked for on top."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from callcenter.desk.card import Card
from callcenter.desk.order_book import Change
from callcenter.desk.queue import OrderQueue
from callcenter.model import phone
from callcenter.model.customer import Customer, Gender, Group
from callcenter.model.order import Order
from callcenter.pos.errors import PosError
from callcenter.ui import sentences, wording
from callcenter.ui.shell.facts import Facts, Figures, label
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.reading_pane import ReadingPane

LAST_ORDERS = 5
_PERCENT = {"1", "percent", "percentage"}
"""How ``discount_type`` may say that a value is a percentage (create-order page: 1)."""
COLUMNS = 3
"""How many pairs of name and value stand side by side in the details."""


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
        self.region = "AZ"
        self.currency = "AZN"
        self.setAccessibleName(self.tr("Customer card"))
        self._build()
        card.shown.connect(self._show)
        card.completed.connect(self._finish)
        card.failed.connect(self._fail)
        queue.changed.connect(self._orders_changed)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def set_choices(self, groups: tuple[Group, ...], venues: dict[str, str]) -> None:
        """Learn the names behind the ids of groups and venues."""
        self._groups = {group.id: group for group in groups}
        self._venues = venues
        if self._card.customer is not None:
            self._show(self._card.customer)

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
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        self._name, self._group, self._state = label("title"), label("chip"), label("warning-chip")
        self._holder = label("warning-chip")
        self._holder.hide()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name)
        head.addWidget(self._group)
        head.addWidget(self._state)
        head.addWidget(self._holder)
        head.addStretch(1)
        column.addLayout(head)
        self._beneath_name = QVBoxLayout()
        column.addLayout(self._beneath_name)
        self._notice = Notice()
        column.addWidget(self._notice)
        self._notes = Notice()
        column.addWidget(self._notes)
        self._phones, self._mail, self._addresses = label(wrap=True), label("muted", wrap=True), label(wrap=True)
        column.addWidget(self._phones)
        column.addWidget(self._mail)
        column.addWidget(self._addresses)
        column.addSpacing(4)
        self._figures = Figures(self._figure_names())
        column.addWidget(self._figures)
        column.addSpacing(6)
        self._orders_title = label("section")
        self._orders_title.setText(self.tr("Last orders"))
        column.addWidget(self._orders_title)
        self._orders = QGridLayout()
        self._orders.setHorizontalSpacing(16)
        self._orders.setVerticalSpacing(3)
        self._orders.setColumnStretch(2, 1)
        self._order_cells = [[label() for _ in range(5)] for _ in range(LAST_ORDERS)]
        for row, cells in enumerate(self._order_cells):
            for at, cell in enumerate(cells):
                self._orders.addWidget(cell, row, at)
            cells[3].setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addLayout(self._orders)
        self._no_orders = label("muted")
        self._no_orders.setText(self.tr("No order in the queue is theirs."))
        column.addWidget(self._no_orders)
        column.addSpacing(6)
        self._details = Facts(self._detail_names(), COLUMNS)
        column.addWidget(self._details)
        column.addStretch(1)
        self.setWidget(inside)

    def _figure_names(self) -> dict[str, str]:
        return {
            "receipts": self.tr("receipts"),
            "spent": self.tr("spent"),
            "discounts": self.tr("discounts"),
            "bonus": self.tr("bonus used"),
            "balance": self.tr("balance"),
            "cashback": self.tr("cashback"),
        }

    def _detail_names(self) -> dict[str, str]:
        return {
            "id": self.tr("Number"),
            "code": self.tr("Code"),
            "gender": self.tr("Gender"),
            "birth": self.tr("Born"),
            "discount": self.tr("Discount"),
            "group": self.tr("Group"),
            "loyalty": self.tr("Loyalty"),
            "verified": self.tr("Verified"),
            "venue": self.tr("Venue"),
            "source": self.tr("Source"),
            "reference": self.tr("Reference"),
            "cid": self.tr("Unique id"),
            "created": self.tr("Made"),
            "updated": self.tr("Changed"),
            "phone_verified": self.tr("Phone verified"),
        }

    # ---- showing ----------------------------------------------------------------------------------------------------

    def _show(self, customer: Customer) -> None:
        self._complete = False
        self._notice.clear()
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
        self._phones.setText("   ·   ".join(phone.spell(number, self.region) for number in customer.all_phones))
        self._phones.setVisible(bool(customer.all_phones))
        self._mail.setText(customer.email or "")
        self._mail.setVisible(bool(customer.email))
        self._addresses.setText("\n".join(self._address_lines(customer)))
        self._addresses.setVisible(bool(customer.all_addresses))
        self._show_figures(customer)
        self._show_details(customer, group)
        self._show_orders()

    def _finish(self, customer: Customer) -> None:
        self._show(customer)
        self._complete = True

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

    def _show_figures(self, customer: Customer) -> None:
        values = {
            "receipts": wording.NOTHING if customer.receipt_count is None else str(customer.receipt_count),
            "spent": wording.sum_of(customer.spent, self.currency),
            "discounts": wording.sum_of(customer.total_discount, self.currency),
            "bonus": wording.sum_of(customer.total_bonus, self.currency),
            "balance": wording.sum_of(customer.balance, self.currency),
            "cashback": wording.sum_of(customer.cashback_balance, self.currency),
        }
        self._figures.show_values(values)

    def _show_details(self, customer: Customer, group: Group | None) -> None:
        genders = {Gender.MALE: self.tr("male"), Gender.FEMALE: self.tr("female")}
        values = {
            "id": None if customer.pending else customer.id,
            "code": customer.code,
            "gender": genders[customer.gender] if customer.gender else None,
            "birth": wording.day(customer.date_of_birth),
            "discount": wording.percent(customer.discount),
            "group": self._group_words(group) if group else customer.group_id,
            "loyalty": self._yes_no(customer.loyalty_enrolled),
            "verified": self._yes_no(customer.verified),
            "venue": self._venues.get(customer.venue_id or "", customer.venue_id),
            "source": customer.source,
            "reference": customer.reference_id,
            "cid": customer.cid,
            "created": wording.time(customer.created_at),
            "updated": wording.time(customer.updated_at),
            "phone_verified": wording.time(customer.phone_verified_at),
        }
        self._details.show_values(values)

    def _group_words(self, group: Group) -> str:
        if not group.discount_value:
            return group.name
        percent = str(group.discount_type).lower() in _PERCENT
        value = (
            wording.percent(group.discount_value) if percent else wording.sum_of(group.discount_value, self.currency)
        )
        return self.tr("{group}, discount {value}").format(group=group.name, value=value)

    def _yes_no(self, value: bool | None) -> str:
        return wording.NOTHING if value is None else self.tr("yes") if value else self.tr("no")

    def _show_orders(self) -> None:
        customer = self._card.customer
        orders = self._queue.of_customer(customer)[:LAST_ORDERS] if customer is not None else ()
        self._no_orders.setVisible(not orders)
        for at, cells in enumerate(self._order_cells):
            words = self._order_words(orders[at]) if at < len(orders) else None
            for cell, text in zip(cells, words or ("",) * len(cells), strict=True):
                cell.setText(text)
                cell.setVisible(words is not None)

    def _order_words(self, order: Order) -> tuple[str, ...]:
        return (
            f"#{order.id}",
            wording.age(order.created_at, wording.now()),
            wording.lines(order),
            wording.total(order, self.currency),
            wording.status(order),
        )

    def _orders_changed(self, _change: Change) -> None:
        if self._card.customer is not None:
            self._show_orders()

    def _fail(self, error: PosError) -> None:
        self._notice.say(sentences.of_error(error))
