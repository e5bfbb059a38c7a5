"""Which system packages are missing, from what dpkg-query says, and what is said or done about it."""

import subprocess

import pytest
import system

LISTING = (
    "libgl1\tinstalled\tlibgl1-mesa-glx\n"
    "libglib2.0-0t64\tinstalled\tlibglib2.0-0 (= 2.80.0-6), libglib2.0-bin-x\n"
    "xvfb\tconfig-files\txserver\n"
    "dbus\tnot-installed\t\n"
)


def test_an_installed_package_is_not_missing() -> None:
    assert system.missing(["libgl1"], LISTING) == []


def test_a_package_that_another_stands_in_for_is_not_missing() -> None:
    assert system.missing(["libglib2.0-0"], LISTING) == []


def test_a_removed_package_and_an_unknown_one_are_missing() -> None:
    assert system.missing(["xvfb", "dbus", "openbox", "libgl1"], LISTING) == ["dbus", "openbox", "xvfb"]


def test_what_a_removed_package_provides_is_missing() -> None:
    assert system.missing(["xserver"], LISTING) == ["xserver"]


def test_the_tests_need_all_that_a_window_needs() -> None:
    assert set(system.WINDOW) < set(system.TESTS)


class _Machine:
    """Stands for dpkg-query, sudo and apt-get, which a test cannot let loose on the developer's machine."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, sudo: bool) -> None:
        self.ran: list[list[str]] = []
        self._sudo = sudo
        monkeypatch.setattr("shutil.which", lambda program: f"/usr/bin/{program}")
        monkeypatch.setattr("subprocess.run", self._answer)
        monkeypatch.setattr("os.access", lambda *_: False)
        monkeypatch.setattr(system, "run", self._run)
        monkeypatch.setattr(system, "venv_package", list)

    def _run(self, command: list[str]) -> int:
        self.ran.append(command)
        return 0

    def _answer(self, command: tuple[str, ...], **_: object) -> subprocess.CompletedProcess[str]:
        if command[0] == "sudo":
            return subprocess.CompletedProcess(command, 0 if self._sudo else 1)
        return subprocess.CompletedProcess(command, 0, LISTING)


def test_nothing_is_run_when_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = _Machine(monkeypatch, sudo=True)
    system.ensure(["libgl1"])
    assert machine.ran == []


def test_what_is_missing_is_installed_when_the_user_may(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = _Machine(monkeypatch, sudo=True)
    system.ensure(["libgl1", "openbox", "xvfb"])
    assert [command[:2] for command in machine.ran] == [["sudo", "-n"], ["sudo", "-n"]]
    assert "update" in machine.ran[0]
    assert {"install", "openbox", "xvfb"} < set(machine.ran[1])
    assert "libgl1" not in machine.ran[1]


def test_a_user_who_may_not_is_told_the_command_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = _Machine(monkeypatch, sudo=False)
    system.ensure(["libgl1", "openbox", "xvfb"])
    assert machine.ran == []
    assert capsys.readouterr().err == (
        "Some system packages are missing; get them with: "
        "sudo apt-get install --yes --no-install-recommends openbox xvfb\n"
    )
