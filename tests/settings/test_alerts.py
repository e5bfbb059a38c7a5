"""How new orders make themselves heard and seen, as the settings file says."""

from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.alerts import sounds
from callcenter.settings import AlertSettings, Settings, SettingsError, load, save, settings_path

CHOSEN = AlertSettings(
    enabled=False,
    notify=False,
    volume=0,
    repeat_seconds=5,
    sound="/srv/Zəng.ogg",
    venue_sounds={"7": "bell", "8": ""},
    venues=("7", "8"),
)


def _load(folder: Path, text: str) -> Settings:
    settings_path(folder).write_text(text, encoding="utf-8")
    return load(folder)


def test_without_a_word_alerts_are_on_with_a_sound_that_ships_with_the_desk(tmp_path: Path) -> None:
    assert load(tmp_path).alerts == AlertSettings()
    assert AlertSettings().sound == sounds.DEFAULT


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    save(tmp_path, replace(load(tmp_path), alerts=CHOSEN))
    assert load(tmp_path).alerts == CHOSEN


def test_nothing_is_written_while_all_is_as_it_would_be_without(tmp_path: Path) -> None:
    save(tmp_path, load(tmp_path))
    assert "alerts" not in settings_path(tmp_path).read_text(encoding="utf-8")


def test_what_is_not_known_of_the_table_is_kept(tmp_path: Path) -> None:
    known = _load(tmp_path, "[alerts]\nvolume = 30\nlamp = 'red'\n[alerts.venue_sounds]\n7 = 'bell'\n")
    assert known.alerts == AlertSettings(volume=30, venue_sounds={"7": "bell"})
    save(tmp_path, known)
    assert "lamp" in settings_path(tmp_path).read_text(encoding="utf-8")
    assert load(tmp_path).alerts == known.alerts


@pytest.mark.parametrize(
    ("fields", "field", "line", "code"),
    [
        ("enabled = 1", "alerts.enabled", 2, "wrong_type"),
        ("notify = 'yes'", "alerts.notify", 2, "wrong_type"),
        ("volume = '70'", "alerts.volume", 2, "wrong_type"),
        ("volume = true", "alerts.volume", 2, "wrong_type"),
        ("volume = 101", "alerts.volume", 2, "out_of_range"),
        ("volume = 7\nrepeat_seconds = 4", "alerts.repeat_seconds", 3, "out_of_range"),
        ("repeat_seconds = 601", "alerts.repeat_seconds", 2, "out_of_range"),
        ("sound = 7", "alerts.sound", 2, "wrong_type"),
        ("sound = ''", "alerts.sound", 2, "empty"),
        ("venues = '7'", "alerts.venues", 2, "wrong_type"),
        ("venues = [7]", "alerts.venues", 2, "wrong_type"),
        ("venue_sounds = 'bell'", "alerts.venue_sounds", 2, "wrong_type"),
        ("venue_sounds = {7 = 1}", "alerts.venue_sounds", 2, "wrong_type"),
    ],
)
def test_a_mistake_in_the_alerts_is_told_with_its_line(
    tmp_path: Path, fields: str, field: str, line: int, code: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, f"[alerts]\n{fields}\n")
    assert (caught.value.field, caught.value.line, caught.value.code) == (field, line, code)


def test_alerts_that_are_no_table_are_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, "alerts = true\n")
    assert (caught.value.field, caught.value.code) == ("alerts", "wrong_type")
