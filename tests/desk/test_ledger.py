"""The account of the customer on the card: read over HTTP, known again at once, followed to whoever is on the card."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs

import pytest

from callcenter.desk.acts.delete_customer import Deletion
from callcenter.desk.card import Card
from callcenter.desk.connection import Connection, Link
from callcenter.desk.directory import LocalDirectory
from callcenter.desk.dispatch import Dispatch, Settled
from callcenter.desk.files import LocalFiles
from callcenter.desk.ledger import Ledger, Refusal, Shown
from callcenter.desk.ledger_csv import SaveFailed, Words
from callcenter.desk.ledger_statement import Period
from callcenter.desk.session import Session
from callcenter.model.customer import NewCustomer, pending_customer
from callcenter.pos import errors
from callcenter.pos.systems import connect
from callcenter.replica.outbox import Act
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import MemoryVault, Secret, Vault
from tests.desk.at_work import Until, heard
from tests.desk.bookkeeper import Bookkeeper, Line
from tests.desk.vendor import profile_of

pytestmark = pytest.mark.anyio

ALL = Period()
TODAY = datetime.now().astimezone().date()
WORDS = Words(titles=("Time", "What", "In", "Out", "Not added", "Balance", "Reference", "Remark"), computed="", odd="")


@pytest.fixture
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sandbox") / "sandbox.sqlite"


@pytest.fixture
def sandbox(data: Path) -> Iterator[Sandbox]:
    with Sandbox(customers=20, orders=1, data=data) as running:
        yield running


@pytest.fixture
def books(sandbox: Sandbox, data: Path) -> Bookkeeper:
    """Write two lines a customer, as on the page: a sale on account, a payment."""
    del sandbox  # it makes the file
    keeper = Bookkeeper(data)
    for number in (1, 2):
        keeper.write(number, *page(datetime.now(UTC) - timedelta(days=3)))
    return keeper


def page(noon: datetime) -> tuple[Line, Line]:
    return (
        Line("debit", 15_000, -15_000, noon),
        Line("credit", 10_000, -5_000, noon + timedelta(hours=20), "Payment received"),
    )


class Closed(Protocol):
    async def aclose(self) -> None: ...


@dataclass
class Desk:
    session: Session
    files: LocalFiles
    directory: LocalDirectory
    connection: Connection
    dispatch: Dispatch
    card: Card
    ledger: Ledger
    until: Until

    async def open(self, customer_id: str) -> None:
        """Open a card and wait for all that is told of the customer."""
        told = heard(self.card.completed)
        self.card.open_by_id(customer_id)
        await self.until(lambda: told)

    @property
    def at_rest(self) -> bool:
        return not self.ledger.shown.reading

    @property
    def told(self) -> list[tuple[str, Decimal | None]]:
        statement = self.ledger.shown.statement
        assert statement is not None
        return [(row.entry.description or "", row.balance) for row in statement.rows]


@pytest.fixture
async def desk(tmp_path: Path, sandbox: Sandbox, books: Bookkeeper, until: Until) -> AsyncIterator[Desk]:
    """Give a desk that is signed in to PosStar with the first customer on the card."""

    async def opened() -> Vault:
        return MemoryVault()

    connection = Connection()
    session = Session(tmp_path, opened, connect, connection)
    files = LocalFiles(session, tmp_path / "data")
    directory = LocalDirectory(session, files)
    dispatch = Dispatch(session, files, directory, connection)
    card = Card(directory, connection)
    hours = iter(range(1000))
    backwards = datetime.now(UTC)
    ledger = Ledger(session, card, dispatch, connection, now=lambda: backwards - timedelta(hours=next(hours)))
    made = Desk(session, files, directory, connection, dispatch, card, ledger, until)
    session.sign_in(profile_of(sandbox), Secret(sandbox.posstar_credentials["password"]))
    await until(lambda: files.local is not None)
    await made.open(books.whose(1)[0])
    yield made
    parts: tuple[Closed, ...] = (card, ledger, dispatch, directory, files, session)
    for part in parts:
        await part.aclose()


SAME = [("Sale REC-20250517-003", Decimal("-150.00")), ("Payment received", Decimal("-50.00"))]


def asked(sandbox: Sandbox) -> list[dict[str, list[str]]]:
    return [parse_qs(one.query) for one in sandbox.requests if one.path.endswith("/ledger")]


async def test_the_account_is_sorted_and_added_up(desk: Desk, until: Until) -> None:
    told = heard(desk.ledger.changed)
    assert desk.ledger.open(ALL) is None
    await until(lambda: desk.at_rest)
    assert desk.told == SAME
    statement = desk.ledger.shown.statement
    assert statement is not None
    assert (statement.opening, statement.closing) == (Decimal("0.00"), Decimal("-50.00"))
    assert (statement.credits, statement.debits) == (Decimal("100.00"), Decimal("150.00"))
    assert [one.reading for one in told] == [True, False]
    assert desk.ledger.shown.read_at is not None


async def test_days_are_asked_for_with_one_more_on_each_side_and_narrowed_here(
    desk: Desk, sandbox: Sandbox, books: Bookkeeper, until: Until
) -> None:
    day = TODAY - timedelta(days=10)
    midnight = datetime.combine(day, time.min).astimezone()
    after = datetime.combine(day + timedelta(days=1), time.min).astimezone()
    second = timedelta(seconds=1)
    books.write(
        1,
        Line("debit", 100, -100, midnight - second, "the evening before"),
        Line("debit", 100, -200, midnight, "as the day began"),
        Line("debit", 100, -300, after - second, "as it ended"),
        Line("debit", 100, -400, after, "the day after"),
    )
    desk.ledger.open(Period(since=day, until=day))
    await until(lambda: desk.at_rest)
    assert [what for what, _ in desk.told] == ["as the day began", "as it ended"]
    statement = desk.ledger.shown.statement
    assert statement is not None
    assert (statement.opening, statement.closing) == (Decimal("-1.00"), Decimal("-3.00"))
    one = timedelta(days=1)
    assert asked(sandbox)[-1] == {"from": [(day - one).isoformat()], "to": [(day + one).isoformat()]}


async def test_what_was_read_is_shown_at_once_again_and_read_anew(
    desk: Desk, books: Bookkeeper, sandbox: Sandbox, until: Until
) -> None:
    desk.ledger.open(ALL)
    await until(lambda: desk.at_rest)
    desk.ledger.close()
    assert desk.ledger.shown.customer is None
    sandbox.pay(books.whose(1)[0], 5_000)
    desk.ledger.open(Period(since=TODAY - timedelta(days=30), until=TODAY))  # these days are among those that are known
    assert (desk.told, desk.ledger.shown.reading) == (SAME, True)
    await until(lambda: desk.at_rest)
    assert desk.told == [*SAME, ("Payment received", Decimal("0.00"))]


async def test_while_the_pos_is_away_what_is_known_is_shown_and_its_age_and_it_is_read_when_it_is_back(
    desk: Desk, sandbox: Sandbox, books: Bookkeeper, until: Until
) -> None:
    desk.ledger.open(ALL)
    await until(lambda: desk.at_rest)
    read_at = desk.ledger.shown.read_at
    sandbox.pause_network()
    desk.ledger.read()
    await until(lambda: desk.ledger.shown.trouble)
    assert desk.told == SAME
    assert desk.ledger.shown.read_at == read_at
    desk.ledger.ask(Period(since=TODAY, until=TODAY))
    await until(lambda: desk.at_rest)
    assert desk.told == []  # of all days that are known, none is today
    sandbox.resume_network()
    await desk.open(books.whose(1)[0])
    await until(lambda: desk.ledger.shown.read_at != read_at)
    assert desk.ledger.shown.trouble is None


async def test_nothing_known_and_the_pos_away_is_said(desk: Desk, sandbox: Sandbox, until: Until) -> None:
    sandbox.pause_network()
    desk.ledger.open(ALL)
    await until(lambda: desk.at_rest)
    assert desk.ledger.shown.statement is None
    assert isinstance(desk.ledger.shown.trouble, errors.Unreachable | errors.ConnectionLost)


async def test_an_account_that_may_not_be_seen_is_said_and_the_link_stays(
    desk: Desk, sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults("status-403@GET /customers/*/ledger=1")
    desk.ledger.open(ALL)
    await until(lambda: desk.at_rest)
    assert isinstance(desk.ledger.shown.trouble, errors.Forbidden)
    assert desk.connection.state.link is Link.LIVE


async def test_the_newest_question_wins(desk: Desk, until: Until) -> None:
    told: list[Shown] = heard(desk.ledger.changed)
    day = TODAY - timedelta(days=400)
    desk.ledger.open(Period(since=day, until=day))
    await asyncio.sleep(0)
    desk.ledger.ask(ALL)
    await until(lambda: desk.at_rest)
    assert desk.told == SAME
    assert [one.period for one in told if not one.reading] == [ALL]


async def test_another_customer_on_the_card_closes_it_and_the_same_one_does_not(
    desk: Desk, books: Bookkeeper, until: Until
) -> None:
    closed = heard(desk.ledger.closed)
    desk.ledger.open(ALL)
    await until(lambda: desk.at_rest)
    await desk.open(books.whose(1)[0])
    assert not closed
    await desk.open(books.whose(2)[0])
    assert len(closed) == 1
    assert desk.ledger.shown == Shown(period=ALL)


async def test_signing_out_closes_it_and_nothing_stays_known(
    desk: Desk, sandbox: Sandbox, until: Until, books: Bookkeeper
) -> None:
    desk.ledger.open(ALL)
    await until(lambda: desk.at_rest)
    desk.session.sign_out()
    assert desk.ledger.shown.customer is None
    desk.session.sign_in(profile_of(sandbox), Secret(sandbox.posstar_credentials["password"]))
    await until(lambda: desk.files.local is not None and desk.session.signed_in)
    await desk.open(books.whose(1)[0])
    desk.ledger.open(ALL)
    assert desk.ledger.shown.statement is None
    await until(lambda: desk.at_rest)
    assert desk.told == SAME


async def test_of_a_customer_who_was_deleted_nothing_stays_known(desk: Desk, until: Until) -> None:
    desk.ledger.open(ALL)
    await until(lambda: desk.at_rest)
    customer = desk.card.customer
    assert customer is not None
    settled: list[Settled] = heard(desk.dispatch.settled)
    body = Deletion(customer_id=customer.id, name=customer.name, phone=None)
    await desk.dispatch.take_up(Act.DELETE_CUSTOMER, f"customer:{customer.id}", body)
    await until(lambda: settled)
    assert desk.ledger.shown.customer is None
    desk.ledger.open(ALL)
    assert desk.ledger.shown.statement is None
    await until(lambda: desk.at_rest)


async def test_nobody_on_the_card_somebody_unsent_and_a_pos_without_accounts_are_told_apart(
    desk: Desk, profile: Profile, secret: Secret, until: Until
) -> None:
    desk.card.open(pending_customer(NewCustomer(name="Leyla", cid="c-1")))
    assert desk.ledger.open(ALL) is Refusal.NOT_SENT
    desk.card.close()
    assert desk.ledger.open(ALL) is Refusal.NOBODY
    assert desk.ledger.shown.customer is None
    desk.session.sign_in(profile, secret)
    await until(lambda: desk.session.signed_in and not desk.session.pos.capabilities.ledger)
    assert desk.ledger.open(ALL) is Refusal.NOT_OFFERED


async def test_what_is_shown_is_saved_and_a_place_that_is_not_there_is_told(
    desk: Desk, tmp_path: Path, until: Until
) -> None:
    saved, failed = heard(desk.ledger.saved), heard(desk.ledger.save_failed)
    desk.ledger.save(tmp_path / "nothing.csv", WORDS)  # nothing is shown yet
    desk.ledger.open(ALL)
    await until(lambda: desk.at_rest)
    desk.ledger.save(tmp_path / "ledger.csv", WORDS)
    await until(lambda: saved)
    assert saved == [tmp_path / "ledger.csv"]
    assert b"Payment received,100.00,,,-50.00" in (tmp_path / "ledger.csv").read_bytes()
    desk.ledger.save(tmp_path / "nowhere" / "ledger.csv", WORDS)
    await until(lambda: failed)
    assert isinstance(failed[0], SaveFailed)
    assert not (tmp_path / "nothing.csv").exists()


async def test_what_was_told_last_is_shown_even_if_the_clock_was_set_back(
    desk: Desk, books: Bookkeeper, until: Until
) -> None:
    desk.ledger.open(ALL)  # this desk's clock goes backwards
    await until(lambda: desk.at_rest)
    books.write(1, Line("debit", 700, -700, datetime.now(UTC) - timedelta(days=1), "the newer answer"))
    desk.ledger.ask(Period(since=TODAY - timedelta(days=30), until=TODAY))
    await until(lambda: desk.at_rest)
    assert [what for what, _ in desk.told] == ["the newer answer"]
