"""Which addresses of a server are accepted: https, or plain http where it cannot leave this computer."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from callcenter.settings.errors import FieldError

_LONGEST = 500
# urlsplit drops tabs and line breaks in silence, and clients disagree on backslashes.
_FORBIDDEN = re.compile(r"[\s\\\x00-\x1f\x7f\ud800-\udfff]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


def server_address(field: str, label: str, text: str) -> str:
    """Give the address in one spelling: scheme and host in lower case, no slash at the end. Raises ``FieldError``."""
    text = text.strip()
    if not text:
        raise FieldError(field, "empty", f"{label} is empty; write it as https://host/path.")
    if len(text) > _LONGEST:
        raise FieldError(field, "too_long", f"{label} is too long; it has {_LONGEST} characters at most.")
    unreadable = FieldError(field, "not_a_url", f"{label} is not an address; write it as https://host/path.")
    if _FORBIDDEN.search(text):
        raise unreadable
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise unreadable from error
    if parts.scheme not in ("http", "https") or port == 0 or not _is_host(parts):
        raise unreadable
    if "@" in parts.netloc:
        raise FieldError(field, "has_password", f"{label} has a user name or password in it; leave them out.")
    if parts.query or parts.fragment or text.endswith(("?", "#")):
        raise FieldError(field, "has_query", f"{label} has a part after '?' or '#'; leave it out.")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        sentence = f"{label} is plain http, which others can read; write https:// (http is for this computer alone)."
        raise FieldError(field, "plain_http", sentence)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path}".rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether a host is this computer for certain: 127.0.0.0/8, ::1 or localhost. No name is looked up."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower().removesuffix(".") == "localhost"


def _is_host(parts: SplitResult) -> bool:
    host = (parts.hostname or "").removesuffix(".")
    if parts.netloc.rpartition("@")[2].startswith("["):
        return _is_ip(host, ipaddress.IPv6Address) and "%" not in host
    if not host.isascii():
        return _is_international(host)
    labels = host.split(".")
    # "127.1" and "0x7f.1" are addresses to some programs and names to others.
    if _NUMBER.fullmatch(labels[-1]):
        return _is_ip(host, ipaddress.IPv4Address)
    return len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels)


def _is_ip(host: str, kind: type[ipaddress.IPv4Address | ipaddress.IPv6Address]) -> bool:
    try:
        kind(host)
    except ValueError:
        return False
    return True


def _is_international(host: str) -> bool:
    import idna  # noqa: PLC0415 - 10 ms, for hosts of other alphabets alone; httpx encodes hosts with it

    try:
        idna.encode(host.lower())
    except idna.IDNAError:
        return False
    return True
