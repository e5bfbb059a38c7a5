"""The harness itself: tests that leave something behind must fail, and those that tidy up must not."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[2]

PLAIN = """
    import asyncio, logging, threading
    import pytest

    stop = threading.Event()
    held = []

    def test_tidy():
        thread = threading.Thread(target=int)
        thread.start()
        logging.getLogger("room").info("all is well")

    def test_thread():
        threading.Thread(target=stop.wait, args=(30,), daemon=True, name="left").start()

    def test_warning():
        logging.getLogger("room").warning("too much")

    def test_announced(expected_log):
        expected_log("room: too")
        logging.getLogger("room").warning("too much")

    def test_announced_in_vain(expected_log):
        expected_log("never said")

    def test_allowed(expected_log):
        expected_log("never said", at_least=0)

    @pytest.mark.anyio
    async def test_tidy_tasks():
        task = asyncio.create_task(asyncio.sleep(30))
        await asyncio.to_thread(int)
        await asyncio.sleep(0)
        task.cancel()

    @pytest.mark.anyio
    async def test_task():
        held.append(asyncio.create_task(asyncio.sleep(30), name="left"))
        await asyncio.sleep(0)

    @pytest.mark.anyio
    async def test_failed_callback():
        asyncio.get_running_loop().call_soon(lambda: 1 / 0)
        await asyncio.sleep(0)

    def test_stop():
        stop.set()
"""

DESKTOP = """
    import asyncio
    import pytest
    from PySide6.QtCore import QThread, QTimer
    from PySide6.QtWidgets import QLabel, QWidget

    held = []

    def test_tidy(qtbot):
        label = QLabel("gone by itself")
        shown = QLabel("closed by qtbot")
        qtbot.addWidget(shown)
        shown.show()
        timer = QTimer(shown)
        timer.start(10)

    def test_window(qtbot):
        held.append(QWidget())

    def test_timer():
        held.append(QTimer())
        held[-1].start(1000)

    def test_thread():
        held.append(QThread())
        held[-1].start()

    @pytest.mark.anyio
    async def test_tidy_tasks(qtbot):
        task = asyncio.create_task(asyncio.sleep(30))
        await asyncio.to_thread(int)
        task.cancel()

    @pytest.mark.anyio
    async def test_task(qtbot):
        held.append(asyncio.create_task(asyncio.sleep(30), name="left"))
        await asyncio.sleep(0)

    @pytest.mark.anyio
    async def test_untrue(until):
        await until(lambda: False, within=0.01)

    @pytest.mark.anyio
    async def test_exception_in_slot(qtbot):
        QTimer.singleShot(0, lambda: 1 / 0)
        await asyncio.sleep(0.02)
"""

KEYRING = """
    import os, signal
    from contextlib import closing
    import keyring, pytest, secretstorage
    from jeepney.bus_messages import message_bus

    runs = []

    def end_the_daemon():
        with closing(secretstorage.dbus_init()) as bus:
            answer = bus.send_and_get_reply(message_bus.GetConnectionUnixProcessID("org.freedesktop.secrets"))
        os.kill(answer.body[0], signal.SIGKILL)

    def test_hit(secret_service):
        runs.append("hit")
        keyring.set_password("callcenter", "token", "secret")
        if runs == ["hit"]:
            end_the_daemon()
            pytest.fail("as if the keyring gave no answer")
        assert keyring.get_password("callcenter", "token") == "secret"

    def test_next(secret_service):
        assert runs == ["hit", "hit"]
        assert keyring.get_password("callcenter", "token") is None

    def test_own_fault(secret_service):
        runs.append("own fault")
        assert runs.count("own fault") == 2

    def test_fault_at_each_death(secret_service):
        end_the_daemon()
        pytest.fail("as if the keyring gave no answer")
"""


def complaints(folder: Path, source: str) -> dict[str, str]:
    """Run tests under copies of the harness; what was wrong with each, empty where all was well."""
    (folder / "desktop").mkdir()
    (folder / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    for_desktop = (ROOT / "tests/desktop/conftest.py").read_text(encoding="utf-8")
    (folder / "desktop" / "conftest.py").write_text(for_desktop, encoding="utf-8")
    place = folder / "desktop" if "PySide6" in source else folder
    (place / "test_it.py").write_text(dedent(source), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder)]
    command += ["-p", "no:cacheprovider", "--junit-xml", str(folder / "report.xml"), str(place)]
    run = subprocess.run(command, cwd=folder, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert (folder / "report.xml").exists(), run.stdout + run.stderr
    said = dict[str, str]()
    for case in ET.parse(folder / "report.xml").iter("testcase"):  # noqa: S314 (written by the run above)
        said[case.get("name", "")] = said.get(case.get("name", ""), "") + "".join(case.itertext())
    return said


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return complaints(tmp_path_factory.mktemp("plain"), PLAIN)


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return complaints(tmp_path_factory.mktemp("desktop"), DESKTOP)


@pytest.fixture(scope="module")
def with_keyring(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    if "CALLCENTER_TEST_KEYRING" not in os.environ:
        pytest.skip("needs a keyring of its own, as dev.py test has it")
    return complaints(tmp_path_factory.mktemp("keyring"), KEYRING)


@pytest.mark.parametrize("name", ["test_tidy", "test_announced", "test_allowed", "test_tidy_tasks", "test_stop"])
def test_a_tidy_test_passes(plain: dict[str, str], name: str) -> None:
    assert plain[name] == ""


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("test_thread", "thread still running: <Thread(left"),
        ("test_warning", "logged, not expected: WARNING room: too much"),
        ("test_announced_in_vain", "expected, not logged: never said"),
        ("test_task", "task still running: <Task pending name='left'"),
        ("test_failed_callback", "ZeroDivisionError"),
    ],
)
def test_what_a_test_leaves_behind_fails_it(plain: dict[str, str], name: str, word: str) -> None:
    assert word in plain[name]


@pytest.mark.parametrize("name", ["test_tidy", "test_tidy_tasks"])
def test_a_tidy_desktop_test_passes(desktop: dict[str, str], name: str) -> None:
    assert desktop[name] == ""


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("test_window", "still there: <PySide6.QtWidgets.QWidget"),
        ("test_timer", "still there: <PySide6.QtCore.QTimer"),
        ("test_thread", "still there: <PySide6.QtCore.QThread"),
        ("test_task", "task still running: <Task pending name='left'"),
        ("test_untrue", "this did not come true within 0.01 s"),
        ("test_exception_in_slot", "ZeroDivisionError"),
    ],
)
def test_what_a_desktop_test_leaves_behind_fails_it(desktop: dict[str, str], name: str, word: str) -> None:
    assert word in desktop[name]


@pytest.mark.parametrize("name", ["test_hit", "test_next"])
def test_a_test_whose_keyring_died_is_run_once_more_and_spoils_no_other(
    with_keyring: dict[str, str], name: str
) -> None:
    assert with_keyring[name] == ""


def test_a_failure_that_no_death_of_the_keyring_explains_stands(with_keyring: dict[str, str]) -> None:
    assert "assert 1 == 2" in with_keyring["test_own_fault"]


def test_a_test_is_run_once_more_and_not_again(with_keyring: dict[str, str]) -> None:
    assert "as if the keyring gave no answer" in with_keyring["test_fault_at_each_death"]
