"""What somebody orders, and what it comes to."""

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from callcenter.sandbox.store.catalogue import Modifier, Product

NO_DISCOUNT: Final = 0
PERCENT: Final = 1
FIXED: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """So many of one product, each with the same modifiers."""

    product: Product
    count: int
    modifiers: tuple[tuple[Modifier, int], ...] = ()
    """Each with its count a piece."""
    portion_size: int = 1
    note: str | None = None
    product_hash: str = ""

    def sum(self) -> int:
        """Hundredths for the whole line."""
        extras = sum(modifier.price * count for modifier, count in self.modifiers)
        return (self.product.price + extras) * self.count * self.portion_size


@dataclass(frozen=True, slots=True)
class Basket:
    """The lines of an order and what is put on or off their sum."""

    lines: Sequence[Line]
    sale_type_id: int
    delivery_fee: int = 0
    """Hundredths."""
    discount_type: int = NO_DISCOUNT
    discount_value: float = 0
    """Percent, or manats where the type is FIXED."""
    service_charge: float | None = None
    """Percent; None where it is switched off."""
    comment: str | None = None
    order_number: str | None = None
    """What the ordering system calls the order."""
    auto_order_accept: bool = False
    auto_order_sent_to_station: bool = False

    def total(self) -> int:
        """Hundredths to pay: the lines, less the discount, plus the service charge on the rest, plus the delivery."""
        subtotal = sum(line.sum() for line in self.lines)
        discount = 0.0
        if self.discount_type == PERCENT:
            discount = subtotal * self.discount_value / 100
        elif self.discount_type == FIXED:
            discount = self.discount_value * 100
        rest = max(subtotal - round(discount), 0)
        return rest + round(rest * (self.service_charge or 0) / 100) + self.delivery_fee


def hash_of(product_id: int, modifier_ids: Sequence[int]) -> str:
    """Digest a line as call centres do: its product and modifiers, base64."""
    return b64encode(json.dumps([product_id, *sorted(modifier_ids)]).encode()).decode()
