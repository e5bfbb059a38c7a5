"""Customers on a brand's shared feed: one desk asks for all, and every replica is kept like the brand's."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callcenter.desk.bulk import Pacing
from callcenter.desk.changes import WATERMARK
from callcenter.desk.fill import FILLED, GONE, PASSED
from callcenter.desk.snapshots import KIND
from callcenter.desk.sync import Phase
from callcenter.feed import access
from callcenter.feed.port import OrderFeed, Way
from callcenter.model.customer import Customer, NewCustomer
from callcenter.pos.port import PointOfSale
from callcenter.pos.systems import connect
from callcenter.pos.token import NoTokenStore
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import Secret
from tests.desk.at_work import Until
from tests.desk.syncing import LastingVault, SyncDesk, until_fact, until_filled
from tests.feed.desks import brand_file
from tests.feed.nats_server import NatsServer

CUSTOMERS = 600
PACING = Pacing(interval=0.2, retry=0.05, grace=5.0, page=50, rate=10_000.0)
SELDOM = Pacing(interval=3600.0, retry=0.05, grace=5.0, page=50, rate=10_000.0)

NewDesk = Callable[..., SyncDesk]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    with NatsServer(tmp_path_factory.mktemp("nats")) as running:
        yield running


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=CUSTOMERS, orders=10, quota=0) as running:
        yield running


@pytest.fixture
async def new_desk(tmp_path: Path, server: NatsServer, profile: Profile, secret: Secret) -> AsyncIterator[NewDesk]:
    """Make desks by name, each with a folder of its own, on the feed of a brand of this test's own."""
    file = brand_file(server)
    shared = replace(profile, feed_url=server.url)
    vault = LastingVault()
    await access.keep(vault, shared.key, file)
    made: list[SyncDesk] = []

    def make(name: str, pacing: Pacing = PACING) -> SyncDesk:
        desk = SyncDesk(tmp_path / name, vault, pacing, shares_as=name)
        made.append(desk)
        desk.session.sign_in(shared, secret)
        return desk

    yield make
    for desk in made:
        await desk.aclose()


@pytest.fixture
async def till(profile: Profile, secret: Secret) -> AsyncIterator[PointOfSale]:
    """Give a till, by which customers come."""
    pos = await connect(profile, secret, NoTokenStore())
    yield pos
    await pos.aclose()


@pytest.fixture
async def leader(new_desk: NewDesk, until: Until) -> SyncDesk:
    """Give a desk that leads and is filled, and looks for changes only when it is told to: ``found``."""
    desk = new_desk("leader", SELDOM)
    await until(lambda: way_of(desk) is Way.LEADING and desk.files.local)
    await until_filled(desk)
    await until_put(desk)
    return desk


@pytest.fixture
async def follower(new_desk: NewDesk, leader: SyncDesk, until: Until) -> SyncDesk:
    """Give a desk that follows and is filled; it would look often, where it looked."""
    assert leader.sync.progress.phase is Phase.IDLE
    desk = new_desk("follower")
    await until(lambda: way_of(desk) is Way.FOLLOWING and desk.files.local)
    await until_filled(desk)
    await until(lambda: desk.sync.progress.phase is Phase.IDLE)
    return desk


def feed_of(desk: SyncDesk) -> OrderFeed | None:
    assert desk.queue is not None
    return desk.queue.feed


def way_of(desk: SyncDesk) -> Way | None:
    feed = feed_of(desk)
    return feed.state.way if feed is not None else None


async def until_put(leader: SyncDesk) -> None:
    """Wait until the leader has put its snapshot on the feed."""
    async with asyncio.timeout(15):
        while True:
            feed = feed_of(leader)
            if feed is not None and feed.snapshots is not None and await feed.snapshots.made(KIND):
                return
            await asyncio.sleep(0.01)


def lists(sandbox: Sandbox, sort: str = "") -> int:
    """Count the pages of customers that were asked for."""
    asked = [one for one in sandbox.requests if one.method == "GET" and one.path.endswith("/customers")]
    return sum(not sort or f"sort%5B0%5D={sort}" in one.query for one in asked)


def new(name: str, phone: str) -> NewCustomer:
    return NewCustomer(cid=NewCustomer.new_cid(), name=name, phone=phone)


async def until_stored(desk: SyncDesk, customer: Customer) -> None:
    """Wait until a customer is in a replica."""
    async with asyncio.timeout(15):
        while await desk.replica.customer(customer.id) is None:  # noqa: ASYNC110 - a database tells nobody
            await asyncio.sleep(0.01)


async def facts_equal(desk: SyncDesk, other: SyncDesk, name: str) -> None:
    """Wait until two replicas say the same."""
    async with asyncio.timeout(15):
        while await desk.replica.fact(name) != await other.replica.fact(name):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)


async def same_customers(desk: SyncDesk, other: SyncDesk) -> bool:
    ids, others = await desk.replica.ids(), await other.replica.ids()
    return set(ids) == set(others) and await desk.replica.customers(ids) == await other.replica.customers(ids)


async def checked(desk: SyncDesk, until: Until) -> None:
    """Have a desk look through everything."""
    before = await desk.replica.fact(PASSED)
    desk.sync.check_now()
    await until_fact(desk, PASSED, lambda passed: passed != before)
    await until(lambda: desk.sync.progress.phase is Phase.IDLE and desk.sync.worker_pid is None)


