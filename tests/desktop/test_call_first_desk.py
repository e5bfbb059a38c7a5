"""Calls that come together while no desk runs: one desk comes of them, and shows them all."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the desk is started by another command here")

LOOKUPS = 6

DESK = """
import json, os, pathlib, sys

from PySide6.QtCore import QCoreApplication, QTimer

from callcenter.telephony import forwarder, instance, wire
from callcenter.ui.shell.call_listener import CallListener

first = forwarder.handed_over(os.environ)
claim = instance.claim(wire.CALL, first)
if claim is None:
    raise SystemExit
app = QCoreApplication(sys.argv)
calls = [first]
listener = CallListener(claim)
listener.called.connect(calls.append)
listener.called.connect(lambda _: len(calls) == int(os.environ["LOOKUPS"]) and app.quit())
assert listener.listen()
QTimer.singleShot(15_000, app.quit)
app.exec()
listener.close()
pathlib.Path(os.environ["REPORT"]).write_text(json.dumps(sorted(calls)))
"""

LOOKUP = """
import sys

from callcenter.telephony import forwarder

forwarder.desk_command = lambda: [sys.executable, "-c", {desk!r}]
raise SystemExit(forwarder.lookup(sys.argv[1:]))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="desk-", dir="/tmp") as folder:
        yield Path(folder)


def test_of_calls_that_come_together_one_desk_comes(folder: Path) -> None:
    report = folder / "report"
    os.mkfifo(report)
    env = {**os.environ, "XDG_RUNTIME_DIR": str(folder), "REPORT": str(report), "LOOKUPS": str(LOOKUPS)}
    command = [sys.executable, "-c", LOOKUP.format(desk=DESK)]
    lookups = [subprocess.Popen([*command, str(number)], env=env) for number in range(LOOKUPS)]
    assert {lookup.wait(20) for lookup in lookups} == {0}
    assert json.loads(report.read_text()) == [str(number) for number in range(LOOKUPS)]
