"""The vault over this computer's keyring."""

import asyncio
import json
from collections.abc import Callable
from typing import TypeVar

from callcenter.vault.backend import Guarded, limit_of, system_store
from callcenter.vault.call import Call
from callcenter.vault.entry import Entry, check_profile_key, roster_service
from callcenter.vault.errors import VaultError, VaultTimeout
from callcenter.vault.port import MemoryVault, Vault
from callcenter.vault.secret import Secret
from callcenter.vault.shelf import Shelf, Store

T = TypeVar("T")

TIMEOUT = 60.0
"""Seconds a call may take: time enough to type the keyring's password."""

_MOST_STUCK = 3


class KeyringVault:
    """Secrets in a keyring, called one at a time and never in the caller's thread.

    ``load`` gives the keyring and is called in the vault's thread; ``limit`` is the most characters an item holds
    (None: as this keyring needs it). A call that is not answered within ``timeout`` seconds raises ``VaultTimeout`` and
    is left behind; the next one gets a thread of its own, until some are stuck at once: then calls fail at once.
    """

    def __init__(
        self, load: Callable[[], Store] = system_store, *, timeout: float = TIMEOUT, limit: int | None = None
    ) -> None:
        self._load = load
        self._timeout = timeout
        self._limit = limit
        self._store: Store | None = None
        self._turn = asyncio.Lock()
        self._last: Call[object] | None = None
        self._stuck: list[Call[object]] = []

    @property
    def lasting(self) -> bool:
        """True: a keyring outlives the program."""
        return True

    @property
    def problem(self) -> VaultError | None:
        """None."""
        return None

    async def probe(self) -> None:
        """Raise the ``VaultError`` that every other call would raise. May make the keyring ask for its password."""
        await self._run(lambda shelf: shelf.read(roster_service(), "probe"))

    async def get(self, entry: Entry) -> Secret | None:
        """Give the secret, or None where there is none or a part of it is missing."""
        text = await self._run(lambda shelf: shelf.read(entry.service, entry.profile))
        return None if text is None else Secret(text)

    async def put(self, entry: Entry, value: Secret) -> None:
        """Keep a secret in place of the one before, wholly or not at all."""

        def put(shelf: Shelf) -> None:
            # The roster first: a secret that is not on it could never be forgotten.
            known = _roster(shelf, entry.profile)
            if entry.service not in known:
                shelf.write(roster_service(), entry.profile, json.dumps([*known, entry.service]))
            shelf.write(entry.service, entry.profile, value.reveal())

        await self._run(put)

    async def delete(self, entry: Entry) -> None:
        """Remove a secret; nothing happens where there is none."""
        await self._run(lambda shelf: shelf.erase(entry.service, entry.profile))

    async def forget(self, profile: str) -> None:
        """Remove every secret of a profile, also those given for base URLs it no longer has."""
        check_profile_key(profile)

        def forget(shelf: Shelf) -> None:
            for service in _roster(shelf, profile):
                shelf.erase(service, profile)
            shelf.erase(roster_service(), profile)

        await self._run(forget)

    async def _run(self, job: Callable[[Shelf], T]) -> T:
        async with self._turn:
            self._stuck = [call for call in self._stuck if call.alive]
            if len(self._stuck) >= _MOST_STUCK:
                raise VaultTimeout
            try:
                async with asyncio.timeout(self._timeout):
                    if self._last is not None:
                        # Its caller was cancelled; the keyring is still at it.
                        await self._last.ended()
                    return await self._started(job).outcome()
            except TimeoutError as error:
                self._leave_behind()
                raise VaultTimeout from error
            finally:
                if self._last is not None and self._last.done:
                    self._last = None  # it holds what it returned, which may be a secret

    def _started(self, job: Callable[[Shelf], T]) -> Call[T]:
        call = Call(lambda check: job(self._shelf(check)))
        self._last = call
        call.start()
        return call

    def _leave_behind(self) -> None:
        if self._last is not None:
            self._last.give_up()
            self._stuck.append(self._last)
        self._last = None
        self._store = None

    def _shelf(self, check: Callable[[], None]) -> Shelf:
        """In the vault's thread: the keyring, found once."""
        store = self._store or self._load()
        check()
        self._store = store
        return Shelf(Guarded(store, check), self._limit or limit_of(store))


def _roster(shelf: Shelf, profile: str) -> list[str]:
    """List the services this profile has secrets under."""
    try:
        found = json.loads(shelf.read(roster_service(), profile) or "[]")
    except ValueError:
        return []
    return [service for service in found if isinstance(service, str)] if isinstance(found, list) else []


async def open_vault(*, timeout: float = TIMEOUT) -> Vault:  # noqa: ASYNC109 - handed on: every later call has it too
    """Give the keyring's vault, or one for this session only whose ``problem`` says why.

    Never raises ``VaultError``. May make the keyring ask for its password: call it once the window is shown. Calling it
    again tries again (the user may have unlocked the keyring meanwhile).
    """
    vault = KeyringVault(timeout=timeout)
    try:
        await vault.probe()
    except VaultError as error:
        return MemoryVault(error)
    return vault
