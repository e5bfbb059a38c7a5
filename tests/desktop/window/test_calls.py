"""A call rings: the strip tells who it is, the card comes, and nobody's typing is disturbed."""

import asyncio

import pytest
from PySide6.QtWidgets import QRadioButton

from callcenter.model.customer import NewCustomer
from callcenter.replica.outbox import Act
from callcenter.ui.calls.strip import CallStrip
from callcenter.vault import Secret
from tests.desktop.window.agent import Agent, Until

pytestmark = pytest.mark.anyio

LEYLA = "+994505355757"
"""Three people share it."""
RAUF = "0503332211"
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
    await ring(at_phone, until, RAUF, "Rauf Aliyev")
    assert strip(at_phone).text.startswith("☎  +994 50 333 22 11 ringing  ·  Rauf Aliyev")
    assert at_phone.card_of == "Rauf Aliyev"
    assert at_phone.focus == at_phone.search.accessibleName()


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
    at_phone.write("text")
    await ring(at_phone, until, LEYLA, "3 people on this number")
    assert at_phone.card_of == ""
    names = [button.text().split("   ") for button in strip(at_phone).findChildren(QRadioButton) if button.isVisible()]
    assert [key for _, key in names] == ["Alt+1", "Alt+2", "Alt+3"]
    at_phone.press("Alt+2")
    assert at_phone.card_of == names[1][0].split(",")[0]
    at_phone.press("Ctrl+F9", "Ctrl+F9")
    assert at_phone.card_of == "Leyla Əliyeva"
    assert at_phone.search.text() == "text"
    at_phone.press("Alt+3", "F9")
    assert at_phone.card_of == names[2][0].split(",")[0]


async def test_open_orders_stand_in_the_strip_first_also_those_that_come_while_it_rings(
    at_phone: Agent, until: Until
) -> None:
    await ring(at_phone, until, RAUF, "Rauf Aliyev")
    number = at_phone.sandbox.place_order(customer_id=3)
    at_phone.press("F5")
    await until(lambda: f"#{number} Pending now" in strip(at_phone).text)


async def test_a_phone_that_passes_no_number_is_told_how_to_mend_it(at_phone: Agent, until: Until) -> None:
    at_phone.desk.arrivals.hear("%CallerNumber%")
    assert "%CallerNumber%" in strip(at_phone).refusal
    assert strip(at_phone).text == ""
    await ring(at_phone, until, RAUF, "Rauf")
    assert strip(at_phone).refusal == ""
    at_phone.desk.arrivals.hear("anonymous")
    assert "withholds" in strip(at_phone).refusal
    assert "Rauf" in strip(at_phone).text
    at_phone.press("Shift+F9")
    assert (strip(at_phone).refusal, strip(at_phone).text) == ("", "")


async def test_escape_in_the_strip_takes_the_call_off_and_gives_the_focus_back(at_phone: Agent, until: Until) -> None:
    await ring(at_phone, until, RAUF, "Rauf")
    at_phone.button("Take up  (F9)").setFocus()
    at_phone.press("Escape")
    assert strip(at_phone).text == ""
    assert at_phone.focus == at_phone.search.accessibleName()


async def test_a_newer_call_takes_the_place_of_the_older(at_phone: Agent, until: Until) -> None:
    await ring(at_phone, until, LEYLA, "3 people")
    await ring(at_phone, until, UNKNOWN, "+994 55 717 20 20")
    assert "people" not in strip(at_phone).text
    assert not [button for button in strip(at_phone).findChildren(QRadioButton) if button.isVisible()]


async def test_signing_out_takes_the_call_off_and_signing_in_brings_it_back(
    at_phone: Agent, until: Until, secret: Secret
) -> None:
    await ring(at_phone, until, RAUF, "Rauf")
    at_phone.parts.session.sign_out()
    assert strip(at_phone).text == ""
    at_phone.parts.session.sign_in(at_phone.profile, secret)
    await until(lambda: "Rauf Aliyev" in strip(at_phone).text)


async def test_who_is_found_after_f9_is_told_in_the_strip_and_the_form_keeps_the_focus(
    at_phone: Agent, until: Until
) -> None:
    local = at_phone.parts.files.local
    assert local is not None
    async with asyncio.timeout(10):
        while not (known := await local.replica.by_phone(RAUF)):  # noqa: ASYNC110 - the filling is its own signal
            await asyncio.sleep(0.01)
    await local.replica.delete([one.id for one in known])
    at_phone.sandbox.set_faults("latency@GET /customers=1")
    await ring(at_phone, until, RAUF, "looking")
    at_phone.press("F9")
    assert at_phone.on_the_form
    assert at_phone.field("Phone").text() == "+994 50 333 22 11"
    at_phone.write("Rau")
    await until(lambda: "Rauf Aliyev" in strip(at_phone).text, within=10)
    at_phone.write("f")
    assert at_phone.on_the_form
    assert at_phone.field("Name").text() == "Rauf"
    at_phone.press("F9")
    assert at_phone.card_of == "Rauf Aliyev"
    assert strip(at_phone).text == ""
    at_phone.press("Ctrl+N")
    assert at_phone.field("Name").text() == "Rauf"


async def test_a_stranger_taken_up_while_looked_for_leaves_the_strip(at_phone: Agent, until: Until) -> None:
    at_phone.sandbox.set_faults("latency@GET /customers=0.5")
    await ring(at_phone, until, UNKNOWN, "looking")
    at_phone.press("F9")
    assert "taken up" in strip(at_phone).text
    assert not at_phone.button("Open the card  (F9)").isEnabled()
    await until(lambda: strip(at_phone).text == "")
    assert at_phone.on_the_form


async def test_the_open_orders_of_a_number_that_matches_no_customer_stand_in_the_strip(
    at_phone: Agent, until: Until
) -> None:
    number = at_phone.sandbox.place_order(customer_id=3)
    at_phone.press("F5")
    await until(lambda: str(number) in at_phone.parts.queue.orders)
    phone = at_phone.parts.queue.orders[str(number)].recipient.phone
    local = at_phone.parts.files.local
    assert phone is not None
    assert local is not None
    await local.replica.delete([one.id for one in await local.replica.by_phone(phone)])
    at_phone.sandbox.pause_network()
    await ring(at_phone, until, phone, f"#{number} Pending now")
    await until(lambda: "nobody has this number yet" in strip(at_phone).text)
    at_phone.sandbox.resume_network()


async def test_a_customer_saved_offline_is_told_when_they_call(at_phone: Agent, until: Until) -> None:
    at_phone.sandbox.pause_network()
    form = NewCustomer(cid=NewCustomer.new_cid(), name="Nərgiz Yeni", phone=UNKNOWN)
    await at_phone.parts.dispatch.take_up(Act.CREATE_CUSTOMER, form.cid, form)
    await ring(at_phone, until, UNKNOWN, "Nərgiz Yeni")
    at_phone.press("F9")
    assert at_phone.card_of == "Nərgiz Yeni"
    at_phone.sandbox.resume_network()
