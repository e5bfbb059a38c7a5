"""Redeeming points over HTTP: one submission is one act, whatever is pressed and whatever becomes of the answer."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from callcenter.desk.acts.delete_customer import Deletion
from callcenter.desk.acts.performer import subject_of
from callcenter.desk.card import Card
from callcenter.desk.connection import Connection
from callcenter.desk.points import Hindrance, Points, Redeeming
from callcenter.model.customer import Customer, CustomerQuery, CustomerSort
from callcenter.pos.errors import NotFound, TooFewPoints
from callcenter.replica.outbox import Act, State
from callcenter.sandbox.server import Sandbox
from callcenter.settings import load
from tests.desk.at_work import Asked, Until, heard
from tests.desk.door import Door, OpenDoor

pytestmark = pytest.mark.anyio

SLOWLY = "latency@POST /customers/*/loyalty/redeem=0.3"


@dataclass
class Till(Door):
    """A desk with a card, and points to redeem from it."""

    connection: Connection = field(default_factory=Connection)

    def __post_init__(self) -> None:
        self.connection.connecting()
        self.connection.worked()
        self.card = Card(self.directory, self.connection)
        self.points = Points(self.session, self.dispatch, self.card, self.connection)
        self.told: list[Redeeming | None] = heard(self.points.changed)

    @property
    def customer(self) -> Customer:
        """The customer on the card."""
        assert self.card.customer is not None
        return self.card.customer

    async def aclose(self) -> None:
        """Close the desk."""
        await self.points.aclose()
        await self.card.aclose()
        await super().aclose()


@pytest.fixture
async def till(open_door: OpenDoor, sandbox: Sandbox, until: Until) -> Till:
    """Give a desk with the customer who has the most points on its card, who has just bought something."""
    till = await open_door(Till)
    page = await till.session.pos.customers(CustomerQuery(sort=CustomerSort.POINTS, descending=True))
    sandbox.purchase(page.rows[0].id, 50000)
    till.card.open(page.rows[0])
    await until(lambda: till.card.read_at and till.customer.purchases)
    return till


async def test_points_are_redeemed_and_what_is_left_stands_on_the_card(
    till: Till, sandbox: Sandbox, until: Until
) -> None:
    held = till.points.held
    till.points.begin()
    assert till.points.redeem(100, till.customer.purchases[0].id)
    await until(lambda: till.settled)
    assert till.told[-1] is not None
    assert till.told[-1].state is State.SENT
    assert till.told[-1].redeemed == till.settled[0].redeemed
    await until(lambda: till.customer.points == held - 100)
    assert sandbox.redemptions(till.customer.id) == [100]


@pytest.mark.parametrize("seed", range(12))
async def test_whatever_is_pressed_while_one_is_under_way_it_stays_one(
    till: Till, sandbox: Sandbox, until: Until, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - what an agent presses is no secret
    sandbox.set_faults(SLOWLY)
    till.points.begin()
    sale = till.customer.purchases[0].id
    while not till.settled:
        match chance.choice(("redeem", "redeem", "begin", "turn", "wait")):
            case "redeem":
                till.points.redeem(chance.randint(1, 100), sale)
            case "begin" if till.points.hindrance() is Hindrance.UNDER_WAY:
                till.points.begin()
            case "wait":
                await asyncio.sleep(0.01)
            case _:
                await asyncio.sleep(0)
    await until(lambda: till.points.hindrance() is None)
    assert not till.points.redeem(5, sale)  # without another beginning none is taken up after it either
    assert len(sandbox.redemptions(till.customer.id)) == 1
    assert len(till.dispatch.entries) == 1


async def test_never_more_than_held_nor_nothing_is_taken_up(till: Till, asked: Asked) -> None:
    sale = till.customer.purchases[0].id
    till.points.begin()
    for points in (0, -1, till.points.held + 1, 10**12):
        assert not till.points.redeem(points, sale)
    assert not till.points.redeem(1, "")
    assert asked("POST", "/redeem") == 0
    assert till.dispatch.entries == ()


async def test_two_of_one_customer_come_one_after_the_other(till: Till, sandbox: Sandbox, until: Until) -> None:
    held, sale = till.points.held, till.customer.purchases[0].id
    for points in (10, 20):
        till.points.begin()
        assert till.points.redeem(points, sale)
        await until(lambda: till.points.hindrance() is None)
    await until(lambda: till.customer.points == held - 30)
    assert sandbox.redemptions(till.customer.id) == [10, 20]


async def test_a_refusal_is_told_and_another_try_takes_its_place(till: Till, sandbox: Sandbox, until: Until) -> None:
    till.points.begin()
    till.points.redeem(10, str(uuid4()))
    await until(lambda: till.settled)
    assert till.told[-1] is not None
    assert till.told[-1].state is State.REFUSED
    assert isinstance(till.told[-1].error, NotFound)
    assert till.points.redeem(10, till.customer.purchases[0].id)
    await until(lambda: [entry.state for entry in till.dispatch.entries] == [State.SENT])
    assert sandbox.redemptions(till.customer.id) == [10]


async def test_points_that_somebody_else_redeemed_meanwhile_are_not_there_to_redeem(
    till: Till, sandbox: Sandbox, until: Until, open_door: OpenDoor
) -> None:
    held, sale = till.points.held, till.customer.purchases[0].id
    other = await open_door(Till)
    other.card.open(till.customer)
    await until(lambda: other.card.read_at)
    other.points.begin()
    other.points.redeem(held, sale)
    await until(lambda: other.settled)
    await other.dispatch.aclose()  # both have one outbox: it would send the till's row as well
    assert till.points.redeem(1, sale)
    await until(lambda: till.settled)
    assert isinstance(till.settled[0].error, TooFewPoints)
    assert sandbox.redemptions(till.customer.id) == [held]


async def test_an_answer_that_is_lost_is_read_back_and_stays_one(till: Till, sandbox: Sandbox, until: Until) -> None:
    held = till.points.held
    sandbox.set_faults("reset-after@POST /customers/*/loyalty/redeem=1")
    till.points.begin()
    till.points.redeem(100, till.customer.purchases[0].id)
    await until(lambda: till.settled)
    states = [redeeming.state for redeeming in till.told if redeeming is not None]
    assert State.UNCERTAIN in states
    assert states[-1] is State.SENT
    await until(lambda: till.customer.points == held - 100)
    assert sandbox.redemptions(till.customer.id) == [100]


async def test_what_has_not_left_is_taken_back_and_can_be_tried_again(
    till: Till, sandbox: Sandbox, until: Until
) -> None:
    sale = till.customer.purchases[0].id
    sandbox.pause_network()
    till.points.begin()
    till.points.redeem(100, sale)
    await until(lambda: till.told[-1] is not None and till.told[-1].code)
    assert till.points.hindrance() is Hindrance.UNDER_WAY
    till.points.take_back()
    await until(lambda: till.told[-1] is None)
    sandbox.resume_network()
    till.connection.worked()
    assert till.points.redeem(50, sale)
    await until(lambda: till.settled)
    assert sandbox.redemptions(till.customer.id) == [50]


async def test_nothing_is_begun_while_nobody_answers(till: Till, sandbox: Sandbox, until: Until) -> None:
    sandbox.pause_network()
    till.card.read_again(till.customer.id)
    await until(lambda: till.points.hindrance() is Hindrance.OFFLINE)
    till.points.begin()
    assert not till.points.redeem(10, till.customer.purchases[0].id)
    assert till.dispatch.entries == ()


async def test_who_cannot_redeem_is_told_why(till: Till, until: Until) -> None:
    customer = till.customer
    till.card.open(msgspec.structs.replace(customer, points=0))
    assert till.points.hindrance() is Hindrance.NO_POINTS
    await until(lambda: till.points.hindrance() is None)
    till.card.close()
    assert till.points.hindrance() is Hindrance.NOBODY
    till.session.sign_out()
    assert till.points.hindrance() is Hindrance.UNSUPPORTED


async def test_what_a_point_is_worth_is_corrected_by_the_answer_and_outlives_the_desk(
    till: Till, until: Until, tmp_path: Path
) -> None:
    profile = till.session.profile
    assert profile is not None
    till.session.learn(replace(profile, point_value="0.25"))
    assert till.points.preview(100).discount == Decimal(25)
    till.points.begin()
    till.points.redeem(100, till.customer.purchases[0].id)
    await until(lambda: till.settled)
    assert till.points.value == Decimal("0.1")
    assert till.points.preview(100).discount == Decimal(10)
    await till.aclose()
    kept = load(tmp_path).active_profile
    assert kept is not None
    assert kept.point_value == "0.1"


async def test_nothing_is_redeemed_behind_a_deletion(till: Till, until: Until) -> None:
    held, sale, whom = till.points.held, till.customer.purchases[0].id, till.customer
    deletion = await till.dispatch.take_up(
        Act.DELETE_CUSTOMER,
        subject_of(whom.id),
        Deletion(customer_id=whom.id),
        not_before=till.clock[0] + timedelta(hours=1),
    )
    till.points.begin()
    assert till.points.hindrance() is Hindrance.BEING_DELETED
    assert not till.points.redeem(1, sale)
    assert await till.dispatch.withdraw(deletion)
    assert till.points.redeem(1, sale)
    await until(lambda: till.points.held == held - 1)
