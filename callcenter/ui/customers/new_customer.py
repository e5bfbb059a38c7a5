"""The new-customer form, in place of the card."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton

from callcenter.desk.form import Form
from callcenter.desk.intake import Clash, Intake
from callcenter.model import phone
from callcenter.model.customer import Customer, CustomerField, Group, NewCustomer
from callcenter.ui.customers.form_page import FormPage


class NewCustomerForm(FormPage):
    """Keeps what was typed whatever happens, until it is saved or started anew."""

    saved = Signal(Customer)
    existing_wanted = Signal(Customer)
    unfinished = Signal(str)
    """A form from before a crash is in the fields again; with the name in it."""

    def __init__(self, intake: Intake) -> None:
        super().__init__(QCoreApplication.translate("NewCustomerForm", "New customer"), intake.check)
        self.furnish()
        self._intake = intake
        self._known: Customer | None = None
        self._warning = ""
        """The sentence that warned last of a number that is known."""
        self._prefilled = self.fields.form()
        self.fields.edited.connect(self._typed)
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

    def save(self) -> None:
        """Send the form."""
        self._touched = set(CustomerField)
        if not self._warns:  # whose number it is stays in sight: the form may come back to be mended
            self._notice.clear()
        self._intake.save(self.fields.form())

    def open_known(self) -> None:
        """Open the customer who has the number instead of making another."""
        if self._known is not None:
            self.existing_wanted.emit(self._known)

    def set_choices(self, groups: tuple[Group, ...], fields: tuple[CustomerField, ...]) -> None:
        """Offer the groups and the fields that the point of sale has."""
        untouched = self.fields.form() == self._prefilled
        super().set_choices(groups, fields)
        if untouched:
            self._prefilled = self.fields.form()

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

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _warn(self, customers: tuple[Customer, ...]) -> None:
        self._known = customers[0] if customers else None
        if not customers:
            if self._warns:  # other words stay: they are not about the number
                self._notice.clear()
            return
        names = ", ".join(customer.name for customer in customers[:3])
        self._warning = self.tr("This number is known: {names}.").format(names=names)
        self._notice.say(self._warning, "warning", (self._open_button(),))

    @property
    def _warns(self) -> bool:
        return bool(self._warning) and self._notice.text == self._warning

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
