"""How a customer's place in the search index says how often they order."""

from __future__ import annotations

_SHIFT = 28
_SEQ = (1 << _SHIFT) - 1
_MOST = 15


def bucket_of(receipt_count: int | None) -> int:
    """Return 0 for the most frequent customers, 15 for those who never ordered: each step doubles the orders."""
    return _MOST - min(max(receipt_count or 0, 0).bit_length(), _MOST)


def place_of(bucket: int, seq: int) -> int:
    """Return the rowid in the search index: ascending order meets the frequent customers first."""
    return bucket << _SHIFT | seq


def seq_of(place: int) -> int:
    """Return the customer's own number from its place (searching.py does the same in SQL)."""
    return place & _SEQ
