"""A customer's account as a file for a spreadsheet: RFC 4180, UTF-8 with a mark that spreadsheets know it by."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from secrets import token_hex

from callcenter.desk.ledger_statement import Row, Statement
from callcenter.model import money
from callcenter.model.ledger import EntryKind
from callcenter.model.record import Record

_SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20"
"""What a spreadsheet takes for the beginning of a formula, the full-width forms included."""
_FORMULA = re.compile(
    rf"(\A)(?=[^\w'{_SIGNS}]*[{_SIGNS}]|\s*[\t\r\n])"
    rf"|([;\t\r\n])(?=[^\w'{_SIGNS};\t\r\n]*[{_SIGNS}])"
)
"""Where a cell begins that a spreadsheet would reckon with.

One that is set to semicolons or tabs, as in many countries, sees cells begin within a text too. What stands before the
sign and is no word (spaces, quotes) does not keep it from that.
"""
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}


class Words(Record, frozen=True):
    """The words of the program in such a file, in the agent's language."""

    titles: tuple[str, str, str, str, str, str, str, str]
    """Of time, what, in, out, not added, balance, reference, remark."""
    computed: str
    odd: str


class SaveFailed(Exception):
    """A file could not be written; ``code`` is no-room, no-right, no-folder or failed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def file_name(today: date) -> str:
    """Return the name that is offered: nothing in it tells whose account it is."""
    return f"ledger-{today.isoformat()}.csv"


def content(statement: Statement, words: Words) -> bytes:
    """Return the whole file, the oldest entry first; times are local, sums are plain numbers."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    rows.writerow([harmless(title) for title in words.titles])
    rows.writerows(_cells(row, words) for row in statement.rows)
    return written.getvalue().encode("utf-8-sig", errors="replace")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before what would begin one."""
    return _FORMULA.sub(r"\g<0>'", text)


def write(path: Path, written: bytes) -> None:
    """Write a file whole or not at all, for this user's eyes alone. Blocks; raises SaveFailed."""
    beside = path.with_name(f".{token_hex(8)}.part")
    try:
        try:
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor has no path
                file.write(written)
                file.flush()
                os.fsync(descriptor)
            beside.replace(path)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
    except OSError as error:
        raise SaveFailed(_code(error)) from error


def _code(error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return "no-room"
    if error.errno in _NO_RIGHT:
        return "no-right"
    return "no-folder" if isinstance(error, FileNotFoundError | NotADirectoryError) else "failed"


def _cells(row: Row, words: Words) -> tuple[str, ...]:
    entry = row.entry
    other = entry.amount if entry.kind is EntryKind.OTHER else None
    remarks = (words.computed if row.computed else "", "" if row.adds_up else words.odd)
    return (
        entry.created_at.astimezone().strftime("%Y-%m-%d %H:%M:%S") if entry.created_at is not None else "",
        harmless(entry.description or ""),
        _number(row.paid_in),
        _number(row.taken_out),
        _number(other),
        _number(row.balance),
        harmless(entry.reference_id or ""),
        harmless("; ".join(remark for remark in remarks if remark)),
    )


def _number(amount: Decimal | None) -> str:
    sane = money.sane(amount)
    return "" if sane is None else f"{sane:f}"
