"""Creating a customer past the outbox, where nothing that is taken up there would be kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from callcenter.desk.acts.known import performers_of
from callcenter.desk.acts.performer import Done, ReadingBack
from callcenter.model.customer import Customer, NewCustomer
from callcenter.pos import errors
from callcenter.pos.port import PointOfSale
from callcenter.replica.outbox import Act, Entry, State


class MadePerhaps(Exception):
    """An earlier try may have made one of these ``customers``: the agent looks before the form is sent again."""

    def __init__(self, customers: tuple[Customer, ...]) -> None:
        super().__init__()
        self.customers = customers


class Creating:
    """Remembers of each form what was there before a try whose answer was lost: a second try looks first."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._marks: dict[str, bytes] = {}
        """What the point of sale held before, by the form's ``cid``."""

    async def create(self, pos: PointOfSale, form: NewCustomer) -> Customer:
        """Return the customer as the point of sale made them. Raises classes of ``pos.errors``, and MadePerhaps.

        Uncertain leaves it open whether they were made; calling again with the same ``cid`` makes no second.
        """
        performer = performers_of(pos.capabilities)[Act.CREATE_CUSTOMER]
        back, entry = performer.reading_back, self._entry(form)
        if back is not None and entry.mark is not None:
            if (made := await self._looked_for(pos, back, entry)) is not None:
                return made
        elif back is not None:
            entry = msgspec.structs.replace(entry, mark=await back.mark(pos, entry))
        try:
            done = await performer.send(pos, entry)
        except errors.Uncertain:
            if back is None or entry.mark is None:
                raise
            self._marks[form.cid] = entry.mark
            if (made := await self._found_at_once(pos, back, entry)) is None:
                raise
            return made
        return self._made(form.cid, done)

    async def _looked_for(self, pos: PointOfSale, back: ReadingBack, entry: Entry) -> Customer | None:
        sighting = await back.look(pos, entry, self._now())
        if sighting.done is not None:
            return self._made(entry.subject, sighting.done)
        if sighting.found.customers:
            raise MadePerhaps(sighting.found.customers)
        return None

    async def _found_at_once(self, pos: PointOfSale, back: ReadingBack, entry: Entry) -> Customer | None:
        try:
            return await self._looked_for(pos, back, entry)
        except errors.PosError:  # the next try looks
            return None

    def _made(self, cid: str, done: Done) -> Customer:
        assert done.customer is not None  # noqa: S101 - that is what creating one yields
        self._marks.pop(cid, None)
        return done.customer

    def _entry(self, form: NewCustomer) -> Entry:
        """Return the form as a row of the outbox that is under way."""
        return Entry(
            id=0,
            act=Act.CREATE_CUSTOMER,
            subject=form.cid,
            body=msgspec.msgpack.encode(form),
            state=State.SENDING,
            created_at=self._now(),
            mark=self._marks.get(form.cid),
        )
