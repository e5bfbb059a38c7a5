import copy
import json
import pickle
from dataclasses import asdict, dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.vault import Secret

TEXT = "oauth_4fK2-do-not-show"


@pytest.mark.parametrize("shown", [repr, str, "{}".format, "{:>40}".format, "{!r}".format, lambda s: f"{[s]}"])
def test_a_secret_shows_only_its_mask(shown: object) -> None:
    assert callable(shown)
    text = shown(Secret(TEXT))
    assert "•••" in text
    assert TEXT not in text


def test_a_secret_in_a_dataclass_stays_masked() -> None:
    @dataclass(frozen=True)
    class Credentials:
        client_id: str
        client_secret: Secret

    credentials = Credentials("desk", Secret(TEXT))
    assert TEXT not in repr(credentials)
    assert TEXT not in repr(asdict(credentials))


def test_reveal_gives_the_text() -> None:
    assert Secret(TEXT).reveal() == TEXT


@given(st.text(), st.text())
def test_secrets_are_equal_when_their_texts_are(one: str, other: str) -> None:
    assert (Secret(one) == Secret(other)) == (one == other)
    assert Secret(one) == Secret(one)


@given(st.characters(categories=["Cs"]))
def test_a_lone_surrogate_is_compared_like_any_text(text: str) -> None:
    assert Secret(text) == Secret(text)
    assert Secret(text) != Secret("?")


def test_a_secret_is_not_its_text() -> None:
    assert Secret(TEXT) != TEXT


def test_a_secret_is_no_key() -> None:
    with pytest.raises(TypeError):
        hash(Secret(TEXT))


def test_pickling_a_secret_fails_without_telling_it() -> None:
    with pytest.raises(TypeError) as caught:
        pickle.dumps({"token": Secret(TEXT)})
    assert TEXT not in str(caught.value)


def test_a_secret_is_not_written_as_json() -> None:
    with pytest.raises(TypeError):
        json.dumps({"token": Secret(TEXT)})


def test_copies_of_a_secret_are_the_secret() -> None:
    secret = Secret(TEXT)
    assert copy.copy(secret) is secret
    assert copy.deepcopy([secret])[0] is secret


def test_an_empty_secret_is_false() -> None:
    assert not Secret("")
    assert Secret(TEXT)
