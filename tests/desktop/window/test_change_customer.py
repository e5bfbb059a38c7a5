"""Changing a customer in place, through the real window, at a point of sale that lets it."""

import asyncio

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QRadioButton

from callcenter.desk.connection import Link
from callcenter.model.customer import Customer, CustomerChange
from callcenter.replica.outbox import Act, State
from callcenter.settings import Profile
from callcenter.vault import Secret
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.conftest import SitDown
from tests.desktop.window.customer_card import LEYLA, open_card, opener, says, there

pytestmark = pytest.mark.anyio


async def _edit(agent: Agent, until: Until) -> None:
    asked = _asked(agent, "GET")
    agent.press("Ctrl+E")
    await until(lambda: agent.window.desk.edit.isVisible() and _asked(agent, "GET") > asked)
    await until(lambda: not _reading(agent))


def _reading(agent: Agent) -> bool:
    return agent.parts.editing._tasks.running("read")


def _asked(agent: Agent, method: str) -> int:
    return sum(one.method == method and "/customers/" in one.path for one in agent.sandbox.requests)


def _retype(agent: Agent, field: str, text: str) -> None:
    agent.named(field, type(agent.field(field)), agent.window.desk.edit).setFocus()
    agent.press("Ctrl+A", "Backspace")
    agent.write(text)


@pytest.fixture
async def kept(sit_down: SitDown, posstar_profile: Profile, posstar_secret: Secret, until: Until) -> Agent:
    """Give an agent at a desk whose computer has a keyring: what waits to be sent survives the program."""
    agent = await sit_down(open_vault=opener())
    agent.parts.session.sign_in(posstar_profile, posstar_secret)
    await until(lambda: agent.link is Link.LIVE and agent.parts.dispatch.keeps)
    return agent


# ---- six fields -----------------------------------------------------------------------------------------------------


async def test_a_new_customer_has_all_six_fields_typed_by_keys_alone(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    agent.press("Ctrl+N")
    for text in ("Nərgiz Quliyeva", "050 555 01 98", "nergiz@example.com", "Nizami 7"):
        agent.write(text)
        agent.press("Tab")
    agent.write("vip, ")
    agent.write("wholesale")
    agent.press("Return")
    agent.write("half")
    agent.press("Tab")
    agent.write("Calls late")
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == "Nərgiz Quliyeva" and agent.window.desk.card.complete)
    card = agent.parts.card.customer
    assert card is not None
    now = await there(agent, card.id)
    assert (now.phone, now.email, now.address) == ("+994505550198", "nergiz@example.com", "Nizami 7")
    assert (now.tags, now.notes) == (("vip", "wholesale", "half"), "Calls late")


async def test_a_tag_that_is_still_being_typed_is_saved_too(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    agent.press("Ctrl+N")
    agent.write("Nərgiz")
    agent.press("Tab", "Tab", "Tab", "Tab")
    assert agent.focus == "Tags"
    agent.write("retail")
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == "Nərgiz")
    card = agent.parts.card.customer
    assert card is not None
    assert (await there(agent, card.id)).tags == ("retail",)


async def test_the_key_of_each_title_leads_to_its_field_the_tags_included(posstar_window: Agent) -> None:
    agent = posstar_window
    agent.press("Ctrl+N")
    for key, name in (("Alt+A", "Address"), ("Alt+S", "Tags"), ("Alt+T", "Notes"), ("Alt+P", "Phone")):
        agent.press(key)
        assert agent.focus == name


async def test_a_tag_too_long_is_told_under_its_field_and_nothing_is_sent(posstar_window: Agent) -> None:
    agent = posstar_window
    posted = [one for one in agent.sandbox.requests if one.method == "POST"]
    agent.press("Ctrl+N")
    agent.write("Nərgiz")
    agent.press("Tab", "Tab", "Tab", "Tab")
    agent.write("x" * 41)
    agent.press("Ctrl+Return")
    assert "40 letters at most" in says(agent)
    assert [one for one in agent.sandbox.requests if one.method == "POST"] == posted


# ---- tags -----------------------------------------------------------------------------------------------------------


