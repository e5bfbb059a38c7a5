"""One search: expressions from the strictest to the loosest, until the page is full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import apsw

from callcenter.model.customer import Customer
from callcenter.model.record import Record
from callcenter.replica import expressions as fts
from callcenter.replica import stored
from callcenter.replica.face import Face
from callcenter.replica.layout import other_layouts
from callcenter.replica.matching import Match, Tier, match
from callcenter.replica.numbers import key, plan_of
from callcenter.replica.query import Query, Typed, take_apart
from callcenter.replica.ranking import place_of
from callcenter.replica.regulars import Regulars
from callcenter.replica.typos import near

_POOL = 120
"""Candidates of one expression: more than a page, because some are turned down and the rest is put in order."""
_FEW = 12
"""With so many good answers nobody looks for typing errors: about what the window shows at once."""

_MATCHING = stored.sql(
    "SELECT look.rowid, ROW FROM look CROSS JOIN customer ON customer.seq = (look.rowid & 0xFFFFFFF)"
    " WHERE look MATCH ? ORDER BY look.rowid LIMIT ?"
)
_ALL = _MATCHING.replace("look MATCH ?", "TRUE")
_CALLING = stored.sql("SELECT bucket, seq, ROW FROM number JOIN customer USING (seq) WHERE digits = ? LIMIT ?")


class Hit(Record, frozen=True):
    """A customer that was found, and how."""

    customer: Customer
    tier: Tier


class Search:
    """One search through a connection. ``check`` is called between its steps and raises where it is to end."""

    def __init__(
        self, connection: apsw.Connection, region: str, query: Query, regulars: Regulars, check: Callable[[], None]
    ) -> None:
        self._connection = connection
        self._region = region
        self._query = query
        self._check = check
        self._wanted = query.limit
        self._pool = _POOL
        self._faces: dict[int, Face] = {}
        self._hits: dict[int, Match] = {}
        self._regulars: Mapping[int, float] = {}
        if query.sort is None:
            self._faces.update(regulars.faces)
            self._regulars = regulars.scores

    def run(self) -> list[Hit]:
        """Return the best matches, the best first."""
        self.gather()
        ranked = sorted(self._hits, key=lambda place: (self._hits[place], -self._regulars.get(place, 0.0), place))
        return [self.hit(place) for place in ranked[: self._query.limit]]

    def gather(self) -> None:
        """Find what matches, best kinds first, until there is enough."""
        typed = take_apart(self._query.text, self._region)
        if not typed:
            if not self._query.text.strip():
                self._browse()
            else:
                self._keys()
            return
        self._steps(typed, lambda face: match(face, typed))
        if len(self._hits) < _FEW:
            self._keys()
        if len(self._hits) < _FEW and typed.words:
            self._typos(typed)

    def collect(self, most: int) -> list[tuple[int, Face]]:
        """Return everything that matches by its place, in no order, up to ``most``."""
        self._wanted = self._pool = most
        self.gather()
        return [(place, self._faces[place]) for place in self._hits][:most]

    def hit(self, place: int) -> Hit:
        """Return a found place with its customer read in full."""
        return Hit(customer=stored.from_row(self._faces[place].row), tier=Tier(self._hits[place][0]))

    def _steps(self, typed: Typed, weigh: Callable[[Face], Match | None]) -> None:
        for place in list(self._faces):
            self._weigh(place, weigh)
        self._exact(typed, weigh)
        for expression in _expressions(typed, self._region):
            if len(self._hits) >= self._wanted:
                return
            if expression or typed:
                self._propose(expression, weigh)

    def _exact(self, typed: Typed, weigh: Callable[[Face], Match | None]) -> None:
        digits = key(typed.number) if typed.number is not None else None
        if digits is not None:
            for bucket, seq, *row in self._connection.execute(_CALLING, (digits, self._wanted)):
                place = place_of(bucket, seq)
                self._faces.setdefault(place, Face(tuple(row), self._region))
                self._weigh(place, weigh)
        if any(letter.isdigit() for letter in typed.code):
            self._propose(fts.token("!" + typed.code), weigh)

    def _keys(self) -> None:
        for text in other_layouts(self._query.text):
            other = take_apart(text, self._region)
            if other.words:
                self._steps(other, lambda face, other=other: _as_other_keys(match(face, other)))  # type: ignore[misc]

    def _typos(self, typed: Typed) -> None:
        parts = []
        for word in typed.words:
            self._check()
            likely = [fts.whole_word(skeleton) for skeleton in near(self._connection, word)]
            parts.append(fts.any_of([fts.begins_alike(word.alike or word.folded), *likely]))
        self._propose(
            fts.all_of(*parts, fts.digits_in_groups(typed)), lambda face: match(face, typed, slips=True), known=True
        )

    def _browse(self) -> None:
        for place in list(self._faces):
            self._weigh(place, _anybody)
        self._propose("", _anybody)

    def _propose(self, expression: str, weigh: Callable[[Face], Match | None], *, known: bool = False) -> None:
        self._check()
        if known:
            for place in list(self._faces):
                self._weigh(place, weigh)
        for place, row in self._rows(fts.all_of(expression, fts.of_group(self._query.group_id))):
            if place not in self._faces:
                self._faces[place] = Face(row, self._region)
            self._weigh(place, weigh)

    def _rows(self, expression: str) -> Iterator[tuple[int, stored.Row]]:
        found = (
            self._connection.execute(_MATCHING, (expression, self._pool))
            if expression
            else self._connection.execute(_ALL, (self._pool,))
        )
        return ((row[0], row[1:]) for row in found)

    def _weigh(self, place: int, weigh: Callable[[Face], Match | None]) -> None:
        face = self._faces[place]
        if place in self._hits or (self._query.group_id and face.group_id != self._query.group_id):
            return
        how = weigh(face)
        if how is not None:
            self._hits[place] = how


def _expressions(typed: Typed, region: str) -> Iterable[str]:
    """Return what to ask of the index, the best kinds of match first."""
    if typed.words:
        digits = fts.digits_in_groups(typed)
        words = typed.words
        whole = fts.all_of(*(fts.whole_word(word.alike) for word in words))
        as_typed = fts.as_typed(words)
        yield fts.all_of(whole, as_typed, digits)
        yield fts.all_of(whole, digits)
        yield fts.all_of(as_typed, digits)
        yield fts.all_of(fts.alike(words), digits)
        yield fts.all_of(fts.anywhere(words), digits)
        return
    yield from _digit_expressions(typed, region)


def _digit_expressions(typed: Typed, region: str) -> Iterable[str]:
    run = typed.national if typed.national is not None else typed.digits
    code = plan_of(region).code
    if typed.international:
        run = typed.digits.removeprefix(code) if code else typed.digits
    if run:
        yield fts.digits_first(run)
    if len(run) >= 3:
        yield fts.digits_last(run)
    yield fts.digits_anywhere(typed.digits if typed.national is None else run)
    if len(typed.groups) > 1:
        yield fts.digits_in_groups(typed)
    if texts := fts.digits_in_texts(typed.groups):
        yield texts


def _as_other_keys(how: Match | None) -> Match | None:
    return None if how is None else Match((Tier.OTHER_KEYS, how[0] * 4 + how[1]))


def _anybody(_face: Face) -> Match:
    return Match((Tier.SUBSTRING, 0))
