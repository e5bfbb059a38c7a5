"""A desk whose point of sale tells no orders: no queue, and a sentence where there is nothing to do."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from callcenter.settings import Profile
from callcenter.ui.shell.key_map import KeyMap
from callcenter.vault import Secret
from tests.desktop.window.agent import Agent, Until

pytestmark = pytest.mark.anyio

_OF_ORDERS = (
    *("F4", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+F", "Ctrl+Shift+V", "Ctrl+Shift+U"),
    *("Ctrl+H", "F6", "Ctrl+Alt+C", "Ctrl+Shift+X", "Ctrl+Shift+R", "Ctrl+T", "Ctrl+Shift+D"),
)
_ASIDE = {"quit", "sign-out", "theme", "phone-address", "keys", "call-log", "outbox", "account"}
"""Actions that end the desk, or open windows of their own."""


def _foot(agent: Agent) -> str:
    return agent.window.status.currentMessage()


def _shown_keys() -> KeyMap | None:
    shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, KeyMap) and one.isVisible())
    return next(shown, None)


async def test_the_queue_gives_its_room_to_search_and_side(posstar_window: Agent) -> None:
    desk = posstar_window.window.desk
    assert not desk.queue.isVisible()
    assert desk.side.height() > desk.height() - 20


async def test_a_key_of_the_orders_says_why_it_does_nothing(posstar_window: Agent) -> None:
    agent = posstar_window
    for key in _OF_ORDERS:
        agent.window.status.clearMessage()
        agent.press(key)
        assert _foot(agent) == "This point of sale tells no orders to desks.", key
        assert agent.focus == agent.search.accessibleName()


async def test_menu_and_venues_say_that_there_are_none(posstar_window: Agent) -> None:
    agent = posstar_window
    agent.press("Ctrl+M")
    assert _foot(agent) == "This point of sale tells no menu to desks."
    agent.press("Ctrl+Shift+M")
    assert _foot(agent) == "This point of sale tells no venues to desks."
    assert agent.window.looks.menu is None
    assert agent.window.looks.venues is None


async def test_the_map_of_keys_leaves_out_those_that_lead_nowhere(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    agent.press("F1")
    await until(lambda: _shown_keys() is not None)
    shown = _shown_keys()
    assert shown is not None
    told = {one.text() for one in shown.findChildren(QLabel)}
    assert {"F4", "F6", "Ctrl+1", "Ctrl+H", "Ctrl+M"}.isdisjoint(told)
    assert {"Ctrl+E", "Ctrl+R", "Ctrl+B", "Ctrl+Z", "Ctrl+Shift+Del", "Esc"} <= told
    shown.close()


async def test_no_action_fails_without_orders(posstar_window: Agent) -> None:
    agent = posstar_window
    for act in agent.window.actions_.acts:
        if act.name not in _ASIDE:
            agent.window.actions_[act.name].trigger()
    assert agent.window.desk.isVisible()


async def test_the_queue_comes_with_a_point_of_sale_that_has_orders_and_goes_again(
    posstar_window: Agent, profile: Profile, secret: Secret, posstar_secret: Secret, until: Until
) -> None:
    agent, queue = posstar_window, posstar_window.window.desk.queue
    agent.parts.session.sign_in(profile, secret)
    await until(lambda: queue.isVisible() and agent.parts.queue.orders)
    assert queue.height() > 200
    agent.press("F4")
    assert queue.has_focus
    agent.parts.session.sign_in(agent.profile, posstar_secret)
    await until(lambda: agent.parts.session.user and not queue.isVisible())
    agent.press("F4")
    assert _foot(agent) == "This point of sale tells no orders to desks."


async def test_the_foot_keeps_no_room_for_a_quota_that_is_never_told(
    posstar_window: Agent, profile: Profile, secret: Secret, posstar_secret: Secret, until: Until
) -> None:
    agent = posstar_window
    left = next(one for one in agent.window.status.findChildren(QLabel) if one.accessibleName() == "Requests left")
    assert not left.isVisible()
    agent.parts.session.sign_in(profile, secret)
    await until(lambda: left.isVisible() and "requests left" in left.text())
    agent.parts.session.sign_in(agent.profile, posstar_secret)
    await until(lambda: agent.parts.session.user and not left.isVisible())


async def test_a_desk_without_a_queue_opens_without_one(posstar_window: Agent) -> None:
    agent, memory = posstar_window, posstar_window.window.memory
    agent.window.desk.remember(memory)
    agent.window.desk.queue.show()
    agent.window.desk.restore(memory)
    assert not agent.window.desk.queue.isVisible()


async def test_the_strip_of_a_call_tells_how_the_caller_stands(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    await agent.look_for("0503332211")
    await until(lambda: agent.parts.find.wanted.text == "0503332211" and len(agent.found) > 1)
    caller = agent.window.desk.search.model.customers[0]
    agent.sandbox.purchase(caller.id, 450000, on_account=True)
    agent.desk.arrivals.hear("0503332211")
    strip = agent.window.desk.calls
    await until(lambda: "owes 4\u202f" in strip.text)
    assert "last purchase 4\u202f500.00\u00a0₼ (now)" in strip.text
    assert "point" in strip.text
