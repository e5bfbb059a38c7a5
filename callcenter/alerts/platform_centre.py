"""Notifications as Windows (toasts) and macOS (Notification Centre) show them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from callcenter.alerts.errors import NoNotifications
from callcenter.alerts.notification import APP, ICON, PATIENCE, Notice, Notifications, plain

if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier

_ONE = "callcenter-orders"
"""The one identifier of this desk's notifications: both systems put a notification in the place of its namesake."""


class PlatformCentre(Notifications):
    """Asks the system by way of desktop-notifier."""

    def __init__(self, icon: Path = ICON) -> None:
        self._icon = icon
        self._turn = asyncio.Lock()
        self._notifier: DesktopNotifier | None = None

    async def show(self, notice: Notice) -> None:
        """Show a notice in place of the one before. Raises NoNotifications."""
        from desktop_notifier import Notification  # noqa: PLC0415 - as in _entered

        dispatched = asyncio.Event()
        async with self._turn:
            try:
                notifier = await self._entered()
                # The first time, macOS asks the agent, who may take their time.
                await notifier.send_notification(
                    Notification(
                        title=plain(notice.title),
                        message=plain(notice.text),
                        timeout=round(notice.seconds),
                        on_dispatched=dispatched.set,
                        on_clicked=self.activated.emit,
                        identifier=_ONE,
                    )
                )
            except (OSError, RuntimeError) as error:  # what the systems' own libraries raise
                raise NoNotifications from error
        if not dispatched.is_set():  # the library writes a failure to the log and returns
            raise NoNotifications

    async def withdraw(self) -> None:
        """Take away what is shown, if anything is."""
        async with self._turn:
            await self._withdraw()

    async def aclose(self) -> None:
        """Take away what is shown."""
        await self.withdraw()

    async def _withdraw(self) -> None:
        if self._notifier is None:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self._notifier.clear(_ONE)
        except (OSError, RuntimeError, KeyError):  # it is gone by itself
            pass

    async def _entered(self) -> DesktopNotifier:
        if self._notifier is None:
            from desktop_notifier import DesktopNotifier, Icon  # noqa: PLC0415 - at the first alert, not at the start

            self._notifier = DesktopNotifier(app_name=APP, app_icon=Icon(path=self._icon.resolve()))
        if not await self._notifier.get_capabilities():  # the stand-in for a system, or a bundle, that can show none
            raise NoNotifications
        return self._notifier
