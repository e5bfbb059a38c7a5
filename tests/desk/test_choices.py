"""What a brand offers to choose from."""

import pytest

from callcenter.desk.choices import Choices
from callcenter.model.customer import Group
from callcenter.pos import errors
from callcenter.sandbox.server import Sandbox
from tests.desk.at_work import Desk, Until, heard

pytestmark = pytest.mark.anyio


async def test_the_lists_are_read_after_signing_in(signed_in: Desk) -> None:
    choices = signed_in.offer.choices
    assert len(choices.groups) >= 3
    assert choices.venues[0].name
    assert choices.sale_types[0].name


async def test_signing_out_takes_them_away(signed_in: Desk) -> None:
    told = heard(signed_in.offer.changed)
    signed_in.session.sign_out()
    assert told == [Choices()]


@pytest.mark.parametrize("path", ["/customer-groups", "/venues", "/sale-types"])
async def test_a_list_that_cannot_be_read_stays_as_it_was_and_comes_with_the_next_look(
    signed_in: Desk, sandbox: Sandbox, until: Until, path: str
) -> None:
    before, told = signed_in.offer.choices, heard(signed_in.offer.changed)
    links = heard(signed_in.connection.changed)
    sandbox.set_faults(f"status-500@{path}=1")
    signed_in.offer.read()
    await until(lambda: told)
    assert told == [before]
    assert links
    sandbox.set_faults("")
    signed_in.offer.read()
    await until(lambda: len(told) == 2)
    assert told[-1] == before


async def test_a_list_that_the_account_may_not_see_is_empty_and_no_trouble(signed_in: Desk) -> None:
    async def forbidden() -> tuple[Group, ...]:
        raise errors.Forbidden

    links = heard(signed_in.connection.changed)
    assert await signed_in.offer._list(forbidden, signed_in.offer.choices.groups) == ()
    assert not links


async def test_without_a_session_nothing_is_asked(desk: Desk, sandbox: Sandbox) -> None:
    desk.offer.read()
    await desk.offer.aclose()
    assert sandbox.requests == []
