"""The fields of a customer's form: boxes, their titles, and the sentence under each that is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from callcenter.desk.changing import form_with
from callcenter.desk.form import Form, Problem
from callcenter.desk.tags import split
from callcenter.model.customer import CustomerField, Gender, Group
from callcenter.ui import sentences
from callcenter.ui.customers.tags import TagsField

COLUMNS = 3
_WIDE = {CustomerField.TAGS: 2, CustomerField.NOTES: 2}
"""Columns that a field takes at least; one for the others."""
_TEXTS = ("name", "phone", "email", "code", "notes", "date_of_birth", "address", "tags")
"""Fields whose boxes may show a text otherwise than it is: line breaks, for one."""


def places(fields: Iterable[CustomerField]) -> dict[CustomerField, tuple[int, int, int]]:
    """Return row, column and width in columns of each field, in the reading order; the last of a row fills it."""
    found: dict[CustomerField, tuple[int, int, int]] = {}
    row, column = 0, 0
    for field in sorted(fields, key=list(CustomerField).index):
        wide = _WIDE.get(field, 1)
        if column + wide > COLUMNS:
            _fill(found)
            row, column = row + 1, 0
        found[field] = (row, column, wide)
        column += wide
    _fill(found)
    return found


def _fill(found: dict[CustomerField, tuple[int, int, int]]) -> None:
    """Let the field placed last go on to the end of its row."""
    if found:
        field, (row, column, _) = next(reversed(found.items()))
        found[field] = (row, column, COLUMNS - column)


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
        self._address, self._tags = QLineEdit(), TagsField()
        self._boxes: dict[CustomerField, QWidget] = {
            CustomerField.NAME: self._name,
            CustomerField.PHONE: self._phone,
            CustomerField.EMAIL: self._email,
            CustomerField.GROUP: self._group,
            CustomerField.GENDER: self._gender,
            CustomerField.DATE_OF_BIRTH: self._birthday,
            CustomerField.CODE: self._code,
            CustomerField.ADDRESS: self._address,
            CustomerField.TAGS: self._tags,
            CustomerField.NOTES: self._notes,
        }
        self._lines = {field.value: box for field, box in self._boxes.items() if isinstance(box, QLineEdit)}
        self._parts: dict[CustomerField, tuple[QWidget, ...]] = {}
        self._wrongs: dict[CustomerField, QLabel] = {}
        self._offered: tuple[CustomerField, ...] = ()
        self._dress()
        self._make_parts()
        self._lay_out(tuple(CustomerField))
        self._put = self._stood = self._read()
        for field, box in self._boxes.items():
            if isinstance(box, QLineEdit):
                box.textChanged.connect(lambda _text, field=field: self.edited.emit(field))
                box.editingFinished.connect(lambda field=field: self.finished.emit(field))
                box.returnPressed.connect(self.focusNextChild)
        self._notes.textChanged.connect(lambda: self.edited.emit(CustomerField.NOTES))
        self._tags.edited.connect(lambda: self.edited.emit(CustomerField.TAGS))
        self._tags.finished.connect(lambda: self.finished.emit(CustomerField.TAGS))

    # ---- what the form asks -----------------------------------------------------------------------------------------

    def form(self) -> Form:
        """Return the fields as typed; a text that nobody touched as it was put there, whatever its box made of it."""
        read = self._read()
        kept = {name: getattr(self._put, name) for name in _TEXTS if getattr(read, name) == getattr(self._stood, name)}
        return form_with(read, kept)

    def _read(self) -> Form:
        return Form(
            name=self._name.text(),
            phone=self._phone.text(),
            email=self._email.text(),
            code=self._code.text(),
            notes=self._notes.toPlainText(),
            group_id=self._group.currentData(),
            gender=self._gender.currentData(),
            date_of_birth=self._birthday.text(),
            address=self._address.text(),
            tags=self._tags.tags(),
        )

    def show_form(self, form: Form) -> None:
        """Put a form into the fields; a box that shows it already keeps its cursor."""
        now = self.form()
        for name, box in self._lines.items():
            if (text := getattr(form, name)) != getattr(now, name):
                box.setText(text)
        if form.notes != now.notes:
            self._notes.setPlainText(form.notes)
        if form.tags != now.tags:
            self._tags.show_tags(form.tags)
        self._group.setCurrentIndex(max(0, self._group.findData(form.group_id)))
        self._gender.setCurrentIndex(max(0, self._gender.findData(form.gender)))
        self._put, self._stood = form, self._read()

    @property
    def names(self) -> dict[CustomerField, str]:
        """What each field is called."""
        return {field: words.replace("&", "") for field, words in self._names().items()}

    def fill(self, values: dict[str, str]) -> None:
        """Put text into fields by their names, as typing does."""
        for name, value in values.items():
            box = self._boxes[CustomerField(name)]
            if isinstance(box, QLineEdit):
                box.setText(value)
            elif isinstance(box, TagsField):
                box.show_tags(split(value))

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
        self._lay_out(fields)

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

    def _make_parts(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(2)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        names = self.names
        for field, words in self._names().items():
            title, wrong, box = QLabel(words), QLabel(), self._boxes[field]
            title.setBuddy(box)
            box.setAccessibleName(names[field])
            wrong.setTextFormat(Qt.TextFormat.PlainText)
            wrong.setProperty("role", "wrong")
            wrong.setWordWrap(True)
            wrong.setMinimumHeight(wrong.fontMetrics().height())  # nothing moves when a sentence comes
            self._parts[field] = (title, box, wrong)
            self._wrongs[field] = wrong
        self._tags.name(names[CustomerField.TAGS])

    def _lay_out(self, fields: tuple[CustomerField, ...]) -> None:
        """Place the fields that are offered, without holes between them; the reading order is the tab order."""
        if fields == self._offered:
            return
        self._offered = fields
        where = places(fields)
        before: QWidget | None = None
        for field, parts in self._parts.items():
            for part in parts:
                self._grid.removeWidget(part)
                part.setVisible(field in where)
        for field, (row, column, wide) in where.items():
            for at, part in enumerate(self._parts[field]):
                top = Qt.AlignmentFlag.AlignTop if part is not self._notes else Qt.AlignmentFlag(0)
                self._grid.addWidget(part, row * 3 + at, column, 1, wide, top)
            box = self._boxes[field]
            if before is not None:
                QWidget.setTabOrder(before, box)
            before = box

    def _names(self) -> dict[CustomerField, str]:
        return {
            CustomerField.NAME: self.tr("&Name"),
            CustomerField.PHONE: self.tr("&Phone"),
            CustomerField.EMAIL: self.tr("E-&mail"),
            CustomerField.GROUP: self.tr("&Group"),
            CustomerField.GENDER: self.tr("Gende&r"),
            CustomerField.DATE_OF_BIRTH: self.tr("&Born"),
            CustomerField.CODE: self.tr("Cod&e"),
            CustomerField.ADDRESS: self.tr("&Address"),
            CustomerField.TAGS: self.tr("Tag&s"),
            CustomerField.NOTES: self.tr("No&tes"),
        }
