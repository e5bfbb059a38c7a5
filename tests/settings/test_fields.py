from collections.abc import Callable

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter import settings as room
from callcenter.settings import FieldError, Profile, check_base_url, check_profile, new_key, problems
from callcenter.settings.regions import REGIONS
from callcenter.vault import Entry, Kind, origin_of

CLOPOS = Profile(
    key="main",
    name="Bakı, mərkəz",
    pos="clopos",
    base_url="https://integrations.clopos.com/open-api/v2",
    brand="openapitest",
    integrator_id="desk-7",
    client_id="c-1",
)
CHECKS = [getattr(room, name) for name in room.__all__ if name.startswith("check_") and name != "check_profile"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://integrations.clopos.com/open-api/v2/", "https://integrations.clopos.com/open-api/v2"),
        ("  HTTPS://Integrations.Clopos.com/Open-API ", "https://integrations.clopos.com/Open-API"),
        ("https://pos.example:8443", "https://pos.example:8443"),
        ("https://bücher.example/api", "https://bücher.example/api"),
        ("http://localhost:4000/api/v1", "http://localhost:4000/api/v1"),
        ("http://LOCALHOST.:4000", "http://localhost.:4000"),
        ("http://127.0.0.1:4000", "http://127.0.0.1:4000"),
        ("http://127.8.9.10", "http://127.8.9.10"),
        ("http://[::1]:4000", "http://[::1]:4000"),
    ],
)
def test_https_and_loopback_http_are_accepted(typed: str, kept: str) -> None:
    assert check_base_url(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("https://" + "a/" * 400, "too_long"),
        ("integrations.clopos.com", "not_a_url"),
        ("ftp://integrations.clopos.com", "not_a_url"),
        ("https://", "not_a_url"),
        ("https://pos example", "not_a_url"),
        ("https://good.example\\@evil.example", "not_a_url"),
        ("https://pos.example:0", "not_a_url"),
        ("https://pos.example:99999", "not_a_url"),
        ("https://127.1", "not_a_url"),
        ("https://pos..example", "not_a_url"),
        ("https://[::1", "not_a_url"),
        ("https://[fe80::1%25eth0]", "not_a_url"),
        ("https://user:hunter2@pos.example", "has_password"),
        ("https://@pos.example", "has_password"),
        ("https://pos.example/?token=hunter2", "has_query"),
        ("https://pos.example/#", "has_query"),
        ("http://integrations.clopos.com", "plain_http"),
        ("http://192.168.1.5:4000", "plain_http"),
        ("http://127.0.0.1.evil.example", "plain_http"),
        ("http://localhost.evil.example", "plain_http"),
        ("http://[::2]", "plain_http"),
        ("http://0.0.0.0", "plain_http"),
    ],
)
def test_any_other_address_is_refused_in_a_sentence(typed: str, code: str) -> None:
    with pytest.raises(FieldError) as caught:
        check_base_url(typed)
    assert (caught.value.field, caught.value.code) == ("base_url", code)
    assert caught.value.sentence.startswith("The base URL ")
    assert "hunter2" not in str(caught.value)


@given(
    st.text(max_size=40)
    | st.builds("{}://{}/{}".format, st.sampled_from(["https", "http"]), st.text(max_size=20), st.text(max_size=8))
)
def test_an_accepted_address_has_an_origin_and_stays_accepted(text: str) -> None:
    try:
        url = check_base_url(text)
    except FieldError:
        return
    assert check_base_url(url) == url
    assert origin_of(url).scheme == "https" or origin_of(url).host in ("localhost", "::1") or "127." in url


@pytest.mark.parametrize(
    ("check", "typed", "kept"),
    [
        (room.check_name, "  Bakı, mərkəz ", "Bakı, mərkəz"),
        (room.check_brand, " openapitest ", "openapitest"),
        (room.check_venue_id, " 07 ", "7"),
        (room.check_venue_id, "", ""),
        (room.check_watch, "", ""),
        (room.check_watch, " All ", "all"),
        (room.check_watch, "1, 02,7,2", "1,2,7"),
        (room.check_desk_name, "  ", ""),
        (room.check_desk_name, " Aysel ", "Aysel"),
        (room.check_point_value, " 0,10", "0.1"),
        (room.check_point_value, "100", "100"),
        (room.check_point_value, " ", ""),
        (room.check_region, "az", "AZ"),
        (room.check_currency, " azn", "AZN"),
        (room.check_email, "anna@example.com", "anna@example.com"),
        (room.check_language, "az", "az"),
        (room.check_theme, "dark", "dark"),
        (room.check_scale, "150", 150),
        (room.check_system, "posstar", "posstar"),
    ],
)
def test_what_is_right_is_kept_in_one_spelling(check: Callable[[str], object], typed: str, kept: object) -> None:
    assert check(typed) == kept


