"""The brand: its venues, sale types, customer groups and what it cooks."""

import sqlite3
from typing import Final

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

_EXTRAS: Final = {
    "pizza": (("Əlavə pendir", 150), ("Göbələk", 100), ("Acı bibər", 0), ("Qalın xəmir", 120)),
    "döner": (("Əlavə ət", 250), ("Sarımsaq sousu", 50), ("Soğansız", 0)),
    "plov": (("Qazmaq", 200), ("Əlavə qara", 300)),
    "burger": (("Extra cheese", 100), ("Bacon", 180), ("No onions", 0)),
}

_DISHES: Final = (
    ("pizza", "Pizza Marqarita", 850),
    ("pizza", "Pizza Pepperoni", 1150),
    ("pizza", "Pizza Dörd pendir", 1290),
    ("pizza", "Pizza Toyuqlu", 1080),
    ("pizza", "Pizza Vegetarian", 940),
    ("plov", "Şah plov", 1650),
    ("plov", "Səbzi plov", 1200),
    ("plov", "Şüyüd plov", 1050),
    ("döner", "Toyuq dönər", 450),
    ("döner", "Ət dönər", 620),
    ("döner", "Çiy köftə dürüm", 390),
    ("döner", "İsgəndər dönər", 1190),
    ("burger", "Cheeseburger", 690),
    ("burger", "Double burger", 980),
    ("kebab", "Lülə kabab", 700),
    ("kebab", "Tikə kabab", 850),
    ("kebab", "Toyuq kabab", 650),
    ("kebab", "Quzu qabırğası", 1480),
    ("kebab", "Tərəvəz kababı", 480),
    ("qutab", "Ət qutabı", 120),
    ("qutab", "Göy qutabı", 80),
    ("qutab", "Balqabaq qutabı", 90),
    ("dolma", "Yarpaq dolması", 780),
    ("dolma", "Badımcan-bibər-pomidor dolması", 820),
    ("dolma", "Kələm dolması", 720),
    ("soup", "Düşbərə", 560),
    ("soup", "Dovğa", 320),
    ("soup", "Borş", 480),
    ("soup", "Mərci şorbası", 380),
    ("salad", "Çoban salatı", 420),
    ("salad", "Sezar salatı", 790),
    ("salad", "Mimoza", 540),
    ("side", "Kartof fri", 300),
    ("side", "Təndir çörəyi", 60),
    ("sweet", "Paxlava", 350),
    ("sweet", "Şəkərbura", 220),
    ("sweet", "Künəfə", 680),
    ("drink", "Ayran", 120),
    ("drink", "Coca-Cola 0,5", 180),
    ("drink", "Su 0,5", 80),
    ("drink", "Kompot", 250),
    ("drink", "Armudu çay", 150),
)
"""Category, name, price in hundredths."""

FIRST_PRODUCT: Final = 51
FIRST_MODIFIER: Final = 501


def fill_catalogue(connection: sqlite3.Connection, now: int) -> None:
    """Put the brand into the empty tables."""
    connection.executemany("INSERT INTO venues VALUES (?, ?, ?, ?, ?, ?)", VENUES)
    connection.executemany("INSERT INTO sale_types VALUES (?, ?, ?, ?, ?)", SALE_TYPES)
    opened = now - 4 * 365 * 86_400
    connection.executemany(
        "INSERT INTO customer_groups VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
        [(*group, opened + 86_400 * group[0], opened + 172_800 * group[0]) for group in GROUPS],
    )
    modifier_id = FIRST_MODIFIER
    for product_id, (category, name, price) in enumerate(_DISHES, FIRST_PRODUCT):
        connection.execute("INSERT INTO products VALUES (?, ?, ?, ?)", (product_id, category, name, price))
        for extra, extra_price in _EXTRAS.get(category, ()):
            row = (modifier_id, product_id, extra, extra_price)
            connection.execute("INSERT INTO modifiers VALUES (?, ?, ?, ?)", row)
            modifier_id += 1
