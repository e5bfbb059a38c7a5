"""The way of a customer's change and deletion through the desk: from the card, an unfinished form, or the outbox."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton

from callcenter.desk.acts.delete_customer import Deletion
from callcenter.desk.editing import Hindrance
from callcenter.desk.taking_back import newest
from callcenter.model.customer import Customer
from callcenter.ui import wording
from callcenter.ui.customers.card import CardPane
from callcenter.ui.customers.removal_notice import RemovalNotice
from callcenter.ui.customers.search import SearchPane
from callcenter.ui.customers.standing import Standing
from callcenter.ui.outbox import words
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.parts import Parts
from callcenter.ui.shell.side import Side

_CHANGE = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)


class Changes(QObject):
    """Leads to the form and to the question; holds no rule of the business."""

    told = Signal(str)
    """A word for the foot of the window."""
    nothing_held = Signal()
    """There is nothing to take back here; perhaps in the order that is shown."""

    def __init__(self, parts: Parts, *, card: CardPane, side: Side, search: SearchPane, notice: Notice) -> None:
        super().__init__(side)
        self._parts = parts
        self._side = side
        self._search = search
        self._notice = notice
        self.question = RemovalNotice(parts.card, parts.removal)
        card.add_beneath_name(Standing(parts.card, parts.waiting, parts.removal))
        card.add_beneath_name(self.question)
        card.left.connect(self._leave_question)
        self.question.answered.connect(side.focus_card)
        parts.removal.removed.connect(self._tell_removed)
        parts.removal.removed.connect(lambda _deletion: parts.calls.book.changed.emit())  # the log tells their name
        parts.unfinished.found.connect(self._offer)
        search.field.installEventFilter(self)

    # ---- what an agent does -----------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Change the customer on the card."""
        customer = self._in_sight()
        if customer is None or self._side.edit_open:
            return
        hindrance = self._parts.editing.hindrance(customer)
        if hindrance is None:
            self._parts.editing.begin(customer)
        else:
            self._notice.say(self._why_not(hindrance), "warning")

    def delete(self) -> None:
        """Delete the customer on the card, once the agent has said so twice."""
        if self._in_sight() is not None and self._side.card_open:
            self.question.ask()

    def take_back(self) -> None:
        """Take back what was taken up last, if it has not left: a deletion, or the cancelling of an order."""
        entry = newest(self._parts.dispatch.entries)
        if entry is None:
            self.nothing_held.emit()
            return
        self._parts.dispatch.discard(entry)
        about = self._parts.dispatch.about(entry)
        self.told.emit(self.tr("Taken back: {what}").format(what=f"{words.act(entry, about)} · {about.name}"))

    def _in_sight(self) -> Customer | None:
        customer = self._parts.card.customer if self._side.card_open or self._side.edit_open else None
        if customer is None:
            self.told.emit(self.tr("Open a customer's card first."))
        return customer

    def _leave_question(self) -> None:
        if self.question.asks:
            self.question.clear()

    # ---- what happens -----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let keys that a field of text takes for itself reach the desk, while the cursor is in the search.

        Ctrl+E (the end of the line, under X11) changes the customer. Ctrl+Z takes back what is just being held, rather
        than the last letters.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._wants(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _wants(self, event: QKeyEvent) -> bool:
        undo = event.matches(QKeySequence.StandardKey.Undo)
        return event.keyCombination() == _CHANGE or (undo and self._holds())

    def _holds(self) -> bool:
        entry = newest(self._parts.dispatch.entries)
        return entry is not None and entry.not_before is not None and entry.not_before > wording.now()

    def _tell_removed(self, deletion: Deletion) -> None:
        self._side.close_customer(deletion.customer_id)
        self._notice.say(self.tr("{name} is deleted.").format(name=deletion.name), "good")
        self._parts.find.again()

    def _offer(self, customer: Customer) -> None:
        button = QPushButton(self.tr("&Go on"))
        button.clicked.connect(self._notice.clear)
        button.clicked.connect(partial(self._parts.editing.begin, customer))
        self._notice.say(
            self.tr("The changes to {name} were left unfinished.").format(name=customer.name), "warning", (button,)
        )

    def _why_not(self, hindrance: Hindrance) -> str:
        return {
            Hindrance.UNSUPPORTED: self.tr("This point of sale lets nobody change customers from here."),
            Hindrance.PENDING: self.tr("This customer waits to be sent: they can be changed once they have arrived."),
            Hindrance.BEING_DELETED: self.tr("This customer is being deleted: take that back first."),
        }[hindrance]
