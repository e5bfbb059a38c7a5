"""What the doctor says of PosStar: it looks whether the kept token still serves, and needs no password for it."""

from collections.abc import Iterator

import pytest

from callcenter.desk.kept_token import KeptToken
from callcenter.doctor import brand
from callcenter.pos.systems import connect
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import MemoryVault, Secret, VaultError

pytestmark = pytest.mark.anyio


def _fail(error: VaultError) -> None:
    pytest.fail(str(error))


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=5, orders=0) as running:
        yield running


@pytest.fixture
def profile(sandbox: Sandbox) -> Profile:
    email = sandbox.posstar_credentials["email"]
    return Profile(key="star", name="Nizami", pos="posstar", base_url=sandbox.posstar, email=email)


@pytest.fixture
async def vault(sandbox: Sandbox, profile: Profile) -> MemoryVault:
    """Give the keyring as a desk that is signed in leaves it."""
    vault = MemoryVault()
    password = Secret(sandbox.posstar_credentials["password"])
    pos = await connect(profile, password, KeptToken(vault, profile, _fail))
    await pos.sign_in()
    await pos.aclose()
    return vault


async def test_a_kept_token_that_serves_is_fine_and_stays_as_it_is(
    sandbox: Sandbox, profile: Profile, vault: MemoryVault
) -> None:
    before = await KeptToken(vault, profile, _fail).load()
    finding = await brand.point_of_sale(profile, vault)
    after = await KeptToken(vault, profile, _fail).load()
    assert finding.ok, finding.words
    assert "takes the sign-in of profile star" in finding.words
    assert before is not None
    assert after is not None
    assert before.secret == after.secret
    assert sum(one.path.endswith("/auth/login") for one in sandbox.requests) == 1


async def test_a_kept_token_that_ended_is_told(sandbox: Sandbox, profile: Profile, vault: MemoryVault) -> None:
    sandbox.revoke_tokens()
    finding = await brand.point_of_sale(profile, vault)
    assert not finding.ok
    assert "sign in again" in finding.words


async def test_a_profile_without_a_token_is_told(profile: Profile, sandbox: Sandbox) -> None:
    finding = await brand.point_of_sale(profile, MemoryVault())
    assert not finding.ok
    assert "sign-in of profile star is not in the keyring" in finding.words
    assert sandbox.requests == []
