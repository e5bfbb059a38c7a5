"""What the agent typed, taken apart."""

from __future__ import annotations

from callcenter.model import phone
from callcenter.model.customer import CustomerSort
from callcenter.model.record import Record
from callcenter.replica.folding import fold, skeleton
from callcenter.replica.numbers import SHORTEST_WHOLE, canonical, plan_of

_LONGEST = 200
"""Characters; more is pasted by mistake."""
_MOST_WORDS = 8


class Query(Record, frozen=True):
    """What is looked for. ``sort`` None is best match first."""

    text: str = ""
    group_id: str | None = None
    sort: CustomerSort | None = None
    descending: bool = False
    limit: int = 50


class Word(Record, frozen=True):
    """A typed word with a letter in it, folded, and its skeleton."""

    folded: str
    alike: str

    @property
    def slips(self) -> int:
        """How many typing errors it may hold: none in a short word, two in a long one."""
        return 0 if len(self.folded) < 4 else 1 if len(self.folded) < 8 else 2


class Typed(Record, frozen=True):
    """A text as words and groups of digits: both narrow together."""

    words: tuple[Word, ...] = ()
    groups: tuple[str, ...] = ()
    international: bool = False
    """Whether the digits begin with a plus or two zeros: their start is a country's."""
    national: str | None = None
    """The digits without the trunk zero in front, where they have one."""
    number: str | None = None
    """The canonical digits of a whole number, where the text is nothing else and long enough to be one."""
    code: str = ""
    """All of it without blanks, as codes are compared."""

    @property
    def digits(self) -> str:
        """All groups as one."""
        return "".join(self.groups)

    def __bool__(self) -> bool:
        return bool(self.words or self.groups)


def take_apart(text: str, region: str) -> Typed:
    """Take a typed text apart; ``region`` says how a number without a country code is read."""
    text = text[:_LONGEST]
    parts = fold(text).split()[:_MOST_WORDS]
    words = tuple(Word(folded=part, alike=skeleton(part) or part) for part in parts if not part.isdigit())
    groups = [part for part in parts if part.isdigit()]
    whole = phone.digits(text) if not words and groups else ""
    international = bool(groups) and (f"+{groups[0]}" in text.replace(" ", "") or groups[0].startswith("00"))
    if groups and groups[0].startswith("00"):
        groups[0] = groups[0][2:]
        groups = [group for group in groups if group]
    joined, trunk = "".join(groups), plan_of(region).trunk
    trunked = bool(trunk) and not international and joined.startswith(trunk)
    return Typed(
        words=words,
        groups=tuple(groups),
        international=international,
        national=joined[len(trunk) :] if trunked else None,
        number=canonical(text, region, half_typed=True) if len(whole) >= SHORTEST_WHOLE else None,
        code="".join(parts),
    )
