"""What has been told is not told again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from callcenter.feed.ledger import Ledger
from callcenter.model.order import Order

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)


def order(status: str, seconds: int | None = 0, number: str = "1") -> Order:
    return Order(id=number, status=status, updated_at=None if seconds is None else NOON + timedelta(seconds=seconds))


def test_each_state_passes_once() -> None:
    ledger = Ledger()
    assert ledger.fresh([order("PENDING")]) == (order("PENDING"),)
    assert ledger.fresh([order("PENDING")]) == ()
    assert ledger.fresh([order("RECEIVED", 1)]) == (order("RECEIVED", 1),)


def test_nothing_goes_back() -> None:
    ledger = Ledger()
    ledger.fresh([order("RECEIVED", 1)])
    assert ledger.fresh([order("PENDING")]) == ()


def test_of_the_states_within_one_second_none_comes_back() -> None:
    ledger = Ledger()
    assert ledger.fresh([order("PENDING")])
    assert ledger.fresh([order("RECEIVED")])
    assert not ledger.fresh([order("PENDING")])
    assert ledger.fresh([order("DELIVERED")])
    assert not ledger.fresh([order("RECEIVED")])


def test_without_times_a_change_is_what_differs_from_the_last() -> None:
    ledger = Ledger()
    assert ledger.fresh([order("PENDING", None)])
    assert not ledger.fresh([order("PENDING", None)])
    assert ledger.fresh([order("RECEIVED", None)])
    assert ledger.fresh([order("PENDING", None)])


def test_the_longest_unchanged_are_forgotten_first() -> None:
    ledger = Ledger(most=2)
    for number in "123":
        ledger.fresh([order("PENDING", number=number)])
    assert not ledger.fresh([order("PENDING", number="3")])
    assert not ledger.fresh([order("PENDING", number="2")])
    assert ledger.fresh([order("PENDING", number="1")])


_ORDERS = st.builds(
    order,
    st.sampled_from(["PENDING", "RECEIVED", "DELIVERED"]),
    st.none() | st.integers(0, 3),
    st.sampled_from(["1", "2"]),
)


@given(st.lists(st.lists(_ORDERS, max_size=6), max_size=8))
def test_however_they_come_no_dated_order_passes_twice_or_backwards(batches: list[list[Order]]) -> None:
    ledger = Ledger()
    passed = [one for batch in batches for one in ledger.fresh(batch) if one.updated_at is not None]
    for number in "12":
        if any(one.updated_at is None for batch in batches for one in batch):
            return  # who has no time now and then is taken as it comes
        mine = [one for one in passed if one.id == number]
        assert len(set(mine)) == len(mine)
        times = [one.updated_at for one in mine if one.updated_at is not None]
        assert times == sorted(times)
