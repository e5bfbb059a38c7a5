"""What is told above the desk of session, keyring, settings and local files, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton

from callcenter.desk.connection import Link, State
from callcenter.desk.phone_address import Deaf
from callcenter.replica.errors import LocalFileError
from callcenter.settings import SettingsError
from callcenter.ui import sentences
from callcenter.ui.calls.phone_address import of_deaf
from callcenter.ui.orders import feed_words
from callcenter.ui.shell.notice import Notice
from callcenter.ui.shell.parts import Parts
from callcenter.vault import VaultError


class Notices(QObject):
    """Puts into words what went wrong around the desk; nothing is done without the agent's word."""

    sign_in_wanted = Signal()
    refused = Signal(bool)
    """Whether signing in again is offered."""

    def __init__(self, parts: Parts, notice: Notice) -> None:
        super().__init__(notice)
        self._session = parts.session
        self._files = parts.files
        self._dispatch = parts.dispatch
        self._notice = notice
        self._refused = False
        parts.session.opened.connect(self._signed_in)
        parts.session.keyring_failed.connect(self._tell_keyring)
        parts.session.settings_failed.connect(self._tell_settings)
        parts.files.replaced.connect(self._tell_replaced)
        parts.files.desk_file_failed.connect(self._tell_desk_file)
        parts.files.storage_full.connect(self._tell_full)
        self._phone_link = parts.phone_address.link
        parts.phone_address.failed.connect(self._tell_unreachable)
        parts.following.failed.connect(self._tell_unshared)
        parts.connection.changed.connect(self._follow)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def tell_deaf(self, reason: str) -> None:
        """Say that no call can reach this desk, and why."""
        self._tell(self.tr("Calls cannot reach this desk: {reason}").format(reason=reason))

    def sign_in_again(self) -> None:
        """Go to the sign-in form, where the point of sale refused the one at work."""
        if self._refused:
            self.sign_in_wanted.emit()

    def sign_out(self) -> None:
        """Sign out; where forms are not sent yet, ask in place what becomes of them."""
        unsent = self._dispatch.unsent
        if not unsent:
            self._session.sign_out()
            return
        choices = (
            (self.tr("Send now"), self._dispatch.send_now),
            (self.tr("Keep them and sign out"), partial(self._session.sign_out, keep_local=True)),
            (self.tr("Drop them and sign out"), self._session.sign_out),
            (self.tr("Stay"), self._notice.clear),
        )
        buttons = tuple(self._button(words, do) for words, do in choices)
        self._notice.say(self.tr("%n form(s) are not sent yet.", "", unsent), "warning", buttons)
        buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- the session ------------------------------------------------------------------------------------------------

    def _signed_in(self, _pos: object, _venue_id: str | None) -> None:
        self._take_back()

    def _follow(self, state: State) -> None:
        """Where the sign-in was refused in the middle of work, nothing is taken away; signing in again is offered."""
        if state.link is Link.SIGNED_OUT and state.reason is not None and self._session.signed_in:
            button = QPushButton(self.tr("Sign in again  (Ctrl+Shift+I)"))
            button.clicked.connect(self.sign_in_wanted)
            self._notice.say(sentences.of_error(state.reason), "danger", (button,))
            self._offer_signing_in(offered=True)
        elif state.link is Link.LIVE:
            self._take_back()

    def _take_back(self) -> None:
        """Take back what was said of signing in."""
        if self._refused:
            self._offer_signing_in(offered=False)
            self._notice.clear()

    def _offer_signing_in(self, *, offered: bool) -> None:
        self._refused = offered
        self.refused.emit(offered)

    def _tell_keyring(self, error: VaultError) -> None:
        self._tell(sentences.of_vault(error))

    def _tell_settings(self, error: SettingsError) -> None:
        self._tell(str(error))

    def _tell_unreachable(self, reason: Deaf) -> None:
        self._tell(of_deaf(reason, self._phone_link))

    # ---- the local files --------------------------------------------------------------------------------------------

    def _tell_replaced(self, _aside: object) -> None:
        self._tell(self.tr("The local copy could not be used: it was set aside and is being filled anew."))

    def _tell_full(self) -> None:
        self._tell(self.tr("There is no room on the disk: nothing can be kept on this computer."))

    def _tell_desk_file(self, failure: LocalFileError) -> None:
        """Nothing happens to a file that may hold unsent forms without the agent's word."""
        button = self._button(self.tr("Set it aside and begin anew"), partial(self._files.set_desk_file_aside, failure))
        self._notice.say(
            self.tr("This desk's own file cannot be read: forms in it may not have been sent."), "danger", (button,)
        )

    def _tell_unshared(self, code: str) -> None:
        self._tell(feed_words.of_code(code))

    def _tell(self, sentence: str) -> None:
        self._notice.say(sentence, "warning", (self._button(self.tr("Understood"), self._notice.clear),))

    def _button(self, words: str, do: Callable[[], object]) -> QPushButton:
        """Make a button that takes the notice back and does something."""
        button = QPushButton(words)
        button.clicked.connect(self._notice.clear)
        button.clicked.connect(lambda _checked=False: do())
        return button
