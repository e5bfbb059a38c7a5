"""The agent redeems points with keys alone: once, on the sale that is meant, and sees how far it has come."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from callcenter.desk.connection import Link
from callcenter.model.customer import Customer
from callcenter.replica.outbox import State
from callcenter.settings import load, settings_path
from callcenter.ui.customers.redeem import RedeemPane
from callcenter.ui.customers.redeem_sales import SalesView
from tests.desktop.window.agent import Agent, Until

pytestmark = pytest.mark.anyio

NUMBER = "0503332211"


def _page(agent: Agent) -> RedeemPane:
    return agent.window.desk.redeeming.page


def _foot(agent: Agent) -> str:
    return agent.window.status.currentMessage()


def _customer(agent: Agent) -> Customer:
    customer = agent.parts.card.customer
    assert customer is not None
    return customer


def _asked(agent: Agent) -> int:
    """Count the redemptions that the server was asked for."""
    return sum(one.method == "POST" and one.path.endswith("/loyalty/redeem") for one in agent.sandbox.requests)


def _receipt(agent: Agent, at: int) -> str:
    return _customer(agent).purchases[at].receipt_number or "no receipt"


def _kept(file: Path) -> str:
    profile = load(file.parent).active_profile
    return profile.point_value if profile is not None else ""


def _fields(agent: Agent) -> tuple[Any, Any]:
    return agent.field("How many points"), agent.field("Or the id of another sale")


@pytest.fixture
async def redeeming(posstar_window: Agent, until: Until) -> Agent:
    """Give an agent on the page, for a customer with two sales and more, and some hundred points."""
    agent = posstar_window
    await agent.look_for(NUMBER)
    await until(lambda: agent.parts.find.wanted.text == NUMBER and len(agent.found) > 1)
    who = agent.window.desk.search.model.customers[0].id
    agent.sandbox.purchase(who, 30000)
    agent.sandbox.purchase(who, 4500)
    agent.press("Return")
    await until(lambda: agent.parts.card.read_at and _customer(agent).purchases)
    agent.press("Ctrl+R")
    await until(_page(agent).isVisible)
    await until(lambda: agent.parts.card.read_at and agent.named("On which sale", SalesView).chosen)
    return agent


async def test_points_are_redeemed_by_keys_on_the_newest_sale_and_the_card_is_read_again(
    redeeming: Agent, until: Until
) -> None:
    agent, held = redeeming, redeeming.parts.points.held
    assert agent.focus == "How many points"
    agent.write("100")
    assert _page(agent).preview.startswith("about 10.00\u00a0₼ off")
    assert _receipt(agent, 0) in _page(agent).preview
    agent.press("Return")
    await until(lambda: "10.00\u00a0₼ off" in _page(agent).message)
    assert f"{held - 100} left" in _page(agent).message
    await until(lambda: _customer(agent).points == held - 100)
    (entry,) = agent.parts.dispatch.entries
    assert entry.state is State.SENT
    agent.press("Escape")
    await until(lambda: agent.card_of == _customer(agent).name)
    figures = agent.words_of(agent.window.desk.card)
    assert f"{held - 100:,}".replace(",", "\u202f") in figures


async def test_however_often_it_is_asked_for_it_is_done_once(redeeming: Agent, until: Until) -> None:
    agent, held = redeeming, redeeming.parts.points.held
    agent.sandbox.set_faults("latency@POST /customers/*/loyalty/redeem=0.4")
    agent.write("100")
    agent.press("Return", "Return", "Ctrl+Return", "Ctrl+R", "Return", "Escape", "Ctrl+R", "F5", "Ctrl+Return")
    await until(lambda: "off" in _page(agent).message)
    agent.press("Return", "Ctrl+Return", "Return")
    await until(lambda: _customer(agent).points == held - 100 and agent.link is Link.LIVE)
    assert _asked(agent) == 1
    assert len(agent.parts.dispatch.entries) == 1


async def test_the_next_points_need_a_new_number(redeeming: Agent, until: Until) -> None:
    agent, held = redeeming, redeeming.parts.points.held
    agent.write("10")
    agent.press("Return")
    await until(lambda: "off" in _page(agent).message)
    agent.press("Return", "Ctrl+Return")
    assert not agent.field("How many points").accessibleDescription()  # Enter once too often is no fault
    assert "off" in _page(agent).message
    agent.write("20")
    assert _page(agent).message == ""
    agent.press("Return")
    await until(lambda: "20 point" in _page(agent).message and "off" in _page(agent).message)
    await until(lambda: _customer(agent).points == held - 30)
    assert _asked(agent) == 2


async def test_arrows_choose_the_sale_and_more_than_it_cost_is_warned_of_not_forbidden(
    redeeming: Agent, until: Until
) -> None:
    agent = redeeming
    newest = _customer(agent).purchases[0]
    agent.press("Alt+A")
    count = agent.field("How many points")
    assert count.text() == str(agent.parts.points.held)
    count.selectAll()
    agent.write("460")
    assert "More than the sale's 45.00" in agent.words_of(_page(agent))
    agent.press("Down")
    assert agent.focus == "How many points"
    assert "More than the sale's" not in agent.words_of(_page(agent))
    assert _receipt(agent, 1) in _page(agent).preview
    agent.press("Up")
    agent.press("Return")
    await until(lambda: "redeemed" in _page(agent).message and agent.parts.dispatch.entries[0].state is State.SENT)
    assert newest.receipt_number in {one.receipt_number for one in _customer(agent).purchases}


async def test_what_cannot_be_redeemed_is_told_under_its_field_and_never_asked_for(redeeming: Agent) -> None:
    agent = redeeming
    count, sale = _fields(agent)
    for typed in ("0", "-1", "1.5", "x", str(agent.parts.points.held + 1), "9" * 40):
        count.clear()
        agent.write(typed)
        agent.press("Return")
        assert count.accessibleDescription()
        assert agent.focus == "How many points"
    count.setText("1")
    sale.setFocus()
    agent.write("not-a-sale")
    assert "paste it whole" in sale.accessibleDescription()
    agent.press("Return")
    assert agent.parts.dispatch.entries == ()


async def test_a_pasted_sale_counts_in_its_one_spelling(redeeming: Agent, until: Until) -> None:
    agent = redeeming
    count, sale = _fields(agent)
    meant = _customer(agent).purchases[1]
    count.setText("10")
    sale.setText(f" {{{meant.id.upper()}}} ")
    assert sale.accessibleDescription() == ""
    assert _receipt(agent, 1) in _page(agent).preview
    assert not agent.named("On which sale", SalesView).isEnabled()
    agent.press("Ctrl+Return")
    await until(lambda: "off" in _page(agent).message)
    body = next(one for one in agent.parts.dispatch.entries).body
    assert meant.id.encode() in body


async def test_a_sale_that_nobody_knows_is_refused_in_words_and_something_else_can_be_tried(
    redeeming: Agent, until: Until
) -> None:
    agent = redeeming
    count, sale = _fields(agent)
    count.setText("10")
    sale.setText(str(uuid.uuid4()))
    agent.press("Ctrl+Return")
    await until(lambda: "not redeemed" in _page(agent).message)
    assert "This sale is not the customer's" in _page(agent).message
    assert not agent.window.desk.notice.text  # once is enough: the page is in sight
    assert count.text() == "10"
    sale.clear()
    agent.press("Ctrl+Return")
    await until(lambda: "off" in _page(agent).message)
    assert [entry.state for entry in agent.parts.dispatch.entries] == [State.SENT]


async def test_a_refusal_that_was_read_does_not_stay_in_the_way(redeeming: Agent, until: Until) -> None:
    agent = redeeming
    count, sale = _fields(agent)
    count.setText("10")
    sale.setText(str(uuid.uuid4()))
    agent.press("Ctrl+Return")
    await until(lambda: "not redeemed" in _page(agent).message)
    agent.press("Escape")
    await until(lambda: not agent.parts.dispatch.entries)


async def test_no_discount_is_promised_while_nobody_answers(redeeming: Agent, until: Until) -> None:
    agent = redeeming
    agent.press("Escape")
    agent.sandbox.pause_network()
    agent.parts.card.open(_customer(agent))
    await until(lambda: agent.link is Link.OFFLINE)
    agent.press("Ctrl+R")
    assert "no discount can be promised" in _foot(agent)
    assert not _page(agent).isVisible()


async def test_an_answer_that_is_lost_is_told_and_the_points_are_read_back(redeeming: Agent, until: Until) -> None:
    agent, held = redeeming, redeeming.parts.points.held
    agent.sandbox.set_faults("reset-after@POST /customers/*/loyalty/redeem=1")
    agent.write("100")
    agent.press("Return", "Return")
    await until(lambda: "100 points redeemed" in _page(agent).message, within=15.0)
    await until(lambda: _customer(agent).points == held - 100)
    assert _asked(agent) == 1


async def test_the_card_tells_that_points_are_being_redeemed(redeeming: Agent, until: Until) -> None:
    agent = redeeming
    agent.sandbox.set_faults("latency@POST /customers/*/loyalty/redeem=0.5")
    agent.write("100")
    agent.press("Return", "Escape")
    card = agent.window.desk.card
    await until(lambda: "100 points are being redeemed" in agent.words_of(card))
    await until(lambda: "being redeemed" not in agent.words_of(card))


async def test_a_call_leaves_the_page_and_what_is_typed_alone(redeeming: Agent, until: Until) -> None:
    agent = redeeming
    agent.write("12")
    agent.desk.arrivals.hear("0505355757")
    await until(lambda: agent.window.desk.calls.text)
    assert _page(agent).isVisible()
    assert agent.field("How many points").text() == "12"


async def test_what_a_point_is_worth_is_learnt_from_the_answer_and_kept(
    redeeming: Agent, until: Until, tmp_path: Path
) -> None:
    agent, session = redeeming, redeeming.parts.session
    assert session.profile is not None
    session.learn(replace(session.profile, point_value="0.25"))
    agent.press("Escape", "Ctrl+R")
    agent.write("40")
    assert _page(agent).preview.startswith("about 10.00\u00a0₼ off")
    agent.press("Return")
    await until(lambda: "4.00\u00a0₼ off" in _page(agent).message)
    assert session.profile.point_value == "0.1"
    (file,) = tmp_path.rglob(settings_path(Path()).name)  # noqa: ASYNC240 - a folder of this test
    await until(lambda: _kept(file) == "0.1")


async def test_who_has_no_points_is_told_so(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    agent.press("Ctrl+R")
    assert "Open a customer's card first" in _foot(agent)
    agent.press(*["Ctrl+Shift+F"] * 4, "Ctrl+Shift+G")
    await until(lambda: agent.settled and agent.window.desk.search.model.customers[0].points == 0)
    agent.press("Return")
    await until(lambda: agent.parts.card.read_at)
    agent.press("Ctrl+R")
    assert _foot(agent) == "This customer has no points."
    agent.press("Down", "Return")
    await until(lambda: _foot(agent) == "")  # it would be read as the next customer's
