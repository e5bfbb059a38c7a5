"""Which addresses of a feed server are accepted: TLS, or plain NATS where it cannot leave this computer."""

from urllib.parse import urlsplit

from callcenter.settings.address import is_loopback
from callcenter.settings.errors import FieldError

PORT = 4222
"""NATS' own port, where the address names none."""
_LONGEST = 300


def check_feed_url(text: str) -> str:
    """Give the address in one spelling: ``tls://host:port``. Raises ``FieldError``."""
    text = text.strip()
    wrong = FieldError("feed_url", "not_a_url", "The feed's address is not one; write it as tls://host:4222.")
    if len(text) > _LONGEST or any(character.isspace() or not character.isprintable() for character in text):
        raise wrong
    try:
        parts = urlsplit(text)
        port = parts.port or PORT
    except ValueError as error:
        raise wrong from error
    host = (parts.hostname or "").removesuffix(".")
    if parts.scheme not in ("tls", "nats") or not host or parts.path.strip("/") or parts.query or parts.fragment:
        raise wrong
    if "@" in parts.netloc:
        sentence = "The feed's address has a user name or password in it; leave them out."
        raise FieldError("feed_url", "has_password", sentence)
    if parts.scheme == "nats" and not is_loopback(host):
        sentence = (
            "The feed's address is without TLS, which others can read; write tls:// (nats:// is for this computer)."
        )
        raise FieldError("feed_url", "plain_nats", sentence)
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"
