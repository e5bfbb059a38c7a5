"""The replica kept like the brand's customers, over real HTTP and in real files."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callcenter.desk.changes import WATERMARK
from callcenter.desk.fill import FILL, FILLED, MISSING, PASSED
from callcenter.desk.sync import Phase
from callcenter.model.customer import Customer, CustomerQuery, CustomerSort, NewCustomer
from callcenter.pos.port import PointOfSale
from callcenter.pos.systems import connect
from callcenter.pos.token import NoTokenStore
from callcenter.replica.query import Query
from callcenter.sandbox.clock import ManualClock
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import MemoryVault, Secret
from tests.desk.at_work import Until
from tests.desk.syncing import QUICK, LastingVault, NewSyncDesk, SyncDesk, until_fact, until_filled

CUSTOMERS = 1_500
SLOW = "latency@GET /customers=0.03"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=CUSTOMERS, orders=0, quota=0) as running:
        yield running


@pytest.fixture
async def new_sync_desk(tmp_path: Path) -> AsyncIterator[NewSyncDesk]:
    """Make desks over one folder and one keyring; each is closed at the end."""
    made: list[SyncDesk] = []
    keyring = LastingVault()

    def make(vault: MemoryVault = keyring, **changed: float) -> SyncDesk:
        pacing = type(QUICK)(**{name: changed.get(name, getattr(QUICK, name)) for name in QUICK.__struct_fields__})
        made.append(SyncDesk(tmp_path, vault, pacing))
        return made[-1]

    yield make
    for desk in made:
        await desk.aclose()


@pytest.fixture
async def other_desk(profile: Profile, secret: Secret) -> AsyncIterator[PointOfSale]:
    """Give another desk of the brand, by whom customers come."""
    pos = await connect(profile, secret, NoTokenStore())
    yield pos
    await pos.aclose()


@pytest.fixture
async def filled(new_sync_desk: NewSyncDesk, profile: Profile, secret: Secret, until: Until) -> SyncDesk:
    """Give a desk whose first fill is done."""
    desk = new_sync_desk()
    desk.session.sign_in(profile, secret)
    await _filled(desk, until)
    return desk


async def _filled(desk: SyncDesk, until: Until) -> None:
    await until(lambda: desk.files.local)
    await until_filled(desk)
    await until(lambda: desk.sync.progress.phase is Phase.IDLE)


async def _in_the_middle(desk: SyncDesk, until: Until) -> int:
    """Wait until some of the first fill is done, and return its worker."""
    await until(lambda: desk.sync.progress.phase is Phase.FILLING and desk.sync.progress.count > 0)
    assert await desk.replica.fact(FILLED) is None
    assert desk.sync.worker_pid is not None
    return desk.sync.worker_pid


async def _at_the_server(pos: PointOfSale) -> list[Customer]:
    found: list[Customer] = []
    while True:
        query = CustomerQuery(sort=CustomerSort.ID, page=len(found) // 500 + 1, limit=500)
        page = await pos.customers(query)
        found += page.rows
        if len(page.rows) < 500:
            return found


def _pages(sandbox: Sandbox) -> list[int]:
    """Give the numbers of the fill's pages asked for so far."""
    asked = [dict(part.split("=") for part in one.query.split("&")) for one in sandbox.requests if "sort" in one.query]
    return [int(one["page"]) for one in asked if one.get("sort%5B0%5D") == "id"]


def _new(name: str, phone: str) -> NewCustomer:
    return NewCustomer(cid=NewCustomer.new_cid(), name=name, phone=phone)


@pytest.mark.anyio
async def test_the_fill_ends_with_all_that_the_server_has(filled: SyncDesk, other_desk: PointOfSale) -> None:
    theirs = await _at_the_server(other_desk)
    assert len(theirs) == CUSTOMERS
    assert await filled.replica.customers([one.id for one in theirs]) == theirs
    assert await filled.replica.count() == CUSTOMERS
    assert await filled.replica.fact(FILL) is None
    assert filled.sync.progress.count == CUSTOMERS


