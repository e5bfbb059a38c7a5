"""What this desk has to tell the point of sale: committed first, sent in order, never lost and never doubled."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from psygnal import Signal

from callcenter.desk.acts.known import performers_of
from callcenter.desk.acts.performer import About, Done, Found, Performer, found_in
from callcenter.desk.acts.word import done_by_word
from callcenter.desk.connection import Connection
from callcenter.desk.delivery import LOOKS, Delivery, Ended
from callcenter.desk.delivery_rounds import SHORTEST_WAIT, go_round
from callcenter.desk.directory import LocalDirectory
from callcenter.desk.files import Local, LocalFiles
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.model.capabilities import Capabilities
from callcenter.model.customer import Customer, NewCustomer, pending_customer
from callcenter.model.loyalty import Redeemed
from callcenter.model.order import Order
from callcenter.model.record import Record
from callcenter.pos import errors
from callcenter.pos.errors import PosError
from callcenter.replica.errors import Closed, StorageFull
from callcenter.replica.outbox import Act, Entry, State


class Settled(Record, frozen=True):
    """How an act ended: what the point of sale has of it now, or why it refused."""

    entry: Entry
    customer: Customer | None = None
    order_id: str | None = None
    order: Order | None = None
    """The order, where it was read back."""
    redeemed: Redeemed | None = None
    deleted: str | None = None
    """The id of the customer who was deleted."""
    error: PosError | None = None


class Dispatch:
    """The one door for every write. Takes acts up and sends those on one subject in their order, however long it takes.

    Signals are emitted on the loop that called.
    """

    changed = Signal(tuple)
    """Every row there is, the oldest first."""
    settled = Signal(Settled)
    uncertain = Signal(Entry)
    """A row that may have arrived, and was not made out for certain: the agent chooses."""

    def __init__(
        self,
        session: Session,
        files: LocalFiles,
        directory: LocalDirectory,
        connection: Connection,
        *,
        shortest_wait: float = SHORTEST_WAIT,
        looks: tuple[float, ...] = LOOKS,
        performers: Callable[[Capabilities], Mapping[Act, Performer]] = performers_of,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._session = session
        self._directory = directory
        self._connection = connection
        self._shortest_wait = shortest_wait
        self._looks = looks
        self._performers_of = performers
        self._performers: Mapping[Act, Performer] = {}
        """How each act is done where this desk is signed in."""
        self._now = now
        self._tasks = Tasks("outbox")
        self._local: Local | None = None
        self._delivery: Delivery | None = None
        self._poked = asyncio.Event()
        self.entries: tuple[Entry, ...] = ()
        files.opened.connect(self._opened)
        files.closed.connect(self._closed)
        directory.pending = self.pending

    # ---- what there is ----------------------------------------------------------------------------------------------

    @property
    def keeps(self) -> bool:
        """Whether what is taken up here survives the program: a keyring, a file, room on the disk.

        Where it does not, an act counts as accepted only once it has ended.
        """
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

    def about(self, entry: Entry) -> About:
        """Return whom and what a row is about."""
        performer = self._performers.get(entry.act)
        return performer.about(entry) if performer is not None else About()

    def found(self, entry: Entry) -> Found | None:
        """Return what the point of sale was found to hold for an uncertain row; None where nobody has looked yet.

        Of a refused change it is how the customer stands there.
        """
        return found_in(entry)

    # ---- taking up --------------------------------------------------------------------------------------------------

    async def take_up(self, act: Act, subject: str, body: Record, *, not_before: datetime | None = None) -> Entry:
        """Commit an act to the outbox: from here on it is not lost. It stays until ``not_before``, to be taken back.

        Acts on one ``subject`` leave in their order. A customer's form that is here already is mended instead.
        Raises SignInRequired where the brand was left meanwhile, Unsupported, and StorageFull.
        """
        if self._local is None:
            raise errors.SignInRequired
        if act not in self._performers:
            raise errors.Unsupported
        outbox = self._local.desk.outbox
        earlier = self._form_of(subject) if act is Act.CREATE_CUSTOMER else None
        mended = await outbox.amend(earlier.id, body) if earlier is not None else None
        entry = mended or await outbox.add(act, subject, body, self._now(), not_before=not_before)
        await self._tell()
        self.send_now()
        return entry

    async def carry_out(self, act: Act, subject: str, body: Record, *, patience: float) -> tuple[Entry, Settled | None]:
        """Take an act up and wait so many seconds for its end; None where it goes on without being waited for.

        Raises as ``take_up`` does.
        """
        outcome: asyncio.Future[Settled] = asyncio.get_running_loop().create_future()
        heard: list[Settled] = []

        def hear(settled: Settled) -> None:
            heard.append(settled)
            if entry is not None and settled.entry.id == entry.id and not outcome.done():
                outcome.set_result(settled)

        entry: Entry | None = None
        self.settled.connect(hear)
        try:
            entry = await self.take_up(act, subject, body)
            if early := next((one for one in heard if one.entry.id == entry.id), None):
                return entry, early
            async with asyncio.timeout(patience):
                return entry, await outcome
        except TimeoutError:
            assert entry is not None  # noqa: S101 - only the wait for the outcome has a time
            return entry, None
        finally:
            self.settled.disconnect(hear)

    def _form_of(self, cid: str) -> Entry | None:
        forms = (entry for entry in self.entries if entry.act is Act.CREATE_CUSTOMER and entry.subject == cid)
        return next((entry for entry in forms if entry.state is not State.SENT), None)

    # ---- what the agent decides -------------------------------------------------------------------------------------

    def send_now(self) -> None:
        """Try at once: something new waits, or the agent asks."""
        self._poked.set()

    def retry(self, entry: Entry) -> None:
        """Let a refused or uncertain row leave again, as it is: for an uncertain one, that is the agent's decision."""
        if self._local is not None:
            self._tasks.start("retry", self._retry(self._local, entry))

    def look_again(self, entry: Entry) -> None:
        """Look at once for what an uncertain row may have made."""
        if self._delivery is not None and entry.state is State.UNCERTAIN:
            self._delivery.look(entry)
            self.send_now()

    def confirm(self, entry: Entry, made: Order | Customer | None = None) -> None:
        """Take the agent's word that an uncertain row was done: which order or customer it made, where it made one."""
        if self._local is not None:
            self._tasks.start("confirm", self._confirm(self._local, entry, done_by_word(entry, made)))

    def discard(self, entry: Entry) -> None:
        """Give a row up, unless it is under way."""
        if self._local is not None:
            self._tasks.start("discard", self._discard(self._local, entry))

    async def withdraw(self, entry: Entry) -> bool:
        """Give a row up now; False where it is too late: under way, or arrived."""
        local = self._local
        if local is None:
            return False
        taken_back = await local.desk.outbox.discard(entry.id)
        await self._tell()
        self.send_now()  # what waited behind it
        return taken_back

    async def forget_sent(self) -> None:
        """Keep nothing of what was sent: somebody in it is deleted."""
        if self._local is not None:
            with contextlib.suppress(Closed, StorageFull):
                await self._local.desk.outbox.forget_sent()
                await self._tell()

    async def aclose(self) -> None:
        """Send nothing more; what waits goes on waiting in the file."""
        await self._tasks.aclose()

    async def _retry(self, local: Local, entry: Entry) -> None:
        with contextlib.suppress(Closed, StorageFull):
            await local.desk.outbox.release(entry.id)
            await self._tell()
            self.send_now()

    async def _confirm(self, local: Local, entry: Entry, done: Done) -> None:
        with contextlib.suppress(Closed, StorageFull):
            sent = await local.desk.outbox.settle(entry.id, State.SENT, was=State.UNCERTAIN)
            await self._tell()
            if sent is not None and local is self._local:
                await self._end(Ended(entry=sent, done=done))
                self.send_now()  # what waited behind it

    async def _discard(self, local: Local, entry: Entry) -> None:
        with contextlib.suppress(Closed, StorageFull):
            await local.desk.outbox.discard(entry.id)
            await self._tell()
            self.send_now()  # what waited behind it

    # ---- sending ----------------------------------------------------------------------------------------------------

    def _opened(self, local: Local) -> None:
        self._local = local
        self._performers = self._performers_of(self._session.pos.capabilities)
        self._delivery = Delivery(
            self._session,
            self._connection,
            local.desk.outbox,
            self._performers,
            now=self._now,
            told=self._tell,
            ended=self._end,
            asked=self.uncertain.emit,
            looks=self._looks,
        )
        self._tasks.replace("send", go_round(self._delivery, self._poked, self._tell, self._shortest_wait))

    def _closed(self) -> None:
        self._local = self._delivery = None
        self._tasks.cancel("send")
        self.entries = ()
        self.changed.emit(())

    async def _end(self, ended: Ended) -> None:
        done = ended.done or Done()
        if done.customer is not None:
            await self._directory.keep([done.customer])
        self.settled.emit(
            Settled(
                entry=ended.entry,
                customer=done.customer,
                order_id=done.order_id,
                order=done.order,
                redeemed=done.redeemed,
                deleted=done.deleted,
                error=ended.error,
            )
        )

    async def _tell(self) -> None:
        local = self._local
        if local is None:
            return
        entries = tuple(await local.desk.outbox.entries())
        if local is self._local:  # else they are another brand's: this desk has left it meanwhile
            self.entries = entries
            self.changed.emit(entries)
