"""Which feed a desk follows."""

from dataclasses import replace

import pytest

from callcenter.desk.following import NOT_IMPORTED, Following
from callcenter.desk.queue import OrderQueue
from callcenter.feed.direct import DirectFeed
from callcenter.feed.port import Way
from callcenter.sandbox.server import Sandbox
from callcenter.settings import Profile
from callcenter.vault import Secret
from tests.desk.at_work import Desk, Until, heard

pytestmark = pytest.mark.anyio
ALONE = ("desk-1", "Aysel")


async def test_a_desk_without_a_shared_feed_asks_for_itself(
    desk: Desk, profile: Profile, secret: Secret, until: Until
) -> None:
    desk.session.sign_in(profile, secret)
    await until(lambda: desk.queue.orders)
    feed = desk.queue.feed
    assert isinstance(feed, DirectFeed)
    assert feed.state.way is Way.DIRECT


async def test_a_shared_feed_that_was_not_imported_is_told_and_done_without(
    desk: Desk, profile: Profile, secret: Secret, until: Until
) -> None:
    shared = replace(profile, feed_url="tls://feed.example.com:4222")
    desk.session.sign_in(shared, secret)
    await until(lambda: desk.queue.orders)
    following = Following(desk.session, ALONE)
    told = heard(following.failed)
    feed = await following.feed(desk.session.pos, shared, None, 1)
    assert told == [NOT_IMPORTED]
    assert isinstance(feed, DirectFeed)


@pytest.mark.parametrize(("watch", "only"), [("2", {"2"}), ("1,2", {"1", "2"}), ("all", None), ("", {"1"})])
async def test_the_orders_of_the_venues_that_are_watched_come(
    desk: Desk, sandbox: Sandbox, profile: Profile, secret: Secret, until: Until, watch: str, only: set[str] | None
) -> None:
    assert profile.venue_id == "1"
    placed = {venue: str(sandbox.place_order(venue_id=int(venue))) for venue in ("1", "2")}
    desk.session.sign_in(replace(profile, watch=watch), secret)
    wanted = {placed[venue] for venue in placed if only is None or venue in only}
    await until(lambda: wanted <= desk.queue.orders.keys())
    venues = {order.venue_id for order in desk.queue.orders.values()}
    assert only is None or venues <= only


async def test_what_was_stored_is_there_at_once_after_a_restart_and_is_not_told_as_new(
    desk: Desk, sandbox: Sandbox, profile: Profile, secret: Secret, until: Until
) -> None:
    desk.session.sign_in(profile, secret)
    await until(lambda: desk.queue.orders)
    local = desk.files.local
    assert local is not None
    number = str(sandbox.place_order(customer_id=1))
    desk.queue.look_now()
    await until(lambda: number in desk.queue.orders)
    while await local.replica.order(number) is None:
        await until(lambda: True)
    again = OrderQueue(desk.session, desk.files, desk.connection, Following(desk.session, ALONE))
    told = heard(again.changed)
    sandbox.pause_network()
    again._opened(local)
    await until(lambda: number in again.orders)
    assert all(change.first for change in told)
    sandbox.resume_network()
    later = str(sandbox.place_order(customer_id=1))
    again.look_now()
    await until(lambda: later in again.orders)
    await again.aclose()