@pytest.mark.anyio
async def test_what_the_leader_finds_is_stored_by_a_follower_that_asks_nothing(
    leader: SyncDesk, follower: SyncDesk, till: PointOfSale, sandbox: Sandbox, until: Until
) -> None:
    sandbox.forget_requests()
    for number in range(3):
        follower.changes.clear()
        came = await till.create_customer(new(f"Nərgiz {number}", f"+99450111000{number}"))
        leader.sync.look_now()
        await until_stored(follower, came)
        await until(lambda came=came: any(came.id in one.ids for one in follower.changes))
        await facts_equal(follower, leader, WATERMARK)
    assert await same_customers(follower, leader)
    assert lists(sandbox) <= 3


@pytest.mark.anyio
async def test_a_new_desk_takes_the_snapshot_instead_of_the_pages(
    leader: SyncDesk, new_desk: NewDesk, till: PointOfSale, sandbox: Sandbox, until: Until
) -> None:
    since = await till.create_customer(new("Came After The Snapshot", "+994501110009"))
    leader.sync.look_now()
    await until_stored(leader, since)
    sandbox.forget_requests()
    desk = new_desk("new")
    await until(lambda: desk.files.local)
    await until_filled(desk)
    assert lists(sandbox, "id") == 0
    assert await same_customers(desk, leader)
    assert any(one.phase is Phase.FILLING and one.total == CUSTOMERS for one in desk.progress)
    assert desk.local.path is not None
    assert not desk.local.path.with_name("snapshot").exists()


@pytest.mark.anyio
async def test_without_a_usable_snapshot_a_new_desk_reads_page_by_page(
    leader: SyncDesk, new_desk: NewDesk, sandbox: Sandbox, tmp_path: Path, until: Until
) -> None:
    feed = feed_of(leader)
    assert feed is not None
    assert feed.snapshots is not None
    broken = tmp_path / "broken"
    broken.write_bytes(b"no snapshot")
    await feed.snapshots.upload(KIND, broken, datetime.now(UTC))
    sandbox.forget_requests()
    desk = new_desk("new")
    await until(lambda: desk.files.local)
    await until_filled(desk)
    assert lists(sandbox, "id") >= CUSTOMERS // PACING.page
    assert await same_customers(desk, leader)


@pytest.mark.anyio
async def test_who_is_gone_at_the_leader_goes_from_every_replica(
    leader: SyncDesk, follower: SyncDesk, until: Until
) -> None:
    ghost = Customer(id="900000", name="Deleted Elsewhere")
    for desk in (leader, follower):
        await desk.replica.upsert([ghost])
    for _ in range(2):
        await checked(leader, until)
    await until(lambda: any(one.ids == (ghost.id,) for one in follower.changes))
    assert await follower.replica.customer(ghost.id) is None
    await until_fact(leader, GONE, lambda left: left is None)
    assert await leader.replica.customer(ghost.id) is None


@pytest.mark.anyio
async def test_a_follower_that_becomes_the_leader_asks_at_once_and_nothing_is_missed(
    leader: SyncDesk, follower: SyncDesk, new_desk: NewDesk, till: PointOfSale, until: Until
) -> None:
    third = new_desk("third")
    await until(lambda: way_of(third) is Way.FOLLOWING and third.files.local)
    await until_filled(third)
    missed = await till.create_customer(new("Nobody Looked", "+994501110010"))  # the leader looks no more
    await leader.aclose()
    await until(lambda: Way.LEADING in (way_of(follower), way_of(third)))
    for desk in (follower, third):
        await until_stored(desk, missed)
    assert {way_of(follower), way_of(third)} == {Way.LEADING, Way.FOLLOWING}


@pytest.mark.anyio
async def test_while_the_feed_is_away_each_desk_asks_and_on_its_return_one_does(
    new_desk: NewDesk, server: NatsServer, till: PointOfSale, until: Until
) -> None:
    made = [new_desk("one"), new_desk("two")]
    for desk in made:
        await until(lambda desk=desk: desk.files.local)
        await until_filled(desk)
    server.stop()
    await until(lambda: all(way_of(desk) is Way.FALLBACK for desk in made))
    alone = await till.create_customer(new("Away From The Feed", "+994501110011"))
    for desk in made:
        await until_stored(desk, alone)
    server.start()
    await until(lambda: {way_of(desk) for desk in made} == {Way.LEADING, Way.FOLLOWING})
    again = await till.create_customer(new("On The Feed Again", "+994501110012"))
    for desk in made:
        await until_stored(desk, again)
    assert await same_customers(*made)


@pytest.mark.anyio
async def test_who_was_away_for_longer_than_the_server_keeps_changes_reads_the_rest_itself(
    follower: SyncDesk, new_desk: NewDesk, sandbox: Sandbox, until: Until
) -> None:
    reached = await follower.replica.fact(WATERMARK)
    await until(lambda: follower.files.local)
    everybody = await follower.replica.customers(await follower.replica.ids())
    moment, lost = min((one.updated_at, one.id) for one in everybody if one.updated_at is not None)
    await follower.replica.delete([lost])
    await follower.replica.set_fact(WATERMARK, moment.isoformat())
    await follower.aclose()
    sandbox.forget_requests()
    again = new_desk("follower")
    await until(lambda: way_of(again) is Way.FOLLOWING and again.files.local)
    await until_fact(again, WATERMARK, lambda told: told == reached)
    assert lists(sandbox, "updated_at") >= 1
    assert await again.replica.fact(FILLED) is not None
    assert await again.replica.customer(lost) is not None
