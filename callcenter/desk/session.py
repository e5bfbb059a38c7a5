"""Who this desk is signed in as."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

from psygnal import Signal

from callcenter import settings as stored
from callcenter.desk.connection import Connection
from callcenter.desk.kept_token import KeptToken
from callcenter.desk.tasks import Tasks
from callcenter.logs import conceal, masked_meanwhile
from callcenter.pos import errors
from callcenter.pos.port import PointOfSale
from callcenter.pos.systems import system_of
from callcenter.pos.token import NoTokenStore, TokenStore
from callcenter.settings import Profile, Settings, SettingsError
from callcenter.vault import Entry, Kind, Secret, Vault, VaultError, origin_of

Connect = Callable[[Profile, Secret | None, TokenStore], Awaitable[PointOfSale]]
"""Makes a point of sale of a profile and its secret; None where the token alone is kept."""


PATIENCE = 5.0
"""Seconds that closing waits for what is still to be written, kept or forgotten: a keyring may never answer."""

OpenVault = Callable[[], Awaitable[Vault]]
"""Opens the keyring, which may take as long as somebody needs to type its password."""


class Session:
    """Signs in and out, and holds the point of sale while signed in."""

    opened = Signal(object, object)
    """The point of sale and the venue (or None) it is asked for."""
    named = Signal(str)
    """Who is signed in, where the point of sale knows that: ``user`` from now on."""
    leaving = Signal(Profile)
    """The profile is about to be left, its files still open: what was typed and is not kept yet is kept now."""
    closed = Signal()
    forgotten = Signal(Profile)
    """The agent signed out for good: nothing of the brand is to stay on this computer."""
    refused = Signal(errors.PosError)
    """Signing in failed; what was typed stays where it is."""
    tested = Signal()
    keyring_failed = Signal(VaultError)
    """A secret could not be kept or read; the session goes on without."""
    settings_failed = Signal(SettingsError)
    """The profile could not be written down; the session goes on without."""
    form_wanted = Signal(object)
    """There is no signing in without the agent: the profile known so far, or None."""

    def __init__(self, folder: Path, open_vault: OpenVault, connect: Connect, connection: Connection) -> None:
        self._folder = folder
        self._open_vault = open_vault
        self._vault: Vault | None = None
        self._opening = asyncio.Lock()
        self._connect = connect
        self._connection = connection
        self._tasks = Tasks("session")
        self._errands = Tasks("session's errand")
        self._writing = asyncio.Lock()
        self._pos: PointOfSale | None = None
        self.profile: Profile | None = None
        self.user = ""
        """The name of whoever is signed in; empty while it is not known."""
        self.settings = Settings()

    @property
    def pos(self) -> PointOfSale:
        """The point of sale signed in to. Raises SignInRequired."""
        if self._pos is None:
            raise errors.SignInRequired
        return self._pos

    @property
    def signed_in(self) -> bool:
        """Whether there is a point of sale to ask."""
        return self._pos is not None

    def resume(self, settings: Settings) -> None:
        """Go on as the profile used last; ask for the form where its secret, or the token kept alone, is gone."""
        self.settings = settings
        profile = settings.active_profile
        if profile is None:
            self.form_wanted.emit(None)
            return
        self._tasks.replace("sign-in", self._resume(profile))

    def switch(self, key: str) -> None:
        """Go on as another profile, as ``resume`` does; the one at work is left, its secrets and files stay."""
        profile = self.settings.profile(key)
        if profile is not None and (self.profile is None or self.profile.key != key):
            self._tasks.replace("sign-in", self._resume(profile))

    def test(self, profile: Profile, secret: Secret) -> None:
        """Try to sign in and keep nothing: the answer is ``tested`` or ``refused``."""
        self._tasks.replace("test", self._test(profile, secret))

    def sign_in(self, profile: Profile, secret: Secret) -> None:
        """Sign in with what the form holds: the answer is ``opened`` or ``refused``."""
        self._tasks.replace("sign-in", self._sign_in(profile, secret))

    def sign_out(self, *, keep_local: bool = False) -> None:
        """Leave the point of sale and forget its secrets; the key of the local files too, unless they are kept."""
        self._tasks.cancel("sign-in")
        profile, pos = self.profile, self._pos
        self._leave()
        self._connection.signed_out()
        if profile is not None and pos is not None:
            self._errands.start("forget", self._forget(profile, pos, keep_local=keep_local))
        self.form_wanted.emit(profile)

    def prefer(self, settings: Settings) -> None:
        """Keep a wish of the agent's: the theme, a width."""
        self.settings = settings
        self._errands.start("write", self._write())

    def learn(self, profile: Profile) -> None:
        """Keep what was learnt of the profile at work: its key stays, and so does whom it signs in."""
        if self.profile is not None and self.profile.key == profile.key:
            self.profile = profile
            self.prefer(self.settings.with_profile(profile))

    async def vault(self) -> Vault:
        """Return the keyring, opened once for the whole desk; one for this session only where there is none."""
        return await self._vault_opened()

    async def local_key(self) -> Secret | None:
        """Return what this profile's local files are encrypted with, made at the first use: 64 hexadecimal digits.

        None where the keyring cannot keep it: then nothing of the brand is to lie on the disk.
        """
        profile, vault = self.profile, await self._vault_opened()
        if profile is None or not vault.lasting:
            return None
        entry = _entry(profile, Kind.LOCAL_KEY)
        try:
            key = await vault.get(entry)
            if key is None:
                key = Secret(secrets.token_hex(32))
                await vault.put(entry, key)
        except VaultError as error:
            self.keyring_failed.emit(error)
            return None
        conceal(key.reveal())
        return key

    async def aclose(self) -> None:
        """Close the connections; secrets stay where they are kept. What was to be kept or forgotten is, before."""
        await self._tasks.aclose()
        self._leave()
        await self._errands.finish(PATIENCE)

    async def _resume(self, profile: Profile) -> None:
        self._connection.connecting()
        self._leave()
        vault = await self._vault_opened()
        store = self._token_store(vault, profile)
        secret = None
        if system_of(profile).keeps_secret:
            secret = await self._read(vault, profile)
            known = secret is not None
        else:
            known = await store.load() is not None
        if not known:
            self._connection.signed_out()
            self.form_wanted.emit(profile)
            return
        if secret is not None:
            conceal(secret.reveal())
        self._enter(await self._connect(profile, secret, store), profile)

    async def _test(self, profile: Profile, secret: Secret) -> None:
        pos = await self._connect(profile, secret, NoTokenStore())
        try:
            await pos.sign_in()
        except errors.PosError as error:
            self.refused.emit(error)
        else:
            self.tested.emit()
        finally:
            self._close(pos)

    async def _sign_in(self, profile: Profile, secret: Secret) -> None:
        keeps_secret = system_of(profile).keeps_secret
        if keeps_secret:
            conceal(secret.reveal())
        self._connection.connecting()
        self._leave()
        vault = await self._vault_opened()
        pos = await self._connect(profile, secret, self._token_store(vault, profile))
        try:
            with masked_meanwhile(secret.reveal()):
                await pos.sign_in()
        except errors.PosError as error:
            self._close(pos)
            self._connection.refused(error)
            self.refused.emit(error)
            return
        except BaseException as error:  # given up by the agent, or a bug: either way the connections are closed
            self._close(pos)
            if not isinstance(error, asyncio.CancelledError):
                self._connection.signed_out()
            raise
        if keeps_secret:
            self._errands.start("keep", self._keep(vault, profile, secret))
        self._enter(pos, profile)

    def _enter(self, pos: PointOfSale, profile: Profile) -> None:
        self._pos = pos
        self.profile = profile
        if (settings := self.settings.with_profile(profile)) != self.settings:
            self.prefer(settings)
        self.opened.emit(pos, profile.venue_id or None)
        self._tasks.replace("who", self._ask_who(pos))

    async def _ask_who(self, pos: PointOfSale) -> None:
        """Ask who is signed in, and so whether a token that was kept still serves."""
        try:
            name = await pos.who()
        except errors.PosError as error:
            self._connection.failed(error)
            return
        if name:
            self._connection.worked()
            self.user = name
            self.named.emit(name)

    def _leave(self) -> None:
        if self.profile is not None:
            self.leaving.emit(self.profile)
        pos, self._pos = self._pos, None
        self.profile, self.user = None, ""
        self._tasks.cancel("who")
        if pos is not None:
            self.closed.emit()
            self._close(pos)

    def _close(self, pos: PointOfSale) -> None:
        """Close the connections in a task that nobody cancels: half closed, they would stay open."""
        self._errands.start("close", pos.aclose())

    async def _keep(self, vault: Vault, profile: Profile, secret: Secret) -> None:
        try:
            await vault.put(_entry(profile, Kind.CLIENT_SECRET), secret)
        except VaultError as error:
            self.keyring_failed.emit(error)

    async def _forget(self, profile: Profile, pos: PointOfSale, *, keep_local: bool) -> None:
        await pos.aclose()  # else a token that is just being kept would stay
        vault = await self._vault_opened()
        try:
            if keep_local:
                await vault.delete(_entry(profile, Kind.CLIENT_SECRET))
                await vault.delete(_entry(profile, Kind.TOKEN))
            else:
                self.forgotten.emit(profile)
                await vault.forget(profile.key)
        except VaultError as error:
            self.keyring_failed.emit(error)

    async def _write(self) -> None:
        """Write the settings as they are when it is this writing's turn: an older one never ends after a newer."""
        async with self._writing:
            try:
                await asyncio.to_thread(stored.save, self._folder, self.settings)
            except SettingsError as error:
                self.settings_failed.emit(error)

    async def _read(self, vault: Vault, profile: Profile) -> Secret | None:
        try:
            return await vault.get(_entry(profile, Kind.CLIENT_SECRET))
        except VaultError as error:
            self.keyring_failed.emit(error)
            return None

    async def _vault_opened(self) -> Vault:
        async with self._opening:
            if self._vault is None:
                self._vault = await self._open_vault()
                if self._vault.problem is not None:
                    self.keyring_failed.emit(self._vault.problem)
        return self._vault

    def _token_store(self, vault: Vault, profile: Profile) -> TokenStore:
        return KeptToken(vault, profile, self.keyring_failed.emit)


def _entry(profile: Profile, kind: Kind) -> Entry:
    return Entry(origin_of(profile.base_url), profile.key, kind)
