"""``/categories``, ``/products``, ``/products/stop-list``: what a venue sells (source: the page of each list)."""

import time
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from callcenter.sandbox.clock import iso
from callcenter.sandbox.clopos.answers import Answers, refuse_parameter
from callcenter.sandbox.clopos.gate import Gate
from callcenter.sandbox.clopos.numbers import price
from callcenter.sandbox.clopos.query import Query, numbers
from callcenter.sandbox.clopos.shapes import Shape
from callcenter.sandbox.store.catalogue import ModifierGroup, Product
from callcenter.sandbox.store.database import Store

_LONGEST_CATEGORIES: Final = 999
_LONGEST_PRODUCTS: Final = 100
_COLLECTIONS: Final = ("PRODUCT", "INGREDIENT", "ACCOUNTING")
_MADE: Final = 1_738_000_000
"""When the menu was written, in Unix seconds."""


class Menu:
    """The endpoints of what a venue sells."""

    def __init__(self, store: Store, gate: Gate, answers: Answers) -> None:
        self._store = store
        self._kept = store.catalogue
        self._gate = gate
        self._answers = answers

    async def categories(self, request: Request) -> Response:
        """Serve ``GET /categories``: the roots, each with its children unless ``include_children`` is false."""
        self._gate.admit(request)
        query = Query(request.scope["query_string"])
        page = query.page(_LONGEST_CATEGORIES)
        filtered = dict(query.filters(("type", "parent_id")))
        kind = query.plain("type") or next(iter(filtered.get("type", ())), None)
        if kind is not None and kind not in _COLLECTIONS:
            refuse_parameter("type", kind[:60], f"one of {', '.join(_COLLECTIONS)}")
        inactive = query.plain("include_inactive") in {"true", "1"}
        nested = query.plain("include_children") not in {"false", "0"}
        roots = self._categories(None, kind, inactive=inactive, nested=nested, depth=0)
        return self._answers.listed(request, roots[page.offset : page.offset + page.limit], len(roots))

    def _categories(
        self, parent_id: int | None, kind: str | None, *, inactive: bool, nested: bool, depth: int
    ) -> list[Shape]:
        return [
            {
                "id": row["id"],
                "name": row["name"],
                "status": row["status"],
                "hidden": bool(row["hidden"]),
                "type": row["type"],
                "position": None,
                "parent_id": row["parent_id"],
                "depth": depth,
                "color": row["color"],
                "children": self._categories(row["id"], kind, inactive=inactive, nested=nested, depth=depth + 1)
                if nested
                else [],
                "media": [],
                "created_at": iso(_MADE),
                "updated_at": iso(_MADE),
            }
            for row in self._kept.categories.values()
            if row["parent_id"] == parent_id and kind in {None, row["type"]} and (inactive or row["status"])
        ]

    async def products(self, request: Request) -> Response:
        """Serve ``GET /products``: variants and modifiers come where they are asked for."""
        self._gate.admit(request)
        query = Query(request.scope["query_string"])
        page = query.page(_LONGEST_PRODUCTS)
        rows = [one for one in self._kept.everything.values() if one.parent_id is None]
        for filtered in query.filters(("id", "type", "category_id")):
            field, values = filtered
            wanted = set(values) if field == "type" else set(numbers(filtered))
            rows = [one for one in rows if getattr(one, field) in wanted]
        related = query.related()
        shown = [self._product(one, related) for one in rows[page.offset : page.offset + page.limit]]
        return self._answers.listed(request, shown, len(rows))

    def _product(self, product: Product, related: dict[str, tuple[str, ...]]) -> Shape:
        variants = self._kept.variants.get(product.id, [])
        shown: Shape = {
            "id": product.id,
            "parent_id": None,
            "station_id": None,
            "category_id": product.category_id,
            "unit_id": 1,
            "type": product.type,
            "name": product.name,
            "parent_name": "",
            "full_name": product.name,
            "position": None,
            "barcode": product.barcode,
            "gov_code": None,
            "status": int(product.active),
            "hidden": int(product.hidden),
            "sold_by_weight": False,
            "discountable": True,
            "giftable": False,
            "has_modifications": bool(variants),
            "description": None,
            "price": price(product.price),
            "cost_price": 0,
            "cooking_time": 0,
            "venues": [],
            "media": [],
            "created_at": _spaced(_MADE),
            "updated_at": _spaced(_MADE),
        }
        if "modifications" in related:
            shown["modifications"] = [_variant(product, one) for one in variants]
        if "modificator_groups" in related:
            shown["modificator_groups"] = [_group(group) for group in product.groups]
        return shown

    async def stop_list(self, request: Request) -> Response:
        """Serve ``GET /products/stop-list``: that of the session's venue."""
        started = time.perf_counter()
        session = self._gate.admit(request)
        wanted = [numbers(each) for each in Query(request.scope["query_string"]).filters(("id",))]
        rows = self._store.stop_list.of_venue(session.venue_id, wanted[0] if wanted else None)
        shown = [{"id": row["product_id"], "limit": row["remaining"], "timestamp": row["changed_at"]} for row in rows]
        return self._answers.found(request, shown, started=started)


def _variant(product: Product, variant: Product) -> Shape:
    return {
        "id": variant.id,
        "parent_id": product.id,
        "type": variant.type,
        "name": variant.name.removeprefix(f"{product.name} "),
        "price": price(variant.price),
        "cost_price": 0,
        "barcode": variant.barcode,
        "full_name": variant.name,
        "status": int(variant.active),
    }


def _group(group: ModifierGroup) -> Shape:
    return {
        "id": group.id,
        "name": group.name,
        "type": 1,
        "min_select": group.min_select,
        "max_select": group.max_select,
        "modificators": [
            {
                "id": one.id,
                "name": one.name,
                "price": price(one.price),
                "cost_price": 0,
                "max_count": one.max_count,
                "status": True,
            }
            for one in group.modifiers
        ],
    }


def _spaced(seconds: int) -> str:
    return iso(seconds)[:19].replace("T", " ")
