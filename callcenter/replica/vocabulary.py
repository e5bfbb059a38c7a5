"""The distinct words of all names, as skeletons: a word with a typo is looked for among them, not among customers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

import apsw

from callcenter.replica.folding import spelled

_REMEMBERED = 200_000
"""Words known to be stored; beyond so many, forgetting them all costs less than their memory."""
_LONGEST = 32
"""Letters; longer words are no names."""
_ANYBODY = "SELECT 1 FROM look WHERE look MATCH ? LIMIT 1"
_PAIRS_LEAVE = "DELETE FROM pair WHERE word = (SELECT id FROM word WHERE skeleton = ?)"


class Vocabulary:
    """Stores the words of names as they come, each once; a word that nobody has any more goes."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._stored: set[str] = set()
        self._new: set[str] = set()
        self._met: set[str] = set()

    @contextlib.contextmanager
    def batch(self) -> Iterator[None]:
        """Go around a transaction: a batch that fails must not leave its words taken for stored."""
        self._new.clear()
        if len(self._met) > _REMEMBERED:
            self._met.clear()
            self._stored.clear()
        try:
            yield
        except BaseException:
            self._met.clear()
            raise
        self._stored |= self._new

    def add(self, name: str) -> None:
        """Store the words of a name that are not there yet."""
        for written in name.split():
            if written in self._met:
                continue
            self._met.add(written)
            for _, skeleton in spelled(written):
                if skeleton not in self._stored and skeleton not in self._new and 2 < len(skeleton) <= _LONGEST:
                    self._new.add(skeleton)
                    self._store(skeleton)

    def remove(self, names: Iterable[str]) -> None:
        """Remove the words of names that nobody in the search index has now."""
        words = {skeleton for name in names for written in name.split() for _, skeleton in spelled(written)}
        for skeleton in words:
            if self._connection.execute(_ANYBODY, (f'"={skeleton}"',)).get is None:
                self._connection.execute(_PAIRS_LEAVE, (skeleton,))
                self._connection.execute("DELETE FROM word WHERE skeleton = ?", (skeleton,))
                self._stored.discard(skeleton)
                self._new.discard(skeleton)
                self._met.clear()  # under whichever spelling it was met: it is new when it comes again

    def _store(self, skeleton: str) -> None:
        word = self._connection.execute(
            "INSERT INTO word (skeleton) VALUES (?) ON CONFLICT DO NOTHING RETURNING id", (skeleton,)
        ).get
        if word is not None:
            self._connection.executemany(
                "INSERT INTO pair VALUES (?, ?)", [(letters, word) for letters in pairs_of(skeleton)]
            )


def pairs_of(skeleton: str) -> list[str]:
    """Return a word's neighbouring letters two by two, its first letter with the mark of a beginning, each once.

    Two words one or two slips apart share most of their pairs.
    """
    marked = "^" + skeleton
    return sorted({marked[at : at + 2] for at in range(len(marked) - 1)})
