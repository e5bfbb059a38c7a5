"""The last calls on this desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import apsw

from callcenter.model import phone
from callcenter.model.record import Record
from callcenter.replica.connecting import transaction
from callcenter.replica.folding import fold, skeleton
from callcenter.replica.stored import microseconds, moment
from callcenter.replica.worker import Worker

KEPT = 200
"""Calls; an older one is forgotten when a newer one comes."""


class LoggedCall(Record, frozen=True):
    """A call as this desk saw it. ``number`` is as the telephone told it; None where it was withheld."""

    id: int
    at: datetime
    number: str | None = None
    customer_id: str | None = None
    who: str | None = None
    """The name shown while it rang."""
    taken: bool = False
    note: str | None = None
    outcome: str | None = None


_FORGET = """
UPDATE call SET customer_id = NULL, who = NULL
WHERE customer_id = ?1 OR (customer_id IS NULL AND who = ?2 AND ?2 <> '')
"""


class CallLog:
    """The calls, the newest first.

    Raises Closed, StorageFull, and LocalFileError for a damaged file.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    async def add(
        self, at: datetime, number: str | None, *, customer_id: str | None = None, who: str | None = None
    ) -> LoggedCall:
        """Log a call that rings; the oldest beyond ``KEPT`` are forgotten."""

        def work(connection: apsw.Connection) -> LoggedCall:
            with transaction(connection):
                row = connection.execute(
                    "INSERT INTO call (at, number, customer_id, who) VALUES (?, ?, ?, ?) RETURNING *",
                    (microseconds(at), number, customer_id, who),
                ).fetchall()[0]
                connection.execute(
                    "DELETE FROM call WHERE id NOT IN (SELECT id FROM call ORDER BY id DESC LIMIT ?)", (KEPT,)
                )
            return _call(row)

        return await self._worker.run(work)

    async def take(self, call_id: int) -> LoggedCall | None:
        """Note that the call was taken up; None where it is forgotten already."""
        return await self._change("UPDATE call SET taken = 1 WHERE id = ?1 RETURNING *", (call_id,))

    async def identify(self, call_id: int, customer_id: str | None, who: str | None) -> LoggedCall | None:
        """Note who called."""
        return await self._change(
            "UPDATE call SET customer_id = ?2, who = ?3 WHERE id = ?1 RETURNING *", (call_id, customer_id, who)
        )

    async def describe(self, call_id: int, *, note: str | None, outcome: str | None) -> LoggedCall | None:
        """Note what the call was about and what came of it."""
        return await self._change(
            "UPDATE call SET note = ?2, outcome = ?3 WHERE id = ?1 RETURNING *", (call_id, note, outcome)
        )

    async def forget(self, customer_id: str, name: str = "") -> None:
        """Take a customer's name out of the calls: that there was a call from a number stays.

        A call from a number that several share bears the name of one of them and no id: the name tells it.
        """

        def work(connection: apsw.Connection) -> None:
            usual = connection.pragma("secure_delete")
            connection.pragma("secure_delete", 1)
            connection.execute(_FORGET, (customer_id, name))
            connection.pragma("secure_delete", usual)

        await self._worker.run(work)

    async def calls(self, text: str = "") -> list[LoggedCall]:
        """Return the calls that hold every word of a text, however spelled, in number, name, note or outcome."""
        words = fold(text).split()
        logged = await self._worker.run(
            lambda connection: [_call(row) for row in connection.execute("SELECT * FROM call ORDER BY id DESC")]
        )
        return [call for call in logged if _holds(call, words)]

    async def _change(self, statement: str, values: tuple[Any, ...]) -> LoggedCall | None:
        def work(connection: apsw.Connection) -> LoggedCall | None:
            rows = connection.execute(statement, values).fetchall()
            return _call(rows[0]) if rows else None

        return await self._worker.run(work)


def _holds(call: LoggedCall, words: list[str]) -> bool:
    if not words:
        return True
    digits = phone.digits(call.number or "")
    text = fold(" ".join(filter(None, (call.who, call.note, call.outcome))))
    alike = " ".join(map(skeleton, text.split()))
    return all(word in text or skeleton(word) in alike or (word.isdigit() and word in digits) for word in words)


def _call(row: tuple[Any, ...]) -> LoggedCall:
    call_id, at, number, customer_id, who, taken, note, outcome = row
    when = moment(at)
    assert when is not None  # noqa: S101 - the column is NOT NULL
    return LoggedCall(
        id=call_id,
        at=when,
        number=number,
        customer_id=customer_id,
        who=who,
        taken=bool(taken),
        note=note,
        outcome=outcome,
    )
