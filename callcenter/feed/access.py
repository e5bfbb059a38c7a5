"""How a desk gets at its brand's feed: the setting names the server, the vault keeps all else."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import msgspec

from callcenter.feed.brand_file import FeedFile, KeyRing, Login
from callcenter.feed.sealing import BrandKeys
from callcenter.settings.feed_url import PORT
from callcenter.vault import Entry, Kind, Origin, Secret, Vault


@dataclass(frozen=True, slots=True)
class Access:
    """The server's address, the sign-in and the brand's keys."""

    url: str
    user: str
    password: Secret
    keys: BrandKeys = field(repr=False)
    ca: str = field(default="", repr=False)


async def keep(vault: Vault, profile: str, file: FeedFile) -> None:
    """Put what a file holds into the vault, for the profile with this key. Raises VaultError."""
    await vault.put(_entry(profile, file.url, Kind.FEED_KEYS), Secret(msgspec.json.encode(file.ring).decode()))
    await vault.put(_entry(profile, file.url, Kind.FEED_LOGIN), Secret(msgspec.json.encode(file.login).decode()))


async def kept(vault: Vault, profile: str, url: str) -> Access | None:
    """Return the access that was imported for this server; None where none was.

    Raises VaultError, and FeedFileError where what lies there is damaged.
    """
    ring = await vault.get(_entry(profile, url, Kind.FEED_KEYS))
    login = await vault.get(_entry(profile, url, Kind.FEED_LOGIN))
    if ring is None or login is None:
        return None
    try:
        keys = msgspec.json.decode(ring.reveal(), type=KeyRing).decoded()
        read = msgspec.json.decode(login.reveal(), type=Login)
    except msgspec.DecodeError:
        return None
    return Access(url=url, user=read.user, password=Secret(read.password), ca=read.ca, keys=keys)


def _entry(profile: str, url: str, kind: Kind) -> Entry:
    parts = urlsplit(url)
    return Entry(Origin(parts.scheme, parts.hostname or "", parts.port or PORT), profile, kind)
