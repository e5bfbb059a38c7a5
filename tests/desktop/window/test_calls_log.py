"""The call log beside the desk, and the program as a process that hears a call."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from callcenter.ui.calls.log_dialog import CallLog
from callcenter.ui.calls.log_model import Column
from tests.desktop.window.agent import Agent, Until

pytestmark = pytest.mark.anyio

RAUF = "0503332211"
UNKNOWN = "+994557172020"


@pytest.fixture
async def after_calls(agent: Agent, until: Until) -> Agent:
    """Give an agent with the log open: one call was taken up, a newer one missed."""
    await until(lambda: agent.parts.files.local is not None)
    for number, key in ((RAUF, "F9"), (UNKNOWN, "Shift+F9")):
        agent.desk.arrivals.hear(number)
        await until(lambda: agent.parts.calls.ringing is not None and not agent.parts.calls.ringing.looking)
        agent.press(key)
    agent.press("Ctrl+L")
    await until(lambda: log(agent).isActiveWindow() and len(rows(agent)) == 2)
    return agent


def log(agent: Agent) -> CallLog:
    return agent.window.desk.call_log


def rows(agent: Agent) -> list[list[str]]:
    table = agent.named("Calls", QTableView, log(agent)).model()
    return [
        [str(table.index(row, column).data()) for column in (Column.NUMBER, Column.WHO, Column.STATE)]
        for row in range(table.rowCount())
    ]


async def test_the_log_tells_who_called_and_whether_the_call_was_taken(after_calls: Agent) -> None:
    assert rows(after_calls) == [
        ["+994 55 717 20 20", "—", "✕ missed"],
        ["+994 50 333 22 11", "Rauf Aliyev", "✓ taken"],
    ]


async def test_note_and_outcome_are_typed_by_key_and_found(after_calls: Agent, until: Until) -> None:
    after_calls.press("Down", "Alt+M")
    after_calls.write("refund")
    after_calls.press("Alt+N")
    after_calls.write("cold pizza")
    after_calls.press("Return")
    model = log(after_calls).model
    await until(lambda: model.index(1, Column.NOTE).data() == "cold pizza")
    assert model.index(1, Column.OUTCOME).data() == "refund"
    assert after_calls.focus == "Calls"
    after_calls.named("Find a call", QLineEdit, log(after_calls)).setFocus()
    after_calls.write("pizza")
    await until(lambda: len(rows(after_calls)) == 1)


async def test_a_call_that_comes_while_a_note_is_typed_leaves_it_alone(after_calls: Agent, until: Until) -> None:
    after_calls.press("Alt+N")
    after_calls.write("wants ")
    after_calls.desk.arrivals.hear("0504443322")
    await until(lambda: len(rows(after_calls)) == 3)
    after_calls.write("a cake")
    after_calls.press("Return")
    model = log(after_calls).model
    await until(lambda: model.index(1, Column.NOTE).data() == "wants a cake")


async def test_enter_opens_the_customer_or_a_form_with_the_number(after_calls: Agent, until: Until) -> None:
    after_calls.press("Return")
    await until(lambda: after_calls.on_the_form)
    assert after_calls.field("Phone").text() == "+994 55 717 20 20"
    after_calls.press("Escape", "Ctrl+L")
    await until(log(after_calls).isActiveWindow)
    after_calls.press("Down", "Return")
    await until(lambda: after_calls.card_of == "Rauf Aliyev")
    await until(after_calls.window.isActiveWindow)


async def test_the_number_is_copied_to_call_back(after_calls: Agent, until: Until) -> None:
    after_calls.press("Ctrl+Shift+C")
    await until(lambda: QApplication.clipboard().text() == UNKNOWN)


# ---- the program as a process ---------------------------------------------------------------------------------------

DESK = """
import json, os, sys
from callcenter import app, demo
from callcenter.desk.connection import Link

def started(running, desk):
    demo.Demo._sign_in(running, desk)
    calls = desk.parts.calls
    def tell(ringing):
        if ringing.customers:
            print(json.dumps([one.name for one in ringing.customers]), flush=True)
            desk.window.close()
    def ready(_local):
        print("ready", flush=True)
    desk.parts.files.opened.connect(ready)
    for signal in (calls.rang, calls.updated):
        signal.connect(tell)
    running.keep = (tell, ready)

with demo.demo(orders_per_minute=0) as running:
    world = running.world()
    class Keeping: pass
    keeping = Keeping()
    keeping.sandbox, keeping.profile, keeping.secret = running.sandbox, running.profile, running.secret
    object.__setattr__(world, "started", lambda desk: started(keeping, desk))
    sys.exit(app.run(world))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="desk-", dir="/tmp") as folder:
        yield Path(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="the folder of the socket is chosen by another variable there")
def test_lookup_as_a_process_reaches_the_demo_that_runs(folder: Path) -> None:
    env = {**os.environ, "XDG_RUNTIME_DIR": str(folder)}
    with subprocess.Popen([sys.executable, "-c", DESK], env=env, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "ready\n"
        lookup = subprocess.run([sys.executable, "-m", "callcenter", "lookup", RAUF], env=env, check=False, timeout=20)
        assert lookup.returncode == 0
        assert json.loads(desk.stdout.readline()) == ["Rauf Aliyev"]
        assert desk.wait(20) == 0
