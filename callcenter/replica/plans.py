"""In which order the index is asked about what was typed."""

from __future__ import annotations

from collections.abc import Iterator

from callcenter.model.record import Record
from callcenter.replica import expressions as fts
from callcenter.replica.lexicon import Lexicon
from callcenter.replica.numbers import plan_of
from callcenter.replica.query import Typed

_SELECTIVE = 6
"""So many digits are in few numbers: where in them need not be asked apart."""


class Expression(Record, frozen=True):
    """An expression of the search index, and whether it proposes all that the later ones of its kind would."""

    text: str
    covers_the_rest: bool = False
    last_resort: bool = False
    """Asks for so many that it is worth it only where nothing better is found."""


def prefix_expressions(typed: Typed, region: str, lexicon: Lexicon) -> Iterator[Expression]:
    """Return expressions for whole words and beginnings, the best kinds of match first."""
    if not typed.words:
        yield from _starts_and_ends(typed, region)
        return
    words, digits = typed.words, fts.digits_in_groups(typed)
    alike = Expression(text=fts.all_of(fts.alike(words, lexicon), digits), covers_the_rest=True)
    if len(words) == 1 and not digits:  # one word may be thousands of people's: what is typed in full comes first
        yield Expression(text=fts.whole_as_typed(words))
        yield Expression(text=fts.whole_alike(words))
        yield Expression(text=fts.as_typed(words, lexicon))
        yield alike
        return
    yield alike
    yield Expression(text=fts.all_of(fts.whole_as_typed(words), digits))
    yield Expression(text=fts.all_of(fts.as_typed(words, lexicon), digits))


def part_expressions(typed: Typed, lexicon: Lexicon) -> Iterator[Expression]:
    """Return expressions for parts of whatever is searched."""
    if typed.words:
        parts = fts.anywhere(typed.words, lexicon)
        if typed.groups:  # digits beside words may be an address's
            yield Expression(text=fts.all_of(parts, fts.digits_of_address(typed.groups)))
        yield Expression(text=fts.all_of(parts, fts.digits_in_groups(typed)))
        return
    run = typed.national if typed.national is not None else typed.digits
    yield Expression(text=fts.digits_anywhere(run))
    if len(typed.groups) > 1:
        yield Expression(text=fts.digits_in_groups(typed), last_resort=True)
    if texts := fts.digits_in_texts(typed.groups):
        yield Expression(text=texts, last_resort=True)


def _starts_and_ends(typed: Typed, region: str) -> Iterator[Expression]:
    code = plan_of(region).code
    run = typed.national if typed.national is not None else typed.digits
    if typed.international:
        run = typed.digits.removeprefix(code) if code else typed.digits
    if not run or len(run) >= _SELECTIVE:
        return
    yield Expression(text=fts.digits_first(run))
    if len(typed.digits) >= 3 and not typed.international:
        yield Expression(text=fts.digits_last(typed.digits))
