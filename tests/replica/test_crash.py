"""A fill that is killed at any moment: the file is whole, and the fill goes on from there."""

import random
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from callcenter.replica import facts
from callcenter.replica.connecting import connect
from callcenter.replica.ingest import Ingest
from callcenter.replica.replica import Replica
from callcenter.replica.schema import REPLICA
from tests.replica.made import Key, customers, on_disk

_ROOT = Path(__file__).parents[2]
_WRITER = """
import sys
from pathlib import Path
from callcenter.replica.ingest import Ingest
from tests.replica.made import Key, customers
people = customers(6000)
with Ingest(Path(sys.argv[1]), Key(), "AZ") as ingest:
    at = int(ingest.fact("fill") or 0)
    print("ready", flush=True)
    while at < len(people):
        ingest.upsert(people[at : at + 150], {"fill": str(at + 150)})
        at += 150
        print(at, flush=True)
"""


def _filling(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=_ROOT)


def _checked(connection: apsw.Connection) -> int:
    assert connection.pragma("integrity_check") == "ok"
    connection.execute("INSERT INTO look (look) VALUES ('integrity-check')")
    stored = int(connection.execute("SELECT count(*) FROM customer").get)
    assert facts.count(connection) == stored
    assert connection.execute("SELECT count(*) FROM look").get == stored
    return stored


@pytest.mark.anyio
async def test_a_fill_killed_at_any_moment_leaves_a_whole_file_and_goes_on(tmp_path: Path) -> None:
    path = on_disk(tmp_path)
    await (await Replica.open(path, Key(), region="AZ")).aclose()
    chance = random.Random(7)  # noqa: S311 - when to kill is no secret
    before = 0
    for _ in range(6):
        with _filling(path) as process:
            assert process.stdout is not None
            for _ in range(chance.randint(1, 7)):
                process.stdout.readline()
            process.kill()
        connection = connect(path, Key(), REPLICA)
        stored = _checked(connection)
        assert int(facts.fact(connection, "fill") or 0) == stored >= before
        connection.close()
        before = stored
    assert before > 0
    with Ingest(path, Key(), "AZ") as ingest:
        ingest.upsert(customers(6000)[before:])
    replica = await Replica.open(path, Key(), region="AZ")
    assert (replica.notice, await replica.count()) == (None, 6000)
    assert len(await replica.by_phone("0505355757")) == 3
    await replica.aclose()


@pytest.mark.anyio
async def test_the_desk_reads_and_writes_while_another_process_fills(tmp_path: Path) -> None:
    path = on_disk(tmp_path)
    replica = await Replica.open(path, Key(), region="AZ")
    with _filling(path) as process:
        assert process.stdout is not None
        for _line in process.stdout:
            await replica.set_fact("desk", "writes")
            assert await replica.count() % 150 == 0
        assert process.wait() == 0
    assert await replica.count() == 6000
    await replica.aclose()


@pytest.mark.anyio
async def test_tidying_changes_no_answer(tmp_path: Path) -> None:
    path = on_disk(tmp_path)
    replica = await Replica.open(path, Key(), region="AZ")
    people = customers(2000)
    with Ingest(path, Key(), "AZ") as ingest:
        for at in range(0, 2000, 100):
            ingest.upsert(people[at : at + 100])
        before = await replica.by_phone("0505355757")
        ingest.tidy()
        assert list(ingest.ids()) == [one.id for one in people]
        assert ingest.delete(["2000"]) == 1
    assert await replica.by_phone("0505355757") == before
    await replica.aclose()
    connection = connect(path, Key(), REPLICA)
    assert _checked(connection) == 1999
    connection.close()
