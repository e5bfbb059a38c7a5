"""The queue goes on by itself under the agent's hands."""

from itertools import cycle

import pytest
from PySide6.QtWidgets import QLabel

from tests.desktop.window.agent import Agent, Until

pytestmark = pytest.mark.anyio

TABS = ["All", "Pending", "Received", "Delivered", "Ignored", "Other"]


async def _look(agent: Agent) -> None:
    """Ask at once instead of waiting for the next look, and wait for the answer."""
    asked = len(agent.sandbox.requests)
    agent.parts.queue.look_now()
    await agent.until(lambda: any(one.status and "/orders" in one.path for one in agent.sandbox.requests[asked:]))


async def test_an_order_that_arrives_is_a_marked_row_within_five_seconds_with_no_key_pressed(
    agent: Agent, until: Until
) -> None:
    number = str(agent.sandbox.place_order())
    await until(lambda: number in agent.orders, within=5.0)
    assert agent.orders[0] == number
    assert agent.is_marked(number)
    assert agent.focus == agent.search.accessibleName()


async def test_what_was_there_at_the_start_is_not_marked(agent: Agent) -> None:
    assert not any(agent.is_marked(number) for number in agent.orders[:20])


async def test_f4_and_ctrl_1_to_6_lead_to_the_tabs(agent: Agent) -> None:
    agent.press("F4")
    assert (agent.focus, agent.tab) == ("All", "All")
    assert agent.chosen_order == agent.orders[0]
    for number, name in enumerate(TABS, start=1):
        agent.press(f"Ctrl+{number}")
        assert (agent.focus, agent.tab) == (name, name)


async def test_end_and_home_lead_to_the_oldest_and_the_newest_order(agent: Agent) -> None:
    agent.press("F4", "End")
    assert agent.chosen_order == agent.orders[-1]
    agent.press("Home")
    assert agent.chosen_order == agent.orders[0]


async def test_each_tab_has_as_many_rows_as_it_tells_and_together_they_are_all(agent: Agent) -> None:
    counts = agent.counts
    rows: dict[str, list[str]] = {}
    for number, name in enumerate(TABS, start=1):
        agent.press(f"Ctrl+{number}")
        rows[name] = agent.orders
        assert len(rows[name]) == counts[name]
    everything = rows.pop("All")
    assert sorted(everything) == sorted(number for numbers in rows.values() for number in numbers)


async def test_a_new_status_moves_the_row_to_its_tab(agent: Agent, until: Until) -> None:
    number = agent.sandbox.place_order()
    await _look(agent)
    await until(lambda: str(number) in agent.orders)
    before = agent.counts
    agent.sandbox.advance_order(number, "RECEIVED")
    await _look(agent)
    await until(lambda: agent.counts["Received"] == before["Received"] + 1)
    assert agent.counts == {**before, "Pending": before["Pending"] - 1, "Received": before["Received"] + 1}
    agent.press("Ctrl+2")
    assert str(number) not in agent.orders
    agent.press("Ctrl+3")
    assert str(number) in agent.orders


async def test_selection_and_scroll_stay_while_orders_arrive(agent: Agent, until: Until) -> None:
    agent.press("F4", *["Down"] * 25)
    view, chosen = agent.queue, agent.chosen_order
    assert agent.orders.index(chosen) == 25
    scrolled = view.verticalScrollBar().value()
    assert scrolled > 0
    top = view.rowAt(0)
    first = agent.orders[top]
    came = [str(agent.sandbox.place_order()) for _ in range(3)]
    await _look(agent)
    await until(lambda: set(came) <= set(agent.orders))
    assert agent.chosen_order == chosen
    assert view.selectionModel().selectedRows()[0].row() == agent.orders.index(chosen)
    assert first == agent.orders[view.rowAt(0)] or view.verticalScrollBar().value() == scrolled


async def test_the_chosen_row_stays_chosen_while_others_leave_the_tab(agent: Agent, until: Until) -> None:
    numbers = [agent.sandbox.place_order() for _ in range(4)]
    await _look(agent)
    await until(lambda: str(numbers[-1]) in agent.orders)
    agent.press("Ctrl+2")
    agent.queue.selectRow(agent.orders.index(str(numbers[1])))
    agent.sandbox.advance_order(numbers[2], "RECEIVED")
    agent.sandbox.advance_order(numbers[0], "IGNORE")
    await _look(agent)
    await until(lambda: str(numbers[2]) not in agent.orders and str(numbers[0]) not in agent.orders)
    assert agent.chosen_order == str(numbers[1])


async def test_a_mark_goes_when_the_row_is_looked_at(agent: Agent, until: Until) -> None:
    agent.press("F4")
    number = str(agent.sandbox.place_order())
    await _look(agent)
    await until(lambda: number in agent.orders)
    assert agent.is_marked(number)
    agent.press("Up")
    assert agent.chosen_order == number
    assert not agent.is_marked(number)


async def test_letters_and_digits_typed_in_the_queue_go_to_the_search(agent: Agent, until: Until) -> None:
    agent.press("F4")
    agent.write("leyla 5")
    assert agent.search.text() == "leyla 5"
    assert agent.focus == agent.search.accessibleName()
    await until(lambda: agent.settled)


async def test_enter_in_the_queue_opens_the_order_and_f3_who_ordered_it(agent: Agent, until: Until) -> None:
    number = str(agent.sandbox.place_order(customer_id=1))
    await _look(agent)
    await until(lambda: number in agent.orders)
    agent.press("F4", "Return")
    assert (agent.focus, agent.order_of) == ("Order", number)
    agent.press("F3")
    await until(lambda: agent.card_of == "Leyla Əliyeva")
    agent.press("F4", "Escape")
    assert agent.focus == agent.search.accessibleName()


async def test_the_card_shows_an_order_that_arrives_for_its_customer(agent: Agent, until: Until) -> None:
    await agent.look_for("0505355757")
    agent.press("Return")
    await until(lambda: agent.card_of == "Leyla Əliyeva" and agent.window.desk.card.complete)
    number = agent.sandbox.place_order(customer_id=1)
    await _look(agent)
    words = agent.window.desk.card.findChildren(QLabel)
    await until(lambda: any(one.isVisible() and one.text() == f"#{number}" for one in words))


async def test_a_shift_of_changes_leaves_counts_and_rows_true(agent: Agent, until: Until) -> None:
    statuses = cycle(["RECEIVED", "DELIVERED", "IGNORE"])
    numbers = [agent.sandbox.place_order() for _ in range(12)]
    await _look(agent)
    await until(lambda: str(numbers[-1]) in agent.orders)
    for number, status in zip(numbers, statuses, strict=False):
        agent.sandbox.advance_order(number, status)
    await _look(agent)
    await until(lambda: all(agent.parts.queue.orders[str(one)].status != "PENDING" for one in numbers))
    counts = agent.counts
    for key, name in enumerate(TABS, start=1):
        agent.press(f"Ctrl+{key}")
        assert len(agent.orders) == counts[name]
        keys = [int(number) for number in agent.orders[:12]]
        if name == "All":
            assert keys == sorted(numbers, reverse=True)
