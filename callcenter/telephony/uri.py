"""The URIs that ring: ``sip:`` (RFC 3261), ``tel:`` (RFC 3966), ``callto:`` and the desk's own ``callcenter:``.

They are only taken apart; what a number is, ``number.py`` says.
"""

from __future__ import annotations

import re

from callcenter.telephony.unfilled import unescape

FIELDS = {"phone": "phone", "number": "phone", "name": "name", "id": "id"}
"""The words by which a number, a name and a call's id are sent in a query, and what they are here."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,19}):(.*)", re.DOTALL)
_OURS = frozenset({"sip", "sips", "tel", "callto", "callcenter"})
_FOREIGN = frozenset(
    {
        "http",
        "https",
        "ftp",
        "file",
        "data",
        "javascript",
        "vbscript",
        "mailto",
        "ws",
        "wss",
        "blob",
        "about",
        "ms-msdt",
    }
)


def split_scheme(text: str) -> tuple[str, str]:
    """Split a URI with one of the schemes that ring into scheme and rest; other text comes back after an empty one."""
    found = _SCHEME.fullmatch(text.strip())
    if found is None or found[1].lower() not in _OURS:
        return "", text
    return found[1].lower(), found[2].strip().removeprefix("//")


def is_foreign(text: str) -> bool:
    """Whether a text without a scheme that rings has another."""
    found = _SCHEME.fullmatch(text.strip())
    return found is not None and (found[1].lower() in _FOREIGN or found[2].startswith("//"))


def sip(rest: str) -> tuple[str, str, str]:
    """Take what follows ``sip:`` apart: user, host with port, extension. Without an ``@`` it is one of the two."""
    address = rest.split("?", 1)[0]
    user, at, host = address.rpartition("@")
    if not at:  # sip:0505355757 comes from phones that leave their own exchange out
        user, host = ("", address) if re.search(r"[A-Za-z\]]|^\d+(\.\d+){3}", address.split(";")[0]) else (address, "")
    user, *parameters = user.split(";")
    user = user.split(":", 1)[0]  # what follows is a password
    return unescape(user), host.split(";", 1)[0], _extension(parameters)


def tel(rest: str) -> tuple[str, str]:
    """Take what follows ``tel:`` apart: number and extension."""
    number, *parameters = rest.split("?", 1)[0].split(";")
    return unescape(number).strip("/ "), _extension(parameters)


def fields_of(rest: str) -> dict[str, str]:
    """Take what follows ``callcenter:`` apart: ``NUMBER``, ``NUMBER?name=…&id=…`` or ``call?phone=…&name=…&id=…``.

    The number may be a URI itself. What else a query holds is left out.
    """
    path, _, query = rest.partition("?")
    found = {"phone": unescape(path).strip("/ ")}
    if found["phone"].casefold() in {"call", "lookup"}:
        found["phone"] = ""
    for key, value in pairs(query):
        if key in FIELDS:
            found[FIELDS[key]] = value
    return found


def pairs(query: str) -> list[tuple[str, str]]:
    """Take a query apart. In a name ``+`` is a space; in a number it is itself, since phones do not escape it."""
    found = []
    for part in query.split("&"):
        key, _, value = part.partition("=")
        key = unescape(key)
        if key:
            found.append((key, unescape(value, plus_is_space=FIELDS.get(key) == "name")))
    return found


def _extension(parameters: list[str]) -> str:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().casefold() == "ext":
            return unescape(value)
    return ""
