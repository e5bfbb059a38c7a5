"""What a venue sells: categories, products with their variants and modifiers, and what is out."""

from __future__ import annotations

import enum
from datetime import datetime
from decimal import Decimal

from callcenter.model.record import Record


class ProductType(enum.Enum):
    """What kind of thing a product is (get-all-products page). A kind this desk does not know is ``OTHER``."""

    GOODS = "GOODS"
    DISH = "DISH"
    MODIFICATION = "MODIFICATION"
    TIMER = "TIMER"
    PREPARATION = "PREPARATION"
    INGREDIENT = "INGREDIENT"
    OTHER = ""


_TYPES = {each.value: each for each in ProductType if each is not ProductType.OTHER}
NOT_FOR_SALE = frozenset({ProductType.TIMER, ProductType.PREPARATION, ProductType.INGREDIENT})
"""Kinds that nobody orders by telephone: time, and what the kitchen cooks with."""


def product_type_of(word: str) -> ProductType:
    """Return the kind that a point of sale's word means."""
    return _TYPES.get(word.upper(), ProductType.OTHER)


class Category(Record, frozen=True):
    """A part of the menu, with the parts inside it."""

    id: str
    name: str
    parent_id: str | None = None
    depth: int = 0
    """0 at the root."""
    position: int | None = None
    color: str | None = None
    """Six hexadecimal digits."""
    hidden: bool = False
    active: bool = True
    children: tuple[Category, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether it belongs to the menu that is read to a caller."""
        return self.active and not self.hidden


class ModifierOption(Record, frozen=True):
    """One of a group's modifiers, and its price for one."""

    id: str
    name: str
    price: Decimal | None = None
    most: int | None = None
    """How many of it a line can have; None where nothing says so."""
    active: bool = True


class ModifierGroup(Record, frozen=True):
    """Modifiers to choose from: ``least`` to ``most`` of them; None where nothing limits the choice."""

    id: str
    name: str
    least: int = 0
    most: int | None = None
    options: tuple[ModifierOption, ...] = ()

    @property
    def required(self) -> bool:
        """Whether the product cannot be ordered without a choice."""
        return self.least > 0


class Variant(Record, frozen=True):
    """A product sold in place of the one it is a variant of: another size, another taste. The stop list has its id."""

    id: str
    name: str
    price: Decimal | None = None
    full_name: str | None = None
    barcode: str | None = None
    hidden: bool = False
    active: bool = True

    @property
    def shown(self) -> bool:
        """Whether it belongs to the menu that is read to a caller."""
        return self.active and not self.hidden


class Product(Record, frozen=True):
    """Something on the menu; money in the profile's currency."""

    id: str
    name: str
    type: ProductType = ProductType.OTHER
    type_name: str | None = None
    """The point of sale's own word for the type."""
    category_id: str | None = None
    price: Decimal | None = None
    full_name: str | None = None
    description: str | None = None
    barcode: str | None = None
    position: int | None = None
    by_weight: bool = False
    hidden: bool = False
    active: bool = True
    has_variants: bool = False
    """Whether it is sold only through its variants, even where they were not told."""
    variants: tuple[Variant, ...] = ()
    modifier_groups: tuple[ModifierGroup, ...] = ()
    updated_at: datetime | None = None

    @property
    def shown(self) -> bool:
        """Whether it belongs to the menu that is read to a caller."""
        return self.active and not self.hidden and self.type not in NOT_FOR_SALE

    @property
    def sold_as(self) -> tuple[Variant, ...]:
        """The variants a caller can have; empty where the product itself is sold."""
        return tuple(one for one in self.variants if one.shown)

    @property
    def sellable(self) -> bool:
        """Whether the product itself can be ordered: it is on the menu and not sold through variants alone."""
        return self.shown and not self.has_variants and not self.variants


class ProductQuery(Record, frozen=True):
    """Which products to list. ``page`` starts at 1; ``limit`` is 100 at most (get-all-products page)."""

    types: tuple[ProductType, ...] = (ProductType.GOODS, ProductType.DISH)
    """The types wanted; empty for all. A kitchen has more ingredients than dishes, and each page counts."""
    page: int = 1
    limit: int = 100
    venue_id: str | None = None


class StopEntry(Record, frozen=True):
    """How much is left of a product (or a variant) at a venue. A product without an entry has no limit."""

    product_id: str
    left: Decimal
    at: datetime | None = None
    """When that was noted."""

    @property
    def out(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0
