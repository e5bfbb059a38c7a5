"""By which key a caller matches a customer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.model.call import caller_key

MOBILES = st.integers(2_000_000, 9_999_999).map(lambda subscriber: f"50{subscriber}")
PUNCTUATION = st.lists(st.sampled_from([" ", "-", "(", ")", ".", "/"]), min_size=20, max_size=20)


def spelled(number: str, marks: list[str]) -> str:
    return number[0] + "".join(f"{marks[place]}{letter}" for place, letter in enumerate(number[1:]))


@given(MOBILES, PUNCTUATION)
def test_all_ways_of_writing_one_number_have_one_key(national: str, marks: list[str]) -> None:
    ways = [f"+994{national}", f"00994{national}", f"994{national}", f"0{national}", national, f"0994{national}"]
    assert {caller_key(spelled(way, marks), "AZ") for way in ways} == {f"+994{national}"}


@given(MOBILES, st.integers(1, 8))
def test_no_part_of_a_number_has_the_key_of_the_whole(national: str, length: int) -> None:
    whole = caller_key(national, "AZ")
    for part in (national[:length], national[-length:], national[1 : 1 + length]):
        assert caller_key(part, "AZ") not in {whole, None}


def test_888_is_not_the_number_that_holds_it() -> None:
    assert caller_key("888", "AZ") == "888"
    assert caller_key("+994 50 888 12 34", "AZ") == "+994508881234"


@pytest.mark.parametrize(
    ("text", "region", "key"),
    [
        ("0532 123 45 67", "TR", "+905321234567"),
        ("+90 532 123 45 67", "AZ", "+905321234567"),
        ("905321234567", "AZ", "+905321234567"),
        ("8 (495) 123-45-67", "RU", "+74951234567"),
        ("(012) 598 30 20", "AZ", "+994125983020"),
        ("5983020", "AZ", "5983020"),
        ("+994 50 535 57 57 ext. 12", "AZ", "+994505355757"),
        ("050 535 57 57, доб. 12", "AZ", "+994505355757"),
        ("٠٥٠٥٣٥٥٧٥٧", "AZ", "+994505355757"),
        ("agent-01", "AZ", None),
        ("*100", "AZ", None),
        ("050 S35 57 57", "AZ", None),
        ("", "AZ", None),
        ("+", "AZ", None),
        ("1" * 65, "AZ", None),
    ],
)
def test_a_key_is_the_full_number_or_the_digits_there_are(text: str, region: str, key: str | None) -> None:
    assert caller_key(text, region) == key


@given(st.text(max_size=80))
def test_any_text_has_a_key_or_none(text: str) -> None:
    key = caller_key(text, "AZ")
    assert key is None or key.removeprefix("+").isdecimal()
