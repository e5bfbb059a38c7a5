"""The order history by key: days, venue, status, words; more rows as one scrolls; an order opened beside the search."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from callcenter.model.order import Stage
from callcenter.ui import wording
from callcenter.ui.orders.cells import Column
from callcenter.ui.orders.history_dialog import HistoryDialog
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.test_access import nameless

pytestmark = pytest.mark.anyio

NOBODY_KNOWS = datetime.min.replace(tzinfo=UTC)


def history(agent: Agent) -> HistoryDialog:
    dialog = agent.window.looks.history
    assert dialog is not None
    return dialog


def column(agent: Agent, at: Column) -> list[str]:
    model = history(agent).model
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def said(agent: Agent) -> str:
    return " ".join(one.text() for one in history(agent).findChildren(QLabel) if one.isVisible())


def resting(agent: Agent) -> bool:
    return not agent.parts.history.progress.reading


@pytest.fixture
async def at_history(agent: Agent, until: Until) -> Agent:
    """Give an agent with the history of the last week open, all of it found."""
    agent.press("Ctrl+H")
    await until(lambda: history(agent).isActiveWindow() and resting(agent) and history(agent).model.rowCount())
    return agent


async def to_the_end(agent: Agent, until: Until) -> None:
    agent.press("F4")
    while not agent.parts.history.progress.ended:
        agent.press("End")
        await until(lambda: resting(agent))


def days(agent: Agent) -> tuple[str, ...]:
    return tuple(agent.named(name, QLineEdit, history(agent)).text() for name in ("From", "To"))


def day(ago: int) -> str:
    return wording.day((wording.now().astimezone() - timedelta(days=ago)).date())


async def test_ctrl_h_lists_the_last_week_newest_first_and_esc_leads_back(at_history: Agent, until: Until) -> None:
    assert at_history.focus == "Find in the history"
    assert nameless(history(at_history)) == []
    assert days(at_history) == (day(6), day(0))
    await to_the_end(at_history, until)
    found = column(at_history, Column.NUMBER)
    assert len(set(found)) == len(found)
    assert set(found) >= at_history.parts.queue.orders.keys()
    placed = [history(at_history).model.at(row).placed_at for row in range(len(found))]
    assert placed == sorted(placed, key=lambda at: at or NOBODY_KNOWS, reverse=True)
    assert "all of these days" in said(at_history)
    at_history.press("Escape")
    await until(at_history.window.isActiveWindow)


@pytest.mark.parametrize(
    ("keys", "first", "last"),
    [(("Alt+T",), 0, 0), (("Alt+Y",), 1, 1), (("Alt+T", "Alt+7"), 6, 0), (("Alt+3",), 29, 0)],
)
async def test_days_are_chosen_by_key(
    at_history: Agent, until: Until, keys: tuple[str, ...], first: int, last: int
) -> None:
    for key in keys:
        before = days(at_history)
        at_history.press(key)
        await until(lambda before=before: days(at_history) != before and resting(at_history))
    assert days(at_history) == (day(first), day(last))
    wanted = [wording.day((wording.now().astimezone() - timedelta(days=ago)).date()) for ago in range(last, first + 1)]
    assert {placed.split()[0] for placed in column(at_history, Column.AGE)} <= set(wanted)


async def test_days_are_typed_and_one_that_cannot_be_read_is_said_and_asks_nothing(
    at_history: Agent, until: Until
) -> None:
    before = column(at_history, Column.NUMBER)
    at_history.press("Alt+F", "Ctrl+A")
    at_history.write("31.31")
    at_history.press("Return")
    assert "This is no day that has been" in said(at_history)
    assert column(at_history, Column.NUMBER) == before
    at_history.press("Ctrl+A")
    at_history.write(day(2))
    at_history.press("Alt+O", "Ctrl+A")
    at_history.write(day(2))
    at_history.press("Return")
    assert "This is no day that has been" not in said(at_history)
    await until(lambda: resting(at_history) and column(at_history, Column.AGE))
    assert {placed.split()[0] for placed in column(at_history, Column.AGE)} == {day(2)}


async def test_words_and_status_narrow_it(at_history: Agent, until: Until) -> None:
    number = next(order.id for order in at_history.parts.queue.orders.values() if order.stage is Stage.DELIVERED)
    customer = at_history.parts.queue.orders[number].recipient.name
    assert customer is not None
    at_history.write(customer)
    await until(lambda: resting(at_history) and set(column(at_history, Column.CUSTOMER)) == {customer})
    assert number in column(at_history, Column.NUMBER)
    at_history.press("Ctrl+F", "Backspace", "Return")
    box = at_history.named("Status", QComboBox, history(at_history))
    box.setFocus()
    at_history.press("End", "Up")
    await until(lambda: resting(at_history) and set(column(at_history, Column.STATE)) == {"✕ Ignored"})


async def test_another_venues_orders_come_from_the_pos(at_history: Agent, until: Until) -> None:
    box = at_history.named("Venue", QComboBox, history(at_history))
    assert box.itemText(0) == "This desk's orders"
    box.setFocus()
    at_history.write("g")
    await until(lambda: resting(at_history) and set(column(at_history, Column.VENUE)) == {"Gənclik"})


async def test_enter_opens_the_order_beside_the_search(at_history: Agent, until: Until) -> None:
    opened: list[str] = []
    history(at_history).opened.connect(lambda order: opened.append(order.id))
    at_history.press("F4", "Down", "Return")
    await until(lambda: opened)
    assert opened == [column(at_history, Column.NUMBER)[1]]
    await until(lambda: at_history.parts.order_card.order is not None)
    assert at_history.parts.order_card.order is not None
    assert at_history.parts.order_card.order.id == opened[0]
    await until(at_history.window.isActiveWindow)


async def test_an_order_of_another_venue_that_is_opened_is_no_part_of_the_queue(
    at_history: Agent, until: Until
) -> None:
    box = at_history.named("Venue", QComboBox, history(at_history))
    box.setFocus()
    at_history.write("g")
    await until(lambda: resting(at_history) and set(column(at_history, Column.VENUE)) == {"Gənclik"})
    number = column(at_history, Column.NUMBER)[0]
    at_history.press("F4", "Return")
    await until(lambda: at_history.parts.order_card.detail is not None)
    assert at_history.parts.order_card.order is not None
    assert at_history.parts.order_card.order.id == number
    assert number not in at_history.parts.queue.orders


async def test_a_status_that_changes_is_written_in_the_row_and_the_row_chosen_stays(
    at_history: Agent, until: Until
) -> None:
    at_history.press("F4", "Down", "Down")
    row = next(at for at, state in enumerate(column(at_history, Column.STATE)) if "Received" in state)
    number = column(at_history, Column.NUMBER)[row]
    at_history.sandbox.advance_order(int(number), "DELIVERED")
    at_history.parts.queue.look_now()
    await until(lambda: "Delivered" in column(at_history, Column.STATE)[row])
    assert history(at_history).table.currentIndex().row() == 2


async def test_where_the_pos_is_away_a_sentence_says_so_and_a_key_tries_again(at_history: Agent, until: Until) -> None:
    further = history(at_history).findChildren(QPushButton)
    at_history.sandbox.pause_network()
    box = at_history.named("Venue", QComboBox, history(at_history))
    box.setFocus()
    at_history.write("g")
    await until(lambda: "The orders could not be read." in said(at_history))
    assert any(one.text() == "Look further  (Ctrl+Enter)" and one.isVisible() for one in further)
    at_history.sandbox.resume_network()
    at_history.press("Ctrl+Return")
    await until(lambda: resting(at_history) and set(column(at_history, Column.VENUE)) == {"Gənclik"})
    assert "could not be read" not in said(at_history)


async def test_signing_out_closes_it_and_leaves_no_order_in_it(at_history: Agent, until: Until) -> None:
    at_history.parts.session.sign_out(keep_local=True)
    await until(lambda: not history(at_history).isVisible())
    assert history(at_history).model.rowCount() == 0
