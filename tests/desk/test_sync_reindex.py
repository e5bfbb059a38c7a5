"""A replica whose index follows an earlier rule, opened by a desk: indexed anew from what is stored, not read anew."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.desk.sync import Phase
from callcenter.model.customer import Customer
from callcenter.replica import facts
from callcenter.replica.connecting import connect
from callcenter.replica.query import Query
from callcenter.replica.schema import REPLICA
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import Secret
from tests.desk.at_work import Until
from tests.desk.syncing import LastingVault, SyncDesk, until_fact, until_filled

CUSTOMERS = 1_500


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=CUSTOMERS, orders=0, quota=0) as running:
        yield running


@pytest.fixture
async def desk(tmp_path: Path, outdated: LastingVault) -> AsyncIterator[SyncDesk]:
    """Give a desk over a folder whose replica was filled by one that indexed otherwise."""
    desk = SyncDesk(tmp_path, outdated)
    yield desk
    await desk.aclose()


@pytest.fixture
async def outdated(tmp_path: Path, profile: Profile, secret: Secret, until: Until) -> LastingVault:
    keyring = LastingVault()
    desk = SyncDesk(tmp_path, keyring)
    desk.session.sign_in(profile, secret)
    await until(lambda: desk.files.local)
    await until_filled(desk)
    await desk.replica.upsert([Customer(id="90001", name="Local Caller", phone="0505551234")])
    path, key = desk.local.path, desk.local.key
    await desk.aclose()
    connection = connect(path, key, REPLICA)
    connection.execute("INSERT INTO look (look) VALUES ('delete-all')")
    facts.set_fact(connection, facts.RULE, "0 AZ")
    connection.close()
    return keyring


async def _indexed(desk: SyncDesk, until: Until) -> None:
    await until(lambda: desk.files.local)
    await until_fact(desk, facts.REINDEXED, lambda reached: reached is None)
    await until(lambda: any(one.phase is Phase.INDEXING for one in desk.progress))
    await until(lambda: desk.sync.progress.phase is Phase.IDLE and desk.sync.worker_pid is None)


@pytest.mark.anyio
async def test_everybody_is_found_again_and_the_server_is_not_asked_for_them(
    desk: SyncDesk, sandbox: Sandbox, profile: Profile, secret: Secret, until: Until
) -> None:
    sandbox.forget_requests()
    workers: list[int | None] = []
    desk.sync.progressed.connect(
        lambda told: workers.append(desk.sync.worker_pid if told.phase is Phase.INDEXING else 0)
    )
    desk.session.sign_in(profile, secret)
    await _indexed(desk, until)
    assert None not in workers  # the desk itself did none of it
    assert await desk.replica.count() == CUSTOMERS + 1
    one = await desk.replica.customer("700")
    assert one is not None
    assert one in [hit.customer for hit in await desk.replica.search(Query(text=one.name, limit=500))]
    assert not [asked for asked in sandbox.requests if "sort%5B0%5D=id" in asked.query]
    told = [each for each in desk.progress if each.phase is Phase.INDEXING]
    assert (told[-1].count, told[-1].total) == (CUSTOMERS + 1, CUSTOMERS + 1)
    assert sum(each.count for each in desk.changes) >= CUSTOMERS


@pytest.mark.anyio
async def test_indexing_needs_nothing_of_the_server(
    desk: SyncDesk, sandbox: Sandbox, profile: Profile, secret: Secret, until: Until
) -> None:
    sandbox.set_faults("status-500@GET /customers=1")
    desk.session.sign_in(profile, secret)
    await _indexed(desk, until)
    assert (await desk.replica.by_phone("+994505551234"))[0].id == "90001"


@pytest.mark.anyio
async def test_a_profile_set_to_another_region_reads_local_numbers_as_that_region_s(
    desk: SyncDesk, profile: Profile, secret: Secret, until: Until
) -> None:
    desk.session.sign_in(replace(profile, region="GE"), secret)
    await _indexed(desk, until)
    assert [one.id for one in await desk.replica.by_phone("+995505551234")] == ["90001"]
    assert await desk.replica.by_phone("+994505551234") == []
