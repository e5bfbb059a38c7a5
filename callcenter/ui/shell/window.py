"""The main window: the sign-in form or the desk, the menus, the state at the foot."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from callcenter.desk.choices import Choices
from callcenter.model.order import Stage
from callcenter.pos.port import PointOfSale
from callcenter.settings import Profile
from callcenter.ui.calls.dialler import Dialler
from callcenter.ui.calls.phone_address import PhoneAddressDialog
from callcenter.ui.shell.actions import Actions
from callcenter.ui.shell.desk_page import DeskPage
from callcenter.ui.shell.key_map import KeyMap
from callcenter.ui.shell.notices import Notices
from callcenter.ui.shell.parts import Parts
from callcenter.ui.shell.remembered import remember, restore
from callcenter.ui.shell.sign_in import SignInPage
from callcenter.ui.shell.status_bar import StatusBar

SIZE = (1280, 800)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALWAYS = {"phone-address", "theme", "quit", "keys"}
"""Actions that work signed out."""
_OFFERED = {"sign-in"}
"""Actions that work while a notice offers them."""


class MainWindow(QMainWindow):
    """Routes the keys to the pages and tells how the session stands."""

    closing = Signal()
    theme_turned = Signal()

    def __init__(self, parts: Parts, memory: QSettings) -> None:
        super().__init__()
        self._session = parts.session
        self._offer = parts.offer
        self._calls = parts.calls
        self._phone_address = parts.phone_address
        self._memory = memory
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
        Dialler(parts.calling_out, self).told.connect(lambda sentence: self.status.showMessage(sentence, 8_000))
        self.notices = Notices(parts, self.desk.notice)
        self.notices.sign_in_wanted.connect(lambda: self._ask_to_sign_in(self._session.profile))
        self._connect_actions()
        self.actions_["sign-in"].setEnabled(False)
        self.notices.refused.connect(self.actions_["sign-in"].setEnabled)
        parts.session.opened.connect(self._enter)
        parts.session.closed.connect(self._leave)
        parts.session.form_wanted.connect(self._ask_to_sign_in)
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
        on("new-customer", desk.new_customer)
        on("start-anew", desk.side.start_anew)
        on("save", desk.side.save)
        on("open-known", desk.side.open_known)
        on("card", desk.card.setFocus)
        on("copy-phone", desk.copy_phone)
        on("call-number", desk.call_number)
        on("take-call", self._take_call)
        on("next-caller", desk.calls.choose_next)
        on("dismiss-call", self._calls.dismiss)
        on("call-log", desk.call_log.come)
        for name in ("take-call", "next-caller", "dismiss-call"):  # also while the log is in front
            desk.call_log.addAction(self.actions_[name])
        on("queue", desk.queue.focus)
        on("queue-find", desk.queue.find_orders)
        on("queue-venue", desk.queue.next_venue)
        on("queue-sort", desk.queue.turn_sorting)
        on("look-now", desk.look_now)
        on("outbox", desk.unsent.show_outbox)
        on("phone-address", lambda: PhoneAddressDialog(self._phone_address, self).show())
        on("theme", self.theme_turned.emit)
        on("sign-in", self.notices.sign_in_again)
        on("sign-out", self.notices.sign_out)
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
        pos.quota.changed.connect(self._tell_quota)
        self.desk.enter(self._session.profile, pos.capabilities)
        self._set_choices(self._offer.choices)
        self._pages.setCurrentWidget(self.desk)
        self._enable(signed_in=True)
        self.desk.search.focus()

    def _leave(self) -> None:
        self.desk.leave()
        self.status.set_place("")
        self.status.set_quota(None, None)
        self.status.set_customers(None)
        self._enable(signed_in=False)

    def _ask_to_sign_in(self, profile: Profile | None) -> None:
        self._pages.setCurrentWidget(self.sign_in)
        self.sign_in.show_profile(profile)

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
            if act.name not in _OFFERED:
                self.actions_[act.name].setEnabled(signed_in or act.name in _ALWAYS)
