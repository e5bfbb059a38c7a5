"""The open form as typed, kept on the disk: a crash costs no word."""

from __future__ import annotations

import asyncio
import contextlib

import msgspec
from psygnal import Signal

from callcenter.desk.files import Local, LocalFiles
from callcenter.desk.form import Form
from callcenter.desk.tasks import Tasks
from callcenter.model.record import Record
from callcenter.replica.errors import Closed, LocalFileError, StorageFull

NEW_CUSTOMER = "new-customer"
"""The name of the form in the file."""
PAUSE = 0.4
"""Seconds without a key before a draft is written."""
_AWAY = (Closed, LocalFileError, StorageFull)


class Draft(Record, frozen=True):
    """A form that was not finished, and the ``cid`` of the customer it would make."""

    cid: str
    form: Form


class Drafts:
    """Keeps the draft of the new-customer form, and tells of the one an earlier desk left."""

    found = Signal(Draft)

    def __init__(self, files: LocalFiles, *, pause: float = PAUSE) -> None:
        self._pause = pause
        self._local: Local | None = None
        self._tasks = Tasks("drafts")
        files.opened.connect(self._opened)
        files.closed.connect(self._closed)

    def keep(self, draft: Draft) -> None:
        """Write a draft once the keys rest."""
        if self._local is not None:
            self._tasks.replace("write", self._write(self._local, draft))

    def drop(self) -> None:
        """Forget the draft: it was saved, or begun anew."""
        if self._local is not None:
            self._tasks.replace("write", self._drop(self._local))

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    def _opened(self, local: Local) -> None:
        self._local = local
        self._tasks.start("read", self._read(local))

    def _closed(self) -> None:
        self._local = None

    async def _read(self, local: Local) -> None:
        with contextlib.suppress(*_AWAY):
            content = await local.desk.drafts.load(NEW_CUSTOMER)
            if content is None:
                return
            try:
                draft = msgspec.msgpack.decode(content, type=Draft)
            except msgspec.DecodeError:  # of another version of this program
                await local.desk.drafts.drop(NEW_CUSTOMER)
                return
            self.found.emit(draft)

    async def _write(self, local: Local, draft: Draft) -> None:
        await asyncio.sleep(self._pause)
        with contextlib.suppress(*_AWAY):
            await local.desk.drafts.save(NEW_CUSTOMER, msgspec.msgpack.encode(draft))

    async def _drop(self, local: Local) -> None:
        with contextlib.suppress(*_AWAY):
            await local.desk.drafts.drop(NEW_CUSTOMER)
