"""Days as an agent types them, and the moments between which they lie on this computer's clock."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from callcenter.model.record import Record

_PARTS = re.compile(r"(\d{1,2})[./\- ](\d{1,2})(?:[./\- ](\d{4}|\d{2}))?[.]?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = timedelta(days=1)


class Span(Record, frozen=True):
    """Some days, the first and the last included."""

    since: date
    until: date

    @property
    def start(self) -> datetime:
        """When the first day begins here."""
        return datetime.combine(self.since, time.min).astimezone()

    @property
    def end(self) -> datetime:
        """When the last day is over here."""
        return datetime.combine(self.until + _DAY, time.min).astimezone()


def last(days: int, today: date) -> Span:
    """Return the last days, today among them."""
    return Span(since=today - timedelta(days=days - 1), until=today)


def day_of(typed: str, today: date) -> date | None:
    """Return the day that was typed: 31.12.2025, 31.12.25, 2025-12-31, or 31.12 of the last twelve months; else None.

    A day to come is None as well: nothing was ordered on it.
    """
    text = typed.strip()
    if found := _ISO.fullmatch(text):
        day = _date(int(found[1]), int(found[2]), int(found[3]))
    elif found := _PARTS.fullmatch(text):
        number, month, year = int(found[1]), int(found[2]), found[3]
        if year is None:
            this, before = _date(today.year, month, number), _date(today.year - 1, month, number)
            day = this if this is not None and this <= today else before
        else:
            day = _date(int(year) + (2000 if len(year) == 2 else 0), month, number)
    else:
        return None
    return day if day is not None and day <= today else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
