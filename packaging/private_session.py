"""A session of its own for a command: a home, a D-Bus, an unlocked keyring and a display, all gone afterwards.

``python3 packaging/private_session.py COMMAND [ARGUMENT...]`` runs the command in one. Linux only. Parts whose programs
are not installed are left out, and a sentence says so.
"""

import os
import select
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import which

from processes import end, run, tidy_up_when_terminated

_PATIENCE = 20.0
_KEYRING = "org.freedesktop.secrets"
_PASSWORD = "open sesame"  # noqa: S105 (of a keyring that goes with the session; an empty one fails)
_SCREEN = "1920x1080x24"
_FOREIGN = ("DBUS_", "GNOME_", "XDG_", "WAYLAND_", "QT_", "SESSION_MANAGER", "XAUTHORITY", "PYTHON_KEYRING_", "DISPLAY")
"""Beginnings of the variables by which the command would find the developer's own session."""

_LOCKED = (
    *("dbus-send", "--session", "--print-reply", f"--dest={_KEYRING}"),
    *("/org/freedesktop/secrets/aliases/default", "org.freedesktop.DBus.Properties.Get"),
    *("string:org.freedesktop.Secret.Collection", "string:Locked"),
)
_OWNED = (
    *("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"),
    *("org.freedesktop.DBus.NameHasOwner", f"string:{_KEYRING}"),
)


class SessionError(Exception):
    """A part of the session did not start; the message says which, with its last words."""


@contextmanager
def private_session() -> Iterator[dict[str, str]]:
    """Give the environment variables of a session that lives as long as the block.

    ``CALLCENTER_TEST_KEYRING`` and ``CALLCENTER_TEST_PLATFORM`` tell the tests that they may use the keyring and the
    display they find. Raises SessionError.
    """
    with ExitStack() as stack:
        # In /tmp, whatever TMPDIR says: the path of a socket may have 107 characters, not more.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-", dir="/tmp")))
        parts = _Parts(stack, folder)
        if _all_installed("keyring", "dbus-daemon", "dbus-send", "gnome-keyring-daemon", "taskset"):
            parts.prepare_keyring()
            parts.start_bus()
            parts.start_keyring()
        if _all_installed("display", "Xvfb", "openbox"):
            parts.start_display()
            parts.start_window_manager()
        yield parts.env


