"""The shared feed with a real server: one desk polls, all hear, whatever dies."""

import asyncio
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import stamina

from callcenter.feed.brand_file import FeedFile, rotated, utc_now
from callcenter.feed.port import Reached, Subject, SubjectKind, Way
from callcenter.feed.shared.link import Terms
from callcenter.model.customer import Customer
from callcenter.model.order import Stage
from callcenter.pos.errors import ServerFailed
from callcenter.sandbox.server import Sandbox
from tests.feed.desks import OtherDesk, access_of, brand_file, desk, desks, leader_of, until
from tests.feed.nats_server import NatsServer
from tests.feed.test_direct import every_order
from tests.pos.peers import asked

pytestmark = pytest.mark.anyio
BRIEF = Terms(lease=1.2, renew=0.3, shortest_life=2.0, grace=0.3)
"""For tests that wait until something runs out; how long it takes with the desks' own terms, others say."""


@pytest.fixture(autouse=True)
def _no_waiting_between_tries() -> Iterator[None]:
    stamina.set_testing(True, attempts=1)
    yield
    stamina.set_testing(False)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    with NatsServer(tmp_path_factory.mktemp("nats")) as running:
        yield running


@pytest.fixture
def file(server: NatsServer) -> FeedFile:
    """Give a brand of its own to each test: its buckets bear other names."""
    return brand_file(server)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=20, orders=60, quota=0) as running:
        yield running


# ---- all hear -------------------------------------------------------------------------------------------------------


async def test_one_desk_polls_and_all_have_what_it_has(sandbox: Sandbox, file: FeedFile) -> None:
    async with desks(sandbox, access_of(file), 3) as found:
        leader = leader_of(found)
        assert [one.way for one in found].count(Way.FOLLOWING) == 2
        assert leader.known
        assert all(one.known == leader.known for one in found)
        assert all(len(one.batches) == 1 for one in found)
        placed = str(sandbox.place_order())
        await until(lambda: all(placed in one.known for one in found))
        sandbox.advance_order(int(placed), "RECEIVED")
        await until(lambda: all(one.known[placed].stage is Stage.RECEIVED for one in found))
        assert all(one.no_order_was_told_twice() for one in found)
        await until(lambda: all(one.feed.state.desks == 3 for one in found))


async def test_more_desks_ask_the_point_of_sale_no_more(sandbox: Sandbox, file: FeedFile) -> None:
    async with desks(sandbox, access_of(file), 8, shared_interval=0.1) as found:
        sandbox.forget_requests()
        began = time.monotonic()
        await until(lambda: asked(sandbox, "GET", "/orders") >= 10)
        assert time.monotonic() - began >= 9 * 0.1 * 0.9
        assert all(one.shared for one in found)


async def test_a_desk_that_comes_later_has_all_in_its_first_batch_without_asking(
    sandbox: Sandbox, file: FeedFile
) -> None:
    async with desks(sandbox, access_of(file), 1) as (first,):
        placed = str(sandbox.place_order())
        await until(lambda: placed in first.known)
        async with desk(sandbox, access_of(file), "later") as later:
            await until(lambda: bool(later.batches))
            assert later.known == first.known
            assert later.pos.quota.limit is None or later.way is Way.FOLLOWING


async def test_the_orders_of_a_venue_go_to_the_desks_that_watch_it(sandbox: Sandbox, file: FeedFile) -> None:
    access = access_of(file)
    async with (
        desk(sandbox, access, "one", venues=("1",)) as one,
        desk(sandbox, access, "two", venues=("2",)) as two,
        desk(sandbox, access, "both", venues=("1", "2")) as both,
    ):
        await until(lambda: all(each.shared and each.batches for each in (one, two, both)))
        first, second = str(sandbox.place_order(venue_id=1)), str(sandbox.place_order(venue_id=2))
        await until(lambda: first in one.known and second in two.known and {first, second} <= both.known.keys())
        assert {order.venue_id for order in one.known.values()} == {"1"}
        assert {order.venue_id for order in two.known.values()} == {"2"}


async def test_what_the_agent_wants_now_is_asked_for_by_whoever_polls(sandbox: Sandbox, file: FeedFile) -> None:
    async with desks(sandbox, access_of(file), 2, shared_interval=1000.0) as found:
        (follower,) = (one for one in found if one.way is Way.FOLLOWING)
        placed = str(sandbox.place_order())
        follower.feed.look_now()
        await until(lambda: all(placed in one.known for one in found))


