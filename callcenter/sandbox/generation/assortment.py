"""What the brand cooks and sells, with everything that a list of products can hold."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

CATEGORIES: Final = (
    (1, None, "PRODUCT", "Mətbəx", "00bcd4", 0, 1),
    (2, 1, "PRODUCT", "Pizza", "e91e63", 0, 1),
    (3, 1, "PRODUCT", "Plov", "ff9800", 0, 1),
    (4, 1, "PRODUCT", "Dönər", "795548", 0, 1),
    (5, 1, "PRODUCT", "Burger", "f44336", 0, 1),
    (6, 1, "PRODUCT", "Kabab", "9c27b0", 0, 1),
    (7, 1, "PRODUCT", "Qutab", "8bc34a", 0, 1),
    (8, 1, "PRODUCT", "Dolma", "4caf50", 0, 1),
    (9, 1, "PRODUCT", "Şorbalar", "ffc107", 0, 1),
    (10, 1, "PRODUCT", "Salatlar", "cddc39", 0, 1),
    (11, 1, "PRODUCT", "Əlavələr", "607d8b", 0, 1),
    (12, None, "PRODUCT", "Şirniyyat", "3f51b5", 0, 1),
    (13, None, "PRODUCT", "İçkilər", "2196f3", 0, 1),
    (14, None, "PRODUCT", "Personal üçün", "9e9e9e", 1, 1),
    (15, None, "PRODUCT", "Yay menyusu", "03a9f4", 0, 0),
    (16, None, "INGREDIENT", "Anbar", "000000", 0, 1),
)
"""id, parent_id, type, name, color, hidden, status. 14 is hidden, 15 inactive, 16 no part of the menu."""

_CATEGORY_OF: Final = {
    "pizza": 2,
    "plov": 3,
    "döner": 4,
    "burger": 5,
    "kebab": 6,
    "qutab": 7,
    "dolma": 8,
    "soup": 9,
    "salad": 10,
    "side": 11,
    "sweet": 12,
    "drink": 13,
    "staff": 14,
    "store": 16,
}

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

FIRST_VARIED: Final = 201
_VARIED: Final = (
    ("drink", "Fanta", (("0,33", 160, 1), ("0,5", 200, 1), ("1 L", 320, 0))),
    ("sweet", "Dondurma", (("Vanil", 180, 1), ("Şokolad", 180, 1), ("Nar", 210, 1))),
)
"""Category, name, variants: name, price in hundredths, status. Sold through their variants alone."""

_OTHERS: Final = (
    (221, "store", "PREPARATION", "Pizza xəmiri", 0, 0, 1),
    (222, "store", "INGREDIENT", "Pomidor", 0, 0, 1),
    (223, "drink", "TIMER", "PlayStation, 1 saat", 500, 0, 1),
    (224, "staff", "GOODS", "Personal üçün çay", 50, 1, 1),
    (225, "kebab", "DISH", "Balıq kababı (mövsümi)", 1650, 0, 0),
)
"""id, category, type, name, price, hidden, status: what does not belong on a menu, each for another reason."""

_CHOICES: Final = {"döner": ("Çörək", (("Lavaş", 0), ("Təndir", 0), ("Tost", 30)))}
"""What has to be chosen of a dish: one of these."""

FIRST_CHOICE: Final = 901
_GOODS: Final = frozenset({"drink", "sweet"})

STOPS: Final = ((1, 68, 0), (1, 76, 4), (1, 203, 0), (1, 57, 9), (2, 71, 2), (2, 63, 0))
"""Venue, product, remaining: how the day begins. 203 is a variant; venue 3 has no limits."""

_INTO_PRODUCTS: Final = "INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def fill_menu(connection: sqlite3.Connection, now: int) -> None:
    """Put categories, products, modifiers and the stop list into the empty tables."""
    connection.executemany("INSERT INTO categories VALUES (?, ?, ?, ?, ?, ?, ?)", CATEGORIES)
    _fill_dishes(connection)
    product_id = FIRST_VARIED
    for category, name, variants in _VARIED:
        place, parent = _CATEGORY_OF[category], product_id
        connection.execute(_INTO_PRODUCTS, (parent, category, name, 0, place, None, "GOODS", 0, 1, None))
        for variant, price, status in variants:
            product_id += 1
            rest = (place, parent, "MODIFICATION", 0, status, f"476000{product_id:06d}")
            connection.execute(_INTO_PRODUCTS, (product_id, category, f"{name} {variant}", price, *rest))
        product_id += 1
    for other_id, category, kind, name, price, hidden, status in _OTHERS:
        place = _CATEGORY_OF[category]
        connection.execute(_INTO_PRODUCTS, (other_id, category, name, price, place, None, kind, hidden, status, None))
    stops = [(*stop, (now - 600 * at) * 1000) for at, stop in enumerate(STOPS, 1)]
    connection.executemany("INSERT INTO stop_list VALUES (?, ?, ?, ?)", stops)


def _fill_dishes(connection: sqlite3.Connection) -> None:
    modifier_ids, choice_ids, group_ids = count(FIRST_MODIFIER), count(FIRST_CHOICE), count(1)
    for product_id, (category, name, price) in enumerate(_DISHES, FIRST_PRODUCT):
        kind = "GOODS" if category in _GOODS else "DISH"
        rest = (_CATEGORY_OF[category], None, kind, 0, 1, None)
        connection.execute(_INTO_PRODUCTS, (product_id, category, name, price, *rest))
        if category in _CHOICES:
            title, choices = _CHOICES[category]
            group = (next(group_ids), product_id, title, 1, 1)
            _fill_group(connection, group, choices, choice_ids, most=1)
        if extras := _EXTRAS.get(category, ()):
            group = (next(group_ids), product_id, "Əlavələr", 0, len(extras))
            _fill_group(connection, group, extras, modifier_ids, most=3)


def _fill_group(
    connection: sqlite3.Connection,
    group: tuple[int, int, str, int, int],
    modifiers: Iterable[tuple[str, int]],
    ids: Iterator[int],
    *,
    most: int,
) -> None:
    connection.execute("INSERT INTO modifier_groups VALUES (?, ?, ?, ?, ?)", group)
    rows = [(next(ids), group[0], name, price, most) for name, price in modifiers]
    connection.executemany("INSERT INTO modifiers VALUES (?, ?, ?, ?, ?)", rows)
