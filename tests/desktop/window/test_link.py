"""What the agent is told of the point of sale, and what goes on meanwhile."""

import time

import pytest
from PySide6.QtCore import QTimer

from callcenter.desk.connection import Link
from callcenter.vault import MemoryVault, Secret, Vault, VaultMissing
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.conftest import SitDown

pytestmark = pytest.mark.anyio

LONGEST_GAP = 0.25
"""Seconds between two ticks of the window's clock, on a machine that others use too. A blocked window shows seconds."""


async def test_an_outage_is_told_with_its_reason_and_the_window_goes_on(agent: Agent, until: Until) -> None:
    agent.sandbox.pause_network()
    agent.press("F5")
    await until(lambda: agent.link is Link.OFFLINE)
    assert "Offline" in agent.window.status.text
    assert "127.0.0.1 cannot be reached" in agent.window.status.text
    agent.press("Ctrl+3")
    assert agent.orders
    agent.press("Ctrl+N")
    agent.write("Nərgiz")
    assert agent.field("Name").text() == "Nərgiz"
    agent.sandbox.resume_network()
    agent.press("F5")
    await until(lambda: agent.link is Link.LIVE)
    assert "Live" in agent.window.status.text


async def test_a_faulty_server_is_told_as_delayed(agent: Agent, until: Until) -> None:
    agent.sandbox.set_faults("status-500=1")
    agent.press("F5")
    await until(lambda: agent.link is Link.DELAYED)
    assert "Delayed" in agent.window.status.text
    assert "error 500" in agent.window.status.text


async def test_revoked_tokens_are_renewed_without_a_word(agent: Agent, until: Until) -> None:
    agent.sandbox.revoke_tokens()
    await agent.look_for("rauf aliyev")
    await until(lambda: agent.found[0] == "Rauf Aliyev")
    assert agent.link is Link.LIVE
    assert agent.window.desk.notice.text == ""


async def test_a_refusal_in_mid_work_takes_nothing_away_and_offers_to_sign_in_again(
    agent: Agent, secret: Secret, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent.press("Ctrl+N")
    agent.write("Nərgiz")
    monkeypatch.setattr("callcenter.sandbox.clopos.accounts.SECRET", "another")
    agent.sandbox.revoke_tokens()
    agent.parts.queue.look_now()
    await until(lambda: "refused" in agent.window.desk.notice.text)
    assert agent.field("Name").text() == "Nərgiz"
    assert agent.orders
    monkeypatch.undo()
    assert agent.button("Sign in again  (Ctrl+Shift+I)").isEnabled()
    agent.press("Ctrl+Shift+I")
    await until(agent.window.sign_in.isVisible)
    assert agent.focus == "Client secret"
    assert agent.field("Brand").text() == agent.profile.brand
    agent.write(secret.reveal())
    agent.press("Return")
    await until(lambda: agent.window.desk.isVisible() and agent.link is Link.LIVE)
    await until(lambda: "Nərgiz was left unfinished" in agent.window.desk.notice.text)
    agent.press("Ctrl+N")
    assert agent.field("Name").text() == "Nərgiz"


async def test_the_window_goes_on_while_a_server_does_not_answer(agent: Agent, until: Until) -> None:
    agent.sandbox.set_faults("hang=1")
    gaps: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    clock = QTimer(agent.window)
    clock.setInterval(5)
    clock.timeout.connect(tick)
    clock.start()
    agent.write("rauf")
    agent.press("Return", "F5")
    agent.press("Ctrl+N")
    agent.write("0557172020")
    agent.press("Ctrl+Return")
    await until(lambda: any((one.method, one.path[-10:]) == ("POST", "/customers") for one in agent.sandbox.requests))
    seen = len(gaps)
    await until(lambda: len(gaps) > seen + 100)
    clock.stop()
    assert max(gaps) < LONGEST_GAP
    assert agent.window.desk.form.busy


async def test_without_a_keyring_the_agent_is_told_and_works(sit_down: SitDown, secret: Secret, until: Until) -> None:
    async def none() -> Vault:
        return MemoryVault(VaultMissing())

    agent = await sit_down(none)
    agent.parts.session.sign_in(agent.profile, secret)
    await until(lambda: agent.parts.queue.orders)
    assert "No keyring" in agent.window.desk.notice.text
    agent.button("Understood").setFocus()
    agent.press("Space")
    assert agent.window.desk.notice.text == ""


async def test_closing_the_window_ends_the_desk_in_the_middle_of_everything(agent: Agent) -> None:
    agent.sandbox.set_faults("hang=1")
    agent.write("rauf")
    agent.press("Return", "F5")
    agent.window.close()  # the fixture waits for the end, and the harness for what is left behind


async def test_signing_out_takes_the_brand_off_the_screen(agent: Agent, until: Until) -> None:
    await agent.look_for("0505355757")
    agent.press("Return")
    await until(lambda: agent.card_of == "Leyla Əliyeva")
    agent.window.actions_["sign-out"].trigger()
    await until(agent.window.sign_in.isVisible)
    assert agent.link is Link.SIGNED_OUT
    assert agent.parts.card.customer is None
    assert not agent.parts.queue.orders
    assert agent.window.desk.search.field.text() == ""
