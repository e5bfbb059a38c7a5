"""Query strings in PHP's bracket notation, as the list endpoints want them (list-customers and list-orders pages)."""

from __future__ import annotations

from callcenter.model.catalogue import ProductQuery
from callcenter.model.customer import CustomerQuery
from callcenter.model.order import OrderQuery
from callcenter.pos.encode import sendable

Params = tuple[tuple[str, str], ...]


def customers(query: CustomerQuery) -> Params:
    """Spell a query over customers."""
    filters = (("name", query.name), ("phones", query.phone), ("group_id", query.group_id))
    return (
        *_paging(query.page, query.limit),
        *_filters(tuple((field, value) for field, value in filters if value)),
        *_sort(query.sort, descending=query.descending),
        *((("with[0]", "group"),) if query.with_group else ()),
    )


def orders(query: OrderQuery) -> Params:
    """Spell a query over orders."""
    since, until = query.since or query.until, query.until or query.since  # the vendor wants both or none
    return (
        *_paging(query.page, query.limit),
        *((("status", query.status),) if query.status else ()),
        *((("date[0]", since.isoformat()),) if since else ()),
        *((("date[1]", until.isoformat()),) if until else ()),
        *_sort(query.sort, descending=query.descending),
    )


def products(query: ProductQuery) -> Params:
    """Spell a query over products, with their variants and modifiers (get-all-products page)."""
    kinds = tuple((f"filters[0][1][{index}]", each.value) for index, each in enumerate(query.types))
    return (
        *_paging(query.page, query.limit),
        *((("filters[0][0]", "type"), *kinds) if kinds else ()),
        ("with[0]", "modifications"),
        ("with[1]", "modificator_groups"),
    )


def _paging(page: int, limit: int) -> Params:
    return (("page", str(page)), ("limit", str(limit)))


def _sort(field: str | None, *, descending: bool) -> Params:
    return (("sort[0]", str(field)), ("sort[1]", "-1" if descending else "1")) if field else ()


def _filters(filters: Params) -> Params:
    return tuple(
        pair
        for index, (field, value) in enumerate(filters)
        for pair in ((f"filters[{index}][0]", field), (f"filters[{index}][1]", sendable(value)))
    )
