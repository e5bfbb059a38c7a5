"""The open forms as typed, kept on the disk: a crash costs no word."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable

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
PATIENCE = 2.0
"""Seconds that closing waits for what was typed last to be written."""
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
    """Keeps the drafts of the forms, and tells of those an earlier desk left, or this one when it was another's.

    Where there is no lasting file they are kept for as long as the desk runs, those of each profile apart.
    """

    found = Signal(Draft)
    edit_found = Signal(EditDraft)

    def __init__(self, files: LocalFiles, *, pause: float = PAUSE) -> None:
        self._pause = pause
        self._local: Local | None = None
        self._tasks = Tasks("drafts")
        self._unwritten: dict[str, Draft | EditDraft] = {}
        """Drafts of which the keys do not rest yet."""
        self._held: dict[str, Draft | EditDraft] = {}
        """Drafts that are in no lasting file, of the profile at work."""
        self._left: dict[str, dict[str, Draft | EditDraft]] = {}
        """The same, of profiles that were left, by their key."""
        files.opened.connect(self._opened)
        files.closed.connect(self._closed)
        files.forgotten.connect(lambda owner: self._left.pop(owner, None))

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
        """Write what was typed last."""
        if self._local is not None:
            self._write_now(self._local)
        await self._tasks.finish(PATIENCE)

    def _opened(self, local: Local) -> None:
        self._local = local
        self._held = self._left.pop(local.owner, {})
        self._tasks.start("read", self._read(local, tuple(self._held.values())))

    def _closed(self) -> None:
        """Write what was typed last, before the file is closed: it is asked for first."""
        local, self._local = self._local, None
        if local is None:
            return
        self._write_now(local)
        if self._held:
            self._left[local.owner] = self._held
            self._held = {}

    def _keep(self, name: str, draft: Draft | EditDraft) -> None:
        if self._local is None:
            return
        if self._local.keeps_forms:
            self._unwritten[name] = draft
            self._tasks.replace(name, self._write(self._local, name, self._pause))
        else:
            self._held[name] = draft

    def _forget(self, name: str) -> None:
        if self._local is None:
            return
        self._held.pop(name, None)
        self._unwritten.pop(name, None)
        self._tasks.replace(name, self._drop(self._local, name))

    def _write_now(self, local: Local) -> None:
        for name in list(self._unwritten):
            self._tasks.replace(name, self._write(local, name, 0.0, self._unwritten.pop(name)))

    async def _read(self, local: Local, held: Iterable[Draft | EditDraft]) -> None:
        drafts = list(held)
        with contextlib.suppress(*_AWAY):
            for name, content in (await local.desk.drafts.all()).items():
                try:
                    drafts.extend(_decoded(name, content))
                except msgspec.DecodeError:  # of another version of this program
                    await local.desk.drafts.drop(name)
        for draft in drafts:
            if local is self._local:
                self._tell(draft)

    def _tell(self, draft: Draft | EditDraft) -> None:
        if isinstance(draft, Draft):
            self.found.emit(draft)
        else:
            self.edit_found.emit(draft)

    async def _write(self, local: Local, name: str, pause: float, draft: Draft | EditDraft | None = None) -> None:
        if pause:
            await asyncio.sleep(pause)
        draft = draft or self._unwritten.pop(name, None)
        if draft is not None:
            with contextlib.suppress(*_AWAY):
                await local.desk.drafts.save(name, msgspec.msgpack.encode(draft))

    async def _drop(self, local: Local, name: str) -> None:
        with contextlib.suppress(*_AWAY):
            await local.desk.drafts.drop(name)


def _decoded(name: str, content: bytes) -> tuple[Draft | EditDraft, ...]:
    """Return the draft of this name; none of a form that this version does not know."""
    if name == NEW_CUSTOMER:
        return (msgspec.msgpack.decode(content, type=Draft),)
    return (msgspec.msgpack.decode(content, type=EditDraft),) if name.startswith(EDIT) else ()
