"""Tags as an agent types them: words with commas between, none twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from callcenter.replica.folding import fold

LONGEST = 40
"""Characters of a tag: it is a word or two, not a note."""
MOST = 30
"""Tags of one customer."""
_BETWEEN = re.compile("[,;\n\r\u2028\u2029]")


def parts(text: str) -> tuple[str, ...]:
    """Return what stands between the marks that part tags, the last one included, with nothing taken off."""
    return tuple(_BETWEEN.split(text))


def split(text: str) -> tuple[str, ...]:
    """Return the tags in a text: ``a, b;c`` holds three."""
    return tuple(tag for part in parts(text) if (tag := " ".join(part.split())))


def added(first: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """Return tags as they are, then those of the others that are not there already in another spelling."""
    there = list(first)
    known = {_likeness(tag) for tag in there}
    for tag in more:
        if (likeness := _likeness(tag)) and likeness not in known:
            known.add(likeness)
            there.append(" ".join(tag.split()))
    return tuple(there)


def same(these: Iterable[str], those: Iterable[str]) -> bool:
    """Whether two customers have the same tags, in whatever order."""
    return sorted(these) == sorted(those)


def fault(tags: Iterable[str]) -> str:
    """Return what is wrong with tags, as the name of a sentence; empty where nothing is."""
    all_ = tuple(tags)
    if any(len(tag) > LONGEST for tag in all_):
        return "tag-too-long"
    return "tags-too-many" if len(all_) > MOST else ""


def _likeness(tag: str) -> str:
    words = " ".join(tag.split())
    return fold(words) or words
