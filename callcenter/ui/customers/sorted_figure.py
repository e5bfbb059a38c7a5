"""What a list of customers is sorted by: the names of the fields, the way each is read, the figure in its rows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from callcenter.model.customer import Customer, CustomerSort
from callcenter.ui import wording
from callcenter.ui.counted import Counted

MOST_FIRST = frozenset({CustomerSort.SPENT, CustomerSort.POINTS})
"""Whoever sorts by these looks for the most."""


def sort_names() -> dict[CustomerSort, str]:
    """Return the words for every field to sort by."""
    translate = QCoreApplication.translate
    return {
        CustomerSort.ID: translate("SearchPane", "Sort: number"),
        CustomerSort.CID: translate("SearchPane", "Sort: unique id"),
        CustomerSort.GROUP: translate("SearchPane", "Sort: group"),
        CustomerSort.NAME: translate("SearchPane", "Sort: name"),
        CustomerSort.EMAIL: translate("SearchPane", "Sort: e-mail"),
        CustomerSort.ADDRESS: translate("SearchPane", "Sort: address"),
        CustomerSort.CREATED: translate("SearchPane", "Sort: made"),
        CustomerSort.UPDATED: translate("SearchPane", "Sort: changed"),
        CustomerSort.SPENT: translate("SearchPane", "Sort: spent"),
        CustomerSort.POINTS: translate("SearchPane", "Sort: points"),
    }


def figure(customer: Customer, sort: CustomerSort | None, currency: str) -> str:
    """Write what the customer is sorted by; empty where the row shows that already, or it is no figure."""
    if sort is CustomerSort.SPENT:
        return wording.sum_of(customer.spent, currency)
    if sort is CustomerSort.POINTS:
        return points(customer.points)
    if sort in {CustomerSort.CREATED, CustomerSort.UPDATED}:
        moment = customer.created_at if sort is CustomerSort.CREATED else customer.updated_at
        return wording.day(moment.astimezone().date() if moment is not None else None)
    return ""


def points(count: int | None) -> str:
    """Write how many points somebody has."""
    return wording.NOTHING if count is None else Counted().points(count)
