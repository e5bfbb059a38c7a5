"""The right keys on the wrong keyboard layout: ``Fkbtd`` is what ``Алиев`` leaves on Latin keys."""

from __future__ import annotations

_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_AZERI = "qüertyuiopöğasdfghjklıəzxcvbnmçş`"

_TO_RUSSIAN = str.maketrans(
    {
        **dict(zip(_AZERI, _RUSSIAN, strict=True)),
        **dict(zip(_ENGLISH, _RUSSIAN, strict=True)),
        **dict(zip('{}:"<>~', "хъжэбюё", strict=True)),
    }
)
_TO_ENGLISH = str.maketrans(dict(zip(_RUSSIAN, _ENGLISH, strict=True)))
_TO_AZERI = str.maketrans(dict(zip(_RUSSIAN, _AZERI, strict=True)))
_ON_BOTH = str.maketrans({"İ": "i", "I": "i"})


def other_layouts(text: str) -> tuple[str, ...]:
    """Return what the same keys write on the other layouts; nothing for a text without letters."""
    plain = text.translate(_ON_BOTH).lower()
    if any("а" <= letter <= "я" or letter == "ё" for letter in plain):
        return tuple(dict.fromkeys((plain.translate(_TO_ENGLISH), plain.translate(_TO_AZERI))))
    if any(letter.isalpha() for letter in plain):
        return (plain.translate(_TO_RUSSIAN),)
    return ()
