"""Where in a TOML text a field stands, as well as one can tell without a parser of one's own."""

import re

_TABLE = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?")
_NAME = re.compile(r"\s*([A-Za-z0-9_.\"'-]+)\s*=")


def line_of(text: str, field: str) -> int | None:
    """Give the line (from 1) of a dotted field, else that of its table, else None."""
    table: tuple[str, ...] = ()
    wanted = tuple(field.split("."))
    nearest = None
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _TABLE.fullmatch(line):
            table = _parts(found[1])
            if table == wanted:
                return number
            if table == wanted[:-1]:
                nearest = number
        elif (found := _NAME.match(line)) and (*table, *_parts(found[1])) == wanted:
            return number
    return nearest


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip(" \t\"'") for part in name.split("."))
