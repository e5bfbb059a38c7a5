"""How a customer's account is told: its rows, its sums, what is wrong with it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from callcenter.desk import ledger_csv
from callcenter.desk.ledger import Refusal, Shown
from callcenter.desk.ledger_csv import SaveFailed
from callcenter.desk.ledger_statement import Period, Row, Statement
from callcenter.model.ledger import EntryKind
from callcenter.ui import sentences, wording
from callcenter.ui.counted import Counted

SHORT = 8
"""How many signs of a reference are shown; the whole is copied."""


def amount(value: Decimal | None, currency: str) -> str:
    """Write a sum with a real minus."""
    return wording.sum_of(value, currency).replace("-", "−")


def paid_in(row: Row, currency: str) -> str:
    """Write what came in: by a shape and a sign, beside the column and the colour."""
    return "" if row.paid_in is None else f"▲ +{amount(row.paid_in, currency)}"


def taken_out(row: Row, currency: str) -> str:
    """Write what was bought."""
    return "" if row.taken_out is None else f"▼ {amount(-row.taken_out, currency)}"


def what(row: Row, currency: str) -> str:
    """Write what an entry was; one of another kind tells its amount here, for it is in neither sum."""
    said = " ".join((row.entry.description or wording.NOTHING).split())
    if row.entry.kind is not EntryKind.OTHER:
        return said
    told = QCoreApplication.translate("Ledger", "◇ {what} · {sum}, not added")
    return told.format(what=said, sum=amount(row.entry.amount, currency))


def balance(row: Row, currency: str) -> str:
    """Write what stood on the account then, and what is to be known of that figure."""
    figure, mark = amount(row.balance, currency), remark(row)
    return f"{mark}   {figure}" if mark else figure


def remark(row: Row) -> str:
    """Say whether a balance is worked out, or does not add up."""
    translate = QCoreApplication.translate
    if not row.adds_up:
        return translate("Ledger", "! does not add up")
    return translate("Ledger", "worked out") if row.computed else ""


def reference(row: Row) -> str:
    """Write the beginning of a reference."""
    whole = row.entry.reference_id or ""
    return whole if len(whole) <= SHORT + 1 else f"{whole[:SHORT]}…"


def line(row: Row, currency: str) -> str:
    """Write a row as it is copied: the reference whole."""
    moved = paid_in(row, currency) or taken_out(row, currency)
    cells = (wording.time(row.entry.created_at), what(row, currency), moved, balance(row, currency))
    return "\t".join((*cells, row.entry.reference_id or ""))


def summary(told: Statement, currency: str) -> str:
    """Write the sums of some days in one line."""
    translate = QCoreApplication.translate
    parts = [
        wording.account(told.closing, currency),
        translate("Ledger", "in {sum}").format(sum=_bare(told.credits, currency)),
        translate("Ledger", "out {sum} in this range").format(sum=_bare(told.debits, currency)),
    ]
    if told.rows:
        parts.append(
            translate("Ledger", "before that: {account}").format(account=wording.account(told.opening, currency))
        )
    if told.uncounted:
        parts.append(Counted().rows_not_added(told.uncounted))
    if told.odd:
        parts.append(Counted().rows_not_adding_up(told.odd))
    return " · ".join(parts)


def days(period: Period) -> str:
    """Write which days are shown."""
    translate = QCoreApplication.translate
    if period.since is None and period.until is None:
        return translate("Ledger", "all days")
    if period.until is None:
        return translate("Ledger", "from {day} on").format(day=wording.day(period.since))
    if period.since is None:
        return translate("Ledger", "up to {day}").format(day=wording.day(period.until))
    return f"{wording.day(period.since)} – {wording.day(period.until)}"


def picture(told: Statement, currency: str) -> str:
    """Write what the picture shows, for whoever does not see it."""
    translate = QCoreApplication.translate
    known = [(row, row.balance) for row in told.rows if row.balance is not None]
    if not known:
        return translate("Ledger", "no balances in this range")
    (first, began), (last, ended) = known[0], known[-1]
    told_ = translate("Ledger", "from {first} on {since} to {last} on {until}, lowest {lowest}, highest {highest}")
    return told_.format(
        first=amount(began, currency),
        since=_day(first),
        last=amount(ended, currency),
        until=_day(last),
        lowest=amount(min(figure for _, figure in known), currency),
        highest=amount(max(figure for _, figure in known), currency),
    )


def state(shown: Shown) -> str:
    """Say how many rows there are, and how old they are."""
    translate = QCoreApplication.translate
    if shown.statement is None:
        return translate("Ledger", "reading…") if shown.reading else ""
    count = Counted().rows(len(shown.statement.rows))
    as_of = translate("Ledger", "{count} · as of {time}").format(count=count, time=wording.time(shown.read_at))
    return translate("Ledger", "{told} · reading…").format(told=as_of) if shown.reading else as_of


def trouble(shown: Shown) -> str:
    """Say why the account could not be read anew; empty where it could."""
    if shown.trouble is None:
        return ""
    translate = QCoreApplication.translate
    said = sentences.of_error(shown.trouble)
    if shown.statement is None:
        return translate("Ledger", "The account could not be read. {sentence}").format(sentence=said)
    as_of = translate("Ledger", "What is shown is as of {time}. {sentence}")
    return as_of.format(time=wording.time(shown.read_at), sentence=said)


def refusal(why: Refusal) -> str:
    """Say why there is no account to show."""
    translate = QCoreApplication.translate
    return {
        Refusal.NOT_OFFERED: translate("Ledger", "This point of sale keeps no accounts of customers."),
        Refusal.NOBODY: translate("Ledger", "Open a customer's card first: the account shown is theirs."),
        Refusal.NOT_SENT: translate("Ledger", "This customer waits to be sent: they have no account yet."),
    }[why]


def failed(error: SaveFailed) -> str:
    """Say why a file could not be written."""
    translate = QCoreApplication.translate
    known = {
        "no-room": translate("Ledger", "There is no room for the file: free some, or choose another place."),
        "no-right": translate("Ledger", "You may not write there: choose another folder."),
        "no-folder": translate("Ledger", "That folder is not there any more: choose another."),
    }
    return known.get(error.code, translate("Ledger", "The file could not be written: choose another place."))


def of_the_file() -> ledger_csv.Words:
    """Return the words of a file for a spreadsheet, in the language in force."""
    translate = QCoreApplication.translate
    return ledger_csv.Words(
        titles=(
            translate("Ledger", "Time"),
            translate("Ledger", "What"),
            translate("Ledger", "In"),
            translate("Ledger", "Out"),
            translate("Ledger", "Not added"),
            translate("Ledger", "Balance"),
            translate("Ledger", "Reference id"),
            translate("Ledger", "Remark"),
        ),
        computed=translate("Ledger", "worked out"),
        odd=translate("Ledger", "does not add up"),
    )


def _bare(value: Decimal, currency: str) -> str:
    """Write a sum without the sign of its currency, which stands in the same line already."""
    return amount(value, currency).rsplit("\u00a0", 1)[0]


def _day(row: Row) -> str:
    return wording.day(row.moment.astimezone().date() if row.moment is not None else None)
