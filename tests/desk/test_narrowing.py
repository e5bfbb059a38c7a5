"""What narrows the queue: a venue, and words."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.desk.connection import Connection
from callcenter.desk.files import LocalFiles
from callcenter.desk.narrowing import SLICE, Narrowing
from callcenter.desk.queue import OrderQueue
from callcenter.desk.session import Session
from callcenter.model.order import Order, OrderLine, Recipient, Stage
from callcenter.pos.systems import connect
from callcenter.vault import MemoryVault, Vault
from tests.desk.at_work import Until, heard

ORDERS = (
    Order(id="1", status="PENDING", venue_id="1", recipient=Recipient(name="Leyla Əliyeva", phone="050 535 57 57")),
    Order(id="2", status="PENDING", venue_id="2", recipient=Recipient(name="Rauf", phone="+994552120034")),
    Order(id="3", status="RECEIVED", venue_id="1", lines=(OrderLine(product_id="5", name="Pizza Marqarita"),)),
    Order(id="295", status="PENDING", venue_id="1", comment="Qapının ağzında qoyun"),
)


async def _vault() -> Vault:
    return MemoryVault()


def _queue() -> OrderQueue:
    connection = Connection()
    session = Session(Path(), _vault, connect, connection)
    return OrderQueue(session, LocalFiles(session, Path()), connection)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("aliyeva", {"1"}),
        ("Алиева", {"1"}),
        ("+994 50 535-57-57", {"1"}),
        ("0552120034", {"2"}),
        ("0034", {"2"}),
        ("pizza", {"3"}),
        ("agzinda", {"295"}),
        ("295", {"295"}),
        ("leyla 5757", {"1"}),
        ("leyla pizza", set()),
    ],
)
async def test_words_are_found_as_people_write_them(words: str, ids: set[str], until: Until) -> None:
    queue = _queue()
    narrowing = Narrowing(queue)
    queue.take(ORDERS)
    told = heard(narrowing.changed)
    narrowing.to_words(words)
    await until(lambda: told)
    assert {order.id for order in ORDERS if narrowing.passes(order)} == ids
    assert narrowing.count(None) == len(ids)
    narrowing.to_words("")
    assert narrowing.count(None) == len(ORDERS)
    await narrowing.aclose()


def test_a_venue_leaves_the_orders_of_the_others_out() -> None:
    queue = _queue()
    narrowing = Narrowing(queue)
    queue.take(ORDERS)
    narrowing.to_venue("1")
    assert narrowing.count(None) == 3
    assert narrowing.count(Stage.PENDING) == 2
    narrowing.to_venue(None)
    assert narrowing.count(None) == 4


@pytest.mark.anyio
async def test_what_changes_while_the_queue_is_looked_through_counts_as_it_is_at_the_end(until: Until) -> None:
    queue = _queue()
    narrowing = Narrowing(queue)
    queue.take(tuple(Order(id=str(number), status="PENDING", comment="nothing") for number in range(3 * SLICE)))
    told = heard(narrowing.changed)
    narrowing.to_words("pizza")
    queue.take(
        (
            Order(id="1", status="PENDING", comment="a pizza after all"),
            Order(id="new", status="PENDING", comment="pizza"),
        )
    )
    await until(lambda: told)
    assert {order_id for order_id, order in queue.orders.items() if narrowing.passes(order)} == {"1", "new"}
    queue.take((Order(id="1", status="PENDING", comment="no, soup"),))
    assert not narrowing.passes(queue.orders["1"])
    assert narrowing.count(Stage.PENDING) == 1
    await narrowing.aclose()


_ORDER = st.builds(
    Order,
    id=st.integers(1, 9).map(str),
    status=st.sampled_from(["PENDING", "RECEIVED", "IGNORE"]),
    venue_id=st.sampled_from([None, "1", "2"]),
)


@given(st.lists(st.one_of(st.lists(_ORDER, max_size=6), st.sampled_from([None, "1", "2"])), max_size=12))
def test_counts_equal_a_recount_whatever_comes_and_whichever_venue_is_wanted(
    steps: list[list[Order] | str | None],
) -> None:
    queue = _queue()
    narrowing = Narrowing(queue)
    for step in steps:
        if isinstance(step, list):
            queue.take(tuple(step))
        else:
            narrowing.to_venue(step)
        wanted = [order for order in queue.orders.values() if narrowing.passes(order)]
        recount = Counter(order.stage for order in wanted)
        assert all(narrowing.count(stage) == recount[stage] for stage in Stage)
        assert narrowing.count(None) == len(wanted)


def test_after_signing_out_nothing_narrows() -> None:
    queue = _queue()
    narrowing = Narrowing(queue)
    queue.take(ORDERS)
    narrowing.to_venue("2")
    queue._stop()
    assert not narrowing.narrows
    assert narrowing.count(None) == 0
