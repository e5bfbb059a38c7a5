"""Taking a profile off this computer: its local files, its secrets, its place in the settings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from callcenter import settings as stored
from callcenter.desk.files import DESK
from callcenter.replica.connecting import wipe
from callcenter.replica.desk_file import DeskFile
from callcenter.replica.errors import LocalFileError
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
    """Count the forms that were not sent; a file that cannot be read any more holds none that could be."""
    if not await asyncio.to_thread(file.exists):
        return 0
    key = await vault.get(Entry(origin_of(profile.base_url), profile.key, Kind.LOCAL_KEY))
    if key is None:
        return 0
    try:
        desk = await DeskFile.open(file, key)
    except LocalFileError:
        return 0
    try:
        return await desk.outbox.unsent()
    finally:
        await desk.aclose()
