"""However batches are shuffled and doubled, each new order is told once as new, and rings only while it waits."""

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from callcenter.desk import waiting
from callcenter.desk.waiting import Waiting
from callcenter.model.order import Order, Stage
from tests.desk.alerting import pending

_ORDER = st.builds(
    Order, id=st.integers(1, 6).map(str), status=st.sampled_from(["PENDING", "PENDING", "RECEIVED", "NEW WORD"])
)
_STEP = st.one_of(
    st.tuples(st.just("see"), st.lists(_ORDER, max_size=6)),
    st.tuples(st.just("pass over"), st.lists(_ORDER, max_size=3)),
    st.tuples(st.just("silence"), st.integers(1, 6).map(str)),
    st.tuples(st.just("wait"), st.floats(0, 50)),
)


@given(st.lists(_STEP, max_size=40))
def test_however_batches_are_shuffled_and_doubled_an_order_is_fresh_once_and_rings_only_while_it_waits(
    steps: list[tuple[str, Any]],
) -> None:
    machine, now, rang_at = Waiting(20), 0.0, None
    fresh: list[str] = []
    silenced: set[str] = set()
    latest: dict[str, Stage] = {}
    for what, value in [*steps, ("wait", 100.0)]:
        if what in {"see", "pass over"}:
            latest |= {order.id: order.stage for order in value}
        if what == "see":
            machine.see(value, now)
        elif what == "pass over":
            machine.pass_over(value)
            silenced |= {one.id for one in value if one.stage is Stage.PENDING and one.id not in _ids(machine)}
        elif what == "silence":
            machine.silence(value)
            silenced.add(value)
        else:
            end = now + value
            while machine.due is not None and machine.due <= end:
                now = max(now, machine.due)
                told = machine.ring(now)
                assert told.orders
                assert rang_at is None or now - rang_at >= waiting.GAP
                rang_at = now
                fresh += [order.id for order in told.fresh]
                assert all(latest[order.id] is Stage.PENDING for order in told.orders)
                assert not silenced & {order.id for order in told.orders}
            now = end
        assert (machine.due is None) == (not machine.orders)
    assert len(fresh) == len(set(fresh))
    assert _ids(machine) <= set(fresh)  # what still waits was told


def _ids(machine: Waiting) -> set[str]:
    return {order.id for order in machine.orders}


@given(st.lists(st.integers(0, 9).map(str), max_size=60), st.randoms())
def test_every_new_order_is_told_once_whatever_the_order_of_the_batches(ids: list[str], random: Random) -> None:
    machine, now, fresh = Waiting(20), 0.0, list[str]()
    doubled = ids * 2
    random.shuffle(doubled)
    for one in doubled:
        machine.see(pending(one), now)
        now += random.random()
        if machine.due is not None and machine.due <= now:
            fresh += [order.id for order in machine.ring(now).fresh]
    while len(fresh) < len(set(ids)):
        assert machine.due is not None
        now = max(now, machine.due)
        fresh += [order.id for order in machine.ring(now).fresh]
    assert sorted(fresh) == sorted(set(ids))
