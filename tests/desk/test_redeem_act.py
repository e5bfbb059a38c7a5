"""Redeeming points through the outbox: once, made out by the points that are left, else put to the agent."""

from __future__ import annotations

import pytest

from callcenter.desk.acts.performer import subject_of
from callcenter.desk.acts.redeem import PointsRedemption
from callcenter.desk.delivery import Delivery
from callcenter.pos import errors
from callcenter.replica.outbox import Act, Entry, State
from callcenter.sandbox.server import Sandbox
from tests.desk.at_work import Asked, Until
from tests.desk.door import Door, OpenDoor
from tests.desk.vendor import Vendor

pytestmark = pytest.mark.anyio

REDEEM = "POST /customers/*/loyalty/redeem"
NOWHERE = "00000000-0000-4000-8000-000000000000"


class Desk(Door):
    """Redeems points."""

    async def redeem(self, buyer: tuple[str, str], points: int) -> Entry:
        customer, sale = buyer
        body = PointsRedemption(customer_id=customer, points=points, sale_id=sale, name="Nərgiz", held=450)
        return await self.dispatch.take_up(Act.REDEEM, subject_of(customer), body)

    def figures(self, entry: Entry) -> tuple[int | None, int | None]:
        """Give the points before and now, as they are put to the agent."""
        found = self.dispatch.found(self.row(entry))
        assert found is not None
        return found.points_before, found.points_now

    @property
    def looks_on(self) -> bool:
        """Whether the desk will look for something by itself."""
        delivery: Delivery | None = self.dispatch._delivery
        return delivery is not None and any(delivery._planned.values())


@pytest.fixture
async def desk(open_door: OpenDoor) -> Desk:
    return await open_door(Desk)


@pytest.fixture
def buyer(vendor: Vendor) -> tuple[str, str]:
    """Give a customer who holds 450 points, and a sale."""
    return vendor.buyer(450)


async def test_points_are_redeemed_once(desk: Desk, buyer: tuple[str, str], sandbox: Sandbox, until: Until) -> None:
    await desk.redeem(buyer, 100)
    await until(lambda: desk.settled)
    done = desk.settled[0].redeemed
    assert done is not None
    assert (done.points, str(done.discount), done.remaining) == (100, "10.00", 350)
    assert sandbox.redemptions(buyer[0]) == [100]


@pytest.mark.parametrize("fault", ["reset-after", "status-504-after", "truncate", "reset-late"])
async def test_a_redemption_whose_answer_was_lost_is_made_out_and_not_sent_again(
    open_door: OpenDoor, buyer: tuple[str, str], sandbox: Sandbox, asked: Asked, until: Until, fault: str
) -> None:
    desk = await open_door(Desk, looks=(0.0, 0.1, 1.0))  # longer than the server is late
    sandbox.set_faults(f"{fault}@{REDEEM}=1")
    await desk.redeem(buyer, 100)
    await until(lambda: desk.settled)
    done = desk.settled[0].redeemed
    assert done is not None
    assert (done.points, done.discount, done.remaining) == (100, None, 350)
    assert not desk.asked
    assert asked("POST", "redeem") == 1
    assert sandbox.redemptions(buyer[0]) == [100]


@pytest.mark.parametrize("fault", ["reset-before", "status-500", "status-504"])
async def test_a_redemption_that_never_arrived_is_put_to_the_agent_after_the_last_look_and_sent_again_by_their_word(
    desk: Desk, buyer: tuple[str, str], sandbox: Sandbox, asked: Asked, until: Until, fault: str
) -> None:
    sandbox.set_faults(f"{fault}@{REDEEM}=1")
    entry = await desk.redeem(buyer, 100)
    await until(lambda: desk.asked)
    assert not desk.looks_on
    assert desk.figures(entry) == (450, 450)
    assert asked("POST", "redeem") == 1
    sandbox.set_faults("")
    desk.dispatch.retry(desk.row(entry))
    await until(lambda: desk.settled)
    assert desk.settled[0].redeemed is not None
    assert sandbox.redemptions(buyer[0]) == [100]
    assert len(desk.asked) == 1


