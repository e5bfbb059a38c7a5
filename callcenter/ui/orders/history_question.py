"""What the agent asks of the past: days, a venue, a status, words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from callcenter.desk import days
from callcenter.desk.days import Span, day_of
from callcenter.desk.past import Wanted
from callcenter.model.order import Order, Stage
from callcenter.ui import wording

TYPING_MS = 300
"""How long after the last key it is looked for what was typed."""
WEEK, MONTH = 7, 30


class HistoryQuestion(QWidget):
    """The fields; every change of them is another question."""

    asked = Signal(Wanted)
    wrong = Signal(bool)
    """Whether one of the days cannot be read."""

    def __init__(self) -> None:
        super().__init__()
        self._since, self._until = QLineEdit(), QLineEdit()
        self._since.setAccessibleName(self.tr("From"))
        self._until.setAccessibleName(self.tr("To"))
        for field in (self._since, self._until):
            field.setPlaceholderText(self.tr("dd.mm.yyyy"))
            field.setMaximumWidth(116)
        self._words = QLineEdit()
        self._words.setPlaceholderText(self.tr("Name, number, order or product"))
        self._words.setAccessibleName(self.tr("Find in the history"))
        self._words.setClearButtonEnabled(True)
        self._venues, self._stages = QComboBox(), QComboBox()
        self._venues.setAccessibleName(self.tr("Venue"))
        self._stages.setAccessibleName(self.tr("Status"))
        self._fill_stages()
        self.set_venues({})
        self._buttons = (
            (QPushButton(self.tr("&Today")), 1, 0),
            (QPushButton(self.tr("&Yesterday")), 1, 1),
            (QPushButton(self.tr("&7 days")), WEEK, 0),
            (QPushButton(self.tr("&30 days")), MONTH, 0),
        )
        self._asked = ("", "")
        """The days of the question before, as they were typed."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._lay_out()
        self._connect()
        self.set_days(WEEK)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for button, _, _ in self._buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addSpacing(10)
        for words, field in ((self.tr("&From"), self._since), (self.tr("t&o"), self._until)):
            name = QLabel(words)
            name.setBuddy(field)
            row.addWidget(name)
            row.addWidget(field)
        row.addStretch(1)
        second = QHBoxLayout()
        second.addWidget(self._words, 1)
        second.addWidget(self._venues)
        second.addWidget(self._stages)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addLayout(row, 0, 0)
        grid.addLayout(second, 1, 0)

    def _connect(self) -> None:
        for button, count, ago in self._buttons:
            button.clicked.connect(lambda _checked=False, count=count, ago=ago: self._choose_days(count, ago))
        for field in (self._since, self._until):
            field.returnPressed.connect(self.ask)
            field.editingFinished.connect(self._typed_days)
        self._words.textChanged.connect(lambda _text: self._pause.start())
        self._words.returnPressed.connect(self.ask)
        self._pause.timeout.connect(self.ask)
        for box in (self._venues, self._stages):
            box.activated.connect(lambda _at: self.ask())

    # ---- what others ask --------------------------------------------------------------------------------------------

    def focus(self) -> None:
        """Lead to the words, which are typed most."""
        self._words.setFocus()
        self._words.selectAll()

    def set_days(self, count: int, ago: int = 0) -> None:
        """Write the last days into the fields; ``ago`` days before them are left out."""
        today = _today()
        span = days.last(count, date.fromordinal(today.toordinal() - ago))
        self._since.setText(wording.day(span.since))
        self._until.setText(wording.day(span.until))
        self._mark(self._since, wrong=False)
        self._mark(self._until, wrong=False)

    def set_venues(self, venues: Mapping[str, str]) -> None:
        """Offer the venues: first those that this desk follows, then each."""
        with QSignalBlocker(self._venues):
            chosen = self._venues.currentData()
            self._venues.clear()
            self._venues.addItem(self.tr("This desk's orders"), None)
            for venue_id, name in venues.items():
                self._venues.addItem(name, venue_id)
            self._venues.setCurrentIndex(max(0, self._venues.findData(chosen)))

    def clear(self) -> None:
        """Ask for nothing that was asked for."""
        with QSignalBlocker(self._words):
            self._words.clear()
        self._pause.stop()
        self._stages.setCurrentIndex(0)
        self.set_venues({})
        self.set_days(WEEK)

    def ask(self) -> None:
        """Ask for what the fields say, unless a day in them cannot be read."""
        self._pause.stop()
        since, until = (self._read(field) for field in (self._since, self._until))
        self.wrong.emit(since is None or until is None)
        if since is None or until is None:
            return
        first, last = min(since, until), max(since, until)
        self._asked = (self._since.text(), self._until.text())
        stage = self._stages.currentData()
        self.asked.emit(
            Wanted(
                span=Span(since=first, until=last),
                venue_id=self._venues.currentData(),
                stage=Stage[stage] if stage is not None else None,
                text=self._words.text(),
            )
        )

    # ---- what happens -----------------------------------------------------------------------------------------------

    def _choose_days(self, count: int, ago: int) -> None:
        self.set_days(count, ago)
        self.ask()

    def _typed_days(self) -> None:
        if (self._since.text(), self._until.text()) != self._asked:
            self.ask()

    def _read(self, field: QLineEdit) -> date | None:
        day = day_of(field.text(), _today())
        self._mark(field, wrong=day is None)
        return day

    @staticmethod
    def _mark(field: QLineEdit, *, wrong: bool) -> None:
        if bool(field.property("wrong")) is not wrong:
            field.setProperty("wrong", wrong)
            field.style().unpolish(field)
            field.style().polish(field)

    def _fill_stages(self) -> None:
        self._stages.addItem(self.tr("Any status"), None)
        for stage in (Stage.PENDING, Stage.RECEIVED, Stage.DELIVERED, Stage.IGNORED):
            self._stages.addItem(wording.status(Order(id="", status=stage.value)), stage.name)
        self._stages.addItem(self.tr("Other"), Stage.OTHER.name)


def _today() -> date:
    return wording.now().astimezone().date()
