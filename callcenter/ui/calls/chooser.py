"""Which of the customers who share the number is calling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QSizePolicy, QWidget

from callcenter.model.customer import Customer
from callcenter.ui import wording

MOST = 9
"""As many as there are keys; whoever shares a number with more is found by name."""
COLUMNS = 3
_LONGEST = 40


class Chooser(QWidget):
    """A row of names with Alt+1 to Alt+9; hidden while there is no choice."""

    chosen = Signal(Customer)

    def __init__(self) -> None:
        super().__init__()
        self._customers: Sequence[Customer] = ()
        self._group = QButtonGroup(self)
        self._buttons = [QRadioButton() for _ in range(MOST)]
        # Not the buttons' own: those click 100 ms late, and F9 may be pressed by then.
        self._keys = [QShortcut(QKeySequence(f"Alt+{at + 1}"), self) for at in range(MOST)]
        for at, key in enumerate(self._keys):
            key.activated.connect(partial(self._choose, at))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        for at, button in enumerate(self._buttons):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a name widens no window
            self._group.addButton(button, at)
            grid.addWidget(button, *divmod(at, COLUMNS))
            grid.setColumnStretch(at % COLUMNS, 1)
        self._group.idClicked.connect(self._clicked)
        self.hide()

    @property
    def customer(self) -> Customer | None:
        """The one chosen; the first until the agent says otherwise."""
        at = self._group.checkedId()
        return self._customers[at] if 0 <= at < len(self._customers) else None

    def offer(self, customers: Sequence[Customer]) -> None:
        """Offer these; none hides the choice."""
        self._customers = customers[:MOST]
        for at, (button, key) in enumerate(zip(self._buttons, self._keys, strict=True)):
            shown = at < len(self._customers)
            key.setEnabled(shown)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if shown else Qt.FocusPolicy.NoFocus)
            if shown:
                keys = key.key().toString(QKeySequence.SequenceFormat.NativeText)
                words = f"{_words(self._customers[at])}   {keys}"
                button.setText(words.replace("&", "&&"))
                button.setToolTip(wording.tip(words))
                button.setAccessibleName(words)
            button.setVisible(shown)
        if self._customers:
            self._buttons[0].setChecked(True)
        self.setVisible(bool(self._customers))

    def choose_next(self) -> None:
        """Choose the next one, after the last the first."""
        if self._customers:
            self._choose((self._group.checkedId() + 1) % len(self._customers))

    def _choose(self, at: int) -> None:
        self._buttons[at].setChecked(True)
        self._clicked(at)

    def _clicked(self, at: int) -> None:
        self.chosen.emit(self._customers[at])


def _words(customer: Customer) -> str:
    addresses = customer.all_addresses
    words = f"{customer.name}, {addresses[0].text}" if addresses else customer.name
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
