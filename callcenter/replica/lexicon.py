"""The known words of names that a typed one begins, or may have been meant for."""

from __future__ import annotations

import apsw
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from callcenter.replica.matching import distance
from callcenter.replica.query import Word
from callcenter.replica.vocabulary import pairs_of

_MOST_STARTING = 40
"""Words of one beginning that are asked for one by one; more are left to the index's own, slower way."""
_MOST_COMPARED = 2000
"""Words that are compared letter by letter."""
_MOST_NEAR = 12
_PAIRS_OF_A_SLIP = 3
"""Two swapped letters change three pairs; every other slip fewer."""
_STARTING = "SELECT skeleton FROM word WHERE skeleton >= ?1 AND skeleton < ?1 || char(0x7f) LIMIT ?2"
_SHARING = """
SELECT word.skeleton FROM (
    SELECT pair.word AS id, count(*) AS shared FROM carray(?) AS typed JOIN pair ON pair.letters = typed.value
    GROUP BY pair.word HAVING shared >= ? ORDER BY shared DESC LIMIT ?
) JOIN word USING (id)
"""


class Lexicon:
    """The words of all names as one search sees them; what was asked once is remembered."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._starting: dict[str, list[str] | None] = {}

    def starting(self, skeleton: str) -> list[str] | None:
        """Return every known skeleton that begins so; None where they are too many to name."""
        if skeleton not in self._starting:
            found = self._connection.execute(_STARTING, (skeleton, _MOST_STARTING + 1)).fetchall()
            self._starting[skeleton] = None if len(found) > _MOST_STARTING else [str(word) for (word,) in found]
        return self._starting[skeleton]

    def near(self, word: Word) -> list[tuple[int, str]]:
        """Return the skeletons a slip or two from a typed word, with their distance, the nearest first."""
        if not word.slips or len(word.alike) < 3:
            return []
        pairs = pairs_of(word.alike)
        least = max(1, len(pairs) - _PAIRS_OF_A_SLIP * word.slips)
        found = self._connection.execute(_SHARING, (apsw.carray(tuple(pairs)), least, _MOST_COMPARED))
        words = [str(skeleton) for (skeleton,) in found]
        weighed = ((distance(word.alike, words[at], word.slips), words[at]) for at in _likely(word, words))
        return sorted((slips, skeleton) for slips, skeleton in weighed if slips is not None)[:_MOST_NEAR]


def _likely(word: Word, words: list[str]) -> set[int]:
    """Return the places of the words that lie near, whole or cut as long as the typed one: one call for all."""
    size = len(word.alike)
    likely: set[int] = set()
    for cut in (None, size - 1, size, size + 1):
        near = extract(
            word.alike,
            [one[:cut] for one in words] if cut else words,
            scorer=OSA.distance,
            processor=None,
            score_cutoff=word.slips,
            limit=None,
        )
        likely.update(at for _, _, at in near)
    return likely
