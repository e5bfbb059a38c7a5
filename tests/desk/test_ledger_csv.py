"""An account as a file: any reader gives it back, no spreadsheet reckons with it, it is there whole or not at all."""

import csv
import errno
import io
import os
import re
import stat
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from callcenter.desk import ledger_csv
from callcenter.desk.ledger_csv import SaveFailed, Words, harmless
from callcenter.desk.ledger_statement import Period, booked, statement
from callcenter.model.ledger import EntryKind, LedgerEntry

WORDS = Words(
    titles=("Time", "What", "In", "Out", "Not added", "Balance", "Reference", "Remark"),
    computed="worked out",
    odd="does not add up",
)
FORMULA = "=+-@\t\r\n＝＋－＠"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights are told otherwise there")

_texts = st.text(max_size=60) | st.text(alphabet=FORMULA + ";, \"'a1|", max_size=12)


def lines(*entries: LedgerEntry) -> list[list[str]]:
    written = ledger_csv.content(statement(booked(entries), Period()), WORDS)
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def one(description: str | None = None, reference: str | None = None, kind: EntryKind = EntryKind.DEBIT) -> LedgerEntry:
    return LedgerEntry(
        id="1",
        kind=kind,
        amount=Decimal("50.00"),
        balance_after=Decimal("-50.00"),
        description=description,
        reference_id=reference,
        created_at=datetime(2025, 5, 18, 10, tzinfo=UTC),
    )


@given(_texts, _texts)
@example("=cmd|' /C calc'!A0", "＝1+1")
@example('a;"=1+1"', "\t=1")
@example("x\r\n=1", "'=1")
def test_any_text_of_the_server_comes_back_and_none_is_a_formula(description: str, reference: str) -> None:
    title, row = lines(one(description, reference))
    assert title == list(WORDS.titles)
    assert len(row) == len(title)
    for cell, text in ((row[1], description), (row[6], reference)):
        assert cell.replace("'", "") == text.replace("'", "")
        assert cell[:1] not in set(FORMULA)
        assert cell == text or any(sign in text for sign in FORMULA)


@given(_texts)
def test_a_spreadsheet_that_is_set_to_semicolons_or_tabs_finds_no_formula_either(description: str) -> None:
    written = ledger_csv.content(statement(booked([one(description)]), Period()), WORDS).decode("utf-8-sig")
    pieces = [piece.lstrip(' "\u00a0') for piece in re.split(r"[;\t\r\n]", written)]
    assert not [piece for piece in pieces if piece[:1] in set("=+-@＝＋－＠")]


def test_amounts_are_plain_numbers_also_below_zero() -> None:
    _, row = lines(one("Sale REC-20250517-003"))
    assert row[1:6] == ["Sale REC-20250517-003", "", "50.00", "", "-50.00"]
    assert Decimal(row[5]) == Decimal("-50.00")
    _, row = lines(one(kind=EntryKind.OTHER))
    assert row[2:6] == ["", "", "50.00", "-50.00"]


def test_what_is_worked_out_and_what_does_not_add_up_is_said() -> None:
    first = one()
    then = LedgerEntry(
        id="2",
        kind=EntryKind.CREDIT,
        amount=Decimal(10),
        balance_after=Decimal(7),
        created_at=datetime(2025, 5, 19, tzinfo=UTC),
    )
    last = LedgerEntry(id="3", kind=EntryKind.CREDIT, amount=Decimal(3), created_at=datetime(2025, 5, 20, tzinfo=UTC))
    assert [row[7] for row in lines(last, then, first)[1:]] == ["", "does not add up", "worked out"]
    assert [row[5] for row in lines(last, then, first)[1:]] == ["-50.00", "7", "10"]


def test_a_text_of_any_length_is_made_harmless_in_its_own_time() -> None:
    assert harmless(";" * 300_000) == ";" * 300_000
    assert harmless(" " * 300_000 + "=") == "'" + " " * 300_000 + "="


def test_the_name_tells_the_day_and_nobody() -> None:
    assert ledger_csv.file_name(date(2025, 5, 18)) == "ledger-2025-05-18.csv"


@POSIX
def test_a_file_is_for_this_user_alone_also_in_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    path.write_bytes(b"before")
    path.chmod(0o644)
    ledger_csv.write(path, b"now")
    assert path.read_bytes() == b"now"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SaveFailed) as failed:
        ledger_csv.write(tmp_path / "nowhere" / "ledger.csv", b"now")
    assert failed.value.code == "no-folder"


def test_what_stood_there_stays_where_the_file_cannot_be_put_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    path.mkdir()
    with pytest.raises(SaveFailed):
        ledger_csv.write(path, b"now")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no disk that is always full")  # noqa: PTH110
def test_a_full_disk_leaves_what_stood_there_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ledger.csv"
    path.write_bytes(b"before")
    opened = os.open
    monkeypatch.setattr(os, "open", lambda *_: opened("/dev/full", os.O_WRONLY))
    with pytest.raises(SaveFailed) as failed:
        ledger_csv.write(path, b"now")
    assert failed.value.code == "no-room"
    assert path.read_bytes() == b"before"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "no-room"),
        (errno.EDQUOT, "no-room"),
        (errno.EACCES, "no-right"),
        (errno.EROFS, "no-right"),
        (errno.EIO, "failed"),
    ],
)
def test_each_trouble_of_a_disk_has_its_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refused(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(SaveFailed) as failed:
        ledger_csv.write(tmp_path / "ledger.csv", b"now")
    assert failed.value.code == code
