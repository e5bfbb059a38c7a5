"""What keeps the shared feed away, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def of_code(code: str) -> str:
    """Return the sentence for what keeps the shared feed away (``feed.errors``, ``desk.following``)."""
    translate = QCoreApplication.translate
    known = {
        "feed-not-imported": translate(
            "Feed",
            "The profile names a shared feed, and this desk was given no access to it: "
            "run callcenter feed import with the brand’s file. Until then the desk asks for itself.",
        ),
        "feed-access-unreadable": translate(
            "Feed",
            "The access to the shared feed cannot be read from the keyring: import the brand’s file again. "
            "Until then the desk asks for itself.",
        ),
        "feed-unreachable": translate(
            "Feed", "The feed server cannot be reached: check the network and the feed’s address."
        ),
        "feed-silent": translate("Feed", "The feed server does not answer: it will be asked again."),
        "feed-certificate": translate(
            "Feed",
            "The certificate of the feed server is not trusted: import the feed’s file again, or ask who runs it.",
        ),
        "feed-login": translate(
            "Feed", "The feed server refuses this desk: import the feed’s file again, or ask who runs it."
        ),
        "feed-not-ready": translate(
            "Feed",
            "The feed server keeps nothing for this brand: check JetStream and the limits of the account.",
        ),
        "feed-key": translate("Feed", "The feed’s key was changed: import the feed’s new file on this desk."),
    }
    return known.get(code, code)
