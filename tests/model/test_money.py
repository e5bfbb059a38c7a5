"""Sums of money, spelled as people read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.model.money import LARGEST, from_minor, minor_digits, sane, spell, to_minor


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1162.8", "AZN", "1\u202f162.80\u00a0₼"),
        ("0", "AZN", "0.00\u00a0₼"),
        ("714", "TRY", "714.00\u00a0₺"),
        ("-5000", "EUR", "-5\u202f000.00\u00a0€"),
        ("1234567.005", "USD", "1\u202f234\u202f567.01\u00a0$"),
        ("0.004", "XAU", "0.00\u00a0XAU"),
        ("-0.001", "AZN", "0.00\u00a0₼"),
        ("1e-1000000", "AZN", "0.00\u00a0₼"),
        ("999999999999999.99", "AZN", "999\u202f999\u202f999\u202f999\u202f999.99\u00a0₼"),
        ("1e30", "AZN", "—"),
        ("1e1000000", "AZN", "—"),
        ("NaN", "AZN", "—"),
        ("-Infinity", "AZN", "—"),
    ],
)
def test_a_sum_is_written_with_its_groups_and_its_sign(amount: str, currency: str, words: str) -> None:
    assert spell(Decimal(amount), currency) == words


@given(st.decimals())
def test_every_number_is_spelled_or_no_sum(amount: Decimal) -> None:
    words = spell(amount, "AZN")
    known = sane(amount)
    assert (words == "—") == (known is None)
    if known is not None:
        assert known is amount
        assert abs(known) < LARGEST
        assert abs(Decimal(words.removesuffix("\u00a0₼").replace("\u202f", "")) - amount) <= Decimal("0.005")


def test_nothing_is_nothing() -> None:
    assert sane(None) is None


# ---- minor units ----------------------------------------------------------------------------------------------------

_CURRENCIES = st.sampled_from(["AZN", "USD", "JPY", "KRW", "BHD", "KWD", "CLF", "XXX"])


@pytest.mark.parametrize(
    ("minor", "currency", "amount"),
    [
        (1999, "AZN", "19.99"),
        (-5000, "USD", "-50.00"),
        (0, "EUR", "0.00"),
        (1999, "JPY", "1999"),
        (1999, "KWD", "1.999"),
        (1999, "UYW", "0.1999"),
    ],
)
def test_a_sum_in_minor_units_is_read_by_its_currency(minor: int, currency: str, amount: str) -> None:
    assert str(from_minor(minor, currency)) == amount
    assert to_minor(Decimal(amount), currency) == minor


@given(st.integers(-(10**15) + 1, 10**15 - 1), _CURRENCIES)
def test_minor_units_come_back_as_they_went(minor: int, currency: str) -> None:
    amount = from_minor(minor, currency)
    assert amount is not None
    assert to_minor(amount, currency) == minor
    assert amount * 10 ** minor_digits(currency) == minor
    assert -amount.as_tuple().exponent == minor_digits(currency)  # type: ignore[operator] # it is finite
    assert from_minor(Decimal(minor), currency) == amount


@given(st.decimals() | st.integers(), _CURRENCIES)
def test_what_is_no_whole_number_of_minor_units_is_unknown(value: Decimal | int, currency: str) -> None:
    amount = from_minor(value, currency)
    whole = sane(Decimal(value)) is not None and Decimal(value) == Decimal(value).to_integral_value()
    assert (amount is not None) == whole


@given(st.decimals(), _CURRENCIES)
def test_nothing_is_rounded_away_unseen(amount: Decimal, currency: str) -> None:
    try:
        minor = to_minor(amount, currency)
    except ValueError:
        return
    assert Decimal(minor).scaleb(-minor_digits(currency)) == amount


def test_sums_are_spelled_with_the_digits_of_their_currency() -> None:
    words = [spell(Decimal("1234.5678"), currency) for currency in ("AZN", "JPY", "KWD")]
    assert words == ["1\u202f234.57\u00a0₼", "1\u202f235\u00a0JPY", "1\u202f234.568\u00a0KWD"]
