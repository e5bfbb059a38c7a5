"""Reading and checking JSON bodies: one sentence for the first field that is wrong."""

import re
from datetime import date
from typing import Any, Final

import msgspec
from starlette.requests import Request

from callcenter.sandbox.clopos.answers import refuse_field

MOST: Final = 2**53
"""The largest whole number JSON carries safely."""

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_HIDDEN_EMAIL: Final = "[email\N{NO-BREAK SPACE}protected]"
"""What the vendor's pages show for an address since their e-mail protection hides it: their example has to work."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


async def object_in(request: Request) -> dict[str, Any]:
    """Read the body as a JSON object. Raises RefusalError."""
    try:
        body = msgspec.json.decode(await request.body())
    except (msgspec.MsgspecError, UnicodeError):
        refuse_field("The request body is not valid JSON.")
    if not isinstance(body, dict):
        refuse_field("The request body must be a JSON object.")
    return body


def text(body: dict[str, Any], name: str, *, longest: int = 255, required: bool = False) -> str | None:
    """Give a text without the blanks around it; None where it is missing, null or empty."""
    value = body.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        if required:
            refuse_field(f"The {name} field is required.")
        return None
    if not isinstance(value, str):
        refuse_field(f"The {name} field must be a string.")
    if len(value) > longest:
        refuse_field(f"The {name} field must not be greater than {longest} characters.")
    try:
        value.encode()
    except UnicodeEncodeError:
        refuse_field(f"The {name} field must be a string.")
    return value.strip()


def whole(body: dict[str, Any], name: str, *, least: int = 0, required: bool = False) -> int | None:
    """Give a whole number; None where it is missing or null. ``name`` may be a path as the message shows it."""
    value = body.get(name.rpartition(".")[2])
    if value is None:
        if required:
            refuse_field(f"The {name} field is required.")
        return None
    if type(value) is not int:
        refuse_field(f"The {name} field must be an integer.")
    if not least <= value <= MOST:
        refuse_field(f"The {name} field must be at least {least}.")
    return value


def number(body: dict[str, Any], name: str, *, required: bool = False) -> float | None:
    """Give a number that is not negative; None where it is missing or null."""
    value = body.get(name.rpartition(".")[2])
    if value is None:
        if required:
            refuse_field(f"The {name} field is required.")
        return None
    if type(value) not in {int, float}:
        refuse_field(f"The {name} field must be a number.")
    if not 0 <= value <= 10**9:
        refuse_field(f"The {name} field must be between 0 and 1000000000.")
    return float(value)


def flag(body: dict[str, Any], name: str) -> bool:
    """Give a yes or no; no where it is missing or null."""
    value = body.get(name)
    if value is None:
        return False
    if not isinstance(value, bool):
        refuse_field(f"The {name} field must be true or false.")
    return value


def email(body: dict[str, Any], name: str) -> str | None:
    """Give an e-mail address."""
    value = text(body, name)
    if value is not None and value.replace(" ", "\N{NO-BREAK SPACE}") != _HIDDEN_EMAIL and not _EMAIL.fullmatch(value):
        refuse_field(f"The {name} field must be a valid email address.")
    return value


def day(body: dict[str, Any], name: str) -> str | None:
    """Give a day, YYYY-MM-DD."""
    value = text(body, name)
    if value is None:
        return None
    try:
        date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError:
        refuse_field(f"The {name} field must match the format Y-m-d.")
    return value
