"""A list in the order of creation, without a total: what the sandbox cannot do (cap a page, repeat) is played here."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.desk.allowance import UNTOLD_RATE, Allowance
from callcenter.desk.changes import Changes
from callcenter.desk.fill import FILL, MISSING, Fill, Pass, Step
from callcenter.desk.ordering import BY_CREATION, BY_ID, ordering_of
from callcenter.desk.shelf import ReplicaShelf
from callcenter.desk.walk import Leaf, Reach, Walk
from callcenter.model.capabilities import Capabilities
from callcenter.model.customer import Customer, CustomerQuery, CustomerSort
from callcenter.model.page import Page
from callcenter.pos.errors import BadAnswer, ServerFailed
from callcenter.pos.quota import Quota
from callcenter.replica.replica import Replica

LIMIT = 10
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


class ListServer:
    """A point of sale whose ids tell nothing, sorted by creation; ``cap`` is the longest page it gives."""

    def __init__(self, moments: list[int], cap: int = 100) -> None:
        self.rows = [self.row(at, f"u{(7 * at + seq) % 97:02}-{seq}") for seq, at in enumerate(sorted(moments))]
        self.cap = cap
        self.before: Callable[[int], None] = lambda _page: None
        self.asked: list[int] = []
        self.quota = Quota()
        self.capabilities = Capabilities(customer_sorts=(CustomerSort.CREATED,), largest_page=LIMIT)

    @staticmethod
    def row(at: int, customer_id: str) -> Customer:
        return Customer(
            id=customer_id,
            name="Ad",
            created_at=BEGIN + timedelta(seconds=at),
            points=at,
            untold=("purchases", "ledger_balance"),
        )

    def add(self, at: int) -> None:
        self.rows.append(self.row(at, f"new{len(self.rows)}"))

    async def customers(self, query: CustomerQuery, *, background: bool = False) -> Page[Customer]:
        assert background
        assert query.sort is CustomerSort.CREATED
        self.before(query.page)
        self.asked.append(query.page)
        size = min(query.limit, self.cap)
        rows = sorted(self.rows, key=lambda one: (one.created_at, one.id), reverse=query.descending)
        return Page(rows=tuple(rows[(query.page - 1) * size : query.page * size]))

    def walk(self) -> Walk:
        return Walk(self, Allowance(self.quota, 0.3), LIMIT, BY_CREATION)  # type: ignore[arg-type] # all a walk asks

    @property
    def ids(self) -> set[str]:
        return {one.id for one in self.rows}


async def _read(server: ListServer, reach: Reach | None = None) -> list[Leaf]:
    begin = reach or Reach()
    return [leaf async for leaf in server.walk().leaves(begin.offset, begin.last, reach)]


def _ids(leaves: list[Leaf]) -> set[str]:
    return {one.id for leaf in leaves for one in leaf.rows}


def _reach(leaf: Leaf) -> Reach:
    kept = Reach(offset=leaf.offset, last=leaf.last, whole=leaf.whole, size=leaf.size, edge=leaf.edge)
    return msgspec.json.decode(msgspec.json.encode(kept), type=Reach)


@pytest.mark.anyio
@pytest.mark.parametrize("cap", [100, 10, 7, 1])
@pytest.mark.parametrize("count", [0, 1, 6, 7, 9, 10, 11, 20, 100, 105])
async def test_everybody_is_read_to_the_end_whatever_the_longest_page_is(count: int, cap: int) -> None:
    server = ListServer(list(range(count)), cap)
    leaves = await _read(server)
    assert _ids(leaves) == server.ids
    assert leaves[-1].whole
    assert leaves[-1].offset == count
    assert len(server.asked) <= count // min(cap, LIMIT) + 3


@given(
    st.lists(st.integers(0, 12), max_size=60),
    st.sampled_from([1, 3, 10, 100]),
    st.integers(0, 30),
    st.lists(st.integers(12, 14), max_size=15),
)
@settings(max_examples=150, deadline=None)
def test_after_a_stop_anywhere_everybody_is_read_though_many_have_one_moment_and_more_come(
    moments: list[int], cap: int, stop: int, more: list[int]
) -> None:
    async def run() -> None:
        server = ListServer(moments, cap)
        first: list[Leaf] = []
        async for leaf in server.walk().leaves(0, None):
            first.append(leaf)
            if len(first) > stop:
                break
        for at in more:
            server.add(at)
        if first[-1].whole:
            return
        second = await _read(server, _reach(first[-1]))
        assert _ids(first) | _ids(second) == server.ids
        # All that were read before are not read again, but for those of the moment at which it stopped.
        again = _ids(first[:-1]) & _ids(second[1:])
        places = {BY_CREATION.place(one) for leaf in second for one in leaf.rows if one.id in again}
        assert all(place == first[-1].last for place in places)

    asyncio.run(run())


@pytest.mark.anyio
async def test_deletions_during_a_stop_hide_nobody_who_stays() -> None:
    server = ListServer(list(range(100)))
    leaves = await _read(server)
    del server.rows[:35]
    later = await _read(server, _reach(leaves[5]))
    assert _ids(later) >= {one.id for one in server.rows if (one.points or 0) > 59}


@pytest.mark.anyio
async def test_half_a_page_in_the_middle_is_a_fault_and_not_the_end() -> None:
    server = ListServer(list(range(100)))

    def fall_short(page: int) -> None:
        server.cap = 4 if page == 3 else 100

    server.before = fall_short
    with pytest.raises(BadAnswer):
        await _read(server)


@pytest.mark.anyio
@pytest.mark.parametrize("count", [5, 10, 30])
async def test_a_server_that_minds_no_page_is_not_followed_for_ever(count: int) -> None:
    server = ListServer(list(range(count)))
    first = server.customers

    async def same(query: CustomerQuery, *, background: bool = False) -> Page[Customer]:
        return await first(msgspec.structs.replace(query, page=1), background=background)

    server.customers = same  # type: ignore[method-assign]
    if count < LIMIT:  # all there are, on every page
        assert _ids(await asyncio.wait_for(_read(server), 5)) == server.ids
        return
    with pytest.raises(BadAnswer):
        await asyncio.wait_for(_read(server), 5)


# ---- fill and pass --------------------------------------------------------------------------------------------------


@pytest.fixture
async def replica() -> AsyncIterator[Replica]:
    opened = await Replica.open(None, None, region="AZ")
    yield opened
    await opened.aclose()


def _fill(server: ListServer, replica: Replica, steps: list[Step] | None = None) -> Fill:
    told = steps if steps is not None else []
    return Fill(server.walk(), ReplicaShelf(replica), Allowance(server.quota, 0.3), told.append)


def _pass(server: ListServer, replica: Replica) -> Pass:
    return Pass(server.walk(), ReplicaShelf(replica), Allowance(server.quota, 0.3), lambda _step: None)


@pytest.mark.anyio
async def test_a_fill_without_a_total_tells_count_and_rate_and_no_time_left(replica: Replica) -> None:
    server, steps = ListServer(list(range(105))), list[Step]()
    await _fill(server, replica, steps).run()
    assert await replica.count() == 105
    assert steps[-1].count == 105
    assert steps[-1].rate > 0
    assert {(step.total, step.seconds_left) for step in steps} == {(None, None)}


@pytest.mark.anyio
async def test_who_is_gone_in_two_passes_goes_whatever_moments_they_share(replica: Replica) -> None:
    server = ListServer([one // 25 for one in range(100)])
    await _fill(server, replica).run()
    gone, back = [one.id for one in server.rows[10:60:7]], server.rows[33]
    server.rows = [one for one in server.rows if one.id not in {*gone, back.id}]
    await _pass(server, replica).run()
    assert await replica.count() == 100
    server.rows.append(back)
    server.add(500)
    await _pass(server, replica).run()
    assert set(await replica.ids()) == server.ids
    assert await replica.fact(MISSING) == "[]"


@pytest.mark.anyio
async def test_of_whom_no_moment_is_known_goes_after_two_passes_too_unless_they_are_there(replica: Replica) -> None:
    server = ListServer(list(range(35)))
    await _fill(server, replica).run()
    there = server.rows[20]
    await replica.upsert([Customer(id="ghost", name="Ad"), Customer(id=there.id, name="Ad")])
    assert (await replica.moments()).count((there.id, None)) == 1
    for _ in range(2):
        assert await replica.customer("ghost") is not None
        await _pass(server, replica).run()
    assert set(await replica.ids()) == server.ids


@pytest.mark.anyio
async def test_a_pass_stopped_anywhere_and_gone_on_with_misses_nobody_who_is_there(replica: Replica) -> None:
    server = ListServer([one // 4 for one in range(60)])
    await _fill(server, replica).run()
    gone = server.rows[17].id
    del server.rows[17]
    for stop_at in range(2, 8):
        for _ in range(2):

            def stop(page: int, at: int = stop_at) -> None:
                if page == at and server.asked.count(at) < 1:
                    server.asked.append(at)
                    raise ServerFailed

            server.asked, server.before = [], stop
            try:
                await _pass(server, replica).run()
            except ServerFailed:
                server.before = lambda _page: None
                await _pass(server, replica).run()
        assert await replica.customer(gone) is None
        assert set(await replica.ids()) == server.ids


@pytest.mark.anyio
async def test_a_pass_takes_nobody_along_who_came_while_it_read_and_keeps_what_lists_do_not_tell(
    replica: Replica,
) -> None:
    server = ListServer(list(range(30)))
    await _fill(server, replica).run()
    listed = server.rows[3]
    card = msgspec.structs.replace(listed, points=999, ledger_balance=Decimal("-50.00"), untold=())
    await replica.upsert([card])
    created = server.row(5_000, "here-first")
    came = False

    def come(page: int) -> None:
        nonlocal came
        if page == 2 and not came:
            came = True
            server.rows.append(created)

    server.before = come
    await replica.upsert([created])
    for _ in range(2):
        await _pass(server, replica).run()
    assert await replica.customer(created.id) is not None
    now = await replica.customer(card.id)
    assert now is not None
    assert (now.points, now.ledger_balance) == (listed.points, Decimal("-50.00"))


@pytest.mark.anyio
async def test_who_is_forgotten_while_a_fill_reads_does_not_come_back_by_a_page_read_before(replica: Replica) -> None:
    server = ListServer(list(range(40)))
    victim = server.rows[25].id
    answer = server.customers
    forgotten = False

    async def customers(query: CustomerQuery, *, background: bool = False) -> Page[Customer]:
        nonlocal forgotten
        page = await answer(query, background=background)
        if victim in {one.id for one in page.rows} and not forgotten:
            forgotten = True
            await replica.forget(victim, datetime.now(UTC))
        return page

    server.customers = customers  # type: ignore[method-assign]
    await _fill(server, replica).run()
    assert await replica.customer(victim) is None
    assert await replica.count() == 39
    await _pass(server, replica).run()  # listed again after the deletion: the server's word
    assert await replica.customer(victim) is not None


@pytest.mark.anyio
async def test_new_customers_are_read_back_to_where_the_last_look_ended(replica: Replica) -> None:
    server = ListServer(list(range(30)), cap=4)
    await _fill(server, replica).run()
    changes = Changes(server, ReplicaShelf(replica), page=200, now=lambda: BEGIN)  # type: ignore[arg-type]
    await changes.look()
    for at in range(100, 115):
        server.add(at)
    new = {one.id for one in server.rows if one.id.startswith("new")}
    look = await changes.look()
    assert set(look.ids) == new
    assert look.watermark == BEGIN + timedelta(seconds=114)
    assert (await changes.look()).ids == ()
    assert await replica.fact(FILL) is None


def test_by_what_a_list_is_read_is_told_by_its_sorts_alone() -> None:
    every = (CustomerSort.ID, CustomerSort.UPDATED, CustomerSort.CREATED)
    assert ordering_of(Capabilities(customer_sorts=every)) is BY_ID
    assert ordering_of(Capabilities(customer_sorts=(CustomerSort.NAME, CustomerSort.CREATED))) is BY_CREATION
    assert ordering_of(Capabilities(customer_sorts=(CustomerSort.ID, CustomerSort.NAME))) is None


# ---- pace -----------------------------------------------------------------------------------------------------------


@pytest.mark.anyio
async def test_where_no_quota_is_told_requests_go_at_a_rate_of_their_own() -> None:
    now = [0.0]
    allowance = Allowance(Quota(clock=lambda: now[0]), 0.3, UNTOLD_RATE, clock=lambda: now[0])
    waits = []
    for _ in range(3):
        waits.append(allowance._seconds(1.0))
        now[0] += max(0.0, waits[-1])
        await allowance.room()
    assert waits == [0.0, 1 / UNTOLD_RATE, 1 / UNTOLD_RATE]


def test_a_refusal_without_figures_stops_requests_for_its_time_and_not_for_ever() -> None:
    now = [0.0]
    quota = Quota(clock=lambda: now[0])
    allowance = Allowance(quota, 0.3, UNTOLD_RATE, clock=lambda: now[0])
    quota.exhausted(30.0)
    assert allowance._seconds(1.0) == 30.0
    now[0] = 31.0
    assert allowance._seconds(1.0) <= 0.0


def test_where_a_quota_is_told_the_rate_says_nothing() -> None:
    quota = Quota()
    allowance = Allowance(quota, 0.3, 0.001)
    quota.observe({"ratelimit-limit": "300", "ratelimit-remaining": "299"})
    assert allowance._seconds(1.0) == 0.0
    assert not math.isinf(allowance._pause)
