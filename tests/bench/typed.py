"""What agents type to find somebody, by kind of look."""

import random
from collections.abc import Iterator

from callcenter.model.customer import Customer
from callcenter.replica.folding import fold

TYPO = "typo"


def texts(sample: list[Customer]) -> dict[str, list[str]]:
    """Return whole texts that are typed to find these customers."""
    chance = random.Random(5)  # noqa: S311 - invented typing
    kinds: dict[str, list[str]] = {
        kind: []
        for kind in ("name", "latin", "reversed", "number", "spaced", "last_digits", "mixed", "parts", "email", TYPO)
    }
    for one in sample:
        plain = fold(one.name)
        words = plain.split()
        kinds["name"].append(one.name.lower())
        kinds["latin"].append(plain)
        kinds["reversed"].append(" ".join(reversed(words)))
        kinds[TYPO] += [slipped(words[-1], chance), f"{words[0]} {slipped(words[-1], chance)}"]
        if one.email:
            kinds["email"].append(one.email)
        if one.phone:
            digits = "".join(letter for letter in one.phone if letter.isdigit())[-9:]
            kinds["number"].append("0" + digits)
            kinds["spaced"].append(f"{digits[:2]} {digits[2:5]} {digits[5:7]} {digits[7:]}")
            kinds["last_digits"].append(digits[-4:])
            kinds["mixed"].append(f"{words[-1]} {digits[-4:]}")
            kinds["parts"].append(f"{words[-1]} {digits[:2]} {digits[-2:]}")
    return kinds


def keys(text: str) -> Iterator[str]:
    """Give what stands in the field after each key."""
    return (text[:size] for size in range(1, len(text) + 1))


def slipped(word: str, chance: random.Random) -> str:
    """Swap two neighbouring letters."""
    at = chance.randrange(max(1, len(word) - 1))
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
