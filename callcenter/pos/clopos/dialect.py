"""How Clopos signs requests and tells errors (authentication and errors pages)."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from callcenter.pos import errors
from callcenter.pos.clopos import wire
from callcenter.pos.decode import UNREADABLE, row, text, utf8
from callcenter.pos.errors import FieldProblem, PosError
from callcenter.pos.exchange import Answer, Call
from callcenter.pos.quota import retry_after
from callcenter.pos.token import Token
from callcenter.vault import Secret

TOKEN_SECONDS = 3600.0
"""The life of a token whose answer does not tell it (authentication page: ``expires_in: 3600``)."""
LONGEST_TOKEN_SECONDS = 7 * 86400.0
"""A token said to live longer is not believed: it is renewed before."""


LONGEST_MESSAGE = 300
"""Characters of the server's own words that an agent is shown."""
LONGEST_WORDS = 2000
MOST_ENTRIES = 20
"""Entries of an error in the third shape."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a brand gets from the vendor. ``brand`` is the tenant's slug, ``venue_id`` the branch this desk serves."""

    client_id: str
    client_secret: Secret
    brand: str
    integrator_id: str
    venue_id: str | None = None


class CloposDialect:
    """Signs with ``x-token``; reads ``success`` before the status code."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    @property
    def renew_every(self) -> float | None:
        """None: the secret gets a token at any time."""
        return None

    def sign_in_call(self, present: Token | None = None) -> Call:  # noqa: ARG002 - Clopos renews by its secret alone
        """Return ``POST /auth``."""
        credentials = self._credentials
        body = {
            "client_id": credentials.client_id,
            "client_secret": credentials.client_secret.reveal(),
            "brand": credentials.brand,
            "integrator_id": credentials.integrator_id,
        }
        return Call(method="POST", path="auth", body=msgspec.json.encode(body))

    def token_of(self, answer: Answer) -> Token:
        """Read the token; its end is taken from ``expires_in`` where told, for this computer's clock may be off."""
        signed_in = _signed_in(answer.body)
        if signed_in is None:
            raise errors.BadAnswer(host=answer.host, request=answer.mark, status=answer.status)
        told = signed_in.expires_in
        seconds = told if told is not None and told > 0 else TOKEN_SECONDS  # NaN is not greater than 0 either
        return Token(Secret(signed_in.token), time.time() + min(seconds, LONGEST_TOKEN_SECONDS))

    def authorisation(self, token: Token) -> Mapping[str, str]:
        """Return ``x-token``; ``x-brand`` and ``x-venue`` select brand and venue and do no harm on v2."""
        headers = {"x-token": token.secret.reveal(), "x-brand": self._credentials.brand}
        if self._credentials.venue_id:
            headers["x-venue"] = self._credentials.venue_id
        return headers

    def error_of(self, answer: Answer, *, signing_in: bool) -> PosError | None:
        """Tell what went wrong by the words first and the status code second."""
        if answer.status < 300 and not _denied(answer.body):
            return None
        try:
            head = head_of(answer.body)
        except UNREADABLE:
            head = None  # a proxy's page: the status code is all there is
        kind = _kind(answer.status, head, signing_in=signing_in)
        head = head or wire.Head()
        return kind(
            host=answer.host,
            request=answer.mark,
            status=answer.status,
            server_message=_message_of(head),
            fields=_fields_of(head) if kind in {errors.Conflict, errors.Invalid} else (),
            retry_after=retry_after(answer.headers) if kind is errors.QuotaExhausted else None,
        )


def head_of(body: bytes) -> wire.Head:
    """Read what an answer says of itself; ``data`` stays unread. Raises one of ``UNREADABLE``."""
    return row(utf8(body), wire.Head)


def _signed_in(body: bytes) -> wire.SignedIn | None:
    """Find the token beside the envelope's words, or in its ``data``; None where there is none that a header holds."""
    try:
        whole = utf8(body)
        for part in (whole, head_of(whole).data):
            with contextlib.suppress(msgspec.ValidationError):
                found = row(part, wire.SignedIn)
                if found.token.isascii() and found.token.isprintable() and found.token.strip():
                    return found
    except UNREADABLE:
        pass
    return None


_SAYS_YES = re.compile(rb'\s*\{\s*"success"\s*:\s*true')
_SAYS_NO = re.compile(rb'"success"\s*:\s*"?(?:false|0)')


def _denied(body: bytes) -> bool:
    """Whether a 200 says ``success: false``: one failure comes like that (errors page)."""
    if _SAYS_YES.match(body) or not _SAYS_NO.search(body):  # a page of customers need not be taken apart for it
        return False
    try:
        return head_of(body).success in {False, "false", "0"}
    except (*UNREADABLE, TypeError):
        return False


