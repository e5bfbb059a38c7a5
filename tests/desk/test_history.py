"""The orders of days past: from here where they are kept, else from the point of sale, page by page, none twice."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import msgspec
import pytest

from callcenter.desk import days
from callcenter.desk.connection import Connection, Link
from callcenter.desk.days import Span
from callcenter.desk.files import LocalFiles
from callcenter.desk.history import FRUITLESS, History
from callcenter.desk.past import Wanted
from callcenter.desk.queue import REACHED, OrderQueue
from callcenter.desk.session import Session
from callcenter.feed.port import Past, Reached
from callcenter.model.order import Order, OrderQuery, Stage
from callcenter.model.phone import digits
from callcenter.pos import errors
from callcenter.pos.systems import connect
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import MemoryVault, Secret, Vault
from tests.desk.at_work import Until

pytestmark = pytest.mark.anyio


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Give one with orders of five days; those of the desk's venue are three pages."""
    with Sandbox(customers=120, orders=900) as running:
        yield running


@dataclass
class Desk:
    """A desk without a feed: what is kept of the past is what the test stored."""

    session: Session
    files: LocalFiles
    queue: OrderQueue
    connection: Connection
    history: History

    async def keep(self, orders: list[Order], reached: date, *venues: str) -> None:
        """Keep orders as the feed does that has told them from a day on."""
        assert self.files.local is not None
        past = Past(oldest=reached - timedelta(days=30), reached=reached)
        noted = Reached(
            watermarks=dict.fromkeys(venues or ("1",), datetime.now(UTC)), past=dict.fromkeys(venues or ("1",), past)
        )
        await self.files.local.replica.upsert_orders(orders, {REACHED: msgspec.json.encode(noted).decode()})

    async def all_orders(self, venue_id: str = "1") -> list[Order]:
        """Ask the point of sale itself for everything."""
        found: dict[str, Order] = {}
        for page in range(1, 6):
            query = OrderQuery(page=page, limit=200, venue_id=venue_id)
            found.update((one.id, one) for one in (await self.session.pos.orders(query)).rows)
        return list(found.values())


NewDesk = Callable[[Sandbox], Awaitable[Desk]]


@pytest.fixture
async def new_desk(tmp_path: Path, profile: Profile, secret: Secret, until: Until) -> AsyncIterator[NewDesk]:
    """Make desks that are signed in at a sandbox."""
    made: list[Desk] = []

    async def opened() -> Vault:
        return MemoryVault()

    async def make(sandbox: Sandbox) -> Desk:
        connection = Connection()
        session = Session(tmp_path, opened, connect, connection)
        files = LocalFiles(session, tmp_path / "data")
        nobody = Session(tmp_path, opened, connect, Connection())  # nobody signs in there, so nothing is followed
        queue = OrderQueue(nobody, LocalFiles(nobody, tmp_path / "other"), connection)
        desk = Desk(session, files, queue, connection, History(session, files, queue, connection))
        made.append(desk)
        session.sign_in(replace(profile, base_url=sandbox.clopos), secret)
        await until(lambda: files.local is not None)
        return desk

    yield make
    for desk in made:
        for part in (desk.history, desk.queue, desk.files, desk.session):
            await part.aclose()


@pytest.fixture
async def desk(new_desk: NewDesk, sandbox: Sandbox) -> Desk:
    return await new_desk(sandbox)


class Reader:
    """Scrolls through what is found."""

    def __init__(self, history: History, until: Until) -> None:
        self.history = history
        self.orders: list[Order] = []
        self.batches: list[int] = []
        self._until = until
        history.found.connect(self._take)
        history.updated.connect(self._update)

    def _take(self, orders: tuple[Order, ...], anew: bool) -> None:
        if anew:
            self.orders.clear()
            self.batches.clear()
        self.orders += orders
        self.batches.append(len(orders))

    def _update(self, orders: tuple[Order, ...]) -> None:
        newer = {order.id: order for order in orders}
        self.orders = [newer.get(order.id, order) for order in self.orders]

    @property
    def ids(self) -> list[str]:
        return [order.id for order in self.orders]

    async def ask(self, wanted: Wanted) -> None:
        self.history.ask(wanted)
        await self.rest()

    async def more(self) -> None:
        self.history.more()
        await self.rest()

    async def to_the_end(self) -> None:
        while not self.history.progress.ended:
            assert self.history.progress.trouble is None
            await self.more()

    async def rest(self) -> None:
        await self._until(lambda: not self.history.progress.reading)


@pytest.fixture
async def reader(desk: Desk, until: Until) -> Reader:
    return Reader(desk.history, until)


