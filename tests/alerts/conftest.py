"""Real daemons for the notifications: a bus of their own each, and dunst on the tests' display."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from callcenter.alerts.sound import Speaker

_PATIENCE = 10.0
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
"""A bus that starts no service by itself."""

_DUNSTRC = """[global]
markup = {markup}
[urgency_low]
format = "low|%b"
[urgency_normal]
format = "normal|%b"
[urgency_critical]
format = "critical|%b"
"""
"""What dunst shows is thereby told in its history as ``message``."""


@dataclass
class Dunst:
    """A running dunst, and what it says of itself."""

    address: str
    process: subprocess.Popen[bytes]

    def ask(self, *words: str) -> str:
        env = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": self.address}
        return subprocess.run([_found("dunstctl"), *words], env=env, capture_output=True, text=True, check=True).stdout

    @property
    def displayed(self) -> int:
        return int(self.ask("count", "displayed"))

    def history(self) -> list[dict[str, Any]]:
        """Close what is shown, and give all that was ever shown, newest first, a field's value by its name."""
        self.ask("close-all")
        (told,) = json.loads(self.ask("history"))["data"]
        return [{name: field["data"] for name, field in one.items()} for one in told]

    def end(self) -> None:
        self.process.terminate()
        self.process.wait()


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    """Give the address of a bus that nobody is on."""
    if sys.platform != "linux":
        pytest.skip("other systems have no such bus")
    # In /tmp, whatever pytest's folder is: the path of a socket may have 107 characters, not more.
    configuration, socket = tmp_path / "bus.conf", Path(os.environ.get("XDG_RUNTIME_DIR", "/tmp")) / "alerts-bus"  # noqa: S108
    configuration.write_text(_BUS.format(socket=socket))
    command = [_found("dbus-daemon"), "--nofork", "--nopidfile", f"--config-file={configuration}", "--print-address=1"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert daemon.stdout is not None
    yield daemon.stdout.readline().decode().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()
    socket.unlink(missing_ok=True)


@pytest.fixture
def start_dunst(bus: str, tmp_path: Path) -> Iterator[Callable[..., Dunst]]:
    """Start dunst on the bus, as often as is asked; ``markup`` is whether it understands any."""
    if os.environ.get("CALLCENTER_TEST_PLATFORM") != "xcb":
        pytest.fail("This test needs a display of its own: run it by python3 packaging/dev.py test", pytrace=False)
    started: list[Dunst] = []
    configuration = tmp_path / "dunstrc"

    def start(markup: str = "no") -> Dunst:
        configuration.write_text(_DUNSTRC.format(markup=markup))
        log = (tmp_path / f"dunst-{len(started)}.log").open("wb")
        process = subprocess.Popen(
            [_found("dunst"), "-conf", str(configuration)],
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus},
            stdout=log,
            stderr=log,
        )
        log.close()
        started.append(Dunst(bus, process))
        _wait_for_the_service(bus, process)
        return started[-1]

    yield start
    for dunst in started:
        dunst.end()


@pytest.fixture
def dunst(start_dunst: Callable[..., Dunst]) -> Dunst:
    return start_dunst()


def _found(program: str) -> str:
    path = shutil.which(program)
    assert path is not None, f"{program} is not installed: python3 packaging/dev.py setup brings it"
    return path


def _wait_for_the_service(bus: str, process: subprocess.Popen[bytes]) -> None:
    command = [
        _found("dbus-send"),
        f"--bus={bus}",
        "--print-reply",
        "--dest=org.freedesktop.DBus",
        "/org/freedesktop/DBus",
    ]
    command += ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.Notifications"]
    deadline = time.monotonic() + _PATIENCE
    while "true" not in subprocess.run(command, capture_output=True, text=True, check=False).stdout:
        assert process.poll() is None
        assert time.monotonic() < deadline, "dunst did not come to the bus"
        time.sleep(0.02)


Until = Callable[..., Awaitable[None]]


@pytest.fixture
def until() -> Until:
    """Wait for what will come true: ``await until(lambda: dunst.displayed == 1)``."""

    async def wait(condition: Callable[[], object], *, within: float = 5.0) -> None:
        deadline = asyncio.get_running_loop().time() + within
        while not condition():
            if asyncio.get_running_loop().time() > deadline:
                pytest.fail(f"this did not come true within {within} s: line {condition.__code__.co_firstlineno}")
            await asyncio.sleep(0.005)

    return wait


@pytest.fixture
def speaker() -> Speaker:
    """Give a speaker that really plays, in real time, for nobody to hear."""
    return Speaker("NULL")
