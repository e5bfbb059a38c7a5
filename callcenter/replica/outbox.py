"""What this desk still has to tell the point of sale: one committed row an act, before it leaves."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any, TypeVar

import apsw
import msgspec

from callcenter.model.record import Record
from callcenter.replica.connecting import transaction
from callcenter.replica.stored import microseconds, moment
from callcenter.replica.worker import Worker

R = TypeVar("R", bound=Record)


class Act(enum.StrEnum):
    """What the point of sale is asked to do."""

    CREATE_CUSTOMER = "create-customer"
    UPDATE_CUSTOMER = "update-customer"
    DELETE_CUSTOMER = "delete-customer"
    REDEEM = "redeem"
    CREATE_ORDER = "create-order"
    CANCEL_ORDER = "cancel-order"


class State(enum.StrEnum):
    """How far an act has come."""

    WAITING = "waiting"
    SENDING = "sending"
    """The request has left or is about to: after a crash nobody knows whether it arrived."""
    SENT = "sent"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    """It may have arrived; the agent is asked."""


class Entry(Record, frozen=True):
    """A row of the outbox. ``subject`` is whom it is about: acts on one subject leave in their order."""

    id: int
    act: Act
    subject: str
    body: bytes
    state: State
    created_at: datetime
    tries: int = 0
    error: str | None = None
    """The last error's code, never its text."""
    found: bytes | None = None
    """What the server was found to hold, for an uncertain one: as the caller encoded it."""

    def read(self, kind: type[R]) -> R:
        """Return the body as the model object it was made of. Raises msgspec.DecodeError for another kind's."""
        return msgspec.msgpack.decode(self.body, type=kind)


_COLUMNS = "id, act, subject, body, state, created_at, tries, error, found"
_READY = f"""
SELECT {_COLUMNS} FROM outbox AS mine WHERE state = 'waiting' AND NOT EXISTS (
    SELECT 1 FROM outbox AS earlier WHERE earlier.subject = mine.subject AND earlier.id < mine.id
    AND earlier.state <> 'sent'
) ORDER BY id
"""  # noqa: S608 - the columns above


class Outbox:
    """The rows, each change committed to the disk when its coroutine returns.

    Raises Closed, StorageFull, and LocalFileError for a damaged file.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    async def add(self, act: Act, subject: str, body: Record, at: datetime) -> Entry:
        """Take an act up: from here on it is not lost."""
        content = msgspec.msgpack.encode(body)

        def work(connection: apsw.Connection) -> Entry:
            row = connection.execute(
                "INSERT INTO outbox (act, subject, body, state, created_at) VALUES (?, ?, ?, 'waiting', ?)"
                " RETURNING id, act, subject, body, state, created_at, tries, error, found",
                (act.value, subject, content, microseconds(at)),
            ).fetchall()[0]
            return _entry(row)

        return await self._worker.run(work)

    async def entries(self) -> list[Entry]:
        """Return every row, the oldest first."""
        return await self._all(f"SELECT {_COLUMNS} FROM outbox ORDER BY id")  # noqa: S608 - the columns above

    async def entry(self, entry_id: int) -> Entry | None:
        """Return one row."""
        statement = f"SELECT {_COLUMNS} FROM outbox WHERE id = ?"  # noqa: S608 - the columns above
        found = await self._all(statement, (entry_id,))
        return found[0] if found else None

    async def ready(self) -> list[Entry]:
        """Return the rows that may leave now: waiting, and nothing unsettled about their subject before them."""
        return await self._all(_READY)

    async def unsent(self) -> int:
        """Return how many rows the point of sale has not accepted."""
        return await self._worker.run(
            lambda connection: int(connection.execute("SELECT count(*) FROM outbox WHERE state <> 'sent'").get)
        )

    async def begin(self, entry_id: int) -> Entry | None:
        """Mark a waiting row as being sent and count the try; None where it is not waiting (any more)."""
        return await self._change(
            "UPDATE outbox SET state = 'sending', tries = tries + 1 WHERE id = ?1 AND state = 'waiting'", (entry_id,)
        )

    async def settle(
        self, entry_id: int, state: State, *, error: str | None = None, found: bytes | None = None
    ) -> Entry | None:
        """Note how a try ended; None where the row is gone."""
        return await self._change(
            "UPDATE outbox SET state = ?2, error = ?3, found = ?4 WHERE id = ?1", (entry_id, state.value, error, found)
        )

    async def amend(self, entry_id: int, body: Record) -> Entry | None:
        """Give a row that is not under way a mended body and let it wait again; None where that is too late."""
        content = msgspec.msgpack.encode(body)
        return await self._change(
            "UPDATE outbox SET body = ?2, state = 'waiting', error = NULL, found = NULL"
            " WHERE id = ?1 AND state IN ('waiting', 'refused', 'uncertain')",
            (entry_id, content),
        )

    async def discard(self, entry_id: int) -> bool:
        """Remove a row, sent or given up; whether it was there."""

        def work(connection: apsw.Connection) -> bool:
            connection.execute("DELETE FROM outbox WHERE id = ?", (entry_id,))
            return bool(connection.changes())

        return await self._worker.run(work)

    async def _change(self, statement: str, values: tuple[Any, ...]) -> Entry | None:
        def work(connection: apsw.Connection) -> Entry | None:
            with transaction(connection):
                row = connection.execute(f"{statement} RETURNING {_COLUMNS}", values).fetchall()
            return _entry(row[0]) if row else None

        return await self._worker.run(work)

    async def _all(self, statement: str, values: tuple[Any, ...] = ()) -> list[Entry]:
        return await self._worker.run(lambda connection: [_entry(row) for row in connection.execute(statement, values)])


def _entry(row: tuple[Any, ...]) -> Entry:
    entry_id, act, subject, body, state, created_at, tries, error, found = row
    created = moment(created_at)
    assert created is not None  # noqa: S101 - the column is NOT NULL
    return Entry(
        id=entry_id,
        act=Act(act),
        subject=subject,
        body=body,
        state=State(state),
        created_at=created,
        tries=tries,
        error=error,
        found=found,
    )
