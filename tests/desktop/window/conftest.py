"""The whole desk in a real window, over the sandbox."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import stamina
from msgspec import structs
from PySide6.QtWidgets import QApplication

from callcenter.app import Desk, build, serve
from callcenter.demo import SILENT, Demo
from callcenter.desk.connection import Link
from callcenter.desk.fill import FILLED
from callcenter.desk.session import OpenVault
from callcenter.desk.sync import Phase
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile, Settings
from callcenter.ui.shell import theme
from callcenter.vault import Secret
from tests.desktop.window.agent import Agent, Until

SitDown = Callable[..., Awaitable[Agent]]


@pytest.fixture(scope="session")
def _dressed(qapp: QApplication) -> None:
    """Dress the windows of all tests as the program does."""
    theme.load_fonts()
    theme.apply(qapp, theme.Scheme.LIGHT)


@pytest.fixture(autouse=True)
def _quick_retries() -> Iterator[None]:
    """Let retries come at once, and as many as ever."""
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=200, orders=120) as running:
        yield running


@pytest.fixture
def secret(sandbox: Sandbox) -> Secret:
    return Secret(str(sandbox.credentials["client_secret"]))


@pytest.fixture
def profile(sandbox: Sandbox) -> Profile:
    account = sandbox.credentials
    return Profile(
        key="main",
        name="Nərimanov",
        pos="clopos",
        base_url=sandbox.clopos,
        brand=str(account["brand"]),
        integrator_id=str(account["integrator_id"]),
        client_id=str(account["client_id"]),
        venue_id=str(account["venue_id"]),
    )


@pytest.fixture
def posstar_profile(sandbox: Sandbox) -> Profile:
    """Give a profile of the sandbox's PosStar."""
    email = sandbox.posstar_credentials["email"]
    return Profile(key="star", name="Nizami", pos="posstar", base_url=sandbox.posstar, email=email)


@pytest.fixture
def posstar_secret(sandbox: Sandbox) -> Secret:
    return Secret(sandbox.posstar_credentials["password"])


@pytest.fixture
async def sit_down(
    _dressed: None, sandbox: Sandbox, profile: Profile, until: Until, tmp_path: Path
) -> AsyncIterator[SitDown]:
    """Open a desk that asks to sign in: ``agent = await sit_down()``. It is closed when the test is over."""
    served: list[tuple[Agent, asyncio.Task[int]]] = []

    async def start(open_vault: OpenVault | None = None, settings: Settings | None = None) -> Agent:
        demo = Demo(sandbox=sandbox, folder=tmp_path).world()
        chosen = replace(settings or demo.settings, alerts=SILENT)
        resumed = asyncio.Event()

        def resume(desk: Desk) -> None:  # as the program does; whoever signs in before is asked to sign in again
            desk.parts.session.resume(chosen)
            resumed.set()

        world = replace(demo, started=resume, open_vault=open_vault or demo.open_vault, settings=chosen)
        desk = build(world)
        desk.window.show()
        desk.window.activateWindow()
        agent = Agent(desk, sandbox, profile, until)
        served.append((agent, asyncio.create_task(serve(desk, world), name="the desk")))
        await until(lambda: resumed.is_set() and desk.window.isActiveWindow())
        return agent

    yield start
    for agent, task in served:
        if not task.done():
            agent.window.close()
        assert await asyncio.wait_for(task, 30) == 0
    asyncio.get_running_loop().set_exception_handler(None)


@pytest.fixture
async def agent(sit_down: SitDown, secret: Secret, until: Until) -> Agent:
    """Give an agent at a desk that is signed in and at rest, its copy of the customers filled."""
    agent = await sit_down()
    agent.parts.session.sign_in(agent.profile, secret)
    await until(lambda: agent.link is Link.LIVE and agent.parts.queue.orders and agent.parts.offer.choices.sale_types)
    await until(lambda: agent.settled and agent.found)
    await _filled(agent, until)
    return agent


async def _filled(agent: Agent, until: Until) -> None:
    """Wait until the copy of the customers is whole and what is found stands still."""
    sync, files = agent.parts.sync, agent.parts.files
    await until(lambda: sync.progress.phase is Phase.IDLE and sync.progress.count and files.local)
    local = files.local
    assert local is not None
    while await local.replica.fact(FILLED) is None:  # noqa: ASYNC110 - who comes first depends on who is there
        await asyncio.sleep(0.02)
    agent.parts.find.again()
    await until(lambda: agent.settled and agent.found)


@pytest.fixture
async def posstar_window(sit_down: SitDown, posstar_profile: Profile, posstar_secret: Secret, until: Until) -> Agent:
    """Give an agent at a desk that is signed in to PosStar and at rest, its copy of the customers filled."""
    agent = await sit_down()
    agent.profile = posstar_profile
    bulk = agent.parts.sync._bulk
    bulk._pacing = structs.replace(bulk._pacing, rate=math.inf)  # two pages a second are a second of every test
    agent.parts.session.sign_in(posstar_profile, posstar_secret)
    await until(lambda: agent.link is Link.LIVE and agent.parts.session.user and agent.settled and agent.found)
    await _filled(agent, until)
    return agent
