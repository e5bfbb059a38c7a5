"""The main window: the sign-in form or the desk, the menus, the state at the foot."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QPushButton, QStackedWidget

from callcenter.desk.choices import Choices
from callcenter.desk.connection import Link, State
from callcenter.model.order import Stage
from callcenter.pos.port import PointOfSale
from callcenter.replica.errors import LocalFileError
from callcenter.settings import Profile, SettingsError
from callcenter.ui import sentences
from callcenter.ui.shell.actions import Actions
from callcenter.ui.shell.desk_page import DeskPage, Parts
from callcenter.ui.shell.key_map import KeyMap
from callcenter.ui.shell.remembered import remember, restore
from callcenter.ui.shell.sign_in import SignInPage
from callcenter.ui.shell.status_bar import StatusBar
from callcenter.vault import VaultError

SIZE = (1280, 800)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALWAYS = {"theme", "quit", "keys"}
"""Actions that work signed out."""


class MainWindow(QMainWindow):
    """Routes the keys to the pages and tells how the session stands."""

    closing = Signal()
    theme_turned = Signal()

    def __init__(self, parts: Parts, memory: QSettings) -> None:
        super().__init__()
        self._session = parts.session
        self._offer = parts.offer
        self._calls = parts.calls
        self._memory = memory
        self._refused = False
        self.setWindowTitle(self.tr("callcenter"))
        self.resize(*SIZE)
        self.actions_ = Actions(self)
        self.actions_.fill_menus(self)
        self.sign_in = SignInPage(parts.session, parts.connection)
        self.desk = DeskPage(parts)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.sign_in)
        self._pages.addWidget(self.desk)
        self.setCentralWidget(self._pages)
        self.status = StatusBar(parts.connection)
        self.setStatusBar(self.status)
        self._connect_actions()
        parts.session.opened.connect(self._enter)
        parts.session.closed.connect(self._leave)
        parts.session.form_wanted.connect(self._ask_to_sign_in)
        parts.session.keyring_failed.connect(self._tell_keyring)
        parts.session.settings_failed.connect(self._tell_settings)
        self._files = parts.files
        parts.files.replaced.connect(self._tell_replaced)
        parts.files.desk_file_failed.connect(self._tell_desk_file)
        parts.files.storage_full.connect(self._tell_full)
        parts.connection.changed.connect(self._follow)
        parts.offer.changed.connect(self._set_choices)
        parts.sync.progressed.connect(self.status.set_customers)
        self._dispatch = parts.dispatch
        parts.dispatch.changed.connect(self._tell_unsent)
        self._enable(signed_in=False)
        restore(memory, {"geometry": self.restoreGeometry})
        self.desk.restore(memory)

    def _connect_actions(self) -> None:
        on, desk = self.actions_.on, self.desk
        on("search", desk.search.focus)
        on("new-customer", lambda: desk.new_customer(desk.search.field.text()))
        on("start-anew", desk.start_anew)
        on("save", desk.save)
        on("open-known", desk.open_known)
        on("card", desk.card.setFocus)
        on("copy-phone", desk.copy_phone)
        on("take-call", self._take_call)
        on("next-caller", desk.calls.choose_next)
        on("dismiss-call", self._calls.dismiss)
        on("call-log", desk.call_log.come)
        for name in ("take-call", "next-caller", "dismiss-call"):  # also while the log is in front
            desk.call_log.addAction(self.actions_[name])
        on("queue", desk.queue.focus)
        on("look-now", desk.look_now)
        on("outbox", desk.show_outbox)
        on("theme", self.theme_turned.emit)
        on("sign-out", self._sign_out)
        on("quit", self.close)
        on("keys", lambda: KeyMap(self.actions_, self).show())
        tabs = {
            "tab-all": None,
            "tab-pending": Stage.PENDING,
            "tab-received": Stage.RECEIVED,
            "tab-delivered": Stage.DELIVERED,
            "tab-ignored": Stage.IGNORED,
            "tab-other": Stage.OTHER,
        }
        for name, stage in tabs.items():
            on(name, partial(desk.queue.show_stage, stage))

    # ---- what others ask --------------------------------------------------------------------------------------------

    def recolour(self) -> None:
        """Paint with the colours now in force."""
        self.status.refresh()

    def tell_bug(self) -> None:
        """Say that something went wrong in the program itself; work goes on."""
        self.status.showMessage(self.tr("Something went wrong in the program itself. It is in the log."), 15_000)

    def tell_deaf(self, reason: str) -> None:
        """Say that no call can reach this desk, and why."""
        self._tell(self.tr("Calls cannot reach this desk: {reason}").format(reason=reason))

    def come_forward(self) -> None:
        """Come before all other windows: the agent started the desk again."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand what is typed outside a field to the search."""
        text = event.text()
        if self._session.signed_in and text and text.isprintable() and not event.modifiers() & _COMMANDS:
            self.desk.search.type_text(text)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the sizes and let the program end."""
        remember(self._memory, {"geometry": self.saveGeometry()})
        self.desk.remember(self._memory)
        self.closing.emit()
        event.accept()

    def _take_call(self) -> None:
        self.desk.calls.take_up()
        self.activateWindow()  # the key may have been pressed in the call log

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _enter(self, pos: PointOfSale, _venue_id: str | None) -> None:
        if self._session.profile is None:
            return
        self._take_notice_back()
        pos.quota.changed.connect(self._tell_quota)
        self.desk.enter(self._session.profile, pos.capabilities)
        self._set_choices(self._offer.choices)
        self._pages.setCurrentWidget(self.desk)
        self._enable(signed_in=True)
        self.desk.search.focus()

    def _take_notice_back(self) -> None:
        """Take back what the strip above the desk said of signing in."""
        if self._refused:
            self._refused = False
            self.desk.notice.clear()

    def _leave(self) -> None:
        self.desk.leave()
        self.status.set_place("")
        self.status.set_quota(None, None)
        self.status.set_customers(None)
        self._enable(signed_in=False)

    def _ask_to_sign_in(self, profile: Profile | None) -> None:
        self._pages.setCurrentWidget(self.sign_in)
        self.sign_in.show_profile(profile)

    def _follow(self, state: State) -> None:
        """Where the sign-in was refused in the middle of work, nothing is taken away; signing in again is offered."""
        if state.link is Link.SIGNED_OUT and state.reason is not None and self._session.signed_in:
            button = QPushButton(self.tr("Sign in again"))
            button.clicked.connect(lambda: self._ask_to_sign_in(self._session.profile))
            self.desk.notice.say(sentences.of_error(state.reason), "danger", (button,))
            self._refused = True
        elif state.link is Link.LIVE:
            self._take_notice_back()

    def _sign_out(self) -> None:
        """Sign out; where forms are not sent yet, ask in place what becomes of them."""
        unsent = self._dispatch.unsent
        if not unsent:
            self._session.sign_out()
            return
        choices = (
            (self.tr("Send now"), self._dispatch.send_now),
            (self.tr("Keep them and sign out"), partial(self._session.sign_out, keep_local=True)),
            (self.tr("Drop them and sign out"), self._session.sign_out),
            (self.tr("Stay"), self.desk.notice.clear),
        )
        buttons = []
        for words, do in choices:
            button = QPushButton(words)
            button.clicked.connect(self.desk.notice.clear)
            button.clicked.connect(lambda _checked=False, do=do: do())
            buttons.append(button)
        self.desk.notice.say(self.tr("%n form(s) are not sent yet.", "", unsent), "warning", tuple(buttons))
        buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_replaced(self, _aside: object) -> None:
        self._tell(self.tr("The local copy could not be used: it was set aside and is being filled anew."))

    def _tell_full(self) -> None:
        self._tell(self.tr("There is no room on the disk: nothing can be kept on this computer."))

    def _tell_desk_file(self, failure: LocalFileError) -> None:
        """Nothing happens to a file that may hold unsent forms without the agent's word."""
        button = QPushButton(self.tr("Set it aside and begin anew"))
        button.clicked.connect(self.desk.notice.clear)
        button.clicked.connect(lambda: self._files.set_desk_file_aside(failure))
        self.desk.notice.say(
            self.tr("This desk's own file cannot be read: forms in it may not have been sent."), "danger", (button,)
        )

    def _tell_keyring(self, error: VaultError) -> None:
        self._tell(sentences.of_vault(error))

    def _tell_settings(self, error: SettingsError) -> None:
        self._tell(str(error))

    def _tell(self, sentence: str) -> None:
        button = QPushButton(self.tr("Understood"))
        button.clicked.connect(self.desk.notice.clear)
        self.desk.notice.say(sentence, "warning", (button,))

    def _set_choices(self, choices: Choices) -> None:
        session = self._session
        if not session.signed_in or session.profile is None:
            return
        self.desk.set_choices(choices, session.pos.capabilities, session.profile, session.settings)
        venue = next((each.name for each in choices.venues if each.id == session.profile.venue_id), None)
        self.status.set_place(f"{session.profile.name} · {venue}" if venue else session.profile.name)

    def _tell_unsent(self, _entries: object) -> None:
        self.status.set_unsent(self._dispatch.unsent)

    def _tell_quota(self) -> None:
        if self._session.signed_in:
            quota = self._session.pos.quota
            self.status.set_quota(quota.remaining, quota.limit)

    def _enable(self, *, signed_in: bool) -> None:
        for act in self.actions_.acts:
            self.actions_[act.name].setEnabled(signed_in or act.name in _ALWAYS)
