"""``callcenter lookup NUMBER``: hand a call to the running desk, or start one with it, and end at once.

A phone may wait for this program, so it is made of the standard library's smallest parts: ``import socket`` alone takes
as long as Python itself takes to start. What a number means, the desk finds out; here it is only a text.
"""

from __future__ import annotations

import os
import sys

from callcenter.telephony import wire
from callcenter.telephony.place import PlaceUnsafe, lock_path, socket_name

PATIENCE = 3.0
"""Seconds that a desk may take to answer, while its window is busy."""
START_PATIENCE = 6.0
"""Seconds that a desk which is just starting may take until it listens; MicroSIP waits for 10 at most."""
HANDED_OVER = "CALLCENTER_CALL"
"""The environment variable by which a desk is started with a call.

Not an argument, since every user of the computer can read those for as long as the desk runs; not a file, since it
would have to be kept from others and to be tidied up.
"""

SCHEMES = ("callcenter", "tel", "callto", "sip", "sips")
"""What the desk takes; only the first is registered, unless IT asks for the others."""

ANSWERED = "answered"
SILENT = "silent"
"""The desk took the message and did not answer in time: it is busy, and will read it."""
REFUSED = "refused"
"""The desk is of a version that speaks otherwise."""
NO_DESK = "no-desk"

_PAUSE = 0.02


def words_of_call(arguments: list[str]) -> list[str] | None:
    """Give what a command line tells of a call; None for every other command line.

    That is all after ``lookup``, or a single argument which is a URI or holds a digit: a browser, and phones that
    append the number to a program's name, have no word to put before it.
    """
    if arguments[:1] == ["lookup"]:
        return arguments[1:]
    if len(arguments) == 1 and not arguments[0].startswith("-"):
        scheme = arguments[0].partition(":")[0].lower()
        if scheme in SCHEMES or any(letter.isdecimal() for letter in arguments[0]):
            return arguments
    return None


def lookup(words: list[str]) -> int:
    """Hand over what stands after ``lookup``; return the exit code: 1 where no desk was reached and none started."""
    text = " ".join(words)
    try:
        outcome = send(wire.CALL, text)
        if outcome == NO_DESK:
            outcome = _send_to_starting(text)
        if outcome == NO_DESK:
            start_desk(text)
    except (PlaceUnsafe, OSError) as error:
        _say(f"the call could not be handed over: {error}")
        return 1
    if outcome == REFUSED:
        _say("the running desk is of another version: close it and start it again.")
        return 1
    return 0


def _say(sentence: str) -> None:
    if sys.stderr is not None:  # a windowed program on Windows has none
        sys.stderr.write(f"callcenter: {sentence}\n")


def send(verb: str, text: str = "", *, patience: float = PATIENCE) -> str:
    """Send a message to the running desk; return ANSWERED, SILENT, REFUSED or NO_DESK. Raises PlaceUnsafe."""
    answer = _exchange(socket_name(), wire.pack(verb, text), patience)
    if answer is None:
        return NO_DESK
    if not answer:
        return SILENT
    return ANSWERED if answer == wire.OK else REFUSED


def _send_to_starting(text: str) -> str:
    """Wait for a desk that is starting, where one is."""
    import time  # noqa: PLC0415 - needed in the rarest case alone

    from callcenter.telephony.instance import is_claimed  # noqa: PLC0415 - as above

    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline and is_claimed(lock_path()):
        outcome = send(wire.CALL, text)
        if outcome != NO_DESK:
            return outcome
        time.sleep(_PAUSE)
    return NO_DESK


if sys.platform == "win32":

    def _exchange(name: str, message: bytes, seconds: float) -> bytes | None:
        from callcenter.telephony import windows_pipe  # noqa: PLC0415 - it can be imported nowhere else

        return windows_pipe.exchange(name, message, seconds)

else:

    def _exchange(path: str, message: bytes, seconds: float) -> bytes | None:
        """Send a message and return the answer, empty where none came in time; None where nobody listens."""
        import _socket  # noqa: PLC0415 - what socket is made of, at a tenth of its cost

        connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        try:
            connection.settimeout(seconds)
            connection.connect(path)
            connection.sendall(message)
            answer = b""
            while not answer.endswith(b"\n") and len(answer) < wire.LONGEST_LINE:
                part = connection.recv(wire.LONGEST_LINE)
                if not part:
                    return None  # the desk closed in the middle: it is going, or gone
                answer += part
        except (TimeoutError, BlockingIOError):  # the latter: more wait to be let in than the desk lets wait
            return b""
        except OSError:
            return None
        else:
            return answer
        finally:
            connection.close()


# ---- starting a desk ------------------------------------------------------------------------------------------------


def start_desk(text: str) -> None:
    """Start a desk of its own session with a call to show first, and do not wait for it. Raises OSError."""
    body = text.encode("utf-8", "replace")[: wire.LONGEST].decode("utf-8", "ignore").replace("\0", " ")
    environment = {**os.environ, HANDED_OVER: f"{wire.VERSION} {body}"}
    _spawn(desk_command(), environment)


def handed_over(environment: os._Environ[str] | dict[str, str]) -> str | None:
    """Take the call that the desk was started with out of its environment: no process of its own is to inherit it."""
    found = environment.pop(HANDED_OVER, None)
    version, _, text = (found or "").partition(" ")
    return text if version == str(wire.VERSION) else None


def desk_command() -> list[str]:
    """Return the command that starts this program. Raises OSError."""
    if not sys.executable:
        raise OSError(0, "this Python does not know its own program")
    if getattr(sys, "frozen", False):
        return [sys.executable]
    # -P: a phone starts programs in a folder of its own, whose files are not to be imported.
    return [sys.executable, "-P", "-m", "callcenter"]


if sys.platform == "win32":

    def _spawn(command: list[str], environment: dict[str, str]) -> None:
        import subprocess  # noqa: PLC0415 - only where a desk is started

        subprocess.Popen(  # noqa: S603 - our own program
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP,
        )

else:

    def _spawn(command: list[str], environment: dict[str, str]) -> None:
        nothing = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
        os.posix_spawn(command[0], command, environment, file_actions=nothing, setsid=True)


if __name__ == "__main__":
    raise SystemExit(lookup(words_of_call(sys.argv[1:]) or []))
