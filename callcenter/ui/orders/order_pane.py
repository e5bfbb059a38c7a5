"""The order pane: what was ordered, for whom, where it stands; its cancelling; the point of sale's own answer."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from callcenter.desk.order_card import Cancelling, Hindrance, OrderCard
from callcenter.model import phone
from callcenter.model.order import Order, OrderDetail, Stage
from callcenter.pos.errors import PosError
from callcenter.replica.outbox import State
from callcenter.ui import sentences, wording
from callcenter.ui.orders.cells import Cells
from callcenter.ui.orders.order_lines import OrderLines
from callcenter.ui.shell.facts import Facts, label
from callcenter.ui.shell.notice import Notice

COLUMNS = 3
TICK_MS = 250
"""How often the seconds left for taking back are written anew."""


class OrderPane(QScrollArea):
    """Shows one order; the labels stay, only their words change, so that nothing jumps."""

    left = Signal()
    """The agent pressed Esc."""

    def __init__(self, card: OrderCard, cells: Cells) -> None:
        super().__init__()
        self._card = card
        self._cells = cells
        self._cancelling: Cancelling | None = None
        self._asked = False
        """Whether the agent is being asked if the order is really to be cancelled."""
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Order"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._build()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._write_cancelling)
        card.shown.connect(self._show)
        card.completed.connect(self._complete)
        card.failed.connect(self._fail)
        card.cancelling.connect(self._follow)
        card.full.connect(self._tell_full)

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

    def ask_to_cancel(self) -> None:
        """Ask whether the order is really to be cancelled; asked already, it is. Else say why it cannot be."""
        if self._card.order is None:
            return
        hindrance = self._card.hindrance()
        if hindrance is not None:
            self._state.say(self._why_not(hindrance), "warning")
        elif self._asked:
            self._cancel()
        else:
            self._asked = True
            yes, no = QPushButton(self.tr("Cancel the order")), QPushButton(self.tr("Keep it"))
            yes.clicked.connect(self._cancel)
            no.clicked.connect(self._keep)
            words = self.tr("Cancel order {number} of {name}?")
            name = self._card.order.recipient.name or wording.NOTHING
            self._state.say(words.format(number=self._card.order.id, name=name), "danger", (yes, no))
            yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> None:
        """Take the cancelling back."""
        self._card.take_back()

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
        """Step back on Esc; let letters through to the window, which hands them to the search."""
        if event.key() == Qt.Key.Key_Escape:
            if self._asked:
                self._keep()
            elif not self._raw.isHidden():
                self.turn_raw()
            else:
                self.left.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()
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
        self._state, self._trouble, self._comment = Notice(), Notice(), Notice()
        for notice in (self._state, self._trouble, self._comment):
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
            self._asked = False
            self._state.clear()
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

    # ---- cancelling -------------------------------------------------------------------------------------------------

    def _cancel(self) -> None:
        self._asked = False
        self._state.clear()
        self._card.cancel()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        self._asked = False
        self._state.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, cancelling: Cancelling | None) -> None:
        before, self._cancelling = self._cancelling, cancelling
        waits = cancelling is not None and cancelling.undo_until is not None
        if waits:
            self._clock.start()
        else:
            self._clock.stop()
        if cancelling != before and not self._asked:
            self._state.clear()
            self._write_cancelling()

    def _write_cancelling(self) -> None:
        cancelling, order = self._cancelling, self._card.order
        if cancelling is None or order is None or self._asked:
            return
        if cancelling.state is State.SENT and order.stage is not Stage.PENDING:
            return
        words, kind = self._words(cancelling)
        if cancelling.state in {State.WAITING, State.REFUSED} and not self._state.buttons:
            back = QPushButton(self.tr("Take back  (Ctrl+Z)"))
            back.clicked.connect(self._card.take_back)
            self._state.say(words, kind, (back,))
        elif cancelling.state in {State.WAITING, State.REFUSED}:
            self._state.rewrite(words)
        else:
            self._state.say(words, kind)

    def _words(self, cancelling: Cancelling) -> tuple[str, str]:
        match cancelling.state:
            case State.REFUSED:
                why = sentences.of_error(cancelling.error) if cancelling.error is not None else ""
                return self.tr("It could not be cancelled. {reason}").format(reason=why), "danger"
            case State.SENT:
                return self.tr("Cancelled; the point of sale has it."), "good"
            case State.UNCERTAIN:
                return self.tr("Nobody knows yet whether the cancelling arrived."), "danger"
            case State.SENDING:
                return self.tr("The cancelling is being sent."), "warning"
            case _:
                left = 0.0
                if cancelling.undo_until is not None:
                    left = (cancelling.undo_until - wording.now()).total_seconds()
                if left > 0:
                    return self.tr("It is cancelled in %n second(s).", "", math.ceil(left)), "warning"
                return self.tr("The cancelling waits to be sent."), "warning"

    def _why_not(self, hindrance: Hindrance) -> str:
        return {
            Hindrance.UNSUPPORTED: self.tr("This point of sale cancels no orders from here."),
            Hindrance.ACCEPTED: self.tr("A clerk has accepted it already: only they can cancel it. Call the venue."),
            Hindrance.OVER: self.tr("Only a pending order can be cancelled."),
            Hindrance.UNDER_WAY: self.tr("It is being cancelled already."),
        }[hindrance]

    def _tell_full(self) -> None:
        self._state.say(self.tr("There is no room on the disk: nothing can be kept on this computer."), "danger")


def _whole(text: str) -> str:
    """Return a text that is not broken into lines."""
    return text.replace(" ", "\u00a0")
