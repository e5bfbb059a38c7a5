"""Customers and orders: what follows from what they hold, and that they keep it to themselves."""

from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest

from callcenter.model.customer import Address, Customer, CustomerQuery, Group, NewCustomer, unique
from callcenter.model.order import Modifier, NewOrder, Order, OrderLine, Recipient, Stage, merged, stage_of
from callcenter.model.page import Page
from callcenter.model.venue import Venue


def line(price: str | None, count: str = "1", *modifiers: tuple[str, str]) -> OrderLine:
    return OrderLine(
        product_id="1",
        name="Dolma",
        count=Decimal(count),
        price=None if price is None else Decimal(price),
        modifiers=tuple(
            Modifier(id=str(number), name="Sumac", count=Decimal(times), price=Decimal(each))
            for number, (times, each) in enumerate(modifiers)
        ),
    )


# ---- customers ------------------------------------------------------------------------------------------------------


def test_every_number_comes_once_however_it_is_spelled_the_primary_one_first() -> None:
    one = Customer(
        id="1", name="L", phone="+994505355757", phones=("+994 50 535-57-57", "", "012 404", "012404", "ask")
    )
    assert one.all_phones == ("+994505355757", "012 404", "ask")
    assert Customer(id="1", name="L").all_phones == ()


def test_every_address_comes_once_the_plain_one_first_and_with_its_kind_where_that_is_known() -> None:
    home = Address(text="Nizami 5", type="home")
    work = Address(text="Port Baku", type="work")
    assert Customer(id="1", name="L", address="Nizami 5", addresses=(work, home)).all_addresses == (home, work)
    assert Customer(id="1", name="L", address="Sahil", addresses=(work,)).all_addresses == (Address(text="Sahil"), work)
    assert Customer(id="1", name="L").all_addresses == ()


def test_a_customer_met_on_two_pages_is_one_in_the_place_first_met() -> None:
    old, other, new = Customer(id="1", name="old"), Customer(id="2", name="other"), Customer(id="1", name="new")
    assert unique([old, other, new]) == [new, other]


def test_a_form_gets_an_id_that_no_other_form_has() -> None:
    assert len({NewCustomer.new_cid() for _ in range(1000)}) == 1000


# ---- orders ---------------------------------------------------------------------------------------------------------


def test_a_line_comes_to_its_count_times_its_price_with_what_was_added() -> None:
    assert line("8.50", "2").total == Decimal(17)
    assert line("8.50", "2", ("1", "0.20"), ("3", "1")).total == Decimal("23.40")


def test_half_a_portion_costs_half_with_what_was_added_to_it() -> None:
    half = msgspec.structs.replace(line("8.50", "2", ("1", "0.50")), portion=Decimal("0.5"))
    assert half.total == Decimal("9.00")
    assert Order(id="1", status="PENDING", lines=(half, line("1"))).sum_of_lines == Decimal("10.00")


def test_a_service_charge_that_does_not_apply_is_none_though_its_value_is_told() -> None:
    told = Order(id="1", status="PENDING", service_charge_value=Decimal(5))
    assert (told.service_charge, told.service_charge_value) == (None, Decimal(5))
    applied = msgspec.structs.replace(told, service_charge_applies=True)
    assert applied.service_charge == Decimal(5)


