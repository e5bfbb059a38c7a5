"""Finding a customer from what the agent types."""

from __future__ import annotations

import asyncio
import unicodedata

from psygnal import Signal

from callcenter.desk.connection import Connection
from callcenter.desk.directory import Directory
from callcenter.desk.tasks import Tasks
from callcenter.model import phone
from callcenter.model.customer import Customer, CustomerQuery, CustomerSort, unique
from callcenter.model.record import Record
from callcenter.pos.errors import PosError

PAUSE = 0.15
"""Seconds without a key before the point of sale is asked: its quota is shared by all desks."""
MOST = 100
"""How many matches are shown; whoever needs more types on."""
_PLAIN = str.maketrans("əı", "ei")


class Wanted(Record, frozen=True):
    """What is looked for: the text as typed, and what narrows and orders the list."""

    text: str = ""
    group_id: str | None = None
    sort: CustomerSort | None = None
    descending: bool = False


class Found(Record, frozen=True):
    """The answer to one ``Wanted``; ``total`` counts matches beyond those shown, where it is known."""

    wanted: Wanted
    customers: tuple[Customer, ...]
    total: int | None = None


class Find:
    """Typeahead: one search at a time, the newest wins, none of its answers comes late."""

    found = Signal(Found)
    busy_changed = Signal(bool)
    failed = Signal(PosError)

    def __init__(self, directory: Directory, connection: Connection, *, pause: float = PAUSE) -> None:
        self._directory = directory
        self._connection = connection
        self._pause = pause
        self._tasks = Tasks("find")
        self.region = "AZ"
        self.wanted = Wanted()
        directory.when_left(self._give_up)

    def look(self, wanted: Wanted, *, at_once: bool = False) -> None:
        """Look for customers; an earlier look that is not answered yet is given up."""
        self.wanted = wanted
        self._tasks.replace("search", self._search(wanted, 0.0 if at_once else self._pause))

    def again(self) -> None:
        """Repeat the last look at once."""
        self.look(self.wanted, at_once=True)

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    def _give_up(self) -> None:
        self._tasks.cancel("search")

    async def _search(self, wanted: Wanted, pause: float) -> None:
        await asyncio.sleep(pause)
        self.busy_changed.emit(True)  # noqa: FBT003 - a signal's value
        try:
            page = await self._directory.search(query_of(wanted, self.region))
        except PosError as error:
            self._connection.failed(error)
            self.failed.emit(error)
        else:
            self._connection.worked()
            words = _narrowing(wanted)
            customers = [one for one in unique(page.rows) if _has(one, words)]
            self.found.emit(Found(wanted=wanted, customers=tuple(customers), total=page.total))
        finally:
            self.busy_changed.emit(False)  # noqa: FBT003 - a signal's value


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
        limit=MOST,
    )


def _letters(text: str) -> tuple[list[str], str]:
    """Tell the words with a letter from the rest, which may be a number written in several groups."""
    words = text.split()
    letters = [word for word in words if any(letter.isalpha() for letter in word)]
    return letters, "".join(word for word in words if word not in letters)


def _national(number: str, region: str) -> str:
    """Return the part of a number that every way of writing it has: without country code and trunk zero."""
    return phone.national(number, region) or number.lstrip("0") or number


def _narrowing(wanted: Wanted) -> list[str]:
    """Return the words that the point of sale was not asked for: of the one it was, its own word counts."""
    letters, _ = _letters(wanted.text)
    if letters:
        letters.remove(max(letters, key=len))
    return [_folded(word) for word in letters]


def _has(customer: Customer, words: list[str]) -> bool:
    """Whether each word stands in the customer's name."""
    name = _folded(customer.name)
    return all(word in name for word in words)


def _folded(text: str) -> str:
    """Take away what people leave out in a hurry: capitals, accents, the dots of the Turkic i."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
