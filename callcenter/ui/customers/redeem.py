"""The page on which points are turned into a discount, in place of the card: how many, on which sale."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from callcenter.desk.card import Card
from callcenter.desk.points import Hindrance, Points, Redeeming
from callcenter.desk.redemption import Flaw, points_in, sale_in
from callcenter.model.customer import Customer
from callcenter.replica.outbox import Entry, State
from callcenter.ui import wording
from callcenter.ui.customers import redeem_words as words
from callcenter.ui.customers.redeem_sales import SalesView
from callcenter.ui.shell.facts import label
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.short_id import shortened

_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_POINTS_WIDTH = 120
_UUID = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
"""The shape of a sale's id."""


class PointsBox(QLineEdit):
    """Arrows choose the sale while it keeps the focus."""

    moved = Signal(QKeyEvent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass the arrows on."""
        if event.key() in _MOVES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.moved.emit(event)
        else:
            super().keyPressEvent(event)


class RedeemPane(QScrollArea):
    """Keeps what was typed for a customer until it is redeemed, or another's points are."""

    left = Signal()

    def __init__(self, points: Points, card: Card) -> None:
        super().__init__()
        self._points = points
        self._card = card
        self._customer_id = ""
        self._past: int | None = None
        """The row of a redemption that is over, and of which no more is told: the agent went on to the next."""
        self._done: int | None = None
        """The row whose end is told."""
        self.currency = "AZN"
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Redeem points"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()
        self._connect()

    # ---- what others ask --------------------------------------------------------------------------------------------

    @property
    def message(self) -> str:
        """What is told beneath the fields."""
        return self._notice.text

    @property
    def preview(self) -> str:
        """What the points typed may come to."""
        return self._preview.text()

    def tells(self, entry: Entry) -> bool:
        """Whether the page is in sight and shows what becomes of a row of the outbox."""
        redeeming = self._points.redeeming if self.isVisible() else None
        return redeeming is not None and redeeming.row == entry.id

    def come(self) -> None:
        """Begin for the customer in sight; one that is under way is shown as far as it has come."""
        customer = self._card.customer
        if customer is None:
            return
        self._points.begin()
        if customer.id != self._customer_id:
            self._customer_id = customer.id
            self._count.clear()
            self._sale.clear()
            self._sales.clearSelection()
            self._sales.setCurrentIndex(self._sales.sales.index(-1, -1))
        done = self._points.redeeming
        self._past = done.row if done is not None and done.state is State.SENT else None
        self._done = None
        self._show_customer(customer)
        self._follow(done)
        self._count.setFocus(Qt.FocusReason.OtherFocusReason)
        self._count.selectAll()

    def save(self) -> None:
        """Redeem what is typed, once."""
        if not self._redeem.isEnabled() or (self._done is not None and not self._count.text()):
            return  # it is under way, or done: Enter once too often is no fault
        count, sale = points_in(self._count.text(), self._points.held), self._sale_chosen()
        self._mark(count, sale)
        if isinstance(count, Flaw):
            self._count.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(sale, Flaw):
            self._sale.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._points.redeem(count, sale):
            hindrance = self._points.hindrance()
            if hindrance not in {None, Hindrance.UNDER_WAY}:  # how far one has come that is under way is told anyway
                self._notice.say(words.of_hindrance(hindrance), "warning")

    def take_back(self) -> None:
        """Take back what has not left."""
        self._points.take_back()

    def take_all(self) -> None:
        """Redeem every point that is held."""
        self._count.setText(str(self._points.held))
        self._count.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Show nothing of the customer any more, nor what was typed: the brand is left, or they are deleted."""
        self._customer_id = ""
        for part in (self._title, self._held, self._notice):
            part.clear()
        self._count.clear()
        self._sale.clear()
        self._sales.show_sales(())

    def forget(self, customer_id: str) -> None:
        """Show nothing of a customer who is deleted."""
        if customer_id == self._customer_id:
            self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc; what was typed stays."""
        if event.key() == Qt.Key.Key_Escape:
            self._step_back()
        else:
            super().keyPressEvent(event)

    # ---- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("Card")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        self._title, self._held = label("title", wrap=True), label("muted")
        self._count, self._sale, self._sales = PointsBox(), QLineEdit(), SalesView()
        self._count_wrong, self._sale_wrong = label("wrong"), label("wrong")
        self._preview, self._excess, self._notice = label("strong", wrap=True), label("warning-text"), Notice()
        self._count.setFixedWidth(_POINTS_WIDTH)
        self._all = QPushButton(self.tr("All of them  (Alt+A)"))
        self._redeem = QPushButton(self.tr("Redeem  (Ctrl+Enter)"))
        self._redeem.setProperty("kind", "main")
        self._back = QPushButton(self.tr("Back  (Esc)"))
        self._sale.setPlaceholderText(_UUID)
        column.addWidget(self._title)
        column.addWidget(self._named(self.tr("How many points"), self._count))
        column.addLayout(_row(self._count, self._all, self._held))
        column.addWidget(self._count_wrong)
        column.addWidget(self._named(self.tr("On which sale"), self._sales))
        column.addWidget(self._sales)
        column.addWidget(self._named(self.tr("Or the id of another sale"), self._sale))
        column.addWidget(self._sale)
        column.addLayout(_row(self._sale_wrong, self._excess))  # at most one of them says anything
        column.addWidget(self._preview)
        column.addLayout(_row(self._redeem, self._back))
        column.addWidget(self._notice)  # the last: nothing above it jumps
        column.addStretch(1)
        self.setWidget(inside)

    def _named(self, name: str, box: QWidget) -> QLabel:
        title = QLabel(name)
        title.setProperty("role", "muted")
        title.setBuddy(box)
        box.setAccessibleName(name)
        return title

    def _connect(self) -> None:
        for keys, do in (("Alt+A", self.take_all), ("Alt+Z", self.take_back)):
            key = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(do)
        self._all.clicked.connect(self.take_all)
        self._redeem.clicked.connect(self.save)
        self._back.clicked.connect(self._step_back)
        self._count.moved.connect(self._sales.keyPressEvent)
        self._count.returnPressed.connect(self.save)
        self._sale.returnPressed.connect(self.save)
        self._sales.activated.connect(self.save)
        self._count.textEdited.connect(self._begin_anew)
        self._count.textChanged.connect(self._typed)
        self._sale.textChanged.connect(self._typed)
        self._sales.turned.connect(self._typed)
        self._points.changed.connect(self._follow)
        self._card.shown.connect(self._show_customer)
        self._card.completed.connect(self._show_customer)

    def _step_back(self) -> None:
        self._points.dismiss()
        self.left.emit()

    # ---- typing -----------------------------------------------------------------------------------------------------

    def _begin_anew(self) -> None:
        """Go on to the next redemption: the last one is over, and more points are typed."""
        if self._done is not None:
            self._past, self._done = self._done, None
            self._notice.clear()
            self._points.begin()

    def _sale_chosen(self) -> str | Flaw:
        if self._sale.text().strip():
            return sale_in(self._sale.text())
        chosen = self._sales.chosen
        return chosen.id if chosen is not None else Flaw.SALE_MISSING

    def _typed(self) -> None:
        """Judge as typed; a field that is still empty is no fault yet."""
        self._sales.setEnabled(not self._sale.text().strip())
        count, sale = points_in(self._count.text(), self._points.held), self._sale_chosen()
        self._mark(
            None if count is Flaw.POINTS_MISSING else count,
            None if sale is Flaw.SALE_MISSING else sale,
        )
        self._show_preview(count, sale)

    def _mark(self, count: int | Flaw | None, sale: str | Flaw | None) -> None:
        for box, wrong, value in ((self._count, self._count_wrong, count), (self._sale, self._sale_wrong, sale)):
            told = words.of_flaw(value, self._points.held) if isinstance(value, Flaw) else ""
            if wrong.text() != told or box.accessibleDescription() != told:
                wrong.setText(told)
                box.setAccessibleDescription(told)
                box.setProperty("wrong", bool(told))
                box.style().unpolish(box)
                box.style().polish(box)

    def _show_preview(self, count: int | Flaw, sale: str | Flaw) -> None:
        if isinstance(count, Flaw):
            self._preview.clear()
            self._excess.clear()
            return
        known = self._points.purchase(sale) if isinstance(sale, str) else None
        preview = self._points.preview(count, sale if isinstance(sale, str) else None)
        told = words.of_preview(preview, self.currency)
        name = shortened(sale) if isinstance(sale, str) else ""
        if known is not None and known.receipt_number:
            name = known.receipt_number
        self._preview.setText(f"{told}  ·  {name}" if name else told)
        total = wording.sum_of(known.total, self.currency) if known is not None else ""
        self._excess.setText(words.of_excess(total) if preview.beyond_sale else "")

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _show_customer(self, customer: Customer) -> None:
        if customer.id != self._customer_id:
            return
        self._title.setText(self.tr("Redeem points of {name}").format(name=customer.name))
        self._held.setText(self.tr("of {points}").format(points=words.of_points(self._points.held)))
        self._sales.sales.currency = self.currency
        self._sales.show_sales(customer.purchases)

    def _follow(self, redeeming: Redeeming | None) -> None:
        customer = self._card.customer
        if customer is None or customer.id != self._customer_id:
            return
        under_way = redeeming is not None and redeeming.state not in words.KINDS
        self._redeem.setEnabled(not under_way)
        if redeeming is None or redeeming.row == self._past:
            self._notice.clear()
            return
        told = words.of_progress(redeeming, self.currency)
        if self._notice.text != told:
            waits = redeeming.state is State.WAITING
            self._notice.say(told, words.KINDS.get(redeeming.state, "warning"), (self._undo(),) if waits else ())
        if redeeming.state is State.SENT and self._done != redeeming.row:
            self._done = redeeming.row
            self._count.clear()

    def _undo(self) -> QPushButton:
        button = QPushButton(self.tr("Take it back  (Alt+Z)"))
        button.clicked.connect(self.take_back)
        return button


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
