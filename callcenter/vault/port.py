"""What the rest of the desk sees of a vault."""

from typing import Protocol

from callcenter.vault.entry import Entry, check_profile_key
from callcenter.vault.errors import VaultError
from callcenter.vault.secret import Secret


class Vault(Protocol):
    """Keeps secrets. Every method may raise ``VaultError`` and may be called again after it did."""

    @property
    def lasting(self) -> bool:
        """Whether secrets outlive the program."""

    @property
    def problem(self) -> VaultError | None:
        """Why secrets are kept for this session only; None where they last, or where that is meant."""

    async def get(self, entry: Entry) -> Secret | None:
        """Give the secret, or None where there is none (or only a part of one)."""

    async def put(self, entry: Entry, value: Secret) -> None:
        """Keep a secret in place of the one before, wholly or not at all."""

    async def delete(self, entry: Entry) -> None:
        """Remove a secret; nothing happens where there is none."""

    async def forget(self, profile: str) -> None:
        """Remove every secret of the profile with this key, of every kind and origin."""


class MemoryVault:
    """Secrets for this session only: for the demo, and for a desk without a keyring."""

    def __init__(self, problem: VaultError | None = None) -> None:
        self._secrets: dict[Entry, Secret] = {}
        self._problem = problem

    @property
    def lasting(self) -> bool:
        """False: the secrets end with the program."""
        return False

    @property
    def problem(self) -> VaultError | None:
        """Why there is no keyring, where one was looked for."""
        return self._problem

    async def get(self, entry: Entry) -> Secret | None:
        """Give the secret, or None."""
        return self._secrets.get(entry)

    async def put(self, entry: Entry, value: Secret) -> None:
        """Keep a secret until the program ends."""
        self._secrets[entry] = value

    async def delete(self, entry: Entry) -> None:
        """Remove a secret; nothing happens where there is none."""
        self._secrets.pop(entry, None)

    async def forget(self, profile: str) -> None:
        """Remove every secret of a profile."""
        check_profile_key(profile)
        self._secrets = {entry: secret for entry, secret in self._secrets.items() if entry.profile != profile}