async def test_trouble_of_the_point_of_sale_is_told_on_every_desk(sandbox: Sandbox, file: FeedFile) -> None:
    async with desks(sandbox, access_of(file), 2, terms=BRIEF) as found:
        sandbox.set_faults("status-500@GET /orders=1")
        await until(lambda: all(one.failures for one in found))
        assert {type(one.failures[0]) for one in found} == {ServerFailed}
        sandbox.set_faults("")
        looks = [one.looks for one in found]
        for one in found:
            one.feed.look_now()
        await until(lambda: all(one.looks > before for one, before in zip(found, looks, strict=True)))
        assert all(one.shared for one in found)


# ---- the leader goes ------------------------------------------------------------------------------------------------


async def test_when_the_leader_is_killed_another_takes_over_within_five_seconds(
    sandbox: Sandbox, file: FeedFile
) -> None:
    other = OtherDesk(sandbox, file)
    await other.start()
    try:
        async with desk(sandbox, access_of(file)) as one:
            await until(lambda: one.way is Way.FOLLOWING and bool(one.batches))
            other.signal(signal.SIGKILL)
            killed_at = time.monotonic()
            missed = str(sandbox.place_order())
            await until(lambda: one.way is Way.LEADING)
            assert time.monotonic() - killed_at <= 5.0
            await until(lambda: missed in one.known)
            assert one.no_order_was_told_twice()
    finally:
        await other.end()


async def test_a_leader_that_slept_through_its_lease_overwrites_nothing(sandbox: Sandbox, file: FeedFile) -> None:
    other = OtherDesk(sandbox, file, terms=BRIEF)
    await other.start()
    try:
        async with desk(sandbox, access_of(file), terms=BRIEF) as one:
            placed = sandbox.place_order()
            await until(lambda: one.way is Way.FOLLOWING and str(placed) in one.known)
            other.signal(signal.SIGSTOP)
            sandbox.advance_order(placed, "RECEIVED")
            await until(lambda: one.way is Way.LEADING)
            await until(lambda: one.known[str(placed)].stage is Stage.RECEIVED)
            sandbox.advance_order(placed, "DELIVERED")
            await until(lambda: one.known[str(placed)].stage is Stage.DELIVERED)
            other.signal(signal.SIGCONT)
            before = one.looks
            await until(lambda: one.looks >= before + 2)
            assert one.way is Way.LEADING
            async with desk(sandbox, access_of(file), "later", terms=BRIEF) as later:
                await until(lambda: bool(later.batches))
                assert later.known == one.known
            assert one.no_order_was_told_twice()
    finally:
        other.signal(signal.SIGCONT)
        await other.end()


async def test_a_leader_that_leaves_is_followed_at_once(sandbox: Sandbox, file: FeedFile) -> None:
    async with desk(sandbox, access_of(file), "stays") as stays:
        await until(lambda: stays.way is Way.LEADING)
        async with desk(sandbox, access_of(file), "second") as second:
            await until(lambda: second.way is Way.FOLLOWING)
    # The other way round: whoever leads closes its program.
    async with desk(sandbox, access_of(file), "follows") as follows:
        async with desk(sandbox, access_of(file), "leads") as other:
            await until(lambda: follows.shared and other.shared)
            leader, rest = (follows, other) if follows.way is Way.LEADING else (other, follows)
            if leader is follows:
                return
        left_at = time.monotonic()
        await until(lambda: rest.way is Way.LEADING)
        assert time.monotonic() - left_at < 2.0


async def test_a_new_leader_reads_on_where_the_last_one_ended(sandbox: Sandbox, file: FeedFile) -> None:
    async with desks(sandbox, access_of(file), 1) as (first,):
        await until(lambda: bool(first.reached))
    missed = {str(sandbox.place_order()) for _ in range(260)}
    sandbox.forget_requests()
    async with desks(sandbox, access_of(file), 1) as (second,):
        await until(lambda: missed <= second.known.keys())
        pages = [each for each in sandbox.requests if "limit=200" in each.query]
        assert len(pages) <= 4


# ---- the server goes ------------------------------------------------------------------------------------------------


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[NatsServer]:
    with NatsServer(tmp_path) as running:
        yield running


