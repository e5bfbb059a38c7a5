"""A customer's account worked out: sorted by time, with the balance behind every entry, narrowed to some days."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from callcenter.desk import days
from callcenter.desk.days import Span
from callcenter.model import money
from callcenter.model.ledger import EntryKind, LedgerEntry
from callcenter.model.record import Record

_DAY = timedelta(days=1)
_EARLIEST = date(1970, 1, 2)
"""Whoever asks for days before this asks for all: no account is that old, and not every clock can tell them."""


class Preset(enum.Enum):
    """The days that are asked for most."""

    DAYS_30 = 30
    DAYS_90 = 90
    THIS_YEAR = "this year"
    ALL = "all"


class Period(Record, frozen=True):
    """Days of this computer's calendar, the first and the last included; None where there is no such bound."""

    since: date | None = None
    until: date | None = None

    @property
    def asked(self) -> tuple[date | None, date | None]:
        """The days to ask the point of sale for: its days are UTC's, so a day more on each side."""
        since, until = self._since, self.until
        return (since - _DAY if since is not None else None, until + _DAY if until is not None else None)

    @property
    def bounds(self) -> tuple[datetime | None, datetime | None]:
        """When the first day begins here, and when the last one is over."""
        since, until = self._since, self.until
        return (
            Span(since=since, until=since).start if since is not None else None,
            Span(since=until, until=until).end if until is not None else None,
        )

    def covers(self, other: Period) -> bool:
        """Whether all days of another are among these."""
        return (self.since is None or (other.since is not None and self.since <= other.since)) and (
            self.until is None or (other.until is not None and other.until <= self.until)
        )

    @property
    def _since(self) -> date | None:
        return self.since if self.since is not None and self.since >= _EARLIEST else None


def period_of(preset: Preset, today: date) -> Period:
    """Return the days that a preset stands for."""
    match preset:
        case Preset.DAYS_30 | Preset.DAYS_90:
            span = days.last(preset.value, today)
            return Period(since=span.since, until=span.until)
        case Preset.THIS_YEAR:
            return Period(since=date(today.year, 1, 1), until=today)
        case Preset.ALL:
            return Period()


class Row(Record, frozen=True, gc=False):
    """An entry with what is worked out of it. Money is in the profile's currency."""

    key: str
    """What stays the same row whatever is told of it."""
    entry: LedgerEntry
    moment: datetime | None
    """When it was, in UTC; of an entry that tells none, that of the one it stands beside."""
    balance: Decimal | None
    """What stood on the account then: the point of sale's word, else worked out of its neighbours."""
    computed: bool = False
    """Whether the balance is worked out."""
    adds_up: bool = True
    """Whether the balance that was told is the one before, moved by the amount."""

    @property
    def paid_in(self) -> Decimal | None:
        """What came in by it."""
        return money.sane(self.entry.amount) if self.entry.kind is EntryKind.CREDIT else None

    @property
    def taken_out(self) -> Decimal | None:
        """What was bought by it."""
        return money.sane(self.entry.amount) if self.entry.kind is EntryKind.DEBIT else None

    @property
    def step(self) -> Decimal | None:
        """By how much it moves the balance; None where that is not known."""
        return _step(self.entry)


class Statement(Record, frozen=True):
    """What there is of an account in some days."""

    rows: tuple[Row, ...] = ()
    """The oldest first."""
    opening: Decimal | None = None
    """What stood on it before the first of them."""
    closing: Decimal | None = None
    credits: Decimal = Decimal(0)
    debits: Decimal = Decimal(0)
    uncounted: int = 0
    """How many are in neither sum: of another kind, or without an amount."""
    odd: int = 0
    """How many do not add up."""


