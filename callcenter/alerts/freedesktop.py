"""Notifications as the desktops of Linux and the BSDs show them (Desktop Notifications Specification 1.2).

Spoken here and not by desktop-notifier, whose way on these systems cannot put a notification in the place of another
(every repeat would be one more), takes a failure for a success, and never leaves the bus.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callcenter.alerts.errors import NoNotifications
from callcenter.alerts.notification import APP, ICON, PATIENCE, Notice, Notifications, plain

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus
    from dbus_fast.message import Message

RETRY = 60.0
"""Seconds after which a desktop without a service for notifications is asked again: asking may start one."""

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_RULE = f"type='signal',interface='{_NAME}',path='{_PATH}'"
_PRESSED = "default"
"""The action that stands for pressing the notification itself."""
_NORMAL = 1
"""Urgency: a critical one would break through the desktop's own do-not-disturb."""


class Freedesktop(Notifications):
    """Asks the notification service of the session's bus.

    ``address`` is that of another bus; ``clock`` tells seconds that never go back.
    """

    def __init__(
        self, icon: Path = ICON, *, address: str | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._icon = icon
        self._address = address
        self._clock = clock
        self._turn = asyncio.Lock()
        self._bus: MessageBus | None = None
        self._can: frozenset[str] = frozenset()
        self._shown = 0
        """The service's number for what is shown; 0 for nothing."""
        self._unnumbered: list[Message] | None = None
        """What the service said while the number of what it shows was not known yet."""
        self._failed_at: float | None = None

    async def show(self, notice: Notice) -> None:
        """Show a notice in place of the one before. Raises NoNotifications, for ``RETRY`` seconds without asking.

        Given up half way it goes on to its end: else a notification could be shown whose number nobody knows.
        """
        await asyncio.shield(asyncio.create_task(self._show(notice), name="notification: show"))

    async def _show(self, notice: Notice) -> None:
        async with self._turn:
            if self._failed_at is not None and self._clock() - self._failed_at < RETRY:
                raise NoNotifications
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._notify_and_listen(notice)
            except _absences() as error:
                self._failed_at = self._clock()
                await self._leave()
                raise NoNotifications from error
            self._failed_at = None

    async def withdraw(self) -> None:
        """Take away what is shown, if anything is."""
        async with self._turn:
            await self._withdraw()

    async def aclose(self) -> None:
        """Take away what is shown and leave the bus."""
        async with self._turn:
            await self._withdraw()
            await self._leave()

    async def _withdraw(self) -> None:
        shown, self._shown = self._shown, 0
        if not shown or self._bus is None:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self._call(self._bus, "CloseNotification", "u", [shown])
        except _absences():  # it is gone with its service, or by itself
            pass

    async def _notify_and_listen(self, notice: Notice) -> None:
        """Show a notice; what is said of it together with its number, or before, is heard as well."""
        self._unnumbered = []
        try:
            self._shown = await self._notify(notice)
        finally:
            said, self._unnumbered = self._unnumbered, None
        for message in said:
            self._hear(message)

    async def _notify(self, notice: Notice) -> int:
        from dbus_fast import Variant  # noqa: PLC0415 - as in _enter

        bus = await self._entered()
        text = plain(notice.text)
        hints = {
            "urgency": Variant("y", _NORMAL),
            "desktop-entry": Variant("s", APP),
            "transient": Variant("b", True),  # noqa: FBT003 - not to be kept in the desktop's history
            "suppress-sound": Variant("b", True),  # noqa: FBT003 - the desk plays its own
        }
        (number,) = await self._call(
            bus,
            "Notify",
            "susssasa{sv}i",
            [
                APP,
                self._shown,
                self._icon.as_uri() if self._icon.is_file() else "",
                plain(notice.title),
                escape(text, quote=False) if "body-markup" in self._can else text,
                [_PRESSED, APP] if "actions" in self._can else [],
                hints,
                int(notice.seconds * 1000),
            ],
        )
        return int(number)

    async def _entered(self) -> MessageBus:
        """Give the bus; the service is asked what it can each time it is entered anew."""
        if self._bus is not None and self._bus.connected:
            return self._bus
        from dbus_fast import BusType  # noqa: PLC0415 - 30 ms, at the first alert
        from dbus_fast.aio import MessageBus  # noqa: PLC0415

        await self._leave()
        bus = MessageBus(bus_address=self._address, bus_type=BusType.SESSION, auth_timeout=PATIENCE)
        await bus.connect()
        self._bus = bus
        bus.add_message_handler(self._hear)
        await self._call(bus, "AddMatch", "s", [_RULE], name="org.freedesktop.DBus", path="/org/freedesktop/DBus")
        (can,) = await self._call(bus, "GetCapabilities", "", [])
        self._can = frozenset(can)
        return bus

    async def _leave(self) -> None:
        bus, self._bus, self._shown = self._bus, None, 0
        if bus is None:
            return
        bus.remove_message_handler(self._hear)
        if bus.connected:
            bus.disconnect()
        with suppress(*_absences()):  # how it ended is told already
            async with asyncio.timeout(PATIENCE):
                await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]  # typed in part

    async def _call(
        self, bus: MessageBus, member: str, signature: str, body: list[Any], *, name: str = _NAME, path: str = _PATH
    ) -> list[Any]:
        from dbus_fast.constants import MessageType  # noqa: PLC0415 - as in _entered
        from dbus_fast.errors import DBusError  # noqa: PLC0415
        from dbus_fast.message import Message  # noqa: PLC0415

        asked = Message(destination=name, path=path, interface=name, member=member, signature=signature, body=body)
        reply = await bus.call(asked)
        if reply.message_type is MessageType.ERROR:
            raise DBusError(reply.error_name or f"{_NAME}.Failed", member, reply)
        return list(reply.body)

    def _hear(self, message: Message) -> None:
        """Take a word of the service; its numbers are its own for every program, so others' are passed over."""
        if message.path != _PATH or not message.body:
            return
        if self._unnumbered is not None:
            self._unnumbered.append(message)
        elif not self._shown or message.body[0] != self._shown:
            return
        elif message.member == "NotificationClosed":
            self._shown = 0
        elif message.member == "ActionInvoked" and message.body[1:] == [_PRESSED]:
            self.activated.emit()


def _absences() -> tuple[type[Exception], ...]:
    """Name what is raised where a bus or a service is not there, goes away, refuses, or takes too long (an OSError)."""
    from dbus_fast.errors import DBusFastError  # noqa: PLC0415 - as in _entered

    return (OSError, EOFError, DBusFastError)
