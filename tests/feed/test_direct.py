"""The feed of orders: every change at the point of sale is told, whatever happens between two looks."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import stamina

from callcenter.feed.direct import DirectFeed
from callcenter.feed.pace import LONGEST, Pace
from callcenter.feed.port import Reached, Watching
from callcenter.feed.reading import CHANGES_PAGE, OVERLAP, PAGE
from callcenter.model.order import Order, OrderQuery, Stage
from callcenter.pos import errors
from callcenter.pos.clopos.client import Clopos
from callcenter.pos.errors import PosError
from callcenter.pos.quota import Quota
from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox
from tests.pos.peers import Asked, Server, answer, asked, connected, until

pytestmark = pytest.mark.anyio
QUICK = 0.005


@pytest.fixture(autouse=True)
def _no_waiting_between_tries() -> Iterator[None]:
    stamina.set_testing(True, attempts=1)
    yield
    stamina.set_testing(False)


class Listener:
    """Hears what a feed tells, and compares as a queue does."""

    def __init__(self, feed: DirectFeed) -> None:
        self.feed = feed
        self.batches: list[tuple[Order, ...]] = []
        self.known: dict[str, Order] = {}
        self.looks = 0
        self.failures: list[PosError] = []
        feed.changed.connect(self._changed)
        feed.worked.connect(self._worked)
        feed.failed.connect(self.failures.append)

    def _changed(self, orders: tuple[Order, ...]) -> None:
        self.batches.append(orders)
        self.known.update((one.id, one) for one in orders)

    def _worked(self) -> None:
        self.looks += 1

    async def looks_more(self, times: int = 2) -> None:
        """Wait until the feed has looked so many times from its start to its end."""
        wanted = self.looks + times
        await until(lambda: self.looks >= wanted)


def quick(pos: Clopos, clock: ManualClock | None = None) -> DirectFeed:
    """Give a feed that hardly pauses."""
    now = (lambda: datetime.fromtimestamp(clock.now(), UTC)) if clock else (lambda: datetime.now(UTC))
    return DirectFeed(pos, pace=Pace(pos.quota, interval=QUICK), past=False, now=now)


@contextlib.asynccontextmanager
async def following(
    pos: Clopos, *, interval: float = QUICK, clock: ManualClock | None = None
) -> AsyncIterator[Listener]:
    """Give a feed that runs, and is stopped at the end."""
    now = (lambda: datetime.fromtimestamp(clock.now(), UTC)) if clock else (lambda: datetime.now(UTC))
    listener = Listener(DirectFeed(pos, pace=Pace(pos.quota, interval=interval), past=False, now=now))
    task = asyncio.create_task(listener.feed.run(), name="feed")
    try:
        await until(lambda: bool(listener.looks or listener.failures or task.done()))
        yield listener
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def sandbox(clock: ManualClock) -> Iterator[Sandbox]:
    with Sandbox(customers=20, orders=60, quota=0, clock=clock) as running:
        yield running


# ---- the first look -------------------------------------------------------------------------------------------------


async def test_the_first_look_tells_the_orders_of_two_days_and_every_pending_one(
    sandbox: Sandbox, clock: ManualClock
) -> None:
    forgotten = sandbox.place_order()
    clock.advance(4 * 86400)
    fresh = sandbox.place_order()
    async with connected(sandbox) as pos:
        async with following(pos, clock=clock) as listener:
            everything = (await pos.orders(OrderQuery(limit=200))).rows
        first = {one.id for one in listener.batches[0]}
    yesterday = datetime.fromtimestamp(clock.now(), UTC).date() - timedelta(days=1)
    wanted = {one.id for one in everything if one.created_at and one.created_at.date() >= yesterday}
    wanted |= {one.id for one in everything if one.stage is Stage.PENDING}
    assert {str(forgotten), str(fresh)} <= wanted <= first


async def test_the_first_look_is_told_even_where_there_is_nothing() -> None:
    with Sandbox(customers=1, orders=0, quota=0) as sandbox:
        async with connected(sandbox) as pos, following(pos) as listener:
            assert listener.batches == [()]
            placed = sandbox.place_order()
            await until(lambda: str(placed) in listener.known)
            await listener.looks_more()
            assert len(listener.batches) == 2


async def test_a_brand_whose_orders_are_all_old_costs_no_more_than_others(sandbox: Sandbox, clock: ManualClock) -> None:
    for status in ("RECEIVED", "DELIVERED"):
        for number in range(1, 61):
            with contextlib.suppress(KeyError):
                sandbox.advance_order(number, status)
    clock.advance(40 * 86400)
    async with connected(sandbox) as pos:
        await pos.sign_in()
        sandbox.forget_requests()
        async with following(pos, clock=clock) as listener:
            assert asked(sandbox, "GET", "/orders") <= 5
            await listener.looks_more(3)
        assert asked(sandbox, "GET", "/orders") <= 5 + listener.looks


# ---- changes --------------------------------------------------------------------------------------------------------


async def test_an_order_that_arrives_and_each_change_of_it_are_told(sandbox: Sandbox, clock: ManualClock) -> None:
    async with connected(sandbox) as pos, following(pos, clock=clock) as listener:
        placed = sandbox.place_order()
        await until(lambda: str(placed) in listener.known)
        for status in ("RECEIVED", "DELIVERED"):
            clock.advance(30)
            sandbox.advance_order(placed, status)
            await until(lambda: listener.known[str(placed)].status == status)  # noqa: B023 - awaited here


async def test_changes_within_the_same_second_are_all_told(sandbox: Sandbox, clock: ManualClock) -> None:
    async with connected(sandbox) as pos, following(pos, clock=clock) as listener:
        for _ in range(5):  # the clock stands still: all bear one time
            placed = sandbox.place_order()
            await until(lambda: str(placed) in listener.known)  # noqa: B023 - awaited here
            sandbox.advance_order(placed, "RECEIVED")
            await until(lambda: listener.known[str(placed)].stage is Stage.RECEIVED)  # noqa: B023


async def test_what_did_not_change_is_not_told_again(sandbox: Sandbox, clock: ManualClock) -> None:
    async with connected(sandbox) as pos, following(pos, clock=clock) as listener:
        placed = sandbox.place_order()
        await until(lambda: str(placed) in listener.known)
        await listener.looks_more(5)
        assert [len(batch) for batch in listener.batches[1:]] == [1]


async def test_a_batch_has_the_newest_change_first(sandbox: Sandbox, clock: ManualClock) -> None:
    async with connected(sandbox) as pos, following(pos, clock=clock) as listener:
        sandbox.pause_network()
        await until(lambda: bool(listener.failures))
        placed = []
        for _ in range(3):
            clock.advance(10)
            placed.append(str(sandbox.place_order()))
        sandbox.resume_network()
        listener.feed.look_now()
        await until(lambda: placed[0] in listener.known)
        assert [one.id for one in listener.batches[-1]] == placed[::-1]
        times = [one.updated_at for one in listener.batches[0]]
        assert times == sorted(times, reverse=True)  # type: ignore[type-var] # the sandbox tells every time


@pytest.mark.parametrize("missed", [CHANGES_PAGE - 1, CHANGES_PAGE, 120, PAGE + CHANGES_PAGE])
async def test_everything_that_happened_while_the_point_of_sale_was_away_is_told(
    sandbox: Sandbox, clock: ManualClock, missed: int
) -> None:
    async with connected(sandbox) as pos, following(pos, clock=clock) as listener:
        sandbox.pause_network()
        await until(lambda: bool(listener.failures))
        old = next(one for one in listener.known.values() if one.stage is Stage.PENDING)
        sandbox.advance_order(int(old.id), "RECEIVED")
        placed = []
        for number in range(missed):
            clock.advance(number % 2)  # pairs within one second
            placed.append(str(sandbox.place_order()))
        sandbox.forget_requests()
        sandbox.resume_network()
        listener.feed.look_now()
        await until(lambda: set(placed) <= set(listener.known))
        assert listener.known[old.id].stage is Stage.RECEIVED
        pages = asked(sandbox, "GET", "/orders")
    assert pages <= 2 + (missed > CHANGES_PAGE) * (1 + missed // PAGE)


async def test_a_change_while_the_first_look_is_still_reading_is_told(clock: ManualClock) -> None:
    """The pages of the first look may take long: what changes meanwhile must not fall below the watermark."""
    with Sandbox(customers=20, orders=60, quota=0, clock=clock) as sandbox:
        async with connected(sandbox) as pos:
            rows = (await pos.orders(OrderQuery(status="DELIVERED", limit=200))).rows
            old = int(min(rows, key=lambda one: one.created_at or datetime.now(UTC)).id)
            sandbox.set_faults("latency@GET /orders=0.05")
            sandbox.forget_requests()
            listener = Listener(quick(pos, clock))
            task = asyncio.create_task(listener.feed.run())
            await until(lambda: asked(sandbox, "GET", "/orders") == 2)  # the newest changes are read already
            sandbox.advance_order(old, "IGNORE")
            clock.advance(20)
            newer = sandbox.place_order()
            sandbox.set_faults("")
            await until(lambda: str(newer) in listener.known)
            await listener.looks_more()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        assert listener.known[str(old)].stage is Stage.IGNORED


async def test_a_change_told_late_by_the_server_is_found_within_the_overlap(
    sandbox: Sandbox, clock: ManualClock
) -> None:
    async with connected(sandbox) as pos, following(pos, clock=clock) as listener:
        sandbox.place_order()
        await listener.looks_more()
        clock.advance(-(OVERLAP.total_seconds() - 1))
        late = sandbox.place_order()
        await until(lambda: str(late) in listener.known)


async def test_look_now_cuts_the_pause_short(sandbox: Sandbox, clock: ManualClock) -> None:
    async with connected(sandbox) as pos, following(pos, interval=1000, clock=clock) as listener:
        placed = sandbox.place_order()
        listener.feed.look_now()
        await until(lambda: str(placed) in listener.known)


# ---- answers of another server --------------------------------------------------------------------------------------


def row(number: int, updated_at: object, status: str = "PENDING") -> dict[str, object]:
    return {"id": number, "status": status, "updated_at": updated_at, "created_at": None}


def stamp(seconds: int) -> str:
    return (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).isoformat()


class Orders:
    """A server whose list of orders is what a test says; it pages as it is asked to."""

    def __init__(self, rows: list[dict[str, object]]) -> None:
        self.rows = rows

    async def __call__(self, request: Asked, writer: asyncio.StreamWriter) -> None:
        query = dict(pair.split("=") for pair in request.target.partition("?")[2].split("&"))
        limit, page = int(query["limit"]), int(query["page"])
        writer.write(answer({"success": True, "data": self.rows[(page - 1) * limit : page * limit]}))


async def test_orders_without_a_readable_time_are_told_once_and_do_not_make_every_look_a_long_one() -> None:
    said = Orders([row(number, "203-05-25T00:00:00Z") for number in range(500)])
    async with Server(said) as server, connected(server.address) as pos, following(pos) as listener:
        assert len(listener.known) == 500
        before = len(server.requests)
        await listener.looks_more(5)
        assert len(server.requests) - before <= 7
        said.rows.insert(0, row(1000, None))
        await until(lambda: "1000" in listener.known)
        assert [len(batch) for batch in listener.batches[1:]] == [1]


async def test_one_order_of_the_far_future_does_not_hide_what_happens_now() -> None:
    sound = [row(number, stamp(-number)) for number in range(100)]
    said = Orders([row(999, "2150-01-01T00:00:00Z"), *sound])
    async with Server(said) as server, connected(server.address) as pos, following(pos) as listener:
        said.rows[1:1] = [row(2000 - number, stamp(1000 - number)) for number in range(300)]
        await until(lambda: "1701" in listener.known)
        before = len(server.requests)
        await listener.looks_more(4)
        assert len(server.requests) - before <= 6


async def test_a_clock_that_is_days_behind_changes_nothing() -> None:
    said = Orders([row(number, stamp(-number)) for number in range(500)])
    behind = ManualClock(datetime(2025, 12, 1, tzinfo=UTC).timestamp())
    async with Server(said) as server, connected(server.address) as pos, following(pos, clock=behind) as listener:
        before = len(server.requests)
        await listener.looks_more(5)
        assert len(server.requests) - before <= 7
        said.rows.insert(0, row(1000, stamp(60)))
        await until(lambda: "1000" in listener.known)


async def test_a_list_that_never_ends_is_not_followed_for_ever() -> None:
    page = [row(number, stamp(number)) for number in range(PAGE)]

    async def endless(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(page))

    async with Server(endless) as server, connected(server.address) as pos, following(pos) as listener:
        assert listener.looks >= 1
        await listener.looks_more(5)
    assert len(server.sent("GET", "/orders")) <= 8 + 3 * listener.looks


# ---- when it fails --------------------------------------------------------------------------------------------------


async def test_failures_are_told_and_the_feed_goes_on_when_they_are_over(sandbox: Sandbox, clock: ManualClock) -> None:
    async with connected(sandbox) as pos, following(pos, clock=clock) as listener:
        for fault in ("status-500=1", "reset-before=1", "truncate=1"):
            sandbox.set_faults(fault)
            told = len(listener.failures)
            await until(lambda: len(listener.failures) > told)  # noqa: B023 - awaited here
            sandbox.set_faults("")
            placed = sandbox.place_order()
            await until(lambda: str(placed) in listener.known)  # noqa: B023
        kinds = {type(error) for error in listener.failures}
        assert kinds <= {errors.ServerFailed, errors.ConnectionLost}


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 3), (1, 6), (2, 12), (3, 24), (4, 30), (2000, LONGEST), (10**6, 30)]
)
async def test_the_pause_grows_with_each_failure_to_its_bound(failures: int, seconds: float) -> None:
    async with connected("http://127.0.0.1:9/open-api") as pos:
        assert Pace(pos.quota).seconds(failures) == seconds


@pytest.mark.parametrize(("left", "factor"), [(300, 1), (91, 1), (90, 2), (31, 2), (30, 5), (0, 5)])
async def test_the_feed_looks_less_often_when_little_quota_is_left(left: int, factor: int) -> None:
    async with connected("http://127.0.0.1:9/open-api") as pos:
        pace = Pace(pos.quota)
        assert pace.seconds() == 3.0
        pos.quota.observe({"ratelimit-limit": "300", "ratelimit-remaining": str(left), "ratelimit-reset": "30"})
        assert pace.seconds() == 3.0 * factor


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, {"message": "No"}, errors.CredentialsRejected),
        (400, {"error": "Invalid integrator_id"}, errors.IntegratorUnknown),
        (403, {"error": "Client is disabled"}, errors.ClientDisabled),
    ],
)
async def test_the_feed_stops_where_signing_in_is_refused(status: int, body: object, kind: type[PosError]) -> None:
    async def refuses(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(body, status))

    async with Server(refuses, signs_in=False) as server, connected(server.address) as pos:
        listener = Listener(quick(pos))
        await listener.feed.run()
    assert [type(error) for error in listener.failures] == [kind]
    assert len(server.requests) == 1
    assert listener.batches == []


async def test_a_token_that_runs_out_is_renewed_without_a_word(sandbox: Sandbox, clock: ManualClock) -> None:
    async with connected(sandbox) as pos, following(pos, clock=clock) as listener:
        sandbox.revoke_tokens()
        placed = sandbox.place_order()
        await until(lambda: str(placed) in listener.known)
        assert listener.failures == []


async def test_a_feed_that_is_stopped_asks_nothing_more(sandbox: Sandbox, clock: ManualClock) -> None:
    async with connected(sandbox) as pos:
        async with following(pos, clock=clock) as listener:
            await listener.looks_more()
        sandbox.forget_requests()
        await pos.customer("1")
        assert [each.path.rpartition("/")[2] for each in sandbox.requests] == ["1"]


# ---- pace -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("watching", "seconds"), [(Watching.HIDDEN, 6.0), (Watching.SHOWN, 3.0), (Watching.CLOSELY, 1.5)]
)
def test_the_pause_depends_on_what_the_agent_has_before_them(watching: Watching, seconds: float) -> None:
    pace = Pace(Quota())
    pace.watching = watching
    assert pace.seconds() == seconds


def test_no_pause_is_under_a_second() -> None:
    pace = Pace(Quota(), interval=1.5)
    pace.watching = Watching.CLOSELY
    assert pace.seconds() == 1.0


def test_the_feed_looks_less_often_when_nothing_happens_and_as_before_when_something_does() -> None:
    clock = ManualClock(0)
    pace = Pace(Quota(), clock=clock.now)
    clock.advance(601)
    assert pace.seconds() == 6.0
    pace.note_change()
    assert pace.seconds() == 3.0


@pytest.mark.parametrize("desks", [2, 15, 100, 1000])
def test_desks_that_each_poll_for_themselves_take_a_third_of_the_quota_together(desks: int) -> None:
    pace = Pace(Quota(), desks=desks)
    for failures in (0, 3):
        assert desks * 60 / pace.seconds(failures) <= 100 + 1e-6


async def test_somebody_who_comes_to_look_does_not_wait(sandbox: Sandbox, clock: ManualClock) -> None:
    async with connected(sandbox) as pos, following(pos, interval=1000, clock=clock) as listener:
        listener.feed.watch(Watching.HIDDEN)
        placed = sandbox.place_order()
        listener.feed.watch(Watching.CLOSELY)
        await until(lambda: str(placed) in listener.known)


# ---- several venues, history, going on ------------------------------------------------------------------------------


async def test_several_venues_are_asked_in_turn_at_the_pace_of_one(sandbox: Sandbox) -> None:
    async with connected(sandbox) as pos:
        feed = DirectFeed(pos, venues=("1", "2", "3"), pace=Pace(pos.quota, interval=QUICK), past=False)
        listener = Listener(feed)
        task = asyncio.create_task(feed.run())
        await until(lambda: listener.looks > 0)
        placed = {str(sandbox.place_order(venue_id=venue)): str(venue) for venue in (1, 2, 3)}
        await until(lambda: placed.keys() <= listener.known.keys())
        sandbox.forget_requests()
        before = listener.looks
        await listener.looks_more(9)
        assert asked(sandbox, "GET", "/orders") <= listener.looks - before + 1
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert {order.id: order.venue_id for order in listener.known.values() if order.id in placed} == placed


async def test_each_venue_gets_its_turn() -> None:
    said = Orders([row(number, stamp(-number)) for number in range(10)])
    async with Server(said) as server, connected(server.address) as pos:
        feed = DirectFeed(pos, venues=("1", "2", "3"), pace=Pace(pos.quota, interval=QUICK), past=False)
        listener = Listener(feed)
        task = asyncio.create_task(feed.run())
        await until(lambda: listener.looks > 0)
        server.requests.clear()
        await listener.looks_more(9)
        asked_of = [each.headers.get("x-venue") for each in server.requests][:9]
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert asked_of == ["1", "2", "3"] * 3
    assert len(listener.batches) == 1


async def test_the_history_of_thirty_days_comes_after_the_first_batch_and_each_order_once(clock: ManualClock) -> None:
    with Sandbox(customers=20, orders=300, quota=0, clock=clock) as sandbox:
        clock.advance(20 * 86400)
        recent = sandbox.place_order()
        async with connected(sandbox) as pos:
            now = lambda: datetime.fromtimestamp(clock.now(), UTC)  # noqa: E731 - a clock
            feed = DirectFeed(pos, pace=Pace(pos.quota, interval=QUICK), now=now)
            listener = Listener(feed)
            older: list[Order] = []
            told: list[Reached] = []
            feed.history.connect(older.extend)
            feed.reached.connect(told.append)
            task = asyncio.create_task(feed.run())
            await until(lambda: bool(told) and told[-1].past[""].reached == told[-1].past[""].oldest)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            everything = await every_order(pos)
    assert str(recent) in listener.known
    ids = [order.id for order in (*older, *listener.known.values())]
    assert sorted(ids) == sorted(everything)
    assert not {order.id for order in older if order.stage is Stage.PENDING}


async def every_order(pos: Clopos) -> dict[str, Order]:
    """Read the whole list, which stands still."""
    found: dict[str, Order] = {}
    for number in range(1, 100):
        page = await pos.orders(OrderQuery(limit=200, page=number))
        found |= {order.id: order for order in page.rows}
        if len(page.rows) < 200:
            break
    return found


async def test_a_restart_goes_on_where_the_program_ended(sandbox: Sandbox, clock: ManualClock) -> None:
    async with connected(sandbox) as pos:
        told: list[Reached] = []
        async with following(pos, clock=clock) as listener:
            listener.feed.reached.connect(told.append)
            clock.advance(100)
            sandbox.place_order()
            await until(lambda: bool(told))
        clock.advance(5 * 3600)
        missed = {str(sandbox.place_order()) for _ in range(PAGE + CHANGES_PAGE)}
        sandbox.forget_requests()
        again = DirectFeed(pos, resume=told[-1], past=False, now=lambda: datetime.fromtimestamp(clock.now(), UTC))
        listener = Listener(again)
        task = asyncio.create_task(again.run())
        await until(lambda: bool(listener.batches))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        pages = asked(sandbox, "GET", "/orders")
    assert missed <= {order.id for order in listener.batches[0]}
    assert len(listener.batches) == 1
    assert pages <= 3


async def test_what_was_missed_is_read_on_while_new_changes_come_first(sandbox: Sandbox, clock: ManualClock) -> None:
    async with connected(sandbox) as pos, following(pos, clock=clock) as listener:
        sandbox.pause_network()
        await until(lambda: bool(listener.failures))
        missed = []
        for _ in range(900):
            clock.advance(1)
            missed.append(str(sandbox.place_order()))
        sandbox.resume_network()
        listener.feed.look_now()
        await until(lambda: missed[-1] in listener.known)
        newer = str(sandbox.place_order())
        await until(lambda: newer in listener.known)
        await until(lambda: set(missed) <= set(listener.known))
    told = [order.id for batch in listener.batches for order in batch]
    assert len([one for one in told if one in set(missed)]) == len(missed)
