"""How PosStar signs requests and tells errors (overview and authentication pages)."""

from __future__ import annotations

import base64
import binascii
import re
import time
from collections.abc import Mapping
from typing import Any

import msgspec

from callcenter.pos import errors
from callcenter.pos.decode import UNREADABLE, row, text, utf8
from callcenter.pos.errors import FieldProblem, PosError
from callcenter.pos.exchange import Answer, Call
from callcenter.pos.posstar import wire
from callcenter.pos.quota import retry_after
from callcenter.pos.token import Token
from callcenter.vault import Secret

LOGIN, REFRESH = "auth/login", "auth/refresh"
TOKEN_SECONDS = 86_400.0
"""The life of a token that does not tell its own (authentication page: valid 24 h)."""
LONGEST_TOKEN_SECONDS = 7 * 86_400.0
"""A token said to live longer is not believed: it is renewed before."""
RENEW_EVERY = 1800.0
"""Seconds. Only a token that still serves gets the next one: renewed this often, the one kept at the end of a shift
still serves when the same shift begins a day later, and nobody types a password."""
LONGEST_MESSAGE = 300
"""Characters of the server's own words that an agent is shown."""
LONGEST_WORDS = 2000
MOST_ENTRIES = 20
"""Entries of an error that is a list."""


class Credentials:
    """Who signs in. The password is let go of as soon as a sign-in has been answered; ``repr`` shows nothing."""

    __slots__ = ("email", "password")

    def __init__(self, email: str, password: Secret | None = None) -> None:
        self.email = email
        self.password = password

    def __repr__(self) -> str:
        return "Credentials(…)"


class PosStarDialect:
    """Signs with a bearer's token; the status code tells what went wrong, the message where."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    @property
    def renew_every(self) -> float | None:
        """How often a token is renewed by itself, in seconds."""
        return RENEW_EVERY

    @property
    def has_password(self) -> bool:
        """Whether the next sign-in goes by the password."""
        return self._credentials.password is not None

    def sign_in_call(self, present: Token | None) -> Call:
        """Return ``POST /auth/login`` while there is a password, else ``POST /auth/refresh``.

        Raises SignInRequired where there is neither a password nor a token. A token that is over by this computer's
        clock is tried all the same: the clock may be wrong, and the server's word costs one request.
        """
        if (password := self._credentials.password) is not None:
            path, body = LOGIN, {"email": self._credentials.email, "password": password.reveal()}
        elif present is not None:
            path, body = REFRESH, {"token": present.secret.reveal()}
        else:
            raise errors.SignInRequired
        return Call(method="POST", path=path, body=msgspec.json.encode(body))

    def token_of(self, answer: Answer) -> Token:
        """Read the token, and let go of the password."""
        try:
            token = row(utf8(answer.body), wire.SignedIn).access_token
        except UNREADABLE:
            token = ""
        if not (token.isascii() and token.isprintable() and token.strip()):
            raise errors.BadAnswer(host=answer.host, request=answer.mark, status=answer.status)
        self._credentials.password = None
        return Token(Secret(token), time.time() + seconds_of(token, time.time()))

    def authorisation(self, token: Token) -> Mapping[str, str]:
        """Return ``Authorization``."""
        return {"authorization": f"Bearer {token.secret.reveal()}"}

    def error_of(self, answer: Answer, *, signing_in: bool) -> PosError | None:
        """Tell what went wrong by the status code and, for a form, by the message."""
        if answer.status < 300:
            return None
        head = head_of(answer.body)  # None: a proxy's page, of which the status code is all there is
        if signing_in:
            kind = _refused_sign_in(answer.status, answer.mark.path, readable=head is not None)
        else:
            kind = _kind(answer.status)
        if kind is errors.CredentialsRejected:
            self._credentials.password = None
        head = head or wire.Head()
        return kind(
            host=answer.host,
            request=answer.mark,
            status=answer.status,
            server_message=_message_of(head),
            fields=_fields_of(head) if kind in {errors.Conflict, errors.Invalid} else (),
            retry_after=retry_after(answer.headers) if kind is errors.QuotaExhausted else None,
        )


def head_of(body: bytes) -> wire.Head | None:
    """Read what an answer says of itself; None where it is nobody's JSON object."""
    try:
        return row(utf8(body), wire.Head)
    except UNREADABLE:
        return None


def seconds_of(token: str, now: float) -> float:
    """Return how long a JWT lives from now on: by its own word, unverified, and within bounds.

    Counted from when it says it was issued: this computer's clock may be off.
    """
    claims = _claims_of(token)
    if claims.exp is None:
        return TOKEN_SECONDS
    seconds = claims.exp - (claims.iat if claims.iat is not None else now)
    if not seconds > 0:  # NaN is not either
        return TOKEN_SECONDS
    # told in whole seconds, of which one may be over already
    return min(max(seconds - 1.0, seconds / 2), LONGEST_TOKEN_SECONDS)


def _claims_of(token: str) -> wire.Claims:
    parts = token.split(".")
    if len(parts) != 3:  # header, claims, signature
        return wire.Claims()
    try:
        body = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        return row(utf8(body), wire.Claims)
    except (binascii.Error, *UNREADABLE):
        return wire.Claims()


_BY_STATUS = {401: errors.TokenRejected, 403: errors.Forbidden, 404: errors.NotFound, 409: errors.Conflict}


def _kind(status: int) -> type[PosError]:
    if status == 429 or status >= 500:
        return errors.QuotaExhausted if status == 429 else errors.ServerFailed
    if status < 400:  # nothing we asked for redirects
        return errors.BadAnswer
    return _BY_STATUS.get(status, errors.Invalid)


def _refused_sign_in(status: int, path: str, *, readable: bool) -> type[PosError]:
    if status == 429 or status >= 500:
        return _kind(status)
    if status == 401 or (readable and status in {400, 403, 422}):
        return errors.CredentialsRejected if path == LOGIN else errors.SignInRequired
    return errors.BadAnswer  # another server, or another address of it


def _message_of(head: wire.Head) -> str:
    """Return the sentences meant for people, at most ``LONGEST_MESSAGE`` characters."""
    said = "; ".join(_messages(head)) or _scalar(head.error)
    return (text(said) or "")[:LONGEST_MESSAGE]


def _messages(head: wire.Head) -> list[str]:
    entries = head.message if isinstance(head.message, list) else [head.message]
    return [said for entry in entries[:MOST_ENTRIES] if (said := _scalar(entry))]


def _scalar(value: Any) -> str:
    return str(value)[:LONGEST_WORDS] if value and isinstance(value, str | int | float) else ""


_WORD = re.compile(r"[a-z_]+")
_FIELDS = {
    "name": "name",
    "email": "email",
    "phone": "phone",
    "address": "address",
    "notes": "notes",
    "tags": "tags",
    "points": "points",
    "sale_id": "sale_id",
}


def _fields_of(head: wire.Head) -> tuple[FieldProblem, ...]:
    """Name the form's fields that the messages begin with or tell of: ``email must be an email`` (overview page)."""
    found: dict[str, FieldProblem] = {}
    for said in _messages(head):
        named = next((_FIELDS[word] for word in _WORD.findall(said.lower()) if word in _FIELDS), None)
        if named is not None:
            found.setdefault(named, FieldProblem(field=named, message=(text(said) or "")[:LONGEST_MESSAGE]))
    return tuple(found.values())
