"""The page of a customer's form, in place of the card: a title, what is told, the fields, and how to save."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from callcenter.desk.form import Form, Problem
from callcenter.model.customer import CustomerField, Group
from callcenter.pos.errors import PosError
from callcenter.ui import sentences
from callcenter.ui.customers.form_fields import FormFields
from callcenter.ui.shell.notice import Notice


class FormPage(QScrollArea):
    """Judges a field once it was left, and from then on at every key."""

    left = Signal()

    def __init__(self, name: str, check: Callable[[Form], tuple[Problem, ...]]) -> None:
        super().__init__()
        self._check = check
        self._touched: set[CustomerField] = set()
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def furnish(self) -> None:
        """Make what is on the page, once: a page that is not wanted yet costs the start of the desk nothing."""
        self.fields = FormFields()
        self._build(self.accessibleName())
        self.fields.finished.connect(self._left_field)

    # ---- what others ask --------------------------------------------------------------------------------------------

    @abstractmethod
    def save(self) -> None:
        """Send the form."""

    def take_focus(self) -> None:
        """Put the cursor where the next word is missing."""
        self.fields.focus_missing()

    def set_choices(self, groups: tuple[Group, ...], fields: tuple[CustomerField, ...]) -> None:
        """Offer the groups and the fields that the point of sale has."""
        self.fields.set_choices(groups, fields)

    @property
    def message(self) -> str:
        """What the form tells above its fields."""
        return self._notice.text

    @property
    def busy(self) -> bool:
        """Whether the form is on its way."""
        return not self._save.isEnabled()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc; what was typed stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # ---- building ---------------------------------------------------------------------------------------------------

    def _build(self, name: str) -> None:
        inside = QWidget()
        inside.setObjectName("Card")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(20, 14, 20, 14)
        self._column.setSpacing(10)
        self._title = QLabel(name)
        self._title.setTextFormat(Qt.TextFormat.PlainText)  # a server's words are never markup
        self._title.setProperty("role", "title")
        self._column.addWidget(self._title)
        self._notice = Notice()
        self._column.addWidget(self._notice)
        self._column.addWidget(self.fields)
        self._save = QPushButton(self.tr("Save  (Ctrl+Enter)"))
        self._save.setProperty("kind", "main")
        self._save.clicked.connect(self.save)
        cancel = QPushButton(self.tr("Cancel  (Esc)"))
        cancel.clicked.connect(self.left)
        row = QHBoxLayout()
        for button in (self._save, cancel):
            button.setAutoDefault(True)  # Enter presses it too, once it has the focus
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self.setWidget(inside)

    # ---- typing and answers -----------------------------------------------------------------------------------------

    def _left_field(self, field: CustomerField) -> None:
        self._touched.add(field)
        self._judge(self.fields.form())

    def _judge(self, form: Form) -> None:
        self.fields.mark(problem for problem in self._check(form) if problem.field in self._touched)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.fields.mark(problems)
        self.fields.focus_field(min((problem.field for problem in problems), key=list(CustomerField).index))

    def _fail(self, error: PosError) -> None:
        self._notice.say(sentences.of_error(error))

    def _set_busy(self, busy: bool) -> None:
        self._save.setEnabled(not busy)
        self._save.setText(self.tr("Saving…") if busy else self.tr("Save  (Ctrl+Enter)"))
