"""A call rings: the strip tells who it is, the card comes, and nobody's typing is disturbed."""

import pytest
from PySide6.QtWidgets import QRadioButton

from callcenter.ui.calls.strip import CallStrip
from callcenter.ui.customers.form_fields import FormFields
from tests.desktop.window.agent import Agent, Until

pytestmark = pytest.mark.anyio

LEYLA = "+994505355757"
UNKNOWN = "+994557172020"


@pytest.fixture
async def at_phone(agent: Agent, until: Until) -> Agent:
    """Give an agent whose local files are open."""
    await until(lambda: agent.parts.files.local is not None)
    return agent


def strip(agent: Agent) -> CallStrip:
    return agent.window.desk.calls


async def ring(agent: Agent, until: Until, number: str, says: str) -> None:
    agent.desk.arrivals.hear(number)
    await until(lambda: says in strip(agent).text)


async def test_the_strip_and_the_card_tell_who_calls(at_phone: Agent, until: Until) -> None:
    await ring(at_phone, until, LEYLA, "Leyla Əliyeva")
    assert strip(at_phone).text.startswith("☎  +994 50 535 57 57 ringing  ·  Leyla Əliyeva")
    assert at_phone.card_of == "Leyla Əliyeva"


async def test_what_is_being_typed_in_the_search_goes_on(at_phone: Agent, until: Until) -> None:
    at_phone.write("rauf")
    await ring(at_phone, until, LEYLA, "Leyla")
    at_phone.write(" al")
    assert at_phone.search.text() == "rauf al"
    assert at_phone.focus == at_phone.search.accessibleName()


async def test_what_is_being_typed_in_a_form_goes_on_and_f9_takes_the_call_up(at_phone: Agent, until: Until) -> None:
    at_phone.press("Ctrl+N")
    at_phone.write("Nər")
    await ring(at_phone, until, LEYLA, "Leyla")
    at_phone.write("giz")
    assert at_phone.on_the_form
    assert at_phone.field("Name").text() == "Nərgiz"
    at_phone.press("F9")
    assert at_phone.card_of == "Leyla Əliyeva"
    assert strip(at_phone).text == ""
    at_phone.press("Ctrl+N")
    assert at_phone.field("Name").text() == "Nərgiz"


async def test_an_unknown_number_is_already_in_the_form(at_phone: Agent, until: Until) -> None:
    await ring(at_phone, until, UNKNOWN, "nobody has this number yet")
    assert not at_phone.on_the_form
    at_phone.press("F9")
    assert at_phone.on_the_form
    assert at_phone.field("Phone").text() == "+994 55 717 20 20"
    assert at_phone.focus == "Name"


async def test_an_unfinished_form_is_kept_when_a_stranger_calls(at_phone: Agent, until: Until) -> None:
    at_phone.press("Ctrl+N")
    at_phone.write("Kamran")
    await ring(at_phone, until, UNKNOWN, "nobody")
    at_phone.press("F9")
    assert at_phone.field("Name").text() == "Kamran"
    assert "unfinished" in at_phone.form_says


async def test_of_several_on_one_number_the_agent_chooses_by_key(at_phone: Agent, until: Until) -> None:
    at_phone.sandbox.create_customer(name="Anar Əliyev", phone="+994551110000", phones=[LEYLA])
    await until(lambda: at_phone.parts.files.local is not None)
    local = at_phone.parts.files.local
    assert local is not None
    page = await at_phone.parts.session.pos.customers(_everybody())
    await local.replica.upsert(page.rows)
    at_phone.write("text")
    await ring(at_phone, until, LEYLA, "2 people on this number")
    assert at_phone.card_of == ""
    names = [button.text() for button in strip(at_phone).findChildren(QRadioButton) if button.isVisible()]
    assert [name.split(",")[0] for name in names] == ["Leyla Əliyeva", "Anar Əliyev   Alt+2"]
    at_phone.press("Alt+2")
    assert at_phone.card_of == "Anar Əliyev"
    at_phone.press("Ctrl+F9")
    assert at_phone.card_of == "Leyla Əliyeva"
    assert at_phone.search.text() == "text"
    at_phone.press("Alt+2", "F9")
    assert at_phone.card_of == "Anar Əliyev"
