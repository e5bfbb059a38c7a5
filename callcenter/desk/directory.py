"""Where customers are looked up: in the local copy at once, at the point of sale for what the copy lacks."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Protocol

from callcenter.desk.files import Local, LocalFiles
from callcenter.desk.fill import FILLED
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.model import phone
from callcenter.model.call import caller_key
from callcenter.model.customer import Customer, CustomerQuery, CustomerSort, Group, completed
from callcenter.model.page import Page
from callcenter.model.record import Record
from callcenter.replica.errors import Closed, LocalFileError, StorageFull, Superseded
from callcenter.replica.folding import fold
from callcenter.replica.matching import Tier
from callcenter.replica.query import Query
from callcenter.replica.searching import Hit

MOST = 24
"""How many matches are shown, twice as many as are in sight; whoever needs more types on."""
MOST_SORTED = 200
"""How many are listed in an order that the agent chose: a list to be gone through, not a match to be found."""
_AWAY = (Closed, LocalFileError, StorageFull, Superseded)
"""What a local file can answer instead of its content: then the point of sale is asked, and nothing is kept."""


Begun = asyncio.Future[list[Hit]]
"""A look into the local copy that is under way."""


class Wanted(Record, frozen=True):
    """What is looked for: the text as typed, and what narrows and orders the list."""

    text: str = ""
    group_id: str | None = None
    sort: CustomerSort | None = None
    descending: bool = False

    @property
    def most(self) -> int:
        """How many customers are shown."""
        return MOST if self.sort is None else MOST_SORTED


class Known(Record, frozen=True):
    """What the local copy answers. ``sure`` where there is nothing left to ask the point of sale for.

    ``complete`` where the copy holds every customer, ``empty`` where it has none yet, whatever is looked for.
    """

    customers: tuple[Customer, ...]
    sure: bool
    complete: bool = False
    empty: bool = False


class Directory(Protocol):
    """Answers every look for a customer. What asks the point of sale raises classes of ``pos.errors``."""

    def begin(self, wanted: Wanted) -> Begun | None:
        """Begin to look into the local copy now, for ``known`` to go on with; None where that has to wait."""

    async def known(self, wanted: Wanted, begun: Begun | None = None) -> Known | None:
        """Return the customers of the local copy that match, best first; None without a copy."""

    async def search(self, query: CustomerQuery) -> Page[Customer]:
        """Ask the point of sale for the customers that match."""

    async def customer(self, customer_id: str) -> Customer:
        """Ask the point of sale for one customer, with everything that is known."""

    async def known_customer(self, customer_id: str) -> Customer | None:
        """Return one customer of the local copy."""

    async def with_number(self, number: str, region: str) -> tuple[Customer, ...]:
        """Return whoever has a whole number, whoever has it as their primary one first."""

    async def groups(self) -> tuple[Group, ...]:
        """Return every customer group; none where the point of sale has none."""

    async def keep(self, customers: Iterable[Customer], asked_at: datetime | None = None) -> tuple[Customer, ...]:
        """Take what the point of sale told into the local copy; return them with what was untold as it is known.

        ``asked_at`` is when it was asked: who was deleted from here since is not taken in.
        """

    async def forget(self, customer_id: str, name: str = "") -> None:
        """Let go of everything that is kept of a customer who was deleted; ``name`` is what the log of calls has."""

    def used(self, customer: Customer) -> None:
        """Note that this desk served a customer: they come first among equal matches."""

    def when_left(self, do: Callable[[], None]) -> None:
        """Call this whenever the customers are another brand's from now on, or nobody's: no answer counts any more."""


class PosDirectory:
    """Asks the point of sale at every look."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, wanted: Wanted) -> Begun | None:  # noqa: ARG002 - there is no copy to ask
        """Return None: there is no local copy."""
        return None

    async def known(self, wanted: Wanted, begun: Begun | None = None) -> Known | None:  # noqa: ARG002 - as above
        """Return None: there is no local copy."""
        return None

    async def search(self, query: CustomerQuery) -> Page[Customer]:
        """Return the customers that match."""
        return await self._session.pos.customers(query)

    async def customer(self, customer_id: str) -> Customer:
        """Return one customer with everything that is known."""
        return await self._session.pos.customer(customer_id)

    async def known_customer(self, customer_id: str) -> Customer | None:  # noqa: ARG002 - there is no copy to ask
        """Return None: there is no local copy."""
        return None

    async def with_number(self, number: str, region: str) -> tuple[Customer, ...]:
        """Return whoever has a whole number, as the point of sale finds it by its national digits."""
        key = caller_key(number, region)
        if key is None:
            return ()
        part = phone.national(number, region) or phone.digits(number)
        page = await self.search(CustomerQuery(phone=part))
        holders = [one for one in page.rows if key in {caller_key(its, region) for its in one.all_phones}]
        return tuple(sorted(holders, key=lambda one: caller_key(one.phone or "", region) != key))

    async def groups(self) -> tuple[Group, ...]:
        """Return every customer group; none where the point of sale has none."""
        pos = self._session.pos
        return await pos.groups() if pos.capabilities.groups else ()

    async def keep(
        self,
        customers: Iterable[Customer],
        asked_at: datetime | None = None,  # noqa: ARG002 - there is no copy
    ) -> tuple[Customer, ...]:
        """Keep nothing."""
        return tuple(completed(one, None) for one in customers)

    async def forget(self, customer_id: str, name: str = "") -> None:
        """Do nothing: nothing is kept."""

    def used(self, customer: Customer) -> None:
        """Note nothing."""

    def when_left(self, do: Callable[[], None]) -> None:
        """Call this whenever the session is left."""
        self._session.closed.connect(do)


