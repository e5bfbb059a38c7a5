"""What comes into the window behind its first picture: the pages, the bar at the foot, and where each action leads."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from callcenter.desk.choices import Choices
from callcenter.model.order import Stage
from callcenter.pos.port import PointOfSale
from callcenter.ui.calls.dialler import Dialler
from callcenter.ui.calls.phone_address import PhoneAddressDialog
from callcenter.ui.shell.desk_page import DeskPage
from callcenter.ui.shell.key_map import KeyMap
from callcenter.ui.shell.lacking import Lacking
from callcenter.ui.shell.looks import Looks
from callcenter.ui.shell.notices import Notices
from callcenter.ui.shell.parts import Parts
from callcenter.ui.shell.sign_in import SignInPage
from callcenter.ui.shell.status_bar import StatusBar
from callcenter.ui.shell.switching import Switching
from callcenter.ui.shell.window import MainWindow

TOLD_MS = 8_000
"""How long the bar at the foot tells what came of a call that was dialled."""


def furnish(window: MainWindow, parts: Parts) -> None:
    """Build what shows the parts, and put it in the place of the window's first picture."""
    desk = DeskPage(parts, window.field)
    window.furnish(
        sign_in=SignInPage(parts.session, parts.connection),
        desk=desk,
        status=StatusBar(parts.connection),
        notices=Notices(parts, desk.notice),
    )
    dialler = Dialler(parts.calling_out, window)
    dialler.told.connect(lambda sentence: window.status.showMessage(sentence, TOLD_MS))
    desk.changes.told.connect(lambda sentence: window.status.showMessage(sentence, TOLD_MS))
    desk.orders.told.connect(lambda sentence: window.status.showMessage(sentence, TOLD_MS))
    desk.redeeming.told.connect(lambda sentence: window.status.showMessage(sentence, TOLD_MS))
    desk.orders.wanted.connect(window.come_forward)
    parts.alerts.changed.connect(window.status.set_alerts)
    parts.queue.followed.connect(window.status.set_feed)
    parts.queue.fed.connect(lambda feed: None if feed is not None else window.status.set_feed(None))
    if not window.at_desk:
        window.sign_in.show_profile(None)  # the cursor waits in the first empty field
    lead_actions(window, parts)
    lead_looks(window, parts, dialler)
    switching = Switching(window, parts)
    window.actions_.on("profiles", switching.choose)
    Routes(window, parts, switching)


def lead_actions(window: MainWindow, parts: Parts) -> None:
    """Let every action of the table do what it says."""
    lacking, desk = _lacking(window, parts), window.desk
    on = lacking.on
    on("search", desk.search.focus)
    on("list-sort", desk.search.sort_by_next)
    on("list-turn", desk.search.turn_round)
    on("new-customer", desk.new_customer)
    on("start-anew", desk.side.start_anew)
    on("save", desk.side.save)
    on("open-known", desk.side.open_known)
    on("edit-customer", desk.changes.edit)
    on("delete-customer", desk.changes.delete)
    on("redeem", desk.redeeming.begin)
    on("card", desk.orders.open_customer)
    on("copy-phone", desk.copy_phone)
    on("call-number", desk.call_number)
    on("take-call", desk.calls.take_up)
    on("take-call", window.activateWindow)  # the key may have been pressed in the call log
    on("next-caller", desk.calls.choose_next)
    on("dismiss-call", parts.calls.dismiss)
    on("call-log", desk.call_log.come)
    for name in ("take-call", "next-caller", "dismiss-call"):  # also while the log is in front
        desk.call_log.addAction(window.actions_[name])
    on("queue", desk.queue.focus)
    on("queue-find", desk.queue.find_orders)
    on("queue-venue", desk.queue.next_venue)
    on("queue-sort", desk.queue.turn_sorting)
    on("customer-orders", desk.orders.open_next_of_customer)
    on("order-copy", desk.orders.copy)
    on("order-cancel", desk.orders.cancel)
    on("order-take-back", desk.changes.take_back)
    on("order-raw", desk.orders.turn_raw)
    on("take", desk.orders.take)
    on("quiet", desk.orders.turn_quiet)
    on("look-now", desk.look_now)
    on("outbox", desk.unsent.show_outbox)
    on("phone-address", lambda: PhoneAddressDialog(parts.phone_address, window).show())
    on("theme", window.theme_turned.emit)
    on("sign-in", window.notices.sign_in_again)
    on("sign-out", window.notices.sign_out)
    on("quit", window.close)
    on("keys", lambda: KeyMap(window.actions_, window, has=lacking.has).show())
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


