"""All ways by which a call comes, into one."""

from datetime import UTC, datetime

import pytest

from callcenter.model.call import Call, CallSource
from callcenter.telephony.arrivals import Arrivals
from callcenter.telephony.refusals import CallRefused


@pytest.fixture
def told() -> list[object]:
    return []


@pytest.fixture
def arrivals(told: list[object]) -> Arrivals:
    arrivals = Arrivals(clock=lambda: 0.0)
    arrivals.rang.connect(lambda call: told.append(call.number))
    arrivals.refused.connect(lambda refused: told.append(refused.code))
    return arrivals


def test_a_call_told_by_a_program_and_by_the_phone_is_told_once(arrivals: Arrivals, told: list[object]) -> None:
    arrivals.hear("sip:+994505355757@pbx")
    arrivals.take(Call(number="0505355757", source=CallSource.ACTION_URL, received_at=datetime.now(UTC)))
    arrivals.hear("0552125566")
    assert told == ["+994505355757", "0552125566"]


def test_a_phone_that_passes_no_number_is_told_of(arrivals: Arrivals, told: list[object]) -> None:
    arrivals.hear("%CallerNumber%")
    arrivals.hear("anonymous")
    assert told == ["call-unfilled", "call-withheld"]


def test_the_region_of_another_profile_counts_from_then_on(arrivals: Arrivals, told: list[object]) -> None:
    arrivals.region = "TR"
    arrivals.hear("0532 123 45 67")
    arrivals.hear("+905321234567")
    assert told == ["05321234567"]


def test_a_refusal_of_the_phones_address_is_told_on(arrivals: Arrivals) -> None:
    heard: list[CallRefused] = []
    arrivals.refused.connect(heard.append)
    arrivals.hear("")
    assert [str(each) for each in heard] == [
        "Your phone told of a call without a number: set it to pass the caller's number."
    ]
