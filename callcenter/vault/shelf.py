"""Texts of any length over a keyring whose items may be short, and never half of one.

An item is a JSON document in ASCII (so that a character is one UTF-16 unit and no byte is special to a C library):
a string is the text itself; an object says in which parts it lies. A long text is written as parts of the generation
not in use, then the item is turned to them in one write, then the old parts go. Whatever dies in between, the item
names either the old parts or the new ones. Two generations with fixed names, instead of fresh names, because a keyring
cannot be listed: what a crash left behind is found, overwritten and removed by the next write.
"""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Protocol

_GENERATIONS = ("a", "b")


class Store(Protocol):
    """What is asked of a keyring: the shape of ``keyring.backend.KeyringBackend``.

    Deleting what is missing may fail silently.
    """

    def get_password(self, service: str, username: str) -> str | None:
        """Read an item's text, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write an item in one step."""

    def delete_password(self, service: str, username: str) -> None:
        """Remove an item."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Where a split text lies. The digest tells parts that two programs wrote at once from whole ones."""

    generation: str
    parts: int
    digest: str


class Shelf:
    """Reads, writes and erases texts. ``limit`` is the most characters an item may hold; None where it may hold any."""

    def __init__(self, store: Store, limit: int | None) -> None:
        self._store = store
        self._limit = limit

    def read(self, service: str, username: str) -> str | None:
        """Give the text, or None where it is missing, incomplete or not ours."""
        found = self._item(service, username)
        return self._joined(found, service, username) if isinstance(found, _Index) else found

    def write(self, service: str, username: str, text: str) -> None:
        """Put a text in place of the one before."""
        old = self._index(service, username)
        document = json.dumps(text)
        if self._limit is None or len(document) <= self._limit:
            self._store.set_password(service, username, document)
            self._erase_parts(service, username, old, _GENERATIONS)
            return
        fresh, stale = reversed(_GENERATIONS) if old and old.generation == _GENERATIONS[0] else _GENERATIONS
        parts = split(document, self._limit)
        for number, part in enumerate(parts):
            self._store.set_password(_part(service, fresh, number), username, part)
        index = _Index(fresh, len(parts), _digest(document))
        self._store.set_password(service, username, json.dumps(asdict(index)))
        self._erase_parts(service, username, old, (stale,))

    def erase(self, service: str, username: str) -> None:
        """Remove a text and all its parts, the item first: what is left without it cannot be read."""
        old = self._index(service, username)
        self._store.delete_password(service, username)
        self._erase_parts(service, username, old, _GENERATIONS)

    def _item(self, service: str, username: str) -> str | _Index | None:
        return _understood(self._store.get_password(service, username))

    def _index(self, service: str, username: str) -> _Index | None:
        found = self._item(service, username)
        return found if isinstance(found, _Index) else None

    def _joined(self, index: _Index, service: str, username: str) -> str | None:
        parts = []
        for number in range(index.parts):
            part = self._store.get_password(_part(service, index.generation, number), username)
            if part is None:
                return None
            parts.append(part)
        document = "".join(parts)
        if _digest(document) != index.digest:
            return None
        found = _understood(document)
        return found if isinstance(found, str) else None

    def _erase_parts(self, service: str, username: str, old: _Index | None, generations: tuple[str, ...]) -> None:
        """Remove parts, the known ones and what a crash may have left; from the last, so that none is cut off."""
        if self._limit is None and old is None:
            return
        for generation in generations:
            count = old.parts if old and old.generation == generation else 0
            while self._store.get_password(_part(service, generation, count), username) is not None:
                count += 1
            for number in reversed(range(count)):
                self._store.delete_password(_part(service, generation, number), username)


def split(text: str, limit: int) -> list[str]:
    """Cut a text into parts of at most ``limit`` characters; joined they are the text again."""
    return [text[start : start + limit] for start in range(0, len(text), limit)]


def _part(service: str, generation: str, number: int) -> str:
    return f"{service} {generation}{number}"


def _digest(document: str) -> str:
    return sha256(document.encode("utf-8", "surrogatepass")).hexdigest()


def _understood(document: str | None) -> str | _Index | None:
    """Tell what an item says: a text, an index, or None for anything we did not write."""
    try:
        found = json.loads(document or "null")
    except ValueError:
        return None
    match found:
        case str():
            return found
        case {"generation": "a" | "b" as generation, "parts": int(parts), "digest": str(digest)} if 0 < parts <= 999:
            return _Index(generation, parts, digest)
        case _:
            return None
