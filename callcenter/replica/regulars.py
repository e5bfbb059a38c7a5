"""The customers this desk served lately or often: searched in memory, and first among equals."""

from __future__ import annotations

from collections.abc import Mapping

import apsw

from callcenter.replica import stored
from callcenter.replica.face import Face
from callcenter.replica.ranking import place_of

_MOST = 100
"""Beyond so many, a use says little, and each costs a few microseconds a keystroke."""
_ROWS = stored.sql("SELECT bucket, seq, ROW FROM carray(?) AS wanted JOIN customer ON customer.id = wanted.value")


class Regulars:
    """Scores by customer id, and these customers as they are stored now."""

    def __init__(self, connection: apsw.Connection, region: str) -> None:
        self._connection = connection
        self._region = region
        self._wanted: dict[str, float] = {}
        self._state: object = None
        self.faces: dict[int, Face] = {}
        """By place in the search index."""
        self.scores: dict[int, float] = {}
        """By place in the search index."""

    def prefer(self, scores: Mapping[str, float]) -> None:
        """Take the best of these from now on; the higher the score, the further up among equal matches."""
        best = sorted(scores.items(), key=lambda pair: -pair[1])[:_MOST]
        self._wanted = {customer_id: score for customer_id, score in best if score > 0}
        self._state = None

    def refresh(self) -> None:
        """Read them anew where the file changed since they were read."""
        state = (self._connection.data_version(), self._connection.total_changes())
        if state == self._state:
            return
        self.faces, self.scores = {}, {}
        if self._wanted:
            for bucket, seq, *row in self._connection.execute(_ROWS, (apsw.carray(tuple(self._wanted)),)):
                place = place_of(bucket, seq)
                self.faces[place] = Face(tuple(row), self._region)
                self.scores[place] = self._wanted[row[0]]
        self._state = state
