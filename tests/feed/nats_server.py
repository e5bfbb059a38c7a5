"""A real NATS server with JetStream for one test module, on a free port of the loopback interface."""

from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Self

USER, PASSWORD = "brand", "password-of-the-test"
_PATIENCE = 10.0
_PROGRAM = shutil.which("nats-server") or "/usr/sbin/nats-server"  # where Debian puts it, and users' paths do not lead


class NatsServer:
    """Enter it to start the server. It may be stopped and started again with what it has kept, or without."""

    def __init__(self, folder: Path, *, config: str | None = None) -> None:
        self.folder = folder
        self.port = _free_port()
        self.store = folder / "store"
        self._config = folder / "nats.conf"
        self._config.write_text(config or self._plain())
        self._process: subprocess.Popen[bytes] | None = None

    def _plain(self) -> str:
        return f"""
            listen: "127.0.0.1:{self.port}"
            jetstream {{ store_dir: "{self.store}" }}
            accounts {{ BRAND {{ jetstream: enabled, users: [{{ user: "{USER}", password: "{PASSWORD}" }}] }} }}
        """

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "nats.log"

    def start(self) -> None:
        """Start it; it accepts connections when this returns."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [_PROGRAM, "--config", str(self._config), "--port", str(self.port)], stdout=log, stderr=log
            )
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.2):
                return
            time.sleep(0.01)
        raise RuntimeError(self.log.read_text())

    def stop(self) -> None:
        """Stop it; what it has kept in files stays."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_PATIENCE)
            self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
