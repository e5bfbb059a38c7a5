"""``callcenter lookup`` as a process, and who becomes the one desk."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callcenter.telephony import forwarder, instance, place, wire
from callcenter.telephony.forwarder import HANDED_OVER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the desk's side is played by a Unix socket")


class Desk:
    """Answers as a desk does, once per answer it was given; ``None`` closes without one."""

    def __init__(self, *answers: bytes | None) -> None:
        self.heard: list[bytes] = []
        self._answers = answers
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(place.socket_name())
        self._listening.listen()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        for answer in self._answers:
            connection, _ = self._listening.accept()
            with connection:
                self.heard.append(connection.recv(4096))
                connection.sendall(answer or b"")

    def close(self) -> None:
        self._thread.join()
        self._listening.close()


@pytest.fixture
def desk(runtime: Path) -> Iterator[Callable[..., Desk]]:  # noqa: ARG001 - its socket lies there
    desks: list[Desk] = []

    def listen(*answers: bytes | None) -> Desk:
        desks.append(Desk(*answers))
        return desks[-1]

    yield listen
    for one in desks:
        one.close()


def run_lookup(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "callcenter.telephony.forwarder", "lookup", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["+994505355757"], "+994505355757"),
        (["050", "535", "57", "57"], "050 535 57 57"),
        (["Leyla Əliyeva <sip:0505355757@pbx>"], "Leyla Əliyeva <sip:0505355757@pbx>"),
        (["--demo"], "--demo"),
        (["-h"], "-h"),
        ([], ""),
        (["; rm -rf / #"], "; rm -rf / #"),
    ],
)
def test_everything_after_lookup_reaches_the_desk_as_it_is(
    desk: Callable[..., Desk], words: list[str], text: str
) -> None:
    running = desk(wire.OK)
    ended = run_lookup(*words)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    running.close()
    assert [wire.unpack(heard) for heard in running.heard] == [("call", text)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lookup"], []),
        (["lookup", "lookup", "-x"], ["lookup", "-x"]),
        (["tel:+994505355757"], ["tel:+994505355757"]),
        (["CALLCENTER:%CallerNumber%"], ["CALLCENTER:%CallerNumber%"]),
        (["0505355757"], ["0505355757"]),
        (['"Leyla" <sip:0505355757@pbx>'], ['"Leyla" <sip:0505355757@pbx>']),
        (["--demo"], None),
        (["-5"], None),
        (["sandbox", "--port", "5000"], None),
        (["forget", "main-2"], None),
        (["doctor"], None),
        (["luukup"], None),
        ([], None),
    ],
)
def test_a_call_is_what_follows_lookup_or_stands_alone(arguments: list[str], words: list[str] | None) -> None:
    assert forwarder.words_of_call(arguments) == words


def test_more_than_the_bound_is_cut_off(desk: Callable[..., Desk]) -> None:
    running = desk(wire.OK)
    assert run_lookup("ə" * 5_000).returncode == 0
    running.close()
    message = wire.unpack(running.heard[0])
    assert message is not None
    assert len(message[1]) == wire.LONGEST // 2


def test_a_desk_of_another_version_is_told_of(desk: Callable[..., Desk]) -> None:
    desk(wire.OTHER_VERSION)
    ended = run_lookup("1")
    assert ended.returncode == 1
    assert "another version" in ended.stderr


def test_a_folder_that_others_may_enter_is_told_of(runtime: Path) -> None:
    (runtime / "callcenter").mkdir()
    (runtime / "callcenter").chmod(0o755)
    ended = run_lookup("0505355757")
    assert ended.returncode == 1
    assert "chmod 700" in ended.stderr
    assert "0505355757" not in ended.stderr


def test_a_busy_desk_counts_as_told(desk: Callable[..., Desk]) -> None:
    listening = socket.socket(socket.AF_UNIX)
    desk()
    Path(place.socket_name()).unlink()
    with listening:
        listening.bind(place.socket_name())
        listening.listen()
        assert forwarder.send(wire.CALL, "1", patience=0.05) == forwarder.SILENT


def test_a_socket_that_a_crashed_desk_left_is_no_desk(runtime: Path) -> None:  # noqa: ARG001 - it lies there
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind(place.socket_name())
    assert forwarder.send(wire.CALL, "1") == forwarder.NO_DESK


# ---- no desk --------------------------------------------------------------------------------------------------------


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """Collect the desks that would have been started."""
    found: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(forwarder, "_spawn", lambda command, environment: found.append((command, environment)))
    return found


def test_with_no_desk_one_is_started_with_the_call(
    runtime: Path,  # noqa: ARG001 - nobody listens there
    started: list[tuple[list[str], dict[str, str]]],
) -> None:
    assert forwarder.lookup(["+994", "50"]) == 0
    [(command, environment)] = started
    assert command == [sys.executable, "-P", "-m", "callcenter"]
    assert "+994" not in " ".join(command)
    assert forwarder.handed_over(environment) == "+994 50"
    assert HANDED_OVER not in environment


def test_the_call_a_desk_is_started_with_is_bounded(
    runtime: Path,  # noqa: ARG001 - nobody listens there
    started: list[tuple[list[str], dict[str, str]]],
) -> None:
    forwarder.lookup(["ə\0" * 9_000])
    assert len(started[0][1][HANDED_OVER].encode()) <= wire.LONGEST + 4


@pytest.mark.parametrize("value", ["", "2 +994", "+994505355757"])
def test_a_desk_that_was_started_otherwise_has_no_call(value: str) -> None:
    assert forwarder.handed_over({HANDED_OVER: value}) is None
    assert forwarder.handed_over({}) is None


def test_a_call_during_the_start_of_a_desk_waits_for_it(
    runtime: Path,  # noqa: ARG001 - the desk comes there
    started: list[tuple[list[str], dict[str, str]]],
    desk: Callable[..., Desk],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim = instance.claim(wire.ACTIVATE)
    assert claim is not None
    running: list[Desk] = []

    def pass_time(_seconds: float) -> None:
        if not running:
            running.append(desk(wire.OK))

    monkeypatch.setattr("time.sleep", pass_time)
    assert forwarder.lookup(["0505355757"]) == 0
    claim.release()
    assert started == []
    running[0].close()
    assert len(running[0].heard) == 1


def test_a_started_desk_is_a_session_of_its_own_and_does_not_hold_our_output(
    runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = runtime / "report"
    os.mkfifo(report)
    script = (
        "import os; own = os.getsid(0) == os.getpid(); null = os.stat(os.devnull).st_ino\n"
        f"report = open({str(report)!r}, 'w')\n"
        "report.write(f'{own} {[os.fstat(each).st_ino == null for each in range(3)]}')"
    )
    monkeypatch.setattr(forwarder, "desk_command", lambda: [sys.executable, "-c", script])
    forwarder.start_desk("1")
    assert report.read_text() == "True [True, True, True]"
    os.wait()


# ---- one desk -------------------------------------------------------------------------------------------------------


def test_the_first_desk_has_the_claim_and_the_second_hands_over(desk: Callable[..., Desk]) -> None:
    first = instance.claim(wire.ACTIVATE)
    assert first is not None
    running = desk(wire.OK)
    assert instance.claim(wire.ACTIVATE) is None
    first.release()
    running.close()
    assert [wire.unpack(heard) for heard in running.heard] == [("activate", "")]


def test_a_desk_that_does_not_answer_is_told_of(desk: Callable[..., Desk]) -> None:
    first = instance.claim(wire.ACTIVATE)
    assert first is not None
    desk(wire.GARBAGE)
    with pytest.raises(instance.DeskStuck, match="end it"):
        instance.claim(wire.ACTIVATE)
    first.release()


def test_a_desk_that_starts_for_ever_is_told_of(runtime: Path) -> None:  # noqa: ARG001 - the lock lies there
    first = instance.claim(wire.ACTIVATE)
    assert first is not None
    with pytest.raises(instance.DeskStuck):
        instance.claim(wire.ACTIVATE, patience=0)
    first.release()


def test_a_lock_that_cannot_be_had_is_told_of(runtime: Path) -> None:
    (runtime / "callcenter").mkdir(mode=0o700)
    (runtime / "callcenter" / "desk.lock").mkdir()
    with pytest.raises(place.PlaceUnsafe, match="cannot be used"):
        instance.claim(wire.ACTIVATE)


def test_a_claim_goes_with_its_process(runtime: Path) -> None:  # noqa: ARG001 - the lock lies there
    code = "from callcenter.telephony import instance; print(bool(instance.claim('activate')), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        assert instance.is_claimed(place.lock_path())
        other.kill()
    assert not instance.is_claimed(place.lock_path())
    claim = instance.claim(wire.ACTIVATE)
    assert claim is not None
    claim.release()
    claim.release()


def test_of_desks_started_at_once_one_wins(runtime: Path) -> None:  # noqa: ARG001 - the lock lies there
    code = (
        "import sys; from callcenter.telephony import instance, place\n"
        "sys.stdin.readline(); claim = instance.try_claim(place.lock_path())\n"
        "print('desk' if claim else 'second', flush=True); sys.stdin.readline()"
    )
    desks = [
        subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for one in desks:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.stdout.readline().strip() for one in desks if one.stdout]
    for one in desks:
        one.communicate("end\n")
    assert sorted(said) == ["desk", "second", "second", "second"]


def test_the_forwarder_imports_no_more_than_it_must() -> None:
    code = (
        "import sys; before = set(sys.modules)\n"
        "import callcenter.telephony.forwarder; print(*set(sys.modules) - before)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = {"callcenter", "callcenter.telephony"} | {
        f"callcenter.telephony.{each}" for each in ("forwarder", "place", "wire")
    }
    assert set(ended.stdout.split()) <= ours | {"__future__"}
