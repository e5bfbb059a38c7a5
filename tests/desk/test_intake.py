"""Taking in a new customer."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.desk.connection import Connection, Link
from callcenter.desk.directory import PosDirectory, Wanted
from callcenter.desk.form import Form, Problem, check, customer_of
from callcenter.desk.intake import Clash, Intake
from callcenter.model import phone
from callcenter.model.customer import Customer, CustomerField, Gender, NewCustomer
from callcenter.pos import errors
from callcenter.sandbox.clopos import accounts
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import Secret
from tests.desk.at_work import Asked, Desk, Until, heard

TODAY = date(2026, 2, 2)
NEW = Form(name="Nərgiz Quliyeva", phone="055 717 20 20")


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for the number at the next turn of the loop."""
    monkeypatch.setattr("callcenter.desk.intake.LIKE_PAUSE", 0.0)


@pytest.fixture
async def intake(desk: Desk) -> Intake:
    """Give an intake whose today never changes; nobody is signed in."""
    return Intake(desk.session, PosDirectory(desk.session), Connection(), today=lambda: TODAY)


# ---- beginning ------------------------------------------------------------------------------------------------------


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("typed", "name", "number"),
    [
        ("", "", ""),
        ("Nərgiz", "Nərgiz", ""),
        ("055 717 20 20", "", "055 717 20 20"),
        ("+994 55 717-20-20", "", "+994 55 717-20-20"),
        ("Nərgiz 055 717 20 20", "Nərgiz", "055 717 20 20"),
        ("(055) 717 Nərgiz Quliyeva", "Nərgiz Quliyeva", "(055) 717"),
        ("  Nərgiz   Quliyeva ", "Nərgiz Quliyeva", ""),
        ("Nərgiz m4", "Nərgiz m4", ""),
    ],
)
async def test_what_was_typed_in_the_search_stands_in_the_right_fields(
    intake: Intake, typed: str, name: str, number: str
) -> None:
    assert intake.begin(typed) == Form(name=name, phone=number)


# ---- checking -------------------------------------------------------------------------------------------------------


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("name", "", "name-missing"),
        ("name", " \t ", "name-missing"),
        ("name", "ə" * 255, None),
        ("name", "ə" * 256, "too-long"),
        ("phone", "055 717 20 20", None),
        ("phone", "+7 916 123-45-67", None),
        ("phone", "abc", "phone-not-a-number"),
        ("phone", "055 71", "phone-too-short"),
        ("phone", "055 717 20 20 20 20 20", "phone-too-long"),
        ("phone", "+999 55 717 20 20", "phone-unknown-country"),
        ("phone", "031 000 00 00", "phone-not-assigned"),
        ("email", "nergiz@example.com", None),
        ("email", " nergiz@mail.example.com ", None),
        ("email", "nergiz@", "email-wrong"),
        ("email", "nergiz@example", "email-wrong"),
        ("email", "a b@example.com", "email-wrong"),
        ("email", "a@b@example.com", "email-wrong"),
        ("code", "C-17", None),
        ("code", "x" * 65, "too-long"),
        ("notes", "x" * 5000, None),
        ("notes", "x" * 5001, "too-long"),
        ("date_of_birth", "1990-05-15", None),
        ("date_of_birth", "15.05.1990", None),
        ("date_of_birth", "15/05/1990", None),
        ("date_of_birth", "29.02.2000", None),
        ("date_of_birth", "29.02.2001", "date-wrong"),
        ("date_of_birth", "15 May", "date-wrong"),
        ("date_of_birth", "31.12.1899", "date-out-of-range"),
        ("date_of_birth", "02.02.2026", None),
        ("date_of_birth", "03.02.2026", "date-out-of-range"),
    ],
)
async def test_each_field_is_judged_by_itself(intake: Intake, field: str, text: str, code: str | None) -> None:
    form = msgspec.structs.replace(NEW, **{field: text})
    expected = () if code is None else (Problem(field=CustomerField(field), code=code),)
    assert intake.check(form) == expected


