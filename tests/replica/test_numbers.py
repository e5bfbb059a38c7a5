"""Telephone numbers as digits that every way of writing them shares."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.model import phone
from callcenter.replica import numbers
from callcenter.replica.numbers import canonical


@pytest.mark.parametrize(
    "written",
    [
        "+994505355757",
        "+994 50 535 57 57",
        "00994505355757",
        "0505355757",
        "(050) 535-57-57",
        "50 535 57 57",
        "994505355757",
        "+994 (0)50 535 57 57",
        "  +994505355757 ",
        "٠٥٠٥٣٥٥٧٥٧",
    ],
)
def test_one_number_has_one_form_however_it_is_written(written: str) -> None:
    assert canonical(written, "AZ") == "994505355757"


@pytest.mark.parametrize(
    ("written", "region", "digits"),
    [
        ("+7 916 123-45-67", "AZ", "79161234567"),
        ("8 916 123-45-67", "RU", "79161234567"),
        ("0532 074 07 72", "TR", "905320740772"),
        ("020 7946 0018", "GB", "442079460018"),
        ("79161234567", "AZ", "79161234567"),
        ("103", "AZ", "103"),
        ("", "AZ", ""),
        ("nobody", "AZ", ""),
    ],
)
def test_numbers_of_other_countries_and_parts_of_numbers_are_kept(written: str, region: str, digits: str) -> None:
    assert canonical(written, region) == digits


@pytest.mark.parametrize("region", sorted(numbers._PLANS))
def test_the_plans_written_out_are_those_of_the_library(region: str) -> None:
    plan, known = numbers.plan_of(region), phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    assert known is not None
    assert plan.code == str(known.country_code)
    assert plan.trunk == known.national_prefix
    assert known.mobile is not None
    assert set(plan.lengths) <= set(known.mobile.possible_length)


@given(st.text())
def test_any_text_has_digits_and_nothing_else(text: str) -> None:
    found = canonical(text, "AZ")
    assert found == phone.digits(found)


@given(st.from_regex(r"\+?994(10|50|51|55|60|70|77|99)[2-9][0-9]{6}", fullmatch=True))
def test_the_short_way_agrees_with_the_library(written: str) -> None:
    assert canonical(written, "AZ") == phone.parse("+" + phone.digits(written), "AZ").e164[1:]


def test_a_region_nobody_knows_reads_numbers_as_written() -> None:
    assert canonical("0505355757", "ZZ") == "0505355757"
