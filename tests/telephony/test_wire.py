"""The message between the forwarder and the desk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.telephony import wire


@given(st.sampled_from([wire.CALL, wire.ACTIVATE]), st.text(max_size=250))
def test_what_is_packed_is_unpacked(verb: str, text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert wire.unpack(wire.pack(verb, text)) == (verb, text)


@given(st.text(max_size=3_000))
def test_no_message_is_longer_than_the_bound(text: str) -> None:
    packed = wire.pack(wire.CALL, text)
    assert len(packed) <= wire.LONGEST + wire.LONGEST_LINE
    assert wire.unpack(packed) is not None


@given(st.text(max_size=100), st.data())
def test_a_message_in_parts_is_waited_for(text: str, data: st.DataObject) -> None:
    packed = wire.pack(wire.CALL, text)
    assert wire.unpack(packed[: data.draw(st.integers(0, len(packed) - 1))]) is None


@given(st.binary(max_size=2_000))
def test_any_bytes_are_a_message_or_garbage_or_too_few(received: bytes) -> None:
    try:
        message = wire.unpack(received)
    except wire.Garbage:
        return
    assert message is None or message[0] in {wire.CALL, wire.ACTIVATE}


@pytest.mark.parametrize(
    "received",
    [
        b"GET / HTTP/1.1\r\n",
        b"callcenter 1 erase 0\n",
        b"callcenter 1 call -1\n",
        b"callcenter 1 call 1025\n",
        b"callcenter 1 call 1\nxy",
        b"callcenter 1 call\n",
        b"callcenter x call 1\n",
        b"callcenter\n",
        b"\n",
        b"x" * wire.LONGEST_LINE,
        b"callcenter 1 call " + b"9" * 5_000 + b"\n",
    ],
)
def test_what_is_no_message_is_garbage(received: bytes) -> None:
    with pytest.raises(wire.Garbage) as refused:
        wire.unpack(received)
    assert refused.value.answer == wire.GARBAGE


def test_a_message_of_another_version_is_told_so() -> None:
    with pytest.raises(wire.OtherVersion) as refused:
        wire.unpack(b"callcenter 2 call 3 utf-8\nabc")
    assert refused.value.answer == wire.OTHER_VERSION
