"""The way from one profile to another: through the chooser or a form to sign in with, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from callcenter.settings import Profile
from callcenter.ui.shell.parts import Parts
from callcenter.ui.shell.window import MainWindow

if TYPE_CHECKING:  # loaded when it is wanted: the desk is to be there at once
    from callcenter.ui.shell.profiles import ProfileChooser


class Switching(QObject):
    """Leads between desk, chooser and form; holds no rule of the business."""

    def __init__(self, window: MainWindow, parts: Parts) -> None:
        super().__init__(window)
        self._window = window
        self._profiles = parts.profiles
        self._session = parts.session
        self.chooser: ProfileChooser | None = None
        window.sign_in.back_wanted.connect(self.go_back)
        parts.profiles.listed.connect(lambda _rows: self._offer_back())
        parts.session.closed.connect(self._offer_back)

    def choose(self) -> None:
        """Show the profiles there are."""
        if self.chooser is None:
            from callcenter.ui.shell.profiles import ProfileChooser  # noqa: PLC0415 - see above

            self.chooser = ProfileChooser(self._profiles, self._window)
            self.chooser.went.connect(self._show_desk)
            self.chooser.new_wanted.connect(self._begin_new)
        self.chooser.come()

    def ask_to_sign_in(self, profile: Profile | None) -> None:
        """Show the form, filled with what is known."""
        self._window.show_page(self._window.sign_in)
        self._window.sign_in.show_profile(profile)
        self._offer_back()

    def go_back(self) -> None:
        """Leave the form for the profile that was in use before it."""
        profile = self._profiles.way_back
        if profile is not None and self._profiles.switch(profile.key) is None:
            self._show_desk()

    def _begin_new(self) -> None:
        self._window.show_page(self._window.sign_in)
        self._window.sign_in.begin_new()
        self._offer_back()

    def _show_desk(self) -> None:
        self._window.show_page(self._window.desk)
        self._window.desk.search.focus()

    def _offer_back(self) -> None:
        self._window.sign_in.offer_back(self._profiles.way_back)
