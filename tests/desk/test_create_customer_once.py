"""Creating a customer where a repeat makes a second one: searched for after a lost answer, else put to the agent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from callcenter.desk.connection import Connection
from callcenter.desk.directory import PosDirectory
from callcenter.desk.form import Form
from callcenter.desk.intake import Intake
from callcenter.model.customer import NewCustomer
from callcenter.pos import errors
from callcenter.replica.outbox import Act, Entry, State
from callcenter.sandbox.server import Sandbox
from tests.desk.at_work import Asked, Until, heard
from tests.desk.door import Door, OpenDoor
from tests.desk.vendor import Vendor

pytestmark = pytest.mark.anyio

NAME, PHONE, EMAIL = "Nərgiz Yeni", "+994557172020", "nergiz@example.com"
BY_NUMBER = {"name": NAME, "phone": PHONE, "email": EMAIL}
BY_EMAIL = {"name": NAME, "email": EMAIL}
BY_NAME = {"name": NAME}


class Desk(Door):
    """Takes in customers."""

    async def create(self, fields: Mapping[str, Any]) -> Entry:
        form = NewCustomer(cid=NewCustomer.new_cid(), address="Nizami 12", tags=("vip",), **fields)
        return await self.dispatch.take_up(Act.CREATE_CUSTOMER, form.cid, form)

    def found(self, entry: Entry) -> list[str]:
        """Give the ids of those who are put to the agent."""
        found = self.dispatch.found(self.row(entry))
        return [one.id for one in found.customers] if found is not None else []


@pytest.fixture
async def desk(open_door: OpenDoor) -> Desk:
    return await open_door(Desk)


def _there(vendor: Vendor) -> list[str]:
    return [row["id"] for row in vendor.listed(NAME)]


@pytest.mark.parametrize("fields", [BY_NUMBER, BY_EMAIL, BY_NAME], ids=["number", "e-mail", "name"])
@pytest.mark.parametrize("fault", ["reset-after", "status-504-after", "truncate"])
async def test_a_customer_whose_answer_was_lost_is_found_and_not_made_again(
    desk: Desk, vendor: Vendor, sandbox: Sandbox, until: Until, fields: Mapping[str, Any], fault: str
) -> None:
    sandbox.set_faults(f"{fault}@POST /customers=1")
    await desk.create(fields)
    await until(lambda: desk.settled)
    made = desk.settled[0].customer
    assert made is not None
    assert (made.address, made.tags) == ("Nizami 12", ("vip",))
    assert [made.id] == _there(vendor)
    assert not desk.asked


@pytest.mark.parametrize("fields", [BY_NUMBER, BY_EMAIL, BY_NAME], ids=["number", "e-mail", "name"])
async def test_who_was_there_before_is_not_taken_for_the_one_who_was_lost(
    desk: Desk, vendor: Vendor, sandbox: Sandbox, until: Until, fields: Mapping[str, Any]
) -> None:
    earlier = vendor.create(**fields)
    sandbox.set_faults("reset-before@POST /customers=1*1")
    entry = await desk.create(fields)
    await until(lambda: desk.asked)
    assert (desk.row(entry).state, desk.found(entry)) == (State.UNCERTAIN, [])
    assert _there(vendor) == [earlier]
    desk.dispatch.retry(desk.row(entry))
    await until(lambda: desk.settled)
    assert len(_there(vendor)) == 2


async def test_a_customer_who_arrived_late_is_not_made_again_even_by_the_agents_word(
    desk: Desk, vendor: Vendor, sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults("reset-before@POST /customers=1*1")
    entry = await desk.create(BY_NUMBER)
    await until(lambda: desk.asked)
    late = vendor.create(**BY_NUMBER)
    desk.dispatch.retry(desk.row(entry))
    await until(lambda: desk.settled)
    assert _there(vendor) == [late]


async def test_who_of_several_it_is_the_agent_says(desk: Desk, vendor: Vendor, sandbox: Sandbox, until: Until) -> None:
    sandbox.set_faults("reset-before@POST /customers=1*1")
    entry = await desk.create(BY_NUMBER)
    await until(lambda: desk.asked)
    made = {vendor.create(**BY_NUMBER), vendor.create(**BY_NUMBER)}
    desk.dispatch.look_again(desk.row(entry))
    await until(lambda: set(desk.found(entry)) == made)
    found = desk.dispatch.found(desk.row(entry))
    assert found is not None
    desk.dispatch.confirm(desk.row(entry), found.customers[1])
    await until(lambda: desk.settled)
    assert desk.settled[0].customer == found.customers[1]
    assert desk.row(entry).state is State.SENT
    assert desk.files.local is not None
    assert await desk.files.local.replica.customer(found.customers[1].id) is not None


async def test_one_of_another_name_on_the_same_number_is_put_to_the_agent(
    desk: Desk, vendor: Vendor, sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults("reset-before@POST /customers=1*1,latency@GET /customers=0.1")
    entry = await desk.create(BY_NUMBER)
    await until(lambda: desk.row(entry).state is State.UNCERTAIN)
    other = vendor.create(name="Rauf", phone=PHONE)
    await until(lambda: desk.found(entry) == [other])
    assert desk.asked
    assert not desk.settled


async def test_a_customer_is_created_with_one_request_where_all_goes_well(
    desk: Desk, vendor: Vendor, asked: Asked, until: Until
) -> None:
    await desk.create(BY_NUMBER)
    await until(lambda: desk.settled)
    assert asked("POST", "/customers") == 1
    assert len(_there(vendor)) == 1


@pytest.fixture
async def intake(desk: Desk) -> AsyncIterator[Intake]:
    """Give a form whose customers go past the outbox: nothing that is taken up would be kept."""
    made = Intake(desk.session, PosDirectory(desk.session), Connection())
    yield made
    await made.aclose()


FORM = Form(name=NAME, phone=PHONE)
LOOK = "status-500@GET /customers=1"


async def test_without_an_outbox_a_customer_whose_answer_was_lost_is_found_at_once(
    intake: Intake, vendor: Vendor, sandbox: Sandbox, until: Until
) -> None:
    saved, failed = heard(intake.saved), heard(intake.failed)
    sandbox.set_faults("reset-after@POST /customers=1")
    intake.save(FORM)
    await until(lambda: saved)
    assert [one.id for one in saved] == _there(vendor)
    assert not failed


async def test_without_an_outbox_saving_again_after_a_lost_answer_makes_no_second(
    intake: Intake, vendor: Vendor, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    saved, failed = heard(intake.saved), heard(intake.failed)
    # The first look, for who was there before, is answered; then nothing is until the agent has been told.
    sandbox.set_faults("latency@POST /customers=0.3,reset-after@POST /customers=1")
    intake.save(FORM)
    await until(lambda: asked("GET", "/customers"))
    sandbox.set_faults(f"reset-after@POST /customers=1,{LOOK}")
    await until(lambda: failed)
    assert isinstance(failed[0], errors.Uncertain)
    sandbox.set_faults("")
    intake.save(FORM)
    await until(lambda: saved)
    assert [one.id for one in saved] == _there(vendor)
    assert asked("POST", "/customers") == 1


async def test_without_an_outbox_what_may_be_the_customer_is_put_to_the_agent(
    intake: Intake, vendor: Vendor, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    failed, clashed = heard(intake.failed), heard(intake.clashed)
    sandbox.set_faults("latency@POST /customers=0.3,reset-before@POST /customers=1")
    intake.save(FORM)
    await until(lambda: asked("GET", "/customers"))
    sandbox.set_faults(f"reset-before@POST /customers=1,{LOOK}")
    await until(lambda: failed)
    sandbox.set_faults("")
    other = vendor.create(name="Somebody Else", phone=PHONE)
    intake.save(FORM)
    await until(lambda: clashed)
    assert [one.id for one in clashed[0].customers] == [other]
    assert _there(vendor) == []


async def test_without_an_outbox_what_never_arrived_is_sent_again(
    intake: Intake, vendor: Vendor, sandbox: Sandbox, until: Until
) -> None:
    saved, failed = heard(intake.saved), heard(intake.failed)
    sandbox.set_faults("reset-before@POST /customers=1")
    intake.save(FORM)
    await until(lambda: failed)
    sandbox.set_faults("")
    intake.save(FORM)
    await until(lambda: saved)
    assert [one.id for one in saved] == _there(vendor)


async def test_a_look_that_is_asked_for_while_another_is_under_way_is_not_forgotten(
    open_door: OpenDoor, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    desk = await open_door(Desk, looks=(0.0,))
    sandbox.set_faults("reset-before@POST /customers=1")
    entry = await desk.create(BY_NUMBER)
    await until(lambda: desk.row(entry).state is State.UNCERTAIN and desk.row(entry).found is not None)
    sandbox.set_faults("latency@GET /customers=0.3")
    looks = asked("GET", "/customers")
    desk.dispatch.look_again(desk.row(entry))
    await until(lambda: asked("GET", "/customers") == looks + 1)
    desk.dispatch.look_again(desk.row(entry))
    await until(lambda: asked("GET", "/customers") == looks + 2, within=5)
