"""The new-customer form, in place of the card."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from callcenter.desk.intake import Clash, Form, Intake, Problem
from callcenter.model import phone
from callcenter.model.customer import Customer, CustomerField, Gender, Group
from callcenter.pos.errors import PosError
from callcenter.ui import sentences
from callcenter.ui.shell.notice import Notice

_PLACES = {
    CustomerField.NAME: (0, 0),
    CustomerField.PHONE: (0, 1),
    CustomerField.EMAIL: (1, 0),
    CustomerField.GROUP: (1, 1),
    CustomerField.GENDER: (2, 0),
    CustomerField.DATE_OF_BIRTH: (2, 1),
    CustomerField.CODE: (3, 0),
    CustomerField.NOTES: (4, 0),
}
"""Row and column of each field: the reading order is the tab order."""


class NewCustomerForm(QScrollArea):
    """Keeps what was typed whatever happens; only success or Esc leaves it."""

    saved = Signal(Customer)
    existing_wanted = Signal(Customer)
    left = Signal()

    def __init__(self, intake: Intake) -> None:
        super().__init__()
        self._intake = intake
        self._known: Customer | None = None
        self._touched: set[CustomerField] = set()
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("New customer"))
        self._build()
        intake.saved.connect(self._accepted)
        intake.refused.connect(self._refuse)
        intake.clashed.connect(self._tell_clash)
        intake.failed.connect(self._fail)
        intake.likeness.connect(self._warn)
        intake.busy_changed.connect(self._set_busy)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def begin(self, typed: str) -> None:
        """Start an empty form, what was typed in the search already in its place."""
        form = self._intake.begin(typed)
        self._known = None
        self._touched.clear()
        self._notice.clear()
        self._name.setText(form.name)
        for field in (self._email, self._code, self._birthday):
            field.clear()
        self._notes.clear()
        self._group.setCurrentIndex(0)
        self._gender.setCurrentIndex(0)
        self._phone.setText(form.phone)
        self._mark(())

    def take_focus(self) -> None:
        """Put the cursor where the next word is missing."""
        empty = (box for box in (self._name, self._phone) if not box.text())
        next(empty, self._name).setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Send the form."""
        self._touched = set(CustomerField)
        self._notice.clear()
        self._intake.save(self.form())

    def open_known(self) -> None:
        """Open the customer who has the number instead of making another."""
        if self._known is not None:
            self.existing_wanted.emit(self._known)

    def set_choices(self, groups: tuple[Group, ...], fields: tuple[CustomerField, ...]) -> None:
        """Offer the groups and the fields that the point of sale has."""
        self._group.clear()
        self._group.addItem(self.tr("No group"), None)
        for group in groups:
            self._group.addItem(group.name, group.id)
        for field, parts in self._parts.items():
            for part in parts:
                part.setVisible(field in fields)

    def form(self) -> Form:
        """Return the form as typed."""
        return Form(
            name=self._name.text(),
            phone=self._phone.text(),
            email=self._email.text(),
            code=self._code.text(),
            notes=self._notes.toPlainText(),
            group_id=self._group.currentData(),
            gender=self._gender.currentData(),
            date_of_birth=self._birthday.text(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc; the next Ctrl+N starts anew."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def message(self) -> str:
        """What the form tells above its fields."""
        return self._notice.text

    @property
    def busy(self) -> bool:
        """Whether the form is on its way."""
        return not self._save.isEnabled()

    def fill(self, values: dict[str, str]) -> None:
        """Put text into fields, as typing does."""
        for name, value in values.items():
            box = self._inputs[CustomerField(name)]
            if isinstance(box, QLineEdit):
                box.setText(value)

    # ---- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._name, self._phone, self._email = QLineEdit(), QLineEdit(), QLineEdit()
        self._code, self._birthday, self._notes = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self._group, self._gender = QComboBox(), QComboBox()
        self._group.addItem(self.tr("No group"), None)
        self._gender.addItem(self.tr("Not told"), None)
        self._gender.addItem(self.tr("Female"), Gender.FEMALE)
        self._gender.addItem(self.tr("Male"), Gender.MALE)
        self._phone.setPlaceholderText("050 535 57 57")
        self._birthday.setPlaceholderText(self.tr("15.05.1990"))
        self._email.setPlaceholderText(self.tr("name@example.com"))
        self._notes.setTabChangesFocus(True)
        self._notes.setFixedHeight(64)
        self._inputs: dict[CustomerField, QWidget] = {
            CustomerField.NAME: self._name,
            CustomerField.PHONE: self._phone,
            CustomerField.EMAIL: self._email,
            CustomerField.GROUP: self._group,
            CustomerField.GENDER: self._gender,
            CustomerField.DATE_OF_BIRTH: self._birthday,
            CustomerField.CODE: self._code,
            CustomerField.NOTES: self._notes,
        }
        inside = QWidget()
        inside.setObjectName("Card")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        title = QLabel(self.tr("New customer"))
        title.setProperty("role", "title")
        column.addWidget(title)
        self._notice = Notice()
        column.addWidget(self._notice)
        column.addLayout(self._build_fields())
        column.addLayout(self._build_buttons())
        column.addStretch(1)
        self.setWidget(inside)
        self._connect()

    def _build_fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(2)
        names = self._field_names()
        self._parts: dict[CustomerField, tuple[QWidget, ...]] = {}
        self._wrongs: dict[CustomerField, QLabel] = {}
        for field, (row, column) in _PLACES.items():
            title, wrong, box = QLabel(names[field]), QLabel(), self._inputs[field]
            title.setBuddy(box)
            box.setAccessibleName(names[field].replace("&", ""))
            wrong.setTextFormat(Qt.TextFormat.PlainText)
            wrong.setProperty("role", "wrong")
            wrong.setWordWrap(True)
            wide = 2 if field is CustomerField.NOTES else 1
            for part, widget in enumerate((title, box, wrong)):
                grid.addWidget(widget, row * 3 + part, column, 1, wide)
            self._parts[field] = (title, box, wrong)
            self._wrongs[field] = wrong
        return grid

    def _build_buttons(self) -> QHBoxLayout:
        self._save = QPushButton(self.tr("Save  (Ctrl+Enter)"))
        self._save.setProperty("kind", "main")
        self._save.clicked.connect(self.save)
        cancel = QPushButton(self.tr("Cancel  (Esc)"))
        cancel.clicked.connect(self.left)
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addWidget(cancel)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        for field, box in self._inputs.items():
            if isinstance(box, QLineEdit):
                box.textChanged.connect(lambda _text, field=field: self._typed(field))
                box.editingFinished.connect(lambda field=field: self._left_field(field))
                box.returnPressed.connect(self.focusNextChild)
        self._notes.textChanged.connect(lambda: self._typed(CustomerField.NOTES))

    def _field_names(self) -> dict[CustomerField, str]:
        return {
            CustomerField.NAME: self.tr("&Name"),
            CustomerField.PHONE: self.tr("&Phone"),
            CustomerField.EMAIL: self.tr("&E-mail"),
            CustomerField.GROUP: self.tr("&Group"),
            CustomerField.GENDER: self.tr("Gen&der"),
            CustomerField.DATE_OF_BIRTH: self.tr("&Born"),
            CustomerField.CODE: self.tr("C&ode"),
            CustomerField.NOTES: self.tr("N&otes"),
        }

    # ---- typing -----------------------------------------------------------------------------------------------------

    def _typed(self, field: CustomerField) -> None:
        if field is CustomerField.PHONE:
            self._intake.watch(self.form())
        if field in self._touched:  # a field is judged once it was left, and from then on at every key
            self._mark(self._intake.check(self.form()))

    def _left_field(self, field: CustomerField) -> None:
        self._touched.add(field)
        self._mark(self._intake.check(self.form()))

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _mark(self, problems: tuple[Problem, ...]) -> None:
        by_field = {problem.field: problem for problem in reversed(problems)}
        for field, wrong in self._wrongs.items():
            problem = by_field.get(field)
            told = problem is not None and (field in self._touched or problem.code == "refused")
            words = sentences.of_problem(problem) if problem is not None and told else ""
            wrong.setText(words)
            box = self._inputs[field]
            box.setAccessibleDescription(words)
            if bool(box.property("wrong")) != bool(words):
                box.setProperty("wrong", bool(words))
                box.style().unpolish(box)
                box.style().polish(box)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self._mark(problems)
        first = min(problems, key=lambda problem: list(CustomerField).index(problem.field))
        self._inputs[first.field].setFocus(Qt.FocusReason.OtherFocusReason)

    def _warn(self, customers: tuple[Customer, ...]) -> None:
        self._known = customers[0] if customers else None
        if not customers:
            self._notice.clear()
            return
        names = ", ".join(customer.name for customer in customers[:3])
        self._notice.say(
            self.tr("This number is known: {names}.").format(names=names), "warning", (self._open_button(),)
        )

    def _tell_clash(self, clash: Clash) -> None:
        self._known = clash.customers[0] if clash.customers else None
        taken = {
            CustomerField.PHONE: self.tr("This phone number is taken"),
            CustomerField.CODE: self.tr("This code is taken"),
        }
        words = (
            taken.get(clash.field, self.tr("This customer exists already"))
            if clash.field
            else self.tr("This customer exists already")
        )
        if self._known is None:
            self._notice.say(self.tr("{problem}: change it, or search for the customer.").format(problem=words))
            return
        number = phone.spell(self._known.phone) if self._known.phone else ""
        self._notice.say(
            self.tr("{problem}: {name} {number} has it.").format(problem=words, name=self._known.name, number=number),
            "danger",
            (self._open_button(),),
        )

    def _open_button(self) -> QPushButton:
        button = QPushButton(self.tr("Open  (Ctrl+O)"))
        button.clicked.connect(self.open_known)
        return button

    def _accepted(self, customer: Customer) -> None:
        self.saved.emit(customer)

    def _fail(self, error: PosError) -> None:
        self._notice.say(sentences.of_error(error))

    def _set_busy(self, busy: bool) -> None:
        self._save.setEnabled(not busy)
        self._save.setText(self.tr("Saving…") if busy else self.tr("Save  (Ctrl+Enter)"))
