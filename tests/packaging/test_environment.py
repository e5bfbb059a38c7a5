"""When an environment is made anew, and what the requirement files promise."""

import re
import tomllib
from pathlib import Path

import environment
import pytest

FOLDER = Path(__file__).parents[2] / "packaging"
FILES = ["requirements.txt", "requirements-dev.txt"]


@pytest.fixture
def pins(tmp_path: Path) -> Path:
    (tmp_path / "pins.txt").write_text("httpx==1", encoding="utf-8")
    return tmp_path / "pins.txt"


def test_the_same_files_and_interpreter_give_the_same_digest(pins: Path) -> None:
    assert environment.digest("3.11", [pins]) == environment.digest("3.11", [pins])


def test_another_interpreter_gives_another_digest(pins: Path) -> None:
    assert environment.digest("3.11", [pins]) != environment.digest("3.12", [pins])


def test_a_changed_file_gives_another_digest(pins: Path) -> None:
    before = environment.digest("3.11", [pins])
    pins.write_text("httpx==2", encoding="utf-8")
    assert environment.digest("3.11", [pins]) != before


class _Checkout:
    """A checkout whose environment is there and up to date; commands are noted, not run."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ran: list[list[str]] = []
        self.answer = 0
        self.requirements = folder / "requirements-dev.txt"
        for name in ("requirements-dev.txt", "pyproject.toml", "python"):
            (folder / name).write_text(name, encoding="utf-8")
        monkeypatch.setattr(environment, "ROOT", folder)
        monkeypatch.setattr(environment, "REQUIREMENTS", self.requirements)
        monkeypatch.setattr(environment, "PYTHON", folder / "python")
        monkeypatch.setattr(environment, "_STAMP", folder / "stamp")
        monkeypatch.setattr(environment, "_is_of_this_python", lambda: True)
        monkeypatch.setattr(environment, "run", self._run)

    def _run(self, command: list[str]) -> int:
        self.ran.append(command)
        return self.answer


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Checkout:
    checkout = _Checkout(tmp_path, monkeypatch)
    environment.prepare()
    checkout.ran.clear()
    return checkout


def test_an_environment_that_is_ready_costs_no_command(checkout: _Checkout) -> None:
    environment.prepare()
    assert checkout.ran == []


def test_changed_pins_are_installed_with_their_hashes(checkout: _Checkout) -> None:
    checkout.requirements.write_text("other", encoding="utf-8")
    environment.prepare()
    assert ["--require-hashes" in command for command in checkout.ran] == [True, False]


def test_a_set_up_that_failed_is_tried_again(checkout: _Checkout) -> None:
    checkout.requirements.write_text("other", encoding="utf-8")
    checkout.answer = 1
    with pytest.raises(environment.SetUpError):
        environment.prepare()
    checkout.answer = 0
    checkout.ran.clear()
    environment.prepare()
    assert len(checkout.ran) == 2


@pytest.mark.parametrize("name", FILES)
def test_every_pin_is_exact_and_hashed(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8").replace("\\\n", " ")
    pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert len(pins) > 20
    for pin in pins:
        assert re.match(r"[a-z0-9-]+==[0-9][^ ]* .*--hash=sha256:[0-9a-f]{64}", pin), pin


@pytest.mark.parametrize("name", FILES)
def test_no_index_and_no_path_is_named(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert not re.search(r"://|index|find-links| /", text)


@pytest.mark.parametrize("name", FILES)
def test_python_3_11_gets_the_qt_that_is_sound_on_it(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    versions = re.findall(r"^pyside6-essentials==(\S+) ; (.*?) \\$", text, re.MULTILINE)
    assert [marker for _, marker in versions] == ["python_full_version < '3.12'", "python_full_version >= '3.12'"]
    assert versions[0][0].startswith("6.11.")


def test_what_the_project_asks_for_is_pinned() -> None:
    project = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shipped, tested = (_pinned_names(FOLDER / name) for name in FILES)
    assert {_name(line) for line in project["dependencies"]} <= shipped
    assert {_name(line) for line in project["optional-dependencies"]["dev"]} <= tested


def _pinned_names(file: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", file.read_text(encoding="utf-8"), re.MULTILINE))


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def test_what_ships_is_what_was_tested() -> None:
    shipped, tested = ((FOLDER / name).read_text(encoding="utf-8") for name in FILES)
    pins = re.findall(r"^[a-z0-9-]+==\S+", shipped, re.MULTILINE)
    assert set(pins) < set(re.findall(r"^[a-z0-9-]+==\S+", tested, re.MULTILINE))
