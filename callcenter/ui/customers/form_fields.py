"""The fields of the new-customer form: boxes, their titles, and the sentence under each that is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from callcenter.desk.form import Form, Problem
from callcenter.model.customer import CustomerField, Gender, Group
from callcenter.ui import sentences

_PLACES = {
    CustomerField.NAME: (0, 0, 1),
    CustomerField.PHONE: (0, 1, 1),
    CustomerField.EMAIL: (0, 2, 1),
    CustomerField.GROUP: (1, 0, 1),
    CustomerField.GENDER: (1, 1, 1),
    CustomerField.DATE_OF_BIRTH: (1, 2, 1),
    CustomerField.CODE: (2, 0, 1),
    CustomerField.NOTES: (2, 1, 2),
}
"""Row, column and width in columns of each field: the reading order is the tab order."""


class FormFields(QWidget):
    """Gives the form as typed and marks what is wrong with it."""

    edited = Signal(CustomerField)
    """A field was typed in."""
    finished = Signal(CustomerField)
    """A field was left."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._phone, self._email = QLineEdit(), QLineEdit(), QLineEdit()
        self._code, self._birthday, self._notes = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self._group, self._gender = QComboBox(), QComboBox()
        self._boxes: dict[CustomerField, QWidget] = {
            CustomerField.NAME: self._name,
            CustomerField.PHONE: self._phone,
            CustomerField.EMAIL: self._email,
            CustomerField.GROUP: self._group,
            CustomerField.GENDER: self._gender,
            CustomerField.DATE_OF_BIRTH: self._birthday,
            CustomerField.CODE: self._code,
            CustomerField.NOTES: self._notes,
        }
        self._parts: dict[CustomerField, tuple[QWidget, ...]] = {}
        self._wrongs: dict[CustomerField, QLabel] = {}
        self._dress()
        self._lay_out()
        for field, box in self._boxes.items():
            if isinstance(box, QLineEdit):
                box.textChanged.connect(lambda _text, field=field: self.edited.emit(field))
                box.editingFinished.connect(lambda field=field: self.finished.emit(field))
                box.returnPressed.connect(self.focusNextChild)
        self._notes.textChanged.connect(lambda: self.edited.emit(CustomerField.NOTES))

    # ---- what the form asks -----------------------------------------------------------------------------------------

    def form(self) -> Form:
        """Return the fields as typed."""
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

    def show_form(self, form: Form) -> None:
        """Put a form into the fields."""
        self._name.setText(form.name)
        self._phone.setText(form.phone)
        self._email.setText(form.email)
        self._code.setText(form.code)
        self._notes.setPlainText(form.notes)
        self._birthday.setText(form.date_of_birth)
        self._group.setCurrentIndex(max(0, self._group.findData(form.group_id)))
        self._gender.setCurrentIndex(max(0, self._gender.findData(form.gender)))

    def fill(self, values: dict[str, str]) -> None:
        """Put text into fields by their names, as typing does."""
        for name, value in values.items():
            box = self._boxes[CustomerField(name)]
            if isinstance(box, QLineEdit):
                box.setText(value)

    def focus_missing(self) -> None:
        """Put the cursor where the next word is missing."""
        empty = (box for box in (self._name, self._phone) if not box.text())
        next(empty, self._name).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_field(self, field: CustomerField) -> None:
        """Put the cursor into a field."""
        self._boxes[field].setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, problems: Iterable[Problem]) -> None:
        """Tell under each field what is wrong with it; nothing under the others."""
        by_field = {problem.field: problem for problem in problems}
        for field, wrong in self._wrongs.items():
            problem = by_field.get(field)
            words = sentences.of_problem(problem) if problem is not None else ""
            wrong.setText(words)
            box = self._boxes[field]
            box.setAccessibleDescription(words)
            if bool(box.property("wrong")) != bool(words):
                box.setProperty("wrong", bool(words))
                box.style().unpolish(box)
                box.style().polish(box)

    def set_choices(self, groups: tuple[Group, ...], fields: tuple[CustomerField, ...]) -> None:
        """Offer the groups and the fields that the point of sale has; what was chosen stays chosen."""
        chosen = self._group.currentData()
        self._group.clear()
        self._group.addItem(self.tr("No group"), None)
        for group in groups:
            self._group.addItem(group.name, group.id)
        self._group.setCurrentIndex(max(0, self._group.findData(chosen)))
        for field, parts in self._parts.items():
            for part in parts:
                part.setVisible(field in fields)

    # ---- building ---------------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        self._group.addItem(self.tr("No group"), None)
        self._gender.addItem(self.tr("Not told"), None)
        self._gender.addItem(self.tr("Female"), Gender.FEMALE)
        self._gender.addItem(self.tr("Male"), Gender.MALE)
        self._phone.setPlaceholderText("050 535 57 57")
        self._birthday.setPlaceholderText(self.tr("15.05.1990"))
        self._email.setPlaceholderText(self.tr("name@example.com"))
        self._notes.setTabChangesFocus(True)
        self._notes.setFixedHeight(64)

    def _lay_out(self) -> None:
        names = self._names()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(2)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        for field, (row, column, wide) in _PLACES.items():
            title, wrong, box = QLabel(names[field]), QLabel(), self._boxes[field]
            title.setBuddy(box)
            box.setAccessibleName(names[field].replace("&", ""))
            wrong.setTextFormat(Qt.TextFormat.PlainText)
            wrong.setProperty("role", "wrong")
            wrong.setWordWrap(True)
            wrong.setMinimumHeight(wrong.fontMetrics().height())  # nothing moves when a sentence comes
            for part, widget in enumerate((title, box, wrong)):
                top = Qt.AlignmentFlag.AlignTop if widget is not self._notes else Qt.AlignmentFlag(0)
                grid.addWidget(widget, row * 3 + part, column, 1, wide, top)
            self._parts[field] = (title, box, wrong)
            self._wrongs[field] = wrong

    def _names(self) -> dict[CustomerField, str]:
        return {
            CustomerField.NAME: self.tr("&Name"),
            CustomerField.PHONE: self.tr("&Phone"),
            CustomerField.EMAIL: self.tr("E-&mail"),
            CustomerField.GROUP: self.tr("&Group"),
            CustomerField.GENDER: self.tr("Gende&r"),
            CustomerField.DATE_OF_BIRTH: self.tr("&Born"),
            CustomerField.CODE: self.tr("Cod&e"),
            CustomerField.NOTES: self.tr("No&tes"),
        }