@pytest.mark.anyio
async def test_search_answers_from_the_first_page_on(
    new_sync_desk: NewSyncDesk,
    sandbox: Sandbox,
    other_desk: PointOfSale,
    profile: Profile,
    secret: Secret,
    until: Until,
) -> None:
    first = (await other_desk.customers(CustomerQuery(sort=CustomerSort.ID, limit=3))).rows[1]
    sandbox.set_faults(SLOW)
    desk = new_sync_desk()
    desk.session.sign_in(profile, secret)
    await _in_the_middle(desk, until)
    assert first.id in {hit.customer.id for hit in await desk.replica.search(Query(text=first.name))}
    assert await desk.replica.fact(FILLED) is None


@pytest.mark.anyio
async def test_progress_tells_count_total_rate_and_time_left_and_never_floods(
    new_sync_desk: NewSyncDesk, sandbox: Sandbox, profile: Profile, secret: Secret, until: Until
) -> None:
    sandbox.set_faults(SLOW)
    desk, begun = new_sync_desk(page=20), asyncio.get_running_loop().time()
    desk.session.sign_in(profile, secret)
    await _filled(desk, until)
    seconds = asyncio.get_running_loop().time() - begun
    told = [one for one in desk.progress if one.phase is Phase.FILLING]
    assert all(one.total == CUSTOMERS and one.rate > 0 and one.seconds_left is not None for one in told)
    assert [one.count for one in told] == sorted(one.count for one in told)
    assert told[-1].count == CUSTOMERS
    assert len(told) <= 4 * seconds + 2 < CUSTOMERS / 20
    bulk = [one for one in desk.changes if not one.ids]
    assert sum(one.count for one in bulk) >= CUSTOMERS - 60
    assert len(bulk) <= len(told)


@pytest.mark.anyio
async def test_a_customer_created_during_the_fill_and_one_created_after_it_arrive(
    new_sync_desk: NewSyncDesk,
    sandbox: Sandbox,
    other_desk: PointOfSale,
    profile: Profile,
    secret: Secret,
    until: Until,
) -> None:
    sandbox.set_faults(SLOW)
    desk = new_sync_desk()
    desk.session.sign_in(profile, secret)
    await _in_the_middle(desk, until)
    during = await other_desk.create_customer(_new("Nərgiz Nağıyeva", "+994501110001"))
    await until(lambda: any(during.id in one.ids for one in desk.changes))
    await _filled(desk, until)
    after = await other_desk.create_customer(_new("Zümrüd Zamanova", "+994501110002"))
    await until(lambda: any(after.id in one.ids for one in desk.changes))
    assert [one.name for one in await desk.replica.customers([during.id, after.id])] == [during.name, after.name]
    assert await desk.replica.count() == CUSTOMERS + 2 == desk.sync.progress.count


@pytest.mark.anyio
async def test_a_customer_changed_at_the_server_is_told_once_and_nobody_else_is(
    filled: SyncDesk, sandbox: Sandbox, until: Until
) -> None:
    before = await filled.replica.customer("7")
    filled.changes.clear()
    sandbox.advance_order(sandbox.place_order(customer_id=7), "DELIVERED")
    await until(lambda: filled.changes)
    looks = len(sandbox.requests)
    await until(lambda: len(sandbox.requests) > looks + 2)
    assert [one.ids for one in filled.changes] == [("7",)]
    now = await filled.replica.customer("7")
    assert before is not None
    assert now is not None
    assert (now.receipt_count or 0) == (before.receipt_count or 0) + 1


@pytest.mark.anyio
async def test_a_stop_in_the_middle_is_gone_on_from_and_not_begun_anew(
    new_sync_desk: NewSyncDesk, sandbox: Sandbox, profile: Profile, secret: Secret, until: Until
) -> None:
    sandbox.set_faults(SLOW)
    first = new_sync_desk()
    first.session.sign_in(profile, secret)
    await until(lambda: first.sync.progress.count >= 400 and first.sync.progress.phase is Phase.FILLING)
    await first.aclose()
    sandbox.forget_requests()
    second = new_sync_desk()
    second.session.sign_in(profile, secret)
    await _filled(second, until)
    assert min(_pages(sandbox)) >= 4
    assert len(_pages(sandbox)) < CUSTOMERS // 100
    assert await second.replica.count() == CUSTOMERS


