"""Notifications and sounds on the desk's own loop, which is Qt's."""

import asyncio

import pytest

from callcenter.alerts.freedesktop import Freedesktop
from callcenter.alerts.notification import Notice
from callcenter.alerts.sound import Speaker
from tests.alerts.conftest import Dunst, bus, dunst, start_dunst
from tests.desktop.conftest import Until

__all__ = ["bus", "dunst", "start_dunst"]  # a daemon of their own

pytestmark = pytest.mark.anyio


async def test_a_notification_is_shown_replaced_pressed_and_taken_away(bus: str, dunst: Dunst, until: Until) -> None:
    desktop, pressed = Freedesktop(address=bus), asyncio.Event()
    desktop.activated.connect(pressed.set)
    await desktop.show(Notice(title="New order 295"))
    await desktop.show(Notice(title="2 new orders"))
    await until(lambda: dunst.displayed == 1)
    dunst.ask("action")
    await asyncio.wait_for(pressed.wait(), 20)
    await desktop.show(Notice(title="3 new orders"))
    await desktop.aclose()
    await until(lambda: dunst.displayed == 0)


async def test_the_window_is_free_while_a_sound_is_played() -> None:
    speaker = Speaker("NULL")
    playing, late, loop = asyncio.create_task(speaker.play("knock", 50)), [], asyncio.get_running_loop()
    while not playing.done():
        before = loop.time()
        await asyncio.sleep(0.01)
        late.append(loop.time() - before)
    await playing
    assert sorted(late)[len(late) // 2] < 0.05
    await speaker.aclose()
