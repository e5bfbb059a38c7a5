"""Tags as they are typed, pasted and joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.desk import tags


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("", ()),
        (" , ;", ()),
        ("a, b;c", ("a", "b", "c")),
        ("two  words\nvip", ("two words", "vip")),
        ("vip", ("vip",)),
    ],
)
def test_commas_semicolons_and_lines_part_tags(text: str, held: tuple[str, ...]) -> None:
    assert tags.split(text) == held


def test_a_tag_that_is_there_in_another_spelling_is_not_added() -> None:
    assert tags.added(("VIP", "Müştəri"), ("vip", "musteri", "retail", " Retail ")) == ("VIP", "Müştəri", "retail")


@given(st.lists(st.text(max_size=20), max_size=8), st.lists(st.text(max_size=20), max_size=8))
def test_what_was_there_stays_as_it_is_whatever_is_added(first: list[str], more: list[str]) -> None:
    joined = tags.added(first, more)
    assert joined[: len(first)] == tuple(first)
    assert tags.added(joined, more) == joined
    assert all(tag.strip() for tag in joined[len(first) :])


@pytest.mark.parametrize(
    ("given_", "fault"),
    [
        (("x" * 40,), ""),
        (("x" * 41,), "tag-too-long"),
        (tuple(map(str, range(30))), ""),
        (tuple(map(str, range(31))), "tags-too-many"),
    ],
)
def test_a_tag_is_short_and_there_are_not_too_many(given_: tuple[str, ...], fault: str) -> None:
    assert tags.fault(given_) == fault