@pytest.mark.anyio
async def test_while_the_server_is_away_nothing_is_lost_and_then_the_fill_goes_on(
    new_sync_desk: NewSyncDesk, sandbox: Sandbox, profile: Profile, secret: Secret, until: Until
) -> None:
    sandbox.set_faults(SLOW)
    desk = new_sync_desk()
    desk.session.sign_in(profile, secret)
    await _in_the_middle(desk, until)
    sandbox.pause_network()
    await until(lambda: desk.sync.progress.phase is Phase.IDLE)
    reached = await desk.replica.count()
    assert reached > 0
    sandbox.forget_requests()
    sandbox.resume_network()
    await _filled(desk, until)
    assert await desk.replica.count() == CUSTOMERS
    assert min(_pages(sandbox)) >= reached // 100 - 1


@pytest.mark.anyio
async def test_only_the_share_of_the_quota_is_used_and_more_when_there_is_room_again(
    new_sync_desk: NewSyncDesk, until: Until
) -> None:
    clock = ManualClock()
    with Sandbox(customers=CUSTOMERS, orders=0, quota=40, clock=clock) as sandbox:
        desk = new_sync_desk(interval=3600.0)  # share 0.3: 12 of 40 requests
        account = {key: str(value) for key, value in sandbox.credentials.items()}
        secret = Secret(account.pop("client_secret"))
        desk.session.sign_in(Profile(key="main", name="N", pos="clopos", base_url=sandbox.clopos, **account), secret)
        await until(lambda: len(_pages(sandbox)) == 11)  # and one look for changes
        for look in range(1, 4):
            desk.sync.look_now()
            await until(lambda: sum("updated_at" in one.query for one in sandbox.requests) == look + 1)  # noqa: B023
        assert len(_pages(sandbox)) == 11
        assert not [one for one in sandbox.requests if one.status == 429]
        clock.advance(61)
        desk.sync.look_now()  # whose answer tells that there is room
        await _filled(desk, until)
        assert await desk.replica.count() == CUSTOMERS
        await desk.aclose()


@pytest.mark.anyio
async def test_the_worker_goes_on_with_the_desks_token_and_signs_in_where_it_is_refused(
    new_sync_desk: NewSyncDesk, sandbox: Sandbox, profile: Profile, secret: Secret, until: Until
) -> None:
    def sign_ins() -> int:
        return sum(one.path.endswith("/auth") for one in sandbox.requests)

    sandbox.set_faults(SLOW)
    desk = new_sync_desk(interval=3600.0)
    desk.session.sign_in(profile, secret)
    await _in_the_middle(desk, until)
    assert sign_ins() == 1
    sandbox.revoke_tokens()
    await _filled(desk, until)
    assert sign_ins() == 2
    assert await desk.replica.count() == CUSTOMERS


@pytest.mark.anyio
async def test_without_a_keyring_the_desk_fills_itself_and_starts_no_process(
    new_sync_desk: NewSyncDesk, profile: Profile, secret: Secret, until: Until
) -> None:
    desk = new_sync_desk(MemoryVault())
    workers: list[int | None] = []
    desk.sync.progressed.connect(lambda _progress: workers.append(desk.sync.worker_pid))
    desk.session.sign_in(profile, secret)
    await _filled(desk, until)
    assert desk.local.path is None
    assert await desk.replica.count() == CUSTOMERS
    assert set(workers) == {None}


