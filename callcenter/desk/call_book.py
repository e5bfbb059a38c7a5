"""The log of the last calls: number, time, who, taken or missed, a note and an outcome."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime

from psygnal import Signal

from callcenter.desk.callers import LOCAL_TROUBLE
from callcenter.desk.files import Local, LocalFiles
from callcenter.desk.tasks import Tasks
from callcenter.replica.calls import KEPT, LoggedCall

_log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds that closing waits for calls that are still to be written."""


@dataclass(slots=True, eq=False)
class Entry:
    """A call's line: what is to stand there, and where it stands already."""

    at: datetime
    number: str | None
    """None where it was withheld."""
    told: str | None = None
    """The name that the phone told."""
    who: str | None = None
    """Who it was, as far as the brand knows that; else the name told."""
    customer_id: str | None = None
    taken: bool = False
    id: int | None = None
    place: object = None


class CallBook:
    """Keeps the calls in this desk's own file; what comes while no file is open is written when one is."""

    listed = Signal(tuple)
    """The calls that were looked for, newest first."""
    changed = Signal()

    def __init__(self, files: LocalFiles) -> None:
        self._files = files
        self._tasks = Tasks("call log")
        self._writes = Tasks("call log's writing")
        self._turn = asyncio.Lock()
        self._waiting: deque[Entry] = deque(maxlen=KEPT)
        """Calls that came while no file was open."""
        self._asked = list[Entry]()
        """Calls whose writing is under way."""
        files.opened.connect(self._opened)

    def look(self, text: str = "") -> None:
        """Ask for the calls that hold every word of a text: the answer is ``listed``."""
        self._tasks.replace("look", self._look(text))

    def describe(self, logged: LoggedCall, *, note: str, outcome: str) -> None:
        """Note what a call was about and what came of it."""
        if (local := self._files.local) is not None:
            work = self._describe(local, logged.id, note.strip() or None, outcome.strip() or None)
            self._writes.start("describe", work)

    def write(self, entry: Entry) -> None:
        """Bring the log to what the entry says."""
        self._asked.append(entry)
        self._writes.start("write", self._write(entry))

    def count_use(self, customer_id: str) -> None:
        """Count that this customer was served: they come first among equal matches."""
        if (local := self._files.local) is not None:
            self._writes.start("use", self._count_use(local, customer_id))

    def leave(self, current: Entry | None) -> None:
        """Say of calls that the brand's log does not have yet no more than a phone told: the next log is another's."""
        for entry in (*self._waiting, *self._asked, *((current,) if current is not None else ())):
            if entry.place is None:
                entry.who, entry.customer_id = entry.told, None

    async def aclose(self) -> None:
        """End; what was to be written is."""
        await self._tasks.aclose()
        await self._writes.finish(PATIENCE)

    def _opened(self, _local: Local) -> None:
        for entry in self._waiting:
            self.write(entry)
        self.changed.emit()

    async def _write(self, entry: Entry) -> None:
        async with self._turn:  # in the order they were asked for
            local = self._files.local
            if local is None:
                if entry not in self._waiting:
                    self._waiting.append(entry)
                return
            # What waited comes first: this one may have been asked for before the file was open, and not begun.
            entries = tuple(dict.fromkeys((*self._waiting, entry)))
            self._waiting.clear()
            try:
                for one in entries:
                    await _log_in(local, one)
            except LOCAL_TROUBLE as error:
                _log.info("the call could not be logged: %s", type(error).__name__)
                return
        self.changed.emit()

    async def _describe(self, local: Local, call_id: int, note: str | None, outcome: str | None) -> None:
        async with self._turn:
            try:
                await local.desk.calls.describe(call_id, note=note, outcome=outcome)
            except LOCAL_TROUBLE as error:
                _log.info("the note could not be kept: %s", type(error).__name__)
                return
        self.changed.emit()

    async def _look(self, text: str) -> None:
        found = list[LoggedCall]()
        async with self._turn:  # after what was to be written before
            local = self._files.local
            if local is not None:
                try:
                    found = await local.desk.calls.calls(text)
                except LOCAL_TROUBLE as error:
                    _log.info("the call log could not be read: %s", type(error).__name__)
        self.listed.emit(tuple(found))

    async def _count_use(self, local: Local, customer_id: str) -> None:
        now = datetime.now(UTC)
        try:
            await local.desk.uses.add(customer_id, now)
            local.replica.prefer(await local.desk.uses.scores(now))
        except LOCAL_TROUBLE as error:
            _log.info("the use could not be counted: %s", type(error).__name__)


async def _log_in(local: Local, entry: Entry) -> None:
    calls, place = local.desk.calls, local.path or local.desk
    if entry.id is None:
        added = await calls.add(entry.at, entry.number, customer_id=entry.customer_id, who=entry.who)
        entry.id, entry.place = added.id, place
    elif entry.place != place:  # another brand's log has it
        return
    else:
        await calls.identify(entry.id, entry.customer_id, entry.who)
    if entry.taken:
        await calls.take(entry.id)
