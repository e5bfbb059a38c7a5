"""A replica indexed by an earlier rule, or for another country, becomes one of today's without being filled anew."""

import hashlib
import random
import subprocess
import sys
from pathlib import Path

import pytest

from callcenter.model.customer import Address, Customer
from callcenter.model.order import Order, Recipient
from callcenter.replica import facts, opening, reindexing, tokens
from callcenter.replica.connecting import connect
from callcenter.replica.folding import fold
from callcenter.replica.ingest import Ingest
from callcenter.replica.query import Query
from callcenter.replica.ranking import bucket_of, place_of
from callcenter.replica.reindexing import Reindexing
from callcenter.replica.replica import Replica
from callcenter.replica.schema import REPLICA
from callcenter.replica.vocabulary import pairs_of
from tests.replica.made import Key, customers, in_memory, on_disk

_ROOT = Path(__file__).parents[2]
_PEOPLE = 3000
_WORKER = """
import sys
from pathlib import Path
from callcenter.replica import ingest
from tests.replica.made import Key
ingest._REINDEXED = 100
with ingest.Ingest(Path(sys.argv[1]), Key(), "AZ") as writer:
    while not (done := writer.reindex()).whole:
        print(done.count, flush=True)
"""


async def _outdated(path: Path) -> None:
    """Make a file whose index holds nothing that today's searches ask for, as an earlier rule's might."""
    replica = await Replica.open(path, Key(), region="AZ")
    await replica.upsert(customers(_PEOPLE))
    await replica.aclose()
    connection = connect(path, Key(), REPLICA)
    rows = connection.execute("SELECT seq, bucket FROM customer").fetchall()
    places = [(place_of(int(str(bucket)), int(str(seq))),) for seq, bucket in rows]
    connection.executemany("DELETE FROM look WHERE rowid = ?", places)
    connection.executemany("INSERT INTO look (rowid, tokens) VALUES (?, 'outdated')", sorted(places))
    connection.execute("DELETE FROM word")
    connection.execute("DELETE FROM pair")
    facts.set_fact(connection, facts.RULE, "0 AZ")
    connection.close()


def _checked(path: Path) -> str | None:
    """See that the file fits together; return how far indexing anew has come."""
    connection = connect(path, Key(), REPLICA)
    assert connection.pragma("integrity_check") == "ok"
    connection.execute("INSERT INTO look (look) VALUES ('integrity-check')")
    assert connection.execute("SELECT count(*) FROM look").get == _PEOPLE
    reached = facts.fact(connection, facts.REINDEXED)
    connection.close()
    return reached


async def _everybody_is_found(replica: Replica) -> None:
    fresh = await in_memory(customers(_PEOPLE))
    for one in customers(_PEOPLE)[::37]:
        for text in (one.name, one.name[:4], one.email, one.phone, one.phone and one.phone[-4:], one.code):
            if text:
                query = Query(text=text, limit=500)
                assert await replica.search(query) == await fresh.search(query), text
        if one.phone:
            assert one in await replica.by_phone(one.phone)
    assert [hit.customer.name for hit in await replica.search(Query(text="Lelya Əliyeva"))][:1] == ["Leyla Əliyeva"]
    await fresh.aclose()


@pytest.mark.anyio
async def test_after_a_change_of_the_rule_everybody_is_found_again_and_nobody_was_read_anew(tmp_path: Path) -> None:
    path = on_disk(tmp_path)
    await _outdated(path)
    replica = await Replica.open(path, Key(), region="AZ")
    assert (replica.notice, await replica.indexed(), await replica.count()) == (None, False, _PEOPLE)
    assert await replica.by_phone("0505355757") == []
    seen: list[int] = []
    with Ingest(path, Key(), "AZ") as ingest:
        while not (done := ingest.reindex()).whole:
            seen.append(done.count)
        assert (done.count, done.total) == (_PEOPLE, _PEOPLE)
        ingest.tidy()
    assert seen[-1] == _PEOPLE
    assert await replica.indexed()
    await _everybody_is_found(replica)
    await replica.aclose()
    assert _checked(path) is None


def _killed_after(steps: int, path: Path) -> list[int]:
    """Let a process index anew and kill it after some steps; return what it told."""
    command = [sys.executable, "-c", _WORKER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_ROOT) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(steps)]
        process.kill()
    return told


@pytest.mark.anyio
async def test_indexing_killed_at_any_moment_leaves_a_whole_file_and_goes_on(tmp_path: Path) -> None:
    path = on_disk(tmp_path)
    await _outdated(path)
    await (await Replica.open(path, Key(), region="AZ")).aclose()
    chance, before = random.Random(11), 0  # noqa: S311 - when to kill is no secret
    for _ in range(4):
        told = _killed_after(chance.randint(1, 5), path)
        assert told[0] == before + 100  # what was indexed before is not indexed again
        reached = _checked(path)
        assert reached is not None
        assert int(reached) >= told[-1]
        before = int(reached)
    replica = await Replica.open(path, Key(), region="AZ")
    with Ingest(path, Key(), "AZ") as ingest:
        while not ingest.reindex().whole:
            pass
    await _everybody_is_found(replica)
    await replica.aclose()


