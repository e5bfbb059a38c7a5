"""Where the desk listens: never where another user could."""

import os
from pathlib import Path

import pytest

from callcenter.telephony import place
from callcenter.telephony.place import PlaceUnsafe


def test_the_socket_lies_in_a_private_folder_of_the_session(runtime: Path) -> None:
    assert place.socket_name() == str(runtime / "callcenter" / "desk.socket")
    assert (runtime / "callcenter").stat().st_mode & 0o777 == 0o700


def test_the_lock_lies_beside_the_socket(runtime: Path) -> None:
    assert place.lock_path() == str(runtime / "callcenter" / "desk.lock")


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o1777, 0o701])
def test_a_folder_that_others_may_enter_is_refused(runtime: Path, mode: int) -> None:
    (runtime / "callcenter").mkdir()
    (runtime / "callcenter").chmod(mode)
    with pytest.raises(PlaceUnsafe, match="chmod 700"):
        place.folder()


def test_a_link_in_place_of_the_folder_is_refused(runtime: Path) -> None:
    (runtime / "elsewhere").mkdir(mode=0o700)
    (runtime / "callcenter").symlink_to(runtime / "elsewhere")
    with pytest.raises(PlaceUnsafe):
        place.folder()


def test_a_file_in_place_of_the_folder_is_refused(runtime: Path) -> None:
    (runtime / "callcenter").write_text("")
    with pytest.raises(PlaceUnsafe, match="cannot be used"):
        place.folder()


@pytest.mark.skipif(not hasattr(os, "chown") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_refused(runtime: Path) -> None:
    (runtime / "callcenter").mkdir(mode=0o700)
    os.chown(runtime / "callcenter", 12_345, 12_345)
    with pytest.raises(PlaceUnsafe):
        place.folder()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand for a home, on a system without /run/user."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("runtime_folder", ["", "relative", "/no/such/folder", "/tmp", "/" + "x" * 120])  # noqa: S108
def test_without_a_private_folder_of_the_session_the_home_serves(
    home: Path, monkeypatch: pytest.MonkeyPatch, runtime_folder: str
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", runtime_folder)
    if Path(f"/run/user/{os.getuid()}").exists():
        pytest.skip("this user has a folder of the system's")
    assert place.folder() == str(home / ".cache" / "callcenter" / "run")
    assert Path(place.folder()).stat().st_mode & 0o777 == 0o700
