"""The orders of one tab in their order, kept so as they change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from callcenter.desk import urgency
from callcenter.desk.order_book import Change
from callcenter.desk.urgency import Arrangement, Key
from callcenter.model.order import Order, Stage
from callcenter.ui.orders.cells import Cells, Column
from callcenter.ui.orders.order_rows import ROOT, Index, OrderRows
from callcenter.ui.rows import runs_of

FRESH_SECONDS = 120
"""How long a row that came while the agent watched stays marked, unless it is looked at before."""
FEW = 8
"""Up to so many runs of rows are told one by one; more are told as one change of the layout and one run."""


def everything(_order: Order) -> bool:
    """Want every order."""
    return True


class QueueModel(OrderRows):
    """Rows come, go, move and change; never a reset, so selection and scroll stay.

    While it rests (its tab is not in sight) it notes what changed, and follows in one go when it wakes. ``orders`` are
    all there are, of any stage.
    """

    def __init__(self, stage: Stage | None, cells: Cells, orders: Mapping[str, Order]) -> None:
        super().__init__(cells)
        self._all = orders
        self._stage = stage
        self._wanted: Callable[[Order], bool] = everything
        self._arrangement = Arrangement.NEWEST
        self._keys: list[Key] = []
        self._key_of: dict[str, Key] = {}
        self._orders: dict[str, Order] = {}
        self._fresh: dict[str, datetime] = {}
        self._resting = False
        self._missed = set[str]()
        """Ids of what came, changed or went while resting."""

    # ---- what Qt asks -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of orders."""
        return 0 if parent.isValid() else len(self._keys)

    # ---- what the pane asks -----------------------------------------------------------------------------------------

    def order(self, row: int) -> Order | None:
        """Return the order in a row."""
        return self.at(row) if 0 <= row < len(self._keys) else None

    def at(self, row: int) -> Order:
        """Return the order in a row that there is."""
        return self._orders[self._keys[row][-1]]

    def is_fresh(self, order: Order) -> bool:
        """Whether an order came while the agent watched, and was not looked at yet."""
        return order.id in self._fresh

    def row_of(self, order_id: str) -> int | None:
        """Return the row in which an order stands."""
        key = self._key_of.get(order_id)
        return None if key is None else bisect_left(self._keys, key)

    def take(self, change: Change, now: datetime) -> None:
        """Follow one batch of changes."""
        if change.cleared:
            self._missed.clear()
            self._fresh.clear()
            self._remove(list(self._key_of.values()))
        if not change.first:
            self._fresh.update((order.id, now) for order in change.came if self._shows(order))
        if self._resting:
            self._missed.update([order.id for order in change.came], [order.id for order in change.changed])
            self._missed.update(change.gone)
            return
        self._drop(change.gone)
        self._merge((*change.came, *change.changed))

    def rest(self) -> None:
        """Only note what changes from now on."""
        self._resting = True

    def wake(self) -> None:
        """Follow what was missed."""
        self._resting = False
        missed, self._missed = self._missed, set()
        self._drop(missed - self._all.keys())
        self._merge(order for order_id in missed if (order := self._all.get(order_id)) is not None)

    def narrow(self, wanted: Callable[[Order], bool]) -> None:
        """Show those of all orders that are wanted from now on."""
        self._wanted = wanted
        if self._resting:
            self._missed.update(self._all)
        else:
            self._merge(self._all.values())

    def arrange(self, arrangement: Arrangement) -> None:
        """Sort in another way."""
        self._arrangement = arrangement
        self._key_of = {order_id: urgency.key(self._orders[order_id], arrangement) for order_id in self._key_of}
        self._permute(sorted(self._key_of.values()))

    def seen(self, order: Order) -> None:
        """Take the mark off a row the agent looked at."""
        if self._fresh.pop(order.id, None) is not None and (row := self.row_of(order.id)) is not None:
            self._changed(row)

    def age(self, now: datetime) -> None:
        """Let time pass: the ages are written anew, old marks go."""
        for order_id in [one for one, came in self._fresh.items() if (now - came).total_seconds() > FRESH_SECONDS]:
            del self._fresh[order_id]
            if (row := self.row_of(order_id)) is not None:
                self._changed(row)
        if self._keys:
            self.dataChanged.emit(self.index(0, Column.AGE), self.index(len(self._keys) - 1, Column.AGE))

    def rewrite(self) -> None:
        """Write every cell anew: names, currency or colours changed."""
        if self._keys:
            self._changed(0, len(self._keys) - 1)

    # ---- rows -------------------------------------------------------------------------------------------------------

    def _shows(self, order: Order) -> bool:
        return (self._stage is None or order.stage is self._stage) and self._wanted(order)

    def _drop(self, order_ids: Iterable[str]) -> None:
        self._remove([key for order_id in order_ids if (key := self._key_of.get(order_id)) is not None])

    def _merge(self, orders: Iterable[Order]) -> None:
        leaving, coming, staying = list[Key](), list[Key](), list[Key]()
        moving = list[tuple[Key, Key]]()
        all_wanted = self._stage is None and self._wanted is everything
        by_time = self._arrangement is Arrangement.NEWEST
        for order in orders:
            before, known = self._key_of.get(order.id), self._orders.get(order.id)
            if not all_wanted and not self._shows(order):
                if before is not None:
                    leaving.append(before)
                continue
            made = order.created_at
            if before and known and by_time and made is not None and made == known.created_at:  # so its key is the same
                self._orders[order.id] = order
                staying.append(before)
                continue
            key = urgency.key(order, self._arrangement)
            self._orders[order.id] = order
            self._key_of[order.id] = key
            if before is None:
                coming.append(key)
            elif before == key:
                staying.append(key)
            else:
                moving.append((before, key))
        self._remove(leaving)
        self._move(moving)
        self._insert(coming)
        self._tell([*staying, *(key for _, key in moving)])

    def _tell(self, keys: list[Key]) -> None:
        """Tell that these rows read otherwise now: only what is in sight is painted, however much is told."""
        if len(keys) > FEW:
            self._changed(bisect_left(self._keys, min(keys)), bisect_left(self._keys, max(keys)))
            return
        for key in keys:
            self._changed(bisect_left(self._keys, key))

    def _remove(self, keys: list[Key]) -> None:
        runs = list(runs_of(sorted(bisect_left(self._keys, key) for key in keys)))
        if len(runs) > FEW:
            doomed = [key for first, last in runs for key in self._keys[first : last + 1]]
            self._permute(self._without(runs), doomed)
            runs = [(len(self._keys) - len(keys), len(self._keys) - 1)]
        for first, last in reversed(runs):
            self.beginRemoveRows(ROOT, first, last)
            for *_, order_id in self._keys[first : last + 1]:
                del self._key_of[order_id], self._orders[order_id]
                self._fresh.pop(order_id, None)
            del self._keys[first : last + 1]
            self.endRemoveRows()

    def _move(self, pairs: list[tuple[Key, Key]]) -> None:
        if len(pairs) > FEW:
            runs = list(runs_of(sorted(bisect_left(self._keys, before) for before, _ in pairs)))
            self._permute(sorted([*self._without(runs), *(key for _, key in pairs)]))
            return
        for before, key in pairs:
            start, end = bisect_left(self._keys, before), bisect_left(self._keys, key)
            stays = end in {start, start + 1}
            if not stays:
                self.beginMoveRows(ROOT, start, start, ROOT, end)
            del self._keys[start]
            self._keys.insert(end - (end > start), key)
            if not stays:
                self.endMoveRows()

    def _insert(self, keys: list[Key]) -> None:
        keys.sort()
        runs = [(at, list(run)) for at, run in groupby(keys, key=lambda key: bisect_left(self._keys, key))]
        if len(runs) > FEW:
            merged, end = list[Key](), 0
            for at, run in runs:
                merged += self._keys[end:at]
                merged += run
                end = at
            merged += self._keys[end:]
            self._put(len(self._keys), keys)
            self._permute(merged)
            return
        for at, run in reversed(runs):
            self._put(at, run)

    def _put(self, at: int, keys: list[Key]) -> None:
        self.beginInsertRows(ROOT, at, at + len(keys) - 1)
        self._keys[at:at] = keys
        self.endInsertRows()

    def _without(self, runs: list[tuple[int, int]]) -> list[Key]:
        """Return the keys but those of some runs of rows."""
        kept, at = list[Key](), 0
        for first, last in runs:
            kept += self._keys[at:first]
            at = last + 1
        return kept + self._keys[at:]

    def _permute(self, keys: list[Key], last: Sequence[Key] = ()) -> None:
        """Put the rows into another order, sorted but for the ``last`` ones; what holds on to a row goes with it."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        wanted = [self._key_of[self._keys[index.row()][-1]] for index in held]
        self._keys = [*keys, *last]
        moved = []
        for index, key in zip(held, wanted, strict=True):
            row = bisect_left(self._keys, key, hi=len(keys))
            if row == len(keys) or self._keys[row] != key:
                row = len(keys) + last.index(key)
            moved.append(self.index(row, index.column()))
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _changed(self, first: int, last: int | None = None) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(first if last is None else last, len(Column) - 1))
