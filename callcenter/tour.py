"""The tour: a script drives the real window over the real sandbox and takes a picture of every screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from callcenter.app import Desk
from callcenter.demo import Demo
from callcenter.desk.connection import Link
from callcenter.ui.shell import theme
from callcenter.ui.shell.parts import Parts

PATIENCE = 15.0
"""Seconds a screen may take to show what the script waits for."""


class TourFailed(Exception):
    """A screen did not come; the text says which."""


class Tour:
    """One walk through the desk, in light and in dark."""

    def __init__(self, demo: Demo, folder: Path) -> None:
        self._demo = demo
        self._folder = folder
        self._shots = 0

    async def drive(self, desk: Desk) -> None:
        """Walk through every screen. Raises TourFailed."""
        self._desk = desk
        self._window = desk.window
        await self._until("the sign-in form", desk.window.sign_in.isVisible)
        await self._signing_in()
        await self._searching()
        await self._new_customer()
        await self._calls()
        await self._queue()
        await self._trouble()

    # ---- scenes -----------------------------------------------------------------------------------------------------

    async def _signing_in(self) -> None:
        page = self._window.sign_in
        await self._shot("sign-in")
        page.fill({**self._fields(), "client_secret": "wrong"})
        page.submit()
        await self._until("the refusal", lambda: page.message)
        await self._shot("sign-in-refused")
        page.fill({"base_url": "http://pos.example.com", "brand": ""})
        page.submit()
        await self._shot("sign-in-wrong-fields")
        page.fill(self._fields())
        page.submit()
        await self._until("the live queue", lambda: self._link() is Link.LIVE and self._parts.queue.orders)
        await self._until("the customers", lambda: self._window.desk.search.model.customers)
        await self._until("the names of venues", lambda: self._parts.offer.choices.venues)
        await self._shot("at-rest")

    async def _searching(self) -> None:
        self._type("əliyev")
        await self._until("customers by name", lambda: self._found("Əliyev"))
        await self._shot("search-by-name")
        self._press(Qt.Key.Key_Escape)
        self._type("0505355757")
        await self._until("customers by phone", lambda: self._found("Leyla Əliyeva"))
        await self._shot("search-by-phone")
        self._press(Qt.Key.Key_Return)
        await self._until("the card", self._window.desk.card.isVisible)
        await self._until("the rest of the card", lambda: self._window.desk.card.complete)
        await self._shot("card")
        order = self._demo.sandbox.place_order(customer_id=int(self._customer_id()))
        self._window.actions_["look-now"].trigger()
        await self._until("the order that came", lambda: str(order) in self._parts.queue.orders)
        await self._shot("card-order-came")

    async def _new_customer(self) -> None:
        self._window.desk.search.focus()
        self._type("Nərgiz 055 717 20 20")
        await self._until("nobody of this name", self._found_nobody)
        await self._shot("search-nobody")
        self._press(Qt.Key.Key_Return)
        form = self._window.desk.form
        await self._until("the form", form.isVisible)
        await self._shot("new-customer")
        form.fields.fill({"email": "nergiz@", "date_of_birth": "31.02.1990", "phone": "055 71"})
        form.save()
        await self._shot("new-customer-wrong-fields")
        form.fields.fill({"email": "", "date_of_birth": "15.05.1990", "phone": "0505355757"})
        await self._until("the warning", lambda: form.message)
        await self._shot("new-customer-number-known")
        form.save()
        await self._until("the refusal", lambda: "Leyla" in form.message and not form.busy)
        await self._shot("new-customer-duplicate")
        form.fields.fill({"phone": "055 717 20 20"})
        form.save()
        await self._until("the new card", self._window.desk.card.isVisible)
        await self._until("the rest of the new card", lambda: self._window.desk.card.complete)
        await self._shot("new-customer-saved")
        self._window.desk.search.focus()
        self._press(Qt.Key.Key_Escape)

    async def _calls(self) -> None:
        strip = self._window.desk.calls
        await self._until("the local files", lambda: self._parts.files.local)
        order = self._demo.sandbox.place_order(customer_id=3)
        self._window.actions_["look-now"].trigger()
        await self._until("the caller's order", lambda: str(order) in self._parts.queue.orders)
        self._desk.arrivals.hear("0503332211")
        await self._until("who calls", lambda: f"#{order}" in strip.text)
        await self._until("the caller's card", lambda: self._window.desk.card.complete)
        await self._shot("call-rings")
        self._window.actions_["take-call"].trigger()
        await self._shot("call-taken-up")
        self._desk.arrivals.hear("+994505355757")
        await self._until("the people on one number", lambda: "(3 " in strip.text)
        await self._shot("call-of-several")
        self._desk.arrivals.hear("+994557172121")
        await self._until("an unknown number", self._nobody_calls)
        self._desk.arrivals.hear("%CallerNumber%")
        await self._shot("call-unknown")
        self._window.actions_["take-call"].trigger()
        await self._until("the form", self._window.desk.form.isVisible)
        await self._shot("call-new-customer")
        self._press(Qt.Key.Key_Escape)
        log = self._window.desk.call_log
        self._window.actions_["call-log"].trigger()
        await self._until("the logged calls", lambda: log.model.rowCount() == 3)
        logged = log.model.call(2)
        assert logged is not None  # noqa: S101 - there are three
        self._parts.calls.book.describe(logged, note="Sifariş haradadır?", outcome="Yoldadır")
        await self._until("the note", lambda: (log.model.call(2) or logged).note)
        await self._shot("call-log", log)
        log.reject()

    def _nobody_calls(self) -> bool:
        ringing = self._parts.calls.ringing
        return ringing is not None and not ringing.looking and not ringing.customers

    async def _queue(self) -> None:
        for name in ("all", "pending", "received", "delivered", "ignored", "other"):
            self._window.actions_[f"tab-{name}"].trigger()
            await self._shot(f"queue-{name}")
        self._window.actions_["tab-all"].trigger()
        order = self._demo.sandbox.place_order()
        self._window.actions_["look-now"].trigger()
        await self._until("the new order", lambda: str(order) in self._parts.queue.orders)
        await self._shot("queue-new-order")

    async def _trouble(self) -> None:
        self._window.actions_["keys"].trigger()
        dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
        await self._shot("keys", dialog)
        dialog.close()
        self._demo.sandbox.pause_network()
        self._window.actions_["look-now"].trigger()
        await self._until("word of the outage", lambda: self._link() is Link.OFFLINE)
        await self._shot("pos-down")
        self._demo.sandbox.resume_network()
        self._window.actions_["look-now"].trigger()
        await self._until("the POS again", lambda: self._link() is Link.LIVE)
        await self._shot("pos-again")

    # ---- steps ------------------------------------------------------------------------------------------------------

    @property
    def _parts(self) -> Parts:
        return self._desk.parts

    def _link(self) -> Link:
        return self._parts.connection.state.link

    def _fields(self) -> dict[str, str]:
        profile = self._demo.profile
        return {
            "brand": profile.brand,
            "client_id": profile.client_id,
            "client_secret": self._demo.secret.reveal(),
            "integrator_id": profile.integrator_id,
            "venue_id": profile.venue_id,
            "base_url": profile.base_url,
        }

    def _found(self, name: str) -> bool:
        search = self._window.desk.search
        return search.settled and any(name in customer.name for customer in search.model.customers)

    def _found_nobody(self) -> bool:
        search = self._window.desk.search
        return search.settled and not search.model.customers

    def _customer_id(self) -> str:
        customer = self._parts.card.customer
        if customer is None:
            raise TourFailed("no card is open")
        return customer.id

    def _type(self, text: str) -> None:
        """Send letters as keys; also those that no key of this machine's layout has."""
        field = self._focused()
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def _press(self, key: Qt.Key) -> None:
        field = self._focused()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))

    def _focused(self) -> QWidget:
        focused: QWidget | None = self._window.focusWidget()
        return self._window if focused is None else focused

    async def _until(self, what: str, condition: Callable[[], object]) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE
        while not condition():
            if loop.time() > deadline:
                self._window.grab().save(str(self._folder / "stopped-here.png"))
                raise TourFailed(f"{what} did not come within {PATIENCE:.0f} s")
            await asyncio.sleep(0.01)

    async def _shot(self, name: str, dialog: QWidget | None = None) -> None:
        """Take the screen in both palettes, with a dialog in the middle of it."""
        self._shots += 1
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - the window stands on it
        for scheme in (theme.Scheme.DARK, theme.Scheme.LIGHT):
            theme.apply(app, scheme)
            self._window.recolour()
            await asyncio.sleep(0.05)  # one round of the loop: layout and palette settle
            file = self._folder / f"{self._shots:02}-{name}-{scheme}.png"
            picture = self._window.grab()
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
