"""Query strings of the lists (customers page)."""

from __future__ import annotations

from datetime import date

from callcenter.model.customer import CustomerQuery, CustomerSort
from callcenter.pos.encode import sendable
from callcenter.pos.errors import Unsupported

Params = tuple[tuple[str, str], ...]

LARGEST_PAGE = 100
"""Customers on a page. The page names no largest one (its own is 20): servers of this kind mostly stop at 100."""
SORTS = {
    CustomerSort.NAME: "name",
    CustomerSort.CREATED: "created_at",
    CustomerSort.SPENT: "total_spent",
    CustomerSort.POINTS: "loyalty_points",
}


def customers(query: CustomerQuery) -> Params:
    """Spell a query over customers; of a name and a number the number is searched for, which finds fewer.

    Raises Unsupported for an order that the vendor does not have: the rows would come in another.
    """
    searched = query.phone or query.name
    return (
        ("page", str(query.page)),
        ("limit", str(min(query.limit, LARGEST_PAGE))),
        *((("search", sendable(searched)),) if searched else ()),
        *_sort(query.sort, descending=query.descending),
    )


def ledger(since: date | None, until: date | None) -> Params:
    """Spell the days of an account."""
    return (
        *((("from", since.isoformat()),) if since else ()),
        *((("to", until.isoformat()),) if until else ()),
    )


def _sort(sort: CustomerSort | None, *, descending: bool) -> Params:
    if sort is None:
        return ()
    if sort not in SORTS:
        raise Unsupported
    return (("sort", SORTS[sort]), ("order", "DESC" if descending else "ASC"))
