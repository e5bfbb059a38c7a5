"""Taking a profile off this computer: its local files, its secrets, its place in the settings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from callcenter import settings as stored
from callcenter.desk.files import DESK
from callcenter.desk.unsent import unsent_in
from callcenter.replica.connecting import wipe
from callcenter.settings import Profile, Settings
from callcenter.vault import Entry, Kind, Vault, origin_of


async def forget(
    profile: Profile,
    *,
    settings: Settings,
    folder: Path,
    data: Path,
    vault: Vault,
    drop: Callable[[int], bool],
) -> bool:
    """Forget a profile; ``drop`` is asked first where forms are not sent yet, with their number.

    Returns whether it was done. No desk may be at work meanwhile. Raises VaultError, SettingsError, OSError.
    """
    place = data / profile.key
    unsent = await _unsent(profile, place / DESK, vault)
    if unsent and not drop(unsent):
        return False
    await asyncio.to_thread(wipe, place)
    await vault.forget(profile.key)
    await asyncio.to_thread(stored.save, folder, settings.without_profile(profile.key))
    return True


async def _unsent(profile: Profile, file: Path, vault: Vault) -> int:
    key = await vault.get(Entry(origin_of(profile.base_url), profile.key, Kind.LOCAL_KEY))
    return await unsent_in(file, key) if key is not None else 0
