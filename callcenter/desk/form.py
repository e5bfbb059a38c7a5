"""The new-customer form: as typed, what is wrong with it, and the customer it stands for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from callcenter.desk import tags
from callcenter.model import phone
from callcenter.model.customer import CustomerField, Gender, NewCustomer
from callcenter.model.record import Record
from callcenter.pos.errors import PosError

LONGEST = {
    CustomerField.NAME: 255,
    CustomerField.EMAIL: 255,
    CustomerField.CODE: 64,
    CustomerField.ADDRESS: 500,
    CustomerField.NOTES: 5000,
}
"""Characters. Longer input is a paste gone wrong."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y")
_FIRST_YEAR = 1900


class Form(Record, frozen=True):
    """The form as typed, a name each of ``CustomerField``: nothing is changed in it but by the agent."""

    name: str = ""
    phone: str = ""
    email: str = ""
    code: str = ""
    notes: str = ""
    group_id: str | None = None
    gender: Gender | None = None
    date_of_birth: str = ""
    address: str = ""
    tags: tuple[str, ...] = ()


class Problem(Record, frozen=True):
    """What is wrong with a field; ``code`` names a sentence, ``message`` is the server's own where it gave one."""

    field: CustomerField
    code: str
    message: str = ""


def problems_in(error: PosError) -> tuple[Problem, ...]:
    """Return what the server said of single fields when it refused; none where it named none of the form's."""
    known = {field.value: field for field in CustomerField}
    return tuple(
        Problem(field=field, code="refused", message=one.message)
        for one in error.fields
        if (field := known.get(one.field))
    )


def prefilled(typed: str) -> Form:
    """Return a form with what was typed in the search: a number goes to the phone, words go to the name."""
    words = typed.split()
    letters = [word for word in words if any(letter.isalpha() for letter in word)]
    rest = " ".join(word for word in words if word not in letters)
    return Form(name=" ".join(letters), phone=rest if phone.looks_like_number(rest) else "")


def check(form: Form, region: str, today: date) -> tuple[Problem, ...]:
    """Return what keeps the form from being saved; cheap enough for every key."""
    found = [
        Problem(field=field, code="too-long") for field, most in LONGEST.items() if len(getattr(form, field)) > most
    ]
    if not form.name.strip():
        found.append(Problem(field=CustomerField.NAME, code="name-missing"))
    if form.phone.strip():
        try:
            phone.parse(form.phone, region)
        except phone.InvalidPhone as error:
            found.append(Problem(field=CustomerField.PHONE, code=f"phone-{error.fault.value}"))
    if form.email.strip() and not _EMAIL.fullmatch(form.email.strip()):
        found.append(Problem(field=CustomerField.EMAIL, code="email-wrong"))
    if form.date_of_birth.strip():
        day = _day(form.date_of_birth)
        if day is None:
            found.append(Problem(field=CustomerField.DATE_OF_BIRTH, code="date-wrong"))
        elif day.year < _FIRST_YEAR or day > today:
            found.append(Problem(field=CustomerField.DATE_OF_BIRTH, code="date-out-of-range"))
    if fault := tags.fault(form.tags):
        found.append(Problem(field=CustomerField.TAGS, code=fault))
    return tuple(found)


def customer_of(form: Form, cid: str, region: str) -> NewCustomer:
    """Return the customer that a form without problems stands for."""
    return NewCustomer(
        cid=cid,
        name=text_of(form, CustomerField.NAME) or "",
        phone=phone.parse(form.phone, region).e164 if form.phone.strip() else None,
        email=text_of(form, CustomerField.EMAIL),
        code=text_of(form, CustomerField.CODE),
        notes=text_of(form, CustomerField.NOTES),
        group_id=form.group_id,
        gender=form.gender,
        date_of_birth=_day(form.date_of_birth),
        address=text_of(form, CustomerField.ADDRESS),
        tags=tags.added((), form.tags),
    )


def text_of(form: Form, field: CustomerField) -> str | None:
    """Return a field of text as it is sent, without the blanks around it; None for an empty one."""
    text: str = getattr(form, field)
    return (" ".join(text.split()) if field is CustomerField.NAME else text.strip()) or None


def form_of(customer: NewCustomer) -> Form:
    """Return the form of a customer who was refused, to be mended."""
    day = customer.date_of_birth
    return Form(
        name=customer.name,
        phone=customer.phone or "",
        email=customer.email or "",
        code=customer.code or "",
        notes=customer.notes or "",
        group_id=customer.group_id,
        gender=customer.gender,
        date_of_birth=day.strftime("%d.%m.%Y") if day else "",
        address=customer.address or "",
        tags=customer.tags,
    )


def _day(text: str) -> date | None:
    for layout in _DAY_FORMATS:
        try:
            return datetime.strptime(text.strip(), layout).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None
