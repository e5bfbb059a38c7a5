"""Cancelling and placing orders through the outbox: undone in time, made out after a lost answer, put to the agent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from callcenter.desk.acts.cancel_order import Cancellation, subject_of
from callcenter.model.customer import NewCustomer
from callcenter.model.order import NewOrder, OrderLine, Recipient, Stage
from callcenter.pos import errors
from callcenter.replica.errors import StorageFull
from callcenter.replica.outbox import Act, Entry, Outbox, State
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import Secret
from tests.desk.at_work import Until
from tests.desk.door import Door, opened
from tests.desk.syncing import LastingVault

pytestmark = pytest.mark.anyio

BUYER = "7"
ORDER = NewOrder(
    key="act-1",
    venue_id="1",
    sale_type_id="2",
    recipient=Recipient(id=BUYER, name="Leyla Əliyeva", phone="+994505550199"),
    lines=(OrderLine(product_id="58", name="Şüyüd plov", count=Decimal(2), price=Decimal("10.50")),),
    number="N-1",
    comment="Qapı 4",
)


class Desk(Door):
    """Places and cancels orders."""

    async def place(self, order: NewOrder = ORDER) -> Entry:
        return await self.dispatch.take_up(Act.CREATE_ORDER, order.recipient.id or "", order)

    async def cancel(self, order_id: str, *, seconds: float = 0.0) -> Entry:
        body = Cancellation(order_id=order_id, name="Leyla")
        until = self.clock[0] + timedelta(seconds=seconds) if seconds else None
        return await self.dispatch.take_up(Act.CANCEL_ORDER, f"order:{order_id}", body, not_before=until)


@pytest.fixture
async def door(tmp_path: Path, profile: Profile, secret: Secret, until: Until) -> AsyncIterator[Desk]:
    door = await opened(tmp_path, LastingVault(), profile, secret, until, kind=Desk)
    yield door
    await door.aclose()


def _orders(sandbox: Sandbox) -> list[str]:
    """Give the comments of the buyer's orders at the server that have one."""
    answer = httpx.get(
        f"{sandbox.clopos}/v2/orders",
        params={"filters[0][0]": "customer_id", "filters[0][1]": BUYER, "limit": 200},
        headers={"x-token": "oauth_example_token"},
    )
    return [comment for row in answer.json()["data"] if (comment := row["payload"]["meta"]["comment"])]


async def _stage(door: Desk, order_id: str) -> Stage:
    return (await door.session.pos.order(order_id)).stage


# ---- cancelling -----------------------------------------------------------------------------------------------------


async def test_a_pending_order_is_cancelled(door: Desk, sandbox: Sandbox, until: Until) -> None:
    number = str(sandbox.place_order())
    order = await door.session.pos.order(number)
    await door.dispatch.take_up(Act.CANCEL_ORDER, subject_of(order), Cancellation.of(order))
    await until(lambda: door.settled)
    assert (door.settled[0].order_id, door.settled[0].error) == (number, None)
    assert await _stage(door, number) is Stage.IGNORED


async def test_a_cancellation_waits_for_its_moment_and_then_leaves(door: Desk, sandbox: Sandbox, until: Until) -> None:
    number = str(sandbox.place_order())
    entry = await door.cancel(number, seconds=30)
    door.dispatch.send_now()
    await _rounds(door, until)
    assert door.row(entry).state is State.WAITING
    assert await _stage(door, number) is Stage.PENDING
    door.clock[0] += timedelta(seconds=30)
    door.dispatch.send_now()
    await until(lambda: door.settled)
    assert await _stage(door, number) is Stage.IGNORED


async def test_a_cancellation_that_is_due_leaves_without_being_poked(
    door: Desk, sandbox: Sandbox, until: Until
) -> None:
    number = str(sandbox.place_order())
    entry = await door.cancel(number, seconds=0.2)
    await _rounds(door, until)
    door.clock[0] += timedelta(seconds=0.2)
    await until(lambda: door.settled)
    assert door.settled[0].entry.id == entry.id


async def test_a_cancellation_taken_back_in_time_never_leaves(door: Desk, sandbox: Sandbox, until: Until) -> None:
    number = str(sandbox.place_order())
    entry = await door.cancel(number, seconds=30)
    assert await door.dispatch.withdraw(entry)
    door.clock[0] += timedelta(minutes=1)
    await _rounds(door, until)
    assert door.dispatch.entries == door.dispatch.entries[:1]
    assert await _stage(door, number) is Stage.PENDING


async def test_what_has_left_is_not_taken_back(door: Desk, sandbox: Sandbox, until: Until) -> None:
    entry = await door.cancel(str(sandbox.place_order()))
    await until(lambda: door.settled)
    assert not await door.dispatch.withdraw(entry)
    assert door.row(entry).state is State.SENT


