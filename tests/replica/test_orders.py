"""Orders: whose they are, and when."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from callcenter.model.order import Order, OrderLine, Recipient
from callcenter.replica.replica import Replica
from tests.replica.made import in_memory

_DAY = datetime(2026, 5, 1, tzinfo=UTC)


def _order(order_id: str, hour: int, *, status: str = "PENDING", updated: int = 0, phone: str | None = None) -> Order:
    return Order(
        id=order_id,
        status=status,
        recipient=Recipient(id="1" if phone is None else None, name="Leyla", phone=phone),
        lines=(OrderLine(product_id="9", name="Pizza", price=Decimal("8.50")),),
        created_at=_DAY + timedelta(hours=hour),
        updated_at=_DAY + timedelta(hours=updated),
    )


async def _stored(*orders: Order) -> Replica:
    replica = await in_memory([])
    assert await replica.upsert_orders(orders) == len(orders)
    return replica


@pytest.mark.anyio
async def test_an_order_comes_back_as_it_was_told() -> None:
    replica = await _stored(_order("5", 1))
    assert await replica.order("5") == _order("5", 1)
    assert await replica.order("6") is None
    await replica.aclose()


@pytest.mark.anyio
async def test_the_newest_word_on_an_order_stays() -> None:
    replica = await _stored(_order("5", 1, updated=2, status="RECEIVED"))
    assert await replica.upsert_orders([_order("5", 1, updated=1)]) == 0
    assert await replica.upsert_orders([_order("5", 1, updated=2, status="RECEIVED")]) == 0
    assert await replica.upsert_orders([_order("5", 1, updated=3, status="DELIVERED")]) == 1
    found = await replica.order("5")
    assert found is not None
    assert found.status == "DELIVERED"
    await replica.aclose()


@pytest.mark.anyio
async def test_orders_of_a_customer_and_of_a_number_come_newest_first() -> None:
    replica = await _stored(
        _order("1", 1),
        _order("2", 3),
        _order("3", 2),
        _order("4", 4, phone="050 535 57 57"),
        _order("5", 5, phone="+994505355757"),
    )
    assert [one.id for one in await replica.orders_of_customer("1")] == ["2", "3", "1"]
    assert [one.id for one in await replica.orders_of_customer("1", limit=1)] == ["2"]
    assert [one.id for one in await replica.orders_by_phone("0505355757")] == ["5", "4"]
    assert await replica.orders_by_phone("") == await replica.orders_by_phone("5757") == []
    await replica.aclose()


@pytest.mark.anyio
async def test_orders_of_a_span_end_before_its_end_and_old_ones_are_forgotten() -> None:
    replica = await _stored(_order("1", 1), _order("2", 2), _order("3", 3))
    since, until = _DAY + timedelta(hours=1), _DAY + timedelta(hours=3)
    assert [one.id for one in await replica.orders_between(since, until)] == ["2", "1"]
    assert await replica.delete_orders_before(until) == 2
    assert [one.id for one in await replica.orders_between(_DAY, _DAY + timedelta(days=1))] == ["3"]
    await replica.aclose()
