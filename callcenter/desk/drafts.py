"""The open forms as typed, kept on the disk: a crash costs no word."""

from __future__ import annotations

import asyncio
import contextlib

import msgspec
from psygnal import Signal

from callcenter.desk.files import Local, LocalFiles
from callcenter.desk.form import Form
from callcenter.desk.tasks import Tasks
from callcenter.model.customer import Customer
from callcenter.model.record import Record
from callcenter.replica.errors import Closed, LocalFileError, StorageFull

NEW_CUSTOMER = "new-customer"
"""The name of the form in the file."""
EDIT = "edit-customer:"
"""How the name of a form begins in which a customer is being changed; their id follows."""
PAUSE = 0.4
"""Seconds without a key before a draft is written."""
_AWAY = (Closed, LocalFileError, StorageFull)


class Draft(Record, frozen=True):
    """A form that was not finished, and the ``cid`` of the customer it would make."""

    cid: str
    form: Form


class EditDraft(Record, frozen=True):
    """Changes of a customer that were not finished: who it is, the fields as the agent saw them and as typed."""

    customer: Customer
    seen: Form
    form: Form
    region: str = "AZ"


class Drafts:
    """Keeps the drafts of the forms, and tells of those an earlier desk left."""

    found = Signal(Draft)
    edit_found = Signal(EditDraft)

    def __init__(self, files: LocalFiles, *, pause: float = PAUSE) -> None:
        self._pause = pause
        self._local: Local | None = None
        self._tasks = Tasks("drafts")
        files.opened.connect(self._opened)
        files.closed.connect(self._closed)

    def keep(self, draft: Draft) -> None:
        """Write a draft once the keys rest."""
        self._keep(NEW_CUSTOMER, draft)

    def keep_edit(self, draft: EditDraft) -> None:
        """Write the changes of a customer once the keys rest."""
        self._keep(EDIT + draft.customer.id, draft)

    def drop(self) -> None:
        """Forget the draft: it was saved, or begun anew."""
        self._forget(NEW_CUSTOMER)

    def drop_edit(self, customer_id: str) -> None:
        """Forget the changes of a customer: they were saved, or given up."""
        self._forget(EDIT + customer_id)

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    def _opened(self, local: Local) -> None:
        self._local = local
        self._tasks.start("read", self._read(local))

    def _closed(self) -> None:
        self._local = None

    def _keep(self, name: str, draft: Record) -> None:
        if self._local is not None:
            self._tasks.replace(name, self._write(self._local, name, draft))

    def _forget(self, name: str) -> None:
        if self._local is not None:
            self._tasks.replace(name, self._drop(self._local, name))

    async def _read(self, local: Local) -> None:
        with contextlib.suppress(*_AWAY):
            for name, content in (await local.desk.drafts.all()).items():
                try:
                    if name == NEW_CUSTOMER:
                        self.found.emit(msgspec.msgpack.decode(content, type=Draft))
                    elif name.startswith(EDIT):
                        self.edit_found.emit(msgspec.msgpack.decode(content, type=EditDraft))
                except msgspec.DecodeError:  # of another version of this program
                    await local.desk.drafts.drop(name)

    async def _write(self, local: Local, name: str, draft: Record) -> None:
        await asyncio.sleep(self._pause)
        with contextlib.suppress(*_AWAY):
            await local.desk.drafts.save(name, msgspec.msgpack.encode(draft))

    async def _drop(self, local: Local, name: str) -> None:
        with contextlib.suppress(*_AWAY):
            await local.desk.drafts.drop(name)