async def test_without_the_server_each_desk_polls_for_itself_and_returns_by_itself(
    sandbox: Sandbox, own_server: NatsServer
) -> None:
    async with desks(sandbox, access_of(brand_file(own_server)), 2, terms=BRIEF) as found:
        placed = [str(sandbox.place_order())]
        await until(lambda: all(placed[0] in one.known for one in found))
        own_server.stop()
        await until(lambda: all(one.way is Way.FALLBACK for one in found))
        assert {one.feed.state.trouble for one in found} == {"feed-unreachable"}
        assert {one.feed.state.desks for one in found} == {2}
        placed.append(str(sandbox.place_order()))
        await until(lambda: all(placed[1] in one.known for one in found))
        sandbox.advance_order(int(placed[0]), "RECEIVED")
        await until(lambda: all(one.known[placed[0]].stage is Stage.RECEIVED for one in found))
        own_server.start()
        await until(lambda: all(one.shared for one in found))
        placed.append(str(sandbox.place_order()))
        await until(lambda: all(placed[2] in one.known for one in found))
        assert all(one.no_order_was_told_twice() for one in found)
        assert all(one.known == found[0].known for one in found)


@pytest.mark.parametrize("seconds", [0.0, 0.002, 0.005, 0.01, 0.05])
async def test_a_desk_that_is_closed_just_as_the_server_goes_ends(
    sandbox: Sandbox, own_server: NatsServer, seconds: float
) -> None:
    async with asyncio.timeout(15), desks(sandbox, access_of(brand_file(own_server)), 3):
        own_server.stop()
        await asyncio.sleep(seconds)  # the moment is the matter of the test: nothing tells of it