async def test_a_redemption_that_arrived_late_is_not_sent_again_even_by_the_agents_word(
    desk: Desk, buyer: tuple[str, str], vendor: Vendor, sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults(f"reset-before@{REDEEM}=1*1")
    entry = await desk.redeem(buyer, 100)
    await until(lambda: desk.asked)
    vendor.redeem(*buyer, 100)  # the server had it all the while
    desk.dispatch.retry(desk.row(entry))
    await until(lambda: desk.settled)
    assert sandbox.redemptions(buyer[0]) == [100]


async def test_points_that_something_else_has_moved_are_the_agents_to_judge(
    desk: Desk, buyer: tuple[str, str], sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults(f"reset-after@{REDEEM}=1,latency@GET /customers=0.2")
    entry = await desk.redeem(buyer, 100)
    await until(lambda: sandbox.redemptions(buyer[0]))
    sandbox.purchase(buyer[0], 3000)
    await until(lambda: desk.asked)
    assert desk.figures(entry) == (450, 380)
    desk.dispatch.confirm(desk.row(entry))
    await until(lambda: desk.settled)
    done = desk.settled[0].redeemed
    assert done is not None
    assert (done.points, done.remaining) == (100, 380)
    assert desk.row(entry).state is State.SENT
    assert sandbox.redemptions(buyer[0]) == [100]


async def test_as_many_points_fewer_prove_nothing_where_there_is_another_sale(
    desk: Desk, buyer: tuple[str, str], vendor: Vendor, sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults(f"reset-before@{REDEEM}=1*1")
    entry = await desk.redeem(buyer, 100)
    await until(lambda: desk.asked)
    sandbox.purchase(buyer[0], 5000)
    vendor.redeem(*buyer, 150)  # by somebody else: 100 fewer in all
    desk.dispatch.look_again(desk.row(entry))
    await until(lambda: desk.figures(entry) == (450, 350))
    assert desk.row(entry).state is State.UNCERTAIN
    desk.dispatch.discard(desk.row(entry))
    await until(lambda: not desk.dispatch.entries)
    assert sandbox.redemptions(buyer[0]) == [150]


async def test_more_points_than_are_held_are_refused_without_a_request(
    desk: Desk, buyer: tuple[str, str], asked: Asked, until: Until
) -> None:
    entry = await desk.redeem(buyer, 451)
    await until(lambda: desk.settled)
    assert isinstance(desk.settled[0].error, errors.TooFewPoints)
    assert (desk.row(entry).state, desk.row(entry).error) == (State.REFUSED, "too-few-points")
    assert asked("POST", "redeem") == 0


async def test_what_waits_behind_a_refused_redemption_leaves_without_being_poked(
    desk: Desk, buyer: tuple[str, str], sandbox: Sandbox, until: Until
) -> None:
    sandbox.pause_network()
    await desk.redeem(buyer, 451)
    await desk.redeem(buyer, 100)
    sandbox.resume_network()
    await until(lambda: len(desk.settled) == 2)
    assert sandbox.redemptions(buyer[0]) == [100]


async def test_a_second_redemption_of_the_same_customer_waits_until_the_first_is_made_out(
    desk: Desk, buyer: tuple[str, str], vendor: Vendor, sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults(f"reset-before@{REDEEM}=1*1")
    first, second = await desk.redeem(buyer, 100), await desk.redeem(buyer, 400)
    await until(lambda: desk.asked)
    other = vendor.buyer(10)
    await desk.redeem(other, 10)  # another customer's goes past both
    await until(lambda: desk.settled)
    assert (desk.row(first).state, desk.row(second).state) == (State.UNCERTAIN, State.WAITING)
    desk.dispatch.retry(desk.row(first))
    await until(lambda: len(desk.settled) == 3)
    assert isinstance(desk.settled[2].error, errors.TooFewPoints)
    assert sandbox.redemptions(buyer[0]) == [100]


async def test_a_redemption_on_a_sale_that_is_not_the_customers_is_refused(
    desk: Desk, buyer: tuple[str, str], sandbox: Sandbox, until: Until
) -> None:
    entry = await desk.redeem((buyer[0], NOWHERE), 100)
    await until(lambda: desk.settled)
    assert (desk.row(entry).state, desk.row(entry).error) == (State.REFUSED, "not-found")
    assert sandbox.redemptions(buyer[0]) == []


async def test_a_refused_redemption_that_is_tried_again_does_not_take_another_desks_for_its_own(
    desk: Desk, buyer: tuple[str, str], vendor: Vendor, sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults(f"status-403@{REDEEM}=1*1")
    entry = await desk.redeem(buyer, 100)
    await until(lambda: desk.settled)
    assert desk.row(entry).state is State.REFUSED
    vendor.redeem(*buyer, 100)
    desk.dispatch.retry(desk.row(entry))
    await until(lambda: len(desk.settled) == 2)
    assert sandbox.redemptions(buyer[0]) == [100, 100]


async def test_an_uncertain_redemption_of_a_customer_who_is_gone_is_the_agents_to_judge(
    desk: Desk, vendor: Vendor, sandbox: Sandbox, until: Until
) -> None:
    buyer = vendor.buyer(450)
    sandbox.set_faults(f"reset-before@{REDEEM}=1*1,status-504@GET /customers=0")
    entry = await desk.redeem(buyer, 100)
    await until(lambda: desk.asked)
    vendor.ask("DELETE", f"customers/{buyer[0]}").raise_for_status()  # with sales they stay, without a name
    desk.dispatch.look_again(desk.row(entry))
    await until(lambda: not desk.looks_on)
    assert desk.figures(entry) == (450, 450)


async def test_a_redemption_that_a_crash_left_under_way_is_made_out_by_the_next_desk(
    desk: Desk, open_door: OpenDoor, buyer: tuple[str, str], sandbox: Sandbox, until: Until
) -> None:
    sandbox.set_faults(f"hang-after@{REDEEM}=1")
    entry = await desk.redeem(buyer, 100)
    await until(lambda: desk.row(entry).state is State.SENDING and sandbox.redemptions(buyer[0]))
    await desk.aclose()
    sandbox.set_faults("")
    later = await open_door(Desk)
    await until(lambda: later.settled)
    assert later.settled[0].entry.id == entry.id
    assert sandbox.redemptions(buyer[0]) == [100]


async def test_a_redemption_that_is_late_is_waited_for_by_the_next_desk_too(
    open_door: OpenDoor, buyer: tuple[str, str], vendor: Vendor, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    desk = await open_door(Desk, looks=(0.0, 60.0))
    sandbox.set_faults(f"reset-before@{REDEEM}=1*1")
    entry = await desk.redeem(buyer, 100)
    await until(lambda: desk.row(entry).state is State.UNCERTAIN)
    await desk.aclose()
    sandbox.forget_requests()
    later = await open_door(Desk, looks=(0.0, 1.5))
    await until(lambda: asked("GET", buyer[0]))
    vendor.redeem(*buyer, 100)  # the server had it all the while
    await until(lambda: later.settled or later.asked)
    assert not later.asked
    assert sandbox.redemptions(buyer[0]) == [100]