@pytest.mark.anyio
async def test_every_wrong_field_is_told_at_once(intake: Intake) -> None:
    refused = heard(intake.refused)
    intake.save(Form(phone="1", email="x", date_of_birth="x"))
    assert {problem.field for problem in refused[0]} == {
        CustomerField.NAME,
        CustomerField.PHONE,
        CustomerField.EMAIL,
        CustomerField.DATE_OF_BIRTH,
    }


@given(st.builds(Form, **{name: st.text(max_size=30) for name in ("name", "phone", "email", "code", "date_of_birth")}))
def test_no_text_breaks_the_check_and_what_it_lets_through_can_be_sent(form: Form) -> None:
    if not check(form, "AZ", TODAY):
        sent = customer_of(form, NewCustomer.new_cid(), "AZ")
        assert sent.name == sent.name.strip() != ""
        assert sent.phone is None or sent.phone == phone.parse(sent.phone, "AZ").e164


# ---- saving ---------------------------------------------------------------------------------------------------------


@pytest.mark.anyio
async def test_a_saved_customer_has_every_field_and_is_found_by_search(signed_in: Desk, until: Until) -> None:
    saved, found = heard(signed_in.intake.saved), heard(signed_in.find.found)
    group = signed_in.offer.choices.groups[-1].id
    form = Form(
        name="  Nərgiz   Quliyeva ",
        phone="055 717 20 20",
        email=" nergiz@example.com ",
        code="N-1",
        notes="Zəng etməyin",
        group_id=group,
        gender=Gender.FEMALE,
        date_of_birth="15.05.1990",
    )
    signed_in.intake.save(form)
    await until(lambda: saved)
    customer: Customer = saved[0]
    assert (customer.name, customer.phone, customer.email) == ("Nərgiz Quliyeva", "+994557172020", "nergiz@example.com")
    assert (customer.code, customer.notes, customer.group_id) == ("N-1", "Zəng etməyin", group)
    assert (customer.gender, customer.date_of_birth) == (Gender.FEMALE, date(1990, 5, 15))
    signed_in.find.look(Wanted(text="0557172020"), at_once=True)
    await until(lambda: found)
    assert [one.id for one in found[0].customers] == [customer.id]


@pytest.mark.anyio
async def test_saving_twice_in_one_breath_sends_once_and_makes_one(signed_in: Desk, asked: Asked, until: Until) -> None:
    saved, busy = heard(signed_in.intake.saved), heard(signed_in.intake.busy_changed)
    signed_in.intake.save(NEW)
    signed_in.intake.save(NEW)
    await until(lambda: asked("POST", "/customers"))
    signed_in.intake.save(NEW)
    await until(lambda: saved)
    await until(lambda: busy == [True, False])
    assert asked("POST", "/customers") == 1
    assert len(saved) == 1


@pytest.mark.anyio
async def test_two_customers_one_after_the_other_are_two(signed_in: Desk, until: Until) -> None:
    saved, busy = heard(signed_in.intake.saved), heard(signed_in.intake.busy_changed)
    for count, number in enumerate(("055 717 20 20", "055 717 20 21"), start=1):
        signed_in.intake.save(msgspec.structs.replace(NEW, phone=number))
        await until(lambda count=count: len(saved) == count and busy[-1:] == [False])
    assert saved[0].id != saved[1].id
    assert saved[0].cid != saved[1].cid


@pytest.mark.anyio
async def test_a_number_that_is_taken_offers_who_has_it(signed_in: Desk, until: Until) -> None:
    clashed, saved = heard(signed_in.intake.clashed), heard(signed_in.intake.saved)
    signed_in.intake.save(msgspec.structs.replace(NEW, phone="0505355757"))
    await until(lambda: clashed)
    clash: Clash = clashed[0]
    assert clash.field is CustomerField.PHONE
    assert [one.name for one in clash.customers] == ["Leyla Əliyeva", "Kamran Əliyev", "Günel Əliyeva"]
    assert not saved


