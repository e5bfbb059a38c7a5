"""The replica kept like a PosStar vendor's customers, over real HTTP: no total, no changes, no orders, no quota."""

import asyncio
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from callcenter.desk.changes import WATERMARK
from callcenter.desk.directory import LocalDirectory, PosDirectory, Wanted
from callcenter.desk.fill import FILL, FILLED, PASSED
from callcenter.desk.find import Find, Found
from callcenter.desk.sync import Phase
from callcenter.model.customer import CustomerQuery, CustomerSort
from callcenter.replica.query import Query
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import Entry, Kind, MemoryVault, Secret, origin_of
from tests.desk.at_work import Until, heard
from tests.desk.syncing import QUICK, LastingVault, NewSyncDesk, SyncDesk, until_fact, until_filled
from tests.desk.vendor import Vendor, profile_of

CUSTOMERS = 1_230
SLOW = "latency@GET /customers=0.05"
pytestmark = pytest.mark.anyio


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=CUSTOMERS, orders=0, quota=0) as running:
        yield running


@pytest.fixture
def star(sandbox: Sandbox) -> Profile:
    return profile_of(sandbox)


@pytest.fixture
def password(sandbox: Sandbox) -> Secret:
    return Secret(sandbox.posstar_credentials["password"])


@pytest.fixture
async def new_sync_desk(tmp_path: Path) -> AsyncIterator[NewSyncDesk]:
    """Make desks over one folder and one keyring; each is closed at the end."""
    made: list[SyncDesk] = []
    keyring = LastingVault()

    def make(vault: MemoryVault = keyring, *, shares_as: str = "", **changed: float) -> SyncDesk:
        made.append(SyncDesk(tmp_path, vault, msgspec.structs.replace(QUICK, **changed), shares_as=shares_as))
        return made[-1]

    yield make
    for desk in made:
        await desk.aclose()


@pytest.fixture
async def filled(new_sync_desk: NewSyncDesk, star: Profile, password: Secret, until: Until) -> SyncDesk:
    """Give a desk whose first fill is done."""
    desk = new_sync_desk()
    desk.session.sign_in(star, password)
    await _filled(desk, until)
    return desk


async def _filled(desk: SyncDesk, until: Until) -> None:
    await until(lambda: desk.files.local)
    await until_filled(desk)
    await until(lambda: desk.sync.progress.phase is Phase.IDLE)


async def _checked(desk: SyncDesk, until: Until) -> None:
    before = await desk.replica.fact(PASSED)
    desk.sync.check_now()
    await until_fact(desk, PASSED, lambda passed: passed != before)
    await until(lambda: desk.sync.progress.phase is Phase.IDLE and desk.sync.worker_pid is None)


def _pages(sandbox: Sandbox) -> list[int]:
    """Give the numbers of the fill's pages asked for so far."""
    asked = [dict(part.split("=") for part in one.query.split("&")) for one in sandbox.requests if "sort=" in one.query]
    return [int(one["page"]) for one in asked if one["order"] == "ASC"]


