"""What the desk works with once it is signed in: the point of sale, and the local files."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from pathlib import Path

from callcenter.desk.files import DESK, REPLICA
from callcenter.desk.kept_token import KeptToken
from callcenter.doctor.finding import Finding, fine, problem
from callcenter.pos.errors import Forbidden, PosError
from callcenter.pos.systems import connect, system_of
from callcenter.pos.token import NoTokenStore, Token, TokenStore
from callcenter.replica import checkup
from callcenter.replica.connecting import Format
from callcenter.replica.desk_file import DESK as DESK_FORMAT
from callcenter.replica.errors import LocalFileError, StorageFull, Trouble
from callcenter.replica.schema import REPLICA as REPLICA_FORMAT
from callcenter.settings import Profile
from callcenter.vault import Entry, Kind, Secret, Vault, VaultError, origin_of

PATIENCE = 20.0
"""Seconds for the point of sale to answer: longer than a desk waits."""
CHECKING = 60.0
"""Seconds for looking through the pages of a file: a million customers take a few."""
ROOM = 500_000_000
"""Bytes: with less free a desk of a big brand could not go on keeping."""
_FILES: tuple[tuple[str, Format, str, str], ...] = (
    (REPLICA, REPLICA_FORMAT, "SELECT value FROM fact WHERE name = 'customers'", "customers"),
    (DESK, DESK_FORMAT, "SELECT count(*) FROM outbox WHERE state <> 'sent'", "not sent yet"),
)
_TROUBLES = {
    Trouble.DAMAGED: "is damaged: start the desk, which sets it aside and says what becomes of it.",
    Trouble.UNREADABLE: "cannot be opened with the key in the keyring: start the desk, which sets it aside.",
    Trouble.FOREIGN: "is no file of this program: move it away.",
    Trouble.NEWER: "was written by a newer version: install that one.",
}
_SIGN_IN = "start callcenter and sign in."


async def point_of_sale(profile: Profile | None, vault: Vault) -> Finding:
    """Say whether the point of sale can be reached, takes the sign-in, and how many requests are left."""
    name = "point of sale"
    if profile is None:
        return problem(name, f"nobody has signed in on this computer yet: {_SIGN_IN}")
    keeps_secret = system_of(profile).keeps_secret
    secret = await _kept(profile, vault, Kind.CLIENT_SECRET) if keeps_secret else None
    token = None if keeps_secret else await KeptToken(vault, profile, _untold).load()
    if not secret and token is None:
        missing = "secret" if keeps_secret else "sign-in"
        return problem(name, f"the {missing} of profile {profile.key} is not in the keyring: {_SIGN_IN}")
    try:
        async with asyncio.timeout(PATIENCE):
            return fine(name, await _ask(profile, secret, _Read(token)))
    except TimeoutError:
        return problem(name, f"it gave no answer within {PATIENCE:.0f} s: check this computer's network.")
    except PosError as error:
        return problem(name, error.sentence.format(**error.facts))


async def local_database(profile: Profile | None, vault: Vault, data: Path) -> Finding:
    """Say whether the local files open and are whole, what they hold, and whether there is room for more."""
    name = "local database"
    free = shutil.disk_usage(_existing(data)).free
    room = f"{_bytes(free)} free on the disk"
    if profile is None:
        return fine(name, f"none yet, {room}")
    folder = data / profile.key
    if not any((folder / file).exists() for file, *_ in _FILES):
        kept = "none yet" if vault.lasting else "in memory alone, for want of a keyring"
        return fine(name, f"{kept}, {room}")
    key = await _kept(profile, vault, Kind.LOCAL_KEY)
    if not key:
        return problem(name, "its key is not in the keyring: unlock the one it was made with, or start the desk anew.")
    try:
        found = [
            await asyncio.to_thread(_look, folder / file, key, form, count, words)
            for file, form, count, words in _FILES
        ]
    except _Unusable as unusable:
        return problem(name, str(unusable))
    if free < ROOM:
        return problem(name, f"there are only {room}: make room.")
    return fine(name, ", ".join((*filter(None, found), room)))


class _Unusable(Exception):
    """A file cannot be worked with; the text says why and what to do."""


def _look(path: Path, key: Secret, form: Format, count: str, words: str) -> str:
    """Say what a file holds; nothing where it is not there yet. Raises _Unusable."""
    if not path.exists():
        return ""
    try:
        checked = checkup.check(path, key, form, count, patience=CHECKING)
    except LocalFileError as error:
        raise _Unusable(f"{path.name} {_TROUBLES.get(error.trouble, _TROUBLES[Trouble.DAMAGED])}") from None
    except StorageFull:
        raise _Unusable(f"{path.name} cannot be read: see who may read it, and whether the disk is whole.") from None
    if checked.whole is False:
        raise _Unusable(f"{path.name} {_TROUBLES[Trouble.DAMAGED]}")
    whole = "" if checked.whole else f", not looked through within {CHECKING:.0f} s"
    return f"{checked.rows:,} {words} ({_bytes(checked.size)}{whole})"


class _Read(NoTokenStore):
    """A token that is looked at; one that comes in its place is not kept, for a desk may be running with its own."""

    def __init__(self, token: Token | None) -> None:
        self._token = token

    async def load(self) -> Token | None:
        """Return the token."""
        return self._token


def _untold(_error: VaultError) -> None:
    """Say nothing: another finding is about the keyring."""


async def _ask(profile: Profile, secret: Secret | None, store: TokenStore) -> str:
    pos = await connect(profile, secret, store)
    try:
        await pos.sign_in()
        if pos.capabilities.venues:
            with contextlib.suppress(Forbidden):  # an account may not see them; the answer tells the quota all the same
                await pos.venues()
    finally:
        await pos.aclose()
    quota = pos.quota
    left = "its quota untold" if quota.remaining is None else f"{quota.remaining} of {quota.limit} requests left"
    return f"{origin_of(profile.base_url).host} takes the sign-in of profile {profile.key}, {left}"


async def _kept(profile: Profile, vault: Vault, kind: Kind) -> Secret | None:
    try:
        return await vault.get(Entry(origin_of(profile.base_url), profile.key, kind))
    except VaultError:
        return None


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    return next((place for place in (folder, *folder.parents) if place.exists()), Path())


def _bytes(count: int) -> str:
    size, units = float(count), iter(("B", "kB", "MB", "GB"))
    unit = next(units)
    while size >= 1000 and unit != "GB":
        size, unit = size / 1000, next(units)
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
