"""The card of one customer."""

import pytest

from callcenter.desk.connection import Link
from callcenter.model.customer import Customer
from callcenter.pos import errors
from callcenter.sandbox.server import Sandbox
from tests.desk.at_work import Asked, Desk, Until, heard

pytestmark = pytest.mark.anyio


async def test_what_is_known_is_shown_at_once_and_the_rest_follows(signed_in: Desk, until: Until) -> None:
    shown, completed = heard(signed_in.card.shown), heard(signed_in.card.completed)
    known = Customer(id="1", name="Leyla Əliyeva")
    signed_in.card.open(known)
    assert shown == [known]
    await until(lambda: completed)
    assert completed[0].phone == "+994505355757"
    assert signed_in.card.customer == completed[0]


async def test_a_card_opens_by_its_id_alone(signed_in: Desk, until: Until) -> None:
    completed = heard(signed_in.card.completed)
    signed_in.card.open_by_id("1")
    await until(lambda: completed)
    assert completed[0].name == "Leyla Əliyeva"


async def test_of_two_quick_ones_the_newer_is_completed(
    signed_in: Desk, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    completed = heard(signed_in.card.completed)
    sandbox.set_faults("hang@GET /customers/1=1")
    signed_in.card.open(Customer(id="1", name="Leyla"))
    await until(lambda: asked("GET", "/customers/1"))
    signed_in.card.open(Customer(id="3", name="Rauf"))
    await until(lambda: completed)
    assert [one.id for one in completed] == ["3"]


async def test_a_closed_card_shows_nobody_and_is_not_completed(
    signed_in: Desk, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    completed = heard(signed_in.card.completed)
    sandbox.set_faults("hang@GET /customers/1=1")
    signed_in.card.open(Customer(id="1", name="Leyla"))
    await until(lambda: asked("GET", "/customers/1"))
    signed_in.card.close()
    assert signed_in.card.customer is None
    await signed_in.card.aclose()
    assert not completed


async def test_a_customer_who_is_gone_is_told_and_says_nothing_of_the_link(signed_in: Desk, until: Until) -> None:
    failed = heard(signed_in.card.failed)
    signed_in.card.open_by_id("99999")
    await until(lambda: failed)
    assert [type(one) for one in failed] == [errors.NotFound]
    assert signed_in.connection.state.link is Link.LIVE


async def test_what_cannot_be_read_is_told_and_what_is_known_stays(
    signed_in: Desk, sandbox: Sandbox, until: Until
) -> None:
    failed, links = heard(signed_in.card.failed), heard(signed_in.connection.changed)
    sandbox.set_faults("status-500@GET /customers/1=1")
    known = Customer(id="1", name="Leyla")
    signed_in.card.open(known)
    await until(lambda: failed)
    assert [type(one) for one in failed] == [errors.ServerFailed]
    assert signed_in.card.customer == known
    assert Link.DELAYED in [state.link for state in links]


async def test_somebody_of_whom_nothing_was_known_is_shown_as_another_customer(signed_in: Desk, until: Until) -> None:
    signed_in.card.open(Customer(id="1", name="Leyla"))
    await until(lambda: signed_in.card.read_at)
    shown = heard(signed_in.card.shown)
    signed_in.card.open_by_id("3")
    await until(lambda: signed_in.card.customer is not None and signed_in.card.customer.id == "3")
    assert [one.id for one in shown] == ["3"]


async def test_an_answer_that_was_asked_for_before_a_change_is_not_what_the_card_ends_with(
    signed_in: Desk, sandbox: Sandbox, asked: Asked, until: Until
) -> None:
    sandbox.set_faults("hang@GET /customers/1=1*1")
    signed_in.card.open(Customer(id="1", name="Leyla"))
    await until(lambda: asked("GET", "/customers/1"))
    signed_in.card.take(Customer(id="1", name="Leyla Əliyeva", notes="changed"))
    await until(lambda: signed_in.card.read_at)  # read anew: the first question is still without an answer
    assert asked("GET", "/customers/1") == 2
