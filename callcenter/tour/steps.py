"""What a script does in the window: wait, type, press, take pictures."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from callcenter.app import Desk
from callcenter.demo import Demo
from callcenter.desk.connection import Link
from callcenter.feed.port import Way
from callcenter.model.customer import Customer
from callcenter.pos.systems import system_of
from callcenter.ui.shell import theme
from callcenter.ui.shell.parts import Parts

W = TypeVar("W", bound=QWidget)
PATIENCE = 15.0
"""Seconds a screen may take to show what the script waits for."""


class TourFailed(Exception):
    """A screen did not come; the text says which."""


class Steps:
    """A desk in its window, driven by a script."""

    def __init__(self, desk: Desk, demo: Demo, folder: Path) -> None:
        self.window = desk.window
        self.arrivals = desk.arrivals
        self.parts: Parts = desk.parts
        self.demo = demo
        self._folder = folder
        self._shots = 0

    # ---- what is seen ----------------------------------------------------------------------------------------------

    def link(self) -> Link:
        """Return how the link stands."""
        return self.parts.connection.state.link

    def feed_way(self) -> Way | None:
        """Return how the orders come; None while nothing is followed."""
        feed = self.parts.queue.feed
        return feed.state.way if feed is not None else None

    def fields(self) -> dict[str, str]:
        """Return what the sign-in form is filled with."""
        return fields_of(self.demo)

    def found(self, name: str) -> bool:
        """Whether the search has found somebody of this name."""
        search = self.window.desk.search
        return search.settled and any(name in customer.name for customer in search.model.customers)

    def found_nobody(self) -> bool:
        """Whether the search has found nobody."""
        search = self.window.desk.search
        return search.settled and not search.model.customers

    def card(self) -> Customer:
        """Return whose card is open. Raises TourFailed where none is."""
        customer = self.parts.card.customer
        if customer is None:
            raise TourFailed("no card is open")
        return customer

    def customer_id(self) -> str:
        """Return the id of whose card is open. Raises TourFailed where none is."""
        return self.card().id

    def foot(self) -> str:
        """Return what the foot of the window tells in passing."""
        return self.window.status.currentMessage()

    def front(self, kind: type[W]) -> W:
        """Return the window of a kind that stands before the desk. Raises TourFailed where there is none."""
        shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())
        found = next(shown, None)
        if found is None:
            raise TourFailed(f"no {kind.__name__} is open")
        return found

    def type(self, text: str) -> None:
        """Send letters as keys; also those that no key of this machine's layout has."""
        field = self._focused()
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        field = self._focused()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))

    def _focused(self) -> QWidget:
        focused: QWidget | None = self.window.focusWidget()
        return self.window if focused is None else focused

    async def until(self, what: str, condition: Callable[[], object]) -> None:
        """Wait for a condition. Raises TourFailed, which names ``what`` did not come."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE
        while not condition():
            if loop.time() > deadline:
                self.window.grab().save(str(self._folder / "stopped-here.png"))
                raise TourFailed(f"{what} did not come within {PATIENCE:.0f} s")
            await asyncio.sleep(0.01)

    def clear(self) -> None:
        """Empty the field that has the focus."""
        field = self._focused()
        if isinstance(field, QLineEdit):
            field.clear()

    def act(self, name: str) -> None:
        """Do an action of the table, as its key does."""
        self.window.actions_[name].trigger()

    async def shot(self, name: str, dialog: QWidget | None = None) -> None:
        """Take the screen in both palettes, with a dialog in the middle of it."""
        self._shots += 1
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - the window stands on it
        for scheme in (theme.Scheme.DARK, theme.Scheme.LIGHT):
            theme.apply(app, scheme)
            self.window.recolour()
            await asyncio.sleep(0.05)  # one round of the loop: layout and palette settle
            file = self._folder / f"{self._shots:02}-{name}-{scheme}.png"
            picture = self.window.grab()
            if dialog is not None:
                inside = dialog.grab()
                painter = QPainter(picture)
                middle = picture.rect().center() - inside.rect().center()
                painter.drawPixmap(middle, inside)
                painter.setPen(QColor(theme.colours().line))
                painter.drawRect(inside.rect().translated(middle))
                painter.end()
            if not picture.save(str(file)):
                raise TourFailed(f"{file} cannot be written")


def fields_of(demo: Demo) -> dict[str, str]:
    """Return what a sign-in form is filled with for a demo's point of sale."""
    profile = demo.profile
    system = system_of(profile)
    told = {field.name: getattr(profile, field.name) for field in system.fields if not field.secret}
    return {**told, system.secret_field: demo.secret.reveal(), "base_url": profile.base_url}
