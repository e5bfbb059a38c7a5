"""Reading what servers send: one bad thing costs that thing."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.model.money import sane
from callcenter.pos.clopos import mapping, wire
from callcenter.pos.decode import LONGEST_TEXT, day, moment, row, rows, text, utf8

HALVES = st.text(st.characters() | st.characters(categories=["Cs"]), max_size=20)


@given(HALVES, st.booleans())
def test_every_text_is_read_and_only_halves_of_emoji_are_replaced(words: str, escaped: bool) -> None:
    raw = json.dumps(words, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    read = msgspec.json.decode(utf8(raw))
    whole = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if escaped:
        assert read == whole
    assert [letter for letter in read if letter != "\ufffd"] == [letter for letter in whole if letter != "\ufffd"]


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (rb'"\\ud83d"', r"\ud83d"),
        (rb'"\\\ud83d"', "\\\ufffd"),
        (rb'"\ud83d\ude00"', "😀"),
        (rb'"\uD83D\uDE00\uD83D"', "😀\ufffd"),
        (rb'"\ude00\ud83d"', "\ufffd\ufffd"),
        (b'"\xff\xe9"', "\ufffd\ufffd"),
        (b'\xef\xbb\xbf"after a mark"', "after a mark"),
        ('"Ə ü ğ Ж 😀"'.encode(), "Ə ü ğ Ж 😀"),
    ],
)
def test_a_body_is_mended_letter_by_letter(raw: bytes, read: str) -> None:
    assert msgspec.json.decode(utf8(raw)) == read


def test_a_bad_row_does_not_lose_the_others_and_is_counted() -> None:
    bad: list[object] = [None, 5, "row", [], {}, {"id": None}, {"id": {}}, {"name": "nobody"}, {"id": 1.5}]
    page = [{"id": 1, "name": "first"}, *bad, {"id": "2", "name": "last"}]
    found, skipped = rows(json.dumps(page).encode(), wire.CustomerWire, mapping.customer)
    assert [(one.id, one.name) for one in found] == [("1", "first"), ("2", "last")]
    assert skipped == len(bad)


def test_a_bad_field_does_not_lose_its_row_at_any_depth() -> None:
    body = {
        "id": 1,
        "name": ["not", "a", "name"],
        "spent": "a lot",
        "receipt_count": "9",
        "status": "maybe",
        "created_at": 5,
        "gender": "male",
        "phones": ["+994505550101", {"phone": "+994505550102"}, {"number": 994505550103}, None, [], {}, ""],
        "address_data": [{"formattedAddress": "Nizami 5", "type": 1}, 7, {"formattedAddress": 8}, None],
        "balance": {"amount": "none"},
        "group": {"id": 5, "discount_value": {}},
        "cashback_balance": 5,
    }
    known = mapping.customer(row(json.dumps(body).encode(), wire.CustomerWire))
    assert (known.id, known.name, known.spent, known.receipt_count, known.active) == ("1", "", None, 9, None)
    assert known.phones == ("+994505550101", "+994505550102", "994505550103")
    assert [one.text for one in known.addresses] == ["Nizami 5"]
    assert (known.balance, known.cashback_balance, known.gender, known.created_at) == (None, None, None, None)
    assert known.group is not None
    assert (known.group.id, known.group.name, known.group.discount_value) == ("5", "#5", None)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-31T16:23:27.000000Z", datetime(2026, 1, 31, 16, 23, 27, tzinfo=UTC)),
        ("2026-01-31T20:23:27+04:00", datetime(2026, 1, 31, 16, 23, 27, tzinfo=UTC)),
        ("2024-07-01 07:51:25", datetime(2024, 7, 1, 7, 51, 25, tzinfo=UTC)),
        (1719820285000, datetime(2024, 7, 1, 7, 51, 25, tzinfo=UTC)),
        ("203-05-25T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("0000-00-00 00:00:00", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (0, None),
        (1e300, None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_a_time_is_read_or_unknown(written: str | float | None, read: datetime | None) -> None:
    assert moment(written) == read


@given(st.text(max_size=40) | st.floats() | st.integers())
def test_no_time_is_fatal(written: str | float) -> None:
    read = moment(written)
    assert read is None or read.tzinfo is UTC
    if isinstance(written, str):
        day(written)


def test_a_day_is_read_without_the_time_after_it() -> None:
    assert day("1990-05-15T00:00:00.000000Z") == day("1990-05-15") == date(1990, 5, 15)
    assert day("0000-00-00") is day("15.05.1990") is day("") is day(None) is None


@given(st.text(max_size=60))
def test_text_is_fit_for_a_screen(words: str) -> None:
    shown = text(words)
    if shown is not None:
        assert shown == shown.strip() != ""
        assert all(letter.isprintable() or letter in "\n\u200c\u200d" for letter in shown)


def test_text_keeps_its_lines_and_letters_and_loses_what_turns_them() -> None:
    assert text("Ə ü ğ\nЖ\t😀\u202e\x00!") == "Ə ü ğ\nЖ 😀  !"


def test_text_without_end_is_cut_and_says_so() -> None:
    shown = text("x" * 10_000_000)
    assert shown == "x" * LONGEST_TEXT + "…"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e1000000", "-1e1000000", "1e15", "sNaN"])
def test_what_can_be_no_money_is_none(number: str) -> None:
    assert sane(Decimal(number)) is None


@pytest.mark.parametrize("number", ["0", "-5.10", "999999999999999", "1e-1000000", "0.1"])
def test_money_keeps_its_digits(number: str) -> None:
    assert str(sane(Decimal(number))) == str(Decimal(number))


def test_money_is_read_from_its_digits_and_not_through_a_float() -> None:
    read = mapping.customer(row(b'{"id":1,"spent":0.10,"total_bonus":"12.345678901234567890"}', wire.CustomerWire))
    assert (str(read.spent), str(read.total_bonus)) == ("0.10", "12.345678901234567890")