@pytest.mark.parametrize("fault", ["reset-after", "status-504-after", "truncate", "reset-before"])
async def test_a_cancellation_whose_answer_is_lost_is_repeated_until_it_is_certain(
    door: Desk, sandbox: Sandbox, until: Until, fault: str
) -> None:
    number = str(sandbox.place_order())
    sandbox.set_faults(f"{fault}@PUT /orders=1*4")
    await door.cancel(number)
    await until(lambda: door.settled)
    assert door.settled[0].error is None
    assert not door.asked
    assert await _stage(door, number) is Stage.IGNORED


async def test_an_order_that_the_kitchen_has_taken_is_not_cancelled_and_the_refusal_is_told(
    door: Desk, sandbox: Sandbox, until: Until
) -> None:
    number = sandbox.place_order()
    sandbox.advance_order(number, "RECEIVED")
    entry = await door.cancel(str(number))
    await until(lambda: door.settled)
    assert isinstance(door.settled[0].error, errors.Invalid)
    assert (door.row(entry).state, door.row(entry).error) == (State.REFUSED, "invalid")


# ---- placing --------------------------------------------------------------------------------------------------------


async def test_an_order_is_placed_once(door: Desk, sandbox: Sandbox, until: Until) -> None:
    entry = await door.place()
    await until(lambda: door.settled)
    assert door.settled[0].order_id is not None
    assert door.row(entry).state is State.SENT
    assert _orders(sandbox) == ["Qapı 4"]


async def test_orders_of_one_customer_leave_one_after_the_other_without_waiting_to_be_poked(
    door: Desk, sandbox: Sandbox, until: Until
) -> None:
    sandbox.pause_network()
    for number in range(3):
        await door.place(msgspec.structs.replace(ORDER, key=f"act-{number}", comment=f"Qapı {number}"))
    sandbox.resume_network()
    await until(lambda: len(door.settled) == 3)
    assert _orders(sandbox) in (["Qapı 0", "Qapı 1", "Qapı 2"], ["Qapı 2", "Qapı 1", "Qapı 0"])


@pytest.mark.parametrize("fault", ["reset-after", "status-504-after", "truncate"])
async def test_an_order_whose_answer_was_lost_is_found_and_not_sent_again(
    door: Desk, sandbox: Sandbox, until: Until, fault: str
) -> None:
    sandbox.set_faults(f"{fault}@POST /orders=1")
    await door.place()
    await until(lambda: door.settled)
    assert door.settled[0].order is not None
    assert door.settled[0].order.comment == "Qapı 4"
    assert not door.asked
    assert _orders(sandbox) == ["Qapı 4"]


async def test_an_earlier_order_like_it_is_not_taken_for_the_one_that_was_lost(
    door: Desk, sandbox: Sandbox, until: Until
) -> None:
    await door.place()
    await until(lambda: door.settled)
    sandbox.set_faults("reset-before@POST /orders=1*1")
    entry = await door.place(msgspec.structs.replace(ORDER, key="act-2"))
    await until(lambda: door.asked)
    found = door.dispatch.found(door.row(entry))
    assert found is not None
    assert found.orders == ()
    assert _orders(sandbox) == ["Qapı 4"]


