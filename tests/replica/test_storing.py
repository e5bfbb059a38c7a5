"""Storing customers: newer over older, each once, and what the search index makes of it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.model.customer import Customer, CustomerSort
from callcenter.replica import stored
from callcenter.replica.connecting import connect
from callcenter.replica.customers import CustomerWriter
from callcenter.replica.facts import count
from callcenter.replica.lookup import by_ids
from callcenter.replica.query import Query
from callcenter.replica.ranking import bucket_of, place_of, seq_of
from callcenter.replica.replica import Replica
from callcenter.replica.schema import REPLICA
from tests.replica.made import customers, in_memory

_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def _at(day: int | None, name: str = "Leyla", **fields: object) -> Customer:
    updated = None if day is None else _DAY + timedelta(days=day)
    return msgspec.convert({"id": "7", "name": name, "updated_at": updated, **fields}, Customer)


async def _names(replica: Replica, text: str) -> list[str]:
    return [hit.customer.name for hit in await replica.search(Query(text=text))]


def test_a_stored_customer_comes_back_as_it_was() -> None:
    for one in customers(300):
        assert stored.from_row(stored.to_row(one)) == one


@pytest.mark.parametrize(
    "cid", ["0f8fad5b-d9cb-469f-a165-70867728950e", "0F8FAD5B-D9CB-469F-A165-70867728950E", "0f8fad5b", "", None]
)
def test_a_cid_comes_back_as_it_was_written(cid: str | None) -> None:
    one = Customer(id="1", name="Leyla", cid=cid)
    assert stored.from_row(stored.to_row(one)) == one


def test_every_field_of_a_customer_has_its_place_in_the_file() -> None:
    assert sorted((*stored.COLUMNS, *stored._REST, *stored.NOT_STORED)) == sorted(Customer.__struct_fields__)
    connection = connect(None, None, REPLICA)
    columns = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info('customer')")]
    assert columns == ["seq", "bucket", *stored.COLUMNS, "body", *stored.FIGURES]
    connection.close()


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 5), st.integers(0, 99)), max_size=4),
        max_size=5,
    )
)
@settings(max_examples=80)
def test_the_latest_word_on_each_customer_stays_in_whatever_order_it_comes(
    batches: list[list[tuple[str, int | None, int]]],
) -> None:
    connection = connect(None, None, REPLICA)
    writer = CustomerWriter(connection, "AZ")
    latest: dict[str, tuple[int | None, int]] = {}
    for batch in batches:
        told = [_at(day, f"N{mark}", id=key) for key, day, mark in batch]
        writer.upsert(told)
        for key, day, mark in batch:
            known = latest.get(key)
            if known is None or day is None or known[0] is None or day >= known[0]:
                latest[key] = (day, mark)
    assert {one.id: one.name for one in by_ids(connection, list("abc"))} == {
        key: f"N{mark}" for key, (_, mark) in latest.items()
    }
    assert count(connection) == len(latest)
    assert connection.execute("SELECT count(*) FROM look").get == len(latest)
    connection.close()


@pytest.mark.anyio
async def test_what_is_older_or_the_same_changes_nothing() -> None:
    replica = await in_memory([_at(2)])
    older, same, newer = (
        await replica.upsert([_at(1, "X")]),
        await replica.upsert([_at(2)]),
        await replica.upsert([_at(3, "Y")]),
    )
    assert (older.kept, same.kept, newer.changed) == (1, 1, 1)
    assert [one.name for one in await replica.customers(["7"])] == ["Y"]
    await replica.aclose()


@pytest.mark.anyio
async def test_a_changed_customer_is_found_by_what_is_new_and_not_by_what_was() -> None:
    replica = await in_memory([_at(1, "Leyla Əliyeva", phone="0505355757", email="old@mail.example")])
    await replica.upsert([_at(2, "Leyla Quliyeva", phone="0551112233", receipt_count=40)])
    assert await _names(replica, "quliyeva") == ["Leyla Quliyeva"]
    assert await _names(replica, "1112233") == ["Leyla Quliyeva"]
    assert await _names(replica, "əliyeva old") == []
    assert await _names(replica, "5355757") == []
    assert await replica.by_phone("0505355757") == []
    assert [one.id for one in await replica.by_phone("+994551112233")] == ["7"]
    await replica.aclose()


@pytest.mark.anyio
async def test_who_is_deleted_is_found_no_more() -> None:
    replica = await in_memory([_at(1, phone="0505355757"), _at(1, "Rauf", id="8")])
    gone = await replica.upsert([_at(2, deleted_at=_DAY)])
    assert gone.removed == 1
    assert await replica.delete(["8", "8", "nobody"]) == 1
    assert await replica.count() == 0
    assert await _names(replica, "leyla") + await _names(replica, "rauf") + await _names(replica, "") == []
    await replica.aclose()


@pytest.mark.anyio
async def test_facts_are_kept_with_their_batch_or_not_at_all() -> None:
    replica = await in_memory([])
    await replica.upsert([_at(1)], {"fill": "page 1"})
    with pytest.raises(TypeError):
        await replica.upsert(
            [_at(2, "X"), msgspec.structs.replace(_at(2, id="9"), name=b"no text")], {"fill": "page 2"}
        )
    assert await replica.fact("fill") == "page 1"
    assert [one.name for one in await replica.customers(["7"])] == ["Leyla"]
    await replica.set_fact("fill", None)
    assert await replica.fact("fill") is None
    await replica.aclose()


@pytest.mark.anyio
async def test_a_number_rings_for_its_owner_first() -> None:
    people = [
        _at(1, "Kamran", id="2", phone="0501112233", phones=("+994505355757",), receipt_count=90),
        _at(1, "Leyla", id="1", phone="050 535 57 57", receipt_count=3),
        _at(1, "Sürücü", id="3", phone="103"),
    ]
    replica = await in_memory(people)
    for written in ("+994505355757", "0505355757", "505355757", "00994505355757"):
        assert [one.id for one in await replica.by_phone(written)] == ["1", "2"]
    assert [one.id for one in await replica.by_phone("103")] == ["3"]
    assert await replica.by_phone("5355757") == await replica.by_phone("") == await replica.by_phone("anonymous") == []
    await replica.aclose()


@pytest.mark.anyio
async def test_whom_this_desk_serves_comes_first_among_equals() -> None:
    replica = await in_memory(
        [_at(1, f"Leyla {letter}", id=letter, receipt_count=at) for at, letter in enumerate("abc")]
    )
    assert await _names(replica, "leyla") == ["Leyla c", "Leyla b", "Leyla a"]
    replica.prefer({"a": 2.0, "b": 1.0, "nobody": 9.0})
    assert await _names(replica, "leyla") == ["Leyla a", "Leyla b", "Leyla c"]
    assert await _names(replica, "leyla c") == ["Leyla c"]
    await replica.upsert([_at(2, "Rauf", id="a")])
    assert await _names(replica, "leyla") == ["Leyla b", "Leyla c"]
    await replica.aclose()


def _with_figures(people: list[Customer]) -> list[Customer]:
    """Give some of them points and a sum spent, others none; sums of one digit come before sums of two."""
    return [
        msgspec.structs.replace(
            one,
            spent=None if at % 7 == 0 else Decimal(at * 37 % 113) / 4,
            points=None if at % 5 == 0 else at * 31 % 97,
        )
        for at, one in enumerate(people)
    ]


@pytest.mark.anyio
@pytest.mark.parametrize("sort", list(CustomerSort))
@pytest.mark.parametrize("text", ["", "ali"])
async def test_a_list_sorted_by_a_field_turns_round_and_keeps_the_unknown_last(sort: CustomerSort, text: str) -> None:
    replica = await in_memory(_with_figures(customers(120)))
    up = [hit.customer for hit in await replica.search(Query(text=text, sort=sort, limit=500))]
    down = [hit.customer for hit in await replica.search(Query(text=text, sort=sort, descending=True, limit=500))]
    assert {one.id for one in up} == {one.id for one in down}
    values = [getattr(one, sort.value) for one in up]
    known = [value for value in values if value is not None]
    assert values[: len(known)] == known
    assert [getattr(one, sort.value) for one in down][: len(known)] == known[::-1]
    if sort is CustomerSort.ID:
        assert [int(value) for value in known] == sorted(int(value) for value in known)
    await replica.aclose()


def test_a_place_orders_the_frequent_first_and_gives_the_number_back() -> None:
    assert [bucket_of(visits) for visits in (None, -3, 0, 1, 2, 3, 4, 10**9)] == [15, 15, 15, 14, 13, 13, 12, 0]
    assert place_of(3, 99) < place_of(4, 1)
    assert seq_of(place_of(15, 12345)) == 12345
