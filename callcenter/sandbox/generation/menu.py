"""The brand: its venues, sale types and customer groups."""

import sqlite3
from typing import Final

from callcenter.sandbox.generation import assortment

VENUES: Final = (
    (1, "Nizami", "Nizami küçəsi 96, Bakı", 1, "+994124980011", "nizami@example.com"),
    (2, "Gənclik", "Fətəli xan Xoyski prospekti 14, Bakı", 1, "+994124980012", None),
    (3, "Sumqayıt", "Sülh küçəsi 7, Sumqayıt", 1, None, None),
    (4, "Dəniz (bağlıdır)", None, 0, None, None),
)
"""id, name, address, status, phone, email. Venue 4 is closed."""

SALE_TYPES: Final = (
    (1, "Zalda", "IN", None, '{"1": 1, "2": 1, "3": 1, "4": 0}'),
    (2, "Çatdırılma", "DELIVERY", "call_center", '{"1": 1, "2": 1, "3": 1, "4": 0}'),
    (3, "Özün götür", "TAKEAWAY", "call_center", '{"1": 1, "2": 1, "3": 0, "4": 0}'),
)
"""id, name, system_type, channel, status by venue."""

GROUPS: Final = (
    (1, "My Customers", None, 0, "my_customers"),
    (2, "VIP", "percent", 10, None),
    (3, "Korporativ", "percent", 15, None),
    (4, "Tələbələr", "percent", 5, None),
    (5, "Daimi müştərilər", "fixed", 2, None),
    (6, "Сотрудники", "percent", 30, None),
    (7, "Qara siyahı", None, 0, None),
)
"""id, name, discount_type, discount_value, system_type. Group 7 is empty."""


def fill_catalogue(connection: sqlite3.Connection, now: int) -> None:
    """Put the brand into the empty tables."""
    connection.executemany("INSERT INTO venues VALUES (?, ?, ?, ?, ?, ?)", VENUES)
    connection.executemany("INSERT INTO sale_types VALUES (?, ?, ?, ?, ?)", SALE_TYPES)
    opened = now - 4 * 365 * 86_400
    connection.executemany(
        "INSERT INTO customer_groups VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
        [(*group, opened + 86_400 * group[0], opened + 172_800 * group[0]) for group in GROUPS],
    )
    assortment.fill_menu(connection, now)