def _lacking(window: MainWindow, parts: Parts) -> Lacking:
    return Lacking(parts.session, window.actions_, lambda sentence: window.status.showMessage(sentence, TOLD_MS))


def lead_looks(window: MainWindow, parts: Parts, dialler: Dialler) -> None:
    """Let the keys of the menu, the venues and the history show them; calls are answered in front of them too."""
    answering = tuple(window.actions_[name] for name in ("take-call", "next-caller", "dismiss-call"))
    window.looks = Looks(parts, window, dialler, answering)
    window.looks.opened.connect(window.desk.orders.open)
    window.looks.opened.connect(window.activateWindow)
    window.looks.told.connect(lambda sentence: window.status.showMessage(sentence, TOLD_MS))
    for name, show in (
        ("menu", window.looks.show_menu),
        ("venues", window.looks.show_venues),
        ("history", window.looks.show_history),
        ("account", window.looks.show_account),
    ):
        _lacking(window, parts).on(name, show)


class Routes(QObject):
    """Leads the session's coming and going to the pages, and the figures to the bar at the foot."""

    def __init__(self, window: MainWindow, parts: Parts, switching: Switching) -> None:
        super().__init__(window)
        self._window = window
        self._ask_to_sign_in = switching.ask_to_sign_in
        self._session = parts.session
        self._offer = parts.offer
        self._dispatch = parts.dispatch
        parts.session.opened.connect(self._enter)
        parts.session.closed.connect(self._leave)
        parts.session.form_wanted.connect(self._ask_to_sign_in)
        parts.session.named.connect(self._tell_place)
        parts.offer.changed.connect(self._set_choices)
        parts.sync.progressed.connect(window.status.set_customers)
        parts.dispatch.changed.connect(self._tell_unsent)
        window.notices.sign_in_wanted.connect(self._ask_to_sign_in_again)
        window.notices.refused.connect(window.actions_["sign-in"].setEnabled)

    def _enter(self, pos: PointOfSale, _venue_id: str | None) -> None:
        if self._session.profile is None:
            return
        pos.quota.changed.connect(self._tell_quota)
        self._window.show_page(self._window.desk)
        self._window.actions_.enable(signed_in=True)
        self._window.status.make_room(quota=pos.capabilities.quota)
        self._window.desk.enter(self._session.profile, pos.capabilities)
        self._set_choices(self._offer.choices)

    def _leave(self) -> None:
        window = self._window
        window.desk.leave()
        window.setWindowTitle(self.tr("callcenter"))
        window.status.clearMessage()
        window.status.set_place("")
        window.status.set_quota(None, None)
        window.status.set_customers(None)
        window.actions_.enable(signed_in=False)

    def _ask_to_sign_in_again(self) -> None:
        self._ask_to_sign_in(self._session.profile)

    def _set_choices(self, choices: Choices) -> None:
        session = self._session
        if not session.signed_in or session.profile is None:
            return
        self._window.desk.set_choices(choices, session.pos.capabilities, session.profile, session.settings)
        self._tell_place()

    def _tell_place(self) -> None:
        """Tell the brand, and the venue or the person that signed in."""
        session = self._session
        if session.profile is not None:
            venues = (each.name for each in self._offer.choices.venues if each.id == session.profile.venue_id)
            parts = (session.profile.name, next(venues, session.user))
            self._window.status.set_place(" · ".join(filter(None, parts)))
            self._window.setWindowTitle(self.tr("{profile} – callcenter").format(profile=session.profile.name))

    def _tell_unsent(self, _entries: object) -> None:
        self._window.status.set_unsent(self._dispatch.unsent)

    def _tell_quota(self) -> None:
        if self._session.signed_in:
            quota = self._session.pos.quota
            self._window.status.set_quota(quota.remaining, quota.limit)
