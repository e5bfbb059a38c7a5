"""Desk phones call an address of the whole program, over real sockets; and all that it refuses."""

import asyncio
import logging
import socket
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit

from callcenter.settings import PhoneLink, Settings
from callcenter.vault import Entry, MemoryVault, Secret, Vault, VaultFailed
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.conftest import SitDown

pytestmark = pytest.mark.anyio

RAUF = "0503332211"


class LastingVault(MemoryVault):
    """Stand for a keyring that outlives the program."""

    lasting = True


class BrokenVault(MemoryVault):
    """Stand for a keyring that fails at every question."""

    async def get(self, entry: Entry) -> Secret | None:  # noqa: ARG002 - it fails before
        raise VaultFailed


VAULT = LastingVault()


async def lasting() -> Vault:
    return VAULT


@pytest.fixture
def taken_port() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        yield int(other.getsockname()[1])


@pytest.fixture
def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return int(probe.getsockname()[1])


def linked(port: int, *phones: str) -> Settings:
    return Settings(phone_link=PhoneLink(enabled=True, port=port, phones=phones))


async def at_work(agent: Agent, secret: Secret, until: Until) -> Agent:
    agent.parts.session.sign_in(agent.profile, secret)
    await until(lambda: agent.parts.files.local is not None and agent.settled and agent.found)
    await until(lambda: agent.parts.sync.progress.count)
    return agent


@pytest.fixture
async def phoned(sit_down: SitDown, free_port: int, secret: Secret, until: Until) -> Agent:
    """Give an agent at a desk that phones may call."""
    agent = await sit_down(lasting, linked(free_port))
    await until(lambda: agent.parts.phone_address.url)
    return await at_work(agent, secret, until)


