"""A text that is not shown by accident."""

from hmac import compare_digest
from typing import NoReturn, Self, final


@final
class Secret:
    """A secret text: masked in ``repr``, ``str`` and ``format``, compared in constant time, never pickled.

    ``reveal`` is the one way to the text, so a search for that word finds every place a secret is used.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Give the text itself."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(•••)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        # Bytes, because compare_digest takes text of ASCII alone; surrogatepass, because any str may be a secret.
        return compare_digest(_bytes(self._text), _bytes(other._text))

    # A hash would tell two secrets apart in less than constant time, and nothing needs a secret as a key.
    __hash__ = None  # type: ignore[assignment]

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError("a Secret is not pickled: hand over its text on purpose, with reveal()")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
