"""The new-customer form, in place of the card."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from callcenter.desk.form import Form, Problem
from callcenter.desk.intake import Clash, Intake
from callcenter.model import phone
from callcenter.model.customer import Customer, CustomerField, Group, NewCustomer
from callcenter.pos.errors import PosError
from callcenter.ui import sentences
from callcenter.ui.customers.form_fields import FormFields
from callcenter.ui.shell.notice import Notice


class NewCustomerForm(QScrollArea):
    """Keeps what was typed whatever happens, until it is saved or started anew."""

    saved = Signal(Customer)
    existing_wanted = Signal(Customer)
    left = Signal()
    unfinished = Signal(str)
    """A form from before a crash is in the fields again; with the name in it."""

    def __init__(self, intake: Intake) -> None:
        super().__init__()
        self._intake = intake
        self._known: Customer | None = None
        self._warned = False
        self._touched: set[CustomerField] = set()
        self.fields = FormFields()
        self._prefilled = self.fields.form()
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("New customer"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()
        self.fields.edited.connect(self._typed)
        self.fields.finished.connect(self._left_field)
        intake.restored.connect(self._restore)
        intake.saved.connect(self._accepted)
        intake.refused.connect(self._refuse)
        intake.clashed.connect(self._tell_clash)
        intake.failed.connect(self._fail)
        intake.likeness.connect(self._warn)
        intake.busy_changed.connect(self._set_busy)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def resume(self, typed: str) -> None:
        """Show the form: the unfinished one where there is one, else one begun with what was typed in the search."""
        if self.fields.form() == self._prefilled:
            self.begin(typed)
        else:
            self._notice.say(self.tr("You left this form unfinished."), "warning", (self._anew_button(),))

    def begin(self, typed: str) -> None:
        """Start an empty form, what was typed in the search already in its place."""
        form = self._intake.begin(typed)
        self._known = None
        self._touched.clear()
        self._notice.clear()
        self.fields.show_form(form)
        self.fields.mark(())
        self._prefilled = self.fields.form()

    def mend(self, waiting: NewCustomer, reason: str) -> None:
        """Show a form that was refused after it was taken up, with the reason."""
        self.begin("")
        self.fields.show_form(self._intake.reopen(waiting))
        self._notice.say(reason)
        self.take_focus()

    def start_anew(self) -> None:
        """Drop what was typed and begin with an empty form; what is on its way is not dropped."""
        if self.busy:
            return
        self.begin("")
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor where the next word is missing."""
        self.fields.focus_missing()

    def save(self) -> None:
        """Send the form."""
        self._touched = set(CustomerField)
        self._notice.clear()
        self._intake.save(self.fields.form())

    def open_known(self) -> None:
        """Open the customer who has the number instead of making another."""
        if self._known is not None:
            self.existing_wanted.emit(self._known)

    def set_choices(self, groups: tuple[Group, ...], fields: tuple[CustomerField, ...]) -> None:
        """Offer the groups and the fields that the point of sale has."""
        untouched = self.fields.form() == self._prefilled
        self.fields.set_choices(groups, fields)
        if untouched:
            self._prefilled = self.fields.form()

    @property
    def message(self) -> str:
        """What the form tells above its fields."""
        return self._notice.text

    @property
    def busy(self) -> bool:
        """Whether the form is on its way."""
        return not self._save.isEnabled()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc; what was typed stays for the next Ctrl+N."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # ---- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
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
        column.addWidget(self.fields)
        self._save = QPushButton(self.tr("Save  (Ctrl+Enter)"))
        self._save.setProperty("kind", "main")
        self._save.clicked.connect(self.save)
        cancel = QPushButton(self.tr("Cancel  (Esc)"))
        cancel.clicked.connect(self.left)
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addWidget(cancel)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.setWidget(inside)

    # ---- typing -----------------------------------------------------------------------------------------------------

    def _typed(self, field: CustomerField) -> None:
        form = self.fields.form()
        if form != self._prefilled:
            self._intake.keep(form)
        if field is CustomerField.PHONE:
            self._intake.watch(form)
        if field in self._touched:  # a field is judged once it was left, and from then on at every key
            self._judge(form)

    def _restore(self, form: Form) -> None:
        """Take back what was typed before a crash, unless a form is being typed already."""
        if self.fields.form() == self._prefilled:
            self.fields.show_form(form)
            self.unfinished.emit(form.name)

    def _left_field(self, field: CustomerField) -> None:
        self._touched.add(field)
        self._judge(self.fields.form())

    def _judge(self, form: Form) -> None:
        self.fields.mark(problem for problem in self._intake.check(form) if problem.field in self._touched)

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.fields.mark(problems)
        self.fields.focus_field(min((problem.field for problem in problems), key=list(CustomerField).index))

    def _warn(self, customers: tuple[Customer, ...]) -> None:
        self._known = customers[0] if customers else None
        if not customers:
            if self._warned:  # other words stay: they are not about the number
                self._notice.clear()
            self._warned = False
            return
        self._warned = True
        names = ", ".join(customer.name for customer in customers[:3])
        self._notice.say(
            self.tr("This number is known: {names}.").format(names=names), "warning", (self._open_button(),)
        )

    def _tell_clash(self, clash: Clash) -> None:
        self._known = clash.customers[0] if clash.customers else None
        taken = {
            CustomerField.PHONE: self.tr("This phone number is taken"),
            CustomerField.CODE: self.tr("This code is taken"),
            None: self.tr("This customer exists already"),
        }
        problem = taken.get(clash.field, taken[None])
        if self._known is None:
            self._notice.say(self.tr("{problem}: change it, or search for the customer.").format(problem=problem))
            return
        who = f"{self._known.name} {phone.spell(self._known.phone)}" if self._known.phone else self._known.name
        self._notice.say(
            self.tr("{problem}: {who} has it.").format(problem=problem, who=who), "danger", (self._open_button(),)
        )

    def _open_button(self) -> QPushButton:
        button = QPushButton(self.tr("Open  (Ctrl+O)"))
        button.clicked.connect(self.open_known)
        return button

    def _anew_button(self) -> QPushButton:
        button = QPushButton(self.tr("Start anew  (Ctrl+Shift+N)"))
        button.clicked.connect(self.start_anew)
        return button

    def _accepted(self, customer: Customer) -> None:
        self._prefilled = self.fields.form()  # nothing of it is unfinished any more
        self.saved.emit(customer)

    def _fail(self, error: PosError) -> None:
        self._notice.say(sentences.of_error(error))

    def _set_busy(self, busy: bool) -> None:
        self._save.setEnabled(not busy)
        self._save.setText(self.tr("Saving…") if busy else self.tr("Save  (Ctrl+Enter)"))
