"""The strip on top of the desk: who calls, while it rings. It never takes the focus by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from callcenter.desk.calls import Calls, Ringing
from callcenter.model.customer import Customer
from callcenter.telephony.refusals import CallRefused
from callcenter.ui import sentences, wording
from callcenter.ui.calls import words
from callcenter.ui.calls.chooser import Chooser
from callcenter.ui.shell import theme
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.one_line import OneLine

TICK_MS = 10_000


class CallStrip(QWidget):
    """Shows one call and what a phone told wrongly; hidden while there is neither."""

    popped = Signal(Customer)
    """Show this customer where that disturbs nobody: the focus stays where it is."""
    opened = Signal(Customer)
    """The agent took up the call of this customer."""
    new_wanted = Signal(str)
    """The agent took up a call from this number, which nobody has; empty where it cannot be dialled."""
    left = Signal()
    """The strip went while it had the focus."""

    def __init__(self, calls: Calls) -> None:
        super().__init__()
        self._calls = calls
        self._customers: tuple[Customer, ...] = ()
        self.region = "AZ"
        self.told = words.Told()
        self.setAccessibleName(self.tr("Incoming call"))
        self._told = OneLine()
        self._told.setFont(theme.text_font(11, strong=True))
        self._take = QPushButton(self.tr("Take up  (F9)"))
        self._take.setProperty("kind", "main")
        self._dismiss = QPushButton("×")
        self._dismiss.setAccessibleName(self.tr("Take the call off the screen"))
        self._dismiss.setToolTip(self.tr("Take the call off the screen  (Shift+F9)"))
        for button, do in ((self._take, self.take_up), (self._dismiss, calls.dismiss)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus in the form
            button.setAutoDefault(False)
            button.clicked.connect(do)
        self._chooser = Chooser()
        self._refusal = Notice()
        self._frame = self._lay_out()
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self._tell)
        self._chooser.chosen.connect(self._choose)
        calls.rang.connect(self._ring)
        calls.updated.connect(self._update)
        calls.cleared.connect(self._clear)
        calls.refused.connect(self._refuse)
        self.hide()

    def _lay_out(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("notice", "good")
        line = QHBoxLayout()
        line.addWidget(self._told, 1)
        line.addWidget(self._take)
        line.addWidget(self._dismiss)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(12, 6, 8, 6)
        inside.setSpacing(4)
        inside.addLayout(line)
        inside.addWidget(self._chooser)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(6)
        column.addWidget(frame)
        column.addWidget(self._refusal)
        return frame

    # ---- what others ask --------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What the strip says of the call; empty while none rings."""
        return "" if self._frame.isHidden() or self.isHidden() else self._told.whole

    @property
    def refusal(self) -> str:
        """What the strip says of a call that could not be read."""
        return self._refusal.text

    def take_up(self) -> None:
        """Take up the call: open the customer chosen, or a form with the number.

        Who is found only after that is offered here, and opened by the same key: nothing takes the form away.
        """
        ringing, customer = self._calls.ringing, self._chosen()
        self._calls.take_up(customer)
        if customer is not None:
            self.opened.emit(customer)
        elif ringing is not None and not ringing.taken:
            self.new_wanted.emit(words.number(ringing.call.number, self.region) if ringing.call.dialable else "")

    def choose_next(self) -> None:
        """Choose the next of the customers who share the number."""
        self._chooser.choose_next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the call off the screen on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._calls.dismiss()
        else:
            super().keyPressEvent(event)

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _ring(self, ringing: Ringing) -> None:
        self._customers = ()
        self._chooser.offer(())
        self._refusal.clear()
        self._update(ringing)
        self._clock.start()
        self._announce(self._told.whole)

    def _update(self, ringing: Ringing) -> None:
        before, self._customers = self._customers, ringing.customers
        if [one.id for one in before] != [one.id for one in ringing.customers]:
            self._chooser.offer(ringing.customers if len(ringing.customers) > 1 else ())
        self._take.setText(self._words_for_taking(ringing))
        self._take.setEnabled(bool(ringing.customers) or not ringing.taken)
        self._tell()
        if ringing.taken and ringing.customers and not before:
            self._announce(self._told.whole)
        self._frame.show()
        self.show()
        if not before and len(ringing.customers) == 1:
            self.popped.emit(ringing.customers[0])

    def _words_for_taking(self, ringing: Ringing) -> str:
        if ringing.taken:
            return self.tr("Open the card  (F9)")
        return self.tr("Take up  (F9)") if ringing.customers or ringing.looking else self.tr("New customer  (F9)")

    def _tell(self) -> None:
        ringing = self._calls.ringing
        if ringing is not None:
            self._told.tell(words.sentence(ringing, self._chosen(), wording.now(), self.region, self.told))

    def _choose(self, customer: Customer) -> None:
        self._tell()
        self.popped.emit(customer)

    def _chosen(self) -> Customer | None:
        if len(self._customers) > 1:
            chosen = self._chooser.customer
            return next((one for one in self._customers if chosen is not None and one.id == chosen.id), chosen)
        return self._customers[0] if self._customers else None

    def _clear(self) -> None:
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self._customers = ()
        self._clock.stop()
        self._chooser.offer(())
        self._refusal.clear()
        self._frame.hide()
        self.hide()
        if had_focus:
            self.left.emit()

    def _refuse(self, refused: CallRefused) -> None:
        if self._calls.ringing is None:
            self._frame.hide()
        button = QPushButton(self.tr("Understood"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._understand)
        self._refusal.say(sentences.of_refusal(refused), "warning", (button,))
        self.show()
        self._announce(self._refusal.text)

    def _understand(self) -> None:
        if self._calls.ringing is None:
            self._calls.dismiss()
        else:
            self._refusal.clear()

    def _announce(self, text: str) -> None:
        """Let a screen reader say it, wherever the focus is."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