_OF_THE_ACCOUNT = {
    "client is disabled": errors.ClientDisabled,
    "invalid integrator_id": errors.IntegratorUnknown,
    "integrator is inactive": errors.IntegratorUnknown,
    "test mode": errors.TestModeMismatch,
}
"""What is wrong with the account is told by words, at any request (authentication page)."""
_BY_STATUS = {401: errors.TokenRejected, 403: errors.Forbidden, 404: errors.NotFound, 409: errors.Conflict}


def _kind(status: int, head: wire.Head | None, *, signing_in: bool) -> type[PosError]:
    """Look an error up in the vendor's table (errors page); ``head`` is None where the body is none of the vendor's."""
    words = _words_of(head) if head else ""
    if signing_in or status in {200, 401, 403}:  # the words of other errors repeat what the agent typed
        for phrase, kind in _OF_THE_ACCOUNT.items():
            if phrase in words:
                return kind
    if status == 429 or status >= 500:
        return errors.QuotaExhausted if status == 429 else errors.ServerFailed
    if signing_in:
        return _refused_sign_in(status, words, readable=head is not None)
    if 300 <= status < 400:  # nothing we asked for redirects
        return errors.BadAnswer
    return _BY_STATUS.get(status) or _by_word(words, status)


def _refused_sign_in(status: int, words: str, *, readable: bool) -> type[PosError]:
    if "missing client_id" in words:
        return errors.CredentialMissing
    if status == 401 or (readable and status in {200, 400, 403, 422}):
        return errors.CredentialsRejected
    return errors.BadAnswer  # another server, or another address of it


def _by_word(words: str, status: int) -> type[PosError]:
    """Tell a failure by its words where the status is a good one, or that of any wrong field."""
    if any(phrase in words for phrase in ("duplicate_", "already exists", "already been taken")):
        return errors.Conflict
    if status >= 400:
        return errors.Invalid
    if "token" in words or "unauthorized" in words:
        return errors.TokenRejected
    return errors.NotFound if "not_found" in words or "not found" in words else errors.Invalid


def _words_of(head: wire.Head) -> str:
    return f"{_plain(head.error)} {_plain(head.message)}".lower()


def _plain(value: Any) -> str:
    """Spell an error's part: a text, or a list of {message, type, …} (the third shape). What lies deeper is no word."""
    entries = value if isinstance(value, list) else [value]
    return " ".join(words for entry in entries[:MOST_ENTRIES] if (words := _entry(entry)))[:LONGEST_WORDS]


def _entry(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(words for key in ("message", "type", "exception", "code") if (words := _scalar(value.get(key))))
    return _scalar(value)


def _scalar(value: Any) -> str:
    return str(value) if value and isinstance(value, str | int | float) else ""


def _message_of(head: wire.Head) -> str:
    """Return the sentence meant for people: not the slug, and at most ``LONGEST_MESSAGE`` characters."""
    candidates = [_plain(head.message), _spoken(head.error)]
    generic = {"validation failed", ""}
    chosen = next((words for words in candidates if words.lower() not in generic and " " in words), candidates[0])
    return (text(chosen) or "")[:LONGEST_MESSAGE]


def _spoken(value: Any) -> str:
    """Return what an error says to people: of the third shape its messages alone."""
    entries = value if isinstance(value, list) else [value]
    return _plain([entry.get("message") if isinstance(entry, dict) else entry for entry in entries[:MOST_ENTRIES]])


_WORD = re.compile(r"\w+")
_FIELDS = {"phone": "phone", "phones": "phone", "code": "code", "cid": "cid", "name": "name", "email": "email",
           "group_id": "group_id", "gender": "gender", "date_of_birth": "date_of_birth", "description": "notes",
           "status": "status"}  # fmt: skip


def _fields_of(head: wire.Head) -> tuple[FieldProblem, ...]:
    """Name the form's fields an error is about: from ``details`` where given, else from its words."""
    if isinstance(head.details, dict):
        found = tuple(
            FieldProblem(field=_FIELDS[key], message=(text(_plain(value)) or "")[:LONGEST_MESSAGE])
            for key, value in head.details.items()
            if key in _FIELDS
        )
        if found:
            return found
    words = _words_of(head).replace("date of birth", "date_of_birth").replace("group id", "group_id")
    tokens = _WORD.findall(words)
    slugs = {token.removeprefix("duplicate_") for token in tokens if token.startswith("duplicate_")}
    named = next((field for said in (slugs, tokens) for key, field in _FIELDS.items() if key in said), None)
    return (FieldProblem(field=named, message=_message_of(head)),) if named else ()
