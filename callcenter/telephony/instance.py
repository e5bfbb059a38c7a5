"""One desk a user: the desk is who holds the lock; whoever comes second hands over what it was started for.

A lock and not the socket alone: between finding nobody at the socket and listening there lies a moment in which a
second desk may do the same, and on Windows two may listen at one pipe. The system lets go of the lock when its holder
ends, however it ends.
"""

from __future__ import annotations

import os
import sys
import time

from callcenter.telephony import forwarder
from callcenter.telephony.place import PlaceUnsafe, lock_path

PATIENCE = 6.0
_PAUSE = 0.02


class DeskStuck(Exception):
    """Another desk of this user neither answers as it should nor ends."""

    code = "desk-stuck"
    sentence = "Another desk is running and does not answer: end it, then start again."

    def __str__(self) -> str:
        return self.sentence


class Claim:
    """The right to be this user's desk, until ``release``."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let another desk be it; a second time does nothing."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


def claim(verb: str, text: str = "", *, patience: float = PATIENCE) -> Claim | None:
    """Become this user's desk, or hand the message to the one there is and return None.

    Takes a millisecond, unless another desk is just starting or ending; then at most ``patience`` seconds. Raises
    DeskStuck and PlaceUnsafe.
    """
    path = lock_path()
    deadline = time.monotonic() + patience
    while True:
        outcome = forwarder.send(verb, text)
        if outcome == forwarder.ANSWERED:
            return None
        if outcome != forwarder.NO_DESK:
            raise DeskStuck
        claimed = try_claim(path)
        if claimed is not None:
            return claimed
        if time.monotonic() > deadline:
            raise DeskStuck
        time.sleep(_PAUSE)


def try_claim(path: str) -> Claim | None:
    """Take the lock, or return None where another process has it. Raises PlaceUnsafe."""
    descriptor = -1
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        claimed = Claim(descriptor) if _lock(descriptor) else None
    except OSError as error:
        Claim(descriptor).release()
        raise PlaceUnsafe(f"{path} cannot be used ({error.strerror}): see who may write there.") from error
    if claimed is None:
        os.close(descriptor)
    return claimed


def is_claimed(path: str) -> bool:
    """Whether a desk is there, or about to be. Raises PlaceUnsafe."""
    claimed = try_claim(path)
    if claimed is None:
        return True
    claimed.release()
    return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        # flock and not lockf: lockf's goes when any descriptor of the file is closed, is_claimed's for one.
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