async def _everybody(desk: SyncDesk) -> list[Any]:
    """Give what the list tells of everybody."""
    found: list[Any] = []
    while True:
        query = CustomerQuery(sort=CustomerSort.NAME, page=len(found) // 100 + 1, limit=100)
        page = await desk.session.pos.customers(query)
        found += [msgspec.structs.replace(one, untold=()) for one in page.rows]
        if len(page.rows) < 100:
            return found


async def test_the_fill_ends_with_all_that_the_server_has(filled: SyncDesk, sandbox: Sandbox) -> None:
    theirs = await _everybody(filled)
    assert len(theirs) == CUSTOMERS
    assert await filled.replica.customers([one.id for one in theirs]) == theirs
    assert await filled.replica.fact(FILL) is None
    assert filled.sync.progress.count == CUSTOMERS
    told = [one for one in filled.progress if one.phase is Phase.FILLING]
    assert told
    assert all(one.total is None and one.seconds_left is None for one in told)
    assert sorted(set(_pages(sandbox))) == list(range(1, -(-CUSTOMERS // 100) + 2))


async def test_without_a_keyring_the_desk_fills_itself(
    new_sync_desk: NewSyncDesk, star: Profile, password: Secret, until: Until
) -> None:
    desk = new_sync_desk(MemoryVault())
    desk.session.sign_in(star, password)
    await _filled(desk, until)
    assert await desk.replica.count() == CUSTOMERS


async def test_a_new_customer_comes_at_the_next_look_and_nobody_else_is_told(
    filled: SyncDesk, vendor: Vendor, until: Until
) -> None:
    filled.changes.clear()
    before = await filled.replica.fact(WATERMARK)
    came = vendor.create(name="Zümrüd Zamanova", phone="+994501110002")
    await until(lambda: filled.changes)
    assert [one.ids for one in filled.changes] == [(came,)]
    assert [one.id for one in await filled.replica.by_phone("0501110002")] == [came]
    await until_fact(filled, WATERMARK, lambda now: now != before)


async def test_who_is_created_during_the_fill_is_there_after_it(
    new_sync_desk: NewSyncDesk, sandbox: Sandbox, vendor: Vendor, star: Profile, password: Secret, until: Until
) -> None:
    sandbox.set_faults(SLOW)
    desk = new_sync_desk()
    desk.session.sign_in(star, password)
    await until(lambda: desk.sync.progress.phase is Phase.FILLING and desk.sync.progress.count > 0)
    during = await asyncio.to_thread(vendor.create, name="Nərgiz Nağıyeva")
    assert await desk.replica.fact(FILLED) is None
    await _filled(desk, until)
    assert await desk.replica.customer(during) is not None
    assert await desk.replica.count() == CUSTOMERS + 1


async def test_a_stop_in_the_middle_is_gone_on_from_and_not_begun_anew(
    new_sync_desk: NewSyncDesk, sandbox: Sandbox, star: Profile, password: Secret, until: Until
) -> None:
    sandbox.set_faults(SLOW)
    first = new_sync_desk()
    first.session.sign_in(star, password)
    await until(lambda: first.sync.progress.count >= 400 and first.sync.progress.phase is Phase.FILLING)
    await first.aclose()
    sandbox.set_faults("")
    sandbox.forget_requests()
    second = new_sync_desk()
    second.session.sign_in(star, password)
    await _filled(second, until)
    assert min(_pages(sandbox)) >= 4
    assert await second.replica.count() == CUSTOMERS


async def test_the_pass_finds_what_changed_unnoticed_and_keeps_what_only_the_card_told(
    filled: SyncDesk, sandbox: Sandbox, vendor: Vendor, until: Until
) -> None:
    opened, _sale = vendor.buyer(450, name="Zümrüd Zamanova", tags=["vip"])
    directory = LocalDirectory(filled.session, filled.files)
    card = await directory.customer(opened)
    assert card.purchases
    vendor.change(opened, name="Zümrüd Quliyeva", tags=["retail"], notes="prefers tea")
    sandbox.purchase(opened, 1_000)
    await _checked(filled, until)
    now = await filled.replica.customer(opened)
    assert now is not None
    assert (now.name, now.tags, now.notes, now.points) == ("Zümrüd Quliyeva", ("retail",), "prefers tea", 460)
    assert now.purchases == card.purchases
    assert now.ledger_balance == card.ledger_balance
    assert opened not in {hit.customer.id for hit in await filled.replica.search(Query(text="zümrüd zamanova"))}
    await directory.aclose()


async def test_who_was_deleted_elsewhere_goes_after_two_passes_and_the_anonymised_is_shown_as_such(
    filled: SyncDesk, vendor: Vendor, until: Until
) -> None:
    gone, (nameless, _sale) = vendor.create(name="Zümrüd Zamanova"), vendor.buyer(10, name="Nərgiz Nağıyeva")
    await _until_known(filled, gone, nameless)
    for one in (gone, nameless):
        vendor.ask("DELETE", f"customers/{one}").raise_for_status()
    await _checked(filled, until)
    assert await filled.replica.customer(gone) is not None
    await _checked(filled, until)
    assert await filled.replica.customer(gone) is None
    now = await filled.replica.customer(nameless)
    assert now is not None
    assert (now.name, now.phone) == ("Anonymous customer", None)
    assert await filled.replica.count() == CUSTOMERS + 1


async def _until_known(desk: SyncDesk, *ids: str) -> None:
    async with asyncio.timeout(10):
        while len(await desk.replica.customers(ids)) < len(ids):  # noqa: ASYNC110 - a database tells nobody of a change
            await asyncio.sleep(0.01)


async def test_while_no_quota_is_told_the_fill_keeps_its_own_pace(
    new_sync_desk: NewSyncDesk, sandbox: Sandbox, star: Profile, password: Secret, until: Until
) -> None:
    desk, begun = new_sync_desk(rate=20.0, interval=3600.0), asyncio.get_running_loop().time()
    desk.session.sign_in(star, password)
    await _filled(desk, until)
    assert asyncio.get_running_loop().time() - begun >= (len(_pages(sandbox)) - 1) / 20
    assert len(_pages(sandbox)) >= CUSTOMERS / 100


async def test_with_a_queue_that_has_nothing_to_follow_the_desk_asks_for_itself(
    new_sync_desk: NewSyncDesk, vendor: Vendor, star: Profile, password: Secret, until: Until
) -> None:
    desk = new_sync_desk(shares_as="d1")
    desk.session.sign_in(replace(star, feed_url="tls://feed.example:4222"), password)
    await _filled(desk, until)
    assert desk.queue is not None
    assert desk.queue.feed is None
    desk.changes.clear()
    came = vendor.create(name="Zümrüd Zamanova")
    await until(lambda: any(came in one.ids for one in desk.changes))
    await _checked(desk, until)


# ---- the directory --------------------------------------------------------------------------------------------------


async def test_a_whole_number_is_found_however_it_is_written(
    new_sync_desk: NewSyncDesk, star: Profile, password: Secret, until: Until
) -> None:
    desk = new_sync_desk(interval=3600.0)
    desk.session.sign_in(star, password)
    await until(lambda: desk.files.local)
    asking = PosDirectory(desk.session)
    theirs = {one.name for one in await asking.with_number("+994505355757", "AZ")}
    assert "Leyla Əliyeva" in theirs
    for written in ("0505355757", "00994505355757", "50 535 57 57"):
        assert {one.name for one in await asking.with_number(written, "AZ")} == theirs
    assert await asking.with_number("0505355750", "AZ") == ()


async def test_a_name_and_a_number_narrow_each_other_though_one_alone_is_asked_for(
    new_sync_desk: NewSyncDesk, star: Profile, password: Secret, until: Until
) -> None:
    desk = new_sync_desk(MemoryVault(), interval=3600.0, rate=0.001)
    desk.session.sign_in(star, password)
    await until(lambda: desk.session.signed_in)
    find = Find(PosDirectory(desk.session), desk.connection, pause=0.01)
    found: list[Found] = heard(find.found)
    for text, names in (("leyla 535 57", ["Leyla Əliyeva"]), ("rauf 535 57", [])):
        found.clear()
        find.look(Wanted(text=text), at_once=True)
        await until(lambda: found)
        assert [one.name for one in found[-1].customers] == names
    await find.aclose()


async def test_what_the_point_of_sale_says_of_those_found_is_kept_and_shown(
    new_sync_desk: NewSyncDesk, vendor: Vendor, star: Profile, password: Secret, until: Until
) -> None:
    desk = new_sync_desk(interval=3600.0)
    desk.session.sign_in(star, password)
    await _filled(desk, until)
    directory = LocalDirectory(desk.session, desk.files)
    find = Find(directory, desk.connection, pause=0.01, asking_pause=0.01)
    found: list[Found] = heard(find.found)
    unknown = vendor.create(name="Zümrüdxanım Zamanova", phone="+994501110002")
    find.look(Wanted(text="zümrüdxanım"), at_once=True)
    await until(lambda: found and found[-1].final)
    assert [one.id for one in found[-1].customers] == [unknown]
    assert found[-1].asked == {unknown}
    assert await desk.replica.customer(unknown) == found[-1].customers[0]
    await find.aclose()
    await directory.aclose()


async def test_whom_the_copy_knew_is_shown_as_the_point_of_sale_has_them_now(
    new_sync_desk: NewSyncDesk, vendor: Vendor, star: Profile, password: Secret, until: Until
) -> None:
    desk = new_sync_desk(interval=3600.0, rate=0.001)  # the fill goes no further than its first page
    desk.session.sign_in(star, password)
    await until(lambda: desk.files.local)
    directory = LocalDirectory(desk.session, desk.files)
    find = Find(directory, desk.connection, pause=0.01, asking_pause=0.01)
    found: list[Found] = heard(find.found)
    opened, _sale = vendor.buyer(450, name="Zümrüdxanım Zamanova")
    card = await directory.customer(opened)
    vendor.change(opened, notes="prefers tea")
    find.look(Wanted(text="zümrüdxanım"), at_once=True)
    await until(lambda: found and found[-1].customers and found[-1].customers[0].notes == "prefers tea")
    (shown,) = found[-1].customers
    assert (shown.id, shown.purchases, shown.untold) == (opened, card.purchases, ())
    assert found[0].customers[0].notes is None
    assert await desk.replica.customer(opened) == shown
    await find.aclose()
    await directory.aclose()


async def test_of_a_forgotten_customer_the_desk_keeps_nothing_but_that_somebody_called(
    filled: SyncDesk, vendor: Vendor
) -> None:
    directory = LocalDirectory(filled.session, filled.files)
    victim = vendor.create(name="Zümrüd Zamanova", phone="+994501110002")
    await _until_known(filled, victim)
    now = datetime.now(UTC)
    await filled.local.desk.uses.add(victim, now)
    await filled.local.desk.calls.add(now, "+994501110002", customer_id=victim, who="Zümrüd Zamanova")
    vendor.ask("DELETE", f"customers/{victim}").raise_for_status()
    await directory.forget(victim)
    assert await filled.replica.customer(victim) is None
    assert await filled.local.desk.uses.scores(now) == {}
    (call,) = await filled.local.desk.calls.calls()
    assert (call.number, call.who, call.customer_id) == ("+994501110002", None, None)
    for text in ("zümrüd", "zumrud", "1110002"):
        assert not [hit for hit in await filled.replica.search(Query(text=text)) if hit.customer.id == victim]
    await directory.aclose()


# ---- killed ---------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="processes are killed as Linux does")
async def test_after_sigkill_in_the_middle_of_the_fill_the_next_desk_goes_on(
    tmp_path: Path, sandbox: Sandbox, star: Profile, password: Secret, until: Until
) -> None:
    sandbox.set_faults(SLOW)
    key = secrets.token_hex(32)
    given = {
        "profile": json.dumps(asdict(star)),
        "folder": str(tmp_path),
        "secret": password.reveal(),
        "key": key,
        "page": "100",
    }

    def kill_in_the_middle() -> None:
        core = subprocess.Popen(
            [sys.executable, "-m", "tests.desk.sync_core"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert core.stdin is not None
        assert core.stdout is not None
        core.stdin.write(json.dumps(given) + "\n")
        core.stdin.close()
        for line in core.stdout:
            word, _, value = line.partition(" ")
            if word == "worker" and value.strip() != "None":
                worker = int(value)
            if word == "count" and int(value) >= 400:
                break
        core.kill()
        os.kill(worker, signal.SIGKILL)
        core.wait()
        core.stdout.close()

    await asyncio.to_thread(kill_in_the_middle)
    sandbox.forget_requests()
    vault = LastingVault()
    await vault.put(Entry(origin_of(star.base_url), star.key, Kind.LOCAL_KEY), Secret(key))
    desk = SyncDesk(tmp_path, vault)
    desk.session.sign_in(star, password)
    await _filled(desk, until)
    assert min(_pages(sandbox)) >= 3
    assert await desk.replica.count() == CUSTOMERS
    await desk.aclose()
