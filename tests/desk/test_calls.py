"""Who is calling: matched by the whole number, here or at the point of sale, with what they wait for; and the log."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from callcenter.desk.calls import Calls, Ringing
from callcenter.desk.directory import LocalDirectory
from callcenter.desk.dispatch import Dispatch
from callcenter.desk.files import LocalFiles
from callcenter.model.customer import Customer, NewCustomer
from callcenter.replica.calls import LoggedCall
from callcenter.replica.outbox import Act
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.telephony.arrivals import Arrivals
from callcenter.telephony.refusals import CallRefused
from callcenter.vault import MemoryVault, Secret, Vault
from tests.desk.at_work import Asked, Desk, Until, heard

pytestmark = pytest.mark.anyio

SHARED = "+994505355757"
RAUF = "0503332211"
UNKNOWN = "+994557172020"


class LastingVault(MemoryVault):
    """Stand for a keyring that outlives the program."""

    lasting = True


@dataclass
class Phone:
    desk: Desk
    files: LocalFiles
    dispatch: Dispatch
    arrivals: Arrivals
    calls: Calls

    async def aclose(self) -> None:
        await self.calls.aclose()
        await self.dispatch.aclose()
        await self.files.aclose()
        await self.desk.aclose()


Equip = Callable[..., Phone]


@pytest.fixture
async def equip(new_desk: Callable[..., Desk], tmp_path: Path) -> AsyncIterator[Equip]:
    """Give desks a telephone; ``clock`` tells the seconds by which calls are one."""
    made: list[Phone] = []

    def build(vault: Vault | None = None, clock: Callable[[], float] | None = None) -> Phone:
        async def opened() -> Vault:
            return vault or MemoryVault()

        desk = new_desk(opened)
        files = LocalFiles(desk.session, tmp_path / "data")
        arrivals = Arrivals(clock=clock) if clock else Arrivals()
        dispatch = Dispatch(desk.session, files, LocalDirectory(desk.session, files), desk.connection)
        calls = Calls(arrivals, desk.session, files, desk.queue, desk.connection, dispatch=dispatch)
        made.append(Phone(desk, files, dispatch, arrivals, calls))
        return made[-1]

    yield build
    for phone in made:
        await phone.aclose()


@pytest.fixture
async def phone(equip: Equip, profile: Profile, secret: Secret, until: Until) -> Phone:
    """Give a desk at work, its local files open and empty."""
    phone = equip()
    await sign_in(phone, profile, secret, until)
    return phone


async def sign_in(phone: Phone, profile: Profile, secret: Secret, until: Until) -> None:
    phone.desk.session.sign_in(profile, secret)
    await until(lambda: phone.files.local is not None and phone.desk.queue.orders)


async def ring(phone: Phone, until: Until, number: str) -> Ringing:
    phone.arrivals.hear(number)
    await until(lambda: phone.calls.ringing is not None and not phone.calls.ringing.looking)
    assert phone.calls.ringing is not None
    return phone.calls.ringing


async def fill(phone: Phone, *customers: Customer) -> None:
    assert phone.files.local is not None
    await phone.files.local.replica.upsert(customers)


async def logged(phone: Phone, until: Until, text: str = "") -> tuple[LoggedCall, ...]:
    answers = heard(phone.calls.book.listed)
    phone.calls.book.look(text)
    await until(lambda: answers)
    found: tuple[LoggedCall, ...] = answers[-1]
    return found


def names(ringing: Ringing) -> list[str]:
    return [customer.name for customer in ringing.customers]


async def test_a_caller_known_here_is_told_without_asking_the_point_of_sale(
    phone: Phone, until: Until, asked: Asked
) -> None:
    await fill(phone, Customer(id="7", name="Aygün", phone="050 100 20 30"))
    before = asked("GET", "/customers")
    told = heard(phone.calls.rang)
    ringing = await ring(phone, until, "00994501002030")
    assert names(ringing) == ["Aygün"]
    assert told == [ringing]
    assert asked("GET", "/customers") == before


async def test_a_caller_not_known_here_is_asked_of_the_point_of_sale_and_kept(
    phone: Phone, until: Until, asked: Asked
) -> None:
    assert names(await ring(phone, until, RAUF)) == ["Rauf Aliyev"]
    phone.calls.dismiss()
    before = asked("GET", "/customers")
    assert phone.files.local is not None
    assert [one.name for one in await phone.files.local.replica.by_phone(RAUF)] == ["Rauf Aliyev"]
    assert asked("GET", "/customers") == before


async def test_everybody_on_a_number_is_told_and_its_owner_first(phone: Phone, until: Until) -> None:
    told = names(await ring(phone, until, SHARED))
    assert told[0] == "Leyla Əliyeva"
    assert sorted(told[1:]) == ["Günel Əliyeva", "Kamran Əliyev"]


@pytest.mark.parametrize("number", ["888", "8881234", "508881234567", "agent-888"])
async def test_a_part_of_a_number_is_nobody(phone: Phone, until: Until, number: str) -> None:
    await fill(phone, Customer(id="7", name="Aygün", phone="+994 50 888 12 34"))
    assert names(await ring(phone, until, number)) == []


async def test_the_open_orders_of_the_caller_are_told_and_kept_up(phone: Phone, until: Until, sandbox: Sandbox) -> None:
    ringing = await ring(phone, until, RAUF)
    assert all(order.open for order in ringing.orders)
    updates = heard(phone.calls.updated)
    number = sandbox.place_order(customer_id=int(ringing.customers[0].id))
    phone.desk.queue.look_now()
    await until(lambda: updates and updates[-1].orders and updates[-1].orders[0].id == str(number))
    sandbox.advance_order(number, "RECEIVED")
    phone.desk.queue.look_now()
    await until(lambda: updates[-1].orders[0].status == "RECEIVED")
    sandbox.advance_order(number, "DELIVERED")
    phone.desk.queue.look_now()
    await until(lambda: str(number) not in {order.id for order in updates[-1].orders})


async def test_of_a_number_that_nobody_has_the_open_orders_are_told_too(
    phone: Phone, until: Until, sandbox: Sandbox
) -> None:
    order = next(one for one in phone.desk.queue.orders.values() if one.recipient.phone and one.open)
    assert order.recipient.phone is not None
    sandbox.pause_network()  # nobody is known here, and nobody can be asked
    ringing = await ring(phone, until, order.recipient.phone)
    sandbox.resume_network()
    assert ringing.customers == ()
    assert order.id in {one.id for one in ringing.orders}


async def test_a_newer_call_takes_the_place_of_the_older_which_counts_as_missed(phone: Phone, until: Until) -> None:
    await ring(phone, until, RAUF)
    await ring(phone, until, UNKNOWN)
    phone.calls.take_up()
    newer, older = await logged(phone, until)
    assert (newer.number, newer.taken, older.taken) == (UNKNOWN, True, False)
    assert (older.who, older.customer_id) == ("Rauf Aliyev", "3")


async def test_one_call_told_twice_rings_once(phone: Phone, until: Until) -> None:
    told = heard(phone.calls.rang)
    await ring(phone, until, RAUF)
    phone.arrivals.hear("+994 50 333 22 11")
    assert len(told) == 1
    assert len(await logged(phone, until)) == 1


async def test_whom_the_agent_chose_stands_in_the_log_and_comes_first_from_now_on(phone: Phone, until: Until) -> None:
    ringing = await ring(phone, until, SHARED)
    phone.calls.take_up(ringing.customers[1])
    calls = await logged(phone, until)
    assert (calls[0].who, calls[0].customer_id) == (ringing.customers[1].name, ringing.customers[1].id)
    assert phone.files.local is not None
    uses: Any = phone.files.local.desk.uses
    scores = await uses.scores(calls[0].at)
    assert list(scores) == [ringing.customers[1].id]


async def test_a_call_while_signed_out_is_shown_and_logged_after_signing_in(
    equip: Equip, profile: Profile, secret: Secret, until: Until
) -> None:
    phone = equip()
    told = heard(phone.calls.rang)
    phone.arrivals.hear(UNKNOWN)
    phone.arrivals.hear(RAUF)
    assert told == []
    await sign_in(phone, profile, secret, until)
    await until(lambda: phone.calls.ringing is not None and phone.calls.ringing.customers)
    assert {ringing.call.number for ringing in told} == {RAUF}
    assert [call.number for call in await logged(phone, until)] == [RAUF, UNKNOWN]


async def test_signing_out_shows_nothing_of_the_brand_any_more(phone: Phone, until: Until) -> None:
    await ring(phone, until, RAUF)
    cleared = heard(phone.calls.cleared)
    phone.desk.session.sign_out()
    assert len(cleared) == 1
    assert phone.calls.ringing is None


async def test_a_withheld_number_is_told_and_logged_once_however_often_the_phone_says_so(
    phone: Phone, until: Until
) -> None:
    refusals = heard(phone.calls.refused)
    phone.arrivals.hear("anonymous")
    phone.arrivals.hear("anonymous")
    assert all(isinstance(refused, CallRefused) and refused.code == "call-withheld" for refused in refusals)
    phone.calls.take_up()
    calls = await logged(phone, until)
    assert [(call.number, call.taken) for call in calls] == [(None, True)]


async def test_a_phone_set_wrongly_is_told_and_not_logged(phone: Phone, until: Until) -> None:
    refusals = heard(phone.calls.refused)
    phone.arrivals.hear("%CallerNumber%")
    assert refusals[0].facts == {"macro": "%CallerNumber%"}
    assert await logged(phone, until) == ()


async def test_notes_and_outcomes_are_kept_over_a_restart_where_the_keyring_lasts(
    equip: Equip, profile: Profile, secret: Secret, until: Until
) -> None:
    vault = LastingVault()
    first = equip(vault)
    await sign_in(first, profile, secret, until)
    await ring(first, until, RAUF)
    first.calls.take_up()
    call = (await logged(first, until))[0]
    first.calls.book.describe(call, note=" wants the bill ", outcome="sent")
    await first.aclose()
    second = equip(vault)
    await sign_in(second, profile, secret, until)
    for words in ("bill", "sent", "rauf", "50333"):
        found = await logged(second, until, words)
        assert [(one.note, one.outcome, one.taken) for one in found] == [("wants the bill", "sent", True)], words
    assert await logged(second, until, "nobody") == ()


async def test_a_logged_call_is_matched_anew(phone: Phone, until: Until) -> None:
    known = heard(phone.calls.known)
    await ring(phone, until, UNKNOWN)
    phone.calls.dismiss()
    call = (await logged(phone, until))[0]
    phone.calls.identify(call)
    await until(lambda: known)
    assert known[-1] == (call, ())
    await fill(phone, Customer(id="900", name="Nərgiz", phone=UNKNOWN))
    phone.calls.identify(call)
    await until(lambda: len(known) == 2)
    assert [one.name for one in known[-1][1]] == ["Nərgiz"]


async def test_with_the_point_of_sale_away_callers_known_here_are_told(
    phone: Phone, until: Until, sandbox: Sandbox
) -> None:
    await fill(phone, Customer(id="7", name="Aygün", phone="0501002030"))
    sandbox.pause_network()
    assert names(await ring(phone, until, "0501002030")) == ["Aygün"]
    assert names(await ring(phone, until, UNKNOWN)) == []
    sandbox.resume_network()


# ---- who waits to be sent -------------------------------------------------------------------------------------------


async def test_a_customer_who_waits_to_be_sent_is_a_caller_like_any_other(
    phone: Phone, until: Until, sandbox: Sandbox
) -> None:
    sandbox.pause_network()
    form = NewCustomer(cid=NewCustomer.new_cid(), name="Nərgiz Yeni", phone=UNKNOWN)
    await phone.dispatch.take_up(Act.CREATE_CUSTOMER, form.cid, form)
    ringing = await ring(phone, until, "055 717 20 20")
    assert names(ringing) == ["Nərgiz Yeni"]
    assert ringing.customers[0].pending
    sandbox.resume_network()
    phone.dispatch.send_now()
    await until(lambda: phone.calls.ringing is not None and not phone.calls.ringing.customers[0].pending, within=20)
    assert phone.calls.ringing is not None
    assert names(phone.calls.ringing) == ["Nərgiz Yeni"]
    phone.calls.take_up()
    (call,) = await logged(phone, until)
    assert call.who == "Nərgiz Yeni"
    assert call.customer_id is not None
    assert call.customer_id.isdecimal()


async def test_a_call_of_somebody_who_waits_to_be_sent_is_logged_by_name_and_matched_anew(
    phone: Phone, until: Until, sandbox: Sandbox
) -> None:
    known = heard(phone.calls.known)
    sandbox.pause_network()
    form = NewCustomer(cid=NewCustomer.new_cid(), name="Nərgiz Yeni", phone=UNKNOWN)
    await phone.dispatch.take_up(Act.CREATE_CUSTOMER, form.cid, form)
    await ring(phone, until, UNKNOWN)
    phone.calls.take_up()
    (call,) = await logged(phone, until)
    assert (call.who, call.customer_id, call.taken) == ("Nərgiz Yeni", None, True)
    phone.calls.identify(call)
    await until(lambda: known)
    assert [one.name for one in known[-1][1]] == ["Nərgiz Yeni"]
    sandbox.resume_network()


# ---- taken up before anybody knows who it is ------------------------------------------------------------------------


async def take_up_at_once(phone: Phone, until: Until, sandbox: Sandbox, number: str) -> None:
    """Answer while the point of sale is still being asked."""
    sandbox.set_faults("latency@GET /customers=0.5")
    phone.arrivals.hear(number)
    await until(lambda: phone.calls.ringing is not None)
    phone.calls.take_up()
    ringing = phone.calls.ringing
    assert ringing is not None
    assert (ringing.taken, ringing.looking, ringing.customers) == (True, True, ())


async def test_who_is_found_after_the_call_was_taken_up_is_told_and_opened_by_the_same_key(
    phone: Phone, until: Until, sandbox: Sandbox
) -> None:
    await take_up_at_once(phone, until, sandbox, RAUF)
    await until(lambda: phone.calls.ringing is not None and phone.calls.ringing.customers)
    shown = phone.calls.ringing
    assert shown is not None
    assert (names(shown), shown.taken) == (["Rauf Aliyev"], True)
    customer = shown.customers[0]
    phone.calls.take_up()
    await until(lambda: phone.calls.ringing is None)
    (call,) = await logged(phone, until)
    assert (call.who, call.customer_id, call.taken) == ("Rauf Aliyev", customer.id, True)


async def test_a_stranger_taken_up_leaves_the_screen_once_nobody_was_found(
    phone: Phone, until: Until, sandbox: Sandbox
) -> None:
    await take_up_at_once(phone, until, sandbox, UNKNOWN)
    await until(lambda: phone.calls.ringing is None)
    (call,) = await logged(phone, until)
    assert (call.who, call.taken) == (None, True)


async def test_a_call_taken_up_and_then_put_off_the_screen_stays_taken(
    phone: Phone, until: Until, sandbox: Sandbox
) -> None:
    await take_up_at_once(phone, until, sandbox, RAUF)
    phone.calls.dismiss()
    assert phone.calls.ringing is None
    (call,) = await logged(phone, until)
    assert call.taken


async def test_a_call_taken_up_does_not_ring_again_for_whoever_signs_in_next(
    phone: Phone, profile: Profile, secret: Secret, until: Until, sandbox: Sandbox
) -> None:
    await take_up_at_once(phone, until, sandbox, RAUF)
    phone.desk.session.sign_out()
    told = heard(phone.calls.rang)
    sandbox.set_faults("")
    await sign_in(phone, profile, secret, until)
    await logged(phone, until)
    assert (told, phone.calls.ringing) == ([], None)


async def test_numbers_are_read_as_people_in_the_profiles_region_write_them(
    equip: Equip, profile: Profile, secret: Secret, until: Until
) -> None:
    phone = equip()
    await sign_in(phone, replace(profile, region="TR"), secret, until)
    await fill(phone, Customer(id="7", name="Aygün", phone="+90 532 123 45 67"))
    assert names(await ring(phone, until, "0532 123 45 67")) == ["Aygün"]
    phone.calls.dismiss()
    assert names(await ring(phone, until, "00994 50 333 22 11")) == ["Rauf Aliyev"]
