"""Sums of money, spelled as people read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.model.money import LARGEST, sane, spell


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
