"""Orders a kitchen would believe."""

import random

from callcenter.sandbox.basket import FIXED, NO_DISCOUNT, PERCENT, Basket, Line, hash_of
from callcenter.sandbox.generation.remarks import ORDER_COMMENTS
from callcenter.sandbox.store.catalogue import Catalogue, Modifier

_DELIVERY = 2


def draw_basket(rng: random.Random, catalogue: Catalogue) -> Basket:
    """Draw one to five lines, mostly for delivery, sometimes with a discount."""
    menu = catalogue.menu
    lines = []
    for product in rng.sample(menu, rng.choice((1, 1, 2, 2, 3, 3, 4, 5))):
        modifiers: tuple[tuple[Modifier, int], ...] = ()
        if product.extras and rng.random() < 0.5:
            chosen = rng.sample(product.extras, rng.randint(1, min(2, len(product.extras))))
            modifiers = tuple((modifier, 1) for modifier in chosen)
        modifiers = (*((modifier, 1) for modifier in product.usual), *modifiers)
        count = rng.randint(3, 12) if product.category == "qutab" else rng.choice((1, 1, 1, 2, 2, 3))
        digest = hash_of(product.id, [modifier.id for modifier, _ in modifiers])
        lines.append(Line(product, count, modifiers, product_hash=digest))
    sale_type_id = rng.choice((_DELIVERY, _DELIVERY, _DELIVERY, 3, 1))
    discount_type = rng.choice((NO_DISCOUNT,) * 6 + (PERCENT, FIXED))
    return Basket(
        lines,
        sale_type_id,
        delivery_fee=rng.choice((0, 200, 250, 300)) if sale_type_id == _DELIVERY else 0,
        discount_type=discount_type,
        discount_value=0 if discount_type == NO_DISCOUNT else rng.choice((2, 5, 10)),
        service_charge=5 if rng.random() < 0.2 else None,
        comment=rng.choice(ORDER_COMMENTS) if rng.random() < 0.35 else None,
    )