def test_an_order_was_placed_when_it_was_created_or_where_nobody_knows_when_it_changed() -> None:
    changed, created = datetime(2026, 5, 2, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    assert Order(id="1", status="NEW", updated_at=changed).placed_at == changed
    assert Order(id="1", status="NEW", updated_at=changed, created_at=created).placed_at == created
    assert Order(id="1", status="NEW").placed_at is None


def test_a_version_whose_time_nobody_can_read_never_turns_an_order_back() -> None:
    known = Order(id="1", status="DELIVERED", updated_at=datetime(2026, 5, 1, tzinfo=UTC))
    assert merged(Order(id="1", status="PENDING"), known) is known
    ignored = Order(id="1", status="IGNORE")
    assert merged(ignored, Order(id="1", status="PENDING")) is ignored
    assert line(None, "2", ("1", "0.20")).total is None
    assert line("0").total == 0


def test_lines_come_to_their_sum_only_where_every_price_is_known() -> None:
    assert Order(id="1", status="NEW", lines=(line("8.50", "2"), line("1.50"))).sum_of_lines == Decimal("18.50")
    assert Order(id="1", status="NEW", lines=(line("8.50"), line(None))).sum_of_lines is None
    assert Order(id="1", status="NEW").sum_of_lines is None


def test_a_sum_beyond_money_is_unknown() -> None:
    huge = line("999999999999999", "999999999999999")
    assert huge.total is None
    assert Order(id="1", status="NEW", lines=(huge,)).sum_of_lines is None
    assert Order(id="1", status="NEW", lines=(line("6e14"), line("6e14"))).sum_of_lines is None


@pytest.mark.parametrize(
    ("status", "stage", "is_open"),
    [
        ("PENDING", Stage.PENDING, True),
        ("RECEIVED", Stage.RECEIVED, True),
        ("DELIVERED", Stage.DELIVERED, False),
        ("IGNORE", Stage.IGNORED, False),
        ("received", Stage.RECEIVED, True),
        ("NEW", Stage.OTHER, False),
        ("SCHEDULED", Stage.OTHER, False),
        ("CANCELLED", Stage.OTHER, False),
        ("", Stage.OTHER, False),
        ("?", Stage.OTHER, False),
        ("ıgnore\x00", Stage.OTHER, False),
    ],
)
def test_each_status_belongs_to_a_stage_and_an_unknown_one_to_the_others(
    status: str, stage: Stage, is_open: bool
) -> None:
    assert stage_of(status) is stage
    order = Order(id="1", status=status)
    assert (order.stage, order.open, order.status) == (stage, is_open, status)


# ---- what they show -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "record",
    [
        Customer(id="7", name="hidden", phone="hidden", addresses=(Address(text="hidden"),), notes="hidden"),
        NewCustomer(cid="c", name="hidden", phone="hidden", email="hidden"),
        CustomerQuery(name="hidden", phone="hidden"),
        Order(id="7", status="NEW", recipient=Recipient(name="hidden", phone="hidden"), comment="hidden"),
        NewOrder(key="k", venue_id="1", sale_type_id="1", recipient=Recipient(name="hidden"), lines=()),
        Recipient(id="7", name="hidden"),
        Address(text="hidden"),
        Page(rows=(Customer(id="7", name="hidden"),), total=1),
        Group(id="7", name="hidden"),
        Venue(id="7", name="hidden"),
        OrderLine(product_id="1", name="hidden", note="hidden"),
    ],
)
def test_a_record_shows_its_kind_and_its_id_alone(record: object) -> None:
    for shown in (repr(record), str(record), f"{record}", repr([record]), repr({"x": record})):
        assert type(record).__name__ in shown
        assert "hidden" not in shown


def test_the_words_of_a_record_that_cannot_be_read_hold_no_data() -> None:
    for body in (b'{"id":"1","name":5,"phone":"hidden"}', b'{"id":"1","name":"n","gender":["hidden"]}', b'"hidden"'):
        with pytest.raises(msgspec.ValidationError) as caught:
            msgspec.json.decode(body, type=Customer)
        assert "hidden" not in str(caught.value)


def test_a_record_cannot_be_changed_and_survives_being_written_down() -> None:
    one = Customer(id="1", name="Leyla", phones=("1",), spent=Decimal("0.10"), group=Group(id="2", name="G"))
    with pytest.raises(AttributeError):
        one.name = "other"  # type: ignore[misc] # that is the point
    assert msgspec.json.decode(msgspec.json.encode(one), type=Customer) == one
    assert hash(one) == hash(msgspec.structs.replace(one))
