"""The form of a customer who exists: whatever comes from elsewhere, and in whatever order."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from callcenter.desk import changing
from callcenter.desk.form import Form
from callcenter.desk.sheet import Sheet
from callcenter.model.customer import Customer, CustomerField

WHOM = Customer(id="1", name="Leyla")
SEEN = Form(name="Leyla", phone="+994505550199", email="leyla@example.com", address="Nizami 12", tags=("vip",))
_WORDS = st.sampled_from(["", "a", "b", "Nizami 12", "x@example.com"])
_FORMS = st.builds(
    Form,
    name=_WORDS,
    phone=st.sampled_from(["", "+994505550199", "050 555 01 99", "+994505550198", "ask at the bar"]),
    email=_WORDS,
    address=_WORDS,
    notes=_WORDS,
    tags=st.sampled_from([(), ("vip",), ("vip", "wholesale"), ("wholesale", "vip")]),
)
_FIELDS = st.sampled_from(changing.FIELDS)


def _sheet(form: Form = SEEN) -> Sheet:
    return Sheet(WHOM, SEEN, form, "AZ")


def _differ(one: Form, other: Form) -> set[CustomerField]:
    return {field for field in changing.FIELDS if not changing.same(field, one, other, "AZ")}


# ---- what is sent ---------------------------------------------------------------------------------------------------


@given(_FORMS, _FORMS)
def test_a_change_has_the_fields_that_differ_and_what_was_seen_of_them_and_makes_the_customer_as_typed(
    typed: Form, seen: Form
) -> None:
    change, before = changing.change_of(typed, seen, "AZ")
    assert set(change.fields) == set(before.fields) == {field.value for field in _differ(typed, seen)}
    for name in before.fields:
        assert (getattr(before, name) or "") == (getattr(seen, name) or "")
    there = changing.form_with(seen, changing.values_of(change))
    assert not _differ(typed, there)


def test_a_number_spelled_otherwise_and_tags_in_another_order_are_no_change() -> None:
    seen = msgspec.structs.replace(SEEN, tags=("vip", "wholesale"))
    typed = msgspec.structs.replace(seen, phone="050 555-01-99", tags=("wholesale", "vip"))
    assert changing.change_of(typed, seen, "AZ")[0].fields == ()


def test_an_emptied_field_is_sent_as_nothing_and_tags_as_none_of_them() -> None:
    typed = msgspec.structs.replace(SEEN, phone=" ", email="", tags=())
    change, before = changing.change_of(typed, SEEN, "AZ")
    assert (change.phone, change.email, change.tags) == (None, None, ())
    assert (before.phone, before.email, before.tags) == (SEEN.phone, SEEN.email, SEEN.tags)


@given(st.lists(_FORMS, min_size=1, max_size=4))
def test_changes_one_after_the_other_are_as_one_from_the_first_sight_to_the_last_word(forms: list[Form]) -> None:
    steps = [changing.change_of(after, before, "AZ") for before, after in zip([SEEN, *forms], forms, strict=False)]
    wanted, before = changing.merged(steps)
    assert wanted.keys() == before.keys()
    assert not _differ(changing.form_with(SEEN, wanted), forms[-1])
    for name, value in before.items():
        assert changing.same(CustomerField(name), changing.form_with(SEEN, {name: value}), SEEN, "AZ")


# ---- somebody else --------------------------------------------------------------------------------------------------


@given(_FORMS, _FORMS)
def test_what_was_typed_stays_and_what_was_not_becomes_what_is_told(typed: Form, now: Form) -> None:
    sheet = _sheet(typed)
    touched = _differ(typed, SEEN)
    sheet.meet(now)
    for field in changing.FIELDS:
        source = typed if field in touched else now
        assert changing.same(field, sheet.form, source, "AZ")
    both = touched & _differ(now, SEEN) & _differ(now, typed)
    assert {one.field for one in sheet.collisions} == both


@given(_FORMS, _FORMS, st.lists(st.booleans(), min_size=6, max_size=6))
def test_what_the_agent_chose_is_what_is_sent_upon_what_stands_now(typed: Form, now: Form, choices: list[bool]) -> None:
    sheet = _sheet(typed)
    sheet.meet(now)
    mine = dict(zip(changing.FIELDS, choices, strict=True))
    for one in sheet.collisions:
        sheet.choose(one.field, mine=mine[one.field])
    assert sheet.undecided is None
    collided = {one.field for one in sheet.collisions}
    sheet.settle()
    change, before = changing.change_of(sheet.form, sheet.seen, "AZ")
    there = changing.form_with(now, changing.values_of(change))
    for field in changing.FIELDS:
        kept = typed if field not in collided and field in _differ(typed, SEEN) else now
        if field in collided:
            kept = typed if mine[field] else now
        assert changing.same(field, there, kept, "AZ")
    for name in before.fields:  # nothing is overwritten that the agent has not seen
        assert changing.same(CustomerField(name), changing.form_with(now, {name: getattr(before, name)}), now, "AZ")


@given(_FORMS, st.lists(_FORMS, min_size=1, max_size=4))
def test_however_often_it_is_told_the_choice_stays_as_long_as_theirs_is_the_same(typed: Form, told: list[Form]) -> None:
    sheet = _sheet(typed)
    for now in told:
        sheet.meet(now)
        for one in sheet.collisions:
            sheet.choose(one.field, mine=True)
        decided = sheet.collisions
        sheet.meet(now)
        assert sheet.collisions == decided
    touched = _differ(typed, SEEN)
    for field in touched & {one.field for one in sheet.collisions}:
        assert changing.same(field, sheet.form, typed, "AZ")


@given(_FORMS, _FORMS, _FORMS)
def test_who_types_on_has_chosen_their_own_and_who_types_theirs_has_chosen_theirs(
    typed: Form, now: Form, more: Form
) -> None:
    sheet = _sheet(typed)
    sheet.meet(now)
    before, theirs = sheet.form, {one.field for one in sheet.collisions}
    sheet.type_in(more)
    for one in sheet.collisions:
        if one.field in theirs and not changing.same(one.field, more, before, "AZ"):
            assert one.mine is not changing.same(one.field, more, now, "AZ")
    assert sheet.form == more


@given(_FORMS, _FORMS)
def test_giving_up_what_was_typed_leaves_what_stands(typed: Form, now: Form) -> None:
    sheet = _sheet(typed)
    sheet.meet(now)
    sheet.undo()
    assert sheet.changed == ()
    assert not sheet.collisions


@given(_FIELDS, _FORMS)
def test_a_field_that_was_not_told_says_nothing(untold: CustomerField, now: Form) -> None:
    sheet = _sheet()
    sheet.meet(now, tuple(field for field in changing.FIELDS if field is not untold))
    assert getattr(sheet.form, untold.value) == getattr(SEEN, untold.value)
