"""Orders: whose they are, where and when, and which version of one stays."""

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.model.order import Modifier, Order, OrderLine, Receipt, Recipient, Stage, merged
from callcenter.replica.orders import OrderFilter
from callcenter.replica.replica import Replica
from tests.replica.made import Key, in_memory, on_disk

_DAY = datetime(2026, 5, 1, tzinfo=UTC)
_STATUSES = ["PENDING", "RECEIVED", "SCHEDULED", "DELIVERED", "IGNORE"]


def _order(
    order_id: str,
    hour: int,
    *,
    status: str = "PENDING",
    updated: int = 0,
    phone: str | None = None,
    venue: str = "1",
    name: str = "Leyla",
    dish: str = "Pizza",
) -> Order:
    return Order(
        id=order_id,
        status=status,
        venue_id=venue,
        recipient=Recipient(id="1" if phone is None else None, name=name, phone=phone),
        lines=(OrderLine(product_id="9", name=dish, price=Decimal("8.50")),),
        created_at=_DAY + timedelta(hours=hour),
        updated_at=_DAY + timedelta(hours=updated),
    )


async def _stored(*orders: Order) -> Replica:
    replica = await in_memory([])
    assert len((await replica.upsert_orders(orders)).added) == len(orders)
    return replica


def _ids(orders: Iterable[Order]) -> list[str]:
    return [one.id for one in orders]


@pytest.mark.anyio
async def test_an_order_comes_back_as_it_was_told() -> None:
    replica = await _stored(_order("5", 1))
    assert await replica.order("5") == _order("5", 1)
    assert await replica.order("6") is None
    await replica.aclose()


@pytest.mark.anyio
async def test_storing_tells_what_is_new_what_changed_and_what_came_too_late() -> None:
    received, pending = _order("5", 1, updated=2, status="RECEIVED"), _order("5", 1, updated=1)
    replica = await _stored(received)
    late = await replica.upsert_orders([pending])
    assert (late.added, late.changed, late.older, late.same) == ((), (), ("5",), 0)
    again = await replica.upsert_orders([received, _order("6", 2)])
    assert (_ids(again.added), again.changed, again.older, again.same) == (["6"], (), (), 1)
    delivered = _order("5", 1, updated=3, status="DELIVERED")
    assert (await replica.upsert_orders([pending, delivered, received])).changed == (delivered,)
    assert await replica.order("5") == delivered
    await replica.aclose()


@pytest.mark.anyio
async def test_one_batch_that_tells_an_order_twice_counts_it_once() -> None:
    replica = await in_memory([])
    first, second = _order("5", 1), _order("5", 1, updated=1, status="RECEIVED")
    stored = await replica.upsert_orders([second, first, second])
    assert (stored.added, stored.changed, stored.older) == ((second,), (), ("5",))
    await replica.aclose()


@st.composite
def _versions(draw: st.DrawFn) -> tuple[list[Order], Order]:
    """Give versions of one order in the order of their arrival, some more than once, and the newest of them."""
    marks = draw(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(_STATUSES)), min_size=1, max_size=8))
    # Two versions of one second at one degree of progress cannot be told apart by anybody: one of each is drawn.
    progress = {"PENDING": 0, "RECEIVED": 1, "SCHEDULED": 1, "DELIVERED": 2, "IGNORE": 2}
    distinct = {(hour, progress[status]): _order("5", 1, updated=hour, status=status) for hour, status in marks}
    newest = distinct[max(distinct)]
    arrivals = draw(st.permutations([*distinct.values(), *draw(st.lists(st.sampled_from(list(distinct.values()))))]))
    return arrivals, newest


@given(_versions())
def test_any_order_of_arrival_of_versions_ends_in_the_newest(drawn: tuple[list[Order], Order]) -> None:
    arrivals, newest = drawn
    known = arrivals[0]
    for told in arrivals[1:]:
        known = merged(told, known)
    assert known == newest


@pytest.mark.anyio
@settings(max_examples=40)
@given(drawn=_versions(), sizes=st.lists(st.integers(1, 4), min_size=8))
async def test_any_order_of_arrival_and_any_batches_leave_the_newest_in_the_file(
    drawn: tuple[list[Order], Order], sizes: list[int]
) -> None:
    arrivals, newest = drawn
    replica = await in_memory([])
    added = 0
    for size in [*sizes, len(arrivals)]:
        batch, arrivals = arrivals[:size], arrivals[size:]
        added += len((await replica.upsert_orders(batch)).added)
    assert (await replica.order("5"), added) == (newest, 1)
    await replica.aclose()


def test_a_list_that_tells_no_receipt_does_not_lose_the_one_of_the_same_version() -> None:
    detail = Order(id="5", status="RECEIVED", receipt=Receipt(id="9"), updated_at=_DAY)
    listed = Order(id="5", status="RECEIVED", updated_at=_DAY)
    later = Order(id="5", status="DELIVERED", updated_at=_DAY + timedelta(seconds=1))
    assert merged(listed, detail) is detail
    assert merged(detail, listed) is detail
    assert merged(later, detail) is later


