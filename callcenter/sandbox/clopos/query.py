"""The parameters of a list, in PHP's brackets: ``filters[0][0]=name&filters[0][1]=Leyla&sort[0]=id&sort[1]=-1``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import parse_qsl

from callcenter.sandbox.clopos.answers import refuse_parameter

_NAME: Final = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_INDEX: Final = re.compile(r"\[([^\[\]]*)\]")
_LAST_PAGE: Final = 10**9
_SHOWN: Final = 60

Filter = tuple[str, tuple[str, ...]]
"""A field and the values it may have."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page stands in its list."""

    offset: int
    limit: int


class Query:
    """The parameters of one request; unknown ones are ignored, as by the vendor."""

    def __init__(self, query: bytes) -> None:
        self._plain: dict[str, str] = {}
        self._nested: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, value in parse_qsl(query.decode("latin-1"), keep_blank_values=True, max_num_fields=2000):
            found = _NAME.fullmatch(name)
            if found and found[2]:
                self._nested.setdefault(found[1], []).append((tuple(_INDEX.findall(found[2])), value))
            else:
                self._plain[name] = value

    def plain(self, name: str) -> str | None:
        """Give a parameter without brackets; None where it is missing or empty."""
        return self._plain.get(name) or None

    def page(self, most: int) -> Page:
        """Read page and limit (from 1 to ``most``; 50 if missing). Raises RefusalError."""
        page = self._whole("page", 1, _LAST_PAGE, default=1)
        limit = self._whole("limit", 1, most, default=50)
        return Page((page - 1) * limit, limit)

    def _whole(self, name: str, least: int, most: int, *, default: int) -> int:
        value = self._plain.get(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdigit() and len(value) <= 12 and least <= int(value) <= most):
            refuse_parameter(name, value[:_SHOWN], f"between {least} and {most}")
        return int(value)

    def sort(self, fields: Iterable[str]) -> tuple[str, bool]:
        """Read the sort field (id if missing) and whether it is descending. Raises RefusalError."""
        given = dict(self._nested.get("sort", []))
        field, way = given.get(("0",), "id"), given.get(("1",), "1")
        if field not in fields:
            refuse_parameter("sort[0]", field[:_SHOWN], f"one of {', '.join(fields)}")
        if way not in {"1", "-1"}:
            refuse_parameter("sort[1]", way[:_SHOWN], "1 or -1")
        return field, way == "-1"

    def related(self) -> dict[str, tuple[str, ...]]:
        """Read ``with[0]=receipt:id,status``: what to include, and which fields of it (all if none are named)."""
        wanted = [value for _, value in self._nested.get("with", [])]
        wanted += [self._plain["with"]] if "with" in self._plain else []
        parts = (value.partition(":") for value in wanted)
        return {name: tuple(filter(None, fields.split(","))) for name, _, fields in parts}

    def filters(self, fields: Iterable[str]) -> list[Filter]:
        """Read the filters, combined by AND. Raises RefusalError for a field that is not among ``fields``."""
        tuples: dict[str, dict[str, list[str]]] = {}
        for path, value in self._nested.get("filters", []):
            if len(path) in {2, 3}:
                tuples.setdefault(path[0], {}).setdefault(path[1], []).append(value)
        return [_filter(index, parts, fields) for index, parts in tuples.items()]

    def days(self) -> tuple[int | None, int | None]:
        """Read ``date[0]`` and ``date[1]``, whole days of UTC: Unix seconds from and before. Raises RefusalError."""
        given = dict(self._nested.get("date", []))
        first, last = _day("date[0]", given.get(("0",))), _day("date[1]", given.get(("1",)))
        return (
            int(first.timestamp()) if first else None,
            int((last + timedelta(days=1)).timestamp()) if last else None,
        )


def _filter(index: str, parts: Mapping[str, list[str]], fields: Iterable[str]) -> Filter:
    name = f"filters[{index[:_SHOWN]}]"
    if "0" not in parts:
        refuse_parameter(f"{name}[0]", None, f"one of {', '.join(fields)}")
    field = parts["0"][0]
    if field not in fields:
        refuse_parameter(f"{name}[0]", field[:_SHOWN], f"one of {', '.join(fields)}")
    if "1" not in parts:
        refuse_parameter(f"{name}[1]", None, "a value")
    return field, tuple(parts["1"])


def numbers(filtered: Filter) -> tuple[int, ...]:
    """Read a filter's values as ids. Raises RefusalError."""
    field, values = filtered
    for value in values:
        if not (value.isascii() and value.isdigit() and len(value) <= 15):
            refuse_parameter(field, value[:_SHOWN], "an integer")
    return tuple(int(value) for value in values)


def _day(name: str, value: str | None) -> datetime | None:
    if not value:
        return None
    try:
        day = datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        refuse_parameter(name, value[:_SHOWN], "a date in the format YYYY-MM-DD")
    if not 1970 <= day.year < 9999:
        refuse_parameter(name, value[:_SHOWN], "a date in the format YYYY-MM-DD")
    return day