@pytest.mark.anyio
async def test_who_is_missing_is_gone_only_after_two_passes(filled: SyncDesk, until: Until) -> None:
    ghost = Customer(id="900000", name="Deleted Elsewhere")
    waiting = Customer(id="c0ffee00-0000-4000-8000-000000000000", name="Not Sent Yet")
    await filled.replica.upsert([ghost, waiting])
    await _checked(filled, until)
    assert await filled.replica.customer(ghost.id) == ghost
    assert await filled.replica.fact(MISSING) == '["900000"]'
    filled.changes.clear()
    await _checked(filled, until)
    assert await filled.replica.customer(ghost.id) is None
    assert await filled.replica.customer(waiting.id) == waiting
    assert await filled.replica.fact(MISSING) == "[]"
    assert await filled.replica.count() == CUSTOMERS + 1
    assert sum(one.count for one in filled.changes) == 1


@pytest.mark.anyio
async def test_without_a_keyring_too_who_is_missing_in_two_passes_is_gone(
    new_sync_desk: NewSyncDesk, profile: Profile, secret: Secret, until: Until
) -> None:
    desk = new_sync_desk(MemoryVault())
    desk.session.sign_in(profile, secret)
    await _filled(desk, until)
    await desk.replica.upsert([Customer(id="900000", name="Deleted Elsewhere")])
    await _checked(desk, until)
    assert await desk.replica.fact(MISSING) == '["900000"]'
    await _checked(desk, until)
    assert await desk.replica.customer("900000") is None
    assert await desk.replica.count() == CUSTOMERS


@pytest.mark.anyio
async def test_a_pass_brings_what_changes_did_not_tell(filled: SyncDesk, until: Until) -> None:
    theirs = await filled.replica.customer("11")
    await filled.replica.delete(["11"])
    await _checked(filled, until)
    assert await filled.replica.customer("11") == theirs


async def _checked(desk: SyncDesk, until: Until) -> None:
    before = await desk.replica.fact(PASSED)
    desk.sync.check_now()
    await until_fact(desk, PASSED, lambda passed: passed != before)
    await until(lambda: desk.sync.progress.phase is Phase.IDLE and desk.sync.worker_pid is None)


@pytest.mark.anyio
async def test_a_day_after_the_last_pass_the_next_begins_by_itself(
    filled: SyncDesk, new_sync_desk: NewSyncDesk, profile: Profile, secret: Secret, until: Until
) -> None:
    yesterday = (datetime.now(UTC) - timedelta(hours=25)).isoformat()
    await filled.replica.set_fact(PASSED, yesterday)
    await filled.aclose()
    desk = new_sync_desk()
    desk.session.sign_in(profile, secret)
    await until(lambda: any(one.phase is Phase.CHECKING for one in desk.progress))
    await until(lambda: desk.sync.progress.phase is Phase.IDLE)
    assert await desk.replica.fact(PASSED) != yesterday


@pytest.mark.anyio
async def test_after_a_long_absence_the_worker_reads_the_many_changes(
    filled: SyncDesk, new_sync_desk: NewSyncDesk, sandbox: Sandbox, profile: Profile, secret: Secret, until: Until
) -> None:
    watermark = await filled.replica.fact(WATERMARK)
    lost = [str(number) for number in range(1, CUSTOMERS, 7)]
    await filled.replica.delete(lost)
    await filled.replica.set_fact(WATERMARK, datetime(2001, 1, 1, tzinfo=UTC).isoformat())
    await filled.aclose()
    sandbox.forget_requests()
    desk = new_sync_desk()
    desk.session.sign_in(profile, secret)
    await until(lambda: desk.files.local)
    await until_fact(desk, WATERMARK, lambda now: now == watermark)
    assert len(await desk.replica.customers(lost)) == len(lost)
    assert not _pages(sandbox)


@pytest.mark.anyio
async def test_leaving_says_nothing_of_the_brand_any_more(filled: SyncDesk, until: Until) -> None:
    filled.session.sign_out()
    assert filled.sync.progress.count == 0
    await until(lambda: filled.files.local is None)
    told = len(filled.progress)
    filled.sync.look_now()
    await filled.sync.aclose()
    assert len(filled.progress) == told