@pytest.mark.anyio
async def test_another_region_reads_local_numbers_anew_those_of_orders_too(tmp_path: Path) -> None:
    path = on_disk(tmp_path)
    local, abroad = Customer(id="1", name="Leyla", phone="0505355757"), Customer(id="2", name="Ali", phone="+15551234")
    replica = await Replica.open(path, Key(), region="AZ")
    await replica.upsert([local, abroad])
    await replica.upsert_orders([Order(id="7", status="NEW", recipient=Recipient(phone="0505355757"))])
    assert await replica.by_phone("+994505355757") == [local]
    await replica.aclose()
    replica = await Replica.open(path, Key(), region="GE")
    assert not await replica.indexed()
    while not (await replica.reindex(1)).whole:
        pass
    assert await replica.indexed()
    assert await replica.by_phone("+995505355757") == [local]
    assert await replica.by_phone("+994505355757") == []
    assert await replica.by_phone("+15551234") == [abroad]
    assert [one.id for one in await replica.orders_by_phone("+995505355757")] == ["7"]
    assert await replica.orders_by_phone("+994505355757") == []
    await replica.aclose()


@pytest.mark.anyio
async def test_a_region_changed_back_half_way_leaves_nobody_read_by_the_other(tmp_path: Path) -> None:
    path = on_disk(tmp_path)
    people = [Customer(id=str(one), name="Leyla", phone=f"05053557{one}") for one in range(10, 20)]
    replica = await Replica.open(path, Key(), region="AZ")
    await replica.upsert(people)
    await replica.aclose()
    replica = await Replica.open(path, Key(), region="GE")
    assert (await replica.reindex(5)).count == 5
    await replica.aclose()
    replica = await Replica.open(path, Key(), region="AZ")
    while not (await replica.reindex(3)).whole:
        pass
    for one in people:
        assert await replica.by_phone(f"+994{str(one.phone)[1:]}") == [one]
    await replica.aclose()


@pytest.mark.anyio
async def test_who_changes_comes_or_goes_while_indexing_goes_on_is_indexed_once(tmp_path: Path) -> None:
    path = on_disk(tmp_path)
    await _outdated(path)
    replica = await Replica.open(path, Key(), region="AZ")
    await replica.reindex(1000)
    gone, changed, fresh = "2500", customers(_PEOPLE)[2599], Customer(id="77777", name="Newly Come", phone="0705550000")
    await replica.delete([gone])
    renamed = Customer(id=changed.id, name="Renamed Since", phone=changed.phone, updated_at=None)
    await replica.upsert([renamed, fresh])
    while not (await replica.reindex(1000)).whole:
        pass
    assert [hit.customer.id for hit in await replica.search(Query(text="Renamed Since"))][:1] == [changed.id]
    assert await replica.by_phone("0705550000") == [fresh]
    assert await replica.customer(gone) is None
    await replica.aclose()
    _checked(path)


@pytest.mark.anyio
async def test_a_replica_that_follows_the_rule_is_left_as_it_is(tmp_path: Path) -> None:
    replica = await Replica.open(on_disk(tmp_path), Key(), region="AZ")
    await replica.upsert(customers(20))
    done = await replica.reindex(10)
    assert (done.count, done.total, done.whole) == (20, 20, True)
    await replica.aclose()


def test_a_file_from_before_rules_had_names_tells_its_region_alone() -> None:
    for region, due in (("AZ", None), ("TR", "0")):
        connection = opening.connect_replica(None, None)
        facts.set_fact(connection, "region", "AZ")
        reindexing.claim(connection, region)
        assert facts.fact(connection, facts.REINDEXED) == (due if tokens.VERSION == 1 else "0")
        assert facts.fact(connection, "region") is None
        connection.close()


def test_a_failed_step_leaves_the_index_as_it_was() -> None:
    connection = opening.connect_replica(None, None)
    reindexing.claim(connection, "AZ")
    connection.execute("INSERT INTO customer (seq, bucket, id, name, body) VALUES (1, 15, '1', 'Leyla', x'c1')")
    facts.set_fact(connection, facts.REINDEXED, "0")
    with pytest.raises(Exception, match="malformed"):
        Reindexing(connection, "AZ").step(10)
    assert facts.fact(connection, facts.REINDEXED) == "0"
    assert not connection.in_transaction
    connection.close()


_SPELLED = [
    Customer(
        id="1", name="Leyla Əliyeva", phone="+994 (0)50 535-57-57", email="Leyla.Eliyeva@mail.example", code="VIP-001"
    ),
    Customer(id="2", name="Юсиф Гасанов", phone="0505355757", phones=("+90 532 123 45 67", "8 912 345 67 89", "1234")),
    Customer(id="3", name="Çağla O'Öztürk-Şahin", address="Nizami küçəsi 45, mənzil 12", group_id="7", code="C 0005/1"),
    Customer(id="4", name="Джейхун Qurbanov oğlu", addresses=(Address(text="28 May küç. 3a"), Address(text="Bakı"))),
    Customer(id="5", name="რუსუდან 3", phone="+1 555 0100", email="no host", group_id="vip", receipt_count=9),
    Customer(id="6", name="Hüseynzadə", phone="12", phones=("", "+995 5-55", "00994705550000")),
]


def test_whoever_changes_the_tokens_raises_their_version() -> None:
    """Where this fails, raise ``tokens.VERSION`` and put the new digest here: every replica is then indexed anew."""
    made = [
        (sorted(set(tokens.tokens_of(one, region).split())), bucket_of(one.receipt_count), pairs_of(fold(one.name)))
        for one in _SPELLED
        for region in ("AZ", "TR", "RU")
    ]
    digest = hashlib.sha256(repr(made).encode()).hexdigest()[:16]
    assert (tokens.VERSION, digest) == (1, "19984c256a14177a")
