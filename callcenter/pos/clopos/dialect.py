"""How Clopos signs requests and tells errors (authentication and errors pages)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from callcenter.pos import errors
from callcenter.pos.clopos import wire
from callcenter.pos.decode import UNREADABLE, decoder, text, utf8
from callcenter.pos.errors import FieldProblem, PosError
from callcenter.pos.token import Token
from callcenter.pos.transport import Answer, Call
from callcenter.vault import Secret

TOKEN_SECONDS = 3600.0
"""The life of a token whose answer does not tell it (authentication page: ``expires_in: 3600``)."""


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

    def sign_in_call(self) -> Call:
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
        try:
            signed_in = decoder(wire.SignedIn).decode(utf8(answer.body))
        except UNREADABLE:
            try:
                signed_in = decoder(wire.SignedIn).decode(head_of(answer.body).data)
            except UNREADABLE:
                raise errors.BadAnswer(host=answer.host, request=answer.mark, status=answer.status) from None
        seconds = signed_in.expires_in if signed_in.expires_in and signed_in.expires_in > 0 else TOKEN_SECONDS
        return Token(Secret(signed_in.token), time.time() + min(seconds, 7 * 86400))

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
            head = wire.Head()  # a proxy's page: the status code is all there is
        words = _words_of(head)
        kind = _kind(answer.status, words, signing_in=signing_in)
        return kind(
            host=answer.host,
            request=answer.mark,
            status=answer.status,
            server_message=_message_of(head),
            fields=_fields_of(head, words) if kind in {errors.Conflict, errors.Invalid} else (),
            retry_after=_retry_after(answer.headers) if kind is errors.QuotaExhausted else None,
        )


def head_of(body: bytes) -> wire.Head:
    """Read what an answer says of itself; ``data`` stays unread. Raises one of ``UNREADABLE``."""
    read: wire.Head = decoder(wire.Head).decode(utf8(body))
    return read


def _denied(body: bytes) -> bool:
    """Whether a 200 says ``success: false``: one failure comes like that (errors page)."""
    if b'"success"' not in body[:4096] and b'"success"' not in body[-4096:]:
        return False
    try:
        return head_of(body).success is False
    except UNREADABLE:
        return False


def _kind(status: int, words: str, *, signing_in: bool) -> type[PosError]:  # noqa: PLR0911 - it is the vendor's table
    if "client is disabled" in words:
        return errors.ClientDisabled
    if "invalid integrator_id" in words or "integrator is inactive" in words:
        return errors.IntegratorUnknown
    if "test mode" in words:
        return errors.TestModeMismatch
    if status == 429:
        return errors.QuotaExhausted
    if status >= 500:
        return errors.ServerFailed
    if signing_in:
        return errors.CredentialMissing if "missing client_id" in words else _refused_sign_in(status)
    return {
        401: errors.TokenRejected,
        403: errors.Forbidden,
        404: errors.NotFound,
        409: errors.Conflict,
    }.get(status, errors.Invalid if 400 <= status < 500 else _by_word(words, status))


def _refused_sign_in(status: int) -> type[PosError]:
    return errors.CredentialsRejected if status in {200, 400, 401, 403, 404, 422} else errors.BadAnswer


def _by_word(words: str, status: int) -> type[PosError]:
    """Tell a failure that came with a good status code by its words; a redirect is nothing we asked for."""
    if status >= 300:
        return errors.BadAnswer
    if "token" in words or "unauthorized" in words:
        return errors.TokenRejected
    if "not_found" in words or "not found" in words:
        return errors.NotFound
    return errors.Conflict if "duplicate" in words or "already exists" in words else errors.Invalid


def _words_of(head: wire.Head) -> str:
    return f"{_plain(head.error)} {_plain(head.message)}".lower()


def _plain(value: Any) -> str:
    """Spell an error's part: a text, or a list of {message, type, …} (the third shape)."""
    if isinstance(value, list):
        return " ".join(_plain(entry) for entry in value)
    if isinstance(value, dict):
        return " ".join(str(value[key]) for key in ("message", "type", "exception", "code") if value.get(key))
    return str(value) if value else ""


def _message_of(head: wire.Head) -> str:
    """Return the sentence meant for people: not the slug, and at most 300 characters."""
    candidates = [_plain(head.message), _plain(head.error)]
    generic = {"validation failed", ""}
    chosen = next((words for words in candidates if words.lower() not in generic and " " in words), candidates[0])
    return (text(chosen) or "")[:300]


_FIELDS = {"phone": "phone", "phones": "phone", "code": "code", "cid": "cid", "name": "name", "email": "email",
           "group_id": "group_id", "gender": "gender", "date_of_birth": "date_of_birth", "description": "notes",
           "status": "status"}  # fmt: skip


def _fields_of(head: wire.Head, words: str) -> tuple[FieldProblem, ...]:
    """Name the form's fields an error is about: from ``details`` where given, else from its words."""
    if isinstance(head.details, dict):
        found = tuple(
            FieldProblem(field=_FIELDS[key], message=(text(_plain(value)) or "")[:300])
            for key, value in head.details.items()
            if key in _FIELDS
        )
        if found:
            return found
    message = _message_of(head)
    normal = words.replace("date of birth", "date_of_birth").replace("group id", "group_id")
    tokens = set("".join(letter if letter.isalnum() or letter == "_" else " " for letter in normal).split())
    tokens |= {token.removeprefix("duplicate_") for token in tokens}
    named = next((field for key, field in _FIELDS.items() if key in tokens), None)
    return (FieldProblem(field=named, message=message),) if named else ()


def _retry_after(headers: Mapping[str, str]) -> float:
    """Return how many seconds to wait: at least ``RateLimit-Reset`` (rate-limits page), a minute where it is untold."""
    for name in ("ratelimit-reset", "retry-after", "x-ratelimit-reset"):
        value = headers.get(name, "").strip()
        if value.isascii() and value.isdigit() and len(value) <= 12:
            seconds = int(value)
            return float(max(1, min(seconds - time.time() if seconds > 1_000_000_000 else seconds, 3600)))
    return 60.0
