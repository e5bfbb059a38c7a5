"""The way of Windows and macOS, whose library is tried on a real daemon of Linux."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from desktop_notifier.backends.dummy import DummyNotificationCenter

from callcenter.alerts.errors import NoNotifications
from callcenter.alerts.notification import Notice, of_this_desktop
from callcenter.alerts.platform_centre import PlatformCentre
from tests.alerts.conftest import Dunst, Until

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform != "linux", reason="a test would show its notifications to the developer"),
]

NEW = Notice(title="New order 295", text="Nərimanov\0 · 17.00 ₼")


@pytest.fixture
async def centre(bus: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PlatformCentre]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    centre = PlatformCentre()
    yield centre
    await centre.aclose()
    backend: Any = centre._notifier and centre._notifier._backend
    if getattr(backend, "interface", None):  # the library has no way to leave the bus
        backend.interface.bus.disconnect()
        await backend.interface.bus.wait_for_disconnect()


async def test_a_notice_is_shown_pressed_and_withdrawn(centre: PlatformCentre, dunst: Dunst, until: Until) -> None:
    pressed = asyncio.Event()
    centre.activated.connect(pressed.set)
    await centre.withdraw()
    await centre.show(NEW)
    await until(lambda: dunst.displayed == 1)
    dunst.ask("action")
    await asyncio.wait_for(pressed.wait(), 20)
    await centre.show(NEW)
    await centre.withdraw()
    await centre.withdraw()
    await until(lambda: dunst.displayed == 0)
    assert {one["body"] for one in dunst.history()} == {"Nərimanov  · 17.00 ₼"}


async def test_a_failure_that_the_library_takes_for_a_success_is_told(
    centre: PlatformCentre, start_dunst: Callable[..., Dunst], until: Until, expected_log: Callable[..., None]
) -> None:
    dunst = start_dunst()
    await centre.show(NEW)
    await until(lambda: dunst.displayed == 1)
    dunst.end()
    expected_log("Notification failed")
    with pytest.raises(NoNotifications):
        await centre.show(NEW)


async def test_a_system_without_a_centre_is_told(centre: PlatformCentre, monkeypatch: pytest.MonkeyPatch) -> None:
    # What the library takes where a program is no bundle of macOS: it shows nothing, and raises nothing.
    monkeypatch.setattr("desktop_notifier.main.get_backend_class", lambda: DummyNotificationCenter)
    with pytest.raises(NoNotifications):
        await centre.show(NEW)


async def test_linux_has_a_way_of_its_own() -> None:
    assert not isinstance(of_this_desktop(), PlatformCentre)
