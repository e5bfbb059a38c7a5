"""Telephone numbers that differ from each other by construction, written as people write them."""

from typing import Final

MOBILE_PREFIXES: Final = ("50", "51", "55", "70", "77", "99", "10", "60")
"""Mobile operators' codes of Azerbaijan (+994); seven digits follow each."""

_FOREIGN: Final = ("7916", "90532", "44740", "491510", "38050")
"""Country and operator of Russia, Turkey, the United Kingdom, Germany and Ukraine; seven digits make them whole."""

_LINES: Final = 10_000_000
_STRIDE: Final = 7_654_321  # prime to 10,000,000, so that counting in it meets every line once

MOST: Final = _LINES
"""So many people get numbers that differ."""


def digits_for(index: int) -> str:
    """Give the number of the person at this index, country code first, digits alone. One person in 25 is foreign."""
    if index % 25 == 7:
        return f"{_FOREIGN[index // 25 % 5]}{index * _STRIDE % _LINES:07d}"
    return f"994{MOBILE_PREFIXES[index % 8]}{index // 8 * _STRIDE % _LINES:07d}"


def written(digits: str, habit: float) -> str:
    """Write a number in a usual way, chosen by ``habit`` from 0 to 1: E.164 mostly, with blanks, or national."""
    if habit < 0.7 or not digits.startswith("994"):
        return f"+{digits}"
    operator, line = digits[3:5], digits[5:]
    if habit < 0.82:
        return f"+994 {operator} {line[:3]} {line[3:5]} {line[5:]}"
    if habit < 0.9:
        return f"0{operator}{line}"
    if habit < 0.96:
        return f"0{operator} {line[:3]} {line[3:5]} {line[5:]}"
    return f"(0{operator}) {line[:3]}-{line[3:5]}-{line[5:]}"
