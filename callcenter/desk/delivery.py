"""The way of an outbox's rows to the point of sale: one after the other, each state committed before the next step."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final

import msgspec

from callcenter.desk.acts.performer import Done, Found, Performer, ReadingBack, Sighting
from callcenter.desk.connection import Connection
from callcenter.desk.session import Session
from callcenter.model.record import Record
from callcenter.pos import errors
from callcenter.pos.errors import PosError
from callcenter.replica.outbox import Act, Entry, Outbox, State

LOOKS = (0.0, 3.0, 12.0)
"""Seconds after an answer was lost at which it is looked for: the vendor's own upstream gives up after 8."""
SHOWN = 20
"""How many sent rows stay to be seen until the desk is closed."""
_REFUSALS = (
    *(errors.Conflict, errors.Invalid, errors.Forbidden, errors.NotFound, errors.Unsupported),
    *(errors.ChangedMeanwhile, errors.TooFewPoints),
)
"""Sending the same again would end the same: somebody has to mend it."""
_NO_WAY = (errors.Unreachable, errors.CertificateRejected, errors.QuotaExhausted, *errors.SIGN_IN_REFUSED)
"""The other rows would fare no better now."""
_ARRIVED: Final = b"arrived"
"""In the place of a mark, by identity: there is nothing left to send."""


class Ended(Record, frozen=True):
    """How a row ended: what it yielded, or why it was refused."""

    entry: Entry
    done: Done | None = None
    error: PosError | None = None


