"""Scenes of the tour of PosStar: signing in, the sorted list, a customer's card and what can be done on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt

from callcenter.desk.connection import Link
from callcenter.desk.sync import Phase
from callcenter.model.customer import CustomerChange, CustomerField, NewCustomer
from callcenter.pos.systems import CLOPOS
from callcenter.replica.outbox import State
from callcenter.tour.steps import Steps, fields_of
from callcenter.ui.outbox.dialog import OutboxDialog
from callcenter.ui.shell.profiles import ProfileChooser

_NUMBER = "0503332211"
_AT_ONCE = timedelta()


async def signing_in(at: Steps) -> None:
    """Sign in, after a wrong password."""
    page = at.window.sign_in
    page.choose_system(at.demo.profile.pos)
    await at.shot("sign-in")
    page.fill({**at.fields(), "password": "wrong"})
    page.submit()
    await at.until("the refusal", lambda: page.message)
    await at.shot("sign-in-refused")
    page.fill(at.fields())
    page.submit()
    await at.until("the desk", lambda: at.link() is Link.LIVE and at.parts.session.user)
    await at.until("the customers", lambda: at.window.desk.search.model.customers)
    await at.shot("at-rest")
    at.act("queue")
    await at.until("why there is no queue", at.foot)
    await at.shot("no-orders")
    at.window.status.clearMessage()


async def listing(at: Steps) -> None:
    """List the customers by each field, in both directions."""
    at.window.desk.search.focus()
    at.clear()
    await at.until("every customer", lambda: at.parts.sync.progress.phase is Phase.IDLE)
    for name in ("name", "created", "spent", "points"):
        at.act("list-sort")
        await at.until("the sorted list", lambda: at.window.desk.search.settled)
        await at.shot(f"list-by-{name}")
    at.act("list-turn")
    await at.until("the list the other way round", lambda: at.window.desk.search.settled)
    await at.shot("list-turned")
    at.act("list-sort")
    at.press(Qt.Key.Key_Escape)


async def card(at: Steps) -> None:
    """Find a customer, and see points, tags, purchases and account; then the same one calls."""
    at.window.desk.search.focus()
    at.type(_NUMBER)
    await at.until("the customer", lambda: at.window.desk.search.settled and at.window.desk.search.model.customers)
    await at.shot("search-by-phone")
    _fill_account(at, at.window.desk.search.model.customers[0].id)
    await _open_found(at)
    await at.shot("card")
    at.arrivals.hear(_NUMBER)
    await at.until("who calls", lambda: at.window.desk.calls.text)
    await at.until("how the caller stands", lambda: at.window.desk.card.complete)
    await at.shot("call-rings")
    at.act("dismiss-call")


def _fill_account(at: Steps, customer_id: str) -> None:
    """Let the customer buy and pay."""
    sandbox = at.demo.sandbox
    for total, on_account in ((4500, False), (15000, True), (3250, False)):
        sandbox.purchase(customer_id, total, on_account=on_account)
    sandbox.pay(customer_id, 10000)


async def _open_found(at: Steps) -> None:
    at.press(Qt.Key.Key_Return)
    await at.until("the card", at.window.desk.card.isVisible)
    await at.until("the rest of the card", lambda: at.window.desk.card.complete)


async def new_customer(at: Steps) -> None:
    """Make a new customer with all six fields, after some mistakes."""
    at.act("new-customer")
    form = at.window.desk.form
    await at.until("the form", form.isVisible)
    form.start_anew()
    form.fields.fill({"name": "Nərgiz Quliyeva", "phone": "055 71", "email": "nergiz@", "address": "Nizami 12, m. 4"})
    form.save()
    await at.shot("new-customer-wrong-fields")
    form.fields.fill({"phone": _NUMBER, "email": "nergiz@example.com", "tags": "vip, wholesale"})
    await at.until("the warning", lambda: form.message)
    await at.shot("new-customer-number-known")
    form.fields.fill({"phone": "055 717 20 20"})
    await at.until("no warning", lambda: not form.message)
    await at.shot("new-customer")
    form.save()
    await at.until("the new card", at.window.desk.card.isVisible)
    await at.until("the rest of the new card", lambda: at.window.desk.card.complete)
    await at.shot("new-customer-saved")


async def edit(at: Steps) -> None:
    """Change the customer: words, tags; somebody else changes them meanwhile."""
    form = at.window.desk.edit
    at.act("edit-customer")
    await at.until("the form", form.isVisible)
    await at.shot("edit")
    form.fields.fill({"address": "Füzuli 7", "tags": "vip, wholesale, bayram"})
    await at.shot("edit-tags")
    customer_id = at.customer_id()
    await at.parts.session.pos.update_customer(customer_id, CustomerChange(address="28 May 3", tags=("vip", "retail")))
    at.act("save")
    await at.until("the conflict", lambda: form.message)
    await at.shot("edit-conflict")
    for field in (CustomerField.ADDRESS, CustomerField.TAGS):
        at.parts.editing.choose(field, mine=True)
    at.act("save")
    await at.until("the card", at.window.desk.card.isVisible)
    await at.until("the change", lambda: "bayram" in at.card().tags)
    await at.shot("edit-saved")


async def account(at: Steps) -> None:
    """Look through a customer's account."""
    at.window.desk.search.focus()
    at.clear()
    at.type(_NUMBER)
    await at.until("the customer", lambda: at.window.desk.search.settled and at.window.desk.search.model.customers)
    await _open_found(at)
    at.act("account")
    dialog = at.window.looks.account
    await at.until("the account", lambda: dialog is not None and dialog.model.rowCount())
    await at.until("the whole account", lambda: not at.parts.ledger.shown.reading)
    if dialog is not None:
        dialog.table.selectRow(1)
        await at.shot("account", dialog)
        dialog.turn_order()
        await at.shot("account-oldest-first", dialog)
        dialog.close()


