"""Queries in PHP's brackets: what PHP reads out of them is what was asked."""

from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.model.customer import CustomerQuery, CustomerSort
from callcenter.model.order import OrderQuery, OrderSort
from callcenter.pos.clopos import params

Tree = dict[str, "Tree | str"]


def as_php_reads(pairs: params.Params) -> Tree:
    """Send the parameters over the wire and read them as PHP does: brackets are arrays."""
    read: Tree = {}
    for name, value in parse_qsl(urlencode(pairs), keep_blank_values=True, strict_parsing=bool(pairs)):
        head, *keys = name.replace("]", "").split("[")
        place = read
        for key in (head, *keys[:-1]) if keys else ():
            place = place.setdefault(key, {})  # type: ignore[assignment] # no name is a text and an array here
        place[keys[-1] if keys else head] = value
    return read


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
maybe = st.none() | words


@given(
    name=maybe,
    phone=maybe,
    group_id=maybe,
    sort=st.none() | st.sampled_from(CustomerSort),
    descending=st.booleans(),
    page=st.integers(1, 10**6),
    limit=st.integers(1, 999),
    with_group=st.booleans(),
)
def test_a_query_over_customers_arrives_as_it_was_asked(
    name: str | None,
    phone: str | None,
    group_id: str | None,
    sort: CustomerSort | None,
    descending: bool,
    page: int,
    limit: int,
    with_group: bool,
) -> None:
    query = CustomerQuery(
        name=name,
        phone=phone,
        group_id=group_id,
        sort=sort,
        descending=descending,
        page=page,
        limit=limit,
        with_group=with_group,
    )
    read = as_php_reads(params.customers(query))
    filters = read.pop("filters", {})
    assert isinstance(filters, dict)
    assert list(filters) == [str(index) for index in range(len(filters))]
    assert [(one["0"], one["1"]) for one in filters.values() if isinstance(one, dict)] == [
        (field, value) for field, value in (("name", name), ("phones", phone), ("group_id", group_id)) if value
    ]
    expected: Tree = {"page": str(page), "limit": str(limit)}
    if sort:
        expected["sort"] = {"0": sort.value, "1": "-1" if descending else "1"}
    if with_group:
        expected["with"] = {"0": "group"}
    assert read == expected


@given(
    status=maybe,
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    sort=st.sampled_from(OrderSort),
    descending=st.booleans(),
)
def test_a_query_over_orders_arrives_as_it_was_asked(
    status: str | None, since: date | None, until: date | None, sort: OrderSort, descending: bool
) -> None:
    read = as_php_reads(
        params.orders(OrderQuery(status=status, since=since, until=until, sort=sort, descending=descending))
    )
    expected: Tree = {"page": "1", "limit": "100", "sort": {"0": sort.value, "1": "-1" if descending else "1"}}
    if status:
        expected["status"] = status
    first, last = since or until, until or since
    if first and last:
        expected["date"] = {"0": first.isoformat(), "1": last.isoformat()}
    assert read == expected


@pytest.mark.parametrize("half", ["\ud83d", "a\udc00b"])
def test_half_an_emoji_does_not_keep_a_search_from_being_sent(half: str) -> None:
    assert urlencode(params.customers(CustomerQuery(name=half)))
