"""Where a secret may be sent: the scheme, host and port it was given for."""

import ipaddress
import re
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import SplitResult, urlsplit

_DEFAULT_PORTS = {"https": 443, "http": 80}
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# A host that ends in a number is an IPv4 address to some programs and a name to others (WHATWG URL).
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# urlsplit drops tabs and newlines in silence, and clients disagree on backslashes.
_FORBIDDEN = re.compile(r"[\s\\\x00-\x1f\x7f]")


class OriginError(ValueError):
    """A URL that names no origin a secret could be bound to."""

    code: ClassVar[str] = "bad_origin"


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port, normalised: equal origins mean the same server.

    ``host`` is lower case, in ASCII (IDNA), without a trailing dot; an IPv6 address is compressed and without brackets.
    """

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def origin_of(url: str) -> Origin:
    """Give the origin of an http or https URL; raises ``OriginError`` where clients could disagree on the server."""
    if _FORBIDDEN.search(url):
        raise OriginError("The base URL has a space, a backslash or a control character in it; write it without.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise OriginError("The base URL cannot be read; write it as https://host/path.") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise OriginError("The base URL must begin with https:// (or http:// for this computer).")
    if "@" in parts.netloc:
        raise OriginError("The base URL has a user name or password in it; leave them out.")
    if port == 0:
        raise OriginError("The base URL has port 0; a port is a number from 1 to 65535.")
    return Origin(parts.scheme, _host(parts), port or _DEFAULT_PORTS[parts.scheme])


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if not host:
        raise OriginError("The base URL names no host; write it as https://host/path.")
    if parts.netloc.startswith("["):
        try:
            if "%" in host:
                raise ValueError("a zone names an interface of this computer, not a server")  # noqa: TRY301
            return ipaddress.IPv6Address(host).compressed
        except ValueError as error:
            raise OriginError("The base URL's IPv6 address cannot be read; an example is [::1].") from error
    return _name_or_ipv4(_ascii(host).removesuffix("."))


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    import idna  # noqa: PLC0415 - 10 ms, for hosts of other alphabets alone; httpx encodes hosts with it, so must we

    try:
        return idna.encode(host.lower()).decode("ascii")
    except idna.IDNAError as error:
        raise OriginError("The base URL's host is not a valid internationalised name.") from error


def _name_or_ipv4(host: str) -> str:
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError as error:
            raise OriginError("The base URL's IPv4 address cannot be read; an example is 127.0.0.1.") from error
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise OriginError("The base URL's host is not a valid name; an example is integrations.clopos.com.")
    return host
