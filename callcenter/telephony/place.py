"""Where the running desk listens: a socket in a folder that is this user's alone, or a named pipe on Windows.

The forwarder imports this module, so it imports next to nothing.
"""

from __future__ import annotations

import os
import sys

_LONGEST_PATH = 100
"""Bytes: a socket's path may have 103 on macOS and 107 on Linux."""


class PlaceUnsafe(Exception):
    """No folder could be had that nobody else may enter. The message says which one is wrong, and what to do."""

    code = "call-folder-unsafe"


def folder() -> str:
    """Make the folder where it is missing, and return its path once it is found to be private. Raises PlaceUnsafe."""
    path = _path()
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)  # noqa: PTH103 - pathlib costs more than all else here
        if not _is_private(path):
            raise PlaceUnsafe(f"Others may enter {path}: make it yours alone (chmod 700), or remove it.")
    except OSError as error:
        raise PlaceUnsafe(f"{path} cannot be used ({error.strerror}): see who may write there.") from error
    return path


def ends_with_the_session() -> bool:
    """Whether the system itself clears the folder away: what lies there is nothing of the user's."""
    return sys.platform != "win32" and not _path().startswith(os.path.expanduser("~/"))  # noqa: PTH111 - as above


if sys.platform == "win32":

    def socket_name() -> str:
        """Return the pipe's name. Raises PlaceUnsafe."""
        from callcenter.telephony import windows_pipe  # noqa: PLC0415 - it can be imported nowhere else

        return windows_pipe.name()

    def lock_path() -> str:
        """Return the path of the file that the running desk holds a lock on. Raises PlaceUnsafe."""
        from callcenter.telephony import windows_pipe  # noqa: PLC0415 - as above

        return os.path.join(folder(), f"desk-{windows_pipe.session()}.lock")  # noqa: PTH118 - as above

    def _path() -> str:
        local = os.environ.get("LOCALAPPDATA") or os.path.expanduser(r"~\AppData\Local")  # noqa: PTH111 - as above
        return os.path.join(local, "callcenter", "run")  # noqa: PTH118 - as above

    def _is_private(_path: str) -> bool:
        return True  # a user's own folders are, on Windows

else:

    def socket_name() -> str:
        """Return the socket's path. Raises PlaceUnsafe."""
        return f"{folder()}/desk.socket"

    def lock_path() -> str:
        """Return the path of the file that the running desk holds a lock on. Raises PlaceUnsafe."""
        return f"{folder()}/desk.lock"

    def _path() -> str:
        """Name the first folder that the system keeps private and short enough; all of a user's programs agree."""
        for parent in (os.environ.get("XDG_RUNTIME_DIR", ""), f"/run/user/{os.getuid()}"):
            path = f"{parent}/callcenter"
            fits = parent.startswith("/") and len(os.fsencode(path)) + len("/desk.socket") <= _LONGEST_PATH
            try:
                if fits and _is_private(parent):
                    return path
            except OSError:
                continue
        return os.path.expanduser("~/.cache/callcenter/run")  # noqa: PTH111 - as above

    def _is_private(path: str) -> bool:
        """Whether a path is a folder, no link, of this user, that nobody else may enter. Raises OSError."""
        found = os.lstat(path)
        return found.st_mode & 0o170077 == 0o040000 and found.st_uid == os.getuid()