@pytest.mark.parametrize(
    ("check", "typed"),
    [
        (room.check_key, "Main"),
        (room.check_key, ""),
        (room.check_name, ""),
        (room.check_name, "a\nb"),
        (room.check_name, "a" * 81),
        (room.check_brand, "open api"),
        (room.check_brand, "орenapitest"),  # Cyrillic о and р
        (room.check_integrator_id, "a\r\nx-evil: 1"),
        (room.check_client_id, "a" * 201),
        (room.check_venue_id, "-1"),
        (room.check_watch, "1,,2"),
        (room.check_watch, "every"),
        (room.check_watch, "0"),
        (room.check_watch, "1,٧"),
        (room.check_watch, "9" * 5000),
        (room.check_desk_name, "x" * 41),
        (room.check_venue_id, "0"),
        (room.check_venue_id, "7a"),
        (room.check_venue_id, "٧"),
        (room.check_venue_id, "9" * 5000),
        (room.check_point_value, "0.00"),
        (room.check_point_value, "-1"),
        (room.check_point_value, "1e9"),
        (room.check_point_value, "0.1234567"),
        (room.check_point_value, "٧"),
        (room.check_point_value, "NaN"),
        (room.check_region, "XX"),
        (room.check_region, "AZE"),
        (room.check_currency, "₼"),
        (room.check_currency, "AZ"),
        (room.check_email, "anna"),
        (room.check_email, "@example.com"),
        (room.check_email, "a@b@c"),
        (room.check_email, "an na@example.com"),
        (room.check_language, "fr"),
        (room.check_theme, "pink"),
        (room.check_scale, "99"),
        (room.check_scale, "1e2"),
        (room.check_system, "iiko"),
    ],
)
def test_what_is_wrong_is_told_by_its_field_in_one_sentence(check: Callable[[str], object], typed: str) -> None:
    with pytest.raises(FieldError) as caught:
        check(typed)
    assert check.__name__ in (f"check_{caught.value.field}", "check_system")
    assert caught.value.sentence.endswith(".")
    assert not caught.value.sentence.endswith("..")


@pytest.mark.parametrize("check", CHECKS)
@given(text=st.text(max_size=300))
def test_a_check_keeps_or_refuses_any_text_and_keeps_what_it_kept(check: Callable[[str], object], text: str) -> None:
    try:
        kept = check(text)
    except FieldError:
        return
    assert check(str(kept)) == kept


def test_every_region_can_read_a_phone_number() -> None:
    assert phonenumbers.SUPPORTED_REGIONS >= REGIONS
    assert len(REGIONS) > 240


def test_a_right_profile_has_no_problems() -> None:
    assert problems(CLOPOS) == ()
    assert check_profile(CLOPOS) == CLOPOS


def test_each_wrong_field_of_a_profile_is_listed_in_the_order_of_the_form() -> None:
    empty = Profile(key="main", name="", pos="clopos", base_url="")
    fields = [error.field for error in problems(empty)]
    assert fields == ["name", "base_url", "brand", "client_id", "integrator_id"]


def test_posstar_asks_for_an_email_and_for_no_brand() -> None:
    profile = Profile(key="shop", name="Shop", pos="posstar", base_url="http://localhost:4000/api/v1")
    assert [error.field for error in problems(profile)] == ["email"]


def test_the_repr_of_a_profile_shows_no_id_a_person_signs_in_with() -> None:
    profile = Profile(key="a", name="A", pos="posstar", base_url="", client_id="c-17", email="anna@example.com")
    assert "c-17" not in repr(profile)
    assert "anna" not in repr(profile)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Main", "main"),
        ("Bakı, Gənclik №2", "baki-genclik-no2"),
        ("Şəki", "seki"),
        ("Центр", "profile"),
        ("", "profile"),
    ],
)
def test_a_key_is_made_of_a_name(name: str, key: str) -> None:
    assert new_key(name, []) == key


@given(st.text(max_size=100), st.integers(0, 3))
def test_a_new_key_is_free_and_good_for_settings_and_vault(name: str, already: int) -> None:
    taken: list[str] = []
    for _ in range(already + 1):
        key = new_key(name, taken)
        assert key not in taken
        assert room.check_key(key) == key
        assert Entry(origin_of("https://pos.example"), key, Kind.TOKEN).profile == key
        taken.append(key)
