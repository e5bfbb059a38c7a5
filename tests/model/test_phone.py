"""Telephone numbers as people write them, and everything else they type."""

import time

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.model.phone import (
    LONGEST,
    Fault,
    InvalidPhone,
    PhoneNumber,
    digits,
    looks_like_number,
    national,
    parse,
    spell,
)

SPELLINGS = [
    "0505355757",
    "50 535-57-57",
    "505355757",
    "+994505355757",
    "+994 50 535 57 57",
    "(+994) 50-535-57-57",
    "00994505355757",
    "00 994 50 535 57 57",
    "994505355757",
    "994 (50) 535 57 57",
    "  050 535 57 57  ",
    "050.535.57.57",
    "050/535/57/57",
    "٠٥٠٥٣٥٥٧٥٧",
    "۰۵۰۵۳۵۵۷۵۷",
    "０５０５３５５７５７",
    "tel:+994505355757",
    "Tel.: 050 535 57 57",
]
REGIONS = ["AZ", "TR", "GE", "RU", "US", "GB", "DE", "", "??", "az", "ZZ"]


@pytest.mark.parametrize("text", SPELLINGS)
def test_every_way_to_write_a_number_is_that_number(text: str) -> None:
    assert parse(text, "AZ") == PhoneNumber(e164="+994505355757")
    assert national(text, "AZ") == "505355757"
    assert parse(text, "AZ").spelled == spell(text) == "+994 50 535 57 57"


@given(st.from_regex(r"(\+994|0)[1-9][0-9]{8}", fullmatch=True), st.sampled_from(REGIONS))
def test_the_usual_numbers_are_grouped_as_all_others_are(text: str, region: str) -> None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        assert spell(text, region) == text
        return
    if phonenumbers.is_possible_number(number):
        assert spell(text, region) == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("+7 916 123-45-67", "AZ", "+79161234567"),
        ("8 (916) 123-45-67", "RU", "+79161234567"),
        ("+90 532 123 45 67", "AZ", "+905321234567"),
        ("0532 123 45 67", "TR", "+905321234567"),
        ("(202) 555-0143", "US", "+12025550143"),
        ("+44 20 7946 0958", "AZ", "+442079460958"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("+39 06 698 12345", "AZ", "+390669812345"),
        ("012 404 40 40", "AZ", "+994124044040"),
    ],
)
def test_numbers_of_other_countries_are_read(text: str, region: str, e164: str) -> None:
    assert parse(text, region).e164 == e164
    assert digits(national(text, region) or "x") in e164


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.NOT_A_NUMBER),
        ("Leyla", Fault.NOT_A_NUMBER),
        ("+", Fault.NOT_A_NUMBER),
        ("\ud83d", Fault.NOT_A_NUMBER),
        ("050 535 57 5O", Fault.NOT_A_NUMBER),  # a letter O
        ("050 FLOWERS", Fault.NOT_A_NUMBER),
        ("0505355757 Leyla", Fault.NOT_A_NUMBER),
        ("050", Fault.TOO_SHORT),
        ("50 535 57 5", Fault.TOO_SHORT),
        ("050 535 57 5", Fault.NOT_ASSIGNED),  # to the library the 0 may be its first digit
        ("050 535 57 57 7", Fault.TOO_LONG),
        ("5" * (LONGEST + 1), Fault.TOO_LONG),
        ("+999 50 535 57 57", Fault.UNKNOWN_COUNTRY),
        ("000 000 00 00", Fault.UNKNOWN_COUNTRY),
        ("+994 00 000 00 00", Fault.NOT_ASSIGNED),
    ],
)
def test_what_is_no_number_is_told_why(text: str, fault: Fault) -> None:
    with pytest.raises(InvalidPhone) as caught:
        parse(text, "AZ")
    assert caught.value.fault is fault
    assert text not in str(caught.value) or not text
    assert national(text, "AZ") is None


@given(st.text(max_size=80) | st.from_regex(r"[+0-9() .\-/]{0,30}"), st.sampled_from(REGIONS))
def test_no_text_raises_anything_but_invalid_phone(text: str, region: str) -> None:
    try:
        number = parse(text, region)
    except InvalidPhone as error:
        assert isinstance(error.fault, Fault)  # noqa: PT017 - one of two good ends
    else:
        assert number.e164.startswith("+")
        assert digits(number.e164) == number.e164[1:]
        assert parse(number.e164, region) == number
        assert parse(number.spelled, region) == number
    spell(text, region)
    looks_like_number(text)
    found = national(text, region)
    assert found is None or found == digits(found) != ""


@given(st.integers(2_000_000, 9_999_999), st.sampled_from(["50", "51", "55", "70", "77", "99", "10"]))
def test_every_mobile_number_survives_being_spelled(number: int, operator: str) -> None:
    e164 = f"+994{operator}{number}"
    read = parse(e164, "AZ")
    assert read.e164 == e164
    for written in (read.spelled, f"0{e164[4:]}", e164[4:], f"00{e164[1:]}", e164[1:]):
        assert parse(written, "AZ") == read
        assert national(written, "AZ") == e164[4:]


@given(st.text(max_size=60))
def test_digits_are_the_digits_of_every_script_and_nothing_else(text: str) -> None:
    found = digits(text)
    assert found.isascii()
    assert len(found) == sum(letter.isdecimal() for letter in text)
    assert found.isdigit() or not found


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("050", True),
        ("+994 50", True),
        ("٠٥٠", True),
        ("12", False),
        ("Leyla 050", False),
        ("", False),
        ("²³¹", False),
        ("050-535", True),
    ],
)
def test_a_number_is_told_from_a_name_while_it_is_typed(text: str, answer: bool) -> None:
    assert looks_like_number(text) is answer


@pytest.mark.parametrize(
    "text", ["", "Leyla", "*100#", "112", "0505355757 ext. 5", "050 535 57 5O", "x" * 1000, "\x00"]
)
def test_what_is_no_number_is_spelled_as_it_was_written(text: str) -> None:
    assert spell(text) == text


def test_a_number_without_end_costs_no_time() -> None:
    start = time.perf_counter()
    for text in ("5" * 10_000_000, "(" * 10_000_000, "5a" * 5_000_000):
        with pytest.raises(InvalidPhone):
            parse(text, "AZ")
    assert time.perf_counter() - start < 5  # no measurement: a bound between linear and hopeless


def test_a_number_shows_itself_only_where_it_is_asked_for() -> None:
    number = parse("0505355757", "AZ")
    assert "5355757" not in repr(number)
    assert f"{number}" == "+994505355757"
