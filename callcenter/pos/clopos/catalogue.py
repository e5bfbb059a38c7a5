"""The catalogue of Clopos: categories, products and the stop list. Source: the page of each of the three lists."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from callcenter.model.catalogue import (
    Category,
    ModifierGroup,
    ModifierOption,
    Product,
    ProductQuery,
    StopEntry,
    Variant,
    product_type_of,
)
from callcenter.model.money import sane
from callcenter.model.page import Page
from callcenter.pos.clopos import params
from callcenter.pos.clopos.reader import Reader, of_venue
from callcenter.pos.clopos.values import as_text, words
from callcenter.pos.clopos.wire import Id, Number, Wire
from callcenter.pos.decode import moment, text
from callcenter.pos.exchange import Call

LARGEST_CATEGORIES_PAGE = 999
DEEPEST = 20
"""Levels of categories; what lies deeper is no menu that anybody reads."""


class CategoryWire(Wire, frozen=True):
    """A row of ``GET /categories``, and of its ``children``."""

    id: Id
    name: str | None = None
    type: str | None = None
    parent_id: Id | None = None
    depth: int | None = None
    position: int | None = None
    color: str | None = None
    hidden: bool | None = None
    status: bool | None = None
    children: list[CategoryWire] | None = None


class ModificatorWire(Wire, frozen=True):
    """An entry of ``modificators``."""

    id: Id
    name: str | None = None
    price: Number = None
    max_count: int | None = None
    status: bool | None = None


class ModificatorGroupWire(Wire, frozen=True):
    """An entry of ``modificator_groups``."""

    id: Id
    name: str | None = None
    min_select: int | None = None
    max_select: int | None = None
    modificators: list[ModificatorWire] | None = None


class ModificationWire(Wire, frozen=True):
    """An entry of ``modifications``."""

    id: Id
    name: str | None = None
    full_name: str | None = None
    price: Number = None
    barcode: Any = None
    hidden: bool | None = None
    status: bool | None = None


class ProductWire(Wire, frozen=True):
    """A row of ``GET /products``."""

    id: Id
    name: str | None = None
    type: str | None = None
    category_id: Id | None = None
    price: Number = None
    full_name: str | None = None
    description: str | None = None
    barcode: Any = None
    position: int | None = None
    sold_by_weight: bool | None = None
    hidden: bool | None = None
    status: bool | None = None
    has_modifications: bool | None = None
    modifications: list[ModificationWire] | None = None
    modificator_groups: list[ModificatorGroupWire] | None = None
    updated_at: str | None = None


class StopWire(Wire, frozen=True):
    """A row of ``GET /products/stop-list``."""

    id: Id
    limit: Decimal
    timestamp: float | str | None = None


class Catalogue:
    """The calls about what a venue sells."""

    def __init__(self, reader: Reader) -> None:
        self._read = reader

    async def categories(self, venue_id: str | None = None) -> tuple[Category, ...]:
        """``GET /categories``: the roots of the tree. Rows that come flat are put under their parents."""
        rows = await self._read.all(
            "categories",
            CategoryWire,
            category,
            limit=LARGEST_CATEGORIES_PAGE,
            params=(("filters[0][0]", "type"), ("filters[0][1]", "PRODUCT")),
            venue_id=venue_id,
        )
        return _tree([one for one in rows if one is not None])

    async def products(self, query: ProductQuery, *, background: bool = False) -> Page[Product]:
        """``GET /products`` with variants and modifiers."""
        call = Call(
            method="GET",
            path="products",
            params=params.products(query),
            headers=of_venue(query.venue_id),
            background=background,
        )
        return await self._read.page(call, ProductWire, product)

    async def stop_list(self, venue_id: str | None = None, *, background: bool = False) -> tuple[StopEntry, ...]:
        """``GET /products/stop-list``."""
        call = Call(method="GET", path="products/stop-list", headers=of_venue(venue_id), background=background)
        page = await self._read.page(call, StopWire, stop_entry)
        return tuple(entry for entry in page.rows if entry is not None)


def category(row: CategoryWire, level: int = 0) -> Category | None:
    """Map a category and those inside it; None for one of another collection (ingredients, accounting)."""
    if row.type is not None and row.type.upper() != "PRODUCT":
        return None
    inner = (category(child, level + 1) for child in row.children or ()) if level < DEEPEST else ()
    return Category(
        id=str(row.id),
        name=text(row.name) or f"#{row.id}",
        parent_id=as_text(row.parent_id),
        depth=level if row.depth is None else row.depth,
        position=row.position,
        color=_color(row.color),
        hidden=bool(row.hidden),
        active=row.status is not False,
        children=tuple(child for child in inner if child is not None),
    )


def _tree(rows: list[Category]) -> tuple[Category, ...]:
    """Put categories that came beside their parent under it."""
    known = {one.id for one in rows}
    inner: dict[str | None, list[Category]] = {}
    for one in rows:
        inner.setdefault(one.parent_id if one.parent_id in known else None, []).append(one)

    def grown(one: Category, level: int) -> Category:
        own = {child.id for child in one.children}
        beside = [child for child in inner.get(one.id, ()) if child.id not in own] if level < DEEPEST else []
        if not beside:
            return one
        children = (*one.children, *(grown(child, level + 1) for child in beside))
        return msgspec.structs.replace(one, children=children)

    return tuple(grown(one, 0) for one in inner.get(None, ()))


def product(row: ProductWire) -> Product:
    """Map a product."""
    word = text(row.type)
    return Product(
        id=str(row.id),
        name=text(row.name) or f"#{row.id}",
        type=product_type_of(word or ""),
        type_name=word,
        category_id=as_text(row.category_id),
        price=sane(row.price),
        full_name=text(row.full_name),
        description=text(row.description),
        barcode=words(row.barcode),
        position=row.position,
        by_weight=bool(row.sold_by_weight),
        hidden=bool(row.hidden),
        active=row.status is not False,
        has_variants=bool(row.has_modifications),
        variants=tuple(_variant(one) for one in row.modifications or ()),
        modifier_groups=tuple(_group(one) for one in row.modificator_groups or ()),
        updated_at=moment(row.updated_at),
    )


def _variant(row: ModificationWire) -> Variant:
    return Variant(
        id=str(row.id),
        name=text(row.name) or f"#{row.id}",
        price=sane(row.price),
        full_name=text(row.full_name),
        barcode=words(row.barcode),
        hidden=bool(row.hidden),
        active=row.status is not False,
    )


def _group(row: ModificatorGroupWire) -> ModifierGroup:
    return ModifierGroup(
        id=str(row.id),
        name=text(row.name) or f"#{row.id}",
        least=max(row.min_select or 0, 0),
        most=row.max_select or None,  # no choice could be made where 0 meant none at all
        options=tuple(_option(one) for one in row.modificators or ()),
    )


def _option(row: ModificatorWire) -> ModifierOption:
    return ModifierOption(
        id=str(row.id),
        name=text(row.name) or f"#{row.id}",
        price=sane(row.price),
        most=row.max_count or None,
        active=row.status is not False,
    )


def stop_entry(row: StopWire) -> StopEntry | None:
    """Map an entry of the stop list; None for one whose limit is no number."""
    left = sane(row.limit)
    return None if left is None else StopEntry(product_id=str(row.id), left=left, at=moment(row.timestamp))


def _color(value: str | None) -> str | None:
    digits = (value or "").removeprefix("#").lower()
    return digits if len(digits) == 6 and set(digits) <= set("0123456789abcdef") else None
