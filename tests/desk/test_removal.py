"""Deleting a customer: what is in its way, and that nothing of them is left on this computer."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from callcenter.desk.acts.delete_customer import Deletion
from callcenter.desk.acts.performer import subject_of
from callcenter.desk.removal import Consequence, Hindrance
from callcenter.desk.taking_back import newest
from callcenter.model.customer import Customer, CustomerChange, NewCustomer, pending_customer
from callcenter.pos import errors
from callcenter.replica.outbox import Act, Entry, State
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import Secret
from tests.desk.at_work import Until, heard
from tests.desk.changing_desk import LEYLA, ChangingDesk
from tests.desk.syncing import LastingVault

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk_of(
    tmp_path: Path, posstar_profile: Profile, posstar_secret: Secret
) -> AsyncIterator[Callable[[], ChangingDesk]]:
    """Build desks over one folder and one keyring, each signed in; each is closed at the end."""
    vault, made = LastingVault(), list[ChangingDesk]()

    def build() -> ChangingDesk:
        made.append(ChangingDesk.over(tmp_path, vault))
        made[-1].session.sign_in(posstar_profile, posstar_secret)
        return made[-1]

    yield build
    for desk in made:
        await desk.aclose()


@pytest.fixture
async def desk(desk_of: Callable[[], ChangingDesk], until: Until) -> ChangingDesk:
    made = desk_of()
    await until(lambda: made.files.local is not None and made.dispatch.keeps)
    return made


async def _open(desk: ChangingDesk, until: Until, customer: Customer | None = None) -> Customer:
    completed = heard(desk.card.completed)
    made = customer or await desk.created()
    desk.card.open(made)
    await until(lambda: completed)
    return made


def _rows(desk: ChangingDesk) -> list[tuple[Act, State]]:
    return [(entry.act, entry.state) for entry in desk.dispatch.entries]


async def test_what_is_deleted_is_forgotten_by_the_copy_the_outbox_and_the_forms(
    desk: ChangingDesk, until: Until
) -> None:
    removed = heard(desk.removal.removed)
    leyla = await _open(desk, until)
    desk.editing.begin(leyla)
    desk.form = msgspec.structs.replace(desk.form, notes="changed once")
    desk.editing.type_in(desk.form)
    finished = heard(desk.editing.finished)
    desk.editing.save()
    await until(lambda: finished)
    desk.card.open(leyla)
    assert await desk.directory.known_customer(leyla.id) is not None
    desk.removal.remove()
    await until(lambda: removed)
    assert removed == [Deletion(customer_id=leyla.id, name=leyla.name, phone=leyla.phone)]
    assert await desk.directory.known_customer(leyla.id) is None
    assert desk.dispatch.entries == ()
    assert desk.unfinished.of(leyla) is None
    with pytest.raises(errors.NotFound):
        await desk.there(leyla)


async def test_a_deletion_that_waited_over_night_is_sent_by_the_next_desk_which_forgets_them_too(
    desk: ChangingDesk, desk_of: Callable[[], ChangingDesk], sandbox: Sandbox, until: Until
) -> None:
    leyla = await _open(desk, until)
    sandbox.set_faults("reset-before=1")
    desk.removal.remove()
    await until(lambda: _rows(desk) == [(Act.DELETE_CUSTOMER, State.WAITING)])
    await desk.aclose()
    sandbox.set_faults("")
    later = desk_of()
    removed = heard(later.removal.removed)
    await until(lambda: removed)
    assert await later.directory.known_customer(leyla.id) is None
    assert later.dispatch.entries == ()


async def test_a_lost_answer_is_no_reason_to_keep_them(desk: ChangingDesk, sandbox: Sandbox, until: Until) -> None:
    removed = heard(desk.removal.removed)
    leyla = await _open(desk, until)
    sandbox.set_faults("reset-after@DELETE /customers=1*1")
    desk.removal.remove()
    await until(lambda: removed)
    assert await desk.directory.known_customer(leyla.id) is None


async def test_a_change_that_was_refused_does_not_hold_the_deletion_up_and_is_typed_still_if_it_is_taken_back(
    desk: ChangingDesk, sandbox: Sandbox, until: Until
) -> None:
    leyla = await _open(desk, until)
    finished = heard(desk.editing.finished)
    sandbox.set_faults("reset-before=1")
    desk.editing.begin(leyla)
    desk.form = msgspec.structs.replace(desk.form, address="Nizami 14")
    desk.editing.type_in(desk.form)
    desk.editing.save()
    await until(lambda: finished)
    sandbox.set_faults("")
    await desk.session.pos.update_customer(leyla.id, CustomerChange(address="Nizami 99"))
    desk.dispatch.send_now()
    await until(lambda: _rows(desk) == [(Act.UPDATE_CUSTOMER, State.REFUSED)])
    desk.removal.undo = timedelta(minutes=1)
    desk.removal.remove()
    await until(lambda: _rows(desk) == [(Act.DELETE_CUSTOMER, State.WAITING)])
    desk.removal.take_back()
    await until(lambda: not desk.dispatch.entries)
    sheet = desk.unfinished.of(leyla)
    assert sheet is not None
    assert sheet.form.address == "Nizami 14"


async def test_what_deleting_does_is_told_by_the_sales(desk: ChangingDesk, sandbox: Sandbox, until: Until) -> None:
    leyla = await _open(desk, until)
    assert desk.removal.consequence() is Consequence.GONE
    sandbox.purchase(leyla.id, 4500)
    await _open(desk, until, leyla)
    assert desk.removal.consequence() is Consequence.NAMELESS
    desk.card.close()
    desk.card.customer = msgspec.structs.replace(leyla, receipt_count=None)
    assert desk.removal.consequence() is Consequence.UNKNOWN


async def test_why_somebody_cannot_be_deleted_is_known(desk: ChangingDesk, until: Until) -> None:
    desk.card.open(pending_customer(msgspec.structs.replace(LEYLA, cid=NewCustomer.new_cid())))
    assert desk.removal.hindrance() is Hindrance.PENDING
    await _open(desk, until)
    desk.removal.undo = timedelta(minutes=1)
    desk.removal.remove()
    desk.removal.remove()  # a second press
    await until(lambda: _rows(desk) == [(Act.DELETE_CUSTOMER, State.WAITING)])
    assert desk.removal.hindrance() is Hindrance.UNDER_WAY
    desk.session.sign_out()
    await until(lambda: not desk.session.signed_in)
    assert desk.removal.hindrance() is Hindrance.UNSUPPORTED


def _entry(number: int, act: Act, state: State) -> Entry:
    return Entry(id=number, act=act, subject=subject_of("1"), body=b"", state=state, created_at=datetime.now(UTC))


def test_the_last_of_what_can_be_taken_back_is_taken_back() -> None:
    rows = [
        _entry(1, Act.CANCEL_ORDER, State.WAITING),
        _entry(2, Act.DELETE_CUSTOMER, State.WAITING),
        _entry(3, Act.DELETE_CUSTOMER, State.SENDING),
        _entry(4, Act.UPDATE_CUSTOMER, State.WAITING),
    ]
    assert newest(rows) is rows[1]
    assert newest(rows[:1]) is rows[0]
    assert newest(rows[2:]) is None
