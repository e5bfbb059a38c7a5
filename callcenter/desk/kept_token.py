"""The token of a profile in the keyring: what a desk goes on with after a restart."""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec

from callcenter.logs import conceal
from callcenter.pos.token import Token
from callcenter.settings import Profile
from callcenter.vault import Entry, Kind, Secret, Vault, VaultError, origin_of

_log = logging.getLogger(__name__)


class _Kept(msgspec.Struct):
    """A token as it lies in the vault."""

    token: str
    expires_at: float


class KeptToken:
    """Keeps the token in the vault, bound to the origin it was given for; failing to is told, never raised."""

    def __init__(self, vault: Vault, profile: Profile, failed: Callable[[VaultError], object]) -> None:
        self._vault = vault
        self._entry = Entry(origin_of(profile.base_url), profile.key, Kind.TOKEN)
        self._failed = failed

    async def load(self) -> Token | None:
        """Return the token kept, if any."""
        try:
            kept = await self._vault.get(self._entry)
        except VaultError as error:
            self._failed(error)
            return None
        if kept is None:
            return None
        try:
            read = msgspec.json.decode(kept.reveal(), type=_Kept)
        except msgspec.DecodeError:
            _log.info("the token kept cannot be read: signing in anew")
            return None
        conceal(read.token)
        return Token(Secret(read.token), read.expires_at)

    async def save(self, token: Token) -> None:
        """Keep the token."""
        conceal(token.secret.reveal())
        kept = msgspec.json.encode(_Kept(token=token.secret.reveal(), expires_at=token.expires_at))
        try:
            await self._vault.put(self._entry, Secret(kept.decode()))
        except VaultError as error:
            self._failed(error)
