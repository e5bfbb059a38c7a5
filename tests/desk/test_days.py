"""Days as they are typed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from callcenter.desk.days import Span, day_of, last

TODAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("04.03.2026", date(2026, 3, 4)),
        (" 4.3.26 ", date(2026, 3, 4)),
        ("2026-03-04", date(2026, 3, 4)),
        ("4/3/2026", date(2026, 3, 4)),
        ("05.03", TODAY),
        ("5.3.", TODAY),
        ("06.03", date(2025, 3, 6)),  # of the last twelve months
        ("31.12", date(2025, 12, 31)),
        ("29.02.2024", date(2024, 2, 29)),
        ("29.02.2025", None),
        ("31.04", None),
        ("06.03.2026", None),  # nothing was ordered on a day to come
        ("", None),
        ("yes", None),
        ("1.2.3.4", None),
        ("05.03.0000", None),
    ],
)
def test_a_day_is_read_as_it_is_typed(typed: str, day: date | None) -> None:
    assert day_of(typed, TODAY) == day


def test_the_last_seven_days_are_today_and_the_six_before() -> None:
    assert last(7, TODAY) == Span(since=date(2026, 2, 27), until=TODAY)


def test_days_begin_and_end_at_midnight_here() -> None:
    span = Span(since=TODAY, until=TODAY)
    for moment in (span.start, span.end):
        assert moment.astimezone().strftime("%H:%M") == "00:00"
    assert span.start.astimezone().date() == TODAY
    assert timedelta(hours=23) <= span.end - span.start <= timedelta(hours=25)
    assert span.start < datetime(2026, 3, 5, 12, tzinfo=UTC) < span.end
