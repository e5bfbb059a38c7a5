"""``callcenter feed``: from nothing to a desk that shares its brand's feed."""

import asyncio
import os
from pathlib import Path

import pytest

from callcenter import feed_command, settings
from callcenter.feed.access import kept
from callcenter.feed.brand_file import read_file
from callcenter.settings import Profile, Settings
from callcenter.vault import open_vault

PROFILE = Profile(
    key="main",
    name="Main",
    pos="clopos",
    base_url="https://pos.example/open-api",
    brand="brand",
    integrator_id="integrator",
    client_id="client",
)


class Command:
    """Runs the command, and keeps what it told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.desk_runs = False

    def __call__(self, *words: str) -> int:
        return feed_command.run(words, self.told.append, desk_runs=lambda: self.desk_runs)


@pytest.fixture
def command() -> Command:
    return Command()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a settings folder with one profile, in place of the user's own."""
    home = tmp_path / "config"
    monkeypatch.setattr(settings, "config_folder", lambda: home)
    settings.save(home, Settings(profiles=(PROFILE,), active="main"))
    return home


def made(command: Command, tmp_path: Path) -> Path:
    path = tmp_path / "brand.feed"
    assert command("init", str(path), "--brand", "brand", "--url", "tls://feed.example") == 0, command.told
    return path


def test_a_new_feed_is_two_files_for_their_owner_alone(command: Command, tmp_path: Path) -> None:
    path, account = tmp_path / "brand.feed", tmp_path / "brand.conf"
    words = ("--brand", "brand", "--url", "tls://Feed.Example", "--account", str(account))
    assert command("init", str(path), *words) == 0
    file = read_file(path)
    assert file.url == "tls://feed.example:4222"
    assert file.login.password in account.read_text()
    assert file.ring.keys[0].secret not in account.read_text()
    if os.name == "posix":
        assert {each.stat().st_mode & 0o777 for each in (path, account)} == {0o600}


@pytest.mark.parametrize(
    "words",
    [
        ("init", "FILE", "--brand", "brand", "--url", "nats://feed.example"),
        ("init", "FILE", "--brand", "two words", "--url", "tls://feed.example"),
        ("init", "FILE", "--brand", "brand", "--url", "tls://feed.example", "--ca", "MISSING"),
        ("rotate", "MISSING"),
        ("import", "MISSING"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("folder")
def test_what_is_wrong_is_told_in_one_sentence(command: Command, tmp_path: Path, words: tuple[str, ...]) -> None:
    places = {"FILE": str(tmp_path / "brand.feed"), "MISSING": str(tmp_path / "missing")}
    assert command(*(places.get(word, word) for word in words)) in (1, 2)
    assert len(command.told) == 1
    assert command.told[0].endswith(".")
    assert not (tmp_path / "brand.feed").exists()


def test_a_second_init_keeps_the_keys_that_are_there(command: Command, tmp_path: Path) -> None:
    path = made(command, tmp_path)
    before = path.read_bytes()
    assert command("init", str(path), "--brand", "brand", "--url", "tls://feed.example") == 1
    assert path.read_bytes() == before


@pytest.mark.usefixtures("secret_service")
def test_an_imported_file_may_be_deleted(command: Command, tmp_path: Path, folder: Path) -> None:
    path = made(command, tmp_path)
    file = read_file(path)
    assert command("import", str(path)) == 0, command.told
    path.unlink()
    profile = settings.load(folder).profile("main")
    assert profile is not None
    assert profile.feed_url == file.url

    async def access() -> bool:
        found = await kept(await open_vault(), "main", file.url)
        return found is not None and found.keys == file.ring.decoded()

    assert asyncio.run(access())
    saved = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
    assert file.login.password.encode() not in saved


def test_without_a_keyring_nothing_is_imported(
    command: Command,
    tmp_path: Path,
    folder: Path,
    no_keyring: None,  # noqa: ARG001 - it takes the keyring away
) -> None:
    path = made(command, tmp_path)
    assert command("import", str(path)) == 2
    assert "keyring" in command.told[0]
    assert settings.load(folder).profiles[0].feed_url == ""


@pytest.mark.usefixtures("folder")
def test_a_running_desk_and_an_unknown_profile_are_told(command: Command, tmp_path: Path) -> None:
    path = made(command, tmp_path)
    assert command("import", str(path), "--profile", "another") == 2
    assert "main" in command.told[0]
    command.desk_runs = True
    assert command("import", str(path)) == 2
    assert "running" in command.told[1]


def test_a_rotation_adds_a_key_to_the_file(command: Command, tmp_path: Path) -> None:
    path = made(command, tmp_path)
    assert command("rotate", str(path), "--after", "48") == 0
    assert len(read_file(path).ring.keys) == 2
    assert command("rotate", str(path), "--after", "-1") == 2