def booked(entries: Sequence[LedgerEntry]) -> tuple[Row, ...]:
    """Return the entries as the server gave them, sorted by time and with their balances, the oldest first.

    Of equal times the server's order decides, whichever way it runs. An entry that is told twice is one.
    """
    entries = list({entry.id or at: entry for at, entry in enumerate(entries)}.values())
    if _runs_down(entries):
        entries.reverse()
    moments = _moments(entries)
    if moments:
        order = sorted(range(len(entries)), key=moments.__getitem__)
        entries, moments = [entries[at] for at in order], [moments[at] for at in order]
    balances, odd = _balances(entries)
    return tuple(
        Row(
            key=entry.id or f"#{at}",
            entry=entry,
            moment=moments[at] if moments else None,
            balance=balances[at],
            computed=entry.balance_after is None and balances[at] is not None,
            adds_up=at not in odd,
        )
        for at, entry in enumerate(entries)
    )


def statement(rows: Sequence[Row], period: Period) -> Statement:
    """Narrow what is booked to some days, and add it up."""
    start, end = period.bounds
    before = [row for row in rows if _lies_before(row, start)]
    after = [row for row in rows if row.moment is not None and end is not None and row.moment >= end]
    found = tuple(rows[len(before) : len(rows) - len(after)])
    opening = before[-1].balance if before else None
    if opening is None:
        opening = _balance_before((*found, *after))
    return Statement(
        rows=found,
        opening=opening,
        closing=found[-1].balance if found else opening,
        credits=sum((row.paid_in or Decimal(0) for row in found), Decimal(0)),
        debits=sum((row.taken_out or Decimal(0) for row in found), Decimal(0)),
        uncounted=sum(row.step is None for row in found),
        odd=sum(not row.adds_up for row in found),
    )


def _step(entry: LedgerEntry) -> Decimal | None:
    amount = money.sane(entry.amount)
    if amount is None or entry.kind is EntryKind.OTHER:
        return None
    return amount if entry.kind is EntryKind.CREDIT else -amount


def _lies_before(row: Row, start: datetime | None) -> bool:
    return row.moment is not None and start is not None and row.moment < start


def _balance_before(rows: Sequence[Row]) -> Decimal | None:
    """Return what stood on the account before the first row."""
    if not rows:
        return None
    balance, step = rows[0].balance, rows[0].step
    return balance - step if balance is not None and step is not None else None


def _runs_down(entries: Sequence[LedgerEntry]) -> bool:
    """Whether the newest comes first, as in the page's example: by the times, else by which way the balances add up."""
    moments = [entry.created_at for entry in entries if entry.created_at is not None]
    falls = sum(one > next_ for one, next_ in pairwise(moments))
    rises = sum(one < next_ for one, next_ in pairwise(moments))
    if falls != rises:
        return falls > rises
    return _agreeing(entries[::-1]) >= _agreeing(entries)


def _agreeing(entries: Sequence[LedgerEntry]) -> int:
    """Count the neighbours of whom the later one's balance is the earlier one's, moved by the amount."""
    count = 0
    for one, next_ in pairwise(entries):
        before, step, after = one.balance_after, _step(next_), next_.balance_after
        count += before is not None and step is not None and before + step == after
    return count


def _moments(entries: Sequence[LedgerEntry]) -> list[datetime]:
    """Return when each was, in the order of the entries; nothing where no entry tells."""
    last = next((entry.created_at for entry in entries if entry.created_at is not None), None)
    moments: list[datetime] = []
    for entry in entries:
        last = entry.created_at or last
        if last is not None:
            moments.append(last)
    return moments


def _balances(entries: Sequence[LedgerEntry]) -> tuple[list[Decimal | None], set[int]]:
    """Return the balance behind each, the oldest first, and which of those that were told do not add up."""
    balances = [money.sane(entry.balance_after) for entry in entries]
    steps = [_step(entry) for entry in entries]
    odd: set[int] = set()
    for at in range(1, len(entries)):
        before, step = balances[at - 1], steps[at]
        if before is None or step is None:
            continue
        if balances[at] is None:
            balances[at] = before + step
        elif balances[at] != before + step:
            odd.add(at)
    for at in range(len(entries) - 2, -1, -1):
        after, step = balances[at + 1], steps[at + 1]
        if balances[at] is None and after is not None and step is not None:
            balances[at] = after - step
    return balances, odd
