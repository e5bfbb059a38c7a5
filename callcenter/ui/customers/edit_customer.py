"""The form in which a customer who exists is changed, in place of the card."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton

from callcenter.desk.editing import Editing
from callcenter.desk.form import Form
from callcenter.desk.sheet import Collision, Edit
from callcenter.model.customer import CustomerField, Group
from callcenter.pos.errors import ChangedMeanwhile, PosError
from callcenter.replica.outbox import Act, Entry
from callcenter.ui import sentences
from callcenter.ui.customers.edit_conflict import EditConflict
from callcenter.ui.customers.form_page import FormPage


class EditForm(FormPage):
    """Shows what the use case holds: it is that which keeps what was typed."""

    opened = Signal()
    """A form is in the fields, and wants to be seen."""
    finished = Signal(str, object)
    """The customer's id, and the customer as they are now; None where the change waits to be sent."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(QCoreApplication.translate("EditForm", "Change the customer"), editing.check)
        self._editing = editing
        self._shows = False
        """Whether the fields are being written by the desk, not by the agent."""
        self._furnished = False
        self._choices: tuple[CustomerField, ...] = ()
        self._customer_id = ""
        editing.begun.connect(self._begin)
        editing.shown.connect(self._show_form)
        editing.met.connect(self._meet)
        editing.choice_wanted.connect(self._want_choice)
        editing.refused.connect(self._refuse)
        editing.failed.connect(self._fail)
        editing.full.connect(self._tell_full)
        editing.finished.connect(self.finished.emit)
        editing.busy_changed.connect(self._set_busy)

    def furnish(self) -> None:
        """Make what is on the page: it is wanted for the first time."""
        super().furnish()
        self._conflict = EditConflict(self.fields.names)
        self._column.insertWidget(self._column.indexOf(self.fields), self._conflict)
        self._conflict.chosen.connect(lambda field, mine: self._editing.choose(field, mine=mine))
        self.fields.edited.connect(self._typed)
        self.fields.set_choices((), self._choices)
        self._furnished = True

    # ---- what others ask --------------------------------------------------------------------------------------------

    def set_choices(self, groups: tuple[Group, ...], fields: tuple[CustomerField, ...]) -> None:
        """Offer the fields that the point of sale lets one change."""
        self._choices = fields
        if self._furnished:
            super().set_choices(groups, fields)

    def save(self) -> None:
        """Send what changed."""
        self._touched = set(CustomerField)
        self._notice.clear()
        self.fields.mark(())
        self._editing.type_in(self.fields.form())
        self._editing.save()

    def mend(self, entry: Entry) -> None:
        """Show a change that was refused after it was taken up."""
        self._editing.mend(entry)

    def sends(self, entry: Entry) -> bool:
        """Whether the form in sight is this row of the outbox: then it tells itself what becomes of it."""
        return entry.act is Act.UPDATE_CUSTOMER and self._editing.sends(entry.subject)

    def shows(self, customer_id: str) -> bool:
        """Whether a customer stands in the fields."""
        return self._customer_id == customer_id

    def clear(self) -> None:
        """Show nothing of the customer any more: the brand is left, or they are deleted."""
        self._customer_id = ""
        if not self._furnished:
            return
        self._title.setText(self.accessibleName())
        self._notice.clear()
        self._conflict.show_collisions(())
        self._show_form(Form())

    def leave(self) -> None:
        """Step back; what was typed stays, to be gone on with."""
        self._editing.leave()

    # ---- what the use case tells ------------------------------------------------------------------------------------

    def _begin(self, edit: Edit) -> None:
        if not self._furnished:
            self.furnish()
        self._customer_id = edit.customer.id
        self._touched.clear()
        self._notice.clear()
        self.fields.mark(())
        self._title.setText(self.tr("Change {name}").format(name=edit.customer.name))
        self._show_form(edit.form)
        if edit.reason:
            self._notice.say(sentences.of_code(edit.reason), "danger", (self._undo_button(),))
        elif edit.resumed:
            self._notice.say(self.tr("You left this form unfinished."), "warning", (self._undo_button(),))
        self.opened.emit()
        self.fields.focus_field(CustomerField.NAME)

    def _show_form(self, form: Form) -> None:
        self._shows = True
        try:
            self.fields.show_form(form)
        finally:
            self._shows = False

    def _typed(self, field: CustomerField) -> None:
        if self._shows:
            return
        form = self.fields.form()
        self._editing.type_in(form)
        if field in self._touched:
            self._judge(form)

    def _meet(self, collisions: tuple[Collision, ...]) -> None:
        known = not self._conflict.isHidden()
        self._conflict.show_collisions(collisions)
        if collisions and not known:
            self._notice.say(sentences.of_error(ChangedMeanwhile()), "warning")

    def _want_choice(self, field: CustomerField) -> None:
        self._notice.say(self.tr("Choose whose to keep, with Space and the arrows, then save again."), "warning")
        self._conflict.focus(field)

    def _fail(self, error: PosError) -> None:
        if isinstance(error, ChangedMeanwhile) and not self._conflict.isHidden():
            self._notice.say(sentences.of_error(error), "warning")
            self._conflict.focus_first()
        else:
            super()._fail(error)

    def _tell_full(self) -> None:
        self._notice.say(self.tr("There is no room on the disk: nothing can be kept on this computer."))

    def _undo_button(self) -> QPushButton:
        button = QPushButton(self.tr("&Undo the changes"))
        button.clicked.connect(self._notice.clear)
        button.clicked.connect(self._editing.undo)
        button.clicked.connect(self.take_focus)
        return button
