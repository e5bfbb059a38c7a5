"""The models of the queue and of the search, under any changes there may be."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from callcenter.desk.order_book import Change
from callcenter.desk.urgency import Arrangement
from callcenter.model.customer import Customer
from callcenter.model.order import Order, Stage, stage_of
from callcenter.ui.customers.results_model import CUSTOMER, ResultsModel
from callcenter.ui.orders.cells import Cells, Column
from callcenter.ui.orders.order_rows import ORDER
from callcenter.ui.orders.queue_model import QueueModel

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
STAGES = [None, Stage.PENDING, Stage.OTHER]

_order = st.builds(
    Order,
    id=st.integers(1, 12).map(str),
    status=st.sampled_from(["PENDING", "RECEIVED", "DELIVERED", "IGNORE", "SOMETHING NEW"]),
    created_at=st.none() | st.integers(0, 5).map(lambda minutes: NOON + timedelta(minutes=minutes)),
)
_batches = st.lists(st.none() | st.lists(_order, max_size=8, unique_by=lambda order: order.id), max_size=8)


def _tester(model: QueueModel | ResultsModel) -> tuple[QAbstractItemModelTester, list[str]]:
    resets: list[str] = []
    model.modelAboutToBeReset.connect(lambda: resets.append("reset"))
    model.layoutAboutToBeChanged.connect(lambda: resets.append("layout"))
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning), resets


def _rows(model: QueueModel) -> list[Order]:
    return [model.index(row, 0).data(ORDER) for row in range(model.rowCount())]


@pytest.mark.parametrize("stage", STAGES)
def test_rows_are_the_sorted_orders_of_their_stage_and_never_a_reset(qapp: QApplication, stage: Stage | None) -> None:
    del qapp

    @given(_batches)
    def check(batches: list[list[Order] | None]) -> None:
        known: dict[str, Order] = {}
        model = QueueModel(stage, Cells(), known)
        tester, resets = _tester(model)
        for batch in batches:
            if batch is None:
                known.clear()
                model.take(Change(cleared=True), NOON)
                continue
            came = tuple(order for order in batch if order.id not in known)
            changed = tuple(order for order in batch if order.id in known)
            known |= {order.id: order for order in batch}
            model.take(Change(came=came, changed=changed), NOON)
            here = [order for order in known.values() if stage is None or stage_of(order.status) is stage]
            assert _rows(model) == sorted(here, key=_newest_first)
        assert resets == []
        del tester

    check()


def _newest_first(order: Order) -> tuple[float, int]:
    made = order.created_at or datetime.min.replace(tzinfo=UTC)
    return -made.timestamp(), -int(order.id)


@given(_batches)
def test_a_chosen_order_stays_chosen_for_as_long_as_it_stays(batches: list[list[Order] | None]) -> None:
    model = QueueModel(None, Cells(), {})
    model.take(Change(came=tuple(Order(id=str(number), status="PENDING") for number in range(20, 25))), NOON)
    chosen = QPersistentModelIndex(model.index(2, 0))
    order = chosen.data(ORDER)
    known: set[str] = set()
    for batch in batches:
        fresh = [one for one in batch or () if one.id not in known]
        changed = [one for one in batch or () if one.id in known]
        model.take(Change(came=tuple(fresh), changed=tuple(changed)), NOON)
        known |= {one.id for one in fresh}
        assert chosen.isValid()
        assert chosen.data(ORDER) == order


_many = st.lists(
    st.builds(
        Order,
        id=st.integers(1, 60).map(str),
        status=st.sampled_from(["PENDING", "RECEIVED", "DELIVERED"]),
        created_at=st.integers(0, 50).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    ),
    min_size=20,
    max_size=60,
    unique_by=lambda order: order.id,
)


@pytest.mark.parametrize("stage", [None, Stage.PENDING])
@pytest.mark.parametrize("arrangement", list(Arrangement))
def test_however_many_change_at_once_rows_are_sorted_and_whoever_holds_a_row_keeps_it(
    qapp: QApplication, stage: Stage | None, arrangement: Arrangement
) -> None:
    del qapp

    @settings(max_examples=15)  # Qt's tester asks for every cell again and again
    @given(st.lists(_many, min_size=1, max_size=3), st.sets(st.integers(1, 60).map(str)), st.booleans())
    def check(batches: list[list[Order]], gone: set[str], rests: bool) -> None:
        known: dict[str, Order] = {}
        model = QueueModel(stage, Cells(), known)
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        model.arrange(arrangement)
        for batch in batches:
            held = {row.data(ORDER).id: row for row in map(_persistent(model), range(model.rowCount()))}
            known |= {order.id: order for order in batch}
            if rests:
                model.rest()
            model.take(Change(came=tuple(batch)), NOON)
            if rests:
                model.wake()
            assert _rows(model) == _expected(known, stage, arrangement)
            for order_id, index in held.items():
                assert (index.data(ORDER).id if index.isValid() else None) in {order_id, None}
                assert index.isValid() == any(order.id == order_id for order in _rows(model))
        model.take(Change(gone=tuple(gone)), NOON)
        for order_id in gone:
            known.pop(order_id, None)
        left = known
        assert _rows(model) == _expected(left, stage, arrangement)
        model.narrow(lambda order: int(order.id) % 2 == 0)
        even = {order_id: order for order_id, order in left.items() if int(order_id) % 2 == 0}
        assert _rows(model) == _expected(even, stage, arrangement)
        model.narrow(lambda _order: True)
        assert _rows(model) == _expected(left, stage, arrangement)
        del tester

    check()


def _persistent(model: QueueModel) -> Callable[[int], QPersistentModelIndex]:
    return lambda row: QPersistentModelIndex(model.index(row, 0))


def _expected(known: dict[str, Order], stage: Stage | None, arrangement: Arrangement) -> list[Order]:
    here = [order for order in known.values() if stage is None or order.stage is stage]
    if arrangement is Arrangement.NEWEST:
        return sorted(here, key=_newest_first)
    waiting = [order for order in here if order.open]
    done = [order for order in here if not order.open]
    waiting.sort(key=lambda order: (order.stage is not Stage.PENDING, order.created_at, -int(order.id)))
    return [*waiting, *sorted(done, key=_newest_first)]


def test_what_is_there_first_is_not_marked_and_what_comes_later_is(qapp: QApplication) -> None:
    del qapp
    model = QueueModel(None, Cells(), {})
    model.take(Change(came=(Order(id="1", status="PENDING"),), first=True), NOON)
    model.take(Change(came=(Order(id="2", status="PENDING"),)), NOON)
    marks = {order.id: model.index(row, 0).data(8) is not None for row, order in enumerate(_rows(model))}
    assert marks == {"1": False, "2": True}
    model.age(NOON + timedelta(minutes=10))
    assert all(model.index(row, 0).data(8) is None for row in range(model.rowCount()))


def test_every_cell_of_an_order_with_nothing_told_can_be_shown(qapp: QApplication) -> None:
    del qapp
    model = QueueModel(None, Cells(), {})
    model.take(Change(came=(Order(id="x", status=""),)), NOON)
    texts = [model.index(0, column).data() for column in Column]
    assert all(isinstance(text, str) for text in texts)
    assert model.order(5) is None
    assert model.order(-1) is None


_customer = st.builds(
    Customer, id=st.integers(1, 10).map(str), name=st.sampled_from(["Anar", "Leyla", "Rauf"]), phone=st.none()
)


def test_the_customers_found_are_shown_in_their_order_and_never_by_a_reset(qapp: QApplication) -> None:
    del qapp

    @given(
        st.lists(
            st.tuples(
                st.lists(_customer, max_size=8, unique_by=lambda one: one.id),
                st.none() | st.sampled_from(["+ new “a”", "+ new “b”"]),
            ),
            max_size=8,
        )
    )
    def check(answers: list[tuple[list[Customer], str | None]]) -> None:
        model = ResultsModel()
        tester, resets = _tester(model)
        for customers, offer in answers:
            model.offer(offer)
            model.show(customers)
            rows = [model.index(row).data(CUSTOMER) for row in range(len(customers))]
            assert rows == customers
            assert model.rowCount() == len(customers) + (offer is not None)
            assert model.rowCount(model.index(0)) == 0 or not customers
            if offer is not None:
                assert model.index(len(customers)).data() == offer
        assert resets == []
        del tester

    check()


def test_a_chosen_customer_stays_chosen_when_the_answer_changes_around_them(qapp: QApplication) -> None:
    del qapp
    model = ResultsModel()
    anar, leyla, rauf = (Customer(id=str(number), name=name) for number, name in enumerate(("Anar", "Leyla", "Rauf")))
    model.show((anar, leyla, rauf))
    chosen = QPersistentModelIndex(model.index(1))
    model.show((rauf, leyla))
    assert chosen.data(CUSTOMER) == leyla
    model.show((leyla,))
    assert chosen.data(CUSTOMER) == leyla
    model.show(())
    assert not chosen.isValid()
    assert model.index(0) == QModelIndex()
