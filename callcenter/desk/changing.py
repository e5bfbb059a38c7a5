"""What an agent changed of a customer: only that is sent, with what they saw before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from callcenter.desk import form as forms
from callcenter.desk import tags
from callcenter.desk.form import Form
from callcenter.model import phone
from callcenter.model.customer import Customer, CustomerChange, CustomerField

FIELDS: Final = (
    *(CustomerField.NAME, CustomerField.PHONE, CustomerField.EMAIL),
    *(CustomerField.ADDRESS, CustomerField.TAGS, CustomerField.NOTES),
)
"""What can be changed of a customer who exists, in the order of the form."""


def form_of(customer: Customer) -> Form:
    """Return what of a customer can be changed, as it stands."""
    return form_with(Form(), {field.value: getattr(customer, field.value) for field in FIELDS})


def form_with(form: Form, values: Mapping[str, Any]) -> Form:
    """Return a form with values of a customer in the place of its own."""
    return msgspec.structs.replace(
        form,
        **{name: tuple(value or ()) if name == CustomerField.TAGS else value or "" for name, value in values.items()},
    )


def taken_over(form: Form, other: Form, fields: Iterable[CustomerField]) -> Form:
    """Return a form with some fields as another has them."""
    return msgspec.structs.replace(form, **{field.value: getattr(other, field.value) for field in fields})


def same(field: CustomerField, one: Form, other: Form, region: str) -> bool:
    """Whether two forms mean one thing: a number spelled otherwise is the same, and so are tags in another order."""
    mine, theirs = getattr(one, field.value), getattr(other, field.value)
    if field is CustomerField.TAGS:
        return tags.same(mine, theirs)
    if field is CustomerField.PHONE:
        return _number(mine, region) == _number(theirs, region)
    return mine == theirs or value_of(one, field, region) == (theirs or None)


def changed(form: Form, seen: Form, region: str) -> tuple[CustomerField, ...]:
    """Return the fields that are otherwise than they were seen."""
    return tuple(field for field in FIELDS if not same(field, form, seen, region))


def value_of(form: Form, field: CustomerField, region: str) -> str | tuple[str, ...] | None:
    """Return a field as it is sent; None and no tags empty it."""
    if field is CustomerField.TAGS:
        return form.tags
    if field is CustomerField.PHONE:
        return _number(form.phone, region) or None
    return forms.text_of(form, field)


def change_of(form: Form, seen: Form, region: str) -> tuple[CustomerChange, CustomerChange]:
    """Return what is to change, and the same fields as they were seen."""
    fields = changed(form, seen, region)
    change: dict[str, Any] = {field.value: value_of(form, field, region) for field in fields}
    before = {field.value: getattr(seen, field.value) for field in fields}
    emptied: dict[str, Any] = {
        name: value if value or name in {"tags", "name"} else None for name, value in before.items()
    }
    return CustomerChange(**change), CustomerChange(**emptied)


def values_of(change: CustomerChange) -> dict[str, Any]:
    """Return what a change sets, by the names of ``Customer``'s fields."""
    return {name: getattr(change, name) for name in change.fields}


def applied(customer: Customer, changes: Iterable[CustomerChange]) -> Customer:
    """Return a customer as they will be once all changes have arrived."""
    values = {name: value for change in changes for name, value in values_of(change).items()}
    return msgspec.structs.replace(customer, **values) if values else customer


def merged(updates: Iterable[tuple[CustomerChange, CustomerChange]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what several changes, the oldest first, set in the end, and what was there before the first of them."""
    wanted: dict[str, Any] = {}
    before: dict[str, Any] = {}
    for change, seen in updates:
        wanted |= values_of(change)
        before = values_of(seen) | before
    return wanted, before


def text_of(form: Form, field: CustomerField) -> str:
    """Return a field for the eyes."""
    return ", ".join(form.tags) if field is CustomerField.TAGS else str(getattr(form, field.value))


def _number(text: str, region: str) -> str:
    try:
        return phone.parse(text, region).e164
    except phone.InvalidPhone:
        return text.strip()
