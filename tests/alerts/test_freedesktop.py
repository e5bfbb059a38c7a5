"""Notifications, shown by a real daemon."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import pytest

from callcenter.alerts import freedesktop
from callcenter.alerts.errors import NoNotifications
from callcenter.alerts.freedesktop import Freedesktop
from callcenter.alerts.notification import Notice
from tests.alerts.conftest import Dunst, Until

pytestmark = pytest.mark.anyio

NEW = Notice(title="New order 295", text="Nərimanov · 17.00 ₼")


class Moment:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
async def desktop(bus: str, moment: Moment) -> AsyncIterator[Freedesktop]:
    notifications = Freedesktop(address=bus, clock=moment)
    yield notifications
    await notifications.aclose()


async def test_a_notice_is_shown_with_its_words_and_is_not_urgent(
    desktop: Freedesktop, dunst: Dunst, until: Until
) -> None:
    await desktop.show(NEW)
    await until(lambda: dunst.displayed == 1)
    (shown,) = dunst.history()
    assert (shown["summary"], shown["body"]) == ("New order 295", "Nərimanov · 17.00 ₼")
    assert (shown["appname"], shown["message"]) == ("callcenter", "normal|Nərimanov · 17.00 ₼")
    assert shown["timeout"] == 30_000_000  # microseconds


async def test_a_newer_notice_takes_the_place_of_the_older(desktop: Freedesktop, dunst: Dunst, until: Until) -> None:
    for count in range(2, 5):
        await desktop.show(Notice(title=f"{count} new orders"))
    await until(lambda: dunst.displayed == 1)
    assert [one["summary"] for one in dunst.history()] == ["4 new orders"]


async def test_what_is_withdrawn_is_gone_and_withdrawing_nothing_is_nothing(
    desktop: Freedesktop, dunst: Dunst, until: Until
) -> None:
    await desktop.withdraw()
    await desktop.show(NEW)
    await until(lambda: dunst.displayed == 1)
    await desktop.withdraw()
    await desktop.withdraw()
    await until(lambda: dunst.displayed == 0)


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("no", "normal|&lt;b&gt;Tom &amp; &quot;Jerry&quot;&lt;/b&gt; &lt;img src=&apos;x&apos;/&gt;"),
        ("full", "normal|&lt;b&gt;Tom &amp; \"Jerry\"&lt;/b&gt; &lt;img src='x'/&gt;"),
    ],
)
async def test_markup_of_the_server_is_shown_as_it_was_written(
    desktop: Freedesktop, start_dunst: Callable[..., Dunst], markup: str, message: str, until: Until
) -> None:
    dunst = start_dunst(markup)
    await desktop.show(Notice(title="1 < 2 & 3", text="<b>Tom & \"Jerry\"</b> <img src='x'/>"))
    await until(lambda: dunst.displayed == 1)
    (shown,) = dunst.history()
    assert shown["summary"] == "1 < 2 & 3"
    assert shown["message"] == message


async def test_text_that_no_bus_carries_is_made_fit(desktop: Freedesktop, dunst: Dunst, until: Until) -> None:
    await desktop.show(Notice(title="a\0b\ud800c\u202ed", text="line 1\nline 2\x1b" + "x" * 1000))
    await until(lambda: dunst.displayed == 1)
    (shown,) = dunst.history()
    assert shown["summary"] == "a b c d"
    assert shown["body"].startswith("line 1\nline 2 xxx")
    assert len(shown["body"]) == 300


async def test_pressing_it_is_told(desktop: Freedesktop, dunst: Dunst, until: Until) -> None:
    pressed = asyncio.Event()
    desktop.activated.connect(pressed.set)
    await desktop.show(NEW)
    await until(lambda: dunst.displayed == 1)
    dunst.ask("action")
    await asyncio.wait_for(pressed.wait(), 20)


async def test_pressing_it_is_told_though_its_number_comes_at_the_same_time(desktop: Freedesktop, dunst: Dunst) -> None:
    pressed = asyncio.Event()
    desktop.activated.connect(pressed.set)
    await desktop.show(NEW)
    await desktop.withdraw()
    showing = asyncio.create_task(desktop.show(NEW))
    for _ in range(5):
        await asyncio.sleep(0)  # as far as to the asking; the answer is not read before the press
    deadline = time.monotonic() + 5
    while dunst.displayed != 1:
        assert time.monotonic() < deadline
    dunst.ask("action")
    await showing
    await asyncio.wait_for(pressed.wait(), 20)


async def test_pressing_the_notification_of_another_program_is_not_told(
    desktop: Freedesktop, dunst: Dunst, bus: str, until: Until
) -> None:
    other, pressed, others = Freedesktop(address=bus), asyncio.Event(), asyncio.Event()
    desktop.activated.connect(pressed.set)
    other.activated.connect(others.set)
    await desktop.show(NEW)
    await desktop.withdraw()
    await until(lambda: dunst.displayed == 0)
    await desktop.show(NEW)
    await until(lambda: dunst.displayed == 1)
    dunst.ask("close-all")
    await until(lambda: dunst.displayed == 0)
    await other.show(NEW)
    await until(lambda: dunst.displayed == 1)
    dunst.ask("action")
    await asyncio.wait_for(others.wait(), 20)
    assert not pressed.is_set()
    await other.aclose()


async def test_one_that_the_agent_closed_is_shown_again_by_the_next_notice(
    desktop: Freedesktop, dunst: Dunst, until: Until
) -> None:
    await desktop.show(NEW)
    await until(lambda: dunst.displayed == 1)
    dunst.ask("close")
    await until(lambda: dunst.displayed == 0)
    await desktop.show(NEW)
    await until(lambda: dunst.displayed == 1)


async def test_without_a_service_it_is_said_and_asked_for_again_a_minute_later(
    desktop: Freedesktop, start_dunst: Callable[..., Dunst], moment: Moment, until: Until
) -> None:
    with pytest.raises(NoNotifications):
        await desktop.show(NEW)
    dunst = start_dunst()
    with pytest.raises(NoNotifications):
        await desktop.show(NEW)
    moment.seconds += freedesktop.RETRY
    await desktop.show(NEW)
    await until(lambda: dunst.displayed == 1)


async def test_without_a_bus_it_is_said(bus: str) -> None:
    notifications = Freedesktop(address=f"{bus.partition(',')[0]}-that-is-not-there")
    with pytest.raises(NoNotifications):
        await notifications.show(NEW)
    await notifications.withdraw()
    await notifications.aclose()


async def test_a_service_that_was_started_anew_shows_the_next_notice(
    desktop: Freedesktop, start_dunst: Callable[..., Dunst], until: Until
) -> None:
    first = start_dunst()
    await desktop.show(NEW)
    first.end()
    second = start_dunst()
    await desktop.show(NEW)
    await until(lambda: second.displayed == 1)


async def test_closing_takes_away_what_is_shown_even_if_nobody_waits_for_it_to_be(
    bus: str, dunst: Dunst, until: Until
) -> None:
    notifications = Freedesktop(address=bus)
    showing = asyncio.create_task(notifications.show(NEW))
    await asyncio.sleep(0)
    showing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await showing
    await notifications.aclose()
    await until(lambda: dunst.displayed == 0)
    assert len(dunst.history()) == 1  # it had been shown
