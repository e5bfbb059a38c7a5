"""Changing a customer: what is sent, in what order, and what becomes of it when it is not answered."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import msgspec
import pytest

from callcenter.desk.connection import Link
from callcenter.desk.editing import Hindrance
from callcenter.desk.sheet import Collision
from callcenter.model.customer import CustomerChange, CustomerField, NewCustomer, pending_customer
from callcenter.replica.outbox import State
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import Secret
from tests.desk.at_work import Until, heard
from tests.desk.changing_desk import LEYLA, ChangingDesk
from tests.desk.syncing import LastingVault

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk_of(tmp_path: Path) -> AsyncIterator[Callable[[], ChangingDesk]]:
    """Build desks over one folder and one keyring; each is closed at the end."""
    vault, made = LastingVault(), list[ChangingDesk]()

    def build() -> ChangingDesk:
        made.append(ChangingDesk.over(tmp_path, vault))
        return made[-1]

    yield build
    for desk in made:
        await desk.aclose()


@pytest.fixture
async def desk(
    desk_of: Callable[[], ChangingDesk], posstar_profile: Profile, posstar_secret: Secret, until: Until
) -> ChangingDesk:
    made = desk_of()
    made.session.sign_in(posstar_profile, posstar_secret)
    await until(lambda: made.files.local is not None and made.dispatch.keeps)
    return made


async def _begin(desk: ChangingDesk, until: Until, customer_of: NewCustomer = LEYLA) -> str:
    """Open the form of a new customer; give their id."""
    customer = await desk.created(customer_of)
    read = heard(desk.editing.shown)
    desk.editing.begin(customer)
    await until(lambda: read)
    return customer.id


def _states(desk: ChangingDesk) -> list[State]:
    return [entry.state for entry in desk.dispatch.entries]


async def test_a_second_press_while_the_first_is_under_way_does_nothing(desk: ChangingDesk, until: Until) -> None:
    finished = heard(desk.editing.finished)
    await _begin(desk, until)
    desk.type_in(address="Nizami 14")
    desk.editing.save()
    desk.editing.save()
    await until(lambda: finished)
    assert _states(desk) == [State.SENT]


async def test_what_is_typed_while_the_form_is_on_its_way_stays_in_it(
    desk: ChangingDesk, sandbox: Sandbox, until: Until
) -> None:
    finished, busy = heard(desk.editing.finished), heard(desk.editing.busy_changed)
    customer_id = await _begin(desk, until)
    sandbox.set_faults("latency@PATCH /customers=0.2")
    desk.type_in(address="Nizami 14", phone="050 555 01 98")
    desk.editing.save()
    await until(lambda: busy)
    desk.type_in(notes="Gate 5")
    await until(lambda: busy == [True, False])
    assert not finished
    desk.editing.save()
    await until(lambda: finished)
    there = await desk.session.pos.customer(customer_id)
    assert (there.address, there.phone, there.notes) == ("Nizami 14", "+994505550198", "Gate 5")
    assert [desk.dispatch.about(entry).fields for entry in desk.dispatch.entries] == [("phone", "address"), ("notes",)]


async def test_two_changes_made_offline_arrive_one_after_the_other(
    desk: ChangingDesk, sandbox: Sandbox, until: Until
) -> None:
    customer_id = await _begin(desk, until)
    finished = heard(desk.editing.finished)
    sandbox.set_faults("reset-before=1")
    desk.type_in(address="Nizami 14")
    desk.editing.save()
    await until(lambda: len(finished) == 1)
    known = await desk.directory.known_customer(customer_id)
    assert known is not None
    desk.card.open(known)
    assert desk.card.customer is not None and desk.card.customer.address == "Nizami 14"  # noqa: PT018 - for the types
    desk.editing.begin(desk.card.customer)
    desk.type_in(address="Nizami 16", notes="Gate 5")
    desk.editing.save()
    await until(lambda: len(finished) == 2)
    assert _states(desk) == [State.WAITING, State.WAITING]
    sandbox.set_faults("")
    desk.dispatch.send_now()
    await until(lambda: _states(desk) == [State.SENT, State.SENT])
    there = await desk.session.pos.customer(customer_id)
    assert (there.address, there.notes) == ("Nizami 16", "Gate 5")


async def test_a_refused_change_and_the_one_behind_it_become_one_form(
    desk: ChangingDesk, sandbox: Sandbox, until: Until
) -> None:
    customer_id = await _begin(desk, until)
    finished, met = heard(desk.editing.finished), heard(desk.editing.met)
    sandbox.set_faults("reset-before=1")
    desk.type_in(address="Nizami 14")
    desk.editing.save()
    await until(lambda: len(finished) == 1)
    known = await desk.directory.known_customer(customer_id)
    assert known is not None
    desk.card.open(known)
    assert desk.card.customer is not None
    desk.editing.begin(desk.card.customer)
    desk.type_in(notes="Gate 5")
    desk.editing.save()
    await until(lambda: len(finished) == 2)
    sandbox.set_faults("")
    await desk.session.pos.update_customer(customer_id, CustomerChange(address="Nizami 99"))
    desk.dispatch.send_now()
    await until(lambda: _states(desk) and _states(desk)[0] is State.REFUSED)
    met.clear()
    desk.editing.mend(desk.dispatch.entries[0])
    await until(lambda: met and met[-1])
    assert met[-1] == (Collision(field=CustomerField.ADDRESS, saw="Nizami 12", typed="Nizami 14", stands="Nizami 99"),)
    wanted = heard(desk.editing.choice_wanted)
    desk.editing.save()
    assert wanted == [CustomerField.ADDRESS]
    desk.editing.choose(CustomerField.ADDRESS, mine=True)
    desk.editing.save()
    await until(lambda: len(finished) == 3)
    there = await desk.session.pos.customer(customer_id)
    assert (there.address, there.notes) == ("Nizami 14", "Gate 5")
    assert not desk.dispatch.unsent


async def test_a_conflict_is_shown_by_the_next_desk_as_it_was_by_this_one(
    desk: ChangingDesk,
    desk_of: Callable[[], ChangingDesk],
    sandbox: Sandbox,
    posstar_profile: Profile,
    posstar_secret: Secret,
    until: Until,
) -> None:
    customer_id = await _begin(desk, until)
    finished = heard(desk.editing.finished)
    sandbox.set_faults("reset-before=1")
    desk.type_in(address="Nizami 14")
    desk.editing.save()
    await until(lambda: finished)
    sandbox.set_faults("")
    await desk.session.pos.update_customer(customer_id, CustomerChange(address="Nizami 99"))
    desk.dispatch.send_now()
    await until(lambda: _states(desk) == [State.REFUSED])
    await desk.aclose()
    later = desk_of()
    later.session.sign_in(posstar_profile, posstar_secret)
    await until(lambda: _states(later) == [State.REFUSED])
    sandbox.set_faults("reset-before=1")  # what the server held was kept with the row
    met = heard(later.editing.met)
    later.editing.mend(later.dispatch.entries[0])
    await until(lambda: met and met[-1])
    assert met[-1][0].stands == "Nizami 99"
    sandbox.set_faults("")


async def test_a_form_that_was_left_while_it_was_under_way_leaves_its_refusal_in_the_outbox(
    desk: ChangingDesk, until: Until
) -> None:
    customer_id = await _begin(desk, until)
    busy = heard(desk.editing.busy_changed)
    desk.type_in(address="Nizami 14")
    await desk.session.pos.update_customer(customer_id, CustomerChange(address="Nizami 99"))
    desk.editing.save()
    desk.editing.leave()
    await until(lambda: busy == [True, False])
    assert _states(desk) == [State.REFUSED]
    whom = await desk.session.pos.customer(customer_id)
    assert desk.unfinished.of(whom) is None  # the row holds it, and the form of the customer shows it
    met = heard(desk.editing.met)
    desk.editing.begin(whom)
    await until(lambda: met and met[-1])
    assert desk.form.address == "Nizami 14"


async def test_an_unfinished_form_is_kept_for_each_customer(desk: ChangingDesk) -> None:
    first = await desk.created()
    second = await desk.created(msgspec.structs.replace(LEYLA, name="Rauf Əliyev", phone=None))
    for customer, text in ((first, "one"), (second, "two")):
        desk.editing.begin(customer)
        desk.type_in(notes=text)
    begun = heard(desk.editing.begun)
    desk.editing.begin(first)
    desk.editing.begin(second)
    assert [(one.form.notes, one.resumed) for one in begun] == [("one", True), ("two", True)]
    desk.editing.undo()
    desk.editing.leave()
    desk.editing.begin(second)
    assert not begun[-1].resumed


async def test_a_draft_of_another_version_is_dropped(
    desk: ChangingDesk, desk_of: Callable[[], ChangingDesk], posstar_profile: Profile, until: Until
) -> None:
    local = desk.files.local
    assert local is not None
    await local.desk.drafts.save("edit-customer:1", b"\xc1 of another version")
    await desk.aclose()
    later = desk_of()
    later.session.resume(later.session.settings.with_profile(posstar_profile))
    await until(lambda: later.files.local is not None)
    again = later.files.local
    assert again is not None
    while await again.desk.drafts.all():
        await until(lambda: True)


async def test_nothing_of_a_brand_that_was_left_is_in_the_form(desk: ChangingDesk, until: Until) -> None:
    customer = await desk.created()
    desk.editing.begin(customer)
    desk.type_in(notes="typed")
    desk.session.sign_out()
    await until(lambda: desk.unfinished.of(customer) is None)
    assert desk.editing.hindrance(customer) is Hindrance.UNSUPPORTED


async def test_somebody_who_waits_to_be_sent_cannot_be_changed(desk: ChangingDesk) -> None:
    waiting = pending_customer(msgspec.structs.replace(LEYLA, cid=NewCustomer.new_cid()))
    begun = heard(desk.editing.begun)
    assert desk.editing.hindrance(waiting) is Hindrance.PENDING
    desk.editing.begin(waiting)
    assert not begun


async def test_without_a_line_the_form_opens_with_what_is_known(
    desk: ChangingDesk, sandbox: Sandbox, until: Until
) -> None:
    customer = await desk.created()
    sandbox.set_faults("reset-before=1")
    desk.editing.begin(customer)
    assert desk.form.address == "Nizami 12"
    await until(lambda: desk.editing._connection.state.link in {Link.DELAYED, Link.OFFLINE})
    assert desk.form.address == "Nizami 12"
    sandbox.set_faults("")
