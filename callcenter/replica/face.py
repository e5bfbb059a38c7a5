"""What of a customer can be matched."""

from __future__ import annotations

from callcenter.replica import stored
from callcenter.replica.folding import fold, spelled
from callcenter.replica.numbers import plan_of
from callcenter.replica.tokens import LONGEST_TEXT, compact, numbers_of


class Face:
    """A stored customer as search sees one; what few queries need is read when first asked for."""

    __slots__ = ("_body", "_region", "_texts", "group_id", "name", "numbers", "row")

    def __init__(self, row: stored.Row, region: str) -> None:
        self.row = row
        self.group_id = row[4]
        self._region = region
        self._texts: tuple[str, ...] | None = None
        self._body = stored.searched(row)
        self.name = [pair for word in row[1][:LONGEST_TEXT].split() for pair in spelled(word)]
        """The words of the name, each folded and as skeleton."""
        self.numbers = numbers_of(self._body.phone, self._body.phones, region)
        """All numbers as canonical digits."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that is searched by its parts, folded."""
        if self._texts is None:
            texts = (
                self.row[1],
                self.row[2],
                self.row[3],
                self._body.code,
                *(one.text for one in self._body.addresses),
                " ".join(stored.tags(self.row)),
            )
            self._texts = tuple({fold(text[:LONGEST_TEXT]) for text in texts if text})
        return self._texts

    def is_exactly(self, code: str) -> bool:
        """Whether one of the texts that stand for one customer alone, code and e-mail, is this, compact."""
        return any(text and _may_be(text, code) and compact(text) == code for text in (self._body.code, self.row[2]))

    def nationals(self) -> tuple[str, ...]:
        """Return the numbers of the region without their country code, the others as they are."""
        code = plan_of(self._region).code
        return tuple(number.removeprefix(code) for number in self.numbers)


def _may_be(text: str, code: str) -> bool:
    """Tell most other texts by their first letter, where compacting leaves it: each candidate is asked at each key."""
    return not (text.isascii() and text[0].isalnum()) or text[0].lower() == code[:1]
