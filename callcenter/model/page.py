"""One page of a list."""

from typing import Generic, TypeVar

from callcenter.model.record import Record

T = TypeVar("T")


class Page(Record, Generic[T], frozen=True):
    """The rows of one page, in the server's order.

    ``total`` counts all rows of the list where the point of sale tells it. ``skipped`` counts rows of this page that
    could not be read: they are told, not silently lost.
    """

    rows: tuple[T, ...]
    total: int | None = None
    skipped: int = 0
