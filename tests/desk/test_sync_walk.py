"""A list read to its end while it changes: what the sandbox cannot do (delete, repeat, fall short) is played here."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from callcenter.desk.allowance import Allowance
from callcenter.desk.changes import FIRST, WATERMARK, Changes, FarBehind
from callcenter.desk.fill import MISSING, Fill, Pass, Step
from callcenter.desk.ordering import number
from callcenter.desk.shelf import ReplicaShelf
from callcenter.desk.walk import Leaf, Walk
from callcenter.model.customer import Customer, CustomerQuery, NewCustomer
from callcenter.model.page import Page
from callcenter.pos.errors import BadAnswer
from callcenter.pos.port import PointOfSale
from callcenter.pos.quota import Quota
from callcenter.pos.systems import connect
from callcenter.pos.token import NoTokenStore
from callcenter.replica.replica import Replica
from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import Secret

LIMIT = 10


class ListServer:
    """A point of sale that has customers and nothing else; ``before`` is called with the page asked for."""

    def __init__(self, count: int) -> None:
        self.ids = list(range(1, count + 1))
        self.before: Callable[[int], None] = lambda _page: None
        self.asked: list[int] = []
        self.lost: set[int] = set()
        """Pages that come empty."""
        self.quota = Quota()

    async def customers(self, query: CustomerQuery, *, background: bool = False) -> Page[Customer]:
        assert background
        self.before(query.page)
        self.asked.append(query.page)
        begin = (query.page - 1) * query.limit
        ids = [] if query.page in self.lost else self.ids[begin : begin + query.limit]
        return Page(rows=tuple(Customer(id=str(one), name="Ad") for one in ids), total=len(self.ids))

    def walk(self) -> Walk:
        return Walk(self, Allowance(self.quota, 0.3), LIMIT)  # type: ignore[arg-type] # all that a walk asks of one


async def _read(server: ListServer, offset: int = 0, last: int | None = None) -> list[Leaf]:
    return [leaf async for leaf in server.walk().leaves(offset, last)]


def _ids(leaves: list[Leaf]) -> set[int]:
    return {int(one.id) for leaf in leaves for one in leaf.rows}


@pytest.mark.anyio
@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 100, 105])
async def test_every_customer_is_read_once_in_as_few_pages_as_there_are(count: int) -> None:
    server = ListServer(count)
    leaves = await _read(server)
    assert _ids(leaves) == set(server.ids)
    assert len(server.asked) == max(1, -(-count // LIMIT))
    assert leaves[-1].whole
    assert leaves[-1].offset == count


@pytest.mark.anyio
async def test_who_is_created_meanwhile_is_read_at_the_end() -> None:
    server = ListServer(40)
    server.before = lambda page: server.ids.append(1000 + page) if page < 4 else None
    assert _ids(await _read(server)) == set(server.ids)


@pytest.mark.anyio
async def test_deletions_while_it_is_read_hide_nobody_who_stays() -> None:
    server = ListServer(100)

    def delete(page: int) -> None:
        if page == 5 and len(server.ids) == 100:
            del server.ids[3:20]

    server.before = delete
    assert _ids(await _read(server)) >= set(server.ids)


@pytest.mark.anyio
async def test_deletions_during_a_stop_hide_nobody_who_stays() -> None:
    server = ListServer(100)
    del server.ids[:35]
    leaves = await _read(server, offset=60, last=60)
    assert _ids(leaves) >= set(range(61, 101))
    assert leaves[0].after == 60


@pytest.mark.anyio
async def test_an_empty_page_in_the_middle_is_a_fault_and_not_the_end() -> None:
    server = ListServer(100)
    server.lost = {4}
    with pytest.raises(BadAnswer):
        await _read(server)


@pytest.mark.anyio
async def test_a_server_that_always_sends_its_first_page_is_not_followed_for_ever() -> None:
    server = ListServer(100)
    first = server.customers

    async def same(query: CustomerQuery, *, background: bool = False) -> Page[Customer]:
        return await first(CustomerQuery(page=1, limit=query.limit), background=background)

    server.customers = same  # type: ignore[method-assign]
    with pytest.raises(BadAnswer):
        await asyncio.wait_for(_read(server), 5)


@pytest.mark.parametrize(("written", "read"), [("7", 7), ("007", None), ("", None), ("٧", None), ("a1", None)])
def test_only_plain_numbers_are_sorted_as_numbers(written: str, read: int | None) -> None:
    assert number(written) == read


@pytest.fixture
async def replica() -> AsyncIterator[Replica]:
    opened = await Replica.open(None, None, region="AZ")
    yield opened
    await opened.aclose()


@pytest.mark.anyio
async def test_a_list_that_lost_most_of_its_customers_takes_nobody_along(replica: Replica) -> None:
    server = ListServer(2_000)
    steps: list[Step] = []
    quota = Allowance(server.quota, 0.3)
    await Fill(server.walk(), ReplicaShelf(replica), quota, steps.append).run()
    del server.ids[500:]
    for _ in range(2):
        await Pass(server.walk(), ReplicaShelf(replica), quota, steps.append).run()
    assert await replica.count() == 2_000
    assert await replica.fact(MISSING) == "[]"


@pytest.mark.anyio
async def test_who_is_back_in_the_second_pass_stays(replica: Replica) -> None:
    server = ListServer(50)
    quota = Allowance(server.quota, 0.3)
    await Fill(server.walk(), ReplicaShelf(replica), quota, lambda _step: None).run()
    for missing, told in (([7, 8], '["7","8"]'), ([8, 9], '["9"]'), ([8, 9], "[]")):
        server.ids = [one for one in range(1, 51) if one not in missing]
        await Pass(server.walk(), ReplicaShelf(replica), quota, lambda _step: None).run()
        assert await replica.fact(MISSING) == told
    assert [one.id for one in await replica.customers(["7", "8", "9"])] == ["7"]


# ---- changes --------------------------------------------------------------------------------------------------------

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON.timestamp())


@pytest.fixture
def sandbox(clock: ManualClock) -> Iterator[Sandbox]:
    with Sandbox(customers=10, orders=0, quota=0, clock=clock) as running:
        yield running


@pytest.fixture
async def pos(profile: Profile, secret: Secret) -> AsyncIterator[PointOfSale]:
    connected = await connect(profile, secret, NoTokenStore())
    yield connected
    await connected.aclose()


async def _created(pos: PointOfSale, count: int, first: int = 0) -> list[str]:
    """Let customers come in one and the same second."""
    forms = [
        NewCustomer(cid=NewCustomer.new_cid(), name=f"Ad {one}", phone=f"+99450{one:07}")
        for one in range(first, first + count)
    ]
    return [(await pos.create_customer(form)).id for form in forms]


@pytest.mark.anyio
async def test_many_changes_of_one_second_are_all_read_whatever_the_pages(
    pos: PointOfSale, replica: Replica, clock: ManualClock
) -> None:
    changes = Changes(pos, ReplicaShelf(replica), page=20, now=lambda: NOON)
    await changes.look()
    clock.advance(30)
    came = await _created(pos, FIRST + 30)
    assert set(came) <= set((await changes.look()).ids)
    assert len(await replica.customers(came)) == len(came)
    assert (await changes.look()).ids == ()
    later_in_that_second = await _created(pos, 3, first=500)
    assert set((await changes.look()).ids) == set(later_in_that_second)
    assert (await changes.look()).ids == ()
    assert await replica.fact(WATERMARK) == (NOON + timedelta(seconds=30)).isoformat()


@pytest.mark.anyio
async def test_too_many_changes_for_the_desk_itself_leave_the_watermark_where_it_is(
    pos: PointOfSale, replica: Replica, clock: ManualClock
) -> None:
    changes = Changes(pos, ReplicaShelf(replica), page=20, now=lambda: NOON)
    await changes.look()
    before = await replica.fact(WATERMARK)
    clock.advance(3600)
    came = await _created(pos, FIRST + 30)
    with pytest.raises(FarBehind):
        await changes.look(most=2)
    assert await replica.fact(WATERMARK) == before
    await changes.look()
    assert await replica.fact(WATERMARK) == (NOON + timedelta(seconds=3600)).isoformat()
    assert len(await replica.customers(came)) == len(came)