def week() -> Span:
    return days.last(7, datetime.now().astimezone().date())


def asked(sandbox: Sandbox) -> list[dict[str, list[str]]]:
    """Give what the history asked the point of sale: its lists are sorted by when orders were placed."""
    listed = [parse_qs(one.query) for one in sandbox.requests if one.path.endswith("/orders")]
    return [query for query in listed if query.get("sort[0]") == ["created_at"]]


def newest_first(orders: list[Order]) -> bool:
    placed = [one.placed_at for one in orders if one.placed_at is not None]
    return placed == sorted(placed, reverse=True)


# ---- where it comes from --------------------------------------------------------------------------------------------


async def test_where_nothing_is_kept_it_comes_from_the_pos_a_page_at_a_time_and_none_twice(
    desk: Desk, reader: Reader, sandbox: Sandbox
) -> None:
    everything = {one.id for one in await desk.all_orders()}
    await reader.ask(Wanted(span=week()))
    assert len(asked(sandbox)) == 1
    assert len(reader.orders) == 200
    sandbox.place_order()  # moves every row of the server's list one further
    await reader.more()
    assert len(asked(sandbox)) == 2
    await reader.to_the_end()
    assert len(set(reader.ids)) == len(reader.ids)
    assert set(reader.ids) == everything
    assert newest_first(reader.orders)
    assert (desk.history.progress.alone, desk.connection.state.link) == (False, Link.LIVE)


@pytest.mark.parametrize("kept_days", [0, 2, 4])
async def test_what_is_kept_comes_from_here_and_the_days_before_from_the_pos(
    desk: Desk, reader: Reader, sandbox: Sandbox, kept_days: int
) -> None:
    first_kept = datetime.now(UTC).date() - timedelta(days=kept_days)
    since = datetime.combine(first_kept, datetime.min.time(), UTC)
    everything = await desk.all_orders()
    kept = [one for one in everything if one.placed_at is not None and one.placed_at >= since]
    await desk.keep(kept, first_kept)
    await reader.ask(Wanted(span=week()))
    while len(reader.orders) < len(kept):
        assert not asked(sandbox)
        await reader.more()
    await reader.to_the_end()
    assert set(reader.ids) == {one.id for one in everything}
    assert len(set(reader.ids)) == len(reader.ids)
    assert newest_first(reader.orders)
    last_asked = (since - timedelta(microseconds=1)).date().isoformat()
    assert {query["date[1]"][0] for query in asked(sandbox)} == {last_asked}


async def test_days_that_are_all_kept_are_read_without_a_request_also_when_the_pos_is_away(
    desk: Desk, reader: Reader, sandbox: Sandbox
) -> None:
    everything = await desk.all_orders()
    await desk.keep(everything, datetime.now(UTC).date() - timedelta(days=20))
    sandbox.pause_network()
    await reader.ask(Wanted(span=week()))
    await reader.to_the_end()
    assert set(reader.ids) == {one.id for one in everything}
    assert max(reader.batches) == 100
    assert not asked(sandbox)
    assert desk.history.progress.alone  # nobody knows what else was ordered since


async def test_a_venue_that_this_desk_does_not_follow_is_asked_of_the_pos(
    desk: Desk, reader: Reader, sandbox: Sandbox
) -> None:
    await desk.keep(await desk.all_orders(), datetime.now(UTC).date() - timedelta(days=20))
    await reader.ask(Wanted(span=week(), venue_id="2"))
    await reader.to_the_end()
    assert asked(sandbox)
    assert set(reader.ids) == {one.id for one in await desk.all_orders("2")}
    assert {one.venue_id for one in reader.orders} == {"2"}


async def test_two_venues_that_are_followed_are_read_as_one_list(desk: Desk, reader: Reader) -> None:
    await desk.keep([], datetime.now(UTC).date() + timedelta(days=2), "1", "2")
    await reader.ask(Wanted(span=week()))
    await reader.to_the_end()
    both = [*await desk.all_orders("1"), *await desk.all_orders("2")]
    assert set(reader.ids) == {one.id for one in both}
    assert newest_first(reader.orders)


# ---- what narrows it ------------------------------------------------------------------------------------------------


