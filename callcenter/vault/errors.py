"""What can be wrong with a keyring: the environment's faults, each with a code and a sentence for people."""

from typing import ClassVar


class VaultError(Exception):
    """The keyring cannot serve. ``str()`` is one English sentence or two; ``code`` is stable and names the case.

    No text of the keyring's own is in the sentence: it stays in ``__cause__``, for the log.
    """

    code: ClassVar[str] = "keyring_failed"
    sentence: ClassVar[str] = ""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class VaultMissing(VaultError):
    """This computer has no keyring, or it is switched off."""

    code = "no_keyring"
    sentence = (
        "No keyring was found on this computer, so secrets cannot be kept; "
        "start or install one (GNOME Keyring, KWallet, KeePassXC) to stay signed in."
    )


class VaultUnsafe(VaultError):
    """The keyring chosen is not one known to encrypt."""

    code = "keyring_unsafe"


class VaultLocked(VaultError):
    """The keyring is locked and was not unlocked."""

    code = "keyring_locked"
    sentence = "The keyring is locked, so secrets cannot be read or kept; unlock it and try again."


class VaultNotReady(VaultError):
    """The keyring is there but was never set up."""

    code = "keyring_not_ready"
    sentence = (
        "The keyring is not set up, so secrets cannot be read or kept; "
        "open your system's password program, make a default keyring and try again."
    )


class VaultTimeout(VaultError):
    """The keyring gave no answer in time; it may be waiting for its password."""

    code = "keyring_timeout"
    sentence = "The keyring gave no answer in time; see whether it asks for its password, then try again."


class VaultFailed(VaultError):
    """The keyring refused or broke in some other way."""

    code = "keyring_failed"
    sentence = "The keyring failed, so secrets cannot be read or kept; see the log and try again."
