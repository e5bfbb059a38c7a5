"""One search: expressions from the strictest to the loosest, until the page is full."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

import apsw

from callcenter.model.customer import Customer
from callcenter.model.record import Record
from callcenter.replica import expressions as fts
from callcenter.replica import stored
from callcenter.replica.face import Face
from callcenter.replica.layout import other_layouts
from callcenter.replica.lexicon import Lexicon
from callcenter.replica.matching import Match, Tier, match
from callcenter.replica.plans import part_expressions, prefix_expressions
from callcenter.replica.query import Query, Typed, take_apart
from callcenter.replica.ranking import place_of, seq_of
from callcenter.replica.regulars import Regulars

_POOL = 200
"""Candidates of one expression at most; they are read a part at a time, until the page is full."""
_PART = 24
_FEW = 12
"""With so many answers that begin as typed, parts are not looked for: the window shows about as many at once."""
_HARDLY_ANY = 3
"""With so many proper answers, other keys and an error in a single word are not thought of."""

_MATCHING = "SELECT rowid FROM look WHERE look MATCH ? ORDER BY rowid LIMIT ?"
_ALL = "SELECT rowid FROM look ORDER BY rowid LIMIT ?"
_ROWS = stored.sql("SELECT bucket, seq, ROW FROM carray(?) AS wanted JOIN customer ON customer.seq = wanted.value")


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
        self._lexicon = Lexicon(connection)
        self._few = _FEW
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
        if len(self._hits) < _HARDLY_ANY:
            self._keys()
        alone = len(typed.words) == 1 and not typed.groups
        if typed.words and len(self._hits) < (_HARDLY_ANY if alone else 1):  # several parts that agree are no error
            self._typos(typed)

    def collect(self, most: int) -> list[tuple[int, Face]]:
        """Return everything that matches by its place, in no order, up to ``most``."""
        self._wanted = self._pool = self._few = most
        self.gather()
        return [(place, self._faces[place]) for place in self._hits][:most]

    def hit(self, place: int) -> Hit:
        """Return a found place with its customer read in full."""
        return Hit(customer=stored.from_row(self._faces[place].row), tier=Tier(self._hits[place][0]))

    def _steps(self, typed: Typed, weigh: Callable[[Face], Match | None]) -> None:
        for place in list(self._faces):
            self._weigh(place, weigh)
        self._exact(typed, weigh)
        if any(how[0] == Tier.EXACT for how in self._hits.values()):
            return
        for expression in prefix_expressions(typed, self._region, self._lexicon):
            if len(self._hits) >= self._wanted:
                return
            if self._propose(expression.text, weigh) and expression.covers_the_rest:
                break
        for part in part_expressions(typed, self._lexicon):
            if len(self._hits) >= (min(_HARDLY_ANY, self._few) if part.last_resort else self._few):
                return
            self._propose(part.text, weigh)

    def _exact(self, typed: Typed, weigh: Callable[[Face], Match | None]) -> None:
        if typed.number is not None:
            self._propose(fts.whole_number(typed.number, self._region), weigh)
        if any(letter.isdigit() for letter in typed.code):
            self._propose(fts.token("!" + typed.code), weigh)

    def _keys(self) -> None:
        for text in other_layouts(self._query.text):
            other = take_apart(text, self._region)
            if other.words:
                self._steps(other, lambda face, other=other: _as_other_keys(match(face, other)))  # type: ignore[misc]

    def _typos(self, typed: Typed) -> None:
        def weigh(face: Face) -> Match | None:
            return match(face, typed, slips=True)

        for place in list(self._faces):
            self._weigh(place, weigh)
        nearest, all_near = [], []
        for word in typed.words:
            self._check()
            found = self._lexicon.near(word)
            starts = fts.begins_alike(word.alike, self._lexicon)
            if starts == fts.NOBODY and not found:
                return
            all_near.append(fts.any_of([starts, *(fts.whole_word(skeleton) for _, skeleton in found)]))
            best = [fts.whole_word(skeleton) for slips, skeleton in found if slips == found[0][0]]
            nearest.append(fts.any_of([starts, *best]))
        for parts in (nearest, all_near):
            if len(self._hits) < self._few:
                self._propose(fts.all_of(*parts, fts.digits_in_groups(typed)), weigh)

    def _browse(self) -> None:
        for place in list(self._faces):
            self._weigh(place, _anybody)
        self._propose("", _anybody)

    def _propose(self, expression: str, weigh: Callable[[Face], Match | None]) -> bool:
        """Weigh the candidates of an expression, the most frequent customers first, until the page is full.

        The index is read a part at a time too: to find two hundred candidates takes it longer than all else does.
        Returns whether all there are were weighed.
        """
        self._check()
        if fts.NOBODY in expression.split(" AND "):
            return True
        expression = fts.all_of(expression, fts.of_group(self._query.group_id))
        statement, values = (_MATCHING, (expression, self._pool)) if expression else (_ALL, (self._pool,))
        found = self._connection.execute(statement, values)
        try:
            return self._weigh_all(found, weigh)
        finally:
            found.close(True)  # noqa: FBT003 - apsw's own; left open, it would hold on to this state of the file

    def _weigh_all(self, found: Iterable[tuple[int]], weigh: Callable[[Face], Match | None]) -> bool:
        count = 0
        for part in _parts(found):
            self._check()
            count += len(part)
            self._read([place for place in part if place not in self._faces])
            for place in part:
                self._weigh(place, weigh)
            if len(self._hits) >= self._wanted:
                return False
        return count < self._pool

    def _read(self, places: list[int]) -> None:
        if places:
            wanted = apsw.carray(array("q", map(seq_of, places)), flags=apsw.SQLITE_CARRAY_INT64)
            for bucket, seq, *row in self._connection.execute(_ROWS, (wanted,)):
                self._faces[place_of(bucket, seq)] = Face(tuple(row), self._region)

    def _weigh(self, place: int, weigh: Callable[[Face], Match | None]) -> None:
        face = self._faces[place]
        if place in self._hits or (self._query.group_id and face.group_id != self._query.group_id):
            return
        how = weigh(face)
        if how is not None:
            self._hits[place] = how


def _parts(found: Iterable[tuple[int]]) -> Iterator[list[int]]:
    rows = iter(found)
    while part := [place for (place,) in islice(rows, _PART)]:
        yield part


def _as_other_keys(how: Match | None) -> Match | None:
    return None if how is None else Match((Tier.OTHER_KEYS, how[0] * 4 + how[1]))


def _anybody(_face: Face) -> Match:
    return Match((Tier.SUBSTRING, 0))
