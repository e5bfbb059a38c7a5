"""The virtual environment of a checkout: made once, known by a stamp, made anew when something it rests on changes."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import system
from processes import run

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements-dev.txt"

_VENV = ROOT / ".venv"
_STAMP = _VENV / "set-up"
_SCRIPTS = _VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = _SCRIPTS / ("python.exe" if os.name == "nt" else "python")


class SetUpError(Exception):
    """The environment cannot be made; the message says why, in a sentence for the person at the terminal."""


def script(name: str) -> str:
    """Give the path of a command that a dependency brought, such as ``ruff``."""
    return str(_SCRIPTS / name)


def digest(interpreter: str, files: Iterable[Path]) -> str:
    """Sum up what an environment rests on: any change of it gives another digest."""
    total = hashlib.sha256(interpreter.encode())
    for file in files:
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def prepare() -> None:
    """Make the environment if it is not there yet, or not the one that the checkout now asks for.

    Raises SetUpError when the interpreter has no ``venv`` or a package cannot be had.
    """
    # The path is a part of it: an environment that was moved with its checkout points to where it was.
    wanted = digest(f"{sys.version} {ROOT}", [REQUIREMENTS, ROOT / "pyproject.toml"])
    if PYTHON.exists() and _stamp() == wanted:
        return
    if system.venv_package():
        raise SetUpError(
            f"Python {sys.version_info.major}.{sys.version_info.minor} has no venv here, so no environment can be made."
        )
    _STAMP.unlink(missing_ok=True)
    if not _is_of_this_python():
        system.say(f"Making {_VENV}")
        _must([sys.executable, "-m", "venv", "--clear", str(_VENV)], f"{_VENV} could not be made.")
    system.say("Installing the pinned packages")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq", "install", "--no-deps"]
    _must(
        [*pip, "--require-hashes", "--only-binary=:all:", "--requirement", str(REQUIREMENTS)],
        "The pinned packages could not be installed: see pip's words above.",
    )
    # Hashes and an editable project do not go together in one call; the back end is among the pinned packages.
    _must(
        [*pip, "--no-build-isolation", "--editable", str(ROOT)],
        "The project could not be installed: see pip's words above.",
    )
    _STAMP.write_text(wanted, encoding="ascii")


def _stamp() -> str:
    return _STAMP.read_text(encoding="ascii") if _STAMP.exists() else ""


def _is_of_this_python() -> bool:
    """Tell whether the environment there runs the very version that runs this."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run(
        [PYTHON, "-c", "import pip, sys; print(sys.version)"], capture_output=True, text=True, check=False
    )
    return asked.returncode == 0 and asked.stdout.strip() == sys.version.strip()


def _must(command: list[str], otherwise: str) -> None:
    if run(command):
        raise SetUpError(otherwise)