async def test_tags_are_reached_and_removed_by_keys(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    leyla = await open_card(agent, until)
    await _edit(agent, until)
    agent.press("Tab", "Tab", "Tab", "Tab")
    assert agent.focus == "Tags"
    agent.press("Left", "Left")
    assert agent.focus == "tag vip, Delete removes it"
    agent.press("Delete")
    assert agent.focus == "tag wholesale, Delete removes it"
    agent.press("Right")
    assert agent.focus == "Tags"
    agent.press("Backspace")
    assert agent.focus == "tag wholesale, Delete removes it"
    agent.press("Right")
    QApplication.clipboard().setText("a, b;c")
    agent.press("Ctrl+V", "Ctrl+Return")
    await until(lambda: agent.card_of)
    assert (await there(agent, leyla.id)).tags == ("wholesale", "a", "b", "c")


# ---- what is sent ---------------------------------------------------------------------------------------------------


async def test_only_what_was_changed_is_sent_and_what_others_change_meanwhile_stays(
    posstar_window: Agent, until: Until
) -> None:
    agent = posstar_window
    leyla = await open_card(agent, until)
    await _edit(agent, until)
    await agent.parts.session.pos.update_customer(leyla.id, CustomerChange(notes="From elsewhere", tags=("new",)))
    _retype(agent, "Address", "Nizami 14")
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == LEYLA.name)
    now = await there(agent, leyla.id)
    assert now == msgspec.structs.replace(leyla, address="Nizami 14", notes="From elsewhere", tags=("new",))
    assert "Nizami 14" in says(agent)
    assert "From elsewhere" in says(agent)


async def test_saving_with_nothing_changed_asks_for_nothing(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    await open_card(agent, until)
    await _edit(agent, until)
    asked = len(agent.sandbox.requests)
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == LEYLA.name)
    assert not agent.parts.dispatch.entries
    assert len(agent.sandbox.requests) == asked


async def test_an_emptied_field_is_emptied_there_and_a_number_spelled_otherwise_is_no_change(
    posstar_window: Agent, until: Until
) -> None:
    agent = posstar_window
    leyla = await open_card(agent, until)
    await _edit(agent, until)
    _retype(agent, "Phone", "050 555-01-99")
    _retype(agent, "E-mail", "")
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == LEYLA.name)
    body = agent.parts.dispatch.entries[-1]
    assert agent.parts.dispatch.about(body).fields == ("email",)
    now = await there(agent, leyla.id)
    assert (now.email, now.phone) == (None, LEYLA.phone)


