"""Scenes of the tour: signing in, customers, calls."""

from __future__ import annotations

from PySide6.QtCore import Qt

from callcenter.desk.connection import Link
from callcenter.tour.steps import Steps


async def signing_in(at: Steps) -> None:
    """Sign in, after two mistakes."""
    page = at.window.sign_in
    await at.shot("sign-in")
    page.fill({**at.fields(), "client_secret": "wrong"})
    page.submit()
    await at.until("the refusal", lambda: page.message)
    await at.shot("sign-in-refused")
    page.fill({"base_url": "http://pos.example.com", "brand": ""})
    page.submit()
    await at.shot("sign-in-wrong-fields")
    page.fill(at.fields())
    page.submit()
    await at.until("the live queue", lambda: at.link() is Link.LIVE and at.parts.queue.orders)
    await at.until("the customers", lambda: at.window.desk.search.model.customers)
    await at.until("the names of venues", lambda: at.parts.offer.choices.venues)
    await at.shot("at-rest")


async def searching(at: Steps) -> None:
    """Find customers by name and phone, and open one."""
    at.type("əliyev")
    await at.until("customers by name", lambda: at.found("Əliyev"))
    await at.shot("search-by-name")
    at.press(Qt.Key.Key_Escape)
    at.type("0505355757")
    await at.until("customers by phone", lambda: at.found("Leyla Əliyeva"))
    await at.shot("search-by-phone")
    at.press(Qt.Key.Key_Return)
    await at.until("the card", at.window.desk.card.isVisible)
    await at.until("the rest of the card", lambda: at.window.desk.card.complete)
    await at.shot("card")
    order = at.demo.sandbox.place_order(customer_id=int(at.customer_id()))
    at.act("look-now")
    await at.until("the order that came", lambda: str(order) in at.parts.queue.orders)
    await at.shot("card-order-came")


async def new_customer(at: Steps) -> None:
    """Make a new customer, after some mistakes."""
    at.window.desk.search.focus()
    at.type("Nərgiz 055 717 20 20")
    await at.until("nobody of this name", at.found_nobody)
    await at.shot("search-nobody")
    at.press(Qt.Key.Key_Return)
    form = at.window.desk.form
    await at.until("the form", form.isVisible)
    await at.shot("new-customer")
    form.fields.fill({"email": "nergiz@", "date_of_birth": "31.02.1990", "phone": "055 71"})
    form.save()
    await at.shot("new-customer-wrong-fields")
    form.fields.fill({"email": "", "date_of_birth": "15.05.1990", "phone": "0505355757"})
    await at.until("the warning", lambda: form.message)
    await at.shot("new-customer-number-known")
    form.save()
    await at.until("the refusal", lambda: "Leyla" in form.message and not form.busy)
    await at.shot("new-customer-duplicate")
    form.fields.fill({"phone": "055 717 20 20"})
    form.save()
    await at.until("the new card", at.window.desk.card.isVisible)
    await at.until("the rest of the new card", lambda: at.window.desk.card.complete)
    await at.shot("new-customer-saved")
    at.window.desk.search.focus()
    at.press(Qt.Key.Key_Escape)


async def calls(at: Steps) -> None:
    """Let the phone ring: a known caller, one of several, an unknown one; then the log."""
    strip = at.window.desk.calls
    await at.until("the local files", lambda: at.parts.files.local)
    order = at.demo.sandbox.place_order(customer_id=3)
    at.act("look-now")
    await at.until("the caller's order", lambda: str(order) in at.parts.queue.orders)
    at.arrivals.hear("0503332211")
    await at.until("who calls", lambda: f"#{order}" in strip.text)
    await at.until("the caller's card", lambda: at.window.desk.card.complete)
    await at.shot("call-rings")
    at.act("take-call")
    await at.shot("call-taken-up")
    at.arrivals.hear("+994505355757")
    await at.until("the people on one number", lambda: "(3 " in strip.text)
    await at.shot("call-of-several")
    at.arrivals.hear("+994557172121")
    await at.until("an unknown number", lambda: _nobody_calls(at))
    at.arrivals.hear("%CallerNumber%")
    await at.shot("call-unknown")
    at.act("take-call")
    await at.until("the form", at.window.desk.form.isVisible)
    await at.shot("call-new-customer")
    at.press(Qt.Key.Key_Escape)
    log = at.window.desk.call_log
    at.act("call-log")
    await at.until("the logged calls", lambda: log.model.rowCount() == 3)
    logged = log.model.call(2)
    assert logged is not None  # noqa: S101 - there are three
    at.parts.calls.book.describe(logged, note="Sifariş haradadır?", outcome="Yoldadır")
    await at.until("the note", lambda: (log.model.call(2) or logged).note)
    await at.shot("call-log", log)
    log.reject()


def _nobody_calls(at: Steps) -> bool:
    ringing = at.parts.calls.ringing
    return ringing is not None and not ringing.looking and not ringing.customers
