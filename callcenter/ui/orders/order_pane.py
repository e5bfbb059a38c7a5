"""The order pane: what was ordered, for whom, where it stands; the point of sale's own answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from callcenter.desk.order_card import OrderCard
from callcenter.model import phone
from callcenter.model.order import Order, OrderDetail
from callcenter.pos.errors import PosError
from callcenter.ui import sentences, wording
from callcenter.ui.orders.cancel_notice import CancelNotice
from callcenter.ui.orders.cells import Cells
from callcenter.ui.orders.order_lines import OrderLines
from callcenter.ui.shell.facts import Facts, label
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.reading_pane import ReadingPane

COLUMNS = 3


class OrderPane(ReadingPane):
    """Shows one order; the labels stay, only their words change, so that nothing jumps."""

    def __init__(self, card: OrderCard, cells: Cells) -> None:
        super().__init__()
        self._card = card
        self._cells = cells
        self.cancelling = CancelNotice(card)
        self.setAccessibleName(self.tr("Order"))
        self._build()
        self.cancelling.answered.connect(self.setFocus)
        card.shown.connect(self._show)
        card.completed.connect(self._complete)
        card.failed.connect(self._fail)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the order as text, to be copied."""
        order = self._card.order
        if order is None:
            return ""
        to = order.recipient
        number = phone.spell(to.phone, self._cells.region) if to.phone else ""
        lines = [f"#{order.id}  {wording.status(order)}  {wording.time(order.placed_at)}"]
        lines += [part for part in (to.name, number, to.address, order.comment) if part]
        lines += [f"{wording.count(line.count)}× {line.name}" for line in order.lines]
        return "\n".join([*lines, wording.total(order, self._cells.currency)])

    def phone_number(self) -> str:
        """Return the number to call back; empty where the order names none."""
        order = self._card.order
        return order.recipient.phone or "" if order is not None else ""

    def turn_raw(self) -> None:
        """Show the point of sale's own answer, or the order again."""
        shown = self._raw.isHidden()
        self._raw.setVisible(shown)
        self._body.setVisible(not shown)
        if shown:
            self._write_raw()
            self._raw.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step back on Esc: from the question, from the answer itself, from the order."""
        if event.key() == Qt.Key.Key_Escape and self.cancelling.asks:
            self.cancelling.keep()
        elif event.key() == Qt.Key.Key_Escape and not self._raw.isHidden():
            self.turn_raw()
        else:
            super().keyPressEvent(event)

    # ---- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("Card")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        self._title, self._status, self._holder = label("title"), label("chip"), label("warning-chip")
        self._age = label("muted")
        head = QHBoxLayout()
        head.setSpacing(10)
        for part in (self._title, self._status, self._holder, self._age):
            head.addWidget(part)
        head.addStretch(1)
        column.addLayout(head)
        self._trouble, self._comment = Notice(), Notice()
        for notice in (self.cancelling, self._trouble, self._comment):
            column.addWidget(notice)
        self._raw = QPlainTextEdit()
        self._raw.setReadOnly(True)
        self._raw.setAccessibleName(self.tr("The point of sale's own answer"))
        self._raw.setMinimumHeight(240)
        self._raw.hide()
        column.addWidget(self._raw, 1)
        self._body = QWidget()
        column.addWidget(self._body)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        self._whose, self._address = label(wrap=True), label(wrap=True)
        self._lines = OrderLines()
        self._details = Facts(self._names(), COLUMNS)
        body.addWidget(self._whose)
        body.addWidget(self._address)
        body.addSpacing(4)
        body.addWidget(self._lines)
        body.addSpacing(8)
        body.addWidget(self._details)
        column.addStretch(1)
        self.setWidget(inside)

    def _names(self) -> dict[str, str]:
        return {
            "venue": self.tr("Venue"),
            "sale": self.tr("Type"),
            "receipt": self.tr("Receipt"),
            "placed": self.tr("Placed"),
            "changed": self.tr("Changed"),
            "number": self.tr("Number at the source"),
            "source": self.tr("Source"),
            "channel": self.tr("Channel"),
            "channel_state": self.tr("State at the source"),
            "channel_id": self.tr("Id at the source"),
            "channel_uuid": self.tr("Unique id at the source"),
            "customer_ref": self.tr("Customer at the source"),
            "response": self.tr("Answer of the source"),
            "accept": self.tr("Accepted by itself"),
            "station": self.tr("To the kitchen by itself"),
            "notification": self.tr("Service notification"),
        }

    # ---- showing ----------------------------------------------------------------------------------------------------

    def _show(self, order: Order) -> None:
        to, cells = order.recipient, self._cells
        if self.accessibleDescription() != order.id:
            self.cancelling.clear()
            self._trouble.clear()
            if not self._raw.isHidden():
                self.turn_raw()
            self.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(order.id)
        self._title.setText(f"#{order.id}")
        self._status.setText(cells.status(order))
        self._age.setText(f"{cells.age(order)} · {wording.time(order.placed_at)}")
        holder = cells.holders.get(order.id, "")
        self._holder.setText(self.tr("taken by {name}").format(name=holder) if holder else "")
        self._holder.setVisible(bool(holder))
        number = phone.spell(to.phone, cells.region) if to.phone else ""
        self._whose.setText("   ·   ".join(part for part in (to.name, number) if part) or wording.NOTHING)
        self._address.setText(to.address or "")
        self._address.setVisible(bool(to.address))
        if order.comment:
            self._comment.say(order.comment, "warning")
        else:
            self._comment.clear()
        self._lines.show_order(order, cells.currency)
        self._details.show_values(self._values(order))

    def _values(self, order: Order) -> dict[str, str | None]:
        cells, receipt = self._cells, order.receipt
        return {
            "venue": cells.venues.get(order.venue_id or "", order.venue_id or wording.NOTHING),
            "sale": cells.sale_types.get(order.sale_type_id or "", order.sale_type_id or wording.NOTHING),
            "receipt": " · ".join(part for part in (receipt.id, receipt.status) if part) if receipt else None,
            "placed": _whole(wording.time(order.created_at)),
            "changed": _whole(wording.time(order.updated_at)),
            "number": order.number,
            "source": order.type,
            "channel": order.integration,
            "channel_state": order.integration_status,
            "channel_id": order.integration_id,
            "channel_uuid": order.integration_uuid,
            "customer_ref": order.customer_ref_id,
            "response": order.integration_response,
            "accept": self._yes_no(order.auto_accept),
            "station": self._yes_no(order.auto_sent_to_station),
            "notification": receipt.service_notification_id if receipt else None,
        }

    def _yes_no(self, value: bool | None) -> str | None:
        return None if value is None else self.tr("yes") if value else self.tr("no")

    def refresh(self) -> None:
        """Write the words anew: names, marks or ages changed."""
        if self._card.order is not None:
            self._show(self._card.order)

    def _complete(self, detail: OrderDetail) -> None:
        self._trouble.clear()
        self._show(detail.order)
        self._write_raw()

    def _write_raw(self) -> None:
        detail = self._card.detail
        text = detail.raw if detail is not None else self.tr("The answer is still under way.")
        if self._raw.toPlainText() != text:
            self._raw.setPlainText(text)

    def _fail(self, error: PosError) -> None:
        self._trouble.say(sentences.of_error(error), "warning")


def _whole(text: str) -> str:
    """Return a text that is not broken into lines."""
    return text.replace(" ", "\u00a0")