async def redeem(at: Steps) -> None:
    """Redeem points: once with an answer, once with one that was lost."""
    page = at.window.desk.redeeming.page
    at.act("redeem")
    await at.until("the page", page.isVisible)
    at.type("100")
    at.press(Qt.Key.Key_Down)
    await at.shot("redeem")
    held = at.card().points or 0
    page.save()
    await at.until("what was redeemed", lambda: page.message and (at.card().points or held) < held)
    await at.shot("redeem-done")
    await _lose_the_answer(at)
    row = next(one for one in at.parts.dispatch.entries if one.state is State.UNCERTAIN)
    await at.shot("redeem-uncertain")
    at.act("outbox")
    dialog = at.front(OutboxDialog)
    dialog.choose(row)
    await at.shot("redeem-uncertain-choice", dialog)
    at.parts.dispatch.confirm(row)
    await at.until("the agent's word", lambda: not at.parts.dispatch.unsent)
    dialog.close()
    at.press(Qt.Key.Key_Escape)


async def _lose_the_answer(at: Steps) -> None:
    """Let the answer of a redemption be lost while the customer buys, so that the points tell nothing for certain."""
    sandbox, customer_id = at.demo.sandbox, at.customer_id()
    sandbox.set_faults("reset-after@POST /customers/*/loyalty/redeem=1*1,latency@GET /customers/*=0.3")
    done = len(sandbox.redemptions(customer_id))
    at.act("redeem")
    at.type("50")
    at.press(Qt.Key.Key_Down)
    at.window.desk.redeeming.page.save()
    await at.until("the redemption", lambda: len(sandbox.redemptions(customer_id)) > done)
    sandbox.purchase(customer_id, 2000)
    await at.until("the doubt", lambda: any(one.found is not None for one in at.parts.dispatch.entries))
    sandbox.set_faults("")


async def delete(at: Steps) -> None:
    """Delete a customer: the question, the time to take it back, and the end."""
    made = await at.parts.session.pos.create_customer(NewCustomer(cid="", name="Aydan Səfərova", phone="+994557172122"))
    at.window.desk.side.open_by_id(made.id)
    await at.until("the card", lambda: at.card().id == made.id and at.window.desk.card.complete)
    at.act("delete-customer")
    await at.shot("delete-asked")
    at.act("delete-customer")
    await at.until("the time to take back", lambda: at.parts.dispatch.entries)
    await at.shot("delete-can-be-taken-back")
    at.act("order-take-back")
    await at.until("the customer as before", lambda: not at.parts.dispatch.unsent)
    at.window.status.clearMessage()
    at.parts.removal.undo = _AT_ONCE
    at.act("delete-customer")
    at.act("delete-customer")
    await at.until("the end", lambda: made.name in at.window.desk.notice.text)
    await at.shot("deleted")
    at.window.desk.notice.clear()


async def offline(at: Steps) -> None:
    """Lose the point of sale, change a customer all the same, and find it again."""
    at.window.desk.search.focus()
    at.clear()
    at.type(_NUMBER)
    await at.until("the customer", lambda: at.window.desk.search.settled and at.window.desk.search.model.customers)
    await _open_found(at)
    at.demo.sandbox.pause_network()
    at.act("look-now")
    at.parts.card.read_again(at.customer_id())
    await at.until("word of the outage", lambda: at.link() is Link.OFFLINE)
    form = at.window.desk.edit
    at.act("edit-customer")
    await at.until("the form", form.isVisible)
    form.fields.fill({"address": "Bülbül pr. 5"})
    at.act("save")
    await at.until("why it is not sent", lambda: form.message and not form.busy)
    await at.shot("offline")
    at.demo.sandbox.resume_network()
    at.act("look-now")
    await at.until("the point of sale again", lambda: at.link() is Link.LIVE)
    at.act("save")
    await at.until("the card", at.window.desk.card.isVisible)
    await at.shot("offline-no-more")


async def profiles(at: Steps) -> None:
    """Set up another point of sale beside it, and go from one to the other."""
    at.act("profiles")
    chooser = at.front(ProfileChooser)
    await at.shot("profiles", chooser)
    chooser.begin_new()
    page, other = at.window.sign_in, replace(at.demo, pos=CLOPOS.key)
    await at.until("the form", page.isVisible)
    page.choose_system(other.pos)
    page.fill(fields_of(other))
    await at.shot("profile-new")
    page.submit()
    await at.until("the other point of sale", lambda: at.link() is Link.LIVE and at.parts.queue.orders)
    await at.until("its customers", lambda: at.window.desk.search.model.customers)
    at.act("profiles")
    await at.shot("profiles-two", chooser)
    chooser.use(0)
    await at.until("the first one again", lambda: at.link() is Link.LIVE and not at.parts.queue.orders)
    await at.until("its customers", lambda: at.window.desk.search.settled and at.window.desk.search.model.customers)
    await at.shot("profile-first-again")
