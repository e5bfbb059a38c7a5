"""A call that rings: who is calling, as far as the phone could tell, and by which key a customer matches."""

from __future__ import annotations

import enum
import functools
import re
from datetime import datetime

from callcenter.model.phone import LONGEST, digits
from callcenter.model.record import Record

_EXTENSION = re.compile(r"[\s,;]*(?:ext(?:\.|=)?|x|доб\.?)\s*[0-9]{1,7}\s*$", re.IGNORECASE)


class CallSource(enum.StrEnum):
    """By which way a call reached the desk."""

    FORWARDED = "forwarded"
    """By ``callcenter lookup`` or a URI: a program of this computer's user."""
    ACTION_URL = "action-url"
    """By an HTTP request of a desk phone."""


class Call(Record, frozen=True):
    """A call, cleaned of what surrounded it; nothing of it is trusted beyond being short and printable.

    ``number`` is digits (``*`` and ``#`` among them) after a ``+`` where the country code was told, at most 21
    characters; or the name of a line, as ``agent-01``, at most 64: see ``dialable``. ``received_at`` is aware.
    """

    number: str
    source: CallSource
    received_at: datetime
    name: str | None = None
    """Who the telephone exchange says it is, at most 80 characters: a hint, not the customer's name."""
    extension: str | None = None
    """The caller's extension behind the number, where it was told (``;ext=``)."""
    call_id: str | None = None
    """The phone's own id of this call, at most 128 characters: the same for every message about it."""

    @property
    def dialable(self) -> bool:
        """Whether the number is one, and not the name of a line of the telephone exchange."""
        return not any(letter.isalpha() for letter in self.number)


@functools.lru_cache(maxsize=4096)
def caller_key(text: str, region: str) -> str | None:
    """Return what all ways of writing a number share and no other number has; None for what is no number.

    Callers and customers match when their keys are equal: a part of a number never matches the whole. A full number's
    key is its E.164 form, also in a range that the numbering plan of ``region`` (ISO 3166 alpha-2) does not list yet.
    What is too short for one (an extension, ``888``, a number without its area code) has its digits as its key.
    """
    if len(text) > LONGEST:
        return None
    text = _EXTENSION.sub("", text).strip()
    if any(letter.isalpha() or letter in "*#" for letter in text):  # a line's name, a service of the exchange
        return None
    found = digits(text)
    if not found:
        return None
    written = "+" + found if text.startswith("+") else found
    if written.startswith("00"):  # the international prefix of nearly every country
        written = "+" + written[2:]
    # A bare country code, or one behind a 0 for an outside line: the reading that a numbering plan knows is meant.
    for attempt, checked in ((written, True), ("+" + found.lstrip("0"), True), (written, False)):
        full = _e164(attempt, region, checked=checked)
        if full is not None:
            return full
    return found


def _e164(text: str, region: str, *, checked: bool) -> str | None:
    """Write a full number in E.164; with ``checked`` only where the numbering plan lists it."""
    import phonenumbers  # noqa: PLC0415 - 30 ms that starting the desk does not need

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if checked and not phonenumbers.is_valid_number(number):
        return None
    # Not is_possible_number: that also takes a number without its area code.
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
