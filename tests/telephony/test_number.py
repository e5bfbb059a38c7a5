"""What phones pass, form by form, and what becomes of it."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from callcenter.model.call import Call, CallSource, caller_key
from callcenter.telephony import number, refusals
from callcenter.telephony.number import read_call, read_fields
from callcenter.telephony.refusals import CallRefused, Unfilled

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FULL = "+994505355757"


def read(text: str) -> Call:
    return read_call(text, source=CallSource.FORWARDED, received_at=NOW)


@pytest.mark.parametrize(
    "text",
    [
        "+994505355757",
        "00994505355757",
        "994505355757",
        "0505355757",
        "050 535-57-57",
        "(050) 535 57 57",
        "(0505355757)",
        "050.535.57.57",
        "050,535,57,57",
        "050/535/57/57",
        "+994 (0) 50 535 57 57",
        "+994‑50‑535‑57‑57",
        "'0505355757'",
        "<0505355757>",
        "Tel: +994 50 535 57 57",
        "٠٥٠٥٣٥٥٧٥٧",
        "＋９９４５０５３５５７５７",
        "\u202a+994505355757\u202c",
        "+994\x0050\x1f5355757\r\n",
        "0505355757@pbx.example",
        "sip:0505355757",
        "sip:+994505355757@pbx.example:5060;transport=udp;user=phone",
        "sip:%2B994505355757@10.0.0.1?subject=hello",
        "sips:0505355757:secret@pbx.example",
        "sip:+994505355757;npdi@pbx.example",
        "SIP:0505355757@[2001:db8::1]",
        "<sip:0505355757@pbx>;tag=77",
        "0505355757 <unknown>",
        '"0505355757" <unknown>',
        "0505355757 %CallerDisplayName%",
        "tel:+994-50-535-57-57",
        "tel:0505355757;phone-context=+994",
        "TEL:%2B994505355757",
        "callto:+994505355757",
        "callto://0505355757/",
        "callto:sip:0505355757@pbx",
        "callcenter:0505355757",
        "callcenter://0505355757/",
        "callcenter:tel:+994505355757",
        "callcenter:sip%3A0505355757%40pbx",
        "callcenter:call?phone=+994505355757",
        "callcenter://lookup?number=%2B994505355757&verb=delete",
    ],
)
def test_every_way_of_writing_a_number_has_the_same_key(text: str) -> None:
    call = read(text)
    assert caller_key(call.number, "AZ") == FULL
    assert call.dialable
    assert call.name is None


@pytest.mark.parametrize(
    ("text", "number_", "name"),
    [
        ('"Leyla Əliyeva" <sip:0505355757@pbx>', "0505355757", "Leyla Əliyeva"),
        ('"Leyla \\"L\\"" <0505355757>', "0505355757", 'Leyla "L"'),
        ("Leyla Aliyeva <sip:0505355757@10.0.0.1>;tag=1", "0505355757", "Leyla Aliyeva"),
        ("0505355757 Leyla Əliyeva", "0505355757", "Leyla Əliyeva"),
        ("Leyla 12 0505355757", "0505355757", "Leyla 12"),
        ("0505355757 12 Months LLC", "0505355757", "12 Months LLC"),
        ("0505355757 4Rest LLC", "0505355757", "4Rest LLC"),
        ("+994 50 535 57 57 - Leyla", "+994505355757", "Leyla"),
        ("callcenter:0505355757?name=Leyla+%C6%8Fliyeva&id=7", "0505355757", "Leyla Əliyeva"),
        ('"unknown" <sip:0505355757@pbx>', "0505355757", None),
        ('"0505355757" <sip:0505355757@pbx>', "0505355757", None),
        ('"<big>bold</big>" <sip:0505355757@pbx>', "0505355757", "<big>bold</big>"),
        ("sip:agent-01@pbx", "agent-01", None),
        ("agent-01", "agent-01", None),
        ('"Front" <sip:reception@pbx>', "reception", "Front"),
        ("888", "888", None),
        ("*100", "*100", None),
    ],
)
def test_a_name_beside_the_number_is_told_apart(text: str, number_: str, name: str | None) -> None:
    call = read(text)
    assert (call.number, call.name) == (number_, name)


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("tel:+994505355757;ext=12", "12"),
        ("0505355757x12", "12"),
        ("050 535 57 57 ext. 12", "12"),
        ("0505355757;ext=12", "12"),
        ("tel:+994505355757;ext=rm%20-rf", None),
        ("tel:+994505355757", None),
    ],
)
def test_an_extension_is_no_part_of_the_number(text: str, extension: str | None) -> None:
    call = read(text)
    assert (caller_key(call.number, "AZ"), call.extension) == (FULL, extension)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "call-empty"),
        (" \t\r\n", "call-empty"),
        ('""', "call-empty"),
        ("\x00\u200b", "call-empty"),
        ("sip:@pbx", "call-empty"),
        ("sip:10.0.0.5:5060", "call-empty"),
        ("tel:", "call-empty"),
        ("callcenter:", "call-empty"),
        ("anonymous", "call-withheld"),
        ("Anonymous <sip:anonymous@anonymous.invalid>", "call-withheld"),
        ("sip:c8oqz84zk7z@anonymous.invalid:5061", "call-withheld"),
        ("Restricted", "call-withheld"),
        ("PRIVATE", "call-withheld"),
        ("Private Number", "call-withheld"),
        ("Gizli nömrə", "call-withheld"),
        ("<unknown>", "call-unknown"),
        ("unknown", "call-unknown"),
        ('"" <unknown>', "call-unknown"),
        ("Unavailable", "call-unknown"),
        ("неизвестный номер", "call-unknown"),
        ("hello", "call-not-a-number"),
        ("--demo", "call-not-a-number"),
        ("tel:hello", "call-not-a-number"),
        ("sip:two words@pbx", "call-not-a-number"),
        ("sip:%27%3B%20DROP%20TABLE@pbx", "call-not-a-number"),
        ("+", "call-not-a-number"),
        ("0" * 30, "call-not-a-number"),
        ("javascript:alert(0505355757)", "call-foreign-address"),
        ("https://example.com/0505355757", "call-foreign-address"),
        ("file:///etc/passwd", "call-foreign-address"),
        ("callto:https://example.com/1", "call-foreign-address"),
        ("callcenter:javascript:alert(1)", "call-foreign-address"),
        ("1" * 513, "call-too-long"),
    ],
)
def test_what_is_no_number_is_refused_by_a_code_of_its_own(text: str, code: str) -> None:
    with pytest.raises(CallRefused) as refused:
        read(text)
    assert refused.value.code == code
    assert str(refused.value)


@pytest.mark.parametrize(
    ("text", "macro"),
    [
        ("%CallerNumber%", "%CallerNumber%"),
        ("%%CallerNumber%%", "%%CallerNumber%%"),
        ("%CallerNumber% %CallerDisplayName%", "%CallerNumber%"),
        ("$remote", "$remote"),
        ("sip:$remote@pbx", "$remote"),
        ("$caller$", "$caller$"),
        ("$$REMOTENUMBER$$", "$$REMOTENUMBER$$"),
        ("$n $u $d", "$n"),
        ("{cli}", "{cli}"),
        ("{clie164}", "{clie164}"),
        ("{CALLERNUM}", "{CALLERNUM}"),
        ("${caller.id}", "${caller.id}"),
        ("${caller.uri}", "${caller.uri}"),
        ("<m>", "<m>"),
        ("[CallerNumber]", "[CallerNumber]"),
        ("%1", "%1"),
        ("tel:%CallerNumber%", "%CallerNumber%"),
        ("callcenter:%CallerNumber%", "%CallerNumber%"),
        ("callcenter:%25CallerNumber%25", "%CallerNumber%"),
        ("callcenter:?phone=%CallerNumber%&name=%CallerDisplayName%", "%CallerNumber%"),
    ],
)
def test_a_placeholder_that_nobody_filled_is_named_in_the_sentence(text: str, macro: str) -> None:
    with pytest.raises(Unfilled) as refused:
        read(text)
    assert refused.value.macro == macro
    assert macro in str(refused.value)


def test_a_name_in_percent_escapes_is_no_placeholder() -> None:
    assert read("callcenter:0505355757?name=%D0%90%D0%BD%D0%BD%D0%B0").name == "Анна"


def test_fields_sent_apart_are_read_like_one_text() -> None:
    call = read_fields(
        "sip:0505355757@pbx", "Leyla\u202e\n Əliyeva", "77@10.0.0.1", source=CallSource.ACTION_URL, received_at=NOW
    )
    assert (call.number, call.name, call.call_id) == ("0505355757", "Leyla Əliyeva", "77@10.0.0.1")
    assert call.source is CallSource.ACTION_URL


@pytest.mark.parametrize("call_id", ["$call_id", "x" * 129, ""])
def test_an_id_that_cannot_tell_calls_apart_is_none(call_id: str) -> None:
    call = read_fields("0505355757", "", call_id, source=CallSource.ACTION_URL, received_at=NOW)
    assert call.call_id is None


def test_no_call_shows_its_data_in_its_repr() -> None:
    assert repr(read('"Leyla" <sip:0505355757@pbx>')) == "Call(…)"


def test_every_refusal_has_a_code_of_its_own() -> None:
    kinds = CallRefused.__subclasses__()
    assert len({kind.code for kind in kinds}) == len(kinds) == 7
    assert refusals.Unfilled("%x%").code == "call-unfilled"


_PIECES = st.sampled_from(
    [
        *(
            "sip:",
            "tel:",
            "callto:",
            "callcenter:",
            "?phone=",
            "&name=",
            "&id=",
            "@",
            "<",
            ">",
            '"',
            "\\",
            ";ext=",
            ";",
        ),
        *("%", "%2B", "%CallerNumber%", "$", "${", "}", "(", ")", "-", " ", "\x00", "0505355757", "+994", "00"),
        *("anonymous", "agent-01"),
    ]
)


@given(st.one_of(st.text(max_size=600), st.lists(_PIECES | st.text(max_size=3), max_size=30).map("".join)))
@example('"' + "\\" * 500)
@example("<" * 500)
@example("%" * 500)
@example("1 " * 250)
@example("callcenter:" * 46)
def test_any_text_is_a_call_or_a_refusal(text: str) -> None:
    try:
        call = read(text)
    except CallRefused:
        return
    assert 1 <= len(call.number) <= (21 if call.dialable else 64)
    assert call.number.isprintable()
    assert not call.dialable or set(call.number) <= set("+0123456789*#-_.~!'")
    assert call.name is None or (call.name.isprintable() and len(call.name) <= number.LONGEST_NAME)
    assert call.call_id is None or (call.call_id.isprintable() and len(call.call_id) <= number.LONGEST_ID)


@given(st.text(max_size=100), st.text(max_size=100), st.text(max_size=200))
def test_any_three_fields_are_a_call_or_a_refusal(phone: str, name: str, call_id: str) -> None:
    with suppress(CallRefused):
        read_fields(phone, name, call_id, source=CallSource.ACTION_URL, received_at=NOW)