class _Parts:
    """The session's processes, each ended by the stack that it was started on."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack = stack
        self._folder = folder
        self._password = folder / "password"
        home, runtime = folder / "home", folder / "run"
        home.mkdir()
        runtime.mkdir(mode=0o700)
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
        self.env |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C.UTF-8"}

    def prepare_keyring(self) -> None:
        """Say what the bus shall start when the keyring is asked for and its daemon is gone: another, unlocked one.

        The system's own entry would start a locked one, and every test after it would fail.
        """
        self._password.write_text(_PASSWORD, encoding="ascii")
        services = Path(self.env["XDG_RUNTIME_DIR"], "dbus-1", "services")  # looked at before the system's
        services.mkdir(parents=True, mode=0o700)
        entry = f"[D-BUS Service]\nName={_KEYRING}\nExec={shlex.join(self._keyring_command())}\n"
        (services / f"{_KEYRING}.service").write_text(entry, encoding="utf-8")

    def _keyring_command(self) -> list[str]:
        """Give what runs the keyring's daemon, unlocked.

        On one processor, because two threads of gnome-keyring 42 race for what it knows of its clients: on two, a
        client that connects while another's connection ends is not found, and the daemon aborts ("assertion 'client'
        failed"), at worst within a second of such clients. On one it outlived a hundred thousand of them.
        """
        processor = min(os.sched_getaffinity(0))
        daemon = f"taskset --cpu-list {processor} gnome-keyring-daemon --foreground --unlock --components=secrets"
        return ["/bin/sh", "-c", f"exec {daemon} < {shlex.quote(str(self._password))}"]

    def start_bus(self) -> None:
        address = f"unix:path={self.env['XDG_RUNTIME_DIR']}/bus"
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}"]
        self._start_and_read(command, "--print-address={}")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = address

    def start_keyring(self) -> None:
        program = "gnome-keyring-daemon"
        daemon = self._start(self._keyring_command(), program=program)
        # To ask for a name that nobody has yet would start a second daemon, hence two questions.
        self._wait(daemon, program, "the keyring", lambda: "boolean true" in self._ask(_OWNED))
        self._wait(daemon, program, "the unlocked keyring", lambda: "boolean false" in self._ask(_LOCKED))
        self.env["CALLCENTER_TEST_KEYRING"] = "private"

    def start_display(self) -> None:
        # Xvfb makes this folder only for root; without it Qt finds no socket.
        Path("/tmp/.X11-unix").mkdir(mode=0o1777, exist_ok=True)  # noqa: S108 (the place X has for it)
        command = ["Xvfb", "-screen", "0", _SCREEN, "-nolisten", "tcp", "-noreset", "-displayfd"]
        self.env["DISPLAY"] = f":{self._start_and_read(command, '{}')}"
        self.env["CALLCENTER_TEST_PLATFORM"] = "xcb"

    def start_window_manager(self) -> None:
        ready = self._folder / "openbox-is-ready"
        process = self._start(["openbox", "--sm-disable", "--startup", f"touch {ready}"])
        self._wait(process, "openbox", "openbox", ready.exists)

    def _start(
        self, command: list[str], *, program: str = "", pass_fds: tuple[int, ...] = ()
    ) -> subprocess.Popen[bytes]:
        with self._log(program or command[0]).open("wb") as log:
            process = subprocess.Popen(
                command,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=True,  # Ctrl-C is for the command; the session goes after it
            )
        self._stack.callback(end, process)
        return process

    def _start_and_read(self, command: list[str], last_argument: str) -> str:
        """Start a daemon that writes a line to a file descriptor when it is ready, and give that line."""
        reading, writing = os.pipe()
        with os.fdopen(reading) as pipe:
            try:
                self._start([*command, last_argument.format(writing)], pass_fds=(writing,))
            finally:
                os.close(writing)
            ready, _, _ = select.select([pipe], [], [], _PATIENCE)
            line = pipe.readline().strip() if ready else ""
        if not line:
            raise self._failure(command[0], command[0])
        return line

    def _wait(self, process: subprocess.Popen[bytes], program: str, what: str, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not condition():
            if process.poll() is not None or time.monotonic() > deadline:
                raise self._failure(what, program)
            time.sleep(0.01)

    def _failure(self, what: str, program: str) -> SessionError:
        words = self._log(program).read_text(encoding="utf-8", errors="replace").strip()
        return SessionError(f"{what} did not start. {words}".strip())

    def _log(self, program: str) -> Path:
        return self._folder / f"{program}.log"

    def _ask(self, question: tuple[str, ...]) -> str:
        return subprocess.run(question, env=self.env, capture_output=True, text=True, check=False).stdout


def run_in_session(command: list[str], *, cwd: Path | None = None, extra: Mapping[str, str] | None = None) -> int:
    """Run a command in a session made for it and give its exit code. Raises SessionError."""
    with private_session() as env:
        return run(command, env={**env, **(extra or {})}, cwd=cwd)


def _all_installed(part: str, *programs: str) -> bool:
    absent = [program for program in programs if which(program) is None]
    if absent:
        print(f"No private {part}: {', '.join(absent)} not installed.", file=sys.stderr, flush=True)
    return not absent


def main(command: list[str]) -> int:
    """Run the command line's command in a session."""
    if not command:
        print("Which command shall run in the session? (private_session.py COMMAND [ARGUMENT...])", file=sys.stderr)
        return 2
    tidy_up_when_terminated()
    try:
        return run_in_session(command)
    except SessionError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
