import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.logs import conceal, masked_meanwhile
from callcenter.logs.masking import MASK, masked_fields, masked_text

DIGITS = st.text("0123456789", min_size=7, max_size=15)
SEPARATORS = st.sampled_from(["", " ", "-", ") ", " (", ".", "/", "\u00a0", " – "])
PHONES = st.builds(
    lambda plus, digits, between: plus + "".join(map("".join, zip(digits, between, strict=False))) + digits[-1],
    st.sampled_from(["", "+", "00"]),
    DIGITS,
    st.lists(SEPARATORS, min_size=15, max_size=15),
)
PART = st.text("ABCDEFabcdef0123456789-_", min_size=6, max_size=40)
JWTS = st.builds("eyJ{}.{}.{}".format, PART, PART, PART)
SAFE_TEXT = st.text(st.characters(exclude_categories=["Cs", "Nd", "Nl", "No"], exclude_characters="•"), max_size=30)
HARMLESS = st.text("abcdefghij", min_size=1, max_size=8)


def _strings(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for pair in value.items() for one in pair for text in _strings(one)]
        case list():
            return [text for one in value for text in _strings(one)]
        case _:
            return [str(value)]


def _anywhere(value: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    """An event with a value somewhere in it: as a text, in a text, in a key, nested."""
    inside = st.builds("{}{}{}".format, SAFE_TEXT, value, SAFE_TEXT)
    placed = st.recursive(
        inside | value,
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(HARMLESS | inside, inner, min_size=1),
        max_leaves=4,
    )
    return st.dictionaries(HARMLESS, placed, min_size=1, max_size=3)


@given(st.data(), PHONES)
def test_a_phone_number_anywhere_in_an_event_does_not_come_out(data: st.DataObject, phone: str) -> None:
    event = data.draw(_anywhere(st.just(phone)))
    shown = _strings(masked_fields(event))
    assert not any(phone in text for text in shown)
    digits = re.sub(r"\D", "", phone)
    assert not any(digits in re.sub(r"\D", "", text) for text in shown)


@given(st.data(), JWTS)
def test_a_token_anywhere_in_an_event_does_not_come_out(data: st.DataObject, token: str) -> None:
    shown = _strings(masked_fields(data.draw(_anywhere(st.just(token)))))
    header, payload, signature = token.split(".")
    assert not any(part in text for text in shown for part in (header, payload, signature))


@given(st.data(), st.emails())
def test_an_email_address_anywhere_in_an_event_does_not_come_out(data: st.DataObject, email: str) -> None:
    shown = _strings(masked_fields(data.draw(_anywhere(st.just(email)))))
    assert not any(email in text for text in shown)


@given(st.data(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="•"), min_size=4, max_size=60))
def test_a_secret_named_beforehand_does_not_come_out_in_any_spelling(data: st.DataObject, secret: str) -> None:
    conceal(secret)
    spelled = data.draw(st.sampled_from([secret, repr(secret), json.dumps(secret)]))
    event = data.draw(st.dictionaries(HARMLESS, st.builds("{}{}{}".format, SAFE_TEXT, st.just(spelled), SAFE_TEXT)))
    for text in _strings(masked_fields(event)):
        assert secret not in text
        assert json.dumps(secret)[1:-1] not in text


@pytest.mark.parametrize(
    "key",
    [
        *("token", "x-token", "access_token", "accessToken", "client_secret", "Authorization", "password", "api-key"),
        *("name", "first_name", "customerName", "phone", "phones", "callerPhone", "email", "e-mail", "address"),
        *("addresses", "note", "description", "query", "text", "body", "date_of_birth", "Cookie", "passwd"),
    ],
)
@given(value=st.text(min_size=1) | st.integers() | st.lists(st.text(min_size=1), min_size=1) | st.binary(min_size=1))
def test_what_stands_under_a_telling_key_does_not_come_out(key: str, value: object) -> None:
    assert masked_fields({key: value, "deep": [{key: value}]}) == {key: MASK, "deep": [{key: MASK}]}


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("HTTP Request: GET https://pos.example/customers?filters[0][1]=Anna%20Q&x=1 200", "Anna"),
        ("https://anna:hunter2@pos.example/", "hunter2"),
        ("sent Authorization: Bearer abc.def", "abc"),
        ("sent {'client_secret': 'two words', 'brand': 'x'}", "two words"),
        ('answered {"name": "Anna Quliyeva", "id": 7}', "Anna"),
        ('answered {"phones": ["50 1", "51 2"]}', "51"),
        ("Customer(id=7, name='Anna Quliyeva')", "Anna"),
        ("password=hunter2&x=1", "hunter2"),
        ("token oauth_4fk2-x was refused", "4fk2"),
        ("key 9aXkT0pQ-zr4LmN8sWv2Yb was refused 3Cd5Ef7Gh9Jk1Lm3No5Pq7Rs", "3Cd5Ef"),
        ("future: <Task finished coro=<f()> exception=ValueError('Anna')>", "Anna"),
        ("call from ٠٥٠١٢٣٤٥٦٧", "٠٥٠"),
    ],
)
def test_texts_of_libraries_are_masked_by_their_looks(text: str, hidden: str) -> None:
    assert hidden not in masked_text(text)
    assert MASK in masked_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "GET /open-api/v2/customers [550e8400-e29b-41d4-a716-446655440000] failed: Timeout",
        "the settings cannot be saved: /home/desk/.config/callcenter/settings.toml, line 12",
        "page 1,000 of 12 took 1.25 s",
        "callcenter.pos.clopos.transport",
        "an_identifier_of_a_rather_long_function_name",
        "the token kept cannot be read: signing in anew",
        "is it 12:30:59? yes",
        "@functools.cache",
    ],
)
def test_what_is_no_data_stays_readable(text: str) -> None:
    assert masked_text(text) == text


def test_counts_stay_numbers_and_other_large_numbers_do_not() -> None:
    event = {"rows": 1_000_000, "took_us": 9_999_999, "order_id": 12_345_678, "status": 200, "n": 994_501_234_567}
    assert masked_fields(event) == {**event, "n": MASK}


@pytest.mark.parametrize("value", [object(), ValueError("Anna"), b"Anna", {1: "Anna"}.items()])
def test_other_objects_are_shown_by_their_kind_alone(value: object) -> None:
    assert masked_fields({"value": value}) == {"value": f"<{type(value).__name__}>"}


def test_deep_and_endless_events_end() -> None:
    endless: list[object] = []
    endless.append(endless)
    assert "…" in str(masked_fields({"value": endless}))


@pytest.mark.parametrize("unit", ["a", "1 ", "a@", "eyJ", "?x=", " - ", "'name':", "é"])
def test_a_huge_text_is_masked_and_cut_in_little_time(unit: str) -> None:
    assert len(masked_text(unit * 300_000)) < 5_000


def test_a_secret_at_the_cut_of_a_huge_text_is_not_shown_by_half() -> None:
    conceal("correct horse battery staple")
    text = "a " * 49_990 + "correct horse battery staple" * 10
    assert "correct" not in masked_text(text)


def test_a_text_is_masked_while_it_is_held_and_by_nobody_afterwards() -> None:
    with masked_meanwhile("open-sesame-of-a-while"):
        assert "sesame" not in masked_text("said open-sesame-of-a-while")
    assert masked_text("said open-sesame-of-a-while") == "said open-sesame-of-a-while"


def test_what_is_concealed_for_good_stays_so_after_a_while() -> None:
    conceal("open-sesame-for-good")
    with masked_meanwhile("open-sesame-for-good"):
        pass
    assert "sesame" not in masked_text("said open-sesame-for-good")
