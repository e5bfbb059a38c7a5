"""The vendor's own examples, word for word, through our shapes and mapping: every field of them arrives."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from callcenter.model.customer import Address, Customer, Gender, Group, NewCustomer
from callcenter.model.order import DiscountKind, Modifier, Order, OrderLine, Receipt, Recipient
from callcenter.pos.clopos import mapping, orders_mapping, orders_wire, wire
from callcenter.pos.clopos.dialect import head_of
from callcenter.pos.decode import row, rows

EXAMPLES = Path(__file__).parent / "examples"


def example(name: str) -> bytes:
    return (EXAMPLES / f"{name}.json").read_bytes()


def test_every_field_of_the_customer_list_arrives() -> None:
    head = head_of(example("list-customers"))
    found, skipped = rows(head.data, wire.CustomerWire, mapping.customer)
    assert skipped == 0
    assert head.total == 7
    assert found == (
        Customer(
            id="1",
            venue_id="1",
            cid="1266eb42-9bdb-4e93-9fe0-3603c110f128",
            group_id="5",
            name="Rahid Akhundzada",
            discount=Decimal(0),
            phone="+994505355757",
            spent=Decimal("1162.8"),
            total_discount=Decimal("1.7"),
            total_bonus=Decimal(0),
            receipt_count=9,
            gender=Gender.MALE,
            active=True,
            loyalty_enrolled=False,
            verified=False,
            created_at=datetime(2026, 1, 31, 16, 23, 27, tzinfo=UTC),
            updated_at=datetime(2026, 3, 12, 16, 37, 15, tzinfo=UTC),
        ),
        Customer(
            id="2",
            venue_id="1",
            cid="24d7865f-f1bc-4948-be6a-e497d20bad0c",
            group_id="1",
            name="Reyal",
            discount=Decimal(0),
            spent=Decimal(714),
            total_discount=Decimal(0),
            total_bonus=Decimal(0),
            receipt_count=10,
            active=True,
            loyalty_enrolled=False,
            verified=False,
            created_at=datetime(2026, 2, 2, 19, 45, 10, tzinfo=UTC),
            updated_at=datetime(2026, 2, 2, 23, 37, 33, tzinfo=UTC),
        ),
    )


def test_every_field_of_a_created_customer_arrives() -> None:
    created = mapping.customer(row(head_of(example("create-customer")).data, wire.CustomerWire))
    moment = datetime(2025, 11, 14, 8, 31, 17, tzinfo=UTC)
    assert created == Customer(
        id="14",
        name="John Doe",
        email="[email protected]",
        code="CUST001",
        cid="0f9654bc-9520-43d7-8109-317d9820f54c",
        phone="+15551234567",
        notes="Test Customer",
        group_id="1",
        gender=Gender.MALE,
        date_of_birth=datetime(1990, 5, 15, tzinfo=UTC).date(),
        venue_id="1",
        loyalty_enrolled=False,
        verified=False,
        balance=Decimal(0),
        cashback_balance=Decimal(0),
        group=Group(id="1", name="My Customers", discount_value=Decimal(0), system_type="my_customers"),
        created_at=moment,
        updated_at=moment,
    )


def test_each_field_of_a_card_goes_to_its_own_place() -> None:
    body = {
        "id": 1,
        "name": "the name",
        "cid": "the cid",
        "venue_id": 2,
        "phone": "the phone",
        "phones": ["another"],
        "email": "the email",
        "address": "the address",
        "address_data": [{"type": "home", "source": "map", "formattedAddress": "the place"}],
        "description": "the notes",
        "code": "the code",
        "gender": 2,
        "date_of_birth": "1990-05-15",
        "group_id": 3,
        "group": {"id": 4, "name": "the group", "discount_type": "percent", "discount_value": 5, "system_type": "vip"},
        "discount": 6,
        "spent": 7,
        "total_discount": 8,
        "total_bonus": 9,
        "receipt_count": 10,
        "balance": {"amount": 11},
        "cashback_balance": {"amount": 12},
        "source": "the source",
        "reference_id": "the reference",
        "status": False,
        "can_use_loyalty_system": True,
        "is_verified": False,
        "phone_verified_at": "2026-01-01T00:00:00Z",
        "created_at": "2026-01-02T00:00:00Z",
        "updated_at": "2026-01-03T00:00:00Z",
        "deleted_at": "2026-01-04T00:00:00Z",
    }
    assert mapping.customer(row(msgspec.json.encode(body), wire.CustomerWire)) == Customer(
        id="1",
        name="the name",
        cid="the cid",
        venue_id="2",
        phone="the phone",
        phones=("another",),
        email="the email",
        address="the address",
        addresses=(Address(text="the place", type="home", source="map"),),
        notes="the notes",
        code="the code",
        gender=Gender.FEMALE,
        date_of_birth=datetime(1990, 5, 15, tzinfo=UTC).date(),
        group_id="3",
        group=Group(id="4", name="the group", discount_type="percent", discount_value=Decimal(5), system_type="vip"),
        discount=Decimal(6),
        spent=Decimal(7),
        total_discount=Decimal(8),
        total_bonus=Decimal(9),
        receipt_count=10,
        balance=Decimal(11),
        cashback_balance=Decimal(12),
        source="the source",
        reference_id="the reference",
        active=False,
        loyalty_enrolled=True,
        verified=False,
        phone_verified_at=datetime(2026, 1, 1, tzinfo=UTC),
        created_at=datetime(2026, 1, 2, tzinfo=UTC),
        updated_at=datetime(2026, 1, 3, tzinfo=UTC),
        deleted_at=datetime(2026, 1, 4, tzinfo=UTC),
    )


def test_the_example_made_of_types_is_read_as_far_as_it_makes_sense() -> None:
    created = mapping.customer(row(head_of(example("create-customer-types")).data, wire.CustomerWire))
    assert (created.id, created.name, created.group_id) == ("<string>", "<string>", "123")
    assert created.balance == created.cashback_balance == Decimal(123)
    assert created.group == Group(
        id="123", name="<string>", discount_type="<string>", discount_value=Decimal(123), system_type="<string>"
    )
    assert created.created_at == datetime(2023, 11, 7, 5, 31, 56, tzinfo=UTC)


def test_the_form_is_written_as_the_example_request_has_it() -> None:
    given = msgspec.json.decode(example("create-customer-request"))
    form = NewCustomer(
        cid=given["cid"],
        name=given["name"],
        email=given["email"],
        code=given["code"],
        phone=given["phone"],
        notes=given["description"],
        group_id="1",
        gender=Gender.MALE,
        date_of_birth=datetime(1990, 5, 15, tzinfo=UTC).date(),
    )
    assert msgspec.json.decode(mapping.new_customer(form)) == given


def test_every_field_of_the_order_list_arrives() -> None:
    head = head_of(example("list-orders"))
    found, skipped = rows(head.data, orders_wire.OrderWire, orders_mapping.order)
    assert (skipped, head.total) == (0, 4)
    assert found == (
        Order(
            id="1",
            venue_id="1",
            type="CALL_CENTER_ORDER",
            integration="call_center_new",
            integration_status="CREATED",
            status="RECEIVED",
            delivery_fee=Decimal("2.5"),
            sale_type_id="2",
            recipient=Recipient(
                id="1",
                phone="+994705401040",
                address="123 Main St",
                name="Rahid Akhundzada",
                discount_kind=DiscountKind.PERCENT,
            ),
            lines=(
                OrderLine(
                    product_id="51",
                    name="Pizza",
                    count=Decimal(2),
                    price=Decimal("8.5"),
                    status="new",
                    list_price=Decimal("8.5"),
                    product_hash="abc123",
                ),
            ),
            comment="Leave at the door",
            discount_kind=DiscountKind.PERCENT,
            discount_value=Decimal(10),
            service_charge_applies=True,
            service_charge_value=Decimal(5),
            auto_accept=False,
            auto_sent_to_station=False,
            created_at=datetime(2026, 2, 2, 13, 45, 53, tzinfo=UTC),
            updated_at=datetime(2026, 2, 2, 17, 46, 2, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize("spelling", ["id", "modifier_id", "modificator_id"])
def test_a_modifier_is_read_in_each_spelling_of_its_id(spelling: str) -> None:
    body = {
        "id": "9",
        "status": "PENDING",
        "integration_response": {"accepted": True},
        "integration_id": 12,
        "customer_ref_id": "ref",
        "integration_uuid": "u-u-i-d",
        "total": "12.30",
        "receipt": {"id": 5, "status": 2, "service_notification_id": 9},
        "payload": {
            "products": [
                {
                    "product_id": 1,
                    "product_name": "Dolma",
                    "count": "2",
                    "price": 4.10,
                    "portion_size": 2,
                    "note": "no salt",
                    "product_modificators": [{spelling: 7, "name": "Sumac", "count": 3, "price": "0.20"}],
                }
            ]
        },
    }
    order = orders_mapping.order(row(msgspec.json.encode(body), orders_wire.OrderWire))
    assert order.lines == (
        OrderLine(
            product_id="1",
            name="Dolma",
            count=Decimal(2),
            price=Decimal("4.1"),
            portion=Decimal(2),
            note="no salt",
            modifiers=(Modifier(id="7", name="Sumac", count=Decimal(3), price=Decimal("0.20")),),
        ),
    )
    assert order.integration_response == '{"accepted":true}'
    assert (order.integration_id, order.customer_ref_id, order.integration_uuid) == ("12", "ref", "u-u-i-d")
    assert order.total == Decimal("12.30")
    assert order.receipt == Receipt(id="5", status="2", service_notification_id="9")
    assert order.sum_of_lines == Decimal("18.80")
