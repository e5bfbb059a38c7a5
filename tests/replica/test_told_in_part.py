"""What an answer leaves out stays as it was told last; who was deleted from here leaves nothing and stays away."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import apsw
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.model.customer import Customer, Purchase
from callcenter.replica import opening, stored
from callcenter.replica.connecting import Format, connect
from callcenter.replica.customers import CustomerWriter
from callcenter.replica.ingest import Ingest
from callcenter.replica.lookup import by_ids
from callcenter.replica.query import Query
from callcenter.replica.replica import Replica
from callcenter.replica.schema import REPLICA
from tests.replica.made import Key, in_memory, on_disk

_NOW = datetime(2026, 5, 18, 12, tzinfo=UTC)
_ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
_FULL = Customer(
    id=_ID,
    name="Zərifə Quluzadə",
    phone="+994505355757",
    email="zerife@mail.example",
    address="Nizami küçəsi 45",
    notes="prefers tea",
    spent=Decimal("1250.00"),
    receipt_count=28,
    points=450,
    tags=("vip", "wholesale"),
    purchases=(Purchase(id="s", receipt_number="REC-20250518-001", total=Decimal("45.00"), created_at=_NOW),),
    ledger_balance=Decimal("-50.00"),
    created_at=_NOW,
)
_TOLD: dict[str, st.SearchStrategy[Any]] = {
    "phone": st.none() | st.sampled_from(["+994505355757", "103"]),
    "notes": st.none() | st.just("a note"),
    "spent": st.none() | st.decimals(0, 99, places=2),
    "points": st.none() | st.integers(0, 9),
    "tags": st.sampled_from([(), ("vip",), ("vip", "retail")]),
    "purchases": st.sampled_from([(), _FULL.purchases]),
    "ledger_balance": st.none() | st.decimals(-9, 9, places=2),
}


@st.composite
def _answers(draw: st.DrawFn) -> Customer:
    """Draw an answer that leaves some fields out."""
    told = {name: draw(values) for name, values in _TOLD.items() if draw(st.booleans())}
    untold = tuple(name for name in _TOLD if name not in told)
    return Customer(id=draw(st.sampled_from("ab")), name="Leyla", untold=untold, **told)


@given(st.lists(st.lists(_answers(), max_size=4), max_size=6))
@settings(max_examples=150)
def test_each_field_is_as_it_was_told_last_however_answers_leave_some_out(batches: list[list[Customer]]) -> None:
    connection = connect(None, None, REPLICA)
    writer = CustomerWriter(connection, "AZ")
    last: dict[str, dict[str, object]] = {}
    for batch in batches:
        writer.upsert(batch)
        for one in batch:
            known = last.setdefault(one.id, {name: getattr(Customer(id="", name=""), name) for name in _TOLD})
            known |= {name: getattr(one, name) for name in _TOLD if name not in one.untold}
    for one in by_ids(connection, list("ab")):
        assert {name: getattr(one, name) for name in _TOLD} == last.pop(one.id)
        assert one.untold == ()
    assert not last
    connection.close()


def test_whoever_has_none_of_the_later_fields_is_stored_as_before_they_came() -> None:
    plain = Customer(id="1", name="Leyla", phone="103", spent=Decimal("1.50"))
    assert len(msgspec.msgpack.decode(stored.to_row(plain)[8])) == len(stored._FIRST)
    assert stored.from_row(stored.to_row(plain)) == plain
    assert stored.tags(stored.to_row(plain)) == ()
    assert stored.from_row(stored.to_row(_FULL)) == _FULL
    assert stored.tags(stored.to_row(_FULL)) == ("vip", "wholesale")


def test_a_body_that_ends_before_a_field_reads_as_the_model_without_it() -> None:
    row = stored.to_row(_FULL)
    for length in range(len(stored._FIRST), len(stored._REST)):
        body = msgspec.msgpack.encode(msgspec.msgpack.decode(row[8])[:length])
        read = stored.from_row((*row[:8], body))
        for name in stored._REST:
            expected = _FULL if name in stored._REST[:length] else Customer(id="", name="")
            assert getattr(read, name) == getattr(expected, name)


def test_customers_of_every_earlier_version_live_on(tmp_path: Path) -> None:
    for version in range(1, REPLICA.version):
        path = tmp_path / f"v{version}.db"
        earlier = Format(
            application_id=REPLICA.application_id, migrations=REPLICA.migrations[:version], synchronous="NORMAL"
        )
        connection = connect(path, Key(), earlier)
        plain = Customer(id="7", name="Leyla", phone="0505355757", spent=Decimal("1.50"))
        connection.execute(
            "INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (1, 15, *stored.to_row(plain))
        )
        connection.close()
        connection = connect(path, Key(), REPLICA)
        writer = CustomerWriter(connection, "AZ")
        assert by_ids(connection, ["7"]) == [plain]
        assert writer.upsert([plain]).kept == 1
        assert writer.upsert([msgspec.structs.replace(plain, points=3)]).changed == 1
        assert connection.execute("SELECT spent, points FROM customer").fetchall() == [(1.5, 3)]
        connection.close()


@pytest.mark.anyio
async def test_tags_are_searched_like_words_of_an_address() -> None:
    replica = await in_memory([_FULL, Customer(id="2", name="Rauf", tags=("retail 24",), points=0)])

    async def found(text: str) -> list[str]:
        return [hit.customer.name for hit in await replica.search(Query(text=text))]

    assert await found("wholesale") == ["Zərifə Quluzadə"]
    assert await found("zərifə vip") == ["Zərifə Quluzadə"]
    assert await found("retail") == ["Rauf"]
    await replica.upsert([msgspec.structs.replace(_FULL, tags=("retail",))])
    assert await found("wholesale") == []
    await replica.aclose()


# ---- forgetting -----------------------------------------------------------------------------------------------------


def _pages(connection: apsw.Connection) -> bytes:
    """Give the file's pages as they are under the cipher."""
    return bytes(connection.serialize("main"))


