"""What this desk has to tell the point of sale: committed first, sent in order, never lost and never doubled."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from psygnal import Signal

from callcenter.desk.connection import Connection
from callcenter.desk.directory import LocalDirectory
from callcenter.desk.files import Local, LocalFiles
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.model.customer import Customer, NewCustomer, pending_customer
from callcenter.model.record import Record
from callcenter.pos import errors
from callcenter.pos.errors import PosError
from callcenter.replica.errors import Closed
from callcenter.replica.outbox import Act, Entry, State

SHORTEST_WAIT, LONGEST_WAIT = 2.0, 60.0
"""Seconds between two tries while the point of sale does not answer: the wait doubles."""


class Settled(Record, frozen=True):
    """How an act ended: the point of sale's customer, or why it refused."""

    entry: Entry
    customer: Customer | None = None
    error: PosError | None = None


class Dispatch:
    """Sends the rows of the outbox, the acts on one customer in their order, as long as it takes."""

    changed = Signal(tuple)
    """Every row there is, the oldest first."""
    settled = Signal(Settled)

    def __init__(
        self,
        session: Session,
        files: LocalFiles,
        directory: LocalDirectory,
        connection: Connection,
        *,
        shortest_wait: float = SHORTEST_WAIT,
    ) -> None:
        self._session = session
        self._directory = directory
        self._connection = connection
        self._shortest_wait = shortest_wait
        self._tasks = Tasks("outbox")
        self._local: Local | None = None
        self._poked = asyncio.Event()
        self.entries: tuple[Entry, ...] = ()
        files.opened.connect(self._opened)
        files.closed.connect(self._closed)
        directory.pending = self.pending

    @property
    def keeps(self) -> bool:
        """Whether a form taken up here survives the program: a keyring, a file, room on the disk."""
        return self._local is not None and self._local.keeps_forms

    @property
    def unsent(self) -> int:
        """How many acts the point of sale has not accepted."""
        return sum(entry.state is not State.SENT for entry in self.entries)

    def pending(self) -> Sequence[Customer]:
        """Return the customers who exist only here so far."""
        return [
            pending_customer(entry.read(NewCustomer))
            for entry in self.entries
            if entry.act is Act.CREATE_CUSTOMER and entry.state is not State.SENT
        ]

    async def take_up(self, form: NewCustomer) -> Entry:
        """Commit a new customer to the outbox: from here on it is not lost.

        Raises SignInRequired where the brand was left meanwhile, and StorageFull.
        """
        if self._local is None:
            raise errors.SignInRequired
        outbox = self._local.desk.outbox
        earlier = next((one for one in self.entries if one.subject == form.cid), None)
        mended = await outbox.amend(earlier.id, form) if earlier is not None else None
        entry = mended or await outbox.add(Act.CREATE_CUSTOMER, form.cid, form, datetime.now(UTC))
        await self._tell()
        self.send_now()
        return entry

    def send_now(self) -> None:
        """Try at once: something new waits, or the agent asks."""
        self._poked.set()

    def retry(self, entry: Entry) -> None:
        """Let a refused row wait again, as it is."""
        if self._local is not None:
            self._tasks.start("retry", self._retry(self._local, entry))

    def discard(self, entry: Entry) -> None:
        """Give a row up."""
        if self._local is not None:
            self._tasks.start("discard", self._discard(self._local, entry))

    async def withdraw(self, entry: Entry) -> None:
        """Give a row up now: the form it came from is open, and holds everything."""
        if self._local is not None:
            await self._discard(self._local, entry)

    async def aclose(self) -> None:
        """Send nothing more; what waits goes on waiting in the file."""
        await self._tasks.aclose()

    def _opened(self, local: Local) -> None:
        self._local = local
        self._tasks.replace("send", self._run(local))

    def _closed(self) -> None:
        self._local = None
        self._tasks.cancel("send")
        self.entries = ()
        self.changed.emit(())

    async def _run(self, local: Local) -> None:
        with contextlib.suppress(Closed):
            await self._recover(local)
            wait = self._shortest_wait
            while True:
                failed = await self._send_ready(local)
                wait = min(wait * 2, LONGEST_WAIT) if failed else self._shortest_wait
                self._poked.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._poked.wait(), wait if failed else None)

    async def _recover(self, local: Local) -> None:
        """Take up what a crash or a stop left: creating a customer may be repeated, for its ``cid`` makes it one."""
        for entry in await local.desk.outbox.entries():
            if entry.state is State.SENT:
                await local.desk.outbox.discard(entry.id)
            elif entry.state is State.SENDING:
                repeatable = entry.act is Act.CREATE_CUSTOMER
                await local.desk.outbox.settle(entry.id, State.WAITING if repeatable else State.UNCERTAIN)
        await self._tell()

    async def _send_ready(self, local: Local) -> bool:
        """Send what may leave; return whether the point of sale could not be asked."""
        for ready in await local.desk.outbox.ready():
            entry = await local.desk.outbox.begin(ready.id)
            if entry is None:
                continue
            await self._tell()
            error = await self._send(local, entry)
            await self._tell()
            if error is not None and not _refuses(error):
                return True
        return False

    async def _send(self, local: Local, entry: Entry) -> PosError | None:
        form = entry.read(NewCustomer)
        try:
            customer = await self._session.pos.create_customer(form)
        except PosError as error:
            self._connection.failed(error)
            state = State.REFUSED if _refuses(error) else State.WAITING
            settled = await local.desk.outbox.settle(entry.id, state, error=error.code)
            if state is State.REFUSED and settled is not None:
                await self._tell()
                self.settled.emit(Settled(entry=settled, error=error))
            return error
        self._connection.worked()
        customer = filled(customer, form)
        await self._directory.keep([customer])
        settled = await local.desk.outbox.settle(entry.id, State.SENT)
        await self._tell()
        self.settled.emit(Settled(entry=settled or entry, customer=customer))
        return None

    async def _retry(self, local: Local, entry: Entry) -> None:
        with contextlib.suppress(Closed):
            await local.desk.outbox.amend(entry.id, entry.read(NewCustomer))
            await self._tell()
            self.send_now()

    async def _discard(self, local: Local, entry: Entry) -> None:
        with contextlib.suppress(Closed):
            await local.desk.outbox.discard(entry.id)
            await self._tell()

    async def _tell(self) -> None:
        if self._local is not None:
            self.entries = tuple(await self._local.desk.outbox.entries())
            self.changed.emit(self.entries)


def _refuses(error: PosError) -> bool:
    """Whether sending the same again would end the same: somebody has to mend it."""
    return isinstance(error, errors.Conflict | errors.Invalid | errors.Forbidden | errors.NotFound | errors.Unsupported)


def filled(customer: Customer, form: NewCustomer) -> Customer:
    """Return the new customer with what the form told: the answer to a create leaves out much of it."""
    given = {
        name: getattr(form, name)
        for name in ("name", "phone", "email", "code", "notes", "group_id", "gender", "date_of_birth")
        if not getattr(customer, name) and getattr(form, name)
    }
    return msgspec.structs.replace(customer, **given) if given else customer