async def test_only_orders_of_the_days_asked_for_are_found_by_this_computers_midnight(
    desk: Desk, reader: Reader
) -> None:
    day = datetime.now().astimezone().date() - timedelta(days=2)
    await reader.ask(Wanted(span=Span(since=day, until=day)))
    await reader.to_the_end()
    there = [one for one in await desk.all_orders() if one.created_at and one.created_at.astimezone().date() == day]
    assert there
    assert set(reader.ids) == {one.id for one in there}


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("stage", [Stage.DELIVERED, Stage.IGNORED, Stage.PENDING])
async def test_a_status_narrows_what_is_kept_and_what_is_asked(
    desk: Desk, reader: Reader, sandbox: Sandbox, stage: Stage, *, kept: bool
) -> None:
    everything = await desk.all_orders()
    if kept:
        await desk.keep(everything, datetime.now(UTC).date() - timedelta(days=20))
    await reader.ask(Wanted(span=week(), stage=stage))
    await reader.to_the_end()
    assert set(reader.ids) == {one.id for one in everything if one.stage is stage}
    assert all(query["status"] == [stage.value] for query in asked(sandbox))
    assert bool(asked(sandbox)) is not kept


@pytest.mark.parametrize("kept", [True, False])
async def test_words_and_numbers_find_an_order_here_and_at_the_pos(desk: Desk, reader: Reader, *, kept: bool) -> None:
    everything = await desk.all_orders()
    if kept:
        await desk.keep(everything, datetime.now(UTC).date() - timedelta(days=20))
    one = next(one for one in everything if one.recipient.phone)
    number = digits(one.recipient.phone or "")[-9:]
    await reader.ask(Wanted(span=week(), text=f"0{number}"))
    await reader.to_the_end()
    theirs = {each.id for each in everything if digits(each.recipient.phone or "").endswith(number)}
    assert one.id in theirs
    assert set(reader.ids) == theirs


async def test_a_newer_question_takes_the_place_of_the_one_before(desk: Desk, reader: Reader) -> None:
    desk.history.ask(Wanted(span=week()))
    await asyncio.sleep(0)
    await reader.ask(Wanted(span=week(), stage=Stage.IGNORED))
    await reader.to_the_end()
    assert {one.stage for one in reader.orders} == {Stage.IGNORED}


# ---- as it goes on --------------------------------------------------------------------------------------------------


async def test_where_page_after_page_holds_nothing_the_agent_is_asked_before_more_is_read(
    new_desk: NewDesk, until: Until
) -> None:
    with Sandbox(customers=20, orders=2600) as large:
        desk = await new_desk(large)
        reader = Reader(desk.history, until)
        await reader.ask(Wanted(span=week(), text="nothing has such words"))
        progress = desk.history.progress
        assert (progress.paused, progress.ended, len(asked(large))) == (True, False, FRUITLESS)
        assert progress.reached is not None
        await reader.more()
        assert len(asked(large)) > FRUITLESS
        await reader.to_the_end()
        assert not reader.orders
        await desk.history.aclose()


async def test_trouble_is_told_what_was_found_stays_and_more_goes_on_where_it_broke_off(
    desk: Desk, reader: Reader, sandbox: Sandbox
) -> None:
    everything = {one.id for one in await desk.all_orders()}
    await reader.ask(Wanted(span=week()))
    before = list(reader.ids)
    sandbox.pause_network()
    await reader.more()
    assert isinstance(desk.history.progress.trouble, errors.Unreachable | errors.ConnectionLost)
    assert desk.connection.state.link in {Link.OFFLINE, Link.DELAYED}
    assert reader.ids == before
    sandbox.resume_network()
    await reader.more()
    await reader.to_the_end()
    assert set(reader.ids) == everything


async def test_an_account_that_may_not_see_orders_is_told_so(desk: Desk, reader: Reader, sandbox: Sandbox) -> None:
    sandbox.set_faults("status-403@GET /orders=1")
    await reader.ask(Wanted(span=week()))
    assert isinstance(desk.history.progress.trouble, errors.Forbidden)
    assert reader.orders == []


async def test_an_order_that_changes_while_it_is_in_sight_is_told_anew(desk: Desk, reader: Reader) -> None:
    await reader.ask(Wanted(span=week()))
    one = next(one for one in reader.orders if one.stage is Stage.RECEIVED)
    desk.queue.take((one,))
    changed = msgspec.structs.replace(one, status="DELIVERED", updated_at=datetime.now(UTC))
    desk.queue.take((changed,))
    assert next(each for each in reader.orders if each.id == one.id).stage is Stage.DELIVERED


async def test_signing_out_leaves_nothing_of_it(desk: Desk, reader: Reader) -> None:
    await reader.ask(Wanted(span=week()))
    assert reader.orders
    desk.session.sign_out()
    assert not reader.orders
    desk.history.more()
    assert not desk.history.progress.reading
