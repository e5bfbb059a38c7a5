"""What each field accepts. A check takes the text as typed and gives the value to keep, or raises ``FieldError``."""

import re
from decimal import Decimal

from callcenter.settings.address import server_address
from callcenter.settings.errors import FieldError
from callcenter.settings.regions import REGIONS

SYSTEMS = ("clopos", "posstar")
THEMES = ("system", "light", "dark")
LANGUAGES = ("", "en", "az", "ru")
"""The languages of the desk; empty means the system's."""

_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST = 200


def check_key(text: str) -> str:
    """Check the key of a profile: it names keyring entries and folders, also where case does not count."""
    if not _KEY.fullmatch(text):
        raise FieldError(
            "key",
            "bad_key",
            "A profile's key is 1 to 64 lower-case English letters, digits, '.', '_' and '-', "
            "beginning with a letter or digit.",
        )
    return text


def check_name(text: str) -> str:
    """Check what a profile is called on the screen."""
    return _line("name", "The name", text, longest=80)


def check_desk_name(text: str) -> str:
    """Check what this desk is called on the other desks; empty means the user's name."""
    return _line("desk_name", "The desk's name", text, longest=40) if text.strip() else ""


def check_system(text: str) -> str:
    """Check which point of sale it is."""
    return _choice("pos", "The point of sale", text.strip(), SYSTEMS)


def check_base_url(text: str) -> str:
    """Check where the point of sale is served: https, or http on this computer.

    The URL comes back with scheme and host in lower case and without a slash at the end.
    """
    return server_address("base_url", "The base URL", text)


def check_brand(text: str) -> str:
    """Check the tenant's slug."""
    return _token("brand", "The brand", text)


def check_integrator_id(text: str) -> str:
    """Check the id of the third-party system."""
    return _token("integrator_id", "The integrator id", text)


def check_client_id(text: str) -> str:
    """Check the id a client signs in with; it is no secret by itself."""
    return _token("client_id", "The client id", text)


def check_venue_id(text: str) -> str:
    """Check the branch this desk serves; empty means the one the point of sale chooses."""
    text = text.strip()
    if text and not (text.isascii() and text.isdecimal() and 0 < len(text) <= 18 and int(text) > 0):
        raise FieldError("venue_id", "not_a_number", "The venue is a whole number from 1 up, or empty.")
    return str(int(text)) if text else ""


WATCH_ALL = "all"
"""Every venue of the brand."""


def check_watch(text: str) -> str:
    """Check whose orders are watched: venues apart by commas, all, or empty for the one signed in to."""
    text = text.strip().lower()
    if text in {"", WATCH_ALL}:
        return text
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdecimal() and len(part) <= 18 and int(part) > 0 for part in parts):
        sentence = "The venues to watch are whole numbers apart by commas, or all, or empty."
        raise FieldError("watch", "not_venues", sentence)
    return ",".join(dict.fromkeys(str(int(part)) for part in parts))


def check_email(text: str) -> str:
    """Check an e-mail address, roughly: the server knows better."""
    text = _line("email", "The e-mail address", text, longest=254)
    name, at, domain = text.rpartition("@")
    if not (name and at and domain) or "@" in name or any(letter.isspace() for letter in text):
        raise FieldError("email", "not_an_email", "The e-mail address is not one; write it as name@example.com.")
    return text


def check_region(text: str) -> str:
    """Check the country whose phone numbers are typed without a country code (ISO 3166-1 alpha-2)."""
    text = text.strip().upper()
    if text not in REGIONS:
        raise FieldError("region", "not_a_region", "The region is not a country's two letters, as AZ, TR or GE.")
    return text


def check_currency(text: str) -> str:
    """Check the currency of all sums (ISO 4217, its form alone)."""
    text = text.strip().upper()
    if not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise FieldError("currency", "not_a_currency", "The currency is not three letters, as AZN, TRY or USD.")
    return text


_POINT_VALUE = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,6})?")


def check_point_value(text: str) -> str:
    """Check what a loyalty point is worth, in the profile's currency; empty means as the vendor's page has it."""
    text = text.strip()
    if not text:
        return ""
    value = Decimal(text.replace(",", ".")) if _POINT_VALUE.fullmatch(text) else Decimal(0)
    if not value:
        sentence = "What a point is worth is not a sum above zero; write it as 0.10, or leave it empty."
        raise FieldError("point_value", "not_a_sum", sentence)
    return f"{value.normalize():f}"


def check_language(text: str) -> str:
    """Check the language of the screen."""
    return _choice("language", "The language", text.strip(), LANGUAGES)


def check_theme(text: str) -> str:
    """Check the colours of the screen."""
    return _choice("theme", "The theme", text.strip(), THEMES)


def check_scale(text: str) -> int:
    """Check the size of everything on the screen, in percent."""
    return _number("scale", "The scale", text, 100, 200)


def check_queue_aging_minutes(text: str) -> int:
    """Check after how many minutes an order in the queue is marked as aging."""
    return _number("queue_aging_minutes", "The age of an aging order", text, 1, 1440)


def check_queue_late_minutes(text: str) -> int:
    """Check after how many minutes an order in the queue is marked as late."""
    return _number("queue_late_minutes", "The age of a late order", text, 1, 1440)


def check_active(text: str) -> str:
    """Check the key of the profile in use; empty means none yet."""
    return check_key(text) if text else ""


def _line(field: str, label: str, text: str, longest: int = _LONGEST) -> str:
    text = text.strip()
    if not text:
        raise FieldError(field, "empty", f"{label} is empty; please fill it in.")
    if len(text) > longest:
        raise FieldError(field, "too_long", f"{label} is too long; it has {longest} characters at most.")
    if _UNSEEN.search(text):
        raise FieldError(field, "bad_characters", f"{label} has a line break or a control character; leave it out.")
    return text


def _token(field: str, label: str, text: str) -> str:
    """Check what is sent in an HTTP header: visible ASCII, which also finds letters that only look English."""
    text = _line(field, label, text)
    if not all("!" <= letter <= "~" for letter in text):
        sentence = f"{label} has a space or a letter that is not English; copy it as the point of sale shows it."
        raise FieldError(field, "bad_characters", sentence)
    return text


def _choice(field: str, label: str, text: str, accepted: tuple[str, ...]) -> str:
    if text not in accepted:
        words = [f"'{word}'" if word else "empty (the system's)" for word in accepted]
        raise FieldError(
            field, "unknown_choice", f"{label} is not known; it is {', '.join(words[:-1])} or {words[-1]}."
        )
    return text


def _number(field: str, label: str, text: str, least: int, most: int) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 9 and least <= int(text) <= most):
        raise FieldError(field, "out_of_range", f"{label} is not a whole number from {least} to {most}.")
    return int(text)
