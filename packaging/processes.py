"""Child processes: run one to its end, or end one for certain."""

import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

_PATIENCE = 10.0


def run(command: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> int:
    """Run a command on this terminal and answer with its exit code (128 + N when signal N ended it).

    The child never outlives this call, however the call is left.
    """
    process = subprocess.Popen(command, env=env, cwd=cwd)
    try:
        code = process.wait()
    except KeyboardInterrupt:
        # The terminal has told the child, too: let it tidy up before it is told again.
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
        raise
    finally:
        end(process)
    return code if code >= 0 else 128 - code


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, insist when it does not, and wait until it has."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def tidy_up_when_terminated() -> None:
    """Let a SIGTERM unwind the stack, so that every ``finally`` runs; without this Python dies where it stands."""
    signal.signal(signal.SIGTERM, _leave)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
