"""What a phone's words mean: from ``"Leyla" <sip:+99450…@pbx>``, a URI or bare digits to a call.

The words are hostile until read: they are bounded, cleaned of what cannot be seen, taken apart by patterns that cannot
run away, and never run, looked up or rendered here. Every way ends in a ``Call`` or in a ``CallRefused``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime

from callcenter.model.call import Call, CallSource
from callcenter.telephony import uri
from callcenter.telephony.refusals import (
    CallRefused,
    Empty,
    ForeignAddress,
    NotANumber,
    TooLong,
    Unfilled,
    Unknown,
    Withheld,
)
from callcenter.telephony.unfilled import first_macro, without_macros

LONGEST = 512
"""Characters of the whole text; a phone's longest is a name, an address and its parameters."""
LONGEST_NAME = 80
LONGEST_ID = 128
_SURE_DIGITS = 7
"""A single word of so many digits is the number, whatever other digits stand around it."""

_WITHHELD = frozenset(
    {"anonymous", "anonym", "anonymous.invalid", "restricted", "private", "private number", "withheld", "hidden"}
    | {"withheld number", "number withheld", "blocked", "caller id blocked"}
    | {"anonim", "gizli", "gizli nömrə", "gizli numara", "аноним", "анонимно", "скрыт", "скрытый", "скрытый номер"}
)
_UNKNOWN = frozenset(
    {"unknown", "unknown caller", "unknown number", "unavailable", "not available", "unidentified", "no number"}
    | {"out of area", "null", "none", "undefined", "nil"}
    | {"naməlum", "naməlum nömrə", "bilinmeyen", "неизвестный", "неизвестно", "неизвестен", "неизвестный номер"}
)

_ADDRESS = re.compile(r'(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"|(?P<bare>[^<>]*))\s*<(?P<inner>[^<>]*)>')
_SEPARATORS = r" ().,\-/‐‑‒–—·\u00a0"
_RUN = re.compile(rf"(?<![\w+*#@])(?>[(]?\+?[(]?[0-9*#](?:[0-9*#]|[{_SEPARATORS}]{{1,3}}(?=[0-9*#(]))*[)]?)(?![\w@])")
_EXTENSION = re.compile(r"(?<=[0-9)])\s*(?:;\s*ext=|,?\s*ext\.?|\s*[xX])\s*([0-9]{1,7})\s*$")
_NUMBER = re.compile(r"\+?[0-9*#]{1,20}")
_LINE = re.compile(r"(?=.*\w)[\w.+~!'*-]{1,64}")
_AROUND_A_NAME = " \t-–—,;:|/()<>[]\"'"


@dataclass(frozen=True, slots=True)
class _Said:
    """What was found so far; the name and the id as sent."""

    number: str
    name: str = ""
    extension: str = ""
    call_id: str = ""


def read_call(text: str, *, source: CallSource, received_at: datetime) -> Call:
    """Read what a phone, a browser or ``callcenter lookup`` passed. Raises CallRefused."""
    return _call(_read(_bounded(text)), source, received_at)


def read_fields(phone: str, name: str, call_id: str, *, source: CallSource, received_at: datetime) -> Call:
    """Read a call whose parts were sent apart; ``phone`` may be an address as well. Raises CallRefused."""
    said = _read(_bounded(phone))
    return _call(replace(said, name=_bounded(name) or said.name, call_id=_bounded(call_id)), source, received_at)


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise TooLong
    return clean(text)


def clean(text: str) -> str:
    """Return a text without what cannot be seen, its digits in ASCII, its white space as single spaces."""
    return " ".join("".join(map(_cleaned, text)).split())


def _cleaned(letter: str) -> str:
    if " " <= letter <= "~":
        return letter
    if letter.isspace() or letter == "\x00":
        return " "
    if letter == "＋":
        return "+"
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.digit(letter))
    return "" if kind in {"Cc", "Cf", "Cs", "Co", "Cn"} else letter


# ---- the forms ------------------------------------------------------------------------------------------------------


def _read(text: str) -> _Said:
    text = _unquoted(text)
    if not text:
        raise Empty
    address = _ADDRESS.match(text)
    if address is not None and first_macro(address["inner"].join("<>")) is None:
        return _read_address(address)
    scheme, rest = uri.split_scheme(text)
    if scheme == "callcenter":
        fields = uri.fields_of(rest)
        said = _read_plain(clean(fields.get("phone", "")))
        return replace(said, name=clean(fields.get("name", "")) or said.name, call_id=clean(fields.get("id", "")))
    return _read_plain(text)


