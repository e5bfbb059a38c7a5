"""What another program is handed to dial a number, and whose addresses are this desk's own."""

import os
import stat
import subprocess
from pathlib import Path
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.telephony.handlers import opens_this_desk
from callcenter.telephony.outgoing import address_of, command_of, dialled


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("050 535 57 57", "+994505355757"),
        ("+994 (50) 535-57-57", "+994505355757"),
        ("00994505355757", "+994505355757"),
        ("102", "102"),
        ("", None),
        ("7", None),
        ("agent-01", None),
        ("*#06#", None),
        ("$(reboot)", None),
        ("--help", None),
        ("1" * 60, None),
    ],
)
def test_a_number_is_dialled_whole_or_not_at_all(number: str, said: str | None) -> None:
    assert dialled(number, "AZ") == said


@given(st.text(max_size=40))
def test_whatever_stands_on_a_card_nothing_but_digits_is_handed_on(text: str) -> None:
    said = dialled(text, "AZ")
    assert said is None or said.removeprefix("+").isdecimal()


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("sip:{number}@pbx.local", "sip:+994505355757@pbx.local"),
        ("callto:{number}", "callto:+994505355757"),
        ("http://pbx.local/dial?to={number}&from=101", "http://pbx.local/dial?to=%2B994505355757&from=101"),
    ],
)
def test_the_number_stands_in_the_address_as_its_kind_wants_it(template: str, address: str) -> None:
    assert address_of(template, "+994505355757") == address


def test_a_command_keeps_its_words_apart() -> None:
    words = ("C:\\Program Files\\phone.exe", "--dial={number}", "a b; rm -rf /")
    assert command_of(words, "102") == ("C:\\Program Files\\phone.exe", "--dial=102", "a b; rm -rf /")


@pytest.mark.skipif(which("xdg-mime") is None, reason="xdg-mime (package xdg-utils) is not installed")
def test_an_address_that_the_system_gives_to_this_desk_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, config = tmp_path / "data", tmp_path / "config"
    applications = data / "applications"
    applications.mkdir(parents=True)
    config.mkdir()
    for name in ("callcenter", "another-phone"):
        entry = f"[Desktop Entry]\nType=Application\nName={name}\nExec=true %u\nMimeType=x-scheme-handler/sip;\n"
        (applications / f"{name}.desktop").write_text(entry, encoding="utf-8")
    for name, folder in (("XDG_DATA_HOME", data), ("XDG_CONFIG_HOME", config), ("HOME", tmp_path)):
        monkeypatch.setenv(name, str(folder))
    for name in ("XDG_CURRENT_DESKTOP", "DESKTOP_SESSION"):
        monkeypatch.delenv(name, raising=False)
    for owner, ours in (("callcenter", True), ("another-phone", False)):
        command = ["xdg-mime", "default", f"{owner}.desktop", "x-scheme-handler/sip"]
        subprocess.run(command, check=True, capture_output=True)
        assert opens_this_desk("sip") is ours
    assert not opens_this_desk("callto")


@pytest.mark.skipif(os.name != "posix", reason="Windows asks its registry")
def test_where_the_system_cannot_be_asked_the_address_is_taken_for_another_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not opens_this_desk("sip")
    broken = tmp_path / "xdg-mime"
    broken.write_text("#!/nowhere\n", encoding="utf-8")
    broken.chmod(stat.S_IRWXU)
    assert not opens_this_desk("sip")
