"""New orders are heard and seen until somebody takes them up: once each, and nothing of what was there before."""

import itertools
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from callcenter.alerts import sounds
from callcenter.alerts.errors import NoNotifications, NoSoundDevice
from callcenter.alerts.sound import Speaker
from callcenter.desk import waiting
from callcenter.desk.alerts import Alerts
from callcenter.desk.order_book import Change
from callcenter.feed.port import FeedState, Mark, Subject, SubjectKind, Way
from callcenter.model.order import Order
from callcenter.sandbox.server import Sandbox
from callcenter.settings import AlertSettings
from tests.desk.alerting import NOON, Bench, Screen, order, pending, received, words
from tests.desk.at_work import Desk, Until, heard

pytestmark = pytest.mark.anyio


@pytest.fixture
async def make() -> AsyncIterator[Callable[..., Bench]]:
    made: list[Bench] = []

    def make(settings: AlertSettings | None = None) -> Bench:
        made.append(Bench(settings or AlertSettings()))
        return made[-1]

    yield make
    for bench in made:
        await bench.alerts.aclose()
        assert bench.screen.closed


@pytest.fixture
async def bench(make: Callable[..., Bench]) -> Bench:
    return make()


# ---- which orders ---------------------------------------------------------------------------------------------------


async def test_a_new_pending_order_is_heard_and_seen_at_once_and_every_twenty_seconds(bench: Bench) -> None:
    bench.come(*pending("1"))
    await bench.time.pass_by(1)
    assert [(sound, volume) for _, sound, volume in bench.ear.heard] == [("chime", 70)]
    assert bench.screen.shown is not None
    assert bench.screen.shown.title == "1"
    assert bench.alerts.state.waiting == ("1",)
    await bench.time.pass_by(60)
    assert bench.ear.moments == pytest.approx([0.3, 20.3, 40.3, 60.3])


async def test_what_was_there_at_the_start_is_not_told_even_when_it_changes_later(bench: Bench) -> None:
    bench.tell(Change(came=(*pending("1", "2"), received("3")), first=True))
    bench.tell(Change(changed=pending("1")))
    await bench.time.pass_by(100)
    assert not bench.ear.heard
    assert not bench.screen.all


async def test_an_order_of_another_status_is_told_once_it_is_pending(bench: Bench) -> None:
    bench.come(Order(id="1", status="SCHEDULED"))
    await bench.time.pass_by(5)
    assert not bench.ear.heard
    bench.tell(Change(changed=pending("1")))
    await bench.time.pass_by(5)
    assert len(bench.ear.heard) == 1


@pytest.mark.parametrize("how", ["opened", "seen", "marked", "received", "gone", "signed out"])
async def test_it_falls_silent_for_good_when_it_is_attended_to_or_gone(bench: Bench, how: str) -> None:
    bench.come(*pending("1"))
    await bench.time.pass_by(1)
    if how == "received":
        bench.tell(Change(changed=(received("1"),)))
    elif how == "gone":
        bench.tell(Change(gone=("1",)))
    elif how == "signed out":
        bench.tell(Change(cleared=True))
    elif how == "opened":
        bench.alerts.opened("1")
    elif how == "seen":
        bench.queue.seen.emit(order("1"))
    else:
        bench.queue.marked.emit({order("1"): Mark(subject=order("1"), desk="b", name="Aygün", since=NOON)})
    await bench.time.pass_by(100)
    assert len(bench.ear.heard) == 1
    assert bench.screen.shown is None
    assert bench.alerts.state.waiting == ()
    if how != "signed out":
        bench.tell(Change(changed=pending("1")))
        await bench.time.pass_by(100)
        assert len(bench.ear.heard) == 1


async def test_one_that_another_desk_took_before_it_came_here_is_never_told(bench: Bench) -> None:
    bench.queue.seen.emit(order("1"))
    bench.come(*pending("1"))
    await bench.time.pass_by(100)
    assert not bench.ear.heard


async def test_after_signing_in_anew_what_waited_is_there_at_the_start(bench: Bench) -> None:
    bench.come(*pending("1"))
    await bench.time.pass_by(1)
    bench.tell(Change(cleared=True))
    bench.tell(Change(came=pending("1"), first=True))
    await bench.time.pass_by(100)
    assert len(bench.ear.heard) == 1


async def test_orders_of_venues_that_are_not_watched_are_not_told(make: Callable[..., Bench]) -> None:
    bench = make(AlertSettings(venues=("7",)))
    bench.come(*pending("1", venue="8"), *pending("2", venue="7"))
    await bench.time.pass_by(1)
    assert bench.alerts.state.waiting == ("2",)


