"""The worker process of bulk work: what it shows, and when it ends."""

import asyncio
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from callcenter.desk.sync import Phase
from callcenter.replica.connecting import connect
from callcenter.replica.schema import REPLICA
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import Entry, Kind, Secret, origin_of
from tests.desk.at_work import Until
from tests.desk.syncing import QUICK, LastingVault, SyncDesk, lives, maps_of, outside_of, until_filled

CUSTOMERS = 1_500
SLOW = "latency@GET /customers=0.05"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at through /proc")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=CUSTOMERS, orders=0, quota=0, faults=SLOW) as running:
        yield running


@pytest.fixture
def key() -> Secret:
    return Secret(secrets.token_hex(32))


@pytest.fixture
async def keyring(profile: Profile, key: Secret) -> LastingVault:
    vault = LastingVault()
    await vault.put(Entry(origin_of(profile.base_url), profile.key, Kind.LOCAL_KEY), key)
    return vault


@pytest.fixture
async def sync_desk(tmp_path: Path, keyring: LastingVault) -> AsyncIterator[SyncDesk]:
    desk = SyncDesk(tmp_path, keyring, type(QUICK)(interval=0.1, retry=0.05, grace=0.5, page=100, rate=10_000.0))
    yield desk
    await desk.aclose()


@pytest.fixture
async def filling(sync_desk: SyncDesk, profile: Profile, secret: Secret, until: Until) -> SyncDesk:
    """Give a desk in the middle of its first fill."""
    sync_desk.session.sign_in(profile, secret)
    await until(lambda: sync_desk.sync.progress.phase is Phase.FILLING and sync_desk.sync.progress.count > 0)
    return sync_desk


def _worker(desk: SyncDesk) -> int:
    assert desk.sync.worker_pid is not None
    return desk.sync.worker_pid


@pytest.mark.anyio
async def test_nothing_secret_shows_outside_the_worker_and_no_window_is_in_it(
    filling: SyncDesk, secret: Secret, key: Secret, keyring: LastingVault, profile: Profile
) -> None:
    seen = outside_of(_worker(filling))
    token = await keyring.get(Entry(origin_of(profile.base_url), profile.key, Kind.TOKEN))
    assert token is not None
    hidden = [secret.reveal(), key.reveal(), json.loads(token.reveal())["token"], profile.client_id]
    assert not [one for one in hidden if one.encode() in seen]
    assert b"spawn" in seen
    maps = maps_of(_worker(filling))
    assert "PySide6" not in maps
    assert "libQt" not in maps


@pytest.mark.anyio
async def test_signing_out_in_the_middle_ends_the_worker(filling: SyncDesk, until: Until) -> None:
    pid = _worker(filling)
    filling.session.sign_out()
    await until(lambda: not lives(pid) and filling.sync.worker_pid is None)


@pytest.mark.anyio
async def test_a_worker_that_does_not_end_in_time_is_killed(filling: SyncDesk, until: Until) -> None:
    pid = _worker(filling)
    os.kill(pid, signal.SIGSTOP)
    filling.session.sign_out()
    await until(lambda: not lives(pid))


@pytest.mark.anyio
async def test_closing_the_desk_waits_for_the_workers_end(filling: SyncDesk) -> None:
    pid = _worker(filling)
    await filling.sync.aclose()
    assert not lives(pid)


@pytest.mark.anyio
async def test_a_worker_that_was_killed_is_followed_by_another(filling: SyncDesk) -> None:
    pid = _worker(filling)
    os.kill(pid, signal.SIGKILL)
    await until_filled(filling)
    assert await filling.replica.count() == CUSTOMERS


@pytest.mark.anyio
async def test_after_the_fill_there_is_no_worker(filling: SyncDesk, until: Until) -> None:
    pid = _worker(filling)
    await until_filled(filling)
    await until(lambda: filling.sync.worker_pid is None)
    assert not lives(pid)


@pytest.mark.anyio
async def test_a_desk_killed_in_the_middle_takes_its_worker_along_and_the_next_one_goes_on(
    sync_desk: SyncDesk,
    tmp_path: Path,
    sandbox: Sandbox,
    key: Secret,
    profile: Profile,
    secret: Secret,
    until: Until,
) -> None:
    worker, reached = await asyncio.to_thread(_killed_in_the_middle, tmp_path, key, profile, secret)
    await until(lambda: not lives(worker))
    sandbox.forget_requests()
    sandbox.set_faults("")
    sync_desk.session.sign_in(profile, secret)
    await until(lambda: sync_desk.files.local)
    assert await sync_desk.replica.count() >= reached
    await until_filled(sync_desk)
    pages = [one.query for one in sandbox.requests if "sort%5B0%5D=id" in one.query]
    assert not [query for query in pages if query.startswith("page=1&")]
    assert len(pages) <= CUSTOMERS // 100 - reached // 100 + 2
    assert await sync_desk.replica.count() == CUSTOMERS
    await sync_desk.aclose()
    _whole(tmp_path / "data" / profile.key / "replica.db", key)


def _killed_in_the_middle(folder: Path, key: Secret, profile: Profile, secret: Secret) -> tuple[int, int]:
    """Let a desk's core fill until some hundred customers are there and kill it; return its worker, and how many."""
    given = {"profile": json.dumps(asdict(profile)), "folder": str(folder), "page": "100"}
    secret_parts = {"key": key.reveal(), "secret": secret.reveal()}
    core = subprocess.Popen(
        [sys.executable, "-m", "tests.desk.sync_core"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert core.stdin is not None
    assert core.stdout is not None
    with core:
        core.stdin.write(json.dumps(given | secret_parts) + "\n")
        core.stdin.flush()
        worker = reached = 0
        for line in core.stdout:
            word, _, value = line.partition(" ")
            if word == "worker":
                worker = int(value)
            elif word == "count" and (reached := int(value)) >= 300:
                break
        core.send_signal(signal.SIGKILL)
    assert 300 <= reached < CUSTOMERS
    return worker, reached


def _whole(path: Path, key: Secret) -> None:
    """See that a database fits together and holds nobody twice."""
    connection = connect(path, key, REPLICA)
    try:
        assert connection.pragma("integrity_check") == "ok"
        rows, ids, told = connection.execute(
            "SELECT count(*), count(DISTINCT id), (SELECT value FROM fact WHERE name = 'customers') FROM customer"
        ).get
        assert rows == ids == told == CUSTOMERS
        assert connection.execute("SELECT count(*) FROM look").get == CUSTOMERS
    finally:
        connection.close()
