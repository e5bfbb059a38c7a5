"""What waits to be sent about the customer on the card, in a word each."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from callcenter.desk.card import Card
from callcenter.desk.removal import Removal, Removing
from callcenter.desk.waiting_changes import WaitingChanges
from callcenter.replica.outbox import State
from callcenter.ui.shell.facts import label


class Standing(QWidget):
    """Chips under the name; hidden while nothing waits."""

    def __init__(self, card: Card, waiting: WaitingChanges, removal: Removal) -> None:
        super().__init__()
        self._card = card
        self._waiting = waiting
        self._change, self._removal = label("warning-chip"), label("warning-chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._change)
        row.addWidget(self._removal)
        row.addStretch(1)
        removal.removing.connect(self._show)  # told whenever the card or the outbox is another
        self.hide()

    def _show(self, removing: Removing | None) -> None:
        customer = self._card.customer
        state = self._waiting.state(customer) if customer is not None else None
        deleted = removing is not None and removing.state not in {State.REFUSED, State.SENT}
        self._change.setText(self._words(state) if state is not None else "")
        self._removal.setText(self.tr("is being deleted") if deleted else "")
        for chip in (self._change, self._removal):
            chip.setVisible(bool(chip.text()))
        self.setVisible(state is not None or deleted)

    def _words(self, state: State) -> str:
        if state is State.SENDING:
            return self.tr("changes are being sent")
        if state is State.REFUSED:
            return self.tr("changes were refused  (Ctrl+E)")
        return self.tr("changes wait to be sent")
