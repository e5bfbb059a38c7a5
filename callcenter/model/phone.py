"""Telephone numbers: what was typed, what is dialled, what is read aloud.

``phonenumbers`` knows every country's plan but takes some 40 µs a call: it serves the form, the card and the caller,
never a list of thousands.
"""

from __future__ import annotations

import enum
import functools
import re
from typing import TYPE_CHECKING

from callcenter.model.record import Record

if TYPE_CHECKING:
    import phonenumbers

_NOT_DIGIT = re.compile(r"[^0-9]+")
_LETTER_AFTER_DIGIT = re.compile(r"\d.*[^\W\d_]", re.DOTALL)
_USUAL = re.compile("(?:[+]994|0)((?!90)[1-9][0-9])([0-9]{3})([0-9]{2})([0-9]{2})")
"""A number of Azerbaijan, which ``phonenumbers`` groups so too, in 20 µs: a dozen new ones come with every key."""
LONGEST = 64
"""Longer text is no telephone number, whatever it holds."""


def digits(text: str) -> str:
    """Return the ASCII digits of a text, whatever digits it was written with."""
    if not text.isascii():
        text = "".join(str(_digit_value(letter)) if letter.isdecimal() else letter for letter in text)
    return _NOT_DIGIT.sub("", text)


def _digit_value(letter: str) -> int:
    import unicodedata  # noqa: PLC0415 - only numbers typed in another script's digits pay for it

    return unicodedata.digit(letter)


def looks_like_number(text: str) -> bool:
    """Whether a text is made of digits and the marks people write numbers with, and holds three digits at least."""
    return len(digits(text)) >= 3 and not any(letter.isalpha() for letter in text)


class Fault(enum.Enum):
    """Why a text is no telephone number."""

    NOT_A_NUMBER = "not-a-number"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    UNKNOWN_COUNTRY = "unknown-country"
    NOT_ASSIGNED = "not-assigned"


# The numbers are the library's constants, written out because importing it costs 30 ms that a start need not pay.
_UNREADABLE = {  # phonenumbers.NumberParseException
    0: Fault.UNKNOWN_COUNTRY,  # INVALID_COUNTRY_CODE
    2: Fault.TOO_SHORT,  # TOO_SHORT_AFTER_IDD
    3: Fault.TOO_SHORT,  # TOO_SHORT_NSN
    4: Fault.TOO_LONG,  # TOO_LONG
}
_WRONG_LENGTH = {  # phonenumbers.ValidationResult
    1: Fault.UNKNOWN_COUNTRY,  # INVALID_COUNTRY_CODE
    2: Fault.TOO_SHORT,  # TOO_SHORT
    3: Fault.TOO_LONG,  # TOO_LONG
    4: Fault.TOO_SHORT,  # IS_POSSIBLE_LOCAL_ONLY
}


class InvalidPhone(ValueError):
    """The text is no number that can be dialled; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class PhoneNumber(Record, frozen=True):
    """A checked number in E.164 form."""

    e164: str

    def __repr__(self) -> str:
        return "PhoneNumber(…)"

    def __str__(self) -> str:
        return self.e164

    @property
    def spelled(self) -> str:
        """The number grouped as people of its country read it aloud, with the country code."""
        return spell(self.e164)


@functools.lru_cache(maxsize=4096)
def parse(text: str, region: str) -> PhoneNumber:
    """Read a number as typed by someone in ``region`` (ISO 3166 alpha-2).

    Raises InvalidPhone.
    """
    import phonenumbers  # noqa: PLC0415 - 30 ms that starting the desk does not need

    number = _read(text, region)
    if not phonenumbers.is_possible_number(number):
        reason = phonenumbers.is_possible_number_with_reason(number)
        raise InvalidPhone(_WRONG_LENGTH.get(reason, Fault.NOT_ASSIGNED))
    if not phonenumbers.is_valid_number(number):
        raise InvalidPhone(Fault.NOT_ASSIGNED)
    return PhoneNumber(e164=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _read(text: str, region: str) -> phonenumbers.PhoneNumber:
    """Take a text apart without judging the number. Raises InvalidPhone."""
    import phonenumbers  # noqa: PLC0415 - 30 ms that starting the desk does not need

    written = text.strip()
    if len(written) > LONGEST:
        raise InvalidPhone(Fault.TOO_LONG)
    if _LETTER_AFTER_DIGIT.search(written):  # the library dials letters: an O typed for a 0 would call somebody else
        raise InvalidPhone(Fault.NOT_A_NUMBER)
    if written.startswith("00"):  # the international prefix of nearly every country, and of whoever copied the number
        written = "+" + written[2:]
    try:
        return phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException as error:
        raise InvalidPhone(_UNREADABLE.get(error.error_type, Fault.NOT_A_NUMBER)) from None


@functools.lru_cache(maxsize=4096)
def spell(text: str, region: str = "AZ") -> str:
    """Group a number as people read it aloud, with its country code; what is no number comes back as written."""
    usual = _USUAL.fullmatch(text)
    if usual and (region == "AZ" or text[0] == "+"):
        return " ".join(("+994", *usual.groups()))
    import phonenumbers  # noqa: PLC0415 - 30 ms that starting the desk does not need

    try:
        number = _read(text, region)
    except InvalidPhone:
        return text
    if not phonenumbers.is_possible_number(number):
        return text
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


@functools.lru_cache(maxsize=4096)
def national(text: str, region: str) -> str | None:
    """Return a whole number's national digits, which every way of writing it shares; None for a part of a number."""
    for written in (text, f"+{text}"):  # typed with the country code but without its plus
        try:
            number = parse(written, region)
        except InvalidPhone:
            continue
        import phonenumbers  # noqa: PLC0415 - 30 ms that starting the desk does not need

        return phonenumbers.national_significant_number(phonenumbers.parse(number.e164))
    return None
