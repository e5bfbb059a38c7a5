"""Which days of an account are asked for: typed, moved by the keys up and down, or chosen by a key."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from callcenter.desk.days import day_of
from callcenter.desk.ledger_statement import Period, Preset, period_of
from callcenter.ui import wording

PAUSE_MS = 250
"""How long after the last key up or down the other days are asked for."""
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class DayField(QLineEdit):
    """A day, as it is typed; up is a day later, down a day earlier. Empty, it bounds nothing."""

    moved = Signal()
    """The day was changed by the keys up and down."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(self.tr("dd.mm.yyyy"))
        self.setMaximumWidth(116)

    @property
    def readable(self) -> bool:
        """Whether there is a day in it that has been, or nothing at all."""
        return not self.text().strip() or self.day is not None

    @property
    def day(self) -> date | None:
        """The day in it."""
        return day_of(self.text(), today())

    def set_day(self, day: date | None) -> None:
        """Write a day into it; nothing for None."""
        self.setText(wording.day(day) if day is not None else "")
        self.mark()

    def mark(self) -> None:
        """Show whether it can be read."""
        wrong = not self.readable
        if bool(self.property("wrong")) is not wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by a day, never past today."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif self.readable:
            day = self.day
            self.set_day(min(today(), day + timedelta(days=step)) if day is not None else today())
            self.moved.emit()


class LedgerQuestion(QWidget):
    """The fields; every change of them asks for other days."""

    asked = Signal(Period)
    wrong = Signal(bool)
    """Whether one of the days cannot be read."""

    def __init__(self) -> None:
        super().__init__()
        self._since, self._until = DayField(self.tr("From")), DayField(self.tr("To"))
        self._buttons = (
            (QPushButton(self.tr("&30 days")), Preset.DAYS_30),
            (QPushButton(self.tr("&90 days")), Preset.DAYS_90),
            (QPushButton(self.tr("This &year")), Preset.THIS_YEAR),
            (QPushButton(self.tr("&All")), Preset.ALL),
        )
        self._preset: Preset | None = Preset.DAYS_90
        """The preset in force; None where days were typed."""
        self._asked = ("", "")
        """The days of the question before, as they were typed."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out()
        for button, preset in self._buttons:
            button.clicked.connect(lambda _checked=False, preset=preset: self._choose(preset))
        for field in (self._since, self._until):
            field.returnPressed.connect(self.ask)
            field.editingFinished.connect(self._typed)
            field.moved.connect(self._pause.start)
        self._pause.timeout.connect(self._typed)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button, _ in self._buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addSpacing(10)
        for words, field in ((self.tr("&From"), self._since), (self.tr("&to"), self._until)):
            name = QLabel(words)
            name.setBuddy(field)
            row.addWidget(name)
            row.addWidget(field)
        row.addStretch(1)

    # ---- what others ask --------------------------------------------------------------------------------------------

    @property
    def period(self) -> Period | None:
        """The days in the fields, in their order; None where one cannot be read."""
        if not (self._since.readable and self._until.readable):
            return None
        since, until = self._since.day, self._until.day
        if since is not None and until is not None and until < since:
            since, until = until, since
        return Period(since=since, until=until)

    def begin(self) -> Period:
        """Write the days of the preset in force anew, for today may be another day, and return the days to ask for."""
        self._pause.stop()
        period = None if self._preset is not None else self.period
        if period is None:
            period = period_of(self._preset or Preset.DAYS_90, today())
            self._since.set_day(period.since)
            self._until.set_day(period.until)
        self._asked = (self._since.text(), self._until.text())
        self.wrong.emit(False)
        return period

    def clear(self) -> None:
        """Ask for nothing that was asked for."""
        self._preset = Preset.DAYS_90
        self.begin()

    def ask(self) -> None:
        """Ask for what the fields say, unless a day in them cannot be read."""
        self._pause.stop()
        for field in (self._since, self._until):
            field.mark()
        typed = (self._since.text(), self._until.text())
        if typed != self._asked:
            self._preset = None
        period = self.period
        self.wrong.emit(period is None)
        if period is not None:
            self._asked = typed
            self.asked.emit(period)

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _choose(self, preset: Preset) -> None:
        self._preset = preset
        self.asked.emit(self.begin())

    def _typed(self) -> None:
        if (self._since.text(), self._until.text()) != self._asked:
            self.ask()


def today() -> date:
    """Return the day it is here."""
    return wording.now().astimezone().date()
