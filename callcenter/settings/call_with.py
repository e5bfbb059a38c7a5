"""What a number is called with: an address for another program, or a program of this computer, or nothing."""

import re

from callcenter.settings.errors import FieldError

FIELD = "call_with"
NUMBER = "{number}"
"""Where the number goes."""

CallWith = str | tuple[str, ...]
"""An address with ``{number}`` in it; a program and its arguments; empty for neither."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,19}):")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_OURS = "callcenter"
_NO_CALL = frozenset({"file", "data", "javascript", "vbscript", "about", "blob", "mailto"})
"""Schemes that open or run something, and never dial."""
_LONGEST, _MOST_WORDS = 300, 20


def call_with_from(value: object) -> CallWith:
    """Understand the setting; raises ``FieldError``."""
    if isinstance(value, str):
        return _address(value.strip()) if value.strip() else ""
    if isinstance(value, list | tuple) and all(isinstance(word, str) for word in value):
        return _command(tuple(value)) if value else ""
    sentence = 'The value is neither an address in quotes nor a list as ["microsip.exe", "{number}"].'
    raise FieldError(FIELD, "wrong_type", sentence)


def _address(text: str) -> str:
    found = _SCHEME.match(text)
    if found is None or len(text) > _LONGEST or _UNSEEN.search(text):
        sentence = "The address is not one of another program; write it as sip:{number}@pbx.example."
        raise FieldError(FIELD, "not_an_address", sentence)
    scheme = found[1].lower()
    if scheme == _OURS:
        raise FieldError(FIELD, "own_scheme", "The address is one that this desk itself opens; name the phone's own.")
    if scheme in _NO_CALL:
        raise FieldError(FIELD, "not_an_address", f"An address that begins with {scheme}: cannot call; name another.")
    if text.count(NUMBER) != 1 or NUMBER in text[: found.end()]:
        raise FieldError(FIELD, "no_number", "The address does not hold {number} once; write it where that belongs.")
    return text


def _command(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(words) > _MOST_WORDS or any(len(word) > _LONGEST or _CONTROL.search(word) for word in words):
        raise FieldError(FIELD, "too_long", f"The command is too long; it has {_MOST_WORDS} short words at most.")
    if not words[0].strip() or NUMBER in words[0]:
        raise FieldError(FIELD, "empty", "The command does not begin with a program; name it first.")
    if not any(NUMBER in word for word in words[1:]):
        raise FieldError(FIELD, "no_number", "The command does not hold {number}; write it where that belongs.")
    return words
