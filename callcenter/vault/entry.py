"""What a secret is filed under."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from callcenter.vault.origin import Origin

# Short and of one case: Windows compares names without case and holds 513 characters of user name.
_PROFILE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_PROGRAM = "callcenter"


class Kind(StrEnum):
    """What a secret is for."""

    CLIENT_SECRET = "client-secret"  # noqa: S105 - the name of a kind
    TOKEN = "token"  # noqa: S105 - the name of a kind
    LOCAL_KEY = "local-key"
    """What the local files are encrypted with."""
    PHONE_LINK = "phone-link"
    """What desk phones name themselves by, in the address they call: one an installation."""
    FEED_KEYS = "feed-keys"
    """What the values of the brand's shared feed are sealed with."""
    FEED_LOGIN = "feed-login"
    """What the server of the shared feed is signed in to with."""


INSTALLATION = "-installation"
"""In the place of a profile, for a secret that is no profile's: no profile's key begins like this."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One secret of one profile, bound to one origin; or of this installation, sent nowhere: ``of_installation``.

    ``profile`` is a key of 1 to 64 lower-case ASCII letters, digits, ``.``, ``_`` and ``-``, a letter or digit first;
    anything else raises ``ValueError``.
    """

    origin: Origin | None
    profile: str
    kind: Kind

    def __post_init__(self) -> None:
        if self.origin is None and self.profile == INSTALLATION:
            return
        if self.origin is None:
            raise ValueError("a profile's secret is bound to an origin")
        check_profile_key(self.profile)

    @classmethod
    def of_installation(cls, kind: Kind) -> Self:
        """Name a secret that all profiles of this computer's user share."""
        return cls(None, INSTALLATION, kind)

    @property
    def service(self) -> str:
        """The keyring's service name.

        One service an entry: the Windows backend moves entries about when two users share a service.
        """
        return f"{_PROGRAM} {self.kind} {self.origin}" if self.origin is not None else f"{_PROGRAM} {self.kind}"


def roster_service() -> str:
    """Name the service under which a profile's list of services is kept."""
    return f"{_PROGRAM} roster"


def check_profile_key(key: str) -> None:
    """Raise ``ValueError`` for a key that keyrings could mistake for another."""
    if not _PROFILE.fullmatch(key):
        raise ValueError("a profile's key is 1 to 64 lower-case ASCII letters, digits, '.', '_' and '-'")
