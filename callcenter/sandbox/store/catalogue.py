"""What a brand has besides customers and orders: venues, sale types, customer groups, the menu."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Modifier:
    """Something that can be added to a product."""

    id: int
    name: str
    price: int
    """Hundredths."""


@dataclass(frozen=True, slots=True)
class Product:
    """Something that is sold."""

    id: int
    category: str
    name: str
    price: int
    """Hundredths."""
    modifiers: tuple[Modifier, ...] = ()


class Catalogue:
    """The tables that stay as they are while the sandbox runs, read once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        def by_id(table: str) -> dict[int, sqlite3.Row]:
            query = f"SELECT * FROM {table} ORDER BY id"  # noqa: S608 - own names
            return {row["id"]: row for row in connection.execute(query)}

        self.venues = by_id("venues")
        self.sale_types = by_id("sale_types")
        self.groups = by_id("customer_groups")
        modifiers = by_id("modifiers").values()
        self.products = {
            row["id"]: Product(
                row["id"],
                row["category"],
                row["name"],
                row["price"],
                tuple(
                    Modifier(modifier["id"], modifier["name"], modifier["price"])
                    for modifier in modifiers
                    if modifier["product_id"] == row["id"]
                ),
            )
            for row in by_id("products").values()
        }
