"""Which keyring this computer has, and what its errors mean. Runs in the vault's thread alone."""

from collections.abc import Callable
from typing import TypeVar

from callcenter.vault.errors import VaultError, VaultFailed, VaultLocked, VaultMissing, VaultNotReady, VaultUnsafe
from callcenter.vault.shelf import Store

T = TypeVar("T")

# The operating systems' own keyrings, all of which encrypt. A list of what is allowed, because a list of what is
# forbidden (keyrings.alt and its like write plain text) would miss the next one.
_SAFE = {
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
}
_WINDOWS = "keyring.backends.Windows"
# CRED_MAX_CREDENTIAL_BLOB_SIZE is 5 * 512 bytes, 1,280 UTF-16 characters (wincred.h); one is left for a terminator.
_WINDOWS_CHARACTERS = 1_279


def system_store() -> Store:
    """Find this computer's keyring; raises ``VaultMissing`` or ``VaultUnsafe``. Imports ``keyring``: slow at first."""
    import keyring  # noqa: PLC0415 - 100 ms, and its choice of a backend another 110

    try:
        chosen = keyring.get_keyring()
    except Exception as error:
        # A backend named in the environment or in keyringrc.cfg may fail in any way it likes.
        raise VaultMissing(
            "The keyring chosen for this computer cannot be loaded; "
            "check PYTHON_KEYRING_BACKEND and keyringrc.cfg, or remove them."
        ) from error
    return _safe(chosen)


def _safe(chosen: Store) -> Store:
    module = type(chosen).__module__
    if module == "keyring.backends.chainer":
        # The chain asks every backend, also ones that write plain text: take the first that encrypts.
        backends: list[Store] = getattr(chosen, "backends", [])
        return next((one for one in backends if type(one).__module__ in _SAFE), None) or _refused(module)
    if module in ("keyring.backends.fail", "keyring.backends.null"):
        raise VaultMissing
    return chosen if module in _SAFE else _refused(f"{module}.{type(chosen).__name__}")


def _refused(name: str) -> Store:
    raise VaultUnsafe(
        f"The keyring {name} is not known to encrypt, so no secret is given to it; "
        "use the Secret Service, KWallet, the macOS Keychain or the Windows Credential Manager."
    )


def limit_of(store: Store) -> int | None:
    """Give the most ASCII characters an item of this keyring holds, or None where there is no limit that matters."""
    return _WINDOWS_CHARACTERS if type(store).__module__ == _WINDOWS else None


class Guarded:
    """A store whose errors are ours, whose deleting is silent, and which stops when nobody waits any more.

    ``check`` is called before every step and raises when the caller gave up: a call that comes back after minutes
    must not go on writing.
    """

    def __init__(self, store: Store, check: Callable[[], None]) -> None:
        self._store = store
        self._check = check

    def get_password(self, service: str, username: str) -> str | None:
        """Read an item's text, or None."""
        return self._step(lambda: self._store.get_password(service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write an item."""
        self._step(lambda: self._store.set_password(service, username, password))

    def delete_password(self, service: str, username: str) -> None:
        """Remove an item, if it is there."""
        try:
            self._step(lambda: self._store.delete_password(service, username))
        except VaultFailed:
            # Backends say "missing" and "could not" with the same error: look which it was.
            if self.get_password(service, username) is not None:
                raise

    def _step(self, step: Callable[[], T]) -> T:
        self._check()
        try:
            return step()
        except Exception as error:
            # Beside keyring's own errors there are those of D-Bus, pywintypes and ctypes, with no common base.
            raise meaning(error) from error


def meaning(error: Exception) -> VaultError:
    """Say what a keyring's error means for people."""
    from keyring import errors  # noqa: PLC0415 - see system_store

    # SecretStorage's own errors come through keyring as they are; by name, because it is installed on Linux alone.
    names = {one.__name__ for one in type(error).__mro__}
    if isinstance(error, errors.KeyringLocked) or names & {"LockedException", "PromptDismissedException"}:
        return VaultLocked()
    if isinstance(error, errors.InitError):
        return VaultNotReady()
    if isinstance(error, errors.NoKeyringError) or "SecretServiceNotAvailableException" in names:
        return VaultMissing()
    return VaultFailed()
