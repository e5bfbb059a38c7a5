"""Deleting a customer, through the real window: the question, the time to take it back, and nothing left."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from callcenter.desk.connection import Link
from callcenter.desk.drafts import PAUSE
from callcenter.model.customer import Customer, CustomerQuery, NewCustomer
from callcenter.pos import errors
from callcenter.replica.outbox import Act, State
from callcenter.settings import Profile
from callcenter.vault import Secret
from tests.desk.at_work import heard
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.conftest import SitDown
from tests.desktop.window.customer_card import LEYLA, open_card, opener, says, there

pytestmark = pytest.mark.anyio


@pytest.fixture
async def kept(sit_down: SitDown, posstar_profile: Profile, posstar_secret: Secret, until: Until) -> Agent:
    """Give an agent at a desk with a keyring, so that what waits and what is known lie on the disk."""
    agent = await sit_down(open_vault=opener())
    agent.parts.session.sign_in(posstar_profile, posstar_secret)
    await until(lambda: agent.link is Link.LIVE and agent.parts.dispatch.keeps)
    return agent


async def _delete(agent: Agent, until: Until, *, undo: float = 1.0) -> None:
    """Say twice that the customer on the card is to be deleted, with so many seconds to take it back."""
    agent.parts.removal.undo = timedelta(seconds=undo)
    agent.press("Ctrl+Shift+Del", "Space")
    await until(lambda: "is deleted in" in says(agent))


def _deletions(agent: Agent) -> list[State]:
    return [entry.state for entry in agent.parts.dispatch.entries if entry.act is Act.DELETE_CUSTOMER]


def _deleted(agent: Agent) -> int:
    return sum(one.method == "DELETE" for one in agent.sandbox.requests)


async def _remembered(agent: Agent, customer: Customer) -> bool:
    return await agent.parts.directory.known_customer(customer.id) is not None


async def test_a_customer_without_purchases_is_removed_for_good_and_nothing_of_them_is_left_here(
    kept: Agent, until: Until
) -> None:
    agent = kept
    leyla = await open_card(agent, until)
    assert await _remembered(agent, leyla)
    agent.parts.removal.undo = timedelta(seconds=1)
    agent.press("Ctrl+Shift+Del")
    assert "no purchases and are removed for good" in says(agent)
    assert agent.focus == "" and QApplication.focusWidget() is agent.button("Delete the customer")  # noqa: PT018
    agent.press("Space")
    await until(lambda: "is deleted in" in says(agent))
    assert "is being deleted" in says(agent)
    assert not _deleted(agent)
    await until(lambda: "is deleted." in agent.window.desk.notice.text, within=12)
    assert LEYLA.name in agent.window.desk.notice.text
    assert agent.card_of == ""
    with pytest.raises(errors.NotFound):
        await there(agent, leyla.id)
    assert not await _remembered(agent, leyla)
    assert not agent.parts.dispatch.entries
    await agent.look_for("zumrud qaraqus")
    assert not any(row.startswith(LEYLA.name) for row in agent.found)


async def test_enter_presses_the_button_that_has_the_focus_and_the_deletion_can_be_taken_back(
    kept: Agent, until: Until
) -> None:
    agent = kept
    await open_card(agent, until)
    agent.parts.removal.undo = timedelta(seconds=30)
    agent.press("Ctrl+Shift+Del", "Tab", "Return")
    assert not _deletions(agent)
    assert "Delete" not in says(agent)
    agent.press("Ctrl+Shift+Del", "Return")
    await until(lambda: _deletions(agent) == [State.WAITING])
    agent.press("Ctrl+Z")
    await until(lambda: not _deletions(agent))
    assert not _deleted(agent)


async def test_a_customer_with_sales_is_made_nameless_and_the_question_says_so(
    posstar_window: Agent, until: Until
) -> None:
    agent = posstar_window
    leyla = await agent.parts.session.pos.create_customer(LEYLA)
    agent.sandbox.purchase(leyla.id, 4500)
    agent.window.desk.side.open_by_id(leyla.id)
    await until(lambda: agent.card_of == LEYLA.name and agent.window.desk.card.complete)
    agent.parts.removal.undo = timedelta(seconds=0)
    agent.press("Ctrl+Shift+Del")
    assert "1 purchase:" in says(agent)
    assert "the name and numbers are erased, the sale stays" in says(agent)
    agent.press("Space")
    await until(lambda: "is deleted." in agent.window.desk.notice.text, within=12)
    nameless = await there(agent, leyla.id)
    assert (nameless.phone, nameless.email, nameless.receipt_count) == (None, None, 1)
    assert nameless.name != LEYLA.name


@pytest.mark.parametrize("place", ["card", "search"])
async def test_a_deletion_taken_back_never_leaves(posstar_window: Agent, until: Until, place: str) -> None:
    agent = posstar_window
    leyla = await open_card(agent, until)
    await _delete(agent, until, undo=60)
    if place == "search":  # where Ctrl+Z takes back letters otherwise
        agent.press("Ctrl+K")
        agent.write("x")
    agent.press("Ctrl+Z")
    await until(lambda: not agent.parts.dispatch.entries)
    assert "Taken back" in agent.window.status.currentMessage()
    await until(lambda: "is being deleted" not in says(agent))
    assert "is deleted in" not in says(agent)
    assert (await there(agent, leyla.id)).name == LEYLA.name
    assert not _deleted(agent)


async def test_esc_leaves_the_customer_as_they_are(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    await open_card(agent, until)
    agent.press("Ctrl+Shift+Del")
    assert "removed for good" in says(agent)
    agent.press("Escape")
    assert "removed for good" not in says(agent)
    assert not agent.parts.dispatch.entries


async def test_another_card_does_not_take_over_the_question(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    await open_card(agent, until)
    agent.press("Ctrl+Shift+Del")
    rows = (await agent.parts.session.pos.customers(CustomerQuery(limit=5))).rows
    other = next(one for one in rows if one.name != LEYLA.name)
    agent.window.desk.side.open_customer(other)
    await until(lambda: agent.card_of == other.name)
    assert "Delete" not in says(agent)
    agent.press("Ctrl+Shift+Del")
    assert other.name in says(agent)
    assert not agent.parts.dispatch.entries


async def test_offline_a_deletion_waits_and_can_be_taken_back_as_long_as_it_has_not_left(
    kept: Agent, until: Until
) -> None:
    agent = kept
    leyla = await open_card(agent, until)
    agent.sandbox.set_faults("reset-before=1")
    await _delete(agent, until)
    await until(lambda: "The deletion waits to be sent" in says(agent), within=12)
    await until(lambda: _deletions(agent) == [State.WAITING], within=12)
    agent.press("Ctrl+Z")
    await until(lambda: not agent.parts.dispatch.entries)
    agent.sandbox.set_faults("")
    assert (await there(agent, leyla.id)).name == LEYLA.name


async def test_a_deletion_that_was_refused_says_why_and_the_customer_stays(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    leyla = await open_card(agent, until)
    agent.sandbox.set_faults("status-403@DELETE /customers=1")
    await _delete(agent, until)
    await until(lambda: "The customer could not be deleted." in says(agent), within=12)
    assert _deletions(agent) == [State.REFUSED]
    assert agent.card_of == LEYLA.name
    agent.sandbox.set_faults("")
    await _delete(agent, until)  # tried again
    await until(lambda: "is deleted." in agent.window.desk.notice.text, within=12)
    with pytest.raises(errors.NotFound):
        await there(agent, leyla.id)


async def test_a_customer_who_is_being_deleted_cannot_be_changed(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    await open_card(agent, until)
    await _delete(agent, until, undo=60)
    agent.press("Ctrl+E")
    assert "being deleted: take that back first" in agent.window.desk.notice.text
    assert not agent.window.desk.edit.isVisible()


async def test_an_unfinished_form_of_a_deleted_customer_is_forgotten(kept: Agent, until: Until) -> None:
    agent = kept
    leyla = await open_card(agent, until)
    agent.press("Ctrl+E")
    await until(agent.window.desk.edit.isVisible)
    agent.write("x")
    local = agent.parts.files.local
    assert local is not None
    while not await local.desk.drafts.all():  # noqa: ASYNC110 - the file tells nobody
        await asyncio.sleep(0.01)
    agent.press("Escape", "F3")
    await _delete(agent, until)
    await until(lambda: "is deleted." in agent.window.desk.notice.text, within=12)
    assert agent.parts.unfinished.of(leyla) is None
    while await local.desk.drafts.all():  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.01)


async def test_a_card_that_comes_by_its_id_alone_takes_the_question_away(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    await open_card(agent, until)
    agent.parts.removal.undo = timedelta(seconds=0)
    other = await agent.parts.session.pos.create_customer(NewCustomer(cid="", name="Somebody Else"))
    agent.press("Ctrl+Shift+Del")
    assert LEYLA.name in agent.window.desk.changes.question.text
    agent.window.desk.side.open_by_id(other.id)  # nothing is known of them here
    await until(lambda: agent.card_of == "Somebody Else")
    assert not agent.window.desk.changes.question.asks
    assert "Delete" not in says(agent)


async def test_a_form_that_is_open_goes_with_its_customer_and_leaves_no_draft(kept: Agent, until: Until) -> None:
    agent = kept
    leyla = await open_card(agent, until)
    agent.sandbox.set_faults("status-403@DELETE /customers=1")
    await _delete(agent, until, undo=0.2)
    await until(lambda: _deletions(agent) == [State.REFUSED])
    agent.press("Ctrl+E")
    await until(agent.window.desk.edit.isVisible)
    agent.write("x")
    local = agent.parts.files.local
    assert local is not None
    while not await local.desk.drafts.all():  # noqa: ASYNC110 - the file tells nobody
        await asyncio.sleep(0.01)
    agent.sandbox.set_faults("")
    agent.parts.dispatch.retry(agent.parts.dispatch.entries[0])
    await until(lambda: "is deleted." in agent.window.desk.notice.text)
    assert not agent.window.desk.edit.isVisible()
    assert LEYLA.name not in agent.window.desk.edit.fields.form().name
    assert agent.focus == agent.search.accessibleName()
    while await local.desk.drafts.all():  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.01)
    await asyncio.sleep(2 * PAUSE)  # as long as a draft that comes late would take
    assert not await local.desk.drafts.all()
    assert agent.parts.unfinished.of(leyla) is None


async def test_a_customer_deleted_while_they_call_is_named_neither_by_the_call_nor_in_the_log(
    posstar_window: Agent, until: Until
) -> None:
    agent = posstar_window
    await open_card(agent, until)
    agent.desk.arrivals.hear(LEYLA.phone or "")
    await until(lambda: LEYLA.name in agent.words_of(agent.window.desk.calls))
    agent.parts.removal.undo = timedelta(seconds=0)
    agent.parts.removal.remove()
    await until(lambda: "is deleted." in agent.window.desk.notice.text)
    assert LEYLA.name not in agent.words_of(agent.window.desk.calls)
    assert "ringing" in agent.words_of(agent.window.desk.calls)
    listed = heard(agent.parts.calls.book.listed)
    agent.parts.calls.dismiss()
    agent.parts.calls.book.look()
    await until(lambda: listed)
    assert [(call.number, call.who, call.customer_id) for call in listed[-1]] == [(LEYLA.phone, None, None)]


async def test_a_caller_who_was_asked_for_before_they_were_deleted_does_not_come_back(
    posstar_window: Agent, until: Until
) -> None:
    agent = posstar_window
    leyla = await open_card(agent, until)
    local = agent.parts.files.local
    assert local is not None
    asked_at = datetime.now(UTC)
    await agent.parts.directory.forget(leyla.id, leyla.name)
    assert await local.replica.customer(leyla.id) is None
    await local.replica.upsert([leyla], asked_at=asked_at)
    assert await local.replica.customer(leyla.id) is None


async def test_the_page_for_redeeming_goes_with_its_customer(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    leyla = await agent.parts.session.pos.create_customer(LEYLA)
    agent.sandbox.purchase(leyla.id, 450_000)
    agent.window.desk.side.open_by_id(leyla.id)
    await until(lambda: agent.card_of == LEYLA.name and agent.window.desk.card.complete)
    page = agent.window.desk.redeeming.page
    agent.press("Ctrl+R")
    await until(page.isVisible)
    agent.write("10")
    agent.parts.removal.undo = timedelta(seconds=0.5)
    agent.parts.removal.remove()
    await until(lambda: _deletions(agent))
    agent.press("Return")
    assert "being deleted" in page.message
    await until(lambda: "is deleted." in agent.window.desk.notice.text)
    assert not page.isVisible()
    assert agent.focus == agent.search.accessibleName()
    assert not any(LEYLA.name in one.text() for one in page.findChildren(QLabel))
    assert not any(one.path.endswith("/redeem") for one in agent.sandbox.requests)
