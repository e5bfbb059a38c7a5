"""An account worked out: whatever order it is told in, its balances, its days by this computer's clock, its sums."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.desk.ledger_statement import Period, Preset, Row, booked, period_of, statement
from callcenter.model.ledger import EntryKind, LedgerEntry

NOON = datetime(2025, 5, 18, 12, tzinfo=UTC)
ALL = Period()
ZONES = ["UTC", "Asia/Baku", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Istanbul"]


def entry(
    number: int, kind: EntryKind, amount: str | None, balance: str | None, moment: datetime | None = None
) -> LedgerEntry:
    return LedgerEntry(
        id=str(number),
        kind=kind,
        amount=Decimal(amount) if amount is not None else None,
        balance_after=Decimal(balance) if balance is not None else None,
        created_at=moment or NOON + timedelta(minutes=number),
    )


def ids(rows: tuple[Row, ...]) -> list[str]:
    return [row.entry.id for row in rows]


@st.composite
def accounts(draw: st.DrawFn) -> list[LedgerEntry]:
    """Give a sound account, the oldest entry first; several may be of one moment."""
    steps = draw(
        st.lists(
            st.tuples(
                st.sampled_from([EntryKind.CREDIT, EntryKind.DEBIT]), st.integers(1, 10**9), st.integers(0, 40_000)
            ),
            max_size=20,
        )
    )
    opening = draw(st.integers(-(10**9), 10**9))
    signed = [amount if kind is EntryKind.CREDIT else -amount for kind, amount, _ in steps]
    balances = list(accumulate(signed, initial=opening))[1:]
    passed = accumulate(seconds * draw(st.integers(0, 1)) for _, _, seconds in steps)
    return [
        LedgerEntry(
            id=f"e{at}",
            kind=kind,
            amount=Decimal(amount).scaleb(-2),
            balance_after=Decimal(balance).scaleb(-2),
            created_at=NOON + timedelta(seconds=seconds),
        )
        for at, ((kind, amount, _), balance, seconds) in enumerate(zip(steps, balances, passed, strict=True))
    ]


@given(accounts(), st.booleans())
def test_whichever_way_the_server_sorts_the_oldest_comes_first_and_everything_adds_up(
    account: list[LedgerEntry], down: bool
) -> None:
    rows = booked(account[::-1] if down else account)
    told = statement(rows, ALL)
    assert [row.balance for row in rows] == [one.balance_after for one in account]
    assert ids(rows) == [one.id for one in account]
    assert (told.odd, told.uncounted) == (0, 0)
    if account:
        assert told.opening is not None
        assert told.closing == account[-1].balance_after == told.opening + told.credits - told.debits


@given(accounts().filter(lambda account: len(account) > 2), st.randoms())
def test_a_server_that_sorts_by_nothing_is_sorted_by_time(account: list[LedgerEntry], chance: object) -> None:
    told = list(account)
    chance.shuffle(told)  # type: ignore[attr-defined]
    rows = booked(told)
    assert sorted(ids(rows)) == sorted(one.id for one in account)
    assert all(one.moment <= later.moment for one, later in pairwise(rows) if one.moment and later.moment)


@given(accounts().filter(lambda account: len(account) > 1), st.data())
def test_balances_that_are_not_told_are_worked_out_of_their_neighbours(
    account: list[LedgerEntry], data: st.DataObject
) -> None:
    told = data.draw(st.sets(st.integers(0, len(account) - 1), min_size=1))
    gaps = [one if at in told else msgspec.structs.replace(one, balance_after=None) for at, one in enumerate(account)]
    moments = len({one.created_at for one in account})
    if moments == 1:  # then nothing tells which way it runs but the balances
        return
    rows = booked(gaps)
    assert [row.balance for row in rows] == [one.balance_after for one in account]
    assert [row.computed for row in rows] == [at not in told for at in range(len(account))]
    assert all(row.adds_up for row in rows)


@given(accounts().filter(lambda account: len(account) > 1), st.data())
def test_a_balance_that_the_amount_does_not_explain_is_marked_and_left_as_it_is(
    account: list[LedgerEntry], data: st.DataObject
) -> None:
    wrong = data.draw(st.integers(1, len(account) - 1))
    off = Decimal(data.draw(st.integers(1, 10**6))).scaleb(-2)
    shifted = [
        msgspec.structs.replace(one, balance_after=one.balance_after + off if one.balance_after is not None else None)
        for one in account[wrong:]
    ]
    timed = [
        msgspec.structs.replace(one, created_at=NOON + timedelta(seconds=at))
        for at, one in enumerate([*account[:wrong], *shifted])
    ]
    rows = booked(timed)
    assert [at for at, row in enumerate(rows) if not row.adds_up] == [wrong]
    assert [row.balance for row in rows] == [one.balance_after for one in timed]
    assert statement(rows, ALL).odd == 1


def test_the_page_s_example_runs_newest_first() -> None:
    payment = entry(2, EntryKind.CREDIT, "100.00", "-50.00", datetime(2025, 5, 18, 10, tzinfo=UTC))
    sale = entry(1, EntryKind.DEBIT, "150.00", "-150.00", datetime(2025, 5, 17, 14, tzinfo=UTC))
    told = statement(booked([payment, sale]), ALL)
    assert ids(told.rows) == ["1", "2"]
    assert (told.opening, told.closing) == (Decimal("0.00"), Decimal("-50.00"))
    assert (told.credits, told.debits, told.odd) == (Decimal("100.00"), Decimal("150.00"), 0)


def test_of_one_moment_the_balances_tell_which_way_the_server_runs() -> None:
    up = [entry(1, EntryKind.DEBIT, "10", "-10", NOON), entry(2, EntryKind.CREDIT, "4", "-6", NOON)]
    assert ids(booked(up)) == ids(booked(up[::-1])) == ["1", "2"]
    unclear = [msgspec.structs.replace(one, balance_after=None) for one in up]
    assert ids(booked(unclear)) == ["2", "1"]  # then it is as in the page's example: the newest first


def test_an_entry_of_another_kind_is_shown_and_not_added() -> None:
    account = [
        entry(1, EntryKind.DEBIT, "10", "-10"),
        entry(2, EntryKind.OTHER, "3", None),
        entry(3, EntryKind.CREDIT, "5", "-8"),
        entry(4, EntryKind.OTHER, "8", "0"),
    ]
    told = statement(booked(account), ALL)
    assert ids(told.rows) == ["1", "2", "3", "4"]
    assert (told.credits, told.debits, told.uncounted, told.odd) == (Decimal(5), Decimal(10), 2, 0)
    assert [row.balance for row in told.rows] == [Decimal(-10), Decimal(-13), Decimal(-8), Decimal(0)]


def test_where_nothing_tells_a_balance_none_is_made_up() -> None:
    account = [entry(1, EntryKind.DEBIT, "10", None), entry(2, EntryKind.CREDIT, None, None)]
    told = statement(booked(account), ALL)
    assert [row.balance for row in told.rows] == [None, None]
    assert (told.opening, told.closing, told.uncounted) == (None, None, 1)
    assert statement(booked([]), ALL).closing is None


def test_an_entry_without_a_moment_stays_beside_its_neighbour_and_one_told_twice_is_one() -> None:
    account = [
        entry(1, EntryKind.DEBIT, "10", "-10"),
        entry(2, EntryKind.DEBIT, "5", "-15"),
        entry(3, EntryKind.CREDIT, "5", "-10"),
    ]
    account[1] = msgspec.structs.replace(account[1], created_at=None)
    assert ids(booked([*account, account[2]])) == ["1", "2", "3"]
    assert ids(booked(account[::-1])) == ["1", "2", "3"]
    timeless = [msgspec.structs.replace(one, created_at=None) for one in account]
    assert ids(booked(timeless)) == ["1", "2", "3"]
    week = Period(since=date(2020, 1, 1), until=date(2020, 1, 7))
    assert len(statement(booked(timeless), week).rows) == 3  # the server narrowed them; nothing here can


@contextmanager
def clock_of(zone: str) -> Iterator[None]:
    """Let this computer stand elsewhere."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the clock of this system cannot be set for one program")
