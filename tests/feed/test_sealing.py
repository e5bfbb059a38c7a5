"""Values sealed for a brand, and the file that carries its keys."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.feed.access import keep, kept
from callcenter.feed.brand_file import FeedFile, new_file, read_file, rotated, write_file
from callcenter.feed.errors import FeedFileError, FeedKeyUnknown, NotGenuine
from callcenter.feed.sealing import Sealer, key_of
from callcenter.feed.shared.values import Names
from callcenter.vault import MemoryVault

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
FILE = new_file("brand", "tls://feed.example:4222", user="brand", now=NOON)


def sealer(file: FeedFile = FILE, now: datetime = NOON) -> Sealer:
    return Sealer(file.ring.decoded(), lambda: now)


@given(st.text(max_size=40), st.binary(max_size=5000))
def test_what_is_sealed_for_a_place_opens_there(name: str, value: bytes) -> None:
    assert sealer().open(name, sealer().seal(name, value)) == value


@given(st.binary(min_size=20, max_size=300), st.data())
def test_what_was_changed_on_the_way_does_not_open(value: bytes, data: st.DataObject) -> None:
    sealed = bytearray(sealer().seal("name", value))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises((NotGenuine, FeedKeyUnknown)):
        sealer().open("name", bytes(sealed))


def test_a_value_does_not_open_in_another_place() -> None:
    with pytest.raises(NotGenuine):
        sealer().open("o.2", sealer().seal("o.1", b"value"))


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x02" + bytes(60), bytes(60)])
def test_what_no_desk_made_does_not_open(sealed: bytes) -> None:
    with pytest.raises(NotGenuine):
        sealer().open("name", sealed)


def test_one_value_is_never_sealed_alike_twice_and_shows_nothing() -> None:
    value = "Leyla Əliyeva +994505355757 ".encode() * 20
    one, other = sealer().seal("name", value), sealer().seal("name", value)
    assert one[5:] != other[5:]
    assert b"Leyla" not in one
    assert len(one) < len(value) / 3  # it is packed before


def test_another_brands_key_does_not_open() -> None:
    other = new_file("brand", "tls://feed.example:4222", user="brand", now=NOON)
    with pytest.raises(FeedKeyUnknown):
        sealer(other).open("name", sealer().seal("name", b"value"))


def test_names_tell_nothing_and_stay_the_same_through_a_rotation() -> None:
    names, later = Names(sealer()), Names(sealer(rotated(FILE, now=NOON)))
    assert names.order("1", "295") == later.order("1", "295")
    assert names.order("1", "295") != names.order("1", "296")
    assert names.order("1", "295") != names.order("2", "295")
    assert names.customer("295") not in (names.order("1", "295"), names.order("", "295"))
    assert "295" not in names.order("1", "295").split(".")
    assert names.changes != Names(sealer(new_file("brand", "tls://x:1", user="b", now=NOON))).changes
    for name in (names.order("ə +", "a b"), names.changes, names.watermark(None), names.watermark("")):
        assert all(letter.isascii() and (letter.isalnum() or letter in "._") for letter in name)


# ---- rotation -------------------------------------------------------------------------------------------------------


def test_a_new_key_opens_at_once_and_seals_when_its_time_has_come() -> None:
    later = rotated(FILE, now=NOON, after=timedelta(hours=24))
    before, after = sealer(later, NOON + timedelta(hours=23)), sealer(later, NOON + timedelta(hours=25))
    sealed = after.seal("name", b"value")
    assert key_of(before.seal("name", b"value")) == key_of(sealer().seal("name", b"value"))
    assert key_of(sealed) != key_of(before.seal("name", b"value"))
    assert before.open("name", sealed) == b"value"
    assert after.open("name", before.seal("name", b"value")) == b"value"
    with pytest.raises(FeedKeyUnknown):
        sealer().open("name", sealed)


def test_keys_that_nothing_is_sealed_with_any_more_are_dropped() -> None:
    file, now = FILE, NOON
    for _ in range(6):
        now += timedelta(days=365)
        file = rotated(file, now=now)
    assert len(file.ring.keys) == 3
    assert FILE.ring.keys[0] not in file.ring.keys


# ---- the file -------------------------------------------------------------------------------------------------------


def test_the_file_is_its_owners_alone_and_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "brand.feed"
    write_file(path, FILE)
    assert read_file(path) == FILE
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["brand.feed"]


def test_keys_are_not_overwritten_by_accident(tmp_path: Path) -> None:
    path = tmp_path / "brand.feed"
    write_file(path, FILE)
    with pytest.raises(FeedFileError, match="already"):
        write_file(path, rotated(FILE, now=NOON))
    assert read_file(path) == FILE
    write_file(path, rotated(FILE, now=NOON), replace=True)
    assert len(read_file(path).ring.keys) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"\xff",
        msgspec.json.encode(msgspec.structs.replace(FILE, callcenter_feed=2)),
        msgspec.json.encode(msgspec.structs.replace(FILE, ring=msgspec.structs.replace(FILE.ring, keys=()))),
        msgspec.json.encode(msgspec.structs.replace(FILE, ring=msgspec.structs.replace(FILE.ring, names="c2hvcnQ="))),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "brand.feed"
    path.write_bytes(content)
    with pytest.raises(FeedFileError):
        read_file(path)


def test_no_secret_is_shown_by_accident() -> None:
    shown = repr(FILE) + repr(FILE.login) + repr(FILE.ring) + repr(FILE.ring.decoded())
    assert FILE.login.password not in shown
    assert FILE.ring.keys[0].secret not in shown
    assert repr(FILE.ring.decoded().keys[0].secret) not in shown


@pytest.mark.anyio
async def test_a_desk_keeps_what_it_imported_for_this_server_alone() -> None:
    vault = MemoryVault()
    await keep(vault, "main", FILE)
    access = await kept(vault, "main", FILE.url)
    assert access is not None
    assert access.keys == FILE.ring.decoded()
    assert access.password.reveal() == FILE.login.password
    assert FILE.login.password not in repr(access)
    assert await kept(vault, "main", "tls://another.example:4222") is None
    assert await kept(vault, "other", FILE.url) is None
    await vault.forget("main")
    assert await kept(vault, "main", FILE.url) is None
