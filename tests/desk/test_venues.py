"""Where the venues are and how they are called."""

from collections.abc import AsyncIterator, Callable

import pytest

from callcenter.desk.venues import Venues
from callcenter.model.venue import Venue
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import MemoryVault, Secret, Vault
from tests.desk.at_work import Desk, Until, heard

pytestmark = pytest.mark.anyio


class LastingVault(MemoryVault):
    """A keyring that keeps what it is given: with it the local files lie on the disk."""

    lasting = True


@pytest.fixture
async def new_venues() -> AsyncIterator[Callable[[Desk], Venues]]:
    made: list[Venues] = []

    def make(desk: Desk) -> Venues:
        made.append(Venues(desk.session, desk.files, desk.offer))
        return made[-1]

    yield make
    for one in made:
        await one.aclose()


@pytest.fixture
async def venues(
    new_venues: Callable[[Desk], Venues], desk: Desk, profile: Profile, secret: Secret, until: Until
) -> Venues:
    made = new_venues(desk)
    desk.session.sign_in(profile, secret)
    await until(lambda: made.venues)
    return made


def names(found: tuple[Venue, ...]) -> list[str]:
    return [one.name for one in found]


async def test_every_venue_has_its_phone_address_and_state(venues: Venues) -> None:
    nizami, _, _, closed = venues.venues
    assert (nizami.phone, nizami.address, nizami.email) == (
        "+994124980011",
        "Nizami küçəsi 96, Bakı",
        "nizami@example.com",
    )
    assert (nizami.active, closed.active) == (True, False)
    assert venues.own == nizami.id


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sumqayit", ["Sumqayıt"]),
        ("xoyski", ["Gənclik"]),
        ("низами", ["Nizami"]),
        ("498 00 12", ["Gənclik"]),
        ("bağlı", ["Dəniz (bağlıdır)"]),
        ("", ["Nizami", "Gənclik", "Sumqayıt", "Dəniz (bağlıdır)"]),
        ("nowhere", []),
    ],
)
async def test_words_and_digits_find_a_venue_in_any_spelling(venues: Venues, typed: str, found: list[str]) -> None:
    assert names(venues.look(typed)) == found


async def test_signing_out_leaves_none(venues: Venues, desk: Desk) -> None:
    told = heard(venues.changed)
    desk.session.sign_out()
    assert told == [()]
    assert venues.look("") == ()
    assert venues.own is None


async def test_offline_after_a_restart_the_venues_are_known(
    new_desk: Callable[..., Desk],
    new_venues: Callable[[Desk], Venues],
    profile: Profile,
    secret: Secret,
    sandbox: Sandbox,
    until: Until,
) -> None:
    vault = LastingVault()

    async def lasting() -> Vault:
        return vault

    first = new_desk(lasting)
    before = new_venues(first)
    first.session.sign_in(profile, secret)
    await until(lambda: before.venues and first.files.local is not None)
    settings, known = first.session.settings, before.venues
    await before.aclose()
    await first.aclose()
    sandbox.pause_network()
    second = new_desk(lasting)
    after = new_venues(second)
    second.session.resume(settings)
    await until(lambda: after.venues)
    assert after.venues == known
