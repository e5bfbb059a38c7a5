"""Calling back the customer on the card."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from callcenter.settings import CallWith, Settings
from callcenter.vault import Secret
from tests.desktop.window.agent import Agent, Until
from tests.desktop.window.conftest import SitDown

pytestmark = pytest.mark.anyio

RAUF = "+994503332211"


class Opened(QObject):
    """Stands for the program that the system has for an address."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.addresses.append(url.toString())


@pytest.fixture
def opened() -> Iterator[Opened]:
    opened = Opened()
    QDesktopServices.setUrlHandler("sip", opened, "take")  # type: ignore[arg-type]  # it takes str alone
    yield opened
    QDesktopServices.unsetUrlHandler("sip")


async def with_rauf(sit_down: SitDown, secret: Secret, until: Until, call_with: CallWith) -> Agent:
    """Give an agent with the card of Rauf Aliyev before them."""
    agent = await sit_down(settings=Settings(call_with=call_with))
    agent.parts.session.sign_in(agent.profile, secret)
    await until(lambda: agent.settled and agent.found and agent.parts.sync.progress.count)
    await agent.look_for("rauf aliyev")
    agent.press("Return")
    await until(lambda: agent.card_of == "Rauf Aliyev")
    return agent


def told(agent: Agent) -> str:
    return agent.window.status.currentMessage()


async def test_a_program_is_started_with_the_number_and_no_shell(
    sit_down: SitDown, secret: Secret, until: Until, tmp_path: Path
) -> None:
    dialled = tmp_path / "dialled"
    script = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text('|'.join(sys.argv[2:]))"
    agent = await with_rauf(
        sit_down, secret, until, (sys.executable, "-c", script, str(dialled), "{number}", "a b; echo $HOME")
    )
    agent.press("Ctrl+D")
    assert told(agent) == "Your phone is calling +994 50 333 22 11."
    await until(lambda: dialled.exists() and dialled.read_text())
    assert dialled.read_text() == f"{RAUF}|a b; echo $HOME"


async def test_an_address_is_opened_by_the_program_that_the_system_has_for_it(
    sit_down: SitDown, secret: Secret, until: Until, opened: Opened
) -> None:
    agent = await with_rauf(sit_down, secret, until, "sip:{number}@pbx.local")
    agent.press("Ctrl+D")
    await until(lambda: opened.addresses)
    assert opened.addresses == [f"sip:{RAUF}@pbx.local"]
    assert told(agent) == "Your phone is calling +994 50 333 22 11."


async def test_an_address_that_would_come_back_to_this_desk_is_not_opened(
    sit_down: SitDown, secret: Secret, until: Until, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("callcenter.desk.calling_out.opens_this_desk", lambda scheme: scheme == "sip")
    agent = await with_rauf(sit_down, secret, until, "SIP:{number}@pbx.local")
    agent.press("Ctrl+D")
    await until(lambda: "itself opens" in told(agent))
    assert opened.addresses == []
    assert QGuiApplication.clipboard().text() == RAUF


@pytest.mark.parametrize(
    ("call_with", "words"), [("", "set call_with"), (("no-such-phone", "{number}"), "could not be started")]
)
async def test_where_nothing_can_call_the_number_is_copied_and_that_is_said(
    sit_down: SitDown, secret: Secret, until: Until, call_with: CallWith, words: str
) -> None:
    QGuiApplication.clipboard().clear()
    agent = await with_rauf(sit_down, secret, until, call_with)
    agent.press("Ctrl+D")
    assert "+994 50 333 22 11 is copied" in told(agent)
    assert words in told(agent)
    assert QGuiApplication.clipboard().text().replace(" ", "") in {RAUF, "0503332211"}
