"""Finding orders among those at hand."""

from decimal import Decimal

import pytest

from callcenter.model.order import Modifier, Order, OrderLine, Recipient
from callcenter.replica.order_search import found, searchable, sought

ORDER = Order(
    id="295",
    status="PENDING",
    number="N-77",
    recipient=Recipient(name="Leyla Əliyeva", phone="+994 50 535 57 57", address="Nizami küçəsi 12"),
    comment="Leave at the door",
    lines=(
        OrderLine(
            product_id="9",
            name="Şah plov",
            price=Decimal(8),
            note="duzsuz",
            modifiers=(Modifier(id="1", name="Qazmaq"),),
        ),
    ),
)


@pytest.mark.parametrize(
    "typed",
    [
        *("295", "#295", "29", "n-77", "N77"),
        *("0505355757", "050 535-57-57", "+994505355757", "00994 50 535", "5355757", "50 535 57", "050535"),
        *("leyla", "Əliyeva", "aliyeva", "Алиева", "LEYLA  plov", "plov leyla", "leyl", "shah plov"),
        *("nizami 12", "door", "duzsuz", "qazmaq", "leyla 5355757"),
    ],
)
def test_an_order_is_found_by_what_an_agent_knows_of_it(typed: str) -> None:
    wanted = sought(typed, "AZ")
    assert wanted is not None
    assert found(wanted, searchable(ORDER, "AZ"))


@pytest.mark.parametrize("typed", ["296", "0505355758", "rauf", "leyla dolma", "pizza", "leyla rauf"])
def test_an_order_is_not_found_by_what_is_not_its_own(typed: str) -> None:
    wanted = sought(typed, "AZ")
    assert wanted is not None
    assert not found(wanted, searchable(ORDER, "AZ"))


@pytest.mark.parametrize("typed", ["", "   ", "—", "!?"])
def test_nothing_typed_looks_for_nothing(typed: str) -> None:
    assert sought(typed, "AZ") is None


def test_an_order_that_tells_nothing_is_found_by_its_id_alone() -> None:
    empty = searchable(Order(id="7", status="PENDING"), "AZ")
    for typed, expected in (("leyla", False), ("777", False)):
        wanted = sought(typed, "AZ")
        assert wanted is not None
        assert found(wanted, empty) is expected
    by_id = sought("7", "AZ")
    assert by_id is not None
    assert found(by_id, empty)
