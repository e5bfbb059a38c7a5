"""One HTTP request without a body, read strictly: what a desk phone never sends is refused, not understood."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

LONGEST_HEAD = 8192
"""Bytes of the request line and all headers."""
LONGEST_LINE = 2048
MOST_HEADERS = 50

_TARGET = re.compile(r"/[^\s\x00-\x20\x7f]*")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}):[ \t]*(.*?)[ \t]*")
_UNSEEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_GRAVE = frozenset({"host", "origin", "content-length", "transfer-encoding", "sec-fetch-site"})
"""Headers that must stand there once: two that differ are read one way here and another way elsewhere."""


class Refused(Exception):
    """A request that is not served; the sentence repeats nothing of it."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Request:
    """A GET request. ``headers`` have names in lower case; ``repr`` shows neither path nor query, which are secrets."""

    path: str
    query: str
    version: str
    headers: dict[str, str]

    def __repr__(self) -> str:
        return "Request(…)"


def read_request(head: bytes) -> Request:
    """Read a request line and headers, with the empty line at their end. Raises Refused."""
    lines = head.decode("utf-8", "replace").removesuffix("\r\n\r\n").split("\r\n")
    if any(len(line) > LONGEST_LINE for line in lines) or len(lines) > MOST_HEADERS + 1:
        raise Refused(431, "The request is too long.")
    if any(_UNSEEN.search(line) for line in lines):
        raise Refused(400, "The request holds control characters.")
    words = lines[0].split(" ")
    if len(words) != 3 or words[2] not in {"HTTP/1.0", "HTTP/1.1"}:
        raise Refused(400, "This is no request of HTTP/1.1.")
    if words[0] != "GET":
        raise Refused(405, "Only GET is served here.")
    if not _TARGET.fullmatch(words[1]):
        raise Refused(400, "The address in the request is wrong.")
    headers = _headers(lines[1:])
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        raise Refused(400, "A request has no body here.")
    path, _, query = words[1].partition("?")
    return Request(path, query, words[2], headers)


def _headers(lines: list[str]) -> dict[str, str]:
    headers = dict[str, str]()
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field is None:
            raise Refused(400, "A header is wrong.")
        name = field[1].lower()
        if name in headers and name in _GRAVE:
            raise Refused(400, "A header stands there twice.")
        headers[name] = field[2]
    return headers


def refuse_foreign(request: Request, hosts: Collection[str]) -> None:
    """Refuse what a web page of another origin makes a browser send, also under a name that it made point here.

    ``hosts`` are the names this server goes by, with the port, in lower case. Raises Refused.
    """
    host = request.headers.get("host")
    if host is None and request.version == "HTTP/1.1":
        raise Refused(400, "The header Host is missing.")
    if host is not None and host.lower() not in hosts:  # no browser leaves it out; old phones may
        raise Refused(403, "Requests by another name are not served here.")
    origin = request.headers.get("origin")
    if origin is not None and origin.lower() not in {f"http://{each}" for each in hosts}:
        raise Refused(403, "Requests of web pages are not served here.")
    if request.headers.get("sec-fetch-site", "none").lower() not in {"none", "same-origin"}:
        raise Refused(403, "Requests of web pages are not served here.")
