import os
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from callcenter.settings import (
    FieldError,
    Profile,
    Settings,
    SettingsError,
    config_folder,
    load,
    save,
    settings_path,
)

ROOT = Path(__file__).parents[2]
MAIN = Profile(
    key="main",
    name="Bakı, mərkəz",
    pos="clopos",
    base_url="https://integrations.clopos.com/open-api/v2",
    brand="openapitest",
    integrator_id="desk-7",
    client_id="c-1",
    venue_id="7",
)
SHOP = Profile(
    key="shop",
    name="Dükan",
    pos="posstar",
    base_url="http://localhost:4000/api/v1",
    email="anna@example.com",
    region="TR",
    currency="TRY",
)
SETTINGS = Settings(profiles=(MAIN, SHOP), active="shop", language="az", theme="dark", scale=125)
RIGHT = """\
format = 1
active = "main"

[profiles.main]
name = "Main"
pos = "clopos"
base_url = "https://integrations.clopos.com/open-api/v2"
brand = "openapitest"
integrator_id = "desk-7"
client_id = "c-1"
venue_id = 7
"""


def _write(folder: Path, text: str | bytes) -> Path:
    path = settings_path(folder)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_without_a_file_the_settings_are_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere") == Settings()


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    save(tmp_path, SETTINGS)
    assert load(tmp_path) == SETTINGS
    assert load(tmp_path).active_profile == SHOP


def test_a_file_written_by_hand_is_understood(tmp_path: Path) -> None:
    _write(tmp_path, b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode())
    profile = load(tmp_path).active_profile
    assert profile is not None
    assert (profile.venue_id, profile.region, profile.currency) == ("7", "AZ", "AZN")


@pytest.mark.skipif(os.name != "posix", reason="other systems have no modes")
def test_only_the_user_can_read_the_file_and_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "callcenter"
    save(folder, SETTINGS)
    assert stat.S_IMODE(settings_path(folder).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_saving_leaves_no_other_file(tmp_path: Path) -> None:
    save(tmp_path, SETTINGS)
    save(tmp_path, Settings())
    assert list(tmp_path.iterdir()) == [settings_path(tmp_path)]


def test_saving_keeps_the_keys_of_another_version(tmp_path: Path) -> None:
    extra = 'sound = "soft"\n' + RIGHT + 'colour = "red"\n\n[phone_link]\nport = 4711\n'
    _write(tmp_path, extra)
    save(tmp_path, load(tmp_path).with_profile(SHOP))
    text = settings_path(tmp_path).read_text(encoding="utf-8")
    assert 'sound = "soft"' in text
    assert 'colour = "red"' in text
    assert "port = 4711" in text
    assert load(tmp_path).active == "shop"


def test_a_field_that_was_emptied_is_gone_from_the_file(tmp_path: Path) -> None:
    save(tmp_path, Settings(profiles=(MAIN,)))
    (profile,) = load(tmp_path).profiles
    save(tmp_path, Settings(profiles=(Profile(**{**_fields(profile), "venue_id": ""}),)))
    assert "venue_id" not in settings_path(tmp_path).read_text(encoding="utf-8")


def _fields(profile: Profile) -> dict[str, str]:
    return {name: getattr(profile, name) for name in Profile.__slots__}


def test_a_profile_is_added_replaced_and_removed() -> None:
    settings = Settings().with_profile(MAIN).with_profile(SHOP)
    assert settings.profiles == (MAIN, SHOP)
    assert settings.active == "shop"
    renamed = Profile(**{**_fields(MAIN), "name": "Centre"})
    settings = settings.with_profile(renamed)
    assert settings.profiles == (renamed, SHOP)
    settings = settings.without_profile("main")
    assert settings == Settings(profiles=(SHOP,))
    assert settings.profile("main") is None


def _change(old: str, new: str) -> Callable[[], str]:
    return lambda: RIGHT.replace(old, new)


@pytest.mark.parametrize(
    ("text", "field", "line", "code"),
    [
        ("active = ", "", 1, "not_toml"),
        (RIGHT + "venue_id = 8\n", "", 12, "not_toml"),
        ("a = " + "[" * 5000, "", 1, "not_toml"),
        ("a = " + "9" * 5000, "", 1, "not_toml"),
        ("format = 2", "format", 1, "newer_format"),
        ("profiles = 3", "profiles", 1, "wrong_type"),
        ("[profiles]\nmain = 3", "profiles.main", 2, "wrong_type"),
        ('[profiles."Main Desk"]\npos = "clopos"', "profiles.Main Desk", 1, "bad_key"),
        ('active = "second"\n[profiles]', "active", 1, "unknown_choice"),
        ("theme = 'pink'", "theme", 1, "unknown_choice"),
        ("theme = true", "theme", 1, "wrong_type"),
        ("theme = ['dark']", "theme", 1, "wrong_type"),
        ("scale = 1.5", "scale", 1, "wrong_type"),
        ("scale = 500", "scale", 1, "out_of_range"),
        ("queue_aging_minutes = 30\nqueue_late_minutes = 20", "queue_late_minutes", 2, "out_of_range"),
        (RIGHT.replace('"clopos"', '"iiko"'), "profiles.main.pos", 6, "unknown_choice"),
        (RIGHT.replace("https:", "http:"), "profiles.main.base_url", 7, "plain_http"),
        (RIGHT.replace("venue_id = 7", "venue_id = -7"), "profiles.main.venue_id", 11, "not_a_number"),
        (RIGHT.replace('brand = "openapitest"\n', ""), "profiles.main.brand", 4, "empty"),
        (RIGHT + 'client_secret = "hunter2"\n', "profiles.main.client_secret", 12, "secret"),
        (RIGHT + 'Access-Token = "hunter2"\n', "profiles.main.Access-Token", 12, "secret"),
        ("password = 'hunter2'", "password", 1, "secret"),
        ("[[links]]\napi_key = 'hunter2'", "links..api_key", None, "secret"),
        ("[hunter2", "", 1, "not_toml"),
        ("a." * 50 + "b = 1", "a", None, "too_deep"),
    ],
)
def test_a_wrong_file_is_told_with_line_and_field_and_is_never_overwritten(
    tmp_path: Path, text: str, field: str, line: int | None, code: str
) -> None:
    path = _write(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    error = caught.value
    assert (error.file, error.field, error.line, error.code) == (path, field, line, code)
    assert str(path) in str(error)
    assert error.sentence.endswith(".")
    assert "hunter2" not in str(error)
    with pytest.raises(SettingsError):
        save(tmp_path, SETTINGS)
    assert path.read_bytes() == text.encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    _write(tmp_path, b"theme = 'dark'\n# B\xfdk\xfd\n")
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    assert (caught.value.code, caught.value.line) == ("not_utf8", 2)


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    settings_path(tmp_path).mkdir()
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    assert caught.value.code == "unreadable"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        save(tmp_path / "file" / "callcenter", SETTINGS)
    assert caught.value.code in ("unreadable", "unwritable")


def test_a_disk_that_is_full_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path, SETTINGS)
    before = settings_path(tmp_path).read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError) as caught:
        save(tmp_path, Settings())
    assert caught.value.code == "unwritable"
    assert "No space left" in str(caught.value)
    assert settings_path(tmp_path).read_bytes() == before
    assert list(tmp_path.iterdir()) == [settings_path(tmp_path)]


