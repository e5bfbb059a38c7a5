"""Queries of the search index: what was typed as FTS5 expressions over the tokens of tokens.py.

Each expression proposes at least all customers of its kind of match; matching.py has the last word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from callcenter.replica.lexicon import Lexicon
from callcenter.replica.numbers import plan_of
from callcenter.replica.query import Typed, Word
from callcenter.replica.tokens import cover, group_token

_STEP = 2
"""Digits repeat more than letters: their trigrams overlap, or too many numbers would be proposed."""
NOBODY = '"?"'
"""Asks for a token that no customer has."""


def all_of(*parts: str | None) -> str:
    """Return an expression that wants every part; empty ones ask for nothing."""
    return " AND ".join(part for part in parts if part)


def any_of(parts: Iterable[str]) -> str:
    """Return an expression that wants one part at least."""
    return "(" + " OR ".join(parts) + ")"


def token(text: str) -> str:
    """Return one token as an expression. Tokens hold no quotation mark by construction."""
    return f'"{text}"'


def as_typed(words: Sequence[Word], lexicon: Lexicon) -> str:
    """Ask for names whose words begin with the letters as typed."""
    return all_of(*(_begins(word, lexicon) for word in words))


def alike(words: Sequence[Word], lexicon: Lexicon) -> str:
    """Ask for names whose words begin alike."""
    return all_of(*(begins_alike(word.alike, lexicon) for word in words))


def anywhere(words: Sequence[Word], lexicon: Lexicon) -> str:
    """Ask for names whose words begin alike, or any text that holds the letters.

    Beside longer words those of one and two letters ask for nothing: matching.py sees to them.
    """
    long = [word for word in words if len(word.folded) > 2]
    return all_of(*(_anywhere(word, lexicon) for word in long or words))


def whole_as_typed(words: Sequence[Word]) -> str:
    """Ask for names with these words in the letters as typed."""
    return all_of(*(token("+" + word.folded) for word in words))


def whole_alike(words: Sequence[Word]) -> str:
    """Ask for names with words like these."""
    return all_of(*(whole_word(word.alike) for word in words))


def _begins(word: Word, lexicon: Lexicon) -> str:
    start = token("-" + word.folded[:3])
    return start if len(word.folded) <= 3 else all_of(start, begins_alike(word.alike, lexicon), *_inside(word.folded))


def begins_alike(skeleton: str, lexicon: Lexicon) -> str:
    """Ask for names with a word of this beginning, as skeleton.

    Known words are named one by one: FTS5 reads such lists as far as the page needs, but gathers all of a beginning
    (``=aliav*``) before it gives the first row.
    """
    if len(skeleton) <= 4:
        return token("_" + skeleton)
    known = lexicon.starting(skeleton)
    if known is None:
        return token("=" + skeleton) + " *"
    return any_of(map(whole_word, known)) if known else NOBODY


def _inside(folded: str) -> list[str]:
    return [token(three) for three in cover(folded)]


def _anywhere(word: Word, lexicon: Lexicon) -> str:
    starts = begins_alike(word.alike, lexicon)
    inside = _inside(word.folded)
    return any_of([starts, "(" + all_of(*inside) + ")"]) if inside else starts


def whole_word(skeleton: str) -> str:
    """Ask for names that hold a word of this skeleton."""
    return token("=" + skeleton)


def digits_anywhere(digits: str) -> str:
    """Ask for customers with these digits in a number; one digit alone asks for nothing: nearly everybody has it."""
    if len(digits) < 2:
        return ""
    if len(digits) == 2:
        return token("#" + digits)
    return all_of(*(token("#" + three) for three in cover(digits, _STEP)))


def digits_first(digits: str) -> str:
    """Ask for customers with a national number that begins so."""
    return all_of(token("^" + digits[:3]), *(token("#" + three) for three in cover(digits, _STEP)[1:]))


def digits_last(digits: str) -> str:
    """Ask for customers with a number that ends so; at least three digits."""
    return all_of(token("$" + digits[-3:]), *(token("#" + three) for three in cover(digits, _STEP)[:-1]))


def whole_number(number: str, region: str) -> str:
    """Ask for customers with a number of these canonical digits: its start, its end and all between."""
    # without the country code, whose list of nearly everybody would have to be read to its end
    national = number.removeprefix(plan_of(region).code)
    return all_of(digits_first(national), digits_last(national))


def digits_in_groups(typed: Typed) -> str:
    """Ask for customers whose numbers hold each group of digits, the first perhaps behind the trunk zero."""
    asked = [digits_anywhere(group) for group in typed.groups]
    if typed.national is not None:
        national = typed.groups[0][len(typed.digits) - len(typed.national) :]
        starts = [digits_first(national)] if national else []
        asked[0] = any_of(f"({part})" for part in (*starts, asked[0]) if part) if national else ""
    return all_of(*asked)


def digits_of_address(groups: Sequence[str]) -> str:
    """Ask for customers with each of these numbers as a word of an address."""
    return all_of(*(token("@" + group) for group in groups))


def digits_in_texts(groups: Sequence[str]) -> str:
    """Ask for customers with each group of digits in their code, e-mail or address; "" where a group is too short."""
    if any(len(group) < 3 for group in groups):
        return ""
    return all_of(*(token(three) for group in groups for three in cover(group)))


def of_group(group_id: str | None) -> str:
    """Ask for customers of a group; of every group for None."""
    return token(group_token(group_id)) if group_id else ""
