"""Spelling made alike: what people type in a hurry, in another alphabet, or by ear.

Two steps. ``fold`` takes away case, accents and alphabet: ``Əliyev`` is ``eliyev``, ``Алиев`` is ``aliev``.
``skeleton`` goes further and joins the spellings in which one name is carried between Azerbaijani, Turkish, Russian and
English: both are ``aliav``.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")

# Where anyascii (which knows every script) and the habits of Baku part: the Turkic letters, and Russian ones written
# the way names in passports are. Keys are lower-case; both cases are filled in below.
_LETTERS: dict[str, str] = {
    **dict(zip("əışçğöüâîû", "eiscgouaiu", strict=True)),
    **dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)),
    **dict(zip("жхцчшщюя", ("zh", "kh", "ts", "ch", "sh", "shch", "yu", "ya"), strict=True)),
    **dict.fromkeys("ьъ", ""),
    # Azerbaijani, Kazakh and Ukrainian Cyrillic
    **dict(zip("әөүҹһҝғҡқңұіїєґј", "eoucggqqknuiiegy", strict=True)),
    **dict.fromkeys("‘’ʼʻ´", ""),
}
_TABLE = str.maketrans(
    {**_LETTERS, **{letter.upper(): plain for letter, plain in _LETTERS.items() if len(letter.upper()) == 1}, "İ": "i"}
    | {"I": "i", "һ": "h", "Һ": "h"}
)


def fold(text: str) -> str:
    """Return the words of a text in lower-case ASCII letters and digits, one blank between them. Never raises."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_TABLE)
        if not text.isascii():
            from anyascii import anyascii  # noqa: PLC0415 - its tables load for the rare script that needs them

            text = anyascii(text)
    text = text.lower()
    if text.isalnum():  # a word alone, as most are
        return text
    return _NOT_WORD.sub(" ", text.replace("'", "").replace("`", "")).strip()


_DIGRAPHS = re.compile(r"dzh|dj|zh|kh|gh|sh|ch|yu|ye")
_SOUNDS = {
    **dict.fromkeys(("dzh", "dj", "zh", "ch"), "c"),
    **dict.fromkeys(("kh", "gh"), "h"),
    "sh": "s",
    "yu": "u",  # Гюльнар, Gülnar
    "ye": "a",  # Агаев, Ağayev
}
# Russian writes the Azerbaijani h as г (Həsənov, Гасанов), and q as г too (Quliyev, Гулиев).
_ALIKE = str.maketrans("eyxqgjw", "aihhhcv")
_REPEATED = re.compile(r"(.)\1+")


def skeleton(word: str) -> str:
    """Return a folded word in the one spelling that all its usual spellings share.

    ``eliyev``, ``aliyev`` and ``aliev`` are ``aliav``; ``mammadov`` and ``memmedov`` are ``mamadov``.
    """
    joined = _DIGRAPHS.sub(lambda found: _SOUNDS[found[0]], word).translate(_ALIKE)
    return _REPEATED.sub(r"\1", joined) if not joined.isdigit() else joined


@functools.lru_cache(maxsize=65_536)
def spelled(word: str) -> tuple[tuple[str, str], ...]:
    """Return the folded words of one written word, each with its skeleton: names repeat, so this is remembered."""
    return tuple((folded, skeleton(folded)) for folded in fold(word).split())
