"""Taking a profile off a computer."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callcenter import settings
from callcenter.desk.files import DESK
from callcenter.desk.forget import forget
from callcenter.model.customer import NewCustomer
from callcenter.replica.desk_file import DeskFile
from callcenter.replica.outbox import Act
from callcenter.settings import Profile, Settings
from callcenter.vault import Entry, Kind, MemoryVault, Secret, origin_of

PROFILE = Profile(
    key="main",
    name="Main",
    pos="clopos",
    base_url="https://pos.example/open-api",
    brand="brand",
    client_id="client",
    integrator_id="integrator",
)
KEY = Secret("ab" * 32)

pytestmark = pytest.mark.anyio


async def _kept(tmp_path: Path, *, unsent: bool) -> tuple[Settings, MemoryVault]:
    """Lay down what a desk leaves: settings, a key, the desk's file."""
    vault = MemoryVault()
    await vault.put(Entry(origin_of(PROFILE.base_url), "main", Kind.LOCAL_KEY), KEY)
    desk = await DeskFile.open(tmp_path / "data" / "main" / DESK, KEY)
    if unsent:
        form = NewCustomer(cid=NewCustomer.new_cid(), name="Nərgiz")
        await desk.outbox.add(Act.CREATE_CUSTOMER, form.cid, form, datetime.now(UTC))
    await desk.aclose()
    known = Settings().with_profile(PROFILE)
    settings.save(tmp_path / "config", known)
    return known, vault


async def _forget(tmp_path: Path, known: Settings, vault: MemoryVault, drop: Callable[[int], bool]) -> bool:
    return await forget(
        PROFILE, settings=known, folder=tmp_path / "config", data=tmp_path / "data", vault=vault, drop=drop
    )


async def test_a_forgotten_profile_leaves_no_file_no_secret_and_no_place_in_the_settings(tmp_path: Path) -> None:
    known, vault = await _kept(tmp_path, unsent=False)
    assert await _forget(tmp_path, known, vault, lambda _unsent: pytest.fail("nothing is unsent"))
    assert not (tmp_path / "data" / "main").exists()
    assert await vault.get(Entry(origin_of(PROFILE.base_url), "main", Kind.LOCAL_KEY)) is None
    assert settings.load(tmp_path / "config").profiles == ()


@pytest.mark.parametrize("drop", [False, True])
async def test_forms_that_are_not_sent_are_dropped_only_when_somebody_says_so(tmp_path: Path, drop: bool) -> None:
    known, vault = await _kept(tmp_path, unsent=True)
    asked: list[int] = []

    def answer(unsent: int) -> bool:
        asked.append(unsent)
        return drop

    done = await _forget(tmp_path, known, vault, answer)
    assert asked == [1]
    assert done is drop
    assert (tmp_path / "data" / "main" / DESK).exists() is not drop


async def test_the_other_profiles_of_this_computer_stay_as_they_are(tmp_path: Path) -> None:
    known, vault = await _kept(tmp_path, unsent=True)
    star = Profile(
        key="star", name="Nizami", pos="posstar", base_url="https://pos.example/api/v1", email="a@pos.example"
    )
    for kind, secret in ((Kind.LOCAL_KEY, KEY), (Kind.TOKEN, Secret("token"))):
        await vault.put(Entry(origin_of(star.base_url), "star", kind), secret)
    await (await DeskFile.open(tmp_path / "data" / "star" / DESK, KEY)).aclose()
    known = known.with_profile(star)
    done = await forget(
        star,
        settings=known,
        folder=tmp_path / "config",
        data=tmp_path / "data",
        vault=vault,
        drop=lambda _unsent: pytest.fail("what waits is another profile's"),
    )
    assert done
    assert not (tmp_path / "data" / "star").exists()
    assert not any([await vault.get(Entry(origin_of(star.base_url), "star", kind)) for kind in Kind])
    left = settings.load(tmp_path / "config")
    assert left.profiles == (PROFILE,)
    assert left.active_profile is None
    assert (tmp_path / "data" / "main" / DESK).exists()
    assert await vault.get(Entry(origin_of(PROFILE.base_url), "main", Kind.LOCAL_KEY)) == KEY
