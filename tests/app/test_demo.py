"""The demo: signed in by itself, orders coming in, and nothing of the user's touched."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.app.conftest import Run

SCENES = {
    "sign-in",
    "sign-in-refused",
    "sign-in-wrong-fields",
    "at-rest",
    "search-by-name",
    "search-by-phone",
    "card",
    "new-customer",
    "new-customer-wrong-fields",
    "new-customer-duplicate",
    "new-customer-saved",
    "queue-all",
    "queue-pending",
    "queue-received",
    "queue-delivered",
    "queue-ignored",
    "queue-other",
    "queue-new-order",
    "pos-down",
}
"""What the tour must show; it may show more."""
STAR_SCENES = {
    "sign-in",
    "sign-in-refused",
    "at-rest",
    "no-orders",
    "card",
    "call-rings",
    "new-customer",
    "new-customer-wrong-fields",
    "new-customer-saved",
    "edit",
    "edit-tags",
    "edit-conflict",
    "edit-saved",
    "account",
    "redeem",
    "redeem-done",
    "redeem-uncertain",
    "redeem-uncertain-choice",
    "delete-asked",
    "delete-can-be-taken-back",
    "deleted",
    "list-by-name",
    "list-by-created",
    "list-by-spent",
    "list-by-points",
    "list-turned",
    "offline",
    "profiles",
    "profiles-two",
    "pos-down",
}
"""What the tour of PosStar must show; it may show more."""


def _files(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*"))


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("pos", "wanted"), [((), SCENES), (("--pos", "posstar"), STAR_SCENES)], ids=["clopos", "posstar"]
)
def test_the_tour_needs_no_display_and_shows_every_scene_in_light_and_dark(
    run: Run, tmp_path: Path, home: Path, pos: tuple[str, ...], wanted: set[str]
) -> None:
    folder = tmp_path / "pictures" / "of today"
    ended = run("--demo", *pos, "--tour", str(folder))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    pictures = {file.stem: QImage(str(file)) for file in folder.glob("*.png")}
    scenes = {name.split("-", 1)[1].rsplit("-", 1)[0] for name in pictures}
    assert scenes >= wanted
    for name, picture in pictures.items():
        assert not picture.isNull(), name
        assert (picture.width(), picture.height()) == (1280, 800), name
        twin = name.replace("-light", "-dark") if name.endswith("-light") else name.replace("-dark", "-light")
        assert twin in pictures
        assert pictures[twin] != picture
        lightness = picture.pixelColor(2, picture.height() - 2).lightness()
        assert lightness > 128 if name.endswith("-light") else lightness < 128, name
    assert _files(home) == []
    assert _files(tmp_path / "temporary") == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to end a program by")
def test_the_demo_ends_on_a_signal_and_leaves_nothing(tmp_path: Path) -> None:
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_", "CALLCENTER_"))}
    env |= {"HOME": str(home), "TMPDIR": str(temporary), "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "callcenter", "--demo"], env=env, stderr=subprocess.PIPE, text=True
    ) as demo:
        deadline = time.monotonic() + 30
        while not any(temporary.glob("callcenter-demo-*/settings.toml")):  # written once it is signed in
            assert time.monotonic() < deadline
            assert demo.poll() is None
            time.sleep(0.02)
        demo.send_signal(signal.SIGTERM)
        _, said = demo.communicate(timeout=20)
    assert "Traceback" not in said
    assert _files(temporary) == []
    assert _files(home) == []
