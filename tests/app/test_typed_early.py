"""Keys that are pressed while the program behind the window is still being loaded."""

import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from callcenter import opening

heavy = ("asyncio", "msgspec", "psygnal", "callcenter.desk", "callcenter.settings")
print(*(name for name in heavy if name in sys.modules))
folder = Path(sys.argv[1])
window = opening.show_window(folder, opening.Picture(theme="light", at_desk=True))
place = window.field.mapTo(window, QPoint(0, 0)), window.field.size()
QTest.keyClicks(window, "ley")  # the window hands them to the field
QTest.keyClicks(window.field, "la\\r")

with opening.keys_taken():
    from callcenter import app
from callcenter.demo import Demo
from callcenter.sandbox.server import Sandbox
import asyncio


async def look(desk):
    # as a desk that signs in by itself
    desk.parts.session.sign_in(demo.profile, demo.secret)
    async with asyncio.timeout(20):
        while not desk.window.desk.card.isVisible() or not desk.window.desk.search.settled:
            await asyncio.sleep(0.01)
    field = desk.window.desk.search.field
    print(field.text(), field is window.field, (field.mapTo(desk.window, QPoint(0, 0)), field.size()) == place)
    print(desk.window.desk.card.accessibleDescription().startswith("Leyla"))


with Sandbox(customers=200, orders=20) as sandbox:
    demo = Demo(sandbox=sandbox, folder=folder)
    code = app.furnish_and_serve(demo.world(look), window)
sys.exit(code)
"""


def test_what_is_typed_before_the_desk_is_there_stays_in_its_field_and_is_found(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.split() == ["leyla", "True", "True", "True"]
