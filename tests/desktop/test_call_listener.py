"""The desk's socket, as the forwarder and anybody else of this user may use it."""

import asyncio
import os
import socket
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from callcenter.telephony import forwarder, instance, place, wire
from callcenter.ui.shell import call_listener
from callcenter.ui.shell.call_listener import CallListener

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform == "win32", reason="the callers are played by Unix sockets"),
]

Until = Callable[..., Awaitable[None]]


class Desk:
    """A listener, and what it told."""

    def __init__(self) -> None:
        claim = instance.claim(wire.ACTIVATE)
        assert claim is not None
        self.listener = CallListener(claim)
        self.calls: list[str] = []
        self.activations = 0
        self._closed = False
        self.listener.called.connect(self.calls.append)
        self.listener.activated.connect(self._activate)
        assert self.listener.listen(), self.listener.error

    def _activate(self) -> None:
        self.activations += 1

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self.listener.close()
            self.listener.deleteLater()


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="desk-", dir="/tmp") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def desk(runtime: Path) -> Iterator[Desk]:  # noqa: ARG001 - its socket lies there
    desk = Desk()
    yield desk
    desk.close()


async def send(message: bytes, *more: bytes) -> bytes:
    """Send a message, in parts where there are more, and give the answer."""
    reader, writer = await asyncio.open_unix_connection(place.socket_name())
    try:
        for part in (message, *more):
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0.01)  # the parts are to come apart
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def test_a_call_reaches_the_desk_and_the_forwarder_is_told(desk: Desk, until: Until) -> None:
    outcome = await asyncio.to_thread(forwarder.send, wire.CALL, "Leyla Əliyeva <sip:0505355757@pbx>")
    assert outcome == forwarder.ANSWERED
    await until(lambda: desk.calls == ["Leyla Əliyeva <sip:0505355757@pbx>"])


@pytest.mark.parametrize("text", ["", "<b>x</b>", "\n\x00\x1b[2J", "'; DROP TABLE customers; --", "ə" * 512])
async def test_a_text_is_handed_on_as_it_came(desk: Desk, until: Until, text: str) -> None:
    assert await asyncio.to_thread(forwarder.send, wire.CALL, text) == forwarder.ANSWERED
    await until(lambda: desk.calls == [text])


async def test_a_second_start_brings_the_window_forward(desk: Desk, until: Until) -> None:
    assert await asyncio.to_thread(instance.claim, wire.ACTIVATE) is None
    await until(lambda: desk.activations == 1)
    assert desk.calls == []


async def test_a_second_start_with_a_call_hands_it_over(desk: Desk, until: Until) -> None:
    assert await asyncio.to_thread(instance.claim, wire.CALL, "0505355757") is None
    await until(lambda: desk.calls == ["0505355757"])


async def test_a_message_in_parts_is_put_together(desk: Desk) -> None:
    message = wire.pack(wire.CALL, "0505355757")
    assert await send(message[:5], message[5:25], message[25:]) == wire.OK
    assert desk.calls == ["0505355757"]


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", wire.GARBAGE),
        (b"\x00" * 100, wire.GARBAGE),
        (b"x" * 100_000, wire.GARBAGE),
        (b"callcenter 1 call 5000\n" + b"1" * 5_000, wire.GARBAGE),
        (wire.pack(wire.CALL, "1") + b"more", wire.GARBAGE),
        (b"callcenter 2 call 1\n1", wire.OTHER_VERSION),
    ],
)
async def test_garbage_is_told_so_and_harms_nothing(desk: Desk, until: Until, message: bytes, answer: bytes) -> None:
    assert await send(message) in {answer, b""}  # closed with something unread, a socket may lose the answer
    assert desk.calls == []
    assert await asyncio.to_thread(forwarder.send, wire.CALL, "1") == forwarder.ANSWERED
    await until(lambda: desk.calls == ["1"])


async def test_a_program_that_says_nothing_is_cut_off(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_listener, "DEADLINE", 30)
    assert await send(b"callcenter 1 ca") == b""
    assert desk.calls == []


async def test_a_program_that_hangs_up_in_the_middle_harms_nothing(desk: Desk, until: Until) -> None:
    _, writer = await asyncio.open_unix_connection(place.socket_name())
    writer.write(b"callcenter 1 call 10\n12")
    writer.close()
    assert await send(wire.pack(wire.CALL, "1")) == wire.OK
    await until(lambda: desk.calls == ["1"])


async def test_of_many_programs_at_once_each_gets_its_turn(
    desk: Desk, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_listener, "DEADLINE", 200)
    idle = [await asyncio.open_unix_connection(place.socket_name()) for _ in range(call_listener.MOST + 4)]
    await until(lambda: len(desk.listener._heard) == call_listener.MOST)
    answers = await asyncio.gather(*(send(wire.pack(wire.CALL, str(number))) for number in range(20)))
    assert set(answers) == {wire.OK}
    assert sorted(desk.calls, key=int) == [str(number) for number in range(20)]
    for _, writer in idle:
        writer.close()


async def test_what_a_crashed_desk_left_is_no_hindrance(runtime: Path) -> None:  # noqa: ARG001 - it lies there
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind(place.socket_name())
    desk = Desk()
    assert await asyncio.to_thread(forwarder.send, wire.CALL, "1") == forwarder.ANSWERED
    desk.close()


def modes() -> tuple[int, int, int] | None:
    """Tell who may do what in the socket's folder and at the socket, and whose it is; None where there is none."""
    path = Path(place.socket_name())
    if not path.exists():
        return None
    return path.parent.stat().st_mode & 0o777, path.stat().st_mode & 0o077, path.stat().st_uid


async def test_a_desk_that_ends_makes_room_for_the_next(desk: Desk) -> None:
    idle = await asyncio.open_unix_connection(place.socket_name())
    desk.close()
    assert modes() is None
    following = Desk()
    assert await asyncio.to_thread(forwarder.send, wire.CALL, "1") == forwarder.ANSWERED
    following.close()
    idle[1].close()


async def test_nobody_else_may_connect(desk: Desk) -> None:
    assert desk.listener.error == ""
    assert modes() == (0o700, 0, os.getuid())
