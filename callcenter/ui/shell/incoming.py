"""Where a call leads: to the card, to the form or to the search."""

from __future__ import annotations

from PySide6.QtCore import QObject

from callcenter.desk.calls import Calls
from callcenter.model.capabilities import Capabilities
from callcenter.model.customer import Customer
from callcenter.replica.calls import LoggedCall
from callcenter.settings import Profile
from callcenter.ui.calls import words
from callcenter.ui.calls.log_dialog import CallLog
from callcenter.ui.calls.strip import CallStrip
from callcenter.ui.customers.search import SearchPane
from callcenter.ui.shell.side import Side


class Incoming(QObject):
    """Leads from the strip that rings and from the log of calls to who is calling."""

    def __init__(self, calls: Calls, strip: CallStrip, log: CallLog, side: Side, search: SearchPane) -> None:
        super().__init__(side)
        self._strip = strip
        self._log = log
        self._side = side
        self._search = search
        strip.popped.connect(side.pop)
        strip.opened.connect(side.open_customer)
        strip.new_wanted.connect(side.resume_form)
        strip.left.connect(search.focus)
        log.opened.connect(calls.identify)
        calls.known.connect(self._open_logged)

    def enter(self, profile: Profile, can: Capabilities) -> None:
        """Read and write numbers as people in this region do, and tell what this point of sale does."""
        self._strip.region = self._log.model.region = profile.region
        self._strip.told = words.Told(can=can, currency=profile.currency)

    def leave(self) -> None:
        """Show nothing of the brand any more."""
        self._log.leave()

    def _open_logged(self, logged: LoggedCall, customers: tuple[Customer, ...]) -> None:
        self._side.activateWindow()
        number = words.number(logged.number, self._strip.region) if logged.number is not None else ""
        if len(customers) == 1:
            self._side.open_customer(customers[0])
        elif customers:
            self._search.focus()
            self._search.field.setText(number)
        else:
            self._side.resume_form(number)
