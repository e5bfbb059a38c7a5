"""What a desktop is asked to show, whichever it is."""

from __future__ import annotations

import re
import sys
from abc import ABC, abstractmethod
from pathlib import Path

from psygnal import Signal

from callcenter import assets
from callcenter.model.record import Record

APP = "callcenter"
ICON = assets.ROOT / "icons" / "callcenter.svg"
PATIENCE = 5.0
"""Seconds that a desktop may take to answer."""
_LONGEST = 300
_UNSHOWN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Notice(Record, frozen=True):
    """A title of one line and a text of a few, both plain: no markup of theirs is ever understood.

    A desktop may keep what it has shown on the disk: a notice names no customer. ``seconds`` is how long it stays at
    least, if nothing withdraws it; a desktop may have its own mind about that.
    """

    title: str
    text: str = ""
    seconds: float = 30.0


class Notifications(ABC):
    """The one notification of this desk: a newer one takes the place of an older one."""

    activated = Signal()
    """The agent pressed the notification."""

    @abstractmethod
    async def show(self, notice: Notice) -> None:
        """Show a notice in place of the one before. Raises NoNotifications."""

    @abstractmethod
    async def withdraw(self) -> None:
        """Take away what is shown, if anything is."""

    @abstractmethod
    async def aclose(self) -> None:
        """Take away what is shown and leave the desktop."""


def plain(text: str) -> str:
    """Give text without what is not to be shown: control characters, turns of direction, and what is past a length."""
    shown = _UNSHOWN.sub(" ", text).strip()
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def of_this_desktop(icon: Path = ICON) -> Notifications:
    """Give the way that this system has; nothing is asked of it yet."""
    if sys.platform in {"win32", "darwin"}:
        from callcenter.alerts.platform_centre import PlatformCentre  # noqa: PLC0415 - the other systems' way

        return PlatformCentre(icon)
    from callcenter.alerts.freedesktop import Freedesktop  # noqa: PLC0415 - as above

    return Freedesktop(icon)