@pytest.mark.parametrize("zone", ZONES)
@given(
    st.lists(st.integers(-3 * 86_400, 3 * 86_400), max_size=8),
    st.sampled_from([date(2025, 3, 9), date(2025, 11, 2), date(2025, 5, 18), date(2016, 3, 27)]),
    st.integers(0, 2),
)
def test_days_are_those_of_this_computer_s_clock_also_when_it_is_put_forward_or_back(
    zone: str, seconds: list[int], day: date, more: int
) -> None:
    with clock_of(zone):
        around = datetime(day.year, day.month, day.day, tzinfo=UTC)
        account = [
            entry(at, EntryKind.DEBIT, "1", None, around + timedelta(seconds=off)) for at, off in enumerate(seconds)
        ]
        period = Period(since=day, until=day + timedelta(days=more))
        found = set(ids(statement(booked(account), period).rows))
        assert found == {
            one.id
            for one in account
            if one.created_at is not None and day <= one.created_at.astimezone().date() <= day + timedelta(days=more)
        }
        since, until = period.asked
        assert since is not None
        assert until is not None
        for one in account:  # whatever lies within was among the UTC days that are asked for
            assert one.id not in found or (one.created_at and since <= one.created_at.date() <= until)


@given(accounts(), st.integers(0, 5), st.integers(0, 5))
def test_what_stood_before_the_days_and_after_them_is_known_from_their_neighbours(
    account: list[LedgerEntry], since: int, length: int
) -> None:
    first = NOON.date() + timedelta(days=since)
    told = statement(booked(account), Period(since=first, until=first + timedelta(days=length)))
    if told.opening is not None and told.closing is not None:
        assert told.closing == told.opening + told.credits - told.debits
    assert not account or told.opening is not None


@pytest.mark.parametrize(
    ("preset", "since", "until"),
    [
        (Preset.DAYS_30, date(2025, 4, 19), date(2025, 5, 18)),
        (Preset.DAYS_90, date(2025, 2, 18), date(2025, 5, 18)),
        (Preset.THIS_YEAR, date(2025, 1, 1), date(2025, 5, 18)),
        (Preset.ALL, None, None),
    ],
)
def test_presets_stand_for_days_up_to_today(preset: Preset, since: date | None, until: date | None) -> None:
    assert period_of(preset, NOON.date()) == Period(since=since, until=until)


_days = st.none() | st.integers(0, 9).map(lambda day: date(2025, 5, 1) + timedelta(days=day))


@given(st.builds(Period, since=_days, until=_days), st.builds(Period, since=_days, until=_days))
def test_days_that_cover_others_hold_every_moment_of_them(wide: Period, narrow: Period) -> None:
    account = [entry(at, EntryKind.DEBIT, "1", None, NOON - timedelta(days=20 - at)) for at in range(30)]
    if wide.covers(narrow):
        found = statement(booked(account), narrow).rows
        assert set(ids(found)) <= set(ids(statement(booked(account), wide).rows))


def test_days_before_every_account_ask_for_all() -> None:
    period = Period(since=date(1, 1, 1), until=date(2025, 5, 18))
    assert period.asked == (None, date(2025, 5, 19))
    assert len(statement(booked([entry(1, EntryKind.DEBIT, "1", "-1")]), period).rows) == 1
