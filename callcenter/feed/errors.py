"""What keeps the shared feed away. Desks work on without it: each polls for itself."""

from __future__ import annotations

from typing import ClassVar


class FeedAway(Exception):
    """The shared feed cannot be used now; ``code`` never changes, ``str()`` is one sentence for people."""

    code: ClassVar[str] = "feed-unreachable"
    sentence: ClassVar[str] = "The feed server cannot be reached: check the network and the feed's address."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class FeedSilent(FeedAway):
    """The connection stands, and nothing comes."""

    code = "feed-silent"
    sentence = "The feed server does not answer: it will be asked again."


class FeedCertificateRejected(FeedAway):
    """The server's certificate is not signed by the feed's own authority, or is not for this address."""

    code = "feed-certificate"
    sentence = "The certificate of the feed server is not trusted: import the feed's file again, or ask who runs it."


class FeedLoginRefused(FeedAway):
    """The server knows no such user and password."""

    code = "feed-login"
    sentence = "The feed server refuses this desk: import the feed's file again, or ask who runs it."


class FeedNotReady(FeedAway):
    """The server runs without JetStream, or the account may not use it (enough)."""

    code = "feed-not-ready"
    sentence = "The feed server keeps nothing for this brand: check JetStream and the limits of the account."


class FeedKeyUnknown(FeedAway):
    """A value is sealed with a key that this desk was not given."""

    code = "feed-key"
    sentence = "The feed's key was changed: import the feed's new file on this desk."


class NotGenuine(Exception):
    """A value was not sealed by a desk of this brand, or not for this place."""


class LeaseLost(Exception):
    """Another desk polls for all now, or may."""


class FeedFileError(Exception):
    """The file that ``callcenter feed init`` made cannot be used; the text says why and what to do."""


def trouble_of(group: BaseExceptionGroup[BaseException]) -> Exception:
    """Return the one trouble that ended tasks working together; a bug among them is raised as it is."""
    known, others = group.split((FeedAway, LeaseLost))
    if others is not None or known is None:
        raise group
    found: BaseException = known
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    if not isinstance(found, Exception):
        raise group
    return found