@pytest.mark.anyio
async def test_a_code_that_is_taken_offers_who_has_it_where_the_name_leads_there(signed_in: Desk, until: Until) -> None:
    clashed = heard(signed_in.intake.clashed)
    signed_in.intake.save(Form(name="Patrick O'Neill", code="C0000011"))
    await until(lambda: clashed)
    assert clashed[0].field is CustomerField.CODE
    assert [one.id for one in clashed[0].customers] == ["11"]


@pytest.mark.anyio
async def test_a_code_that_is_taken_is_told_where_nobody_knows_by_whom(signed_in: Desk, until: Until) -> None:
    clashed, busy = heard(signed_in.intake.clashed), heard(signed_in.intake.busy_changed)
    signed_in.intake.save(Form(name="Nərgiz", code="C0000011"))
    await until(lambda: clashed)
    await until(lambda: busy == [True, False])
    assert clashed == [Clash(field=CustomerField.CODE, customers=())]


@pytest.mark.anyio
async def test_a_clash_is_told_even_if_nobody_can_be_looked_up_now(
    signed_in: Desk, sandbox: Sandbox, until: Until
) -> None:
    clashed, failed = heard(signed_in.intake.clashed), heard(signed_in.intake.failed)
    sandbox.set_faults("status-500@GET /customers=1")
    signed_in.intake.save(msgspec.structs.replace(NEW, phone="0505355757"))
    await until(lambda: clashed or failed)


@pytest.mark.anyio
async def test_a_refusal_of_one_field_is_told_at_that_field(signed_in: Desk, until: Until) -> None:
    refused = heard(signed_in.intake.refused)
    signed_in.intake.save(msgspec.structs.replace(NEW, group_id="99999"))
    await until(lambda: refused)
    (problem,) = refused[0]
    assert (problem.field, problem.code) == (CustomerField.GROUP, "refused")
    assert problem.message


@pytest.mark.anyio
async def test_an_account_that_may_not_write_is_told(
    desk: Desk, profile: Profile, secret: Secret, until: Until
) -> None:
    failed = heard(desk.intake.failed)
    desk.session.sign_in(replace(profile, client_id=accounts.READ_ONLY_CLIENT), secret)
    await until(lambda: desk.queue.orders)
    desk.intake.save(NEW)
    await until(lambda: failed)
    assert [type(one) for one in failed] == [errors.Forbidden]
    assert desk.connection.state.link is Link.LIVE


@pytest.mark.anyio
async def test_saving_without_a_session_is_told(desk: Desk, until: Until) -> None:
    failed = heard(desk.intake.failed)
    desk.intake.save(NEW)
    await until(lambda: failed)
    assert [type(one) for one in failed] == [errors.SignInRequired]


@pytest.mark.anyio
@pytest.mark.parametrize("fault", ["reset-after", "truncate", "status-504-after"])
async def test_a_customer_whose_confirmation_was_lost_once_is_made_once(
    signed_in: Desk, sandbox: Sandbox, until: Until, fault: str
) -> None:
    saved = heard(signed_in.intake.saved)
    sandbox.set_faults(f"{fault}@POST /customers=1*1")
    signed_in.intake.save(NEW)
    await until(lambda: saved)
    assert await _holders(signed_in, until) == [saved[0].id]


@pytest.mark.anyio
async def test_a_save_that_may_or_may_not_have_been_done_is_told_and_saving_again_makes_no_second(
    signed_in: Desk, sandbox: Sandbox, until: Until
) -> None:
    failed, saved = heard(signed_in.intake.failed), heard(signed_in.intake.saved)
    busy = heard(signed_in.intake.busy_changed)
    sandbox.set_faults("reset-after@/customers=1")
    signed_in.intake.save(NEW)
    await until(lambda: failed and busy[-1:] == [False])
    assert [type(one) for one in failed] == [errors.Uncertain]
    sandbox.set_faults("")
    signed_in.intake.save(NEW)
    await until(lambda: saved)
    assert await _holders(signed_in, until) == [saved[0].id]


