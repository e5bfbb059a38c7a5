"""Which order of the point of sale is the one that was sent and not answered."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from callcenter.desk.acts.order_match import is_certain, is_for
from callcenter.model.order import Modifier, NewOrder, Order, OrderLine, Recipient

CHEESE = Modifier(id="3", name="Pendir", price=Decimal("1.50"))
PIZZA = OrderLine(product_id="9", name="Pizza", count=Decimal(2), price=Decimal("8.50"), modifiers=(CHEESE,))
PLOV = OrderLine(product_id="58", name="Plov", price=Decimal(12))
SENT = NewOrder(
    key="act-1",
    venue_id="1",
    sale_type_id="2",
    recipient=Recipient(id="7", phone="+994505550199", address="Nizami 5"),
    lines=(PIZZA, PLOV),
    number="N-1",
    comment="Qapı 4",
)
THERE = Order(
    id="295",
    status="PENDING",
    venue_id="1",
    sale_type_id="2",
    recipient=Recipient(id="7", phone="050 555 01 99", address="Nizami 5"),
    lines=(PLOV, PIZZA),
    comment="Qapı  4 ",
    total=Decimal(99),
)


def _there(**other: Any) -> Order:  # noqa: ANN401 - any field
    return msgspec.structs.replace(THERE, **other)


def test_prices_blanks_and_the_order_of_the_lines_tell_nothing() -> None:
    cheaper = msgspec.structs.replace(PLOV, price=Decimal(1), name="Şah plov")
    assert is_certain(THERE, SENT)
    assert is_certain(_there(lines=(PIZZA, cheaper), status="RECEIVED", delivery_fee=Decimal(0)), SENT)


@pytest.mark.parametrize(
    "other",
    [
        {"comment": "Qapı 5"},
        {"comment": None},
        {"venue_id": "2"},
        {"sale_type_id": "3"},
        {"lines": (PIZZA,)},
        {"lines": (PIZZA, PLOV, PLOV)},
        {"lines": (msgspec.structs.replace(PIZZA, modifiers=()), PLOV)},
        {"lines": (msgspec.structs.replace(PIZZA, count=Decimal(1)), PLOV)},
        {"recipient": Recipient(id="8", phone="+994505550199", address="Nizami 5")},
        {"recipient": Recipient(id="7", phone="+994505550199", address="Nizami 6")},
        {"delivery_fee": Decimal(2)},
        {"integration_id": "WEB-1"},
    ],
    ids=str,
)
def test_anything_that_speaks_against_it_leaves_it_to_the_agent(other: dict[str, Any]) -> None:
    assert not is_certain(_there(**other), SENT)


@pytest.mark.parametrize("mark", [{"integration_id": "N-1"}, {"integration_uuid": "act-1"}])
def test_a_mark_of_the_act_that_was_kept_decides_whatever_else_differs(mark: dict[str, str]) -> None:
    assert is_certain(_there(comment="?", lines=(), **mark), SENT)


@pytest.mark.parametrize(
    ("theirs", "same"),
    [
        (Recipient(id="7"), True),
        (Recipient(id="8", phone="+994505550199"), False),
        (Recipient(phone="0505550199"), True),
        (Recipient(phone="0505550198"), False),
        (Recipient(phone="—"), False),
        (Recipient(), False),
    ],
    ids=str,
)
def test_a_customer_is_known_by_id_and_by_number_where_one_has_no_id(theirs: Recipient, same: bool) -> None:
    assert is_for(_there(recipient=theirs), SENT) is same