@pytest.mark.anyio
async def test_orders_of_a_customer_and_of_a_number_come_newest_first() -> None:
    replica = await _stored(
        _order("1", 1),
        _order("2", 3),
        _order("3", 2),
        _order("4", 4, phone="050 535 57 57"),
        _order("5", 5, phone="+994505355757"),
    )
    assert _ids(await replica.orders_of_customer("1")) == ["2", "3", "1"]
    assert _ids(await replica.orders_of_customer("1", limit=1)) == ["2"]
    assert _ids(await replica.orders_by_phone("0505355757")) == ["5", "4"]
    assert await replica.orders_by_phone("") == await replica.orders_by_phone("5757") == []
    await replica.aclose()


@pytest.mark.anyio
async def test_a_start_reads_the_last_days_and_whatever_is_still_open() -> None:
    untimed = Order(id="7", status="PENDING")
    old = [_order(str(number), number, status=status) for number, status in enumerate(_STATUSES)]
    replica = await _stored(untimed, *old, _order("8", 30, status="DELIVERED"), _order("9", 31))
    since = _DAY + timedelta(days=1)
    assert _ids(await replica.recent_orders(since)) == ["9", "8", "1", "0", "7"]
    assert await replica.prune_orders(since) == 3
    assert _ids(await replica.recent_orders(_DAY)) == ["9", "8", "1", "0", "7"]
    await replica.aclose()


@pytest.mark.anyio
async def test_the_past_is_paged_to_its_end_each_order_once_though_some_came_at_one_moment() -> None:
    orders = [_order(str(number), number // 7, venue=str(number % 2 + 1)) for number in range(50)]
    replica = await _stored(*orders)
    seen: list[str] = []
    page = await replica.order_history(OrderFilter(), limit=8)
    while page.following is not None:
        seen += _ids(page.orders)
        await replica.upsert_orders([_order(f"new {len(seen)}", 99)])  # what comes meanwhile moves nothing
        page = await replica.order_history(OrderFilter(), page.following, limit=8)
    seen += _ids(page.orders)
    newest_first = sorted(orders, key=lambda one: (one.created_at, int(one.id)), reverse=True)
    assert seen == _ids(newest_first)
    await replica.aclose()


@pytest.mark.anyio
async def test_the_past_is_narrowed_by_days_venues_stages_and_text() -> None:
    replica = await _stored(
        _order("1", 1, venue="1", status="DELIVERED"),
        _order("2", 2, venue="2", status="IGNORE", name="Rauf"),
        _order("3", 3, venue="3", status="SCHEDULED"),
        _order("4", 30, venue="2", status="DELIVERED", dish="Şah plov"),
    )

    async def found(narrowed: OrderFilter) -> list[str]:
        return _ids((await replica.order_history(narrowed)).orders)

    hour = timedelta(hours=1)
    assert await found(OrderFilter()) == ["4", "3", "2", "1"]
    assert await found(OrderFilter(since=_DAY + 2 * hour, until=_DAY + 30 * hour)) == ["3", "2"]
    assert await found(OrderFilter(venue_ids=("2", "3"))) == ["4", "3", "2"]
    assert await found(OrderFilter(stages=(Stage.DELIVERED, Stage.OTHER))) == ["4", "3", "1"]
    assert await found(OrderFilter(text="plov")) == ["4"]
    assert await found(OrderFilter(text="rauf", venue_ids=("2",), until=_DAY + 3 * hour)) == ["2"]
    assert await found(OrderFilter(text="rauf", venue_ids=("1",))) == []
    await replica.aclose()


@pytest.mark.anyio
async def test_the_watermark_is_kept_with_the_orders_it_is_about() -> None:
    replica = await in_memory([])
    await replica.upsert_orders([_order("1", 1)], {"seen 2": "2026-05-01T00:00:00Z"})
    assert await replica.fact("seen 2") == "2026-05-01T00:00:00Z"
    assert await replica.fact("seen 1") is None
    assert await replica.fact("seen ") is None
    await replica.aclose()


def _ordinary(number: int) -> Order:
    lines = tuple(
        OrderLine(
            product_id=str(51 + (number + each) % 40),
            name="Pizza Dörd pendir",
            count=Decimal(2),
            price=Decimal("12.90"),
            list_price=Decimal("12.90"),
            status="new",
            product_hash="b64" * 6,
            modifiers=(Modifier(id="501", name="Əlavə pendir", price=Decimal("1.50")),) if each == 0 else (),
        )
        for each in range(1 + number % 4)
    )
    return Order(
        id=str(number),
        status="DELIVERED",
        venue_id=str(number % 3 + 1),
        type="CALL_CENTER_ORDER",
        recipient=Recipient(id=str(number), name="Leyla Əliyeva", phone="+994505355757", address="Nizami 12"),
        lines=lines,
        sale_type_id="2",
        delivery_fee=Decimal("2.5"),
        created_at=_DAY + timedelta(minutes=number),
        updated_at=_DAY + timedelta(minutes=number + 30),
    )


@pytest.mark.anyio
async def test_ten_thousand_orders_are_read_from_the_encrypted_file_in_a_moment(tmp_path: Path) -> None:
    orders = [_ordinary(number) for number in range(10_000)]
    replica = await Replica.open(on_disk(tmp_path), Key(), region="AZ")
    assert len((await replica.upsert_orders(orders)).added) == 10_000
    times = []
    for _ in range(5):
        started = time.perf_counter()
        read = await replica.recent_orders(_DAY)
        times.append(time.perf_counter() - started)
    assert read == orders[::-1]
    await replica.aclose()
    assert min(times) < 0.3  # seconds; 0.06 on a machine at rest, where 0.15 is the target
