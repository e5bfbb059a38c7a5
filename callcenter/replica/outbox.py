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
    """What the server was found to hold, for an uncertain one: as the caller encoded it. None: nobody looked yet."""
    not_before: datetime | None = None
    """It stays here until then, to be taken back."""
    mark: bytes | None = None
    """What the server held before the first try that may have arrived, as the caller encoded it: what came since may
    be this act's."""

    def read(self, kind: type[R]) -> R:
        """Return the body as the model object it was made of. Raises msgspec.DecodeError for another kind's."""
        return msgspec.msgpack.decode(self.body, type=kind)


_COLUMNS = "id, act, subject, body, state, created_at, tries, error, found, not_before, mark"
# A moment before the row was made is no time to wait for: the computer's clock was set back. What was refused holds up
# what needs it, an order of a customer who is to be created; nothing needs a change or a redemption that was refused.
_READY = f"""
SELECT {_COLUMNS} FROM outbox AS mine WHERE state = 'waiting'
AND (not_before IS NULL OR not_before <= ?1 OR created_at > ?1) AND NOT EXISTS (
    SELECT 1 FROM outbox AS earlier WHERE earlier.subject = mine.subject AND earlier.id < mine.id
    AND earlier.state <> 'sent' AND NOT (
        earlier.state = 'refused' AND earlier.act IN ('update-customer', 'delete-customer', 'redeem')
    )
) ORDER BY id
"""  # noqa: S608 - the columns above


class Outbox:
    """The rows, each change committed to the disk when its coroutine returns.

    Raises Closed, StorageFull, and LocalFileError for a damaged file.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    async def add(
        self, act: Act, subject: str, body: Record, at: datetime, *, not_before: datetime | None = None
    ) -> Entry:
        """Take an act up: from here on it is not lost."""
        content = msgspec.msgpack.encode(body)
        values = (act.value, subject, content, microseconds(at), microseconds(not_before))
        added = await self._change(
            "INSERT INTO outbox (act, subject, body, state, created_at, not_before) VALUES (?, ?, ?, 'waiting', ?, ?)",
            values,
        )
        assert added is not None  # noqa: S101 - an insert returns its row
        return added

    async def entries(self) -> list[Entry]:
        """Return every row, the oldest first."""
        return await self._all(f"SELECT {_COLUMNS} FROM outbox ORDER BY id")  # noqa: S608 - the columns above

    async def entry(self, entry_id: int) -> Entry | None:
        """Return one row."""
        statement = f"SELECT {_COLUMNS} FROM outbox WHERE id = ?"  # noqa: S608 - the columns above
        found = await self._all(statement, (entry_id,))
        return found[0] if found else None

    async def ready(self, now: datetime) -> list[Entry]:
        """Return the rows that may leave now: waiting, due, and nothing unsettled about their subject before them."""
        return await self._all(_READY, (microseconds(now),))

    async def unsent(self) -> int:
        """Return how many rows the point of sale has not accepted."""
        return await self._worker.run(
            lambda connection: int(connection.execute("SELECT count(*) FROM outbox WHERE state <> 'sent'").get)
        )

    async def begin(self, entry_id: int, mark: bytes | None = None) -> Entry | None:
        """Mark a waiting row as being sent and count the try; None where it is not waiting (any more)."""
        return await self._change(
            "UPDATE outbox SET state = 'sending', tries = tries + 1, mark = ?2 WHERE id = ?1 AND state = 'waiting'",
            (entry_id, mark),
        )

    async def settle(
        self,
        entry_id: int,
        state: State,
        *,
        was: State | None = None,
        error: str | None = None,
        found: bytes | None = None,
    ) -> Entry | None:
        """Note how a try ended; None where the row is gone, or not what it ``was`` any more."""
        return await self._change(
            "UPDATE outbox SET state = ?2, error = ?3, found = ?4 WHERE id = ?1 AND (?5 IS NULL OR state = ?5)",
            (entry_id, state.value, error, found, was.value if was is not None else None),
        )

    async def refuse(
        self, entry_id: int, mark: bytes | None, error: str, *, was: State, found: bytes | None = None
    ) -> Entry | None:
        """Note why a row is refused; ``mark`` is kept of earlier tries that may have arrived: this one did nothing."""
        return await self._change(
            "UPDATE outbox SET state = 'refused', mark = ?2, error = ?3, found = ?4 WHERE id = ?1 AND state = ?5",
            (entry_id, mark, error, found, was.value),
        )

    async def put_back(self, entry_id: int, mark: bytes | None, error: str | None = None) -> Entry | None:
        """Let a row wait again whose try never left, or may be repeated; None where it is not being sent."""
        return await self._change(
            "UPDATE outbox SET state = 'waiting', mark = ?2, error = ?3 WHERE id = ?1 AND state = 'sending'",
            (entry_id, mark, error),
        )

    async def note(self, entry_id: int, error: str) -> Entry | None:
        """Note why a waiting row could not even be tried."""
        return await self._change("UPDATE outbox SET error = ?2 WHERE id = ?1 AND state = 'waiting'", (entry_id, error))

    async def amend(self, entry_id: int, body: Record) -> Entry | None:
        """Give a row that is not under way a mended body and let it wait again; None where that is too late."""
        content = msgspec.msgpack.encode(body)
        return await self._change(
            "UPDATE outbox SET body = ?2, state = 'waiting', error = NULL, found = NULL"
            " WHERE id = ?1 AND state IN ('waiting', 'refused', 'uncertain')",
            (entry_id, content),
        )

    async def release(self, entry_id: int) -> Entry | None:
        """Let a row that is not under way leave as it is, at once; None where that is too late."""
        return await self._change(
            "UPDATE outbox SET state = 'waiting', error = NULL, found = NULL, not_before = NULL"
            " WHERE id = ?1 AND state IN ('waiting', 'refused', 'uncertain')",
            (entry_id,),
        )

    async def discard(self, entry_id: int) -> bool:
        """Give a row up; False where it is not there, or under way, or sent: nobody can hold it back then."""
        gone = "DELETE FROM outbox WHERE id = ? AND state NOT IN ('sending', 'sent')"
        return await self._change(gone, (entry_id,)) is not None

    async def forget_sent(self, kept: int = 0) -> None:
        """Remove the sent rows but for the newest ones."""
        await self._worker.run(
            lambda connection: connection.execute(
                "DELETE FROM outbox WHERE state = 'sent'"
                " AND id NOT IN (SELECT id FROM outbox WHERE state = 'sent' ORDER BY id DESC LIMIT ?)",
                (kept,),
            ).fetchall()
        )

    async def _change(self, statement: str, values: tuple[Any, ...]) -> Entry | None:
        def work(connection: apsw.Connection) -> Entry | None:
            with transaction(connection):
                row = connection.execute(f"{statement} RETURNING {_COLUMNS}", values).fetchall()
            return _entry(row[0]) if row else None

        return await self._worker.run(work)

    async def _all(self, statement: str, values: tuple[Any, ...] = ()) -> list[Entry]:
        return await self._worker.run(lambda connection: [_entry(row) for row in connection.execute(statement, values)])


def _entry(row: tuple[Any, ...]) -> Entry:
    entry_id, act, subject, body, state, created_at, tries, error, found, not_before, mark = row
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
        not_before=moment(not_before),
        mark=mark,
    )