async def test_a_wrong_number_is_told_under_its_field_and_nothing_leaves(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    await open_card(agent, until)
    await _edit(agent, until)
    _retype(agent, "Phone", "050 55")
    agent.press("Ctrl+Return")
    assert "too short" in says(agent)
    assert agent.focus == "Phone"
    assert not agent.parts.dispatch.entries


async def test_what_stood_wrong_before_keeps_nobody_from_changing_the_rest(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    leyla = await open_card(agent, until, msgspec.structs.replace(LEYLA, phone="ask at the bar"))
    await _edit(agent, until)
    _retype(agent, "Name", "Leyla Əliyeva")
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == "Leyla Əliyeva")
    assert (await there(agent, leyla.id)).phone == "ask at the bar"


async def test_the_servers_refusal_of_a_field_is_told_under_it(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    await open_card(agent, until)
    await _edit(agent, until)
    _retype(agent, "E-mail", "x" * 243 + "@example.com")  # an address to this desk, too long to the server
    agent.press("Ctrl+Return")
    await until(lambda: not agent.window.desk.edit.busy)
    box = agent.named("E-mail", type(agent.field("E-mail")), agent.window.desk.edit)
    await until(lambda: box.accessibleDescription() != "")
    assert agent.window.desk.edit.isVisible()
    assert not agent.parts.dispatch.entries


# ---- somebody else --------------------------------------------------------------------------------------------------


async def _collide(agent: Agent, until: Until) -> Customer:
    """Save a form in which somebody else was faster in one field."""
    leyla = await open_card(agent, until)
    await _edit(agent, until)
    await agent.parts.session.pos.update_customer(leyla.id, CustomerChange(address="Nizami 99"))
    _retype(agent, "Address", "Nizami 14")
    _retype(agent, "Name", "Leyla Əliyeva")
    agent.press("Ctrl+Return")
    await until(lambda: "You saw" in says(agent))
    return leyla


async def test_a_field_that_somebody_else_changed_stands_side_by_side_until_the_agent_has_chosen(
    posstar_window: Agent, until: Until
) -> None:
    agent = posstar_window
    leyla = await _collide(agent, until)
    assert {"Nizami 12", "Nizami 14", "Nizami 99"} <= set(says(agent).split("\n"))
    assert not agent.parts.dispatch.entries  # the form holds it all
    agent.press("Ctrl+Return")
    assert "Choose whose" in agent.window.desk.edit.message
    assert agent.focus == "Address: keep mine"
    agent.press("Space")
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == "Leyla Əliyeva")
    now = await there(agent, leyla.id)
    assert (now.name, now.address, now.notes) == ("Leyla Əliyeva", "Nizami 14", leyla.notes)


async def test_theirs_is_kept_by_an_arrow_and_the_rest_of_the_form_is_saved(
    posstar_window: Agent, until: Until
) -> None:
    agent = posstar_window
    leyla = await _collide(agent, until)
    agent.named("Address: keep mine", QRadioButton).setFocus()
    agent.press("Right", "Space")
    assert agent.focus == "Address: keep theirs"
    assert agent.named("Address", type(agent.field("Address")), agent.window.desk.edit).text() == "Nizami 99"
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == "Leyla Əliyeva")
    assert agent.parts.dispatch.about(agent.parts.dispatch.entries[-1]).fields == ("name",)
    assert (await there(agent, leyla.id)).address == "Nizami 99"


async def test_fields_not_touched_yet_take_what_the_point_of_sale_tells_when_the_form_opens(
    posstar_window: Agent, until: Until
) -> None:
    agent = posstar_window
    leyla = await open_card(agent, until)
    await agent.parts.session.pos.update_customer(leyla.id, CustomerChange(address="Nizami 99", notes="New"))
    await _edit(agent, until)
    assert agent.named("Address", type(agent.field("Address")), agent.window.desk.edit).text() == "Nizami 99"
    assert agent.named("Notes", QPlainTextEdit, agent.window.desk.edit).toPlainText() == "New"
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == LEYLA.name)
    assert not agent.parts.dispatch.entries


# ---- without an answer ----------------------------------------------------------------------------------------------


async def test_offline_the_change_waits_the_card_shows_it_and_it_leaves_when_the_line_is_back(
    kept: Agent, until: Until
) -> None:
    agent = kept
    leyla = await open_card(agent, until)
    await _edit(agent, until)
    agent.sandbox.set_faults("reset-before=1")
    agent.parts.find.again()
    _retype(agent, "Address", "Nizami 14")
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == LEYLA.name, within=10)
    assert "changes wait to be sent" in says(agent)
    assert "Nizami 14" in says(agent)
    agent.window.desk.side.open_by_id(leyla.id)  # opened again it is so still
    await until(lambda: "Nizami 14" in says(agent))
    agent.sandbox.set_faults("")
    agent.parts.dispatch.send_now()
    await until(lambda: [one.state for one in agent.parts.dispatch.entries] == [State.SENT], within=10)
    assert (await there(agent, leyla.id)).address == "Nizami 14"
    await until(lambda: "wait to be sent" not in says(agent) and "Nizami 14" in says(agent))


async def test_a_conflict_that_comes_later_is_told_and_mended_in_the_form(kept: Agent, until: Until) -> None:
    agent = kept
    leyla = await open_card(agent, until)
    await _edit(agent, until)
    agent.sandbox.set_faults("reset-before=1")
    _retype(agent, "Address", "Nizami 14")
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == LEYLA.name, within=10)
    agent.sandbox.set_faults("")
    await agent.parts.session.pos.update_customer(leyla.id, CustomerChange(address="Nizami 99"))
    agent.parts.dispatch.send_now()
    await until(lambda: [one.state for one in agent.parts.dispatch.entries] == [State.REFUSED], within=10)
    await until(lambda: "could not be sent" in agent.window.desk.notice.text)
    agent.button("Mend").click()
    await until(lambda: "You saw" in says(agent))
    assert {"Nizami 12", "Nizami 14", "Nizami 99"} <= set(says(agent).split("\n"))
    agent.named("Address: keep mine", QRadioButton).setFocus()
    agent.press("Space", "Ctrl+Return")
    await until(lambda: [one.state for one in agent.parts.dispatch.entries] == [State.SENT])
    assert (await there(agent, leyla.id)).address == "Nizami 14"


