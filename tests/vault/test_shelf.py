import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.vault.shelf import Shelf, split

LIMIT = 150  # shorter than Windows' 1,280 characters, long enough for the index
ITEM = ("callcenter token https://pos.example:443", "main")
TEXTS = st.text(max_size=20) | st.text(min_size=140, max_size=900)


class _Crash(Exception):
    pass


class _Dictionary:
    """A keyring with a limit, which can die before any of its writes."""

    def __init__(self, limit: int | None = LIMIT) -> None:
        self.items: dict[tuple[str, str], str] = {}
        self.limit = limit
        self.writes_left: int | None = None

    def get_password(self, service: str, username: str) -> str | None:
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write()
        assert self.limit is None or len(password) <= self.limit
        assert password.isascii()
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._write()
        self.items.pop((service, username), None)

    def _write(self) -> None:
        if self.writes_left is not None:
            if self.writes_left == 0:
                raise _Crash
            self.writes_left -= 1


@given(st.text(), st.integers(1, 50))
def test_split_and_joined_a_text_is_itself(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert "".join(parts) == text
    assert all(0 < len(part) <= limit for part in parts)


@given(st.lists(st.text(alphabet=st.characters(categories=None), max_size=900), min_size=1, max_size=4))
def test_what_was_written_last_is_read(texts: list[str]) -> None:
    shelf = Shelf(_Dictionary(), LIMIT)
    for text in texts:
        shelf.write(*ITEM, text)
        assert shelf.read(*ITEM) == text


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_writing_leaves_no_part_of_the_texts_before(texts: list[str]) -> None:
    store, fresh = _Dictionary(), _Dictionary()
    for text in texts:
        Shelf(store, LIMIT).write(*ITEM, text)
    Shelf(fresh, LIMIT).write(*ITEM, texts[-1])
    assert len(store.items) == len(fresh.items)


@given(st.lists(TEXTS, min_size=2, max_size=4), st.data())
def test_a_crash_at_any_write_leaves_the_old_text_or_the_new_one_whole(texts: list[str], data: st.DataObject) -> None:
    store = _Dictionary()
    *before, last = texts
    for text in before:
        # Earlier crashes too: what they left behind must not become part of anything.
        store.writes_left = data.draw(st.none() | st.integers(0, 12))
        _until_crash(lambda text=text: Shelf(store, LIMIT).write(*ITEM, text))  # type: ignore[misc]
    old = Shelf(store, LIMIT).read(*ITEM)
    assert old in (None, *before)
    store.writes_left = data.draw(st.integers(0, 20))
    crashed = _until_crash(lambda: Shelf(store, LIMIT).write(*ITEM, last))
    assert Shelf(store, LIMIT).read(*ITEM) in ((old, last) if crashed else (last,))


@given(TEXTS, TEXTS, st.integers(0, 12), st.integers(0, 12))
def test_erasing_removes_also_what_crashes_left_behind(one: str, other: str, first: int, second: int) -> None:
    store = _Dictionary()
    for text, writes in ((one, first), (other, second)):
        store.writes_left = writes
        _until_crash(lambda text=text: Shelf(store, LIMIT).write(*ITEM, text))  # type: ignore[misc]
    store.writes_left = None
    Shelf(store, LIMIT).erase(*ITEM)
    assert store.items == {}


@given(st.text(min_size=200, max_size=900), st.integers(0, 10))
def test_a_crash_while_erasing_leaves_nothing_readable_or_all(text: str, writes: int) -> None:
    store = _Dictionary()
    Shelf(store, LIMIT).write(*ITEM, text)
    store.writes_left = writes
    _until_crash(lambda: Shelf(store, LIMIT).erase(*ITEM))
    assert Shelf(store, LIMIT).read(*ITEM) == (text if writes == 0 else None)


def _until_crash(write: Callable[[], None]) -> bool:
    try:
        write()
    except _Crash:
        return True
    return False


def test_a_missing_part_reads_as_nothing() -> None:
    store = _Dictionary()
    Shelf(store, LIMIT).write(*ITEM, "x" * 400)
    for key in [key for key in store.items if key != ITEM]:
        kept = store.items.pop(key)
        assert Shelf(store, LIMIT).read(*ITEM) is None
        store.items[key] = kept
    assert Shelf(store, LIMIT).read(*ITEM) == "x" * 400


def test_parts_of_two_programs_writing_at_once_are_not_taken_for_a_text() -> None:
    ours, theirs = _Dictionary(), _Dictionary()
    Shelf(ours, LIMIT).write(*ITEM, "x" * 400)
    Shelf(theirs, LIMIT).write(*ITEM, "y" * 400)
    ours.items[f"{ITEM[0]} a1", ITEM[1]] = theirs.items[f"{ITEM[0]} a1", ITEM[1]]
    assert Shelf(ours, LIMIT).read(*ITEM) is None


@pytest.mark.parametrize(
    "item",
    [
        *("", "null", "12", "[]", "{}", "not json", '{"parts": 3}'),
        json.dumps({"generation": "a", "parts": -1, "digest": "x"}),
        json.dumps({"generation": "a", "parts": 10**9, "digest": "x"}),
        json.dumps({"generation": "c", "parts": 1, "digest": "x"}),
    ],
)
def test_an_item_of_another_make_reads_as_nothing_and_is_replaced(item: str) -> None:
    store = _Dictionary()
    store.items[ITEM] = item
    shelf = Shelf(store, LIMIT)
    assert shelf.read(*ITEM) is None
    shelf.write(*ITEM, "ours")
    assert shelf.read(*ITEM) == "ours"


def test_without_a_limit_a_text_is_one_item() -> None:
    store = _Dictionary(limit=None)
    Shelf(store, None).write(*ITEM, "x" * 100_000)
    assert list(store.items) == [ITEM]
