"""Placeholders of phones' settings, and percent escapes: which is which.

``%CallerNumber%`` in a URL that nobody filled is not the byte 0xCA, and ``%C4%B0`` is no placeholder.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_MACRO = re.compile(
    r"""
      %+ (?! [0-9A-Fa-f]{2} % ) [A-Za-z] [A-Za-z0-9_.]{1,40} %+ (?! [0-9A-Fa-f]{2} )  # %CallerNumber% (3CX)
    | \$ [{(] [A-Za-z] [A-Za-z0-9_.:\ -]{0,40} [)}]                                   # ${caller.id} (Jitsi)
    | \{{1,2} [A-Za-z] [A-Za-z0-9_.\ -]{0,40} \}{1,2}                                 # {CALLERNUM} (Wildix), {cli}
    | \[{1,2} [A-Za-z] [A-Za-z0-9_.\ -]{0,40} \]{1,2}
    | \${1,2} [A-Za-z] [A-Za-z0-9_]{0,40} \${0,2}                                    # $remote, $$REMOTE$$ (desk phones)
    | < [A-Za-z] >                                                                    # <m> (Avaya)
    | (?<! \S ) % [A-Za-z1-9] (?! \S )                                                # %1, %u: a command line's
    """,
    re.VERBOSE,
)
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def first_macro(text: str) -> str | None:
    """Return the first placeholder in a text, or None."""
    found = _MACRO.search(text)
    return found[0] if found else None


def without_macros(text: str) -> str:
    """Return a text with a space for each placeholder."""
    return _MACRO.sub(" ", text)


def unescape(text: str, *, plus_is_space: bool = False) -> str:
    """Undo percent escapes, once, and leave placeholders as they are; bytes that are not UTF-8 become U+FFFD."""
    kept: list[str] = []
    start = 0
    for found in _MACRO.finditer(text):
        kept += (_unescaped(text[start : found.start()], plus_is_space=plus_is_space), found[0])
        start = found.end()
    return "".join((*kept, _unescaped(text[start:], plus_is_space=plus_is_space)))


def _unescaped(text: str, *, plus_is_space: bool) -> str:
    if plus_is_space:
        text = text.replace("+", " ")
    return _ESCAPED.sub(lambda escapes: unquote(escapes[0], errors="replace"), text)
