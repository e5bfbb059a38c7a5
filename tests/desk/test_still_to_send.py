"""What of a change is still to be sent, held against whatever the point of sale has by then."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from callcenter.desk.acts.update_customer import CustomerUpdate, same, still_to_send
from callcenter.model.customer import Customer, CustomerChange
from callcenter.pos.errors import ChangedMeanwhile

_TEXTS = {field: st.sampled_from([None, "", "a", " a ", "A", "b", "a\r\nb", "a\nb"]) for field in ("address", "notes")}
_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    **_TEXTS,
    "name": st.sampled_from(["Leyla", "leyla", " Leyla ", "Nərgiz"]),
    "email": st.sampled_from([None, "a@example.com", "A@Example.com", "b@example.com"]),
    "phone": st.sampled_from([None, "+994501234567", "+994 50 123 45 67", "+994501234568", "*"]),
    "tags": st.lists(st.sampled_from(["vip", "toy", " vip "])).map(tuple),
}


@st.composite
def _updates(draw: st.DrawFn) -> tuple[CustomerUpdate, Customer]:
    named = draw(st.sets(st.sampled_from(sorted(_FIELDS)), min_size=1))
    change, before = ({field: draw(_FIELDS[field]) for field in named} for _ in range(2))
    stands = {field: draw(values) for field, values in _FIELDS.items()}
    body = CustomerUpdate(customer_id="1", change=CustomerChange(**change), before=CustomerChange(**before))
    return body, Customer(id="1", **stands)


def _applied(now: Customer, change: CustomerChange) -> Customer:
    return msgspec.structs.replace(now, **{field: getattr(change, field) for field in change.fields})


@given(_updates())
def test_what_is_sent_brings_about_the_change_and_then_nothing_is_left_to_send(
    given_: tuple[CustomerUpdate, Customer],
) -> None:
    body, now = given_
    try:
        left = still_to_send(body, now)
    except ChangedMeanwhile:
        reject()
    after = _applied(now, left)
    assert all(same(field, getattr(after, field), getattr(body.change, field)) for field in body.change.fields)
    assert still_to_send(body, after).fields == ()


@given(_updates())
def test_a_change_is_refused_where_and_only_where_a_field_is_neither_as_seen_nor_as_wanted(
    given_: tuple[CustomerUpdate, Customer],
) -> None:
    body, now = given_
    theirs = [
        field
        for field in body.change.fields
        if not same(field, getattr(now, field), getattr(body.before, field))
        and not same(field, getattr(now, field), getattr(body.change, field))
    ]
    if theirs:
        with pytest.raises(ChangedMeanwhile) as caught:
            still_to_send(body, now)
        assert caught.value.customer is now
    else:
        assert set(still_to_send(body, now).fields) <= set(body.change.fields)


@given(_updates())
def test_a_change_that_was_sent_and_whose_answer_was_lost_is_no_conflict(
    given_: tuple[CustomerUpdate, Customer],
) -> None:
    body, now = given_
    seen = CustomerChange(**{field: getattr(now, field) for field in body.change.fields})
    body = msgspec.structs.replace(body, before=seen)
    assert still_to_send(body, _applied(now, body.change)).fields == ()


def test_a_field_that_the_point_of_sale_does_not_tell_is_sent() -> None:
    body = CustomerUpdate(customer_id="1", change=CustomerChange(notes="b"), before=CustomerChange(notes="a"))
    assert still_to_send(body, Customer(id="1", name="Leyla", untold=("notes",))).notes == "b"


@pytest.mark.parametrize(
    ("field", "one", "other", "alike"),
    [
        ("phone", "+994 50 123-45-67", "+994501234567", True),
        ("phone", "0501234567", "+994501234567", False),
        ("phone", "*", None, False),
        ("tags", ("vip", "toy"), ("toy", "vip"), True),
        ("tags", ("vip",), ("vip", "toy"), False),
        ("notes", None, "  ", True),
        ("notes", "a\r\nb", "a\nb", True),
        ("name", "Leyla", "leyla", False),
        ("email", "Leyla@Example.com", "leyla@example.com", True),
    ],
)
def test_values_are_compared_as_a_point_of_sale_keeps_them(field: str, one: object, other: object, alike: bool) -> None:
    assert same(field, one, other) is alike
