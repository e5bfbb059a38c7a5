"""A venue's menu as it is read to a caller: section by section, what is hidden left out, what is out marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from callcenter.model.catalogue import Category, Product, StopEntry, Variant
from callcenter.model.record import Record
from callcenter.replica.folding import spelled
from callcenter.replica.order_search import SHORTEST_SOUND

PATH = " › "
"""Stands between a category and the one inside it."""
_LAST = 1_000_000_000
"""The position of what has none."""


class Choice(Record, frozen=True):
    """A variant that can be had, and how much of it is left; None where nothing limits it."""

    variant: Variant
    left: Decimal | None = None

    @property
    def out(self) -> bool:
        """Whether nothing is left."""
        return self.left is not None and self.left <= 0


class Item(Record, frozen=True):
    """A product of the menu. ``left`` is of the product itself; None where nothing limits it."""

    product: Product
    section: str
    """Its category with those around it: ``Kitchen › Pizza``; empty where it has none."""
    left: Decimal | None = None
    choices: tuple[Choice, ...] = ()
    """In place of which it is sold; empty where it is sold itself."""
    words: str = ""
    """The folded words that it is found by."""
    sounds: str = ""
    """The same words in the one spelling of all their usual spellings."""

    @property
    def out(self) -> bool:
        """Whether it cannot be had: neither itself, nor any of its variants."""
        if self.left is not None and self.left <= 0:
            return True
        return bool(self.choices) and all(one.out for one in self.choices)


def items(
    categories: Sequence[Category], products: Iterable[Product], stops: Mapping[str, StopEntry]
) -> tuple[Item, ...]:
    """Return what a caller can have, in the order of the menu; what has no category stands last.

    A product in a category that is not shown is not on the menu either, nor one of whose variants none is.
    """
    shown: defaultdict[str | None, list[Product]] = defaultdict(list)
    for product in products:
        if product.shown and (product.sold_as or not product.variants):
            shown[product.category_id].append(product)
    paths = dict(_paths(categories))
    homeless = [one for category_id in shown if category_id not in paths for one in shown[category_id]]
    hidden = set(_ids(categories)) - paths.keys()
    placed = [(path, one) for category_id, path in paths.items() for one in _in_order(shown.get(category_id, ()))]
    placed += [("", one) for one in _in_order(homeless) if one.category_id not in hidden]
    return tuple(_item(product, path, stops) for path, product in placed)


def look(wanted: Iterable[Item], text: str) -> tuple[Item, ...]:
    """Return the items in which every word of a text is found, however it is spelled; all where there is no word."""
    words = [pair for word in text.split() for pair in spelled(word) if pair[0]]
    return tuple(one for one in wanted if all(_has(one, word, sound) for word, sound in words))


def with_stops(known: Iterable[Item], stops: Mapping[str, StopEntry]) -> tuple[Item, ...]:
    """Return the items as another stop list marks them."""
    return tuple(_item(one.product, one.section, stops, one) for one in known)


def _has(item: Item, word: str, sound: str) -> bool:
    return word in item.words or (len(sound) >= SHORTEST_SOUND and sound in item.sounds)


def _paths(categories: Sequence[Category], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield each category that is shown, those around it too, with its path."""
    for category in sorted(categories, key=lambda one: _LAST if one.position is None else one.position):
        if category.shown:
            path = f"{above}{category.name}"
            yield category.id, path
            yield from _paths(category.children, f"{path}{PATH}")


def _ids(categories: Iterable[Category]) -> Iterator[str]:
    for category in categories:
        yield category.id
        yield from _ids(category.children)


def _in_order(products: Iterable[Product]) -> list[Product]:
    """Sort by the positions told; of the same position, and without one, as the server has them."""
    return sorted(products, key=lambda one: _LAST if one.position is None else one.position)


def _item(product: Product, section: str, stops: Mapping[str, StopEntry], known: Item | None = None) -> Item:
    words, sounds = (known.words, known.sounds) if known is not None else _searched(product, section)
    return Item(
        product=product,
        section=section,
        left=_left(product.id, stops),
        choices=tuple(Choice(variant=one, left=_left(one.id, stops)) for one in product.sold_as),
        words=words,
        sounds=sounds,
    )


def _left(product_id: str, stops: Mapping[str, StopEntry]) -> Decimal | None:
    entry = stops.get(product_id)
    return None if entry is None else entry.left


def _searched(product: Product, section: str) -> tuple[str, str]:
    """Return the words of an item, and what they sound like: names, section, variants, modifiers, barcodes."""
    texts = [product.name, product.full_name, section, product.barcode]
    for variant in product.sold_as:
        texts += (variant.name, variant.full_name, variant.barcode)
    for group in product.modifier_groups:
        texts += (group.name, *(option.name for option in group.options if option.active))
    pairs = [pair for text in texts if text for word in text.split() for pair in spelled(word)]
    return " ".join(folded for folded, _ in pairs), " ".join(sound for _, sound in pairs)
