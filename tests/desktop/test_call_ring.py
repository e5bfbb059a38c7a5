"""A real ring: sipp calls baresip, whose event runs the forwarder, which reaches the desk."""

import asyncio
import json
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from callcenter.model.call import CallSource
from callcenter.telephony import instance, wire
from callcenter.telephony.number import read_call
from callcenter.ui.shell.call_listener import CallListener

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(
        shutil.which("baresip") is None or shutil.which("sipp") is None,
        reason="baresip and sipp are not installed (packages baresip and sip-tester)",
    ),
]

Until = Callable[..., Awaitable[None]]

LOOKUP = [sys.executable, "-m", "callcenter", "lookup"]

CONFIG = """\
sip_listen\t127.0.0.1:{sip}
net_interface\t127.0.0.1
module_path\t{modules}
module\taccount.so
module\tg711.so
module_app\tctrl_tcp.so
module_app\tmenu.so
ctrl_tcp_listen\t127.0.0.1:{control}
"""

RING = """\
<?xml version="1.0" encoding="UTF-8"?>
<scenario name="ring">
  <send retrans="500"><![CDATA[
INVITE sip:desk@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: "Leyla Əliyeva" <sip:+994505355757@[local_ip]:[local_port]>;tag=[pid]
To: <sip:desk@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:+994505355757@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio 6000 RTP/AVP 0
a=rtpmap:0 PCMU/8000
]]></send>
  <recv response="100" optional="true"/>
  <recv response="180"/>
</scenario>
"""


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="desk-", dir="/tmp") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def run() -> Iterator[Callable[[list[str]], "subprocess.Popen[bytes]"]]:
    """Start programs that are ended with the test."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(command: list[str]) -> "subprocess.Popen[bytes]":
        processes.append(
            subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )
        return processes[-1]

    yield start
    for process in processes:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(3)
        process.kill()
        process.wait()


def free_ports(count: int) -> int:
    """Give the first of so many ports in a row that nobody uses: baresip takes one for TLS beside its own."""
    for first in range(41_000, 60_000, 7):
        with suppress(OSError):
            for port in range(first, first + count):
                for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                    with socket.socket(socket.AF_INET, kind) as probe:
                        probe.bind(("127.0.0.1", port))
            return first
    pytest.fail("there are no free ports")


async def connect(port: int, until: Until) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Reach baresip once it is there."""
    probe: list[bool] = []

    def answers() -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
            probe.append(True)
        return bool(probe)

    await until(answers, within=20)
    return await asyncio.open_connection("127.0.0.1", port)


async def netstring(reader: asyncio.StreamReader) -> bytes:
    length = (await reader.readuntil(b":")).rstrip(b":")
    return (await reader.readexactly(int(length) + 1))[:-1]


async def ringing(reader: asyncio.StreamReader) -> dict[str, str]:
    while True:
        event: dict[str, str] = json.loads(await netstring(reader))
        if event.get("type") == "CALL_INCOMING":
            return event


async def test_a_ring_shows_who_calls(
    qtbot: QtBot, until: Until, folder: Path, run: Callable[[list[str]], "subprocess.Popen[bytes]"]
) -> None:
    claim = instance.claim(wire.ACTIVATE)
    assert claim is not None
    window = QLabel("nobody calls")
    qtbot.addWidget(window)
    listener = CallListener(claim, window)

    def pop(text: str) -> None:
        call = read_call(text, source=CallSource.FORWARDED, received_at=datetime.now(UTC))
        window.setText(f"{call.number} {call.name}")

    listener.called.connect(pop)
    assert listener.listen()
    window.show()
    await until(window.isVisible)

    port = free_ports(4)
    modules = Path("/usr/lib/baresip/modules")
    (folder / "config").write_text(CONFIG.format(sip=port, control=port + 2, modules=modules))
    (folder / "accounts").write_text(f"<sip:desk@127.0.0.1:{port}>;regint=0;answermode=manual\n")
    (folder / "contacts").touch()
    (folder / "ring.xml").write_text(RING, encoding="utf-8")
    run(["baresip", "-f", str(folder)])
    events, control = await connect(port + 2, until)
    from_port = ["-nostdin", "-i", "127.0.0.1", "-p", str(port + 3)]
    run(["sipp", "-sf", str(folder / "ring.xml"), "-m", "1", *from_port, f"127.0.0.1:{port}"])
    async with asyncio.timeout(20):
        event = await ringing(events)
    caller = f'"{event["peerdisplayname"]}" <{event["peeruri"]}>'
    forwarder = run([*LOOKUP, caller])
    await until(lambda: window.text() == "+994505355757 Leyla Əliyeva", within=20)
    await until(lambda: forwarder.poll() == 0)
    control.close()
    listener.close()
