"""What a brand has besides customers and orders: venues, sale types, customer groups, the menu."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Modifier:
    """Something that can be added to a product."""

    id: int
    name: str
    price: int
    """Hundredths."""
    max_count: int = 1


@dataclass(frozen=True, slots=True)
class ModifierGroup:
    """Modifiers of which so many are to be chosen."""

    id: int
    name: str
    min_select: int
    max_select: int
    modifiers: tuple[Modifier, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Something that is sold, or that the kitchen works with."""

    id: int
    category: str
    name: str
    price: int
    """Hundredths."""
    category_id: int | None = None
    parent_id: int | None = None
    type: str = "DISH"
    hidden: bool = False
    active: bool = True
    barcode: str | None = None
    groups: tuple[ModifierGroup, ...] = ()

    @property
    def modifiers(self) -> tuple[Modifier, ...]:
        """Everything that can be added to it."""
        return tuple(modifier for group in self.groups for modifier in group.modifiers)

    @property
    def extras(self) -> tuple[Modifier, ...]:
        """What may be added to it."""
        return tuple(modifier for group in self.groups if not group.min_select for modifier in group.modifiers)

    @property
    def usual(self) -> tuple[Modifier, ...]:
        """What people take where something has to be chosen."""
        return tuple(group.modifiers[0] for group in self.groups if group.min_select)


class Catalogue:
    """The tables that stay as they are while the sandbox runs, read once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        def by_id(table: str) -> dict[int, sqlite3.Row]:
            query = f"SELECT * FROM {table} ORDER BY id"  # noqa: S608 - own names
            return {row["id"]: row for row in connection.execute(query)}

        self.venues = by_id("venues")
        self.sale_types = by_id("sale_types")
        self.groups = by_id("customer_groups")
        self.categories = by_id("categories")
        modifiers: defaultdict[int, list[Modifier]] = defaultdict(list)
        for row in by_id("modifiers").values():
            modifiers[row["group_id"]].append(Modifier(row["id"], row["name"], row["price"], row["max_count"]))
        groups: defaultdict[int, list[ModifierGroup]] = defaultdict(list)
        for row in by_id("modifier_groups").values():
            group = ModifierGroup(
                row["id"], row["name"], row["min_select"], row["max_select"], tuple(modifiers[row["id"]])
            )
            groups[row["product_id"]].append(group)
        self.everything = {row["id"]: _product(row, tuple(groups[row["id"]])) for row in by_id("products").values()}
        """Every product and variant, for sale or not."""
        self.variants: defaultdict[int, list[Product]] = defaultdict(list)
        for product in self.everything.values():
            if product.parent_id is not None:
                self.variants[product.parent_id].append(product)
        self.products = {
            product.id: product
            for product in self.everything.values()
            if product.active and product.type in _ORDERED and product.id not in self.variants
        }
        """What can be ordered: dishes, goods without variants, and variants."""
        self.menu = [one for one in self.products.values() if one.parent_id is None and not one.hidden]
        """What the invented orders are made of."""


_ORDERED = frozenset({"DISH", "GOODS", "MODIFICATION"})


def _product(row: sqlite3.Row, groups: tuple[ModifierGroup, ...]) -> Product:
    return Product(
        row["id"],
        row["category"],
        row["name"],
        row["price"],
        row["category_id"],
        row["parent_id"],
        row["type"],
        bool(row["hidden"]),
        bool(row["status"]),
        row["barcode"],
        groups,
    )
