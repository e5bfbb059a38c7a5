"""Words that a typed one may have been meant for."""

from __future__ import annotations

import apsw

from callcenter.replica.matching import distance
from callcenter.replica.query import Word
from callcenter.replica.vocabulary import pairs_of

_MOST = 2000
"""Words that are compared letter by letter."""
_BEST = 12
_PAIRS_OF_A_SLIP = 3
"""Two swapped letters change three pairs; every other slip fewer."""
_SHARING = """
SELECT word.skeleton FROM (
    SELECT pair.word AS id, count(*) AS shared FROM carray(?) AS typed JOIN pair ON pair.letters = typed.value
    GROUP BY pair.word HAVING shared >= ? ORDER BY shared DESC LIMIT ?
) JOIN word USING (id)
"""


def near(connection: apsw.Connection, word: Word) -> list[str]:
    """Return the skeletons of known words that lie a slip or two from a typed one, the nearest first."""
    if not word.slips or len(word.alike) < 3:
        return []
    pairs = pairs_of(word.alike)
    least = max(1, len(pairs) - _PAIRS_OF_A_SLIP * word.slips)
    found = connection.execute(_SHARING, (apsw.carray(tuple(pairs)), least, _MOST))
    weighed = [(distance(word.alike, skeleton, word.slips), skeleton) for (skeleton,) in found]
    return [skeleton for slips, skeleton in sorted(weighed)[:_BEST] if slips <= word.slips]