class Delivery:
    """Sends the rows of one outbox; ``told`` is awaited whenever one has changed, ``ended`` and ``asked`` say how."""

    def __init__(
        self,
        session: Session,
        connection: Connection,
        outbox: Outbox,
        performers: Mapping[Act, Performer],
        *,
        now: Callable[[], datetime],
        told: Callable[[], Awaitable[None]],
        ended: Callable[[Ended], Awaitable[None]],
        asked: Callable[[Entry], None],
        looks: tuple[float, ...] = LOOKS,
    ) -> None:
        self._session = session
        self._connection = connection
        self._outbox = outbox
        self._performers = performers
        self._now = now
        self._told = told
        self._ended = ended
        self._asked = asked
        self._looks = looks
        self._planned: dict[int, list[float]] = {}
        """When an uncertain row is looked for, in the loop's seconds."""
        self._ended_one = False
        """Whether a row has arrived or was refused in this round: then another may have waited for it."""
        self._sent_at, self._looked_at = now(), _seconds()
        """The moments of the last round, by the clock and by the loop: what fell due since was not seen by it."""

    async def begin(self) -> None:
        """Tidy up after an earlier desk: what was sent is done with, what is uncertain is looked for once more.

        What that desk had not made out, it may have sent a moment ago: this one looks as often as that would have.
        """
        await self._outbox.forget_sent()
        for entry in await self._outbox.entries():
            if entry.state is State.UNCERTAIN and entry.found is None:
                self._plan_looks(entry)
            elif entry.state is State.UNCERTAIN:
                self.look(entry)

    def look(self, entry: Entry) -> None:
        """Plan to look for an uncertain row at once."""
        self._planned[entry.id] = [_seconds()]

    async def round(self) -> bool:
        """Send what may leave and look for what is uncertain; return whether something has to be tried again.

        Raises StorageFull, Closed.
        """
        await self._recover()
        while True:
            self._ended_one = False
            failed = await self._send_ready()
            failed = await self._look_for_uncertain() or failed
            if failed or not self._ended_one:
                return failed

    async def wait(self) -> float | None:
        """Return the seconds until a row or a look falls due that the last round did not see; None for never."""
        now, seconds = self._now(), _seconds()
        dues = [
            (entry.not_before - now).total_seconds()
            for entry in await self._outbox.entries()
            if entry.state is State.WAITING and entry.not_before is not None and entry.not_before > self._sent_at
        ]
        planned = [moment for moments in self._planned.values() for moment in moments]
        looks = [moment - seconds for moment in planned if moment > self._looked_at]
        soonest = min((*dues, *looks), default=None)
        return None if soonest is None else max(0.0, soonest)

    async def _recover(self) -> None:
        """Take up what a crash, a stop or a full disk left: nothing is under way now, and it may have arrived."""
        for entry in await self._outbox.entries():
            if entry.state is not State.SENDING:
                continue
            if self._reading_back(entry) is None:
                await self._outbox.put_back(entry.id, entry.mark)
            else:
                await self._doubt(entry)
            await self._told()

    # ---- sending ----------------------------------------------------------------------------------------------------

    async def _send_ready(self) -> bool:
        failed = False
        self._sent_at = self._now()
        for entry in await self._outbox.ready(self._sent_at):
            error = await self._send(entry)
            if error is None or isinstance(error, _REFUSALS):
                continue
            failed = True
            if isinstance(error, _NO_WAY):
                break
        return failed

    async def _send(self, waiting: Entry) -> PosError | None:
        performer = self._performers.get(waiting.act)
        if performer is None:
            return None  # a later version's: it waits for that one
        try:
            mark = await self._prepared(performer.reading_back, waiting)
        except PosError as error:  # nothing has left yet
            self._connection.failed(error)
            if isinstance(error, _REFUSALS):
                await self._refuse(waiting, waiting.mark, error)
            else:
                await self._outbox.note(waiting.id, error.code)
                await self._told()
            return error
        if mark is _ARRIVED:
            return None
        entry = await self._outbox.begin(waiting.id, mark)
        if entry is None:
            return None  # taken back meanwhile
        await self._told()
        try:
            done = await performer.send(self._session.pos, entry)
        except PosError as error:
            self._connection.failed(error)
            await self._failed(entry, waiting.mark, error)
            return error
        self._connection.worked()
        await self._end(entry, done)
        return None

    async def _prepared(self, reading_back: ReadingBack | None, waiting: Entry) -> bytes | None:
        """Return the mark to send with. An earlier try of this row may have arrived late: then it is ``_ARRIVED``."""
        if reading_back is None:
            return None
        if waiting.mark is None:
            return await reading_back.mark(self._session.pos, waiting)
        sighting = await reading_back.look(self._session.pos, waiting, self._now())
        if sighting.done is None:
            return waiting.mark
        await self._end(waiting, sighting.done)
        return _ARRIVED

    async def _failed(self, entry: Entry, earlier_mark: bytes | None, error: PosError) -> None:
        if isinstance(error, _REFUSALS):
            await self._refuse(entry, earlier_mark, error)
            return
        if isinstance(error, errors.Uncertain) and self._reading_back(entry) is not None:
            await self._doubt(entry, error.code)
        else:
            await self._outbox.put_back(entry.id, earlier_mark, error.code)
        await self._told()

    async def _refuse(self, entry: Entry, mark: bytes | None, error: PosError) -> None:
        """Note why a row is refused, and what stands in its way."""
        theirs = error.customer if isinstance(error, errors.ChangedMeanwhile) else None
        found = msgspec.msgpack.encode(Found(at=self._now(), customer=theirs)) if theirs is not None else None
        refused = await self._outbox.refuse(entry.id, mark, error.code, was=entry.state, found=found)
        self._ended_one = True
        await self._told()
        if refused is not None:
            await self._ended(Ended(entry=refused, error=error))

    async def _end(self, entry: Entry, done: Done) -> None:
        """Note that a row has arrived, even if the agent let it wait again meanwhile; not if they gave it up.

        Once a customer is deleted no sent row stays to be seen: any of them may tell of that customer.
        """
        for state in (entry.state, State.WAITING):
            settled = await self._outbox.settle(entry.id, State.SENT, was=state)
            if settled is not None:
                break
        self._planned.pop(entry.id, None)
        self._ended_one = True
        await self._outbox.forget_sent(SHOWN if done.deleted is None else 0)
        await self._told()
        if settled is not None:
            await self._ended(Ended(entry=settled, done=done))

    # ---- looking for what may have arrived --------------------------------------------------------------------------

    def _reading_back(self, entry: Entry) -> ReadingBack | None:
        performer = self._performers.get(entry.act)
        return performer.reading_back if performer is not None else None

    async def _doubt(self, entry: Entry, code: str | None = None) -> None:
        """Let a row be uncertain, and plan when it is looked for."""
        await self._outbox.settle(entry.id, State.UNCERTAIN, was=State.SENDING, error=code)
        self._plan_looks(entry)

    def _plan_looks(self, entry: Entry) -> None:
        self._planned[entry.id] = [_seconds() + after for after in self._looks]

    async def _look_for_uncertain(self) -> bool:
        uncertain = {entry.id: entry for entry in await self._outbox.entries() if entry.state is State.UNCERTAIN}
        self._planned = {key: moments for key, moments in self._planned.items() if key in uncertain and moments}
        self._looked_at = _seconds()
        failed = False
        for key in [key for key, moments in self._planned.items() if moments[0] <= self._looked_at]:
            try:
                await self._look_for(uncertain[key])
            except PosError as error:
                self._connection.failed(error)
                failed = True
                if isinstance(error, _NO_WAY):
                    break
        return failed

    async def _look_for(self, entry: Entry) -> None:
        reading_back = self._reading_back(entry)
        if reading_back is None:
            self._planned.pop(entry.id, None)
            return
        sighting = await reading_back.look(self._session.pos, entry, self._now())
        self._connection.worked()
        if sighting.done is not None:
            await self._end(entry, sighting.done)
        else:
            await self._put_to_agent(entry, sighting)

    async def _put_to_agent(self, entry: Entry, sighting: Sighting) -> None:
        """Commit what was found, for the agent to choose; the desk itself looks on as planned."""
        # By when this look began: one that was asked for meanwhile is still to come.
        planned = self._planned.get(entry.id, ())
        later = self._planned[entry.id] = [moment for moment in planned if moment > self._looked_at]
        if sighting.under_way and later and entry.found is None:
            return
        found = msgspec.msgpack.encode(sighting.found)
        put = await self._outbox.settle(entry.id, State.UNCERTAIN, was=State.UNCERTAIN, error=entry.error, found=found)
        await self._told()
        if put is not None and entry.found is None:
            self._asked(put)


def _seconds() -> float:
    return asyncio.get_running_loop().time()