class LocalDirectory(PosDirectory):
    """Answers from the replica, and keeps in it what the point of sale is asked for."""

    def __init__(self, session: Session, files: LocalFiles) -> None:
        super().__init__(session)
        self._files = files
        self._tasks = Tasks("directory")
        self.pending: Callable[[], Sequence[Customer]] = tuple
        """Gives the customers whom the point of sale has not heard of yet: they are found like all others."""
        self.complete = False
        """Whether the replica holds every customer of the brand, but for the newest changes."""
        files.opened.connect(self._opened)
        files.closed.connect(self._closed)

    def begin(self, wanted: Wanted) -> Begun | None:
        """Begin to look into the replica, once it is complete: before, that has to be asked first."""
        local = self._files.local
        if local is None or not self.complete:
            return None
        try:
            return local.replica.begin_search(_query(wanted))
        except Closed:
            return None

    async def known(self, wanted: Wanted, begun: Begun | None = None) -> Known | None:
        """Return the customers of the replica that match, best first."""
        local = self._files.local
        if local is None:
            return None
        try:
            if not self.complete:
                self.complete = await local.replica.fact(FILLED) is not None and await local.replica.indexed()
            hits = await local.replica.hits(begun or local.replica.begin_search(_query(wanted)))
            empty = not hits and not self.complete and not await local.replica.count()
        except _AWAY:
            return None
        good = any(hit.tier < Tier.OTHER_KEYS for hit in hits)
        enough = good if self.complete else len(hits) >= wanted.most
        waiting = tuple(one for one in self.pending() if _matches(one, wanted))
        found = (*waiting, *(hit.customer for hit in hits))
        return Known(customers=found, sure=enough or bool(waiting), complete=self.complete, empty=empty)

    async def customer(self, customer_id: str) -> Customer:
        """Return one customer with everything that is known, and keep it."""
        asked_at = datetime.now(UTC)
        customer = await super().customer(customer_id)
        return (await self.keep([customer], asked_at))[0]

    async def known_customer(self, customer_id: str) -> Customer | None:
        """Return one customer of the replica, or one who waits to be sent."""
        if waiting := next((one for one in self.pending() if one.id == customer_id), None):
            return waiting
        local = self._files.local
        if local is not None:
            with contextlib.suppress(*_AWAY):
                return await local.replica.customer(customer_id)
        return None

    async def with_number(self, number: str, region: str) -> tuple[Customer, ...]:
        """Return whoever has a whole number in the replica; else at the point of sale."""
        local = self._files.local
        if local is not None:
            with contextlib.suppress(*_AWAY):
                if found := await local.replica.by_phone(number):
                    return tuple(found)
        asked_at = datetime.now(UTC)
        return await self.keep(await super().with_number(number, region), asked_at)

    async def keep(self, customers: Iterable[Customer], asked_at: datetime | None = None) -> tuple[Customer, ...]:
        """Take customers into the replica; the newer of two stays."""
        told = tuple(customers)
        known: dict[str, Customer] = {}
        local = self._files.local
        if local is not None:
            with contextlib.suppress(*_AWAY):
                await local.replica.upsert(told, asked_at=asked_at)
                if any(one.untold for one in told):
                    known = {one.id: one for one in await local.replica.customers(one.id for one in told)}
        return tuple(completed(one, known.get(one.id)) for one in told)

    async def forget(self, customer_id: str, name: str = "") -> None:
        """Remove a customer from the replica, from whom this desk served, and their name from its calls."""
        local, now = self._files.local, datetime.now(UTC)
        if local is None:
            return
        with contextlib.suppress(*_AWAY):
            await local.replica.forget(customer_id, now)
        with contextlib.suppress(*_AWAY):
            await local.desk.calls.forget(customer_id, name)
            await local.desk.uses.forget(customer_id)
            local.replica.prefer(await local.desk.uses.scores(now))

    def used(self, customer: Customer) -> None:
        """Count a use of this desk, and let it order the next search."""
        if self._files.local is not None:
            self._tasks.start("use", self._use(self._files.local, customer.id))

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    def _opened(self, local: Local) -> None:
        self._tasks.start("uses", self._use(local, None))

    def _closed(self) -> None:
        self.complete = False

    async def _use(self, local: Local, customer_id: str | None) -> None:
        now = datetime.now(UTC)
        with contextlib.suppress(*_AWAY):
            if customer_id is not None:
                await local.desk.uses.add(customer_id, now)
            local.replica.prefer(await local.desk.uses.scores(now))


def _query(wanted: Wanted) -> Query:
    return Query(
        text=wanted.text,
        group_id=wanted.group_id,
        sort=wanted.sort,
        descending=wanted.descending,
        limit=wanted.most,
    )


def _matches(customer: Customer, wanted: Wanted) -> bool:
    """Whether every word stands in the name or in a number of a customer who is in no index yet."""
    if wanted.group_id is not None and customer.group_id != wanted.group_id:
        return False
    name = fold(customer.name)
    numbers = [phone.digits(number) for number in customer.all_phones]
    return all(
        any(word.lstrip("0") in number for number in numbers) if word.isdigit() else word in name
        for word in fold(wanted.text).split()
    )