@pytest.mark.skipif(os.name != "posix", reason="links need a right on Windows")
def test_a_link_to_a_file_kept_elsewhere_stays_a_link(tmp_path: Path) -> None:
    kept = tmp_path / "kept.toml"
    kept.write_text(RIGHT, encoding="utf-8")
    folder = tmp_path / "callcenter"
    folder.mkdir()
    settings_path(folder).symlink_to(kept)
    save(folder, SETTINGS)
    assert settings_path(folder).is_symlink()
    assert load(folder) == SETTINGS
    assert "shop" in kept.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "settings",
    [
        Settings(theme="pink"),
        Settings(active="gone"),
        Settings(profiles=(Profile(key="main", name="", pos="clopos", base_url=""),)),
        Settings(profiles=(MAIN, MAIN)),
    ],
)
def test_settings_that_could_not_be_loaded_are_not_saved(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(FieldError):
        save(tmp_path, settings)
    assert list(tmp_path.iterdir()) == []


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_settings_or_one_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("settings")
    _write(folder, content)
    with suppress(SettingsError):
        load(folder)


_VALUES = st.recursive(
    st.text(max_size=20) | st.integers() | st.floats() | st.booleans() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["brand", "pos", "venue_id", "name", "note"]) | st.text(max_size=8), _VALUES))
def test_any_table_is_a_profile_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    _write(folder, tomli_w.dumps({"profiles": {"main": {**_fields(MAIN), **table}}, **table}))
    try:
        settings = load(folder)
    except SettingsError:
        return
    save(folder, settings)
    assert load(folder) == settings


def test_the_folder_is_the_systems_own_for_settings() -> None:
    assert config_folder().name == "callcenter"
    assert config_folder().is_absolute()


def test_importing_the_settings_imports_nothing_heavy() -> None:
    heavy = {"platformdirs", "tomli_w", "idna", "msgspec", "phonenumbers"}
    program = f"import sys, callcenter.settings; print({heavy} & set(sys.modules) or None)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=True)
    assert done.stdout.strip() == "None"
