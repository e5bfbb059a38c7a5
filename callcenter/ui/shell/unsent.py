"""What became of a form after it was saved, or left unfinished: told above the desk, with the way to go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from callcenter.desk.dispatch import Dispatch, Settled
from callcenter.desk.find import Find
from callcenter.replica.outbox import Act, Entry, State
from callcenter.ui import sentences
from callcenter.ui.customers.new_customer import NewCustomerForm
from callcenter.ui.outbox import words
from callcenter.ui.outbox.dialog import OutboxDialog
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.side import Side


class Unsent(QObject):
    """Leads from the outbox and from a draft back to the form, and from the point of sale's word to card and search."""

    def __init__(
        self,
        dispatch: Dispatch,
        find: Find,
        *,
        notice: Notice,
        side: Side,
        form: NewCustomerForm,
        told: Sequence[Callable[[Entry], bool]],
    ) -> None:
        """``told`` say of a row whether a page in sight shows what becomes of it."""
        super().__init__(side)
        self._told = told
        self._asked: tuple[int, str] | None = None
        """The row the agent was asked about last, and the sentence."""
        self._dispatch = dispatch
        self._find = find
        self._notice = notice
        self._side = side
        self._form = form
        form.unfinished.connect(self._offer_draft)
        dispatch.settled.connect(self._settled)
        dispatch.uncertain.connect(self._ask)
        dispatch.changed.connect(self._follow)

    def show_outbox(self) -> None:
        """Show what waits to be sent."""
        dialog = OutboxDialog(self._dispatch, self._side)
        dialog.mend_wanted.connect(self._side.mend)
        dialog.show()

    def _settled(self, settled: Settled) -> None:
        """Put the point of sale's word in the place of the pending customer; tell what it refused."""
        if settled.customer is not None:
            self._side.replace_pending(settled.entry.subject, settled.customer)
            self._side.take(settled.customer)
            self._find.again()
            return
        form = settled.entry.act in {Act.CREATE_CUSTOMER, Act.UPDATE_CUSTOMER}
        if settled.error is not None and not self._tells_itself(settled.entry):
            button = QPushButton(self.tr("Mend") if form else self.tr("Show  (Ctrl+Shift+O)"))
            button.clicked.connect(self._notice.clear)
            button.clicked.connect(partial(self._side.mend, settled.entry) if form else self.show_outbox)
            sentence = self.tr("{name} could not be sent. {reason}")
            reason = sentences.of_error(settled.error) if form else words.reason(settled.entry, None)
            self._notice.say(sentence.format(name=self._name(settled.entry), reason=reason), "danger", (button,))

    def _tells_itself(self, entry: Entry) -> bool:
        """Whether the page of a row is in sight, and shows what was refused."""
        if entry.act is Act.CREATE_CUSTOMER:
            return self._form.busy
        return any(tells(entry) for tells in self._told)

    def _ask(self, entry: Entry) -> None:
        """Tell of a row that may have arrived: only the agent can say."""
        button = QPushButton(self.tr("Show  (Ctrl+Shift+O)"))
        button.clicked.connect(self._notice.clear)
        button.clicked.connect(self.show_outbox)
        sentence = self.tr("{name} may or may not have arrived: have a look and choose.")
        self._asked = (entry.id, sentence.format(name=self._name(entry)))
        self._notice.say(self._asked[1], "warning", (button,))

    def _follow(self, entries: Sequence[Entry]) -> None:
        """Ask no more about a row that is made out."""
        if self._asked is None or self._asked[0] in {one.id for one in entries if one.state is State.UNCERTAIN}:
            return
        if self._notice.text == self._asked[1]:
            self._notice.clear()
        self._asked = None

    def _name(self, entry: Entry) -> str:
        """Return what a row is called: a customer by their name, all else by what is to be done and for whom."""
        about = self._dispatch.about(entry)
        what = words.act(entry, about)
        return about.name if entry.act is Act.CREATE_CUSTOMER else f"{what} · {about.name}" if about.name else what

    def _offer_draft(self, name: str) -> None:
        button = QPushButton(self.tr("Go on  (Ctrl+N)"))
        button.clicked.connect(self._notice.clear)
        button.clicked.connect(partial(self._side.new_customer, ""))
        self._notice.say(
            self.tr("The form for {name} was left unfinished.").format(name=name or "…"), "warning", (button,)
        )
