"""One order in front of the agent: read, cancelled, taken, copied."""

import json

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from callcenter.replica.outbox import State
from tests.desktop.window.agent import Agent, Until

pytestmark = pytest.mark.anyio


async def _open(agent: Agent, number: int) -> None:
    """Open an order by its row."""
    agent.parts.queue.look_now()
    await agent.until(lambda: str(number) in agent.orders)
    agent.press("F4")
    agent.queue.selectRow(agent.orders.index(str(number)))
    agent.press("Return")
    await agent.until(lambda: agent.parts.order_card.detail is not None)


def _says(agent: Agent) -> str:
    return agent.words_of(agent.window.desk.order)


async def test_the_pane_tells_lines_whose_it_is_and_the_total(agent: Agent) -> None:
    await _open(agent, agent.sandbox.place_order(customer_id=1))
    order = agent.parts.order_card.order
    assert order is not None
    said = _says(agent)
    assert "Leyla Əliyeva" in said
    assert "+994 50 535 57 57" in said
    for line in order.lines:
        assert line.name in said
        assert all(one.name in said for one in line.modifiers)
    assert "Total" in said


async def test_the_answer_itself_is_a_key_away_and_esc_leads_back(agent: Agent) -> None:
    number = agent.sandbox.place_order(customer_id=1)
    await _open(agent, number)
    agent.press("Ctrl+Shift+R")
    raw = agent.named("The point of sale's own answer", QPlainTextEdit)
    told = json.loads(raw.toPlainText())
    assert str(number) in json.dumps(told)
    agent.press("Ctrl+Shift+R")
    assert not raw.isVisible()
    agent.press("Escape")
    assert agent.order_of == ""


async def test_a_pending_order_is_cancelled_once_it_can_be_taken_back_no_longer(agent: Agent, until: Until) -> None:
    number = agent.sandbox.place_order(customer_id=1)
    await _open(agent, number)
    agent.press("Ctrl+Shift+X")
    assert "Cancel order" in _says(agent)
    agent.press("Space")
    await until(lambda: "It is cancelled in" in _says(agent))
    assert agent.parts.queue.orders[str(number)].status == "PENDING"
    await until(lambda: agent.parts.queue.orders[str(number)].status == "IGNORE", within=15.0)
    await until(lambda: "Ignored" in _says(agent))


async def test_a_cancelling_taken_back_never_leaves(agent: Agent, until: Until) -> None:
    number = agent.sandbox.place_order(customer_id=1)
    await _open(agent, number)
    agent.press("Ctrl+Shift+X", "Space")
    await until(lambda: [one.state for one in agent.parts.dispatch.entries] == [State.WAITING])
    agent.press("Ctrl+Z")
    await until(lambda: not agent.parts.dispatch.entries)
    assert "It is cancelled" not in _says(agent)
    agent.press("Ctrl+Shift+X")
    assert "Cancel order" in _says(agent)
    agent.press("Escape")
    assert agent.order_of == str(number)
    assert not agent.parts.dispatch.entries


async def test_why_an_accepted_order_cannot_be_cancelled_is_said(agent: Agent) -> None:
    number = agent.sandbox.place_order(customer_id=1)
    agent.sandbox.advance_order(number, "RECEIVED")
    await _open(agent, number)
    agent.press("Ctrl+Shift+X")
    assert "A clerk has accepted it already" in _says(agent)


async def test_the_refusal_is_told_where_a_clerk_was_faster(agent: Agent, until: Until) -> None:
    number = agent.sandbox.place_order(customer_id=1)
    await _open(agent, number)
    agent.press("Ctrl+Shift+X", "Space")
    await until(lambda: "It is cancelled in" in _says(agent))
    agent.sandbox.advance_order(number, "RECEIVED")
    await until(lambda: "It could not be cancelled" in _says(agent), within=15.0)


async def test_what_changes_while_the_order_is_open_changes_in_sight(agent: Agent, until: Until) -> None:
    number = agent.sandbox.place_order(customer_id=1)
    await _open(agent, number)
    agent.sandbox.advance_order(number, "RECEIVED")
    agent.parts.queue.look_now()
    await until(lambda: "Received" in _says(agent))


async def test_the_customer_leads_to_their_orders_one_by_one(agent: Agent, until: Until) -> None:
    numbers = [agent.sandbox.place_order(customer_id=1) for _ in range(2)]
    agent.parts.queue.look_now()
    await until(lambda: {str(one) for one in numbers} <= agent.parts.queue.orders.keys())
    await agent.look_for("0505355757")
    agent.press("Return")
    await until(lambda: agent.card_of == "Leyla Əliyeva")
    agent.press("F6")
    assert agent.order_of == str(numbers[1])
    agent.press("F6")
    assert agent.order_of == str(numbers[0])


async def test_an_order_is_taken_for_all_to_see_and_given_up_again(agent: Agent, until: Until) -> None:
    number = agent.sandbox.place_order(customer_id=1)
    await _open(agent, number)
    agent.press("Ctrl+T")
    await until(lambda: "taken by" in _says(agent))
    agent.press("Ctrl+T")
    await until(lambda: "taken by" not in _says(agent))


async def test_the_order_is_copied_as_text(agent: Agent) -> None:
    number = agent.sandbox.place_order(customer_id=1)
    await _open(agent, number)
    agent.press("Ctrl+Alt+C")
    text = QGuiApplication.clipboard().text()
    assert text.startswith(f"#{number}")
    assert "+994 50 535 57 57" in text