async def test_without_a_keyring_the_form_holds_what_was_not_answered(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    await open_card(agent, until)
    await _edit(agent, until)
    agent.sandbox.set_faults("reset-before=1")
    _retype(agent, "Address", "Nizami 14")
    agent.press("Ctrl+Return")
    await until(lambda: agent.window.desk.edit.message, within=10)
    assert agent.window.desk.edit.isVisible()
    assert not agent.parts.dispatch.entries


# ---- left unfinished ------------------------------------------------------------------------------------------------


async def test_esc_asks_nothing_and_keeps_what_was_typed(posstar_window: Agent, until: Until) -> None:
    agent = posstar_window
    leyla = await open_card(agent, until)
    await _edit(agent, until)
    _retype(agent, "Address", "Nizami 14")
    agent.press("Escape")
    assert agent.card_of == LEYLA.name
    agent.press("Ctrl+E")
    await until(agent.window.desk.edit.isVisible)
    assert "You left this form unfinished" in agent.window.desk.edit.message
    assert agent.named("Address", type(agent.field("Address")), agent.window.desk.edit).text() == "Nizami 14"
    agent.button("&Undo the changes").click()
    assert agent.named("Address", type(agent.field("Address")), agent.window.desk.edit).text() == "Nizami 12"
    agent.press("Ctrl+Return")
    await until(lambda: agent.card_of == LEYLA.name)
    assert (await there(agent, leyla.id)).address == "Nizami 12"


async def test_what_was_typed_survives_a_crash_and_is_offered_to_the_next_desk(
    sit_down: SitDown, posstar_profile: Profile, posstar_secret: Secret, until: Until
) -> None:
    vault = opener()
    first = await sit_down(open_vault=vault)
    first.parts.session.sign_in(posstar_profile, posstar_secret)
    await until(lambda: first.link is Link.LIVE and first.parts.files.local)
    leyla = await open_card(first, until)
    await _edit(first, until)
    _retype(first, "Address", "Nizami 14")
    local = first.parts.files.local
    assert local is not None
    name = f"edit-customer:{leyla.id}"
    while await local.desk.drafts.load(name) is None:  # noqa: ASYNC110 - the file tells nobody
        await asyncio.sleep(0.01)
    first.window.close()
    second = await sit_down(open_vault=vault)
    second.parts.session.sign_in(posstar_profile, posstar_secret)
    await until(lambda: "left unfinished" in second.window.desk.notice.text)
    assert LEYLA.name in second.window.desk.notice.text
    second.button("&Go on").click()
    await until(second.window.desk.edit.isVisible)
    assert second.named("Address", type(second.field("Address")), second.window.desk.edit).text() == "Nizami 14"
    await until(lambda: not _reading(second))
    second.press("Ctrl+Return")
    await until(lambda: second.card_of == LEYLA.name)
    now = await there(second, leyla.id)
    assert (now.address, now.notes) == ("Nizami 14", leyla.notes)


# ---- why not --------------------------------------------------------------------------------------------------------


async def test_where_customers_cannot_be_changed_it_is_said(agent: Agent, until: Until) -> None:
    await agent.look_for("leyla")
    agent.press("Return")
    await until(lambda: agent.card_of and agent.window.desk.card.complete)
    agent.press("Ctrl+E")
    assert "lets nobody change customers" in agent.window.desk.notice.text
    agent.press("Ctrl+Shift+Del")
    assert "deletes no customers" in agent.words_of(agent.window.desk.card)
    assert not any(entry.act in {Act.UPDATE_CUSTOMER, Act.DELETE_CUSTOMER} for entry in agent.parts.dispatch.entries)