@pytest.mark.anyio
async def test_nothing_of_who_is_forgotten_is_left_in_the_file_or_in_its_log(tmp_path: Path) -> None:
    path = on_disk(tmp_path)
    replica = await Replica.open(path, Key(), region="AZ")
    others = [Customer(id=f"o{one}", name="Leyla Quluzadə", phone=f"+99455{one:07}") for one in range(300)]
    await replica.upsert([*others, _FULL])
    assert await replica.forget(_ID, _NOW) == 1
    assert await replica.customer(_ID) is None
    assert await replica.by_phone("+994505355757") == []
    assert [hit async for hit in _hits(replica, "zərifə")] == [hit async for hit in _hits(replica, "zrife")] == []
    assert len([hit async for hit in _hits(replica, "quluzade")]) == Query(text="").limit
    assert path.with_name(path.name + "-wal").stat().st_size == 0
    assert await replica.count() == 300
    await replica.aclose()
    with Ingest(path, Key(), "AZ") as ingest:
        ingest.scrub()
    connection = opening.connect_replica(path, Key())
    held = _pages(connection)
    for clear in ("Zərifə", "zerife", "zarif", "prefers tea", "5355757", "REC-20250518", "wholesale", "Nizami"):
        assert clear.encode() not in held
    assert b"Leyla" in held
    words = {str(word) for (word,) in connection.execute("SELECT skeleton FROM word")}
    pairs = {int(str(word)) for (word,) in connection.execute("SELECT DISTINCT word FROM pair")}
    assert words
    assert not any(word.startswith("zar") for word in words)
    assert len(pairs) == len(words)
    connection.close()


async def _hits(replica: Replica, text: str) -> Any:  # noqa: ANN401 - an iterator of names
    for hit in await replica.search(Query(text=text)):
        yield hit.customer.name


@pytest.mark.anyio
async def test_an_answer_asked_for_before_a_deletion_brings_nobody_back_and_a_later_one_counts() -> None:
    replica = await in_memory([_FULL])
    await replica.forget(_ID, _NOW)
    late = await replica.upsert([_FULL], asked_at=_NOW - timedelta(seconds=1))
    assert (late.added, late.kept, await replica.count()) == (0, 1, 0)
    nameless = Customer(id=_ID, name="Anonymous customer", points=450)
    assert (await replica.upsert([nameless], asked_at=_NOW + timedelta(seconds=1))).added == 1
    assert [hit async for hit in _hits(replica, "anonymous")] == ["Anonymous customer"]
    await replica.aclose()


@pytest.mark.anyio
async def test_the_words_of_a_name_that_changed_go_and_come_again() -> None:
    replica = await in_memory([_FULL])
    nameless = Customer(id=_ID, name="Anonymous customer")
    await replica.upsert([nameless])
    assert [hit async for hit in _hits(replica, "zrifə")] == []
    await replica.upsert([_FULL])
    assert [hit async for hit in _hits(replica, "zrifə")] == ["Zərifə Quluzadə"]  # with a slip: the word is known again
    await replica.aclose()