async def test_settings_hold_at_once(bench: Bench) -> None:
    bench.come(*pending("1", venue="7"), *pending("2", venue="8"))
    await bench.time.pass_by(1)
    bench.alerts.configure(AlertSettings(venues=("8",), repeat_seconds=5, notify=False))
    await bench.time.pass_by(10)
    assert bench.alerts.state.waiting == ("2",)
    assert bench.screen.shown is None
    assert bench.ear.moments == pytest.approx([0.3, 5.3, 10.3])
    bench.alerts.configure(AlertSettings(enabled=False))
    bench.come(*pending("3", venue="8"))
    await bench.time.pass_by(100)
    bench.alerts.configure(AlertSettings())
    await bench.time.pass_by(100)
    assert len(bench.ear.heard) == 3


# ---- how often ------------------------------------------------------------------------------------------------------


async def test_many_at_once_are_one_sound_and_one_notification(bench: Bench) -> None:
    for page in range(10):  # the pages of an outage, as they are read
        bench.come(*pending(*(str(page * 100 + one) for one in range(100))))
        await bench.time.pass_by(0.1)
    await bench.time.pass_by(5)
    assert len(bench.ear.heard) == 1
    assert len(bench.screen.all) == 1
    assert len(bench.alerts.state.waiting) == 1000


async def test_orders_that_keep_coming_are_heard_every_few_seconds_at_most(bench: Bench) -> None:
    for number in range(100):
        bench.come(*pending(str(number)))
        await bench.time.pass_by(0.2)
    gaps = [after - before for before, after in itertools.pairwise(bench.ear.moments)]
    assert bench.ear.moments[0] <= waiting.LONGEST_SETTLE
    assert all(waiting.GAP - 0.01 <= gap <= waiting.GAP + waiting.LONGEST_SETTLE for gap in gaps)


async def test_a_computer_that_slept_tells_once_not_for_every_repeat_it_missed(bench: Bench) -> None:
    bench.come(*pending("1"))
    await bench.time.pass_by(1)
    bench.time.seconds += 3600
    await bench.time.pass_by(1)
    assert len(bench.ear.heard) == 2


async def test_a_repeat_tells_only_what_still_waits(bench: Bench) -> None:
    bench.come(*pending("1", "2", "3"))
    await bench.time.pass_by(1)
    bench.alerts.opened("1")
    await bench.time.pass_by(20)
    assert [notice.title for notice in bench.screen.all] == ["1,2,3", "2,3"]
    assert bench.screen.all[0].seconds > 20


# ---- do-not-disturb -------------------------------------------------------------------------------------------------


async def test_do_not_disturb_is_silent_and_tells_at_its_end_what_still_waits(bench: Bench) -> None:
    bench.come(*pending("1"))
    await bench.time.pass_by(1)
    bench.alerts.do_not_disturb()
    bench.come(*pending("2", "3"))
    await bench.time.pass_by(500)
    assert len(bench.ear.heard) == 1
    assert bench.screen.shown is None
    held_back = bench.alerts.state
    assert held_back.quiet
    assert held_back.waiting == ("1", "2", "3")
    bench.tell(Change(changed=(received("2"),)))
    bench.alerts.disturb()
    await bench.time.pass_by(1)
    assert not bench.alerts.state.quiet
    assert bench.screen.all[-1].title == "1,3"
    assert len(bench.ear.heard) == 2


async def test_what_waits_is_told_at_its_end_though_its_repeat_is_not_due_yet(bench: Bench) -> None:
    bench.come(*pending("1"))
    await bench.time.pass_by(1)
    bench.alerts.do_not_disturb()
    await bench.time.pass_by(5)
    bench.alerts.disturb()
    await bench.time.pass_by(1)
    assert bench.ear.moments == pytest.approx([0.3, 6.3])
    await bench.time.pass_by(21)
    assert bench.ear.moments == pytest.approx([0.3, 6.3, 26.3])


async def test_do_not_disturb_ends_by_itself_by_the_clock_on_the_wall(bench: Bench) -> None:
    states = heard(bench.alerts.changed)
    bench.alerts.do_not_disturb(bench.time.now() + timedelta(minutes=5))
    bench.come(*pending("1"))
    await bench.time.pass_by(299)
    assert not bench.ear.heard
    await bench.time.pass_by(2)
    assert len(bench.ear.heard) == 1
    assert not states[-1].quiet
    assert states[-1].quiet_until is None


# ---- which sounds ---------------------------------------------------------------------------------------------------


async def test_each_venue_has_its_sound_and_none_is_played_twice(make: Callable[..., Bench]) -> None:
    bench = make(AlertSettings(venue_sounds={"7": "bell", "8": "", "9": "knock"}, volume=30))
    bench.come(*pending("1", "2", venue="7"), *pending("3", venue="8"), *pending("4", venue="5"))
    await bench.time.pass_by(1)
    assert [(sound, volume) for _, sound, volume in bench.ear.heard] == [("bell", 30), ("chime", 30)]
    bench.come(*pending("5", venue="9"))
    await bench.time.pass_by(5)
    assert [sound for _, sound, _ in bench.ear.heard[2:]] == ["knock"]  # the others are told again by the repeat


async def test_an_order_of_a_venue_without_a_sound_is_seen(make: Callable[..., Bench]) -> None:
    bench = make(AlertSettings(venue_sounds={"8": ""}))
    bench.come(*pending("3", venue="8"))
    await bench.time.pass_by(1)
    assert not bench.ear.heard
    assert bench.screen.shown is not None


