"""Calling a customer back: the number goes to the phone that the settings name."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Callable

from psygnal import Signal

from callcenter.desk.tasks import Tasks
from callcenter.settings import CallWith
from callcenter.telephony import outgoing
from callcenter.telephony.handlers import opens_this_desk


class Outcome(enum.StrEnum):
    """What became of the wish to call a number."""

    CALLED = "called"
    NOT_SET = "not-set"
    """The settings name no phone."""
    NO_NUMBER = "no-number"
    """What stands on the card is no number that can be dialled."""
    OWN_SCHEME = "own-scheme"
    """The address would come back to this desk."""
    FAILED = "failed"
    """The program or the address could not be opened."""


class CallingOut:
    """Hands numbers to another program. ``run`` starts one without a shell, ``open_address`` lets the system choose."""

    told = Signal(Outcome, str)
    """What became of it, and the number as it was dialled or stands on the card."""

    def __init__(
        self, call_with: CallWith, *, run: Callable[[tuple[str, ...]], bool], open_address: Callable[[str], bool]
    ) -> None:
        self._call_with = call_with
        self._run = run
        self._open_address = open_address
        self._tasks = Tasks("calling out")
        self.region = "AZ"

    def call(self, number: str) -> None:
        """Call a number: the answer is ``told``."""
        dialled = outgoing.dialled(number, self.region)
        if not self._call_with or dialled is None:
            self.told.emit(Outcome.NO_NUMBER if self._call_with else Outcome.NOT_SET, number)
        elif isinstance(self._call_with, str):
            self._tasks.replace("open", self._open(self._call_with, dialled))
        else:
            self._tell(self._run(outgoing.command_of(self._call_with, dialled)), dialled)

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    async def _open(self, template: str, number: str) -> None:
        if await asyncio.to_thread(opens_this_desk, template.partition(":")[0].lower()):
            self.told.emit(Outcome.OWN_SCHEME, number)
        else:
            self._tell(self._open_address(outgoing.address_of(template, number)), number)

    def _tell(self, done: bool, number: str) -> None:
        self.told.emit(Outcome.CALLED if done else Outcome.FAILED, number)
