"""Reading and checking JSON bodies: a sentence for every field that is wrong."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

import msgspec
from starlette.requests import Request

from callcenter.sandbox.posstar.answers import refuse_fields

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LONGEST_EMAIL: Final = 254
_MOST_TAGS: Final = 50
_LONGEST_TAG: Final = 64

Check = Callable[[str, Any], Iterator[str]]
"""Says what is wrong with a field: its name and its value in, sentences out."""


async def object_in(request: Request) -> dict[str, Any]:
    """Read the body as a JSON object. Raises RefusalError."""
    try:
        body = msgspec.json.decode(await request.body())
    except (msgspec.MsgspecError, UnicodeError):
        refuse_fields("the request body is not valid JSON")
    if not isinstance(body, dict):
        refuse_fields("the request body must be a JSON object")
    return body


def check(body: Mapping[str, Any], checks: Mapping[str, Check], *, required: Collection[str] = ()) -> None:
    """Check every field of a body; null is as good as absent where the field is not ``required``.

    Raises RefusalError with all that is wrong, fields that nobody knows among it.
    """
    wrong = [f"property {name} should not exist" for name in body if name not in checks]
    for name, complaints in checks.items():
        if name in required or body.get(name) is not None:
            wrong += complaints(name, body.get(name))
    if wrong:
        refuse_fields(*wrong)


def text(longest: int) -> Check:
    """Accept a text of at most so many characters."""

    def complaints(name: str, value: object) -> Iterator[str]:
        if not isinstance(value, str):
            yield f"{name} must be a string"
        elif len(value) > longest:
            yield f"{name} must be shorter than or equal to {longest} characters"

    return complaints


def filled(name: str, value: object) -> Iterator[str]:
    """Accept a text that is not empty or blank."""
    if value is None or (isinstance(value, str) and not value.strip()):
        yield f"{name} should not be empty"
    yield from text(4096)(name, value)


def named(name: str, value: object) -> Iterator[str]:
    """Accept what somebody can be called."""
    if value is None or (isinstance(value, str) and not value.strip()):
        yield f"{name} should not be empty"
    yield from text(255)(name, value)


def email(name: str, value: object) -> Iterator[str]:
    """Accept an e-mail address."""
    fits = isinstance(value, str) and len(value) <= _LONGEST_EMAIL and _EMAIL.fullmatch(value)
    if not fits:
        yield f"{name} must be an email"


def tags(name: str, value: object) -> Iterator[str]:
    """Accept an array of texts."""
    if not isinstance(value, list):
        yield f"{name} must be an array"
    elif len(value) > _MOST_TAGS:
        yield f"{name} must contain no more than {_MOST_TAGS} elements"
    elif not all(isinstance(tag, str) and tag.strip() for tag in value):
        yield f"each value in {name} must be a string"
    elif any(len(tag) > _LONGEST_TAG for tag in value):
        yield f"each value in {name} must be shorter than or equal to {_LONGEST_TAG} characters"


def positive(name: str, value: object) -> Iterator[str]:
    """Accept a whole number above zero."""
    if type(value) is not int:
        yield f"{name} must be an integer number"
    elif value < 1:
        yield f"{name} must not be less than 1"


def identifier(name: str, value: object) -> Iterator[str]:
    """Accept a UUID."""
    if not isinstance(value, str) or uuid_in(value) is None:
        yield f"{name} must be a UUID"


def uuid_in(value: str) -> str | None:
    """Write a UUID as the API does; None for a text that is none."""
    try:
        return str(UUID(value)) if len(value) == 36 else None
    except ValueError:
        return None