def _read_address(address: re.Match[str]) -> _Said:
    """Read ``"Name" <address>``; some exchanges put the number in place of the name."""
    quoted: str | None = address["quoted"]
    name = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else address["bare"]
    try:
        return replace(_read_plain(address["inner"].strip()), name=name)
    except CallRefused:
        if _RUN.fullmatch(name.strip()) is None:
            raise
        return _read_bare(name.strip())


def _read_plain(text: str) -> _Said:
    """Read a URI of one number, or words."""
    scheme, rest = uri.split_scheme(text)
    if scheme in {"callto", "callcenter"}:  # either may hold another
        inner, rest = uri.split_scheme(rest)
        if not inner and uri.is_foreign(rest):
            raise ForeignAddress
        scheme = inner or "tel"
    elif not scheme and uri.is_foreign(text):
        raise ForeignAddress
    if scheme in {"sip", "sips"} or (not scheme and "@" in text and " " not in text):
        return _read_sip(rest)
    if scheme == "tel":
        number, extension = uri.tel(rest)
        return _Said(_number(clean(number)), extension=clean(extension))
    return _read_bare(text)


def _read_sip(rest: str) -> _Said:
    user, host, extension = uri.sip(rest)
    user = clean(user)
    if host.casefold().split(":")[0] == "anonymous.invalid":
        raise Withheld
    return _Said(_number(user, line=True), extension=clean(extension))


def _read_bare(text: str) -> _Said:
    """Read a number, or a number and a name in either order, or a line's name with a digit in it."""
    words = without_macros(text).split()
    for place in (0, -1):
        if len(words) > 1 and len(words[place]) >= _SURE_DIGITS and _RUN.fullmatch(words[place]):
            rest = " ".join(words[1:] if place == 0 else words[:-1])
            if any(letter.isalpha() for letter in rest) and not _EXTENSION.fullmatch("0" + rest, 1):
                return _Said(_number(words[place]), name=rest.strip(_AROUND_A_NAME))
    written = " ".join(words)
    extension = _EXTENSION.search(written)
    if extension is not None and _RUN.fullmatch(written[: extension.start()]):
        return _Said(_number(written[: extension.start()]), extension=extension[1])
    run = max(_RUN.finditer(written), key=lambda found: len(found[0]), default=None)
    if run is not None and not (_is_line(text) and len(run[0]) < _SURE_DIGITS):
        rest = f"{written[: run.start()]} {written[run.end() :]}"
        return _Said(_number(run[0]), name=rest.strip(_AROUND_A_NAME))
    return _Said(_number(text, line=_is_line(text)))


def _is_line(text: str) -> bool:
    """Whether a word outside an address names a line: letters alone could be anything that was typed."""
    return bool(_LINE.fullmatch(text)) and any(map(str.isalpha, text)) and any(map(str.isdecimal, text))


def _number(text: str, *, line: bool = False) -> str:
    """Give a number as a call holds it, or with ``line`` the name of a line. Raises CallRefused."""
    text = _unquoted(text)
    if not text:
        raise Empty
    _refuse_word(text)
    macro = first_macro(text)
    if macro is not None:
        raise Unfilled(macro)
    if _RUN.fullmatch(text):
        number = re.sub(r"[^0-9*#+]", "", text)
        if number.startswith("00") and len(number) > 9:  # the international prefix of nearly every country
            number = "+" + number[2:]
        if _NUMBER.fullmatch(number):
            return number
    elif line and _LINE.fullmatch(text):
        return text
    raise NotANumber


def _refuse_word(text: str) -> None:
    word = text.strip(" <>()[]\"'.").casefold()
    if word in _WITHHELD:
        raise Withheld
    if word in _UNKNOWN:
        raise Unknown


def _unquoted(text: str) -> str:
    """Take off quotes that are left over from a command line."""
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'" and text.count(text[0]) == 2:
        return text[1:-1].strip()
    return text


def _call(said: _Said, source: CallSource, received_at: datetime) -> Call:
    return Call(
        number=said.number,
        name=_name(said.name, said.number),
        extension=said.extension if re.fullmatch(r"[0-9]{1,7}", said.extension) else None,
        call_id=_call_id(said.call_id),
        source=source,
        received_at=received_at,
    )


def _name(text: str, number: str) -> str | None:
    """Give a name that tells something; the number again, a placeholder or "unknown" does not."""
    name = " ".join(without_macros(text).split())[:LONGEST_NAME].strip()
    if not any(letter.isalpha() for letter in name) or name == number:
        return None
    try:
        _refuse_word(name)
    except CallRefused:
        return None
    return name


def _call_id(text: str) -> str | None:
    """Give an id that can tell calls apart: cut to its end it could make two calls one."""
    return text if 0 < len(text) <= LONGEST_ID and first_macro(text) is None else None
