"""The cancelling of an order, in place: the question, the time to take it back, what became of it, why it cannot be."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton

from callcenter.desk.order_card import Cancelling, Hindrance, OrderCard
from callcenter.model.order import Stage
from callcenter.replica.outbox import State
from callcenter.ui import sentences, wording
from callcenter.ui.shell.notice import Notice

TICK_MS = 250
"""How often the seconds left for taking back are written anew."""
_CAN_BE_TAKEN_BACK = {State.WAITING, State.REFUSED}


class CancelNotice(Notice):
    """Says nothing while nothing of the kind is under way."""

    answered = Signal()
    """The agent has answered the question: the focus goes back to the order."""

    def __init__(self, card: OrderCard) -> None:
        super().__init__()
        self._card = card
        self._cancelling: Cancelling | None = None
        self.asks = False
        """Whether the agent is being asked if the order is really to be cancelled."""
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._write)
        card.cancelling.connect(self._follow)
        card.full.connect(self._tell_full)

    def ask(self) -> None:
        """Ask whether the order is really to be cancelled; asked already, it is. Else say why it cannot be."""
        order, hindrance = self._card.order, self._card.hindrance()
        if order is None:
            return
        if hindrance is not None:
            self.say(self._why_not(hindrance), "warning")
        elif self.asks:
            self._cancel()
        else:
            self.asks = True
            yes, no = QPushButton(self.tr("Cancel the order")), QPushButton(self.tr("Keep it"))
            yes.clicked.connect(self._cancel)
            no.clicked.connect(self.keep)
            words = self.tr("Cancel order {number} of {name}?")
            name = order.recipient.name or wording.NOTHING
            self.say(words.format(number=order.id, name=name), "danger", (yes, no))
            yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Leave the order as it is."""
        self.clear()
        self.answered.emit()

    def take_back(self) -> None:
        """Take the cancelling back."""
        self._card.take_back()

    def clear(self) -> None:
        """Say nothing, and ask nothing."""
        self.asks = False
        super().clear()

    def _cancel(self) -> None:
        self.clear()
        self._card.cancel()
        self.answered.emit()

    def _follow(self, cancelling: Cancelling | None) -> None:
        before, self._cancelling = self._cancelling, cancelling
        if cancelling is not None and cancelling.undo_until is not None:
            self._clock.start()
        else:
            self._clock.stop()
        if cancelling != before and not self.asks:
            self.clear()
            self._write()

    def _write(self) -> None:
        cancelling, order = self._cancelling, self._card.order
        if cancelling is None or order is None or self.asks:
            return
        if cancelling.state is State.SENT and order.stage is not Stage.PENDING:
            return
        words, kind = self._words(cancelling)
        if cancelling.state in _CAN_BE_TAKEN_BACK and self.buttons:
            self.rewrite(words)
        elif cancelling.state in _CAN_BE_TAKEN_BACK:
            back = QPushButton(self.tr("Take back  (Ctrl+Z)"))
            back.clicked.connect(self._card.take_back)
            self.say(words, kind, (back,))
        else:
            self.say(words, kind)

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
        self.say(self.tr("There is no room on the disk: nothing can be kept on this computer."), "danger")
