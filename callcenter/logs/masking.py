"""What must not be read in a log, found by its key, its looks, or because it was named beforehand."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import PurePath
from urllib.parse import quote, quote_plus
from uuid import UUID

MASK = "•••"

_SECRET_KEYS = "|".join(
    (
        "token",
        "secret",
        "passw(?:or)?d",
        "passphrase",
        "authorization",
        "cookie",
        "credential",
        "api_?key",
        "private_?key",
    )
)
_PERSONAL_KEYS = r"phone|e_?mail|address|birth"
_PERSONAL_WORDS = "name|names|note|notes|description|comment|text|body|content|payload|query|search|params|caller"
_SENSITIVE = re.compile(rf"{_SECRET_KEYS}|{_PERSONAL_KEYS}|(?:^|_)(?:{_PERSONAL_WORDS}|fullname|surname)(?:_|$)")
_TECHNICAL_NAMES = frozenset({"file_name", "func_name", "logger_name", "thread_name", "process_name", "host_name"})
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Numbers that are no phone numbers, by their keys.
_COUNTS = re.compile(r"(?:^|_)(?:id|ms|us|ns|bytes|size|count|total|rows|pid)$")

_LONGEST = 4_000
_READ = 100_000
_DEEPEST = 6
_MOST = 100


class _Concealed:
    """Texts named beforehand, in every spelling a log may give them; the newest hundred."""

    def __init__(self) -> None:
        self._spellings: dict[str, tuple[str, ...]] = {}

    def add(self, text: str) -> None:
        if len(text) < 4:
            return  # masking every "a" would make the log unreadable, and tell the secret
        spelled = {text, repr(text)[1:-1], json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
        with_percents = text.encode("utf-8", "surrogatepass")
        spelled |= {quote(with_percents), quote(with_percents, safe=""), quote_plus(with_percents)}
        self._spellings.pop(text, None)
        self._spellings[text] = tuple(sorted(spelled, key=len, reverse=True))
        while len(self._spellings) > _MOST:
            del self._spellings[next(iter(self._spellings))]

    def remove(self, text: str) -> None:
        self._spellings.pop(text, None)

    def __contains__(self, text: str) -> bool:
        return text in self._spellings

    def masked(self, text: str) -> str:
        # A copy, because a log may be written while another thread adds to it.
        for spelled in tuple(self._spellings.values()):
            for spelling in spelled:
                if spelling in text:
                    text = text.replace(spelling, MASK)
        return text


_concealed = _Concealed()


def conceal(text: str) -> None:
    """Mask this very text wherever it is logged from now on: for secrets whose looks give nothing away."""
    _concealed.add(text)


@contextmanager
def masked_meanwhile(text: str) -> Iterator[None]:
    """Mask this very text for as long as the block lasts: for a secret that nobody holds afterwards, this room neither.

    What was concealed before stays so.
    """
    if text in _concealed:
        yield
        return
    _concealed.add(text)
    try:
        yield
    finally:
        _concealed.remove(text)


_UUID = r"(?P<uuid>(?<![\w-])[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?![\w-]))"
_DIGITS = re.compile(rf"{_UUID}|\+?\d(?:[\s().\-/–—‑_·]{{0,3}}\d){{6,}}")
_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_Replacement = str | Callable[[re.Match[str]], str]
_LOOKS: tuple[tuple[re.Pattern[str], _Replacement], ...] = (
    # asyncio shows a task with its exception, whose text may be anything.
    (re.compile(r"(exception=[\w.]+)\(.*"), rf"\1({MASK})"),
    (re.compile(r"(?i)\b(bearer|basic)\s+\S+"), rf"\1 {MASK}"),
    (re.compile(rf"(?i)((?:{_SECRET_KEYS})[\w-]*[\"']?\s*[:=]\s*)(?:{_QUOTED}|[^\s,;&}}]+)"), rf"\1{MASK}"),
    (
        re.compile(
            rf"(?i)(\b(?:\w+_)?(?:{_PERSONAL_KEYS}|{_PERSONAL_WORDS})\w*[\"']?\s*[:=]\s*)(?:{_QUOTED}|\[[^\]]*\])"
        ),
        rf"\1{MASK}",
    ),
    (re.compile(r"://[^/\s@]+@"), f"://{MASK}@"),
    # Filters and search texts stand in the query of an address.
    (re.compile(r"(?<=[\w/])\?[^\s\"'<>]+"), f"?{MASK}"),
    (re.compile(r"eyJ[\w-]{5,}(?:\.[\w-]*)*"), MASK),
    (re.compile(r"oauth_[\w-]+"), MASK),
    (re.compile(r"[\w-]{24,}"), lambda found: MASK if _looks_random(found[0]) else found[0]),
    (_DIGITS, lambda found: found[0] if found["uuid"] else MASK),
)
_WORD = re.compile(r"\S+")


def masked_text(text: str) -> str:
    """Give the text without what looks like a secret, a phone number or an e-mail address; long text is cut."""
    if len(text) > _READ:
        # What stands at the cut may be half of something, so it goes too.
        return masked_text(text[: _READ - 1])[:-_LONGEST]
    text = _concealed.masked(text)
    if "@" in text:
        text = _WORD.sub(lambda word: MASK if "@" in word[0][1:] else word[0], text)
    for pattern, replacement in _LOOKS:
        text = pattern.sub(replacement, text)
    # The end of a traceback is what it is about.
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"


def masked_fields(fields: Mapping[str, object], depth: int = 0) -> dict[str, object]:
    """Give the fields of an event with every value masked that its key or its looks give away."""
    return {masked_text(str(key)): _masked_field(str(key), value, depth) for key, value in fields.items()}


def _masked_field(key: str, value: object, depth: int) -> object:
    spelled = _CAMEL.sub("_", key).lower().replace("-", "_")
    if value is not None and spelled not in _TECHNICAL_NAMES and _SENSITIVE.search(spelled):
        return MASK
    if isinstance(value, int) and _COUNTS.search(spelled) and abs(value) < 10**18:
        return value
    return _masked(value, depth)


def _masked(value: object, depth: int) -> object:  # noqa: PLR0911 - one a type
    match value:
        case None | bool():
            return value
        case str():
            return masked_text(value)
        case int() | float():
            # Seven digits may be a phone number; NaN is no number to compare.
            return value if -(10**6) < value < 10**6 else MASK
        case Mapping() | list() | tuple() | set() | frozenset() if depth >= _DEEPEST:
            return "…"
        case Mapping():
            return masked_fields(value, depth + 1)
        case list() | tuple() | set() | frozenset():
            return [_masked(one, depth + 1) for one in value]
        case Decimal() | UUID() | PurePath() | date() | time() | timedelta():
            return masked_text(str(value))
        case _:
            # A repr may show anything.
            return f"<{type(value).__name__}>"


def _looks_random(word: str) -> bool:
    """Whether a long word is rather a key than a name: digits, small letters and capitals in one."""
    return any(map(str.isdigit, word)) and any(map(str.islower, word)) and any(map(str.isupper, word))
