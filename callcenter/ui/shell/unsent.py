"""What became of a form after it was saved, or left unfinished: told above the desk, with the way to go on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from callcenter.desk.dispatch import Dispatch, Settled
from callcenter.desk.find import Find
from callcenter.model.customer import NewCustomer
from callcenter.ui import sentences
from callcenter.ui.customers.new_customer import NewCustomerForm
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.outbox import OutboxDialog
from callcenter.ui.shell.side import Side


class Unsent(QObject):
    """Leads from the outbox and from a draft back to the form, and from the point of sale's word to card and search."""

    def __init__(self, dispatch: Dispatch, find: Find, *, notice: Notice, side: Side, form: NewCustomerForm) -> None:
        super().__init__(side)
        self._dispatch = dispatch
        self._find = find
        self._notice = notice
        self._side = side
        self._form = form
        form.unfinished.connect(self._offer_draft)
        dispatch.settled.connect(self._settled)

    def show_outbox(self) -> None:
        """Show what waits to be sent."""
        dialog = OutboxDialog(self._dispatch, self._side)
        dialog.mend_wanted.connect(self._side.mend)
        dialog.show()

    def _settled(self, settled: Settled) -> None:
        """Put the point of sale's word in the place of the pending customer; tell what it refused."""
        if settled.customer is not None:
            self._side.replace_pending(settled.entry.subject, settled.customer)
            self._find.again()
        elif settled.error is not None and not self._form.busy:
            button = QPushButton(self.tr("Mend"))
            button.clicked.connect(self._notice.clear)
            button.clicked.connect(partial(self._side.mend, settled.entry))
            name = settled.entry.read(NewCustomer).name
            words = self.tr("{name} could not be sent. {reason}")
            reason = sentences.of_error(settled.error)
            self._notice.say(words.format(name=name, reason=reason), "danger", (button,))

    def _offer_draft(self, name: str) -> None:
        button = QPushButton(self.tr("Go on  (Ctrl+N)"))
        button.clicked.connect(self._notice.clear)
        button.clicked.connect(partial(self._side.new_customer, ""))
        self._notice.say(
            self.tr("The form for {name} was left unfinished.").format(name=name or "…"), "warning", (button,)
        )
