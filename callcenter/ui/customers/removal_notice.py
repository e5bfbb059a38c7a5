"""The deletion of a customer, in place: the question, the time to take it back, what became of it, why it cannot be."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton

from callcenter.desk.card import Card
from callcenter.desk.removal import Consequence, Hindrance, Removal, Removing
from callcenter.model.customer import Customer
from callcenter.replica.outbox import State
from callcenter.ui import sentences, wording
from callcenter.ui.shell.notice import Notice

TICK_MS = 250
"""How often the seconds left for taking back are written anew."""
_CAN_BE_TAKEN_BACK = {State.WAITING, State.REFUSED}


class RemovalNotice(Notice):
    """Says nothing while nothing of the kind is under way."""

    answered = Signal()
    """The agent has answered the question: the focus goes back to the card."""

    def __init__(self, card: Card, removal: Removal) -> None:
        super().__init__()
        self._card = card
        self._removal = removal
        self._removing: Removing | None = None
        self._asked_of = ""
        """The id of the customer who is to be deleted, if the agent is sure."""
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._write)
        card.shown.connect(self._turn)
        removal.removing.connect(self._follow)
        removal.full.connect(self._tell_full)

    def ask(self) -> None:
        """Ask whether the customer is really to be deleted; asked already, they are. Else say why they cannot be."""
        customer, hindrance = self._card.customer, self._removal.hindrance()
        if customer is None:
            return
        if hindrance is not None:
            self.say(self._why_not(hindrance), "warning")
        elif self._asked_of == customer.id:
            self._remove()
        else:
            self._asked_of = customer.id
            yes, no = QPushButton(self.tr("Delete the customer")), QPushButton(self.tr("Keep them"))
            yes.clicked.connect(self._remove)
            no.clicked.connect(self.keep)
            self.say(self._question(customer), "danger", (yes, no))
            yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Leave the customer as they are."""
        self.clear()
        self.answered.emit()

    @property
    def asks(self) -> bool:
        """Whether the question stands."""
        return bool(self._asked_of)

    def clear(self) -> None:
        """Say nothing, and ask nothing."""
        self._asked_of = ""
        super().clear()

    def _remove(self) -> None:
        customer, asked_of = self._card.customer, self._asked_of
        self.clear()
        if customer is not None and customer.id == asked_of:
            self._removal.remove()
        self.answered.emit()

    # ---- what becomes of it -----------------------------------------------------------------------------------------

    def _turn(self, customer: Customer) -> None:
        """Ask nothing about another customer than the one in sight."""
        if self._asked_of != customer.id and (self._asked_of or self._removing is None):
            self.clear()
            self._write()

    def _follow(self, removing: Removing | None) -> None:
        before, self._removing = self._removing, removing
        if removing is not None and removing.undo_until is not None:
            self._clock.start()
        else:
            self._clock.stop()
        if removing != before and not self.asks:
            self.clear()
            self._write()

    def _write(self) -> None:
        removing = self._removing
        if removing is None or self.asks:
            return
        words, kind = self._words(removing)
        if removing.state in _CAN_BE_TAKEN_BACK and self.buttons:
            self.rewrite(words)
        elif removing.state in _CAN_BE_TAKEN_BACK:
            back = QPushButton(self.tr("Take back  (Ctrl+Z)"))
            back.clicked.connect(self._removal.take_back)
            self.say(words, kind, (back,))
        else:
            self.say(words, kind)

    def _words(self, removing: Removing) -> tuple[str, str]:
        match removing.state:
            case State.REFUSED:
                why = sentences.of_error(removing.error) if removing.error is not None else ""
                return self.tr("The customer could not be deleted. {reason}").format(reason=why), "danger"
            case State.SENT:
                return self.tr("The customer is deleted."), "good"
            case State.SENDING | State.UNCERTAIN:
                return self.tr("The deletion is being sent."), "warning"
            case _:
                left = 0.0
                if removing.undo_until is not None:
                    left = (removing.undo_until - wording.now()).total_seconds()
                if left > 0:
                    return self.tr("The customer is deleted in %n second(s).", "", math.ceil(left)), "warning"
                return self.tr("The deletion waits to be sent."), "warning"

    def _question(self, customer: Customer) -> str:
        count, name = customer.receipt_count or 0, customer.name
        match self._removal.consequence():
            case Consequence.GONE:
                return self.tr("Delete {name}? They have no purchases and are removed for good.").format(name=name)
            case Consequence.NAMELESS:
                return self.tr(
                    "Delete {name}? They have %n purchase(s): the name and numbers are erased, the sales stay.",
                    "",
                    count,
                ).format(name=name)
            case _:
                return self.tr(
                    "Delete {name}? With purchases, the name and numbers are erased and the sales stay;"
                    " without, they are removed for good."
                ).format(name=name)

    def _why_not(self, hindrance: Hindrance) -> str:
        return {
            Hindrance.UNSUPPORTED: self.tr("This point of sale deletes no customers from here."),
            Hindrance.PENDING: self.tr("This customer waits to be sent: give them up there.  (Ctrl+Shift+O)"),
            Hindrance.UNDER_WAY: self.tr("They are being deleted already."),
        }[hindrance]

    def _tell_full(self) -> None:
        self.say(self.tr("There is no room on the disk: nothing can be kept on this computer."), "danger")
