"""The sign-in form: the fields that the point of sale asks for."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from callcenter import settings
from callcenter.desk.connection import Connection, Link, State
from callcenter.desk.session import Session
from callcenter.pos.errors import PosError
from callcenter.pos.systems import SYSTEMS, System, system_of
from callcenter.settings import FieldError, Profile, SettingsError
from callcenter.ui import sentences
from callcenter.ui.shell.notice import Notice
from callcenter.vault import OriginError, Secret, VaultError, origin_of

WIDTH = 460
_COMMON = ("base_url", "region", "currency", "name")
"""What every point of sale's profile has besides its own fields."""


_ACCOUNT = ("brand", "email")
"""Whose customers they are."""


class SignInPage(QWidget):
    """Nothing typed is lost by a refusal; the secret field is never filled by the program."""

    back_wanted = Signal()
    """The agent goes back to the profile that was in use before the form."""

    def __init__(self, session: Session, connection: Connection) -> None:
        super().__init__()
        self._session = session
        self._profile: Profile | None = None
        self._build()
        session.opened.connect(self._forget_secrets)
        session.refused.connect(self._refuse)
        session.tested.connect(self._tell_tested)
        session.keyring_failed.connect(self._tell_keyring)
        session.settings_failed.connect(self._tell_settings)
        connection.changed.connect(self._follow)

    # ---- what others ask --------------------------------------------------------------------------------------------

    def show_profile(self, profile: Profile | None) -> None:
        """Fill the form with what is known, and take the focus where something is missing."""
        self._profile = profile
        if profile is not None:
            self._systems.setCurrentIndex(SYSTEMS.index(system_of(profile)))
            for name, box in self._boxes.items():
                if hasattr(profile, name):
                    box.setText(getattr(profile, name))
        else:
            self._choose_system()
        self._forget_secrets()
        empty = next((box for box in self._boxes.values() if not box.text() and box.isVisibleTo(self)), None)
        (empty or self._submit).setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_new(self) -> None:
        """Empty the form for a profile that is not set up yet."""
        self._notice.clear()
        self._mark({})
        for box in self._boxes.values():
            box.setText("")
        self.show_profile(None)

    def offer_back(self, profile: Profile | None) -> None:
        """Offer the way back to a profile that is set up; to none."""
        self._back.setVisible(profile is not None)
        self._back.setText(self.tr("Back to {name}  (Esc)").format(name=profile.name) if profile is not None else "")

    @property
    def message(self) -> str:
        """What the form tells above its fields."""
        return self._notice.text

    def choose_system(self, key: str) -> None:
        """Ask for what this point of sale needs."""
        self._systems.setCurrentIndex([one.key for one in SYSTEMS].index(key))

    def fill(self, values: dict[str, str]) -> None:
        """Put text into fields, as typing does."""
        for name, value in values.items():
            self._boxes[name].setText(value)

    def submit(self) -> None:
        """Sign in with what the form holds."""
        if (accepted := self._accepted()) is not None:
            self._session.sign_in(*accepted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc, where there is a way."""
        if event.key() == Qt.Key.Key_Escape and not self._back.isHidden():
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hold no secret that was typed and not sent: the agent went back."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._forget_secrets()

    # ---- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        names = self._field_names()
        self._systems = QComboBox()
        self._systems.setAccessibleName(self.tr("Point of sale"))
        for system in SYSTEMS:
            self._systems.addItem(system.name)
        self._systems.currentIndexChanged.connect(self._choose_system)
        own = dict.fromkeys(field.name for system in SYSTEMS for field in system.fields)
        self._boxes = {name: QLineEdit() for name in (*own, *_COMMON)}
        for system in SYSTEMS:
            self._boxes[system.secret_field].setEchoMode(QLineEdit.EchoMode.Password)
        self._titles: dict[str, QLabel] = {}
        self._wrongs: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        title = QLabel(self.tr("&Point of sale"))
        title.setBuddy(self._systems)
        grid.addWidget(title, 0, 0)
        grid.addWidget(self._systems, 0, 1)
        for at, (name, box) in enumerate(self._boxes.items(), start=1):
            title, wrong = QLabel(names[name]), QLabel()
            title.setBuddy(box)
            box.setAccessibleName(names[name].replace("&", ""))
            box.returnPressed.connect(self.submit)
            wrong.setProperty("role", "wrong")
            wrong.setWordWrap(True)
            wrong.hide()
            grid.addWidget(title, at * 2, 0)
            grid.addWidget(box, at * 2, 1)
            grid.addWidget(wrong, at * 2 + 1, 1)
            self._titles[name], self._wrongs[name] = title, wrong
        self._lay_out(grid)
        self._choose_system()

    def _lay_out(self, grid: QGridLayout) -> None:
        heading, self._hint = QLabel(self.tr("Sign in")), QLabel()
        heading.setProperty("role", "title")
        self._hint.setProperty("role", "muted")
        self._hint.setWordWrap(True)
        self._notice = Notice()
        self._submit = QPushButton(self.tr("Sign in"))
        self._submit.setProperty("kind", "main")
        self._submit.clicked.connect(self.submit)
        self._tester = QPushButton(self.tr("Test the connection"))
        self._tester.clicked.connect(self._test)
        buttons = QHBoxLayout()
        buttons.addWidget(self._submit)
        buttons.addWidget(self._tester)
        buttons.addStretch(1)
        self._back = QPushButton()
        self._back.clicked.connect(self.back_wanted)
        self._back.hide()
        buttons.addWidget(self._back)
        form = QWidget()
        form.setFixedWidth(WIDTH)
        column = QVBoxLayout(form)
        column.setSpacing(10)
        for part in (heading, self._hint, self._notice):
            column.addWidget(part)
        column.addLayout(grid)
        column.addLayout(buttons)
        across = QHBoxLayout()  # an alignment would do, but lets no sentence have the lines it needs
        across.addStretch(1)
        across.addWidget(form)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(2)

    def _choose_system(self) -> None:
        system = self._system
        asked = {field.name for field in system.fields} | set(_COMMON)
        for name, box in self._boxes.items():
            box.setVisible(name in asked)
            self._titles[name].setVisible(name in asked)
            self._wrongs[name].setVisible(name in asked and bool(self._wrongs[name].text()))
        self._hint.setText(
            self.tr("The secret is kept in this computer's keyring and nowhere else.")
            if system.keeps_secret
            else self.tr("The password is not kept; only the sign-in it gives, in this computer's keyring.")
        )
        known = {each.base_url for each in SYSTEMS} | {""}
        if self._boxes["base_url"].text() in known:
            self._boxes["base_url"].setText(system.base_url)
        for name, usual in (("region", "AZ"), ("currency", "AZN")):
            if not self._boxes[name].text():
                self._boxes[name].setText(usual)

    @property
    def _system(self) -> System:
        return SYSTEMS[max(0, self._systems.currentIndex())]

    def _field_names(self) -> dict[str, str]:
        return {
            "brand": self.tr("&Brand"),
            "client_id": self.tr("C&lient id"),
            "client_secret": self.tr("Client &secret"),
            "integrator_id": self.tr("&Integrator id"),
            "venue_id": self.tr("&Venue id (optional)"),
            "email": self.tr("&E-mail"),
            "password": self.tr("Pass&word"),
            "base_url": self.tr("Server &address"),
            "region": self.tr("&Region of phones"),
            "currency": self.tr("Curre&ncy"),
            "name": self.tr("Na&me of this profile (optional)"),
        }

    # ---- acting -----------------------------------------------------------------------------------------------------

    def _test(self) -> None:
        if (accepted := self._accepted()) is not None:
            self._notice.say(self.tr("Asking the server…"), "warning")
            self._session.test(*accepted)

    def _accepted(self) -> tuple[Profile, Secret] | None:
        """Return what the form holds, or mark what is wrong with it."""
        self._notice.clear()
        profile, name = self._given(), self._system.secret_field
        wrong = {error.field: error for error in settings.problems(profile)}
        secret = self._boxes[name].text()
        if not secret:
            wrong[name] = FieldError(name, "empty", "")
        self._mark(wrong)
        return None if wrong else (settings.check_profile(profile), Secret(secret))

    def _given(self) -> Profile:
        """Return the profile that the form holds: the one shown, or a new one where it is another account's."""
        system = self._system
        asked = [field.name for field in system.fields if not field.secret]
        given = {name: self._boxes[name].text().strip() for name in (*asked, *_COMMON)}
        known = self._shown_or_set_up(given, asked)
        given["name"] = given["name"] or (known.name if known is not None else given.get("brand") or system.name)
        if known is not None:
            return dataclasses.replace(known, **given)  # what the form does not show stays as it was
        taken = [each.key for each in self._session.settings.profiles]
        return Profile(key=settings.new_key(given["name"], taken), pos=system.key, **given)

    def _shown_or_set_up(self, given: dict[str, str], asked: list[str]) -> Profile | None:
        """Return the profile in the form, if it is still that account's; else one that signs in to the very same."""
        shown, pos = self._profile, self._system.key
        if shown is not None and shown.pos == pos and _same(shown, given, _ACCOUNT):
            return shown
        set_up = (each for each in self._session.settings.profiles if each.pos == pos)
        return next((each for each in set_up if _same(each, given, asked)), None)

    def _forget_secrets(self) -> None:
        """Hold no secret that was typed: also not in what a box could take back."""
        for system in SYSTEMS:
            self._boxes[system.secret_field].setText("")

    def _mark(self, wrong: dict[str, FieldError]) -> None:
        for name, label in self._wrongs.items():
            error = wrong.get(name)
            label.setText(sentences.of_field(error) if error else "")
            label.setVisible(error is not None)
            self._boxes[name].setAccessibleDescription(label.text())
            self._boxes[name].setProperty("wrong", error is not None)
            self._boxes[name].style().polish(self._boxes[name])
        if first := next((name for name in self._boxes if name in wrong), None):
            self._boxes[first].setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- answers ----------------------------------------------------------------------------------------------------

    def _refuse(self, error: PosError) -> None:
        self._notice.say(sentences.of_error(error))

    def _tell_tested(self) -> None:
        self._notice.say(self.tr("The connection works: you can sign in."), "good")

    def _tell_keyring(self, error: VaultError) -> None:
        self._notice.say(sentences.of_vault(error), "warning")

    def _tell_settings(self, error: SettingsError) -> None:
        self._notice.say(str(error), "warning")

    def _follow(self, state: State) -> None:
        waiting = state.link is Link.CONNECTING
        self._submit.setEnabled(not waiting)
        self._submit.setText(self.tr("Signing in…") if waiting else self.tr("Sign in"))


def _same(profile: Profile, given: dict[str, str], names: Collection[str]) -> bool:
    """Whether a form names the server and these values of a profile: its local files lie under the profile's key."""
    try:
        same = origin_of(profile.base_url) == origin_of(given["base_url"])
    except OriginError:  # told as the field's fault
        return False
    return same and all(given[name] == getattr(profile, name) for name in names if name in given)
