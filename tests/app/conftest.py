"""The program as a process of its own, in a home of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

_SESSION = ("DISPLAY", "WAYLAND_DISPLAY", "QT_", "XDG_", "DBUS_", "CALLCENTER_")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give an empty home."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def run(home: Path, tmp_path: Path) -> Run:
    """Run ``callcenter`` with arguments, without a display unless ``env`` brings one, and give how it went."""
    (tmp_path / "temporary").mkdir()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(_SESSION)}
    own = {
        "HOME": str(home),
        "TMPDIR": str(tmp_path / "temporary"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
    }

    def start(*arguments: str, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "callcenter", *arguments],
            env={**clean, **own, **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=110,  # a tour is 45 s on two processors that are at work
            check=False,
        )

    return start
