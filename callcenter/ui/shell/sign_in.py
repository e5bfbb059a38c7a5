"""The sign-in form: the fields that the point of sale asks for."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from callcenter import settings
from callcenter.desk.connection import Connection, Link, State
from callcenter.desk.session import Session
from callcenter.pos.errors import PosError
from callcenter.pos.systems import SYSTEMS, System
from callcenter.settings import FieldError, Profile, SettingsError
from callcenter.ui import sentences
from callcenter.ui.shell.notice import Notice
from callcenter.vault import Secret, VaultError

WIDTH = 460
_COMMON = ("base_url", "region", "currency")
"""What every point of sale's profile has besides its own fields."""


class SignInPage(QWidget):
    """Nothing typed is lost by a refusal; the secret field is never filled by the program."""

    def __init__(self, session: Session, connection: Connection) -> None:
        super().__init__()
        self._session = session
        self._profile: Profile | None = None
        self._build()
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
            at = next((i for i, system in enumerate(SYSTEMS) if system.key == profile.pos), 0)
            self._systems.setCurrentIndex(at)
            for name, box in self._boxes.items():
                if hasattr(profile, name):
                    box.setText(getattr(profile, name))
        else:
            self._choose_system()
        self._boxes["client_secret"].clear()
        empty = next((box for box in self._boxes.values() if not box.text() and box.isVisibleTo(self)), None)
        (empty or self._submit).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def message(self) -> str:
        """What the form tells above its fields."""
        return self._notice.text

    def fill(self, values: dict[str, str]) -> None:
        """Put text into fields, as typing does."""
        for name, value in values.items():
            self._boxes[name].setText(value)

    def submit(self) -> None:
        """Sign in with what the form holds."""
        if (accepted := self._accepted()) is not None:
            self._session.sign_in(*accepted)

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
        self._boxes["client_secret"].setEchoMode(QLineEdit.EchoMode.Password)
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
        heading, hint = (
            QLabel(self.tr("Sign in")),
            QLabel(self.tr("The secret is kept in this computer's keyring and nowhere else.")),
        )
        heading.setProperty("role", "title")
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
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
        form = QWidget()
        form.setFixedWidth(WIDTH)
        column = QVBoxLayout(form)
        column.setSpacing(10)
        for part in (heading, hint, self._notice):
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
            "base_url": self.tr("Server &address"),
            "region": self.tr("&Region of phones"),
            "currency": self.tr("Curre&ncy"),
        }

    # ---- acting -----------------------------------------------------------------------------------------------------

    def _test(self) -> None:
        if (accepted := self._accepted()) is not None:
            self._notice.say(self.tr("Asking the server…"), "warning")
            self._session.test(*accepted)

    def _accepted(self) -> tuple[Profile, Secret] | None:
        """Return what the form holds, or mark what is wrong with it."""
        self._notice.clear()
        given = {name: box.text() for name, box in self._boxes.items() if hasattr(Profile, name)}
        brand = given.get("brand", "").strip() or self._system.name
        taken = [each.key for each in self._session.settings.profiles]
        if self._profile is not None:  # what the form does not show stays as it was
            profile = dataclasses.replace(self._profile, pos=self._system.key, **given)
        else:
            profile = Profile(key=settings.new_key(brand, taken), name=brand, pos=self._system.key, **given)
        wrong = {error.field: error for error in settings.problems(profile)}
        secret = self._boxes["client_secret"].text()
        if not secret:
            wrong["client_secret"] = FieldError("client_secret", "empty", "")
        self._mark(wrong)
        if wrong:
            return None
        return settings.check_profile(dataclasses.replace(profile)), Secret(secret)

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