async def test_an_order_that_never_arrived_is_put_to_the_agent_and_sent_again_by_their_word(
    door: Desk, sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults("reset-before@POST /orders=1*1")
    entry = await door.place()
    await until(lambda: door.asked)
    assert door.row(entry).state is State.UNCERTAIN
    assert _orders(sandbox) == []
    door.dispatch.retry(door.row(entry))
    await until(lambda: door.settled)
    assert _orders(sandbox) == ["Qapı 4"]


async def test_an_order_that_arrived_late_is_not_sent_again_even_by_the_agents_word(
    door: Desk, sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults("reset-before@POST /orders=1*1")
    entry = await door.place()
    await until(lambda: door.asked)
    await door.session.pos.create_order(ORDER)  # the server had it all the while
    door.dispatch.retry(door.row(entry))
    await until(lambda: door.settled)
    assert door.settled[0].order is not None
    assert _orders(sandbox) == ["Qapı 4"]


async def test_what_two_orders_may_be_is_the_agents_to_say(door: Desk, sandbox: Sandbox, until: Until) -> None:
    sandbox.set_faults("reset-before@POST /orders=1*1")
    entry = await door.place()
    delivery = door.dispatch._delivery
    assert delivery is not None
    await until(lambda: door.asked and not any(delivery._planned.values()))  # the desk looks no more by itself
    for key in ("theirs-1", "theirs-2"):  # another desk's, alike in everything
        await door.session.pos.create_order(msgspec.structs.replace(ORDER, key=key))
    door.dispatch.look_again(door.row(entry))
    await until(lambda: (seen := door.dispatch.found(door.row(entry))) is not None and seen.orders)
    found = door.dispatch.found(door.row(entry))
    assert found is not None
    assert len(found.orders) == 2
    door.dispatch.confirm(door.row(entry), found.orders[1])
    await until(lambda: door.settled)
    assert door.settled[0].order_id == found.orders[1].id
    assert door.row(entry).state is State.SENT
    assert len(_orders(sandbox)) == 2


async def test_an_uncertain_order_given_up_lets_the_next_of_the_customer_leave(
    door: Desk, sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults("reset-before@POST /orders=1*1")
    first = await door.place()
    await until(lambda: door.asked)
    await door.place(msgspec.structs.replace(ORDER, key="act-2", comment="Qapı 5"))
    await _rounds(door, until)
    assert _orders(sandbox) == []
    door.dispatch.discard(door.row(first))
    await until(lambda: door.settled)
    assert _orders(sandbox) == ["Qapı 5"]


async def test_an_order_that_could_not_leave_waits_and_is_not_uncertain(
    door: Desk, sandbox: Sandbox, until: Until
) -> None:
    sandbox.pause_network()
    entry = await door.place()
    await until(lambda: door.row(entry).error is not None)
    assert door.row(entry).state is State.WAITING
    sandbox.resume_network()
    await until(lambda: door.settled)
    assert _orders(sandbox) == ["Qapı 4"]


async def test_an_order_that_is_wrong_is_refused_with_the_reason(door: Desk, until: Until) -> None:
    entry = await door.place(msgspec.structs.replace(ORDER, sale_type_id="99"))
    await until(lambda: door.settled)
    assert isinstance(door.settled[0].error, errors.Invalid)
    assert door.row(entry).state is State.REFUSED


# ---- the door -------------------------------------------------------------------------------------------------------


async def test_one_row_without_an_answer_does_not_hold_up_the_others(
    door: Desk, sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults("status-504@PUT /orders=1")
    held = await door.cancel(str(sandbox.place_order()))
    form = NewCustomer(cid=NewCustomer.new_cid(), name="Nərgiz Yeni")
    await door.dispatch.take_up(Act.CREATE_CUSTOMER, form.cid, form)
    await until(lambda: door.settled)
    assert door.settled[0].customer is not None
    assert door.row(held).state in {State.WAITING, State.SENDING}


async def test_an_act_that_nothing_here_can_do_is_not_taken_up(door: Desk) -> None:
    with pytest.raises(errors.Unsupported):
        await door.dispatch.take_up(Act.REDEEM, "1", ORDER)
    assert door.dispatch.entries == ()


async def test_who_carries_an_act_out_hears_how_it_ended_or_that_it_goes_on(
    door: Desk, sandbox: Sandbox, until: Until
) -> None:
    entry, settled = await door.dispatch.carry_out(Act.CREATE_ORDER, BUYER, ORDER, patience=10)
    assert settled is not None
    assert settled.entry.id == entry.id
    assert settled.order_id is not None
    sandbox.pause_network()
    other = msgspec.structs.replace(ORDER, key="act-2", comment="Qapı 6")
    entry, settled = await door.dispatch.carry_out(Act.CREATE_ORDER, BUYER, other, patience=0.05)
    assert settled is None
    assert door.row(entry).state is State.WAITING
    sandbox.resume_network()
    await until(lambda: len(door.settled) == 2)


async def test_an_end_that_the_full_disk_could_not_keep_is_made_out_once_there_is_room(
    door: Desk, sandbox: Sandbox, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, full = Outbox.settle, iter([True])

    async def settle(self: Outbox, entry_id: int, state: State, **how: Any) -> Entry | None:  # noqa: ANN401 - as it is
        if state is State.SENT and next(full, False):
            raise StorageFull
        return await real(self, entry_id, state, **how)

    monkeypatch.setattr(Outbox, "settle", settle)
    entry = await door.place()
    await until(lambda: door.settled)
    assert door.settled[0].order is not None  # it was read back
    assert door.row(entry).state is State.SENT
    assert _orders(sandbox) == ["Qapı 4"]


async def test_the_newest_sent_rows_stay_to_be_seen(door: Desk, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callcenter.desk.delivery.SHOWN", 2)
    forms = [NewCustomer(cid=NewCustomer.new_cid(), name=f"Nərgiz {number}") for number in range(4)]
    for form in forms:
        await door.dispatch.take_up(Act.CREATE_CUSTOMER, form.cid, form)
    await until(lambda: len(door.settled) == 4)
    assert [entry.subject for entry in door.dispatch.entries] == [form.cid for form in forms[2:]]
    assert door.dispatch.unsent == 0
    assert door.dispatch.pending() == []


async def _rounds(door: Desk, until: Until) -> None:
    """Let the outbox go through its rows: another customer's form has come and gone."""
    form = NewCustomer(cid=NewCustomer.new_cid(), name="Kimsə")
    before = len(door.settled)
    await door.dispatch.take_up(Act.CREATE_CUSTOMER, form.cid, form)
    await until(lambda: len(door.settled) > before)
    door.settled.pop()
