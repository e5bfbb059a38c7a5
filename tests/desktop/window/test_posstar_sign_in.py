"""Signing in to PosStar by its form, and what is kept of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from callcenter.demo import Demo
from callcenter.desk.connection import Link
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile, Settings
from callcenter.vault import MemoryVault, Secret, Vault
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.conftest import SitDown

pytestmark = pytest.mark.anyio

NAME = "Name of this profile (optional)"


async def _choose_posstar(agent: Agent, until: Until) -> None:
    await until(agent.window.sign_in.isVisible)
    agent.named("Point of sale", QComboBox).setFocus()
    agent.press("P", "Tab")


def _labels(agent: Agent) -> str:
    return agent.words_of(agent.window.sign_in)


async def test_the_form_is_filled_and_sent_by_keys_and_who_signed_in_is_shown(
    sit_down: SitDown, posstar_profile: Profile, posstar_secret: Secret, until: Until
) -> None:
    agent = await sit_down()
    await _choose_posstar(agent, until)
    assert agent.focus == "E-mail"
    agent.write(posstar_profile.email)
    agent.press("Tab")
    assert agent.focus == "Password"
    agent.write(posstar_secret.reveal())
    agent.press("Tab", "Ctrl+A")
    agent.write(posstar_profile.base_url)
    agent.press("Return")
    await until(lambda: agent.window.desk.isVisible() and agent.link is Link.LIVE)
    assert agent.focus == agent.search.accessibleName()
    place = agent.named("Signed in to", QLabel)
    await until(lambda: place.text() == f"PosStar · {agent.parts.session.user}")
    assert agent.parts.session.user


async def test_the_form_asks_for_what_posstar_needs_and_says_what_becomes_of_the_password(
    sit_down: SitDown, until: Until
) -> None:
    agent = await sit_down()
    await _choose_posstar(agent, until)
    names = [one.accessibleName() for one in agent.window.sign_in.findChildren(QLineEdit) if one.isVisible()]
    assert names == ["E-mail", "Password", "Server address", "Region of phones", "Currency", NAME]
    assert agent.field("Password").echoMode() is QLineEdit.EchoMode.Password
    assert agent.field("Server address").text() == "https://api.posstar.net/api/v1"
    assert "The password is not kept" in _labels(agent)
    agent.press("Return")
    described = {
        one.accessibleName() for one in agent.window.sign_in.findChildren(QLineEdit) if one.accessibleDescription()
    }
    assert described == {"E-mail", "Password"}
    assert agent.sandbox.requests == []


async def test_a_wrong_password_is_told_and_what_was_typed_stays(
    sit_down: SitDown, posstar_profile: Profile, until: Until
) -> None:
    agent = await sit_down()
    await _choose_posstar(agent, until)
    values = {"email": posstar_profile.email, "password": "wrong", "base_url": posstar_profile.base_url}
    agent.window.sign_in.fill(values)
    agent.press("Return")
    await until(lambda: "refused" in agent.window.sign_in.message)
    assert "Invalid credentials" in agent.window.sign_in.message
    assert agent.field("E-mail").text() == posstar_profile.email
    assert agent.field("Password").text() == "wrong"


async def test_the_form_holds_no_password_once_it_has_served(posstar_window: Agent) -> None:
    agent = posstar_window
    agent.window.show_page(agent.window.sign_in)
    for box in agent.window.sign_in.findChildren(QLineEdit):
        box.undo()
        assert agent.sandbox.posstar_credentials["password"] not in box.text()


async def test_a_desk_comes_back_by_the_kept_token_and_asks_for_the_password_where_there_is_none(
    sit_down: SitDown, posstar_profile: Profile, posstar_secret: Secret, until: Until
) -> None:
    vault = MemoryVault()

    async def opened() -> Vault:
        return vault

    first = await sit_down(open_vault=opened)
    first.parts.session.sign_in(posstar_profile, posstar_secret)
    await until(lambda: first.parts.session.user)
    first.window.close()
    again = await sit_down(open_vault=opened, settings=Settings().with_profile(posstar_profile))
    await until(lambda: again.parts.session.user and again.window.desk.isVisible())
    assert sum(one.path.endswith("/auth/login") for one in again.sandbox.requests) == 1
    again.window.close()
    await vault.forget(posstar_profile.key)
    third = await sit_down(open_vault=opened, settings=Settings().with_profile(posstar_profile))
    await until(third.window.sign_in.isVisible)
    assert third.field("E-mail").text() == posstar_profile.email
    assert third.focus == "Password"


async def test_a_token_that_ended_in_mid_work_asks_to_sign_in_again_with_the_e_mail_filled_in(
    posstar_window: Agent, posstar_secret: Secret, until: Until
) -> None:
    agent = posstar_window
    agent.sandbox.revoke_tokens()
    agent.press("F5")
    await until(lambda: agent.link is Link.SIGNED_OUT)
    assert agent.window.desk.isVisible()  # what was typed stays
    agent.press("Ctrl+Shift+I")
    await until(agent.window.sign_in.isVisible)
    assert agent.field("E-mail").text() == agent.profile.email
    assert agent.focus == "Password"
    agent.write(posstar_secret.reveal())
    agent.press("Return")
    await until(lambda: agent.window.desk.isVisible() and agent.link is Link.LIVE)


async def test_another_e_mail_is_another_profile_with_local_files_of_its_own(
    sit_down: SitDown, posstar_profile: Profile, posstar_secret: Secret, sandbox: Sandbox, until: Until
) -> None:
    agent = await sit_down(settings=Settings().with_profile(replace(posstar_profile, email="other@example.com")))
    await until(agent.window.sign_in.isVisible)
    agent.window.sign_in.fill({"email": posstar_profile.email, "password": posstar_secret.reveal()})
    agent.press("Return")
    await until(lambda: agent.parts.session.signed_in)
    assert agent.parts.session.profile is not None
    assert agent.parts.session.profile.key != posstar_profile.key
    assert sandbox.requests


async def test_the_demo_can_be_posstars(sit_down: SitDown, sandbox: Sandbox, tmp_path: Path, until: Until) -> None:
    demo = Demo(sandbox=sandbox, folder=tmp_path, pos="posstar")
    agent = await sit_down()
    agent.parts.session.sign_in(demo.profile, demo.secret)
    await until(lambda: agent.parts.session.user and agent.window.desk.isVisible() and agent.settled and agent.found)
