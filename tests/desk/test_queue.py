"""The orders as they change."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.desk.connection import Connection
from callcenter.desk.files import LocalFiles
from callcenter.desk.order_book import Change
from callcenter.desk.queue import OrderQueue
from callcenter.desk.session import Session
from callcenter.model.customer import Customer
from callcenter.model.order import Order, Recipient, Stage
from callcenter.pos.systems import connect
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import MemoryVault, Secret, Vault
from tests.desk.at_work import Desk, Until, heard

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)


def _counts_are_true(queue: OrderQueue) -> bool:
    recount = Counter(order.stage for order in queue.orders.values())
    return all(queue.count(stage) == recount[stage] for stage in Stage) and queue.count(None) == len(queue.orders)


@pytest.mark.anyio
async def test_what_was_there_before_comes_in_one_first_batch(
    desk: Desk, profile: Profile, secret: Secret, until: Until
) -> None:
    told: list[Change] = heard(desk.queue.changed)
    desk.session.sign_in(profile, secret)
    await until(lambda: desk.queue.orders)
    (batch,) = (change for change in told if not change.cleared)
    assert batch.first
    assert not batch.changed
    assert {order.id for order in batch.came} == desk.queue.orders.keys()
    assert _counts_are_true(desk.queue)


@pytest.mark.anyio
async def test_a_new_order_is_told_as_one_that_came(signed_in: Desk, sandbox: Sandbox, until: Until) -> None:
    told: list[Change] = heard(signed_in.queue.changed)
    number = str(sandbox.place_order(customer_id=1))
    signed_in.queue.look_now()
    await until(lambda: told)
    assert [order.id for order in told[0].came] == [number]
    assert not told[0].first
    assert signed_in.queue.orders[number].stage is Stage.PENDING
    assert _counts_are_true(signed_in.queue)


@pytest.mark.anyio
async def test_a_new_status_is_told_as_a_change(signed_in: Desk, sandbox: Sandbox, until: Until) -> None:
    number = sandbox.place_order()
    signed_in.queue.look_now()
    await until(lambda: str(number) in signed_in.queue.orders)
    told: list[Change] = heard(signed_in.queue.changed)
    sandbox.advance_order(number, "RECEIVED")
    signed_in.queue.look_now()
    await until(lambda: told)
    assert [order.id for order in told[0].changed] == [str(number)]
    assert not told[0].came
    assert signed_in.queue.orders[str(number)].stage is Stage.RECEIVED
    assert _counts_are_true(signed_in.queue)


@pytest.mark.anyio
async def test_signing_out_clears_the_queue(signed_in: Desk, until: Until) -> None:
    told: list[Change] = heard(signed_in.queue.changed)
    signed_in.session.sign_out()
    await until(lambda: told)
    assert told == [Change(cleared=True)]
    assert not signed_in.queue.orders
    assert _counts_are_true(signed_in.queue)


@pytest.mark.anyio
async def test_the_next_sign_in_fills_it_anew_with_a_first_batch(
    signed_in: Desk, other_profile: Profile, secret: Secret, until: Until
) -> None:
    first = set(signed_in.queue.orders)
    told: list[Change] = heard(signed_in.queue.changed)
    signed_in.session.sign_in(other_profile, secret)
    await until(lambda: any(not change.cleared for change in told))
    assert [change.first for change in told if not change.cleared] == [True]
    assert set(signed_in.queue.orders) >= first  # this one is of every venue


@pytest.mark.anyio
async def test_trouble_is_told_and_what_is_known_stays(signed_in: Desk, sandbox: Sandbox, until: Until) -> None:
    known, links = dict(signed_in.queue.orders), heard(signed_in.connection.changed)
    sandbox.pause_network()
    signed_in.queue.look_now()
    await until(lambda: links)
    assert signed_in.queue.orders == known
    sandbox.resume_network()
    number = str(sandbox.place_order())
    signed_in.queue.look_now()
    await until(lambda: number in signed_in.queue.orders)


@pytest.mark.anyio
async def test_the_orders_of_a_customer_are_those_with_their_id_newest_first(
    signed_in: Desk, sandbox: Sandbox, until: Until
) -> None:
    numbers = [str(sandbox.place_order(customer_id=9)) for _ in range(3)]
    signed_in.queue.look_now()
    await until(lambda: numbers[-1] in signed_in.queue.orders)
    theirs = [order.id for order in signed_in.queue.of_customer(Customer(id="9", name="Əsmər"))]
    assert theirs[:3] == numbers[::-1]


@pytest.fixture
def queue(tmp_path: Path) -> OrderQueue:
    """Give a queue that is told its batches by the test."""
    return _queue(tmp_path)


def _queue(folder: Path) -> OrderQueue:
    async def opened() -> Vault:
        return MemoryVault()

    connection = Connection()
    session = Session(folder, opened, connect, connection)
    return OrderQueue(session, LocalFiles(session, folder), connection)


def test_an_order_without_a_customer_belongs_to_whoever_has_its_number(queue: OrderQueue) -> None:
    queue.take(
        (
            Order(id="1", status="PENDING", recipient=Recipient(phone="0505355757")),
            Order(id="2", status="PENDING", recipient=Recipient(phone="+994 50 535 57 57")),
            Order(id="3", status="PENDING", recipient=Recipient(phone="5757")),
            Order(id="4", status="PENDING", recipient=Recipient(id="8", phone="0505355757")),
            Order(id="5", status="PENDING"),
        )
    )
    leyla = Customer(id="7", name="Leyla", phones=("(050) 535-57-57",))
    assert {order.id for order in queue.of_customer(leyla)} == {"1", "2"}
    assert queue.of_customer(Customer(id="9", name="Nobody")) == ()


def test_an_answer_that_came_late_changes_nothing(queue: OrderQueue) -> None:
    told: list[Change] = heard(queue.changed)
    queue.take((Order(id="1", status="RECEIVED", updated_at=NOON),))
    queue.take((Order(id="1", status="PENDING", updated_at=NOON - timedelta(seconds=1)),))
    assert queue.orders["1"].stage is Stage.RECEIVED
    assert len(told) == 1


def test_an_answer_that_says_nothing_new_is_not_told(queue: OrderQueue) -> None:
    told: list[Change] = heard(queue.changed)
    queue.take((Order(id="1", status="PENDING"),))
    queue.take((Order(id="1", status="PENDING"),))
    assert len(told) == 1


_ORDER = st.builds(
    Order,
    id=st.integers(1, 6).map(str),
    status=st.sampled_from(["PENDING", "RECEIVED", "DELIVERED", "IGNORE", "SOMETHING NEW"]),
    updated_at=st.none() | st.integers(0, 9).map(lambda seconds: NOON + timedelta(seconds=seconds)),
)


@given(st.lists(st.lists(_ORDER, max_size=8), max_size=8))
def test_counts_equal_a_recount_and_each_batch_tells_an_order_once(batches: list[list[Order]]) -> None:
    queue = _queue(Path())
    told: list[Change] = heard(queue.changed)
    followed: dict[str, Order] = {}
    for number, batch in enumerate(batches):
        count = len(told)
        queue.take(tuple(batch))
        assert [change.first for change in told[count:]] in ([], [number == 0])
        assert _counts_are_true(queue)
    for change in told:
        ids = [order.id for order in (*change.came, *change.changed)]
        assert len(set(ids)) == len(ids)
        assert not {order.id for order in change.came} & followed.keys()
        assert {order.id for order in change.changed} <= followed.keys()
        followed |= {order.id: order for order in (*change.came, *change.changed)}
    assert followed == queue.orders
