"""Finding a customer from what the agent types."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from psygnal import Signal

from callcenter.desk.connection import Connection
from callcenter.desk.directory import Begun, Directory, Known, Wanted
from callcenter.desk.tasks import Tasks
from callcenter.model import phone
from callcenter.model.customer import Customer, CustomerQuery, unique
from callcenter.model.record import Record
from callcenter.pos.errors import PosError
from callcenter.replica.folding import fold

PAUSE = 0.15
"""Seconds without a key before the point of sale is asked: its quota is shared by all desks."""
ASKING_PAUSE = 0.4
"""The same, where the local copy has answered already."""
FEWEST_LETTERS, FEWEST_DIGITS = 3, 7
"""Less is not worth a request: it would match everybody."""
FULL = 100
"""Customers on the page of a system that gives no larger one, whatever it is asked for: there may be more."""
FORGOTTEN_AFTER = 60.0
"""Seconds for which a question that the point of sale had no answer to is not asked again."""


class Found(Record, frozen=True):
    """The answer to one ``Wanted``; ``total`` counts matches beyond those shown, where it is known.

    ``asked`` are the ids of those that only the point of sale knew. While ``final`` is False more may come.
    """

    wanted: Wanted
    customers: tuple[Customer, ...]
    total: int | None = None
    asked: frozenset[str] = frozenset()
    final: bool = True
    more: bool = False
    """Whether the list ended because it was long enough: there may be more."""


class Find:
    """Typeahead: one search at a time, the newest wins, none of its answers comes late."""

    found = Signal(Found)
    busy_changed = Signal(bool)
    failed = Signal(PosError)

    def __init__(
        self,
        directory: Directory,
        connection: Connection,
        *,
        pause: float = PAUSE,
        asking_pause: float = ASKING_PAUSE,
    ) -> None:
        self._directory = directory
        self._connection = connection
        self._pause = pause
        self._asking_pause = asking_pause
        self._answered: dict[CustomerQuery, float] = {}
        """Questions that told nothing new, and when."""
        self._tasks = Tasks("find")
        self.region = "AZ"
        self.wanted = Wanted()
        directory.when_left(self._give_up)

    def look(self, wanted: Wanted, *, at_once: bool = False) -> None:
        """Look for customers; an earlier look that is not answered yet is given up.

        The local copy is asked before this returns: what the key does to the window is painted meanwhile.
        """
        self.wanted = wanted
        begun = self._directory.begin(wanted)
        self._tasks.replace("search", self._search(wanted, begun, 0.0 if at_once else self._pause))

    def again(self) -> None:
        """Repeat the last look at once."""
        self.look(self.wanted, at_once=True)

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    def _give_up(self) -> None:
        self._tasks.cancel("search")
        self._answered.clear()

    async def _search(self, wanted: Wanted, begun: Begun | None, pause: float) -> None:
        known = await self._directory.known(wanted, begun)
        query = query_of(wanted, self.region)
        # Those who belong on top may not be here yet: then the point of sale's own order counts.
        partial = known is not None and wanted.sort is not None and not known.complete
        if known is not None:
            final = not partial and (known.sure or not (known.empty or self._worth_asking(query)))
            more = len(known.customers) >= wanted.most
            self.found.emit(Found(wanted=wanted, customers=known.customers, final=final, more=more))
            if final:
                return
            pause = pause if known.empty else max(pause, self._asking_pause)
        await asyncio.sleep(pause)
        self.busy_changed.emit(True)  # noqa: FBT003 - a signal's value
        asked_at = datetime.now(UTC)
        try:
            page = await self._directory.search(query)
        except PosError as error:
            self._connection.failed(error)
            if known is not None and (known.customers or known.complete):
                # the state at the foot tells it; what the copy knows is all there is for now
                self.found.emit(Found(wanted=wanted, customers=known.customers))
            else:
                self.failed.emit(error)
        else:
            self._connection.worked()
            words, number = _narrowing(wanted, query)
            customers = [one for one in unique(page.rows) if _has(one, words, number)]
            full = page.total is None and len(page.rows) + page.skipped >= min(query.limit, FULL)
            kept = await self._directory.keep(customers, asked_at)
            if known is None or partial:
                self.found.emit(Found(wanted=wanted, customers=kept, total=page.total, more=full))
            else:
                self._merge(wanted, known, kept, query)
        finally:
            self.busy_changed.emit(False)  # noqa: FBT003 - a signal's value

    def _merge(self, wanted: Wanted, known: Known, customers: tuple[Customer, ...], query: CustomerQuery) -> None:
        """Show what was known as the point of sale has it now, and below it what only that knew."""
        told = {one.id: one for one in customers}
        ids = {one.id for one in known.customers}
        lacking = [one for one in customers if one.id not in ids]
        if not lacking:
            self._answered[query] = asyncio.get_running_loop().time()
        self.found.emit(
            Found(
                wanted=wanted,
                customers=(*(told.get(one.id, one) for one in known.customers), *lacking),
                asked=frozenset(one.id for one in lacking),
                more=len(known.customers) + len(lacking) >= wanted.most,
            )
        )

    def _worth_asking(self, query: CustomerQuery) -> bool:
        if len(query.name or "") < FEWEST_LETTERS and len(query.phone or "") < FEWEST_DIGITS:
            return False
        now = asyncio.get_running_loop().time()
        self._answered = {one: at for one, at in self._answered.items() if now - at < FORGOTTEN_AFTER}
        return query not in self._answered


def query_of(wanted: Wanted, region: str) -> CustomerQuery:
    """Turn typed text into a query: digits search phones, letters search names, both narrow together."""
    letters, rest = _letters(wanted.text)
    number = phone.digits(rest)
    name = max(letters, key=len) if letters else None
    return CustomerQuery(
        # The server matches one run of letters; the other words narrow its answer here. Signs alone are nobody's name,
        # and must not find everybody.
        name=name if name or number else wanted.text.strip() or None,
        phone=_national(number, region) if number else None,
        group_id=wanted.group_id,
        sort=wanted.sort,
        descending=wanted.descending,
        limit=wanted.most,
    )


def _letters(text: str) -> tuple[list[str], str]:
    """Tell the words with a letter from the rest, which may be a number written in several groups."""
    words = text.split()
    letters = [word for word in words if any(letter.isalpha() for letter in word)]
    return letters, "".join(word for word in words if word not in letters)


def _national(number: str, region: str) -> str:
    """Return the part of a number that every way of writing it has: without country code and trunk zero."""
    return phone.national(number, region) or number.lstrip("0") or number


def _narrowing(wanted: Wanted, query: CustomerQuery) -> tuple[list[str], str]:
    """Return the words and the digits that the answer is to have, beside what the point of sale was asked for.

    Of words alone the one it was asked for counts as it found it. With a number beside them it may have looked for one
    of both.
    """
    letters, _ = _letters(wanted.text)
    if letters and query.phone:
        return [fold(word) for word in letters], query.phone
    if letters:
        letters.remove(max(letters, key=len))
    return [fold(word) for word in letters], ""


def _has(customer: Customer, words: list[str], number: str) -> bool:
    """Whether each word stands in the customer's name, and the digits in one of their numbers."""
    name = fold(customer.name)
    held = not number or any(number in phone.digits(one) for one in customer.all_phones)
    return held and all(word in name for word in words)