async def test_a_server_that_lost_everything_is_filled_again(sandbox: Sandbox, tmp_path: Path) -> None:
    with NatsServer(tmp_path) as first:
        file = brand_file(first)
        async with desks(sandbox, access_of(file), 2, terms=BRIEF) as found:
            known = dict(found[0].known)
            first.stop()
            await until(lambda: all(one.way is Way.FALLBACK for one in found))
            for path in sorted(first.store.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            first.start()
            await until(lambda: all(one.shared for one in found))
            placed = str(sandbox.place_order())
            await until(lambda: all(placed in one.known for one in found))
            assert all(one.no_order_was_told_twice() for one in found)
            async with desk(sandbox, access_of(file), "later") as later:
                await until(lambda: bool(later.batches))
                assert known.keys() <= later.known.keys()


async def test_a_desk_begins_without_the_server(sandbox: Sandbox, tmp_path: Path) -> None:
    server = NatsServer(tmp_path)
    async with desk(sandbox, access_of(brand_file(server))) as one:
        await until(lambda: bool(one.batches))
        assert one.way is Way.FALLBACK
        assert one.known


# ---- what the server does not hold ----------------------------------------------------------------------------------


async def test_a_desk_that_was_away_longer_than_the_server_remembers_reads_the_rest_itself(
    sandbox: Sandbox, server: NatsServer, file: FeedFile
) -> None:
    async with desk(sandbox, access_of(file), "before") as before:
        await until(lambda: bool(before.reached))
        resume = before.reached[-1]
    missed = {str(sandbox.place_order()) for _ in range(60)}
    for number in missed:
        sandbox.advance_order(int(number), "DELIVERED")
    # A server that is new: what was delivered meanwhile and lies outside the first look is not on it.
    days_ago = resume.watermarks[""] - timedelta(days=10)
    old = Reached(watermarks={"": days_ago}, past={})
    terms = Terms(keep=2.0, rewrite=1.0)
    other = msgspec.structs.replace(file, ring=brand_file(server).ring)
    async with (
        desks(sandbox, access_of(other), 1, terms=terms) as (leader,),
        desk(sandbox, access_of(other), "after", resume=old, terms=terms) as after,
    ):
        await until(lambda: bool(after.batches) and after.way is Way.FOLLOWING)
        everything = await every_order(leader.pos)
        await until(lambda: after.known.keys() == everything.keys())
        assert after.no_order_was_told_twice()
        await until(lambda: after.reached[-1].watermarks[""] >= resume.watermarks[""])
        assert [one.watermarks[""] for one in after.reached[:1]] == [days_ago]


async def test_a_new_desk_reads_the_history_of_thirty_days(sandbox: Sandbox, file: FeedFile) -> None:
    async with desk(sandbox, access_of(file), "new", past=True) as one:
        await until(lambda: bool(one.reached) and bool(one.reached[-1].past))
        await until(lambda: one.reached[-1].past[""].reached == one.reached[-1].past[""].oldest)
        everything = await every_order(one.pos)
        assert {order.id for order in one.history} | one.known.keys() == everything.keys()
        assert not {order.id for order in one.history} & one.known.keys()
        assert len({order.id for order in one.history}) == len(one.history)


# ---- what lies on the server ----------------------------------------------------------------------------------------


async def test_nothing_on_the_servers_disk_can_be_read(sandbox: Sandbox, server: NatsServer, file: FeedFile) -> None:
    async with desks(sandbox, access_of(file), 2) as found:
        leader = leader_of(found)
        ayten = Customer(id="77", name="Aytən Quliyeva", phone="+994505550177")
        await leader.feed.publish_customers((ayten,), leader.reached[-1].watermarks[""])
        await until(lambda: all(one.customers for one in found))
        await found[0].feed.take(Subject(SubjectKind.ORDER, next(iter(leader.known))))
        names = {order.recipient.name for order in leader.known.values()} | {ayten.name}
        phones = {order.recipient.phone for order in leader.known.values()} | {ayten.phone}
        words = {word for text in (*names, *phones) if text for word in text.split() if len(word) > 3}
    assert len(words) > 20
    server.stop()
    disk = b"".join(path.read_bytes() for path in server.store.rglob("*") if path.is_file())
    server.start()
    assert len(disk) > 10_000
    assert not [word for word in words if word.encode() in disk]
    assert b"Desk " not in disk


async def test_after_a_rotation_values_are_sealed_with_the_new_key_and_the_old_ones_are_read(
    sandbox: Sandbox, file: FeedFile
) -> None:
    later_file = rotated(file, now=utc_now(), after=timedelta())
    async with desks(sandbox, access_of(file), 1) as (first,):
        placed = str(sandbox.place_order())
        await until(lambda: placed in first.known)
    async with desks(sandbox, access_of(later_file), 2) as found:
        assert placed in found[0].known
        newer = str(sandbox.place_order())
        await until(lambda: all(newer in one.known for one in found))
        # A desk that was not given the new key says so, and polls for itself meanwhile.
        async with desk(sandbox, access_of(file), "behind") as behind:
            await until(lambda: behind.feed.state.trouble == "feed-key")
            await until(lambda: newer in behind.known)


async def test_a_stranger_with_the_sign_in_but_without_the_key_is_no_desk_of_the_brand(
    sandbox: Sandbox, file: FeedFile, server: NatsServer
) -> None:
    stranger = msgspec.structs.replace(brand_file(server), login=file.login)
    async with desks(sandbox, access_of(file), 1) as (one,), desks(sandbox, access_of(stranger), 1) as (other,):
        assert one.way is Way.LEADING
        assert other.way is Way.LEADING
        assert one.feed.state.desks == 1


async def test_open_orders_outlast_what_the_server_keeps(sandbox: Sandbox, file: FeedFile) -> None:
    terms = Terms(keep=1.5, rewrite=0.4, renew=0.3)
    async with desks(sandbox, access_of(file), 1, terms=terms) as (first,):
        pending = {order.id for order in first.known.values() if order.open}
        done = {order.id for order in first.known.values() if not order.open}
        assert pending
        assert done
        began = time.monotonic()
        await until(lambda: time.monotonic() - began > 2.2)
        async with desk(sandbox, access_of(file), "later", terms=terms) as later:
            await until(lambda: bool(later.batches))
            assert pending <= later.known.keys()
            assert not done & later.known.keys()


# ---- marks ----------------------------------------------------------------------------------------------------------


async def test_what_one_desk_takes_the_others_see_until_it_is_given_up(sandbox: Sandbox, file: FeedFile) -> None:
    async with desks(sandbox, access_of(file), 2) as (one, other):
        subject = Subject(SubjectKind.ORDER, next(iter(one.known)))
        mark = await one.feed.take(subject)
        assert mark is not None
        await until(lambda: subject in other.marks)
        assert other.marks[subject].name == "Desk 0"
        assert other.marks[subject] == mark
        assert await other.feed.take(subject) == mark
        assert (await other.feed.take(subject, over=True)) is not None
        await until(lambda: one.marks[subject].name == "Desk 1")
        await other.feed.release(subject)
        await until(lambda: not one.marks and not other.marks)


async def test_of_two_desks_that_take_the_same_at_once_one_has_it(sandbox: Sandbox, file: FeedFile) -> None:
    async with desks(sandbox, access_of(file), 2) as (one, other):
        for number in range(10):
            subject = Subject(SubjectKind.CUSTOMER, f"{number}")
            first, second = await asyncio.gather(one.feed.take(subject), other.feed.take(subject))
            assert first == second
            await until(lambda: one.marks.get(subject) == other.marks.get(subject) == first)  # noqa: B023


async def test_the_marks_of_a_desk_that_is_closed_end_at_once(sandbox: Sandbox, file: FeedFile) -> None:
    subject = Subject(SubjectKind.CUSTOMER, "1")
    async with desk(sandbox, access_of(file), "stays") as stays:
        async with desk(sandbox, access_of(file), "goes") as goes:
            await until(lambda: stays.shared and goes.shared)
            await goes.feed.take(subject)
            await until(lambda: subject in stays.marks)
        await until(lambda: subject not in stays.marks)


async def test_the_marks_of_a_desk_that_is_killed_run_out(sandbox: Sandbox, file: FeedFile) -> None:
    other = OtherDesk(sandbox, file, terms=BRIEF)
    await other.start()
    try:
        async with desk(sandbox, access_of(file), terms=BRIEF) as one:
            await until(lambda: one.shared)
            subject = Subject(SubjectKind.ORDER, "other")
            await until(lambda: subject in one.marks)
            other.signal(signal.SIGKILL)
            killed_at = time.monotonic()
            await until(lambda: subject not in one.marks)
            assert 1.0 < time.monotonic() - killed_at < BRIEF.shortest_life + 2.0
            assert await one.feed.take(subject) is not None
            assert one.marks[subject].desk == "first"
    finally:
        await other.end()


async def test_a_mark_outlasts_the_server(sandbox: Sandbox, own_server: NatsServer) -> None:
    async with desks(sandbox, access_of(brand_file(own_server)), 2, terms=BRIEF) as (one, other):
        subject = Subject(SubjectKind.ORDER, "1")
        await one.feed.take(subject)
        await until(lambda: subject in other.marks)
        own_server.stop()
        await until(lambda: one.way is Way.FALLBACK and other.way is Way.FALLBACK)
        assert subject in one.marks
        assert await other.feed.take(subject) is None
        own_server.start()
        await until(lambda: one.shared and other.shared and subject in other.marks)


async def test_what_somebody_has_in_hand_is_told_everywhere(sandbox: Sandbox, file: FeedFile) -> None:
    async with desks(sandbox, access_of(file), 2) as (one, other):
        subject = Subject(SubjectKind.ORDER, "1")
        await one.feed.tell_seen(subject)
        await until(lambda: subject in other.seen)
        assert one.seen[0] == subject


# ---- customers ------------------------------------------------------------------------------------------------------


async def test_changed_customers_go_to_every_desk_and_only_the_leader_polls(sandbox: Sandbox, file: FeedFile) -> None:
    async with desks(sandbox, access_of(file), 2) as found:
        leader = leader_of(found)
        (follower,) = (one for one in found if one is not leader)
        assert leader.feed.polls
        assert not follower.feed.polls
        moment = leader.reached[-1].watermarks[""]
        leyla = Customer(id="7", name="Leyla", phone="+994505355757", updated_at=moment)
        await follower.feed.publish_customers((leyla,), moment)  # it does not lead: nothing happens
        await leader.feed.publish_customers((leyla,), moment)
        await until(lambda: all(one.customers for one in found))
        older = msgspec.structs.replace(leyla, name="Leila", updated_at=moment - timedelta(seconds=1))
        await leader.feed.publish_customers((older, leyla), moment)
        newer = msgspec.structs.replace(leyla, notes="vip", updated_at=moment + timedelta(seconds=1))
        await leader.feed.publish_customers((newer,), moment + timedelta(seconds=1))
        await until(lambda: all(one.feed.customers_watermark == moment + timedelta(seconds=1) for one in found))
        assert follower.customers == [leyla, newer]
        assert follower.feed.customers_since == moment
