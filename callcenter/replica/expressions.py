"""Queries of the search index: what was typed as FTS5 expressions over the tokens of tokens.py.

Each expression proposes at least all customers of its kind of match; matching.py has the last word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from callcenter.replica.query import Typed, Word
from callcenter.replica.tokens import group_token, trigrams


def all_of(*parts: str | None) -> str:
    """Return an expression that wants every part; empty ones ask for nothing."""
    return " AND ".join(part for part in parts if part)


def any_of(parts: Iterable[str]) -> str:
    """Return an expression that wants one part at least."""
    return "(" + " OR ".join(parts) + ")"


def token(text: str) -> str:
    """Return one token as an expression. Tokens hold no quotation mark by construction."""
    return f'"{text}"'


def as_typed(words: Sequence[Word]) -> str:
    """Ask for names whose words begin with the letters as typed."""
    return all_of(*(_begins(word.folded) for word in words))


def alike(words: Sequence[Word]) -> str:
    """Ask for names whose words begin alike."""
    return all_of(*(begins_alike(word.alike or word.folded) for word in words))


def anywhere(words: Sequence[Word]) -> str:
    """Ask for names whose words begin alike, or any text that holds the letters."""
    return all_of(*(_anywhere(word) for word in words))


def _begins(folded: str) -> str:
    return all_of(token("-" + folded[:3]), *map(token, trigrams(folded)[1:]))


def begins_alike(skeleton: str) -> str:
    """Ask for names with a word of this beginning, as skeleton."""
    return token("_" + skeleton) if len(skeleton) <= 4 else token("=" + skeleton) + " *"


def _anywhere(word: Word) -> str:
    starts = begins_alike(word.alike or word.folded)
    inside = trigrams(word.folded)
    return any_of([starts, "(" + all_of(*map(token, inside)) + ")"]) if inside else starts


def whole_word(skeleton: str) -> str:
    """Ask for names that hold a word of this skeleton."""
    return token("=" + skeleton)


def digits_anywhere(digits: str) -> str:
    """Ask for customers with these digits in a number; one digit alone asks for nothing: nearly everybody has it."""
    if len(digits) < 2:
        return ""
    if len(digits) == 2:
        return token("#" + digits)
    return all_of(*(token("#" + three) for three in trigrams(digits)))


def digits_first(digits: str) -> str:
    """Ask for customers with a national number that begins so."""
    return all_of(token("^" + digits[:3]), *(token("#" + three) for three in trigrams(digits)[1:]))


def digits_last(digits: str) -> str:
    """Ask for customers with a number that ends so; at least three digits."""
    return all_of(token("$" + digits[-3:]), *(token("#" + three) for three in trigrams(digits)[:-1]))


def digits_in_groups(typed: Typed) -> str:
    """Ask for customers whose numbers hold each group of digits; of one group, those whose number holds it."""
    stripped = typed.national if len(typed.groups) == 1 and typed.national is not None else None
    groups = [stripped] if stripped is not None else list(typed.groups)
    if len(groups) > 1 and typed.national is not None:
        groups[0] = groups[0][len(typed.digits) - len(typed.national) :]
    return all_of(*map(digits_anywhere, groups))


def digits_in_texts(groups: Sequence[str]) -> str:
    """Ask for customers with each group of digits in their code, e-mail or address; "" where a group is too short."""
    if any(len(group) < 3 for group in groups):
        return ""
    return all_of(*(token(three) for group in groups for three in trigrams(group)))


def of_group(group_id: str | None) -> str:
    """Ask for customers of a group; of every group for None."""
    return token(group_token(group_id)) if group_id else ""
