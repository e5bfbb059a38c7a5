"""A secret of the computer's user that is no profile's."""

import pytest

from callcenter.vault import Entry, Kind, MemoryVault, Secret, open_vault, origin_of
from callcenter.vault.entry import INSTALLATION

pytestmark = pytest.mark.anyio

LINK = Entry.of_installation(Kind.PHONE_LINK)


async def test_it_outlives_the_desk_and_forgetting_a_profile(secret_service: None) -> None:  # noqa: ARG001
    vault = await open_vault()
    await vault.put(LINK, Secret("t" * 43))
    await vault.forget("main")
    again = await open_vault()
    assert await again.get(LINK) == Secret("t" * 43)
    assert again.lasting


async def test_no_profile_can_have_it_or_take_it_along() -> None:
    vault = MemoryVault()
    await vault.put(LINK, Secret("token"))
    with pytest.raises(ValueError, match="profile's key"):
        await vault.forget(INSTALLATION)
    with pytest.raises(ValueError, match="profile's key"):
        Entry(origin_of("https://pos.example"), INSTALLATION, Kind.PHONE_LINK)
    with pytest.raises(ValueError, match="origin"):
        Entry(None, "main", Kind.PHONE_LINK)
    assert await vault.get(LINK) == Secret("token")
