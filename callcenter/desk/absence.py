"""Who should stand on a page of the whole list and does not."""

from __future__ import annotations

import asyncio
import bisect
from collections.abc import Iterable
from typing import Protocol

from callcenter.desk.ordering import Ordering, number
from callcenter.desk.shelf import Shelf
from callcenter.desk.walk import Leaf


class Expected(Protocol):
    """Everybody who was stored before a pass read its first page."""

    def __len__(self) -> int:
        """Return how many they are."""

    def absent(self, leaf: Leaf) -> list[str]:
        """Return the ids that would stand on this page and do not."""


async def expected(shelf: Shelf, ordering: Ordering, edge: Iterable[str]) -> Expected:
    """Learn whom to expect. ``edge`` are the ids that were read last, in an earlier run of the same pass."""
    if ordering.unique:
        ids = await shelf.ids()
        return await asyncio.to_thread(_Numbers, ids)
    moments = await shelf.moments()
    return await asyncio.to_thread(_Moments, moments, edge)


class _Numbers:
    """Ids that are numbers: who is missing leaves a gap."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._known = sorted(found for one in ids if (found := number(one)) is not None)

    def __len__(self) -> int:
        return len(self._known)

    def absent(self, leaf: Leaf) -> list[str]:
        if leaf.skipped or not leaf.orderly:
            return []
        first = 0 if leaf.after is None else bisect.bisect_right(self._known, leaf.after)
        end = len(self._known) if leaf.whole or leaf.last is None else bisect.bisect_right(self._known, leaf.last)
        seen = {number(one.id) for one in leaf.rows}
        return [str(known) for known in self._known[first:end] if known not in seen]


class _Moments:
    """Any ids, in the order of creation: who was not seen by the time everybody of that time was is missing.

    Several may have one moment, and the rest of them stand on the next page: they are looked for once a later one came.
    Of whom no moment is known is looked for at the beginning, and found wherever they stand.
    """

    def __init__(self, moments: Iterable[tuple[str, int | None]], edge: Iterable[str]) -> None:
        known = sorted((-1 if created is None else created, one) for one, created in moments)
        self._moments = [created for created, _ in known]
        self._ids = [one for _, one in known]
        self._unseen = set(self._ids).difference(edge)

    def __len__(self) -> int:
        return len(self._ids)

    def absent(self, leaf: Leaf) -> list[str]:
        self._unseen.difference_update(one.id for one in leaf.rows)
        if leaf.skipped or not leaf.orderly:
            return []
        first = 0 if leaf.after is None else bisect.bisect_left(self._moments, leaf.after)
        end = len(self._ids) if leaf.whole or leaf.last is None else bisect.bisect_left(self._moments, leaf.last)
        return [one for one in self._ids[first:end] if one in self._unseen]
