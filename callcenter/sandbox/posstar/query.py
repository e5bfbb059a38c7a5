"""The parameters of a list and of a ledger."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from starlette.datastructures import QueryParams

from callcenter.sandbox.posstar.answers import refuse_fields

_MOST: Final = 100
"""A page holds no more, whatever is asked for."""
_USUAL: Final = 20
_LAST_PAGE: Final = 10**9
_DAY_SECONDS: Final = 86_400

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Listing:
    """What of the list is asked for."""

    offset: int
    limit: int
    search: str
    sort: str
    descending: bool


def listing(query: QueryParams, sorts: Collection[str]) -> Listing:
    """Read the parameters of ``GET /customers``; unknown ones are ignored. Raises RefusalError."""
    wrong: list[str] = []
    page = _whole(query, "page", 1, wrong)
    limit = min(_whole(query, "limit", _USUAL, wrong), _MOST)
    sort, order = query.get("sort", "created_at"), query.get("order", "DESC")
    if sort not in sorts:
        wrong.append(f"sort must be one of the following values: {', '.join(sorts)}")
    if order not in {"ASC", "DESC"}:
        wrong.append("order must be one of the following values: ASC, DESC")
    if wrong:
        refuse_fields(*wrong)
    return Listing((page - 1) * limit, limit, query.get("search", ""), sort, order == "DESC")


def _whole(query: QueryParams, name: str, default: int, wrong: list[str]) -> int:
    value = query.get(name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= 12):
        wrong.append(f"{name} must be an integer number")
    elif int(value) < 1:
        wrong.append(f"{name} must not be less than 1")
    elif int(value) > _LAST_PAGE:
        wrong.append(f"{name} must not be greater than {_LAST_PAGE}")
    else:
        return int(value)
    return default


def span(query: QueryParams) -> tuple[int | None, int | None]:
    """Read ``from`` and ``to``, whole days of UTC, both inclusive: Unix seconds from and before.

    Raises RefusalError.
    """
    wrong: list[str] = []
    first, last = _day(query, "from", wrong), _day(query, "to", wrong)
    if wrong:
        refuse_fields(*wrong)
    return first, None if last is None else last + _DAY_SECONDS


def _day(query: QueryParams, name: str, wrong: list[str]) -> int | None:
    value = query.get(name)
    if value is None:
        return None
    try:
        return int(datetime.fromisoformat(value if _DAY.fullmatch(value) else "").replace(tzinfo=UTC).timestamp())
    except ValueError:
        wrong.append(f"{name} must be a valid ISO 8601 date string")
        return None
