"""The sign-in form."""

import pytest
from PySide6.QtWidgets import QLineEdit

from callcenter.desk.connection import Link
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.conftest import SitDown

pytestmark = pytest.mark.anyio

NAMES = ("Brand", "Client id", "Client secret", "Integrator id", "Venue id (optional)", "Server address")


@pytest.fixture
async def agent(sit_down: SitDown, until: Until) -> Agent:
    """Give an agent before an empty sign-in form."""
    agent = await sit_down()
    await until(agent.window.sign_in.isVisible)
    return agent


def _fill(agent: Agent, **other: str) -> None:
    """Fill the form by keys, from field to field."""
    values = {
        "Brand": agent.profile.brand,
        "Client id": agent.profile.client_id,
        "Client secret": "sandbox-secret",
        "Integrator id": agent.profile.integrator_id,
        "Venue id (optional)": agent.profile.venue_id,
        "Server address": agent.profile.base_url,
    } | other
    agent.field("Brand").setFocus()
    for name in NAMES:
        assert agent.focus == name
        agent.press("Ctrl+A", "Backspace")
        agent.write(values[name])
        agent.press("Tab")


def _described(agent: Agent) -> dict[str, str]:
    fields = agent.window.sign_in.findChildren(QLineEdit)
    return {one.accessibleName(): one.accessibleDescription() for one in fields if one.accessibleDescription()}


async def test_the_cursor_waits_in_the_first_empty_field(agent: Agent) -> None:
    assert agent.focus == "Brand"


async def test_the_form_is_filled_and_sent_by_keys(agent: Agent, until: Until) -> None:
    _fill(agent)
    agent.press("Return")
    await until(lambda: agent.window.desk.isVisible() and agent.link is Link.LIVE)
    assert agent.focus == agent.search.accessibleName()


async def test_the_secret_is_never_shown(agent: Agent) -> None:
    assert agent.field("Client secret").echoMode() is QLineEdit.EchoMode.Password


async def test_every_empty_field_is_marked_and_nothing_is_sent(agent: Agent) -> None:
    agent.press("Return")
    assert set(_described(agent)) == {"Brand", "Client id", "Client secret", "Integrator id"}
    assert agent.focus == "Brand"
    assert agent.sandbox.requests == []


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("Server address", "http://pos.example.com", "https://"),
        ("Server address", "pos", "no address"),
        ("Server address", "https://user:word@pos.example.com", "user name and password"),
        ("Venue id (optional)", "first", "whole number"),
        ("Brand", "two words", ""),
    ],
)
async def test_a_wrong_field_is_marked_with_what_is_accepted(agent: Agent, field: str, text: str, words: str) -> None:
    _fill(agent, **{field: text})
    agent.field(field).setFocus()
    agent.press("Return")
    described = _described(agent)
    assert set(described) == {field}
    assert words in described[field]
    assert agent.focus == field
    assert agent.field(field).text() == text
    assert agent.sandbox.requests == []


async def test_a_refusal_is_told_and_everything_typed_stays(agent: Agent, until: Until) -> None:
    _fill(agent, **{"Client secret": "wrong"})
    agent.press("Return")
    await until(lambda: "refused" in agent.window.sign_in.message)
    assert agent.field("Brand").text() == agent.profile.brand
    assert agent.field("Client secret").text() == "wrong"
    agent.field("Client secret").setFocus()
    agent.press("Ctrl+A")
    agent.write("sandbox-secret")
    agent.press("Return")
    await until(lambda: agent.window.desk.isVisible() and agent.link is Link.LIVE)


async def test_an_unreachable_server_is_told_and_the_form_can_be_sent_again(agent: Agent, until: Until) -> None:
    agent.sandbox.pause_network()
    _fill(agent)
    agent.press("Return")
    await until(lambda: "cannot be reached" in agent.window.sign_in.message)
    agent.sandbox.resume_network()
    agent.press("Return")
    await until(agent.window.desk.isVisible)


async def test_the_connection_can_be_tested_without_signing_in(agent: Agent, until: Until) -> None:
    _fill(agent)
    agent.button("Test the connection").setFocus()
    agent.press("Space")
    await until(lambda: "works" in agent.window.sign_in.message)
    assert agent.window.sign_in.isVisible()
    assert agent.link is Link.SIGNED_OUT