async def test_at_volume_nought_no_device_is_asked_for(make: Callable[..., Bench]) -> None:
    bench = make(AlertSettings(volume=0))
    bench.ear.error = NoSoundDevice()
    bench.come(*pending("1"))
    await bench.time.pass_by(1)
    assert bench.alerts.state.problems == ()


# ---- what can go wrong ----------------------------------------------------------------------------------------------


async def test_what_cannot_be_heard_or_seen_is_told_once_until_it_can(bench: Bench) -> None:
    told = heard(bench.alerts.failed)
    bench.ear.error, bench.screen.error = NoSoundDevice(), NoNotifications()
    bench.come(*pending("1"))
    await bench.time.pass_by(100)
    assert sorted(error.code for error in told) == ["no-notifications", "no-sound-device"]
    assert {error.code for error in bench.alerts.state.problems} == {"no-notifications", "no-sound-device"}
    bench.ear.error = bench.screen.error = None
    await bench.time.pass_by(20)
    assert bench.alerts.state.problems == ()
    assert bench.screen.shown is not None
    bench.ear.error = NoSoundDevice()
    await bench.time.pass_by(40)
    assert [error.code for error in told[2:]] == ["no-sound-device"]


async def test_a_sound_that_cannot_be_read_is_told_and_the_desks_own_is_played(make: Callable[..., Bench]) -> None:
    bench = make(AlertSettings(sound="/home/sifariş.mp3", venue_sounds={"7": "bell"}))
    bench.ear.unreadable.add("/home/sifariş.mp3")
    told = heard(bench.alerts.failed)
    bench.come(*pending("1"), *pending("2", venue="7"))
    await bench.time.pass_by(60)
    assert [sound for _, sound, _ in bench.ear.heard] == [sounds.DEFAULT, "bell"] * 3
    assert [error.code for error in told] == ["sound-unreadable"]


# ---- the desks together ---------------------------------------------------------------------------------------------


async def test_opening_a_pending_order_is_told_to_the_other_desks_also_when_it_is_silent_here(bench: Bench) -> None:
    bench.tell(Change(came=(*pending("1"), received("2")), first=True))
    for one in ("1", "2", "3"):
        bench.alerts.opened(one)
    assert bench.queue.told_seen == [order("1")]


async def test_a_customer_in_hand_silences_no_order_that_has_their_number(bench: Bench) -> None:
    bench.come(*pending("1"))
    bench.queue.seen.emit(Subject(SubjectKind.CUSTOMER, "1"))
    assert bench.alerts.state.waiting == ("1",)


async def test_whether_silence_is_everywhere_is_for_the_window_to_say(bench: Bench) -> None:
    states = heard(bench.alerts.changed)
    for way in (Way.DIRECT, Way.FOLLOWING, Way.LEADING, Way.FALLBACK, Way.FOLLOWING):
        bench.queue.followed.emit(FeedState(way=way, since=NOON))
    bench.tell(Change(cleared=True))
    assert [state.everywhere for state in states] == [True, False, True, False]


# ---- the notification pressed ---------------------------------------------------------------------------------------


async def test_pressing_it_asks_for_the_order_that_waits_longest(bench: Bench) -> None:
    told = heard(bench.alerts.activated)
    bench.screen.activated.emit()  # of a desk that was there before
    bench.come(*pending("1"))
    bench.come(*pending("2"))
    await bench.time.pass_by(1)
    bench.screen.activated.emit()
    bench.alerts.opened("1")
    bench.screen.activated.emit()
    bench.alerts.opened("2")
    bench.screen.activated.emit()
    assert told == ["1", "2", "1"]


# ---- the whole of it ------------------------------------------------------------------------------------------------


async def test_an_order_placed_at_the_point_of_sale_is_really_played_and_falls_silent_when_received(
    signed_in: Desk, sandbox: Sandbox, until: Until
) -> None:
    speaker, screen = Speaker("NULL"), Screen()
    played = heard_plays(speaker)
    alerts = Alerts(signed_in.queue, speaker, screen, words, settings=AlertSettings(sound="knock", repeat_seconds=1))
    told = heard(alerts.failed)
    number = sandbox.place_order()
    signed_in.queue.look_now()
    await until(lambda: len(played) >= 2)
    assert alerts.state.waiting == (str(number),)
    assert screen.all
    sandbox.advance_order(number, "RECEIVED")
    signed_in.queue.look_now()
    await until(lambda: screen.shown is None and not alerts.state.waiting)
    await alerts.aclose()
    assert not told


def heard_plays(speaker: Speaker) -> list[str]:
    """Note the sounds that came to their end, played in real time."""
    played: list[str] = []
    really = speaker.play

    async def play(sound: str, volume: int) -> None:
        await really(sound, volume)
        played.append(sound)

    speaker.play = play  # type: ignore[method-assign]
    return played
