"""The use cases without a window: real ones, over real HTTP, against the sandbox."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import stamina

from callcenter.desk.connection import Link
from callcenter.desk.session import OpenVault
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import MemoryVault, Secret, Vault
from tests.desk.at_work import Asked, Desk, Until
from tests.desk.door import LOOKS, D, Door, OpenDoor, opened
from tests.desk.syncing import LastingVault
from tests.desk.vendor import Vendor, profile_of


@pytest.fixture(autouse=True)
def _quick_retries() -> Iterator[None]:
    """Let retries come at once, and as many as ever."""
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=120, orders=40) as running:
        yield running


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
def other_profile(profile: Profile) -> Profile:
    """Another profile of the same server, without a venue."""
    return replace(profile, key="other", name="Other", venue_id="")


@pytest.fixture
def secret(sandbox: Sandbox) -> Secret:
    return Secret(str(sandbox.credentials["client_secret"]))


@pytest.fixture
def vault() -> MemoryVault:
    """Stand for the computer's keyring: it outlives the desks of a test."""
    return MemoryVault()


@pytest.fixture
async def new_desk(tmp_path: Path, vault: MemoryVault) -> AsyncIterator[Callable[..., Desk]]:
    """Make desks over one settings folder; each is closed at the end, if it is not yet."""
    made: list[Desk] = []

    async def opened() -> Vault:
        return vault

    def make(open_vault: OpenVault = opened) -> Desk:
        made.append(Desk(tmp_path, open_vault))
        return made[-1]

    yield make
    for desk in made:
        await desk.aclose()


@pytest.fixture
async def desk(new_desk: Callable[..., Desk]) -> Desk:
    """Give a desk that nobody signed in at."""
    return new_desk()


@pytest.fixture
async def signed_in(desk: Desk, profile: Profile, secret: Secret, until: Until) -> Desk:
    """Give a desk at work: it has read its choices and its first orders."""
    desk.session.sign_in(profile, secret)
    await until(lambda: desk.queue.orders and desk.offer.choices.sale_types and desk.connection.state.link is Link.LIVE)
    return desk


@pytest.fixture
def posstar_profile(sandbox: Sandbox) -> Profile:
    """Give a profile of the sandbox's PosStar."""
    return profile_of(sandbox)


@pytest.fixture
def posstar_secret(sandbox: Sandbox) -> Secret:
    return Secret(sandbox.posstar_credentials["password"])


@pytest.fixture
async def posstar_desk(desk: Desk, posstar_profile: Profile, posstar_secret: Secret, until: Until) -> Desk:
    """Give a desk that is signed in to PosStar."""
    desk.session.sign_in(posstar_profile, posstar_secret)
    await until(lambda: desk.session.user and desk.connection.state.link is Link.LIVE)
    return desk


@pytest.fixture
def until() -> Until:
    """Wait for what will come true: ``await until(lambda: desk.queue.orders)``."""

    async def wait(condition: Callable[[], object], *, within: float = 10.0) -> None:
        deadline = asyncio.get_running_loop().time() + within
        while not condition():
            if asyncio.get_running_loop().time() > deadline:
                pytest.fail(f"this did not come true within {within} s: line {condition.__code__.co_firstlineno}")
            await asyncio.sleep(0.005)

    return wait


@pytest.fixture
def asked(sandbox: Sandbox) -> Asked:
    """Count the requests of a method whose path ends like this."""
    return lambda method, end: sum(one.method == method and one.path.endswith(end) for one in sandbox.requests)


@pytest.fixture
def vendor(sandbox: Sandbox) -> Vendor:
    """Give whoever else uses the sandbox's PosStar."""
    return Vendor(sandbox)


@pytest.fixture
async def open_door(tmp_path: Path, sandbox: Sandbox, until: Until) -> AsyncIterator[OpenDoor]:
    """Open the outboxes of desks that are signed in to PosStar, over one folder and one keyring."""
    made: list[Door] = []
    vault, secret = LastingVault(), Secret(sandbox.posstar_credentials["password"])

    async def build(kind: type[D], *, looks: tuple[float, ...] = LOOKS) -> D:
        door = await opened(tmp_path, vault, profile_of(sandbox), secret, until, kind=kind, looks=looks)
        made.append(door)
        return door

    yield build
    for door in made:
        await door.aclose()
