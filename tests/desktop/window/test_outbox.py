"""The outbox in its dialog: what each row is, and what an agent does about it, by keys alone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from callcenter.desk.acts.cancel_order import Cancellation
from callcenter.model.customer import NewCustomer
from callcenter.model.order import NewOrder, OrderLine, Recipient
from callcenter.replica.outbox import Act, Entry, State
from callcenter.ui import wording
from callcenter.ui.outbox.model import Column
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.outbox import buttons, opened, rows

pytestmark = pytest.mark.anyio

ORDER = NewOrder(
    key="act-1",
    venue_id="1",
    sale_type_id="2",
    recipient=Recipient(id="7", name="Leyla Əliyeva", phone="+994505550199"),
    lines=(OrderLine(product_id="58", name="Şüyüd plov", count=Decimal(2), price=Decimal("10.50")),),
    comment="Qapı 4",
)


async def _uncertain(agent: Agent, until: Until, order: NewOrder = ORDER) -> Entry:
    """Place an order that never arrives and is not found."""
    agent.sandbox.set_faults("reset-before@POST /orders=1*1")
    dispatch = agent.parts.dispatch
    entry = await dispatch.take_up(Act.CREATE_ORDER, "7", order)
    await until(lambda: any(one.found is not None for one in dispatch.entries))
    agent.sandbox.set_faults("")
    return entry


async def test_every_state_is_told_in_its_own_words(agent: Agent, until: Until) -> None:
    dispatch = agent.parts.dispatch
    sent = NewCustomer(cid=NewCustomer.new_cid(), name="Nərgiz Yeni", phone="+994557172020")
    await dispatch.take_up(Act.CREATE_CUSTOMER, sent.cid, sent)
    await until(lambda: dispatch.entries and dispatch.entries[0].state is State.SENT)
    order = agent.sandbox.place_order()
    agent.sandbox.advance_order(order, "RECEIVED")
    await dispatch.take_up(Act.CANCEL_ORDER, f"order:{order}", Cancellation(order_id=str(order), name="Rauf"))
    await until(lambda: dispatch.entries[-1].state is State.REFUSED)
    await _uncertain(agent, until)
    later = wording.now() + timedelta(minutes=1)
    body = Cancellation(order_id="5", name="Aygün")
    await dispatch.take_up(Act.CANCEL_ORDER, "order:5", body, not_before=later)
    agent.sandbox.set_faults("hang@POST /customers=1")
    going = NewCustomer(cid=NewCustomer.new_cid(), name="Orxan")
    await dispatch.take_up(Act.CREATE_CUSTOMER, going.cid, going)
    await until(lambda: dispatch.entries[-1].state is State.SENDING)
    dialog = await opened(agent, until)
    told = [(row[Column.WHAT], row[Column.CUSTOMER], row[Column.STATE]) for row in rows(dialog)]
    assert told == [
        ("New customer", "Nərgiz Yeni", "✓ sent"),
        (f"Cancel order {order}", "Rauf", "✕ refused"),
        ("New order", "Leyla Əliyeva", "? uncertain"),
        ("Cancel order 5", "Aygün", "○ waiting"),
        ("New customer", "Orxan", "◐ being sent"),
    ]
    assert rows(dialog)[1][Column.REASON]
    assert "was not there" in rows(dialog)[2][Column.REASON]
    again = "Send again  (Ctrl+Enter)"
    assert again in buttons(dialog)  # the row that only the agent can make out is the one chosen
    agent.press("Home")
    assert buttons(dialog) == ["Close  (Esc)"]
    agent.press("Down")
    assert buttons(dialog) == ["Send now  (F5)", "Give up  (Del)", "Close  (Esc)"]
    agent.press("Down")
    assert buttons(dialog) == ["Look again  (F5)", again, "Give up  (Del)", "Close  (Esc)"]
    agent.press("Down")
    assert buttons(dialog) == ["Send now  (F5)", "Take back  (Del)", "Close  (Esc)"]
    agent.press("Delete")
    await until(lambda: len(rows(dialog)) == 4)
    agent.press("Escape")
    agent.sandbox.set_faults("")


async def test_an_uncertain_order_is_told_and_sent_again_by_key(agent: Agent, until: Until) -> None:
    await _uncertain(agent, until)
    notice = agent.window.desk.findChild(QWidget, "Notice") or agent.window.desk
    await until(lambda: any("may or may not have arrived" in one.text() for one in notice.findChildren(QLabel)))
    dialog = await opened(agent, until)
    agent.press("Ctrl+Return")
    await until(lambda: [row[Column.STATE] for row in rows(dialog)] == ["✓ sent"])
    agent.press("Escape")


async def test_an_order_that_may_be_it_is_chosen_by_keys(agent: Agent, until: Until) -> None:
    entry = await _uncertain(agent, until)
    dispatch = agent.parts.dispatch
    # not alike enough for the desk to be certain: the comment is another
    number = await agent.parts.session.pos.create_order(msgspec.structs.replace(ORDER, comment="Qapı 5"))
    dialog = await opened(agent, until)
    agent.press("F5")
    choices = dialog.findChild(QListWidget)
    assert choices is not None
    await until(choices.isVisible)
    assert f"№ {number}" in choices.item(0).text()
    assert "2× Şüyüd plov" in choices.item(0).text()
    agent.press("Return")
    assert choices.hasFocus()
    agent.press("Return")
    await until(lambda: [row[Column.STATE] for row in rows(dialog)] == ["✓ sent"])
    assert [one.id for one in dispatch.entries] == [entry.id]
    assert dispatch.unsent == 0
    agent.press("Escape")


async def test_an_uncertain_order_is_given_up_by_key(agent: Agent, until: Until) -> None:
    await _uncertain(agent, until)
    dialog = await opened(agent, until)
    agent.press("Delete")
    await until(lambda: rows(dialog) == [])
    assert any(one.text() == "Everything is sent." and one.isVisible() for one in dialog.findChildren(QLabel))
    agent.press("Escape")


async def test_a_refused_form_is_mended_from_the_dialog(agent: Agent, until: Until) -> None:
    dispatch = agent.parts.dispatch
    form = NewCustomer(cid=NewCustomer.new_cid(), name="Kimsə", phone="+994505355757")
    await dispatch.take_up(Act.CREATE_CUSTOMER, form.cid, form)
    await until(lambda: dispatch.entries and dispatch.entries[0].state is State.REFUSED)
    await opened(agent, until)
    agent.press("Return")
    await until(lambda: agent.on_the_form)
    assert agent.field("Name").text() == "Kimsə"