@pytest.mark.anyio
async def test_a_save_that_never_arrived_is_told_and_may_be_repeated(
    signed_in: Desk, sandbox: Sandbox, until: Until
) -> None:
    failed, saved = heard(signed_in.intake.failed), heard(signed_in.intake.saved)
    busy = heard(signed_in.intake.busy_changed)
    sandbox.pause_network()
    signed_in.intake.save(NEW)
    await until(lambda: failed and busy[-1:] == [False])
    assert [type(one) for one in failed] == [errors.Unreachable]
    sandbox.resume_network()
    signed_in.intake.save(NEW)
    await until(lambda: saved)
    assert await _holders(signed_in, until) == [saved[0].id]


async def _holders(desk: Desk, until: Until) -> list[str]:
    found = heard(desk.find.found)
    desk.find.look(Wanted(text=NEW.phone), at_once=True)
    await until(lambda: found)
    return [one.id for one in found[0].customers]


# ---- warning --------------------------------------------------------------------------------------------------------


@pytest.mark.anyio
async def test_a_number_that_somebody_has_warns_with_the_owner_first(signed_in: Desk, until: Until) -> None:
    told = heard(signed_in.intake.likeness)
    signed_in.intake.watch(Form(phone="050 535 57 57"))
    await until(lambda: any(told))
    assert [one.name for one in told[-1]] == ["Leyla Əliyeva", "Kamran Əliyev", "Günel Əliyeva"]


@pytest.mark.anyio
async def test_the_warning_goes_as_soon_as_the_number_is_another(signed_in: Desk, until: Until) -> None:
    told = heard(signed_in.intake.likeness)
    signed_in.intake.watch(Form(phone="050 535 57 57"))
    await until(lambda: any(told))
    signed_in.intake.watch(Form(phone="050 535 57 5"))
    assert told[-1] == ()


@pytest.mark.anyio
async def test_a_number_is_asked_for_once_however_it_is_spelled_on(signed_in: Desk, asked: Asked, until: Until) -> None:
    told, before = heard(signed_in.intake.likeness), asked("GET", "/customers")
    for typed in ("0505355757", "050 5355757", "050 535 57 57"):
        signed_in.intake.watch(Form(phone=typed))
    await until(lambda: any(told))
    assert asked("GET", "/customers") == before + 1


@pytest.mark.anyio
async def test_a_warning_that_could_not_be_looked_up_is_asked_for_with_the_next_key(
    signed_in: Desk, sandbox: Sandbox, until: Until
) -> None:
    told, links = heard(signed_in.intake.likeness), heard(signed_in.connection.changed)
    sandbox.set_faults("status-500@GET /customers=1")
    signed_in.intake.watch(Form(phone="0505355757"))
    await until(lambda: links)
    sandbox.set_faults("")
    signed_in.intake.watch(Form(phone="0505355757 "))
    await until(lambda: any(told))


@pytest.mark.anyio
async def test_signing_out_in_the_middle_of_a_save_lets_the_next_session_save(
    signed_in: Desk, profile: Profile, secret: Secret, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    failed, saved = heard(signed_in.intake.failed), heard(signed_in.intake.saved)
    sandbox.set_faults("hang@POST /customers=1")
    signed_in.intake.save(NEW)
    await until(lambda: asked("POST", "/customers"))
    signed_in.session.sign_out()
    sandbox.set_faults("")
    signed_in.session.sign_in(profile, secret)
    await until(lambda: signed_in.queue.orders)
    signed_in.intake.save(NEW)
    await until(lambda: saved)
    assert not failed
