"""Which addresses of a feed server a profile may have."""

from pathlib import Path

import pytest

from callcenter.settings import FieldError, Profile, Settings, check_profile, load, save
from callcenter.settings.feed_url import check_feed_url


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" tls://Feed.Example ", "tls://feed.example:4222"),
        ("tls://10.0.0.7:5000/", "tls://10.0.0.7:5000"),
        ("tls://[2001:db8::1]:4222", "tls://[2001:db8::1]:4222"),
        ("nats://127.0.0.1:4222", "nats://127.0.0.1:4222"),
        ("nats://localhost", "nats://localhost:4222"),
    ],
)
def test_an_address_has_one_spelling(typed: str, kept: str) -> None:
    assert check_feed_url(typed) == kept
    assert check_feed_url(kept) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("feed.example", "not_a_url"),
        ("https://feed.example", "not_a_url"),
        ("tls://", "not_a_url"),
        ("tls://feed.example:99999", "not_a_url"),
        ("tls://feed.example/brand", "not_a_url"),
        ("tls://feed .example", "not_a_url"),
        ("tls://brand:secret@feed.example", "has_password"),
        ("nats://feed.example", "plain_nats"),
        ("nats://127.0.0.1.feed.example", "plain_nats"),
    ],
)
def test_an_address_that_is_none_or_lets_others_read_is_refused(typed: str, code: str) -> None:
    with pytest.raises(FieldError) as refused:
        check_feed_url(typed)
    assert refused.value.code == code


def test_a_profile_keeps_its_feed_and_does_without_one(tmp_path: Path) -> None:
    plain = Profile(
        key="main",
        name="Main",
        pos="clopos",
        base_url="https://pos.example/open-api",
        brand="brand",
        integrator_id="integrator",
        client_id="client",
    )
    assert check_profile(plain).feed_url == ""
    shared = Profile(**{**{name: getattr(plain, name) for name in plain.__slots__}, "feed_url": "tls://feed.example"})
    save(tmp_path, Settings(profiles=(check_profile(shared),)))
    found = load(tmp_path).profile("main")
    assert found is not None
    assert found.feed_url == "tls://feed.example:4222"
    assert b"feed_url" in next(tmp_path.glob("*.toml")).read_bytes()
