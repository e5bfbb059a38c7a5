"""How calls come to the desk and how it calls out, as the settings file says."""

from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.settings import CallWith, PhoneLink, Settings, SettingsError, load, save, settings_path

LAN = PhoneLink(enabled=True, address="192.168.1.10", port=8080, phones=("192.168.1.20", "192.168.1.21"))


def _load(folder: Path, text: str) -> Settings:
    settings_path(folder).write_text(text, encoding="utf-8")
    return load(folder)


def test_without_a_word_the_phone_link_is_off_and_would_listen_on_loopback(tmp_path: Path) -> None:
    assert load(tmp_path).phone_link == PhoneLink(enabled=False, address="127.0.0.1", port=8734, phones=())
    assert _load(tmp_path, "[phone_link]\nenabled = true\n").phone_link == PhoneLink(enabled=True)


def test_the_phone_link_of_a_network_is_understood_and_each_phone_counted_once(tmp_path: Path) -> None:
    text = """\
[phone_link]
enabled = true
address = "192.168.1.10"
port = 8080
phones = ["192.168.1.20", " 192.168.1.21 ", "192.168.1.20"]
"""
    assert _load(tmp_path, text).phone_link == LAN


@pytest.mark.parametrize(
    ("fields", "field", "line", "code"),
    [
        ("enabled = 'true'", "phone_link.enabled", 2, "wrong_type"),
        ("enabled = 1", "phone_link.enabled", 2, "wrong_type"),
        ("port = '8080'", "phone_link.port", 2, "wrong_type"),
        ("port = true", "phone_link.port", 2, "wrong_type"),
        ("port = 0", "phone_link.port", 2, "out_of_range"),
        ("enabled = true\nport = 70000", "phone_link.port", 3, "out_of_range"),
        ("address = 7", "phone_link.address", 2, "wrong_type"),
        ("address = 'pbx.local'", "phone_link.address", 2, "not_an_address"),
        ("address = 'fe80::1%eth0'", "phone_link.address", 2, "not_an_address"),
        ("address = '0.0.0.0'", "phone_link.address", 2, "not_one_interface"),
        ("address = '::'", "phone_link.address", 2, "not_one_interface"),
        ("address = '224.0.0.1'", "phone_link.address", 2, "not_one_interface"),
        ("phones = '192.168.1.20'", "phone_link.phones", 2, "wrong_type"),
        ("phones = [7]", "phone_link.phones", 2, "wrong_type"),
        ("enabled = true\nphones = [\n  '192.168.1.0/24',\n]", "phone_link.phones", 3, "not_an_address"),
        ("enabled = true\naddress = '192.168.1.10'", "phone_link.phones", 1, "empty"),
        ("enabled = true\naddress = '192.168.1.10'\nphones = []", "phone_link.phones", 4, "empty"),
        ("token = 'x'", "phone_link.token", 2, "secret"),
    ],
)
def test_a_mistake_in_the_phone_link_is_told_with_its_line(
    tmp_path: Path, fields: str, field: str, line: int, code: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, f"[phone_link]\n{fields}\n")
    error = caught.value
    assert (error.field, error.line, error.code) == (field, line, code)
    assert error.sentence.endswith(".")


def test_a_phone_link_that_is_no_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, "phone_link = true\n")
    assert (caught.value.field, caught.value.line) == ("phone_link", 1)


def test_both_survive_what_the_desk_writes_with_keys_of_other_versions(tmp_path: Path) -> None:
    text = "call_with = ['dial', '{number}']\n[phone_link]\nenabled = true\nport = 8080\nbell = 'soft'\n"
    save(tmp_path, replace(_load(tmp_path, text), theme="dark"))
    written = load(tmp_path)
    assert written.phone_link == PhoneLink(enabled=True, port=8080)
    assert (written.call_with, written.theme) == (("dial", "{number}"), "dark")
    assert 'bell = "soft"' in settings_path(tmp_path).read_text(encoding="utf-8")


def test_nothing_is_written_of_what_was_never_set(tmp_path: Path) -> None:
    save(tmp_path, Settings())
    written = settings_path(tmp_path).read_text(encoding="utf-8")
    assert "phone_link" not in written
    assert "call_with" not in written


@pytest.mark.parametrize(
    ("value", "understood"),
    [
        ("''", ""),
        ("[]", ""),
        ("' sip:{number}@pbx.local '", "sip:{number}@pbx.local"),
        ("'callto:{number}'", "callto:{number}"),
        ("'http://pbx.local/dial?to={number}'", "http://pbx.local/dial?to={number}"),
        ("['microsip.exe', '{number}']", ("microsip.exe", "{number}")),
        ("['C:\\Phone\\phone.exe', '-dial:{number}']", ("C:\\Phone\\phone.exe", "-dial:{number}")),
    ],
)
def test_a_number_is_called_by_an_address_or_by_a_program(tmp_path: Path, value: str, understood: CallWith) -> None:
    assert _load(tmp_path, f"call_with = {value}\n").call_with == understood


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("7", "wrong_type"),
        ("['dial', 7]", "wrong_type"),
        ("'dial {number}'", "not_an_address"),
        ("'microsip.exe'", "not_an_address"),
        ("'sip:{number} @pbx'", "not_an_address"),
        ("'file:///{number}'", "not_an_address"),
        ("'javascript:{number}'", "not_an_address"),
        ("'CallCenter:{number}'", "own_scheme"),
        ("'sip:agent@pbx'", "no_number"),
        ("'sip:{number}@{number}'", "no_number"),
        ("['{number}']", "empty"),
        ("['', '{number}']", "empty"),
        ("['dial']", "no_number"),
        ("['dial', '{number}', \"a\\u0000b\"]", "too_long"),
    ],
)
def test_what_cannot_call_is_told_with_its_line(tmp_path: Path, value: str, code: str) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, f"theme = 'dark'\ncall_with = {value}\n")
    assert (caught.value.field, caught.value.line, caught.value.code) == ("call_with", 2, code)
    assert caught.value.sentence.endswith(".")
