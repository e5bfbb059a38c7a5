"""How text and numbers are made comparable."""

import re

_NOT_DIGITS = re.compile(r"[^0-9]+")


def folded(text: str) -> str:
    """Remove the difference between upper and lower case, the four Turkic i's included: ``İ I ı i`` become ``i``."""
    return text.casefold().replace("\u0307", "").replace("ı", "i")


def digits_of(number: str) -> str:
    """Keep the digits alone: ``+994 50 535-57-57`` becomes ``994505355757``."""
    return _NOT_DIGITS.sub("", number)