async def get(url: str, *, method: str = "GET", local: str | None = None, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    transport = httpx.AsyncHTTPTransport(local_address=local)
    async with httpx.AsyncClient(trust_env=False, transport=transport) as phone:
        return (await phone.request(method, url, headers=named)).status_code


async def test_a_phone_that_rings_shows_who_calls(
    phoned: Agent, until: Until, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    url = phoned.parts.phone_address.url
    assert await get(f"{url}{RAUF}&name=Rauf&id=1") == 204
    await until(lambda: "Rauf Aliyev" in phoned.window.desk.calls.text)
    assert await get(f"{url}{RAUF}&id=1") == 204
    await until(lambda: phoned.card_of == "Rauf Aliyev")
    token = url.split("/")[4].partition("?")[0]
    assert token not in caplog.text
    assert RAUF not in caplog.text


async def test_what_no_phone_sends_is_refused_and_nothing_rings(phoned: Agent) -> None:
    url = phoned.parts.phone_address.url
    call = f"{url}{RAUF}"
    assert await get(call, Host="evil.example") == 403
    assert await get(call, Origin="https://evil.example") == 403
    assert await get(call, Sec_Fetch_Site="cross-site") == 403
    assert await get(call, method="POST") == 405
    assert await get(f"{call}&verb=forget") == 400
    assert await get(f"{call}&name={'x' * 3_000}") == 431
    assert await get(f"{call}", X_Long="x" * 9_000) == 431
    assert await get(call.replace("/call/", "/call/x")) == 404
    assert await get(url.partition("/call/")[0] + "/") == 404
    assert phoned.window.desk.calls.text == ""


async def test_a_phone_that_sends_no_number_is_told_of_at_the_desk(phoned: Agent, until: Until) -> None:
    assert await get(f"{phoned.parts.phone_address.url}%24remote") == 422
    await until(lambda: "$remote" in phoned.window.desk.calls.refusal)


async def test_more_than_five_calls_a_second_are_not_taken(phoned: Agent) -> None:
    url = phoned.parts.phone_address.url
    statuses = await asyncio.gather(*(get(f"{url}0505355{number}") for number in range(700, 712)))
    assert set(statuses) == {204, 429}


async def test_only_the_phones_on_the_list_are_let_in(
    sit_down: SitDown, free_port: int, until: Until, secret: Secret
) -> None:
    agent = await sit_down(lasting, linked(free_port, "127.0.0.2"))
    await until(lambda: agent.parts.phone_address.url)
    await at_work(agent, secret, until)
    call = f"{agent.parts.phone_address.url}{RAUF}"
    with pytest.raises(httpx.TransportError):
        await get(call, local="127.0.0.1")
    assert agent.window.desk.calls.text == ""
    assert await get(call, local="127.0.0.2") == 204
    await until(lambda: "Rauf Aliyev" in agent.window.desk.calls.text)


async def test_a_call_that_comes_while_nobody_is_signed_in_waits(
    sit_down: SitDown, free_port: int, until: Until, secret: Secret
) -> None:
    agent = await sit_down(lasting, linked(free_port))
    await until(lambda: agent.parts.phone_address.url)
    assert await get(f"{agent.parts.phone_address.url}{RAUF}") == 204
    agent.parts.session.sign_in(agent.profile, secret)
    await until(lambda: "Rauf Aliyev" in agent.window.desk.calls.text)


async def test_the_address_is_the_same_at_the_next_start(
    sit_down: SitDown, free_port: int, until: Until, secret: Secret
) -> None:
    first = await sit_down(lasting, linked(free_port))
    await until(lambda: first.parts.phone_address.url)
    url = first.parts.phone_address.url
    first.window.close()
    await until(lambda: not first.parts.phone_address.url)
    second = await sit_down(lasting, linked(free_port))
    await until(lambda: second.parts.phone_address.url)
    assert second.parts.phone_address.url == url
    await at_work(second, secret, until)
    assert second.window.desk.notice.text == ""


@pytest.mark.parametrize("vault", [MemoryVault(), BrokenVault()], ids=["none", "failing"])
async def test_without_a_keyring_phones_are_served_and_the_address_is_said_not_to_last(
    sit_down: SitDown, free_port: int, until: Until, vault: MemoryVault
) -> None:
    async def opened() -> Vault:
        return vault

    agent = await sit_down(opened, linked(free_port))
    await until(lambda: "another one at each start" in agent.window.desk.notice.text)
    assert await get(f"{agent.parts.phone_address.url}{RAUF}") == 204


async def test_a_port_that_is_taken_is_told_and_the_desk_goes_on(
    sit_down: SitDown, taken_port: int, until: Until, secret: Secret
) -> None:
    agent = await sit_down(lasting, linked(taken_port))
    await until(lambda: f"another program has port {taken_port}" in agent.window.desk.notice.text)
    await at_work(agent, secret, until)
    await agent.look_for("rauf aliyev")
    assert agent.found[0] == "Rauf Aliyev"
    assert agent.parts.phone_address.url == ""


async def test_an_address_of_another_computer_is_told(sit_down: SitDown, until: Until) -> None:
    link = PhoneLink(enabled=True, address="198.51.100.7", phones=("198.51.100.8",))
    agent = await sit_down(lasting, Settings(phone_link=link))
    await until(lambda: "198.51.100.7 is no address of this computer" in agent.window.desk.notice.text)


async def test_the_address_to_enter_in_the_phones_is_shown_and_can_be_copied(phoned: Agent, until: Until) -> None:
    phoned.window.actions_["phone-address"].trigger()
    dialog = next(one for one in phoned.window.findChildren(QDialog) if one.isVisible())
    (field,) = dialog.findChildren(QLineEdit)
    assert field.text() == phoned.parts.phone_address.url
    assert any("in clear" in label.text() for label in dialog.findChildren(QLabel))
    dialog.close()
    await until(lambda: not dialog.isVisible())


async def test_nothing_listens_unless_it_is_switched_on(agent: Agent, until: Until) -> None:
    assert agent.parts.phone_address.url == ""
    with pytest.raises(OSError, match=r"(?i)refused|errno"):
        await asyncio.open_connection("127.0.0.1", PhoneLink().port)
    agent.window.actions_["phone-address"].trigger()
    dialog = next(one for one in agent.window.findChildren(QDialog) if one.isVisible())
    assert not dialog.findChildren(QLineEdit)
    assert any("[phone_link]" in label.text() for label in dialog.findChildren(QLabel))
    dialog.close()
    await until(lambda: not dialog.isVisible())
