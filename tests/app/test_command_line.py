"""The command line: what is right works, what is wrong is told in one sentence."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from callcenter import __version__
from tests.app.conftest import Run


def _is_one_sentence(ended: "subprocess.CompletedProcess[str]") -> bool:
    lines = ended.stderr.splitlines()
    return len(lines) == 1 and lines[0].startswith("callcenter") and lines[0].endswith((".", "?")) and not ended.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("--tour", "pictures"),
        ("--pos", "clopos"),
        ("--demo", "--pos", "another"),
        ("--nonsense",),
        ("nonsense",),
        ("--dem",),
        ("--demo", "--tour"),
    ],
    ids=" ".join,
)
def test_a_wrong_argument_is_told_in_one_sentence(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert ended.returncode == 2
    assert _is_one_sentence(ended), ended.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--port", "abc"),
        ("--port", "70000"),
        ("--customers", "-1"),
        ("--orders-per-minute", "often"),
        ("--fault", "nonsense=1"),
        ("--nonsense",),
    ],
    ids=" ".join,
)
def test_a_wrong_argument_of_the_sandbox_is_told_in_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run("sandbox", *arguments)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stderr.startswith("callcenter sandbox: ")
    assert arguments[0] in ended.stderr
    assert not ended.stdout


def test_a_folder_for_the_pictures_that_is_a_file_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = run("--demo", "--tour", str(tmp_path / "file"))
    assert ended.returncode == 2
    assert _is_one_sentence(ended), ended.stderr


def test_without_a_display_the_desk_and_the_demo_say_so(run: Run) -> None:
    for arguments in ((), ("--demo",)):
        ended = run(*arguments)
        assert ended.returncode == 2
        assert "display" in ended.stderr
        assert _is_one_sentence(ended), ended.stderr


@pytest.mark.parametrize("text", ["this is no TOML", "theme = 5", 'client_secret = "s"', "\udcff"], ids=range(4))
def test_a_broken_settings_file_is_told_with_its_name_and_is_left_alone(run: Run, home: Path, text: str) -> None:
    file = home / ".config" / "callcenter" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    ended = run(env={"QT_QPA_PLATFORM": "offscreen"})
    assert ended.returncode == 2
    assert str(file) in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert file.read_bytes() == text.encode("utf-8", "surrogateescape")


def test_help_and_version_are_told_on_the_standard_output(run: Run) -> None:
    told = run("--version")
    assert (told.returncode, told.stdout, told.stderr) == (0, f"callcenter {__version__}\n", "")
    told = run("--help")
    assert told.returncode == 0
    assert re.search(r"--demo\b", told.stdout)
    assert re.search(r"--tour DIR\b", told.stdout)
    assert "sandbox" in told.stdout
    assert not told.stderr
    assert run("sandbox", "--help").returncode == 0


def test_the_help_does_not_wait_for_qt() -> None:
    watch = "import sys; from callcenter.cli import main; main(['--help']); print('PySide6' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "False"
