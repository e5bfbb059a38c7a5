"""Changing and deleting customers through the outbox: read before it is sent, repeated without harm, in order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from callcenter.desk.acts.delete_customer import Deletion
from callcenter.desk.acts.performer import subject_of
from callcenter.desk.acts.update_customer import CustomerUpdate
from callcenter.model.customer import CustomerChange
from callcenter.pos import errors
from callcenter.replica.outbox import Act, Entry, State
from callcenter.sandbox.server import Sandbox
from tests.desk.at_work import Asked, Until
from tests.desk.door import Door, OpenDoor
from tests.desk.vendor import Vendor

pytestmark = pytest.mark.anyio

LOST = ("reset-before", "reset-after", "status-500", "status-504", "status-504-after", "truncate")


class Desk(Door):
    """Changes and deletes customers."""

    async def change(self, customer_id: str, change: CustomerChange, before: CustomerChange) -> Entry:
        body = CustomerUpdate(customer_id=customer_id, name="Nərgiz Yeni", change=change, before=before)
        return await self.dispatch.take_up(Act.UPDATE_CUSTOMER, subject_of(customer_id), body)

    async def delete(self, customer_id: str, *, seconds: float = 0.0) -> Entry:
        until = self.clock[0] + timedelta(seconds=seconds) if seconds else None
        body = Deletion(customer_id=customer_id, name="Nərgiz Yeni")
        return await self.dispatch.take_up(Act.DELETE_CUSTOMER, subject_of(customer_id), body, not_before=until)


@pytest.fixture
async def desk(open_door: OpenDoor) -> Desk:
    return await open_door(Desk)


# ---- changing -------------------------------------------------------------------------------------------------------


async def test_a_change_leaves_alone_what_it_does_not_name(desk: Desk, vendor: Vendor, until: Until) -> None:
    who = vendor.create(phone="+994557172020", notes="Zəng edin", tags=["vip"])
    vendor.change(who, notes="Zəng etməyin")  # by another desk, since the agent has looked
    await desk.change(
        who,
        CustomerChange(name="Nərgiz Əliyeva", tags=("vip", "toy")),
        CustomerChange(name="Nərgiz Yeni", tags=("vip",)),
    )
    await until(lambda: desk.settled)
    now = vendor.card(who)
    assert (now["name"], now["notes"], now["tags"]) == ("Nərgiz Əliyeva", "Zəng etməyin", ["vip", "toy"])
    told = desk.settled[0].customer
    assert told is not None
    assert (told.name, told.notes, told.phone, told.untold) == (
        *("Nərgiz Əliyeva", "Zəng etməyin"),
        "+994557172020",
        (),
    )


async def test_a_field_is_emptied(desk: Desk, vendor: Vendor, until: Until) -> None:
    who = vendor.create(phone="+994557172020", email="n@example.com", tags=["vip"])
    await desk.change(
        who,
        CustomerChange(email=None, tags=()),
        CustomerChange(email="n@example.com", tags=("vip",)),
    )
    await until(lambda: desk.settled)
    now = vendor.card(who)
    assert (now["email"], now["tags"], now["phone"]) == (None, [], "+994557172020")


@pytest.mark.parametrize("fault", LOST)
async def test_a_change_whose_answer_is_lost_is_repeated_until_it_is_certain(
    desk: Desk, vendor: Vendor, sandbox: Sandbox, until: Until, fault: str
) -> None:
    who = vendor.create()
    sandbox.set_faults(f"{fault}@PATCH /customers=1*3")
    await desk.change(who, CustomerChange(notes="Qapı 4"), CustomerChange(notes=None))
    await until(lambda: desk.settled)
    assert (desk.settled[0].error, desk.asked) == (None, [])
    assert vendor.card(who)["notes"] == "Qapı 4"


async def test_what_stands_there_already_is_not_sent(desk: Desk, vendor: Vendor, asked: Asked, until: Until) -> None:
    who = vendor.create(phone="+994557172020", notes="Qapı 4", tags=["vip", "toy"])
    await desk.change(
        who,
        CustomerChange(phone="+994 55 717 20 20", notes=" Qapı 4 ", tags=("toy", "vip")),
        CustomerChange(phone=None, notes=None, tags=()),
    )
    await until(lambda: desk.settled)
    assert desk.settled[0].error is None
    assert asked("PATCH", who) == 0


async def test_what_somebody_else_has_changed_is_not_overwritten_and_both_sides_outlive_the_desk(
    desk: Desk, open_door: OpenDoor, vendor: Vendor, asked: Asked, until: Until
) -> None:
    who = vendor.create(notes="Qapı 4")
    vendor.change(who, notes="Qapı 5")
    asked_before = asked("PATCH", who)
    entry = await desk.change(
        who, CustomerChange(notes="Qapı 6", address="Nizami 12"), CustomerChange(notes="Qapı 4", address=None)
    )
    await until(lambda: desk.settled)
    error = desk.settled[0].error
    assert isinstance(error, errors.ChangedMeanwhile)
    assert error.customer is not None
    assert error.customer.notes == "Qapı 5"
    assert "Qapı" not in repr(error)
    assert "Qapı" not in repr(error.customer)
    assert (desk.row(entry).state, desk.row(entry).error) == (State.REFUSED, "changed-meanwhile")
    assert asked("PATCH", who) == asked_before
    assert vendor.card(who)["address"] is None  # all of it waits for the agent
    await desk.aclose()
    later = await open_door(Desk)
    await until(lambda: later.dispatch.entries)
    row = later.dispatch.entries[0]
    found = later.dispatch.found(row)
    assert found is not None
    assert found.customer is not None
    assert (found.customer.notes, row.read(CustomerUpdate).change.notes) == ("Qapı 5", "Qapı 6")


async def test_a_change_by_somebody_else_to_the_same_is_no_conflict(desk: Desk, vendor: Vendor, until: Until) -> None:
    who = vendor.create(notes="Qapı 4")
    vendor.change(who, notes="Qapı 6")
    await desk.change(who, CustomerChange(notes="Qapı 6"), CustomerChange(notes="Qapı 4"))
    await until(lambda: desk.settled)
    assert desk.settled[0].error is None


async def test_a_refused_change_holds_up_nothing_else_about_the_customer(
    desk: Desk, vendor: Vendor, until: Until
) -> None:
    who = vendor.create(notes="Qapı 4")
    vendor.change(who, notes="Qapı 5")
    refused = await desk.change(who, CustomerChange(notes="Qapı 6"), CustomerChange(notes="Qapı 4"))
    await until(lambda: desk.settled)
    await desk.change(who, CustomerChange(address="Nizami 12"), CustomerChange(address=None))
    await until(lambda: len(desk.settled) == 2)
    assert vendor.card(who)["address"] == "Nizami 12"
    assert desk.row(refused).state is State.REFUSED


async def test_changes_of_one_customer_leave_in_their_order(
    desk: Desk, vendor: Vendor, sandbox: Sandbox, until: Until
) -> None:
    who = vendor.create(notes="0")
    sandbox.pause_network()
    for number in range(3):
        await desk.change(who, CustomerChange(notes=str(number + 1)), CustomerChange(notes=str(number)))
    sandbox.resume_network()
    await until(lambda: len(desk.settled) == 3)
    assert [one.error for one in desk.settled] == [None, None, None]
    assert vendor.card(who)["notes"] == "3"


async def test_a_change_of_a_customer_who_is_gone_is_refused(desk: Desk, vendor: Vendor, until: Until) -> None:
    who = vendor.create()
    vendor.ask("DELETE", f"customers/{who}").raise_for_status()
    entry = await desk.change(who, CustomerChange(notes="Qapı 4"), CustomerChange(notes=None))
    await until(lambda: desk.settled)
    assert (desk.row(entry).state, desk.row(entry).error) == (State.REFUSED, "not-found")


async def test_a_change_that_the_server_finds_wrong_is_refused_with_the_field(
    desk: Desk, vendor: Vendor, until: Until
) -> None:
    who = vendor.create()
    await desk.change(who, CustomerChange(email="nobody"), CustomerChange(email=None))
    await until(lambda: desk.settled)
    error = desk.settled[0].error
    assert isinstance(error, errors.Invalid)
    assert [one.field for one in error.fields] == ["email"]


# ---- deleting -------------------------------------------------------------------------------------------------------


async def test_a_customer_without_sales_is_removed_and_one_with_sales_is_nameless(
    desk: Desk, vendor: Vendor, until: Until
) -> None:
    nobody, (buyer, _sale) = vendor.create(), vendor.buyer(5, phone="+994557172020")
    for who in (nobody, buyer):
        await desk.delete(who)
    await until(lambda: len(desk.settled) == 2)
    assert [one.deleted for one in desk.settled] == [nobody, buyer]
    assert vendor.ask("GET", f"customers/{nobody}").status_code == 404
    assert (vendor.card(buyer)["phone"], vendor.card(buyer)["total_orders"]) == (None, 1)


@pytest.mark.parametrize("fault", LOST)
async def test_a_deletion_whose_answer_is_lost_is_repeated_until_it_is_certain(
    desk: Desk, vendor: Vendor, sandbox: Sandbox, until: Until, fault: str
) -> None:
    who = vendor.create()
    sandbox.set_faults(f"{fault}@DELETE /customers=1*4")
    await desk.delete(who)
    await until(lambda: desk.settled)
    assert (desk.settled[0].deleted, desk.asked) == (who, [])
    assert vendor.ask("GET", f"customers/{who}").status_code == 404


async def test_a_deletion_can_be_taken_back_until_its_moment(desk: Desk, vendor: Vendor, until: Until) -> None:
    spared, gone = vendor.create(), vendor.create()
    entry = await desk.delete(spared, seconds=6)
    await desk.delete(gone, seconds=6)
    assert await desk.dispatch.withdraw(entry)
    desk.clock[0] += timedelta(seconds=6)
    desk.dispatch.send_now()
    await until(lambda: desk.settled)
    assert desk.settled[0].deleted == gone
    assert vendor.card(spared)["name"] == "Nərgiz Yeni"


async def test_a_change_waits_for_a_deletion_before_it_to_be_taken_back(
    desk: Desk, vendor: Vendor, until: Until
) -> None:
    who = vendor.create()
    deletion = await desk.delete(who, seconds=6)
    change = await desk.change(who, CustomerChange(notes="Qapı 4"), CustomerChange(notes=None))
    other = vendor.create()
    await desk.change(other, CustomerChange(notes="Qapı 5"), CustomerChange(notes=None))
    await until(lambda: desk.settled)
    assert desk.row(change).state is State.WAITING
    await desk.dispatch.withdraw(deletion)
    await until(lambda: len(desk.settled) == 2)
    assert vendor.card(who)["notes"] == "Qapı 4"


async def test_the_outbox_keeps_no_word_of_a_deleted_customer(desk: Desk, vendor: Vendor, until: Until) -> None:
    who = vendor.create()
    await desk.change(who, CustomerChange(name="Nərgiz Əliyeva"), CustomerChange(name="Nərgiz Yeni"))
    await until(lambda: desk.settled)
    assert desk.dispatch.entries
    await desk.delete(who)
    await until(lambda: len(desk.settled) == 2)
    assert desk.dispatch.entries == ()


async def test_what_is_offered_depends_on_what_the_point_of_sale_can_do(desk: Desk) -> None:
    nothing: Any = Deletion(customer_id="1")
    with pytest.raises(errors.Unsupported):
        await desk.dispatch.take_up(Act.CANCEL_ORDER, "order:1", nothing)
