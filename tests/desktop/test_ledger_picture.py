"""The rows of an account and the lines of its picture, under any account there may be."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from callcenter.desk.ledger_statement import Period, Statement, booked, statement
from callcenter.model.ledger import EntryKind, LedgerEntry
from callcenter.ui.ledger.chart_lines import Scale, levels, points, scale
from callcenter.ui.ledger.ledger_model import LedgerModel

NOON = datetime(2025, 5, 18, 12, tzinfo=UTC)

_cents = st.integers(-(10**12), 10**12).map(lambda number: Decimal(number).scaleb(-2))
_entry = st.builds(
    LedgerEntry,
    id=st.integers(1, 15).map(str),
    kind=st.sampled_from(EntryKind),
    amount=st.none() | _cents,
    balance_after=st.none() | _cents,
    description=st.none() | st.text(max_size=5),
    created_at=st.none() | st.integers(0, 5_000).map(lambda minutes: NOON + timedelta(minutes=minutes)),
)
_told = st.lists(_entry, max_size=15).map(lambda entries: statement(booked(entries), Period()))


def test_rows_are_those_of_the_account_either_way_round_and_never_a_reset(qapp: QApplication) -> None:
    del qapp

    @given(st.lists(st.tuples(_told, st.booleans()), max_size=6))
    def check(answers: list[tuple[Statement, bool]]) -> None:
        model = LedgerModel()
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        resets: list[str] = []
        model.modelAboutToBeReset.connect(lambda: resets.append("reset"))
        for told, down in answers:
            rows = told.rows[::-1] if down else told.rows
            model.show(rows)
            assert [model.row(at) for at in range(model.rowCount())] == list(rows)
            assert all(
                isinstance(model.index(row, column).data(), str)
                for row in range(model.rowCount())
                for column in range(model.columnCount())
            )
        assert not resets
        del tester

    check()


@given(_told, st.integers(20, 2_000), st.sampled_from([1.0, 0.8, 0.5]))
def test_the_steps_go_from_left_to_right_without_a_gap_and_lose_no_extreme(
    told: Statement, width: int, pixel: float
) -> None:
    found = points(told)
    steps = levels(found, told.opening, width, pixel)
    known = [float(row.balance) for row in told.rows if row.balance is not None]
    assert [point.balance for point in found] == known
    assert bool(steps) == bool(known)
    if not known:
        return
    assert all(step.right == following.left for step, following in pairwise(steps))
    assert all(0 <= step.left <= step.right <= width for step in steps)
    assert (steps[-1].right, steps[-1].balance) == (width, known[-1])
    assert min(step.lowest for step in steps) <= min(known)
    assert max(step.highest for step in steps) >= max(known)
    assert all(0.0 < point.place < 1.0 for point in found)
    whole = scale(found, told.opening)
    assert all(0.0 <= whole.height(balance) <= 1.0 for balance in (*known, 0.0))


def test_a_long_account_has_no_more_steps_than_the_picture_has_pixels() -> None:
    entries = [
        LedgerEntry(
            id=str(at),
            kind=EntryKind.CREDIT,
            amount=Decimal(1),
            balance_after=Decimal(at),
            created_at=NOON + timedelta(minutes=at),
        )
        for at in range(5_000)
    ]
    told = statement(booked(entries), Period())
    assert len(levels(points(told), told.opening, 400.0, 0.5)) <= 802


def test_a_step_stands_on_a_pixel_of_the_screen() -> None:
    entries = [LedgerEntry(id=str(at), kind=EntryKind.OTHER, balance_after=Decimal(at)) for at in range(7)]
    told = statement(booked(entries[::-1]), Period())
    for step in levels(points(told), told.opening, 333.0, 0.8):
        assert step.left / 0.8 == pytest.approx(round(step.left / 0.8))


def test_an_account_on_which_nothing_stands_has_a_scale_too() -> None:
    assert scale((), None) == Scale(-1.0, 1.0)
