"""Secrets in the operating system's keyring: Secret Service, Windows Credential Locker, macOS Keychain.

Each entry belongs to the origin (scheme, host, port) it was given for, so that a changed base URL finds no secret.
Where there is no keyring a ``MemoryVault`` keeps secrets for this session only: they are never written in plain text.
Importing this room is cheap: ``keyring`` (over 200 ms with its backends) is imported by the first call, in its thread.
"""

from callcenter.vault.entry import Entry, Kind
from callcenter.vault.errors import (
    VaultError,
    VaultFailed,
    VaultLocked,
    VaultMissing,
    VaultNotReady,
    VaultTimeout,
    VaultUnsafe,
)
from callcenter.vault.origin import Origin, OriginError, origin_of
from callcenter.vault.port import MemoryVault, Vault
from callcenter.vault.secret import Secret
from callcenter.vault.system import KeyringVault, open_vault

__all__ = [
    "Entry",
    "KeyringVault",
    "Kind",
    "MemoryVault",
    "Origin",
    "OriginError",
    "Secret",
    "Vault",
    "VaultError",
    "VaultFailed",
    "VaultLocked",
    "VaultMissing",
    "VaultNotReady",
    "VaultTimeout",
    "VaultUnsafe",
    "open_vault",
    "origin_of",
]
