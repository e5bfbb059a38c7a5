"""Everything looked at, one after the other: one thing's fault keeps no other from being looked at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import platformdirs

from callcenter import settings as stored
from callcenter.doctor import brand, surroundings
from callcenter.doctor.finding import Finding, fine, problem
from callcenter.settings import Settings, SettingsError
from callcenter.vault import Vault, VaultError, open_vault

KEYRING_PATIENCE = 20.0
"""Seconds for the keyring: unlocking it may wait for somebody to type a password."""

Say = Callable[[str], None]


def examine(say: Say) -> int:
    """Say a line on each thing; return 1 where something a desk needs fails, else 0."""
    return asyncio.run(_examine(say))


def tell_phone_address(say: Say, tell: Say) -> int:
    """Say what to enter in the desk phones, the token in it; ``tell`` takes the sentence why that cannot be."""
    return asyncio.run(_tell_phone_address(say, tell))


async def _examine(say: Say) -> int:
    failed = False
    async for finding in _findings(platformdirs.user_data_path("callcenter", appauthor=False)):
        say(str(finding))
        failed = failed or not finding.ok
    return int(failed)


async def _findings(data: Path) -> AsyncIterator[Finding]:
    known = Settings()
    try:
        known = stored.load(stored.config_folder())
    except SettingsError as error:
        yield problem("settings", str(error))
    else:
        used = f"profile {known.active} is used" if known.active else "no profile yet"
        yield fine("settings", used)
    yield await asyncio.to_thread(surroundings.display)
    vault = await open_vault(timeout=KEYRING_PATIENCE)
    yield _keyring(vault)
    yield await brand.point_of_sale(known.active_profile, vault)
    yield await surroundings.feed(known.active_profile, vault)
    yield await brand.local_database(known.active_profile, vault, data)
    yield await asyncio.to_thread(surroundings.phone_link, known.phone_link, kept=vault.lasting)


def _keyring(vault: Vault) -> Finding:
    if vault.problem is not None:
        return problem("keyring", str(vault.problem))
    return fine("keyring", "it is open")


async def _tell_phone_address(say: Say, tell: Say) -> int:
    try:
        link = stored.load(stored.config_folder()).phone_link
        address = await surroundings.phone_address(link, await open_vault(timeout=KEYRING_PATIENCE))
    except (SettingsError, VaultError) as error:
        tell(str(error))
        return 1
    if address is None:
        tell("there is no address for desk phones: switch on [phone_link] in settings.toml, and start the desk once.")
        return 1
    say(address)
    return 0
