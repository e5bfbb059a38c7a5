"""The window as it is first shown."""

import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from callcenter.app import Desk, World, run
from callcenter.settings import Settings
from callcenter.vault import MemoryVault, Vault

async def memory() -> Vault:
    return MemoryVault()

async def look(desk: Desk) -> None:
    shown = [part for kind in (QLabel, QLineEdit, QPushButton) for part in desk.window.findChildren(kind)]
    print(*sorted({QFontInfo(part.font()).family() for part in shown}))

folder = Path(sys.argv[1])
sys.exit(run(World(folder=folder, settings=Settings(), open_vault=memory, data_folder=folder / "data", script=look)))
"""


def test_every_word_is_in_the_desks_own_font_from_the_first_picture_on(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.split() == ["Inter"]
