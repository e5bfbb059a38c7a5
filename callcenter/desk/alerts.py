"""New orders make themselves heard and seen until somebody takes them up."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

import msgspec
from psygnal import Signal

from callcenter.alerts import sounds
from callcenter.alerts.errors import AlertError, SoundUnreadable
from callcenter.alerts.notification import Notice, Notifications
from callcenter.alerts.sound import Speaker
from callcenter.desk.order_book import Change
from callcenter.desk.queue import OrderQueue
from callcenter.desk.tasks import Tasks
from callcenter.desk.waiting import Round, Waiting
from callcenter.feed.port import FeedState, Mark, Subject, SubjectKind, Way
from callcenter.model.order import Order, Stage
from callcenter.model.record import Record
from callcenter.settings import AlertSettings

_log = logging.getLogger(__name__)

Words = Callable[[tuple[Order, ...]], Notice]
"""Puts the orders that wait, the longest waiting first, into the agent's language. It is to name no customer."""

MOST_SOUNDS = 3
"""How many different sounds one alert has at most: orders of more venues than that are seen."""
_SHARED = frozenset({Way.FOLLOWING, Way.LEADING})
_LOOK = 30.0
"""Seconds between two looks at the clock on the wall, which may be set, and runs on while the computer sleeps."""
_LINGER = 10.0
"""Seconds that a notification stays beyond the next repeat, so that it does not blink."""


class AlertState(Record, frozen=True):
    """How things stand, for the window to tell."""

    waiting: tuple[str, ...] = ()
    """The ids of the orders that alert until somebody takes them up, the longest waiting first."""
    quiet: bool = False
    """Do-not-disturb: what waits is neither heard nor notified of."""
    quiet_until: datetime | None = None
    """When that ends by itself; None where the agent ends it."""
    everywhere: bool = False
    """Whether an order opened here falls silent on every desk, or on this one alone until it is no longer pending."""
    problems: tuple[AlertError, ...] = ()
    """Why alerts are not heard, or not notified of."""


class Alerts:
    """Tells of each new pending order, once and then again and again, until some desk opens or takes it, or it is gone.

    What was there at the start is not told of, nor what was told before. Several at once are one sound and one
    notification. Do-not-disturb holds alerts back: what still waits at its end is told then.
    """

    changed = Signal(AlertState)
    activated = Signal(str)
    """The agent pressed the notification: this order is to be opened, and the window to come forward."""
    failed = Signal(AlertError)
    """An alert could not be heard or seen: told once, until it could be."""

    def __init__(
        self,
        queue: OrderQueue,
        speaker: Speaker,
        notifications: Notifications,
        words: Words,
        *,
        settings: AlertSettings | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._queue = queue
        self._speaker = speaker
        self._notifications = notifications
        self._words = words
        self._settings = settings or AlertSettings()
        self._clock = clock
        self._sleep = sleep
        self._now = now
        self._tasks = Tasks("alerts")
        self._waiting = Waiting(self._settings.repeat_seconds)
        self._told: tuple[str, ...] = ()
        self._wanted: Notice | None = None
        self._shown: Notice | None = None
        self._problems: dict[str, AlertError] = {}
        """What keeps alerts back, by what would give them: sound, notification, or the name of a sound."""
        self.state = AlertState()
        queue.changed.connect(self._hear)
        queue.seen.connect(self._hear_of)
        queue.marked.connect(self._hear_of_marks)
        queue.followed.connect(self._hear_how)
        notifications.activated.connect(self._pressed)

    # ---- what an agent does -----------------------------------------------------------------------------------------

    def opened(self, order_id: str) -> None:
        """Note that the agent opened an order, and tell the other desks; one that is taken is told by its mark."""
        self.silence(order_id)
        order = self._queue.orders.get(order_id)
        if order is not None and order.stage is Stage.PENDING:
            self._queue.tell_seen(Subject(SubjectKind.ORDER, order_id))

    def silence(self, order_id: str) -> None:
        """Let an order be told of no more; it may not have come to this desk yet."""
        if self._waiting.silence(order_id):
            self._went_on()

    def do_not_disturb(self, until: datetime | None = None) -> None:
        """Hold alerts back until a moment (aware), or until ``disturb``."""
        self._update(quiet=True, quiet_until=until)
        self._fall_silent()
        self._keep_time()

    def disturb(self) -> None:
        """End do-not-disturb."""
        if self.state.quiet:
            self._end_quiet()
            self._keep_time()

    def configure(self, settings: AlertSettings) -> None:
        """Alert in this way from now on."""
        self._settings = settings
        self._waiting.repeat = settings.repeat_seconds
        for order in self._waiting.orders:
            if not self._watched(order):
                self._waiting.silence(order.id)
        if not settings.notify:
            self._want(None)
        self._went_on()

    def try_out(self, sound: str, volume: int) -> None:
        """Play a sound once, so that the agent can choose."""
        self._tasks.replace("sound", self._play((sound,), volume))

    async def aclose(self) -> None:
        """Fall silent and give back the loudspeaker and the desktop."""
        await self._tasks.aclose()
        await self._speaker.aclose()
        await self._notifications.aclose()

    # ---- which orders wait ------------------------------------------------------------------------------------------

    def _hear(self, change: Change) -> None:
        moved = change.cleared and self._waiting.forget()
        if change.cleared:
            self._update(everywhere=False)
        waits = self._waiting.waits
        orders = [one for one in (*change.came, *change.changed) if one.stage is Stage.PENDING or waits(one.id)]
        if change.first:
            moved |= self._waiting.pass_over(orders)
        else:
            moved |= self._waiting.pass_over(one for one in orders if not self._watched(one))
            moved |= self._waiting.see((one for one in orders if self._watched(one)), self._clock())
        for order_id in change.gone:
            moved |= self._waiting.silence(order_id)
        if moved:
            self._went_on()

    def _watched(self, order: Order) -> bool:
        venues = self._settings.venues
        return self._settings.enabled and (not venues or order.venue_id in venues)

    def _hear_of(self, subject: Subject) -> None:
        if subject.kind is SubjectKind.ORDER:
            self.silence(subject.id)

    def _hear_of_marks(self, marks: Mapping[Subject, Mark]) -> None:
        for subject in marks:
            self._hear_of(subject)

    def _hear_how(self, feed: FeedState) -> None:
        self._update(everywhere=feed.way in _SHARED)

    def _went_on(self) -> None:
        """Follow a change of what waits."""
        if not self._waiting.orders:
            self._fall_silent()
        self._update(waiting=tuple(order.id for order in self._waiting.orders))
        self._keep_time()

    # ---- when the agent is told -------------------------------------------------------------------------------------

    def _keep_time(self) -> None:
        if self._seconds_left() is None:
            self._tasks.cancel("time")
        else:
            self._tasks.replace("time", self._act_in_time())

    async def _act_in_time(self) -> None:
        while (seconds := self._seconds_left()) is not None:
            if seconds > 0:
                await self._sleep(seconds)
            elif self.state.quiet:
                self._end_quiet()
            else:
                self._ring()

    def _seconds_left(self) -> float | None:
        """How long there is nothing to do; None where that is until something happens."""
        if self.state.quiet:
            until = self.state.quiet_until
            return None if until is None else min(_LOOK, (until - self._now()).total_seconds())
        due = self._waiting.due
        return None if due is None else due - self._clock()

    def _end_quiet(self) -> None:
        self._waiting.tell_anew(self._clock())
        self._update(quiet=False, quiet_until=None)

    def _ring(self) -> None:
        told = self._waiting.ring(self._clock())
        if not self._tasks.running("sound"):  # one that still sounds is an alert already
            self._tasks.replace("sound", self._play(self._sounds_of(told), self._settings.volume))
        if self._settings.notify:
            self._told = tuple(order.id for order in told.orders)
            stays = self._settings.repeat_seconds + _LINGER
            self._want(msgspec.structs.replace(self._words(told.orders), seconds=stays))

    def _fall_silent(self) -> None:
        self._tasks.cancel("sound")
        self._want(None)

    # ---- how the agent is told --------------------------------------------------------------------------------------

    def _sounds_of(self, told: Round) -> tuple[str, ...]:
        chosen = self._settings.venue_sounds
        every = (chosen.get(order.venue_id or "", self._settings.sound) for order in told.fresh or told.orders)
        return tuple(dict.fromkeys(one for one in every if one))[:MOST_SOUNDS]

    async def _play(self, chosen: tuple[str, ...], volume: int) -> None:
        if not volume:
            return
        try:
            for sound in chosen:
                await self._play_or_default(sound, volume)
        except AlertError as error:
            self._problem("sound", error)
        else:
            self._worked("sound")

    async def _play_or_default(self, sound: str, volume: int) -> None:
        try:
            await self._speaker.play(sound, volume)
        except SoundUnreadable as error:
            self._problem(sound, error)
            await self._speaker.play(sounds.DEFAULT, volume)
        else:
            self._worked(sound)

    def _want(self, notice: Notice | None) -> None:
        """Bring the desktop to show a notice, or none: one step after the other, the newest wish last."""
        self._wanted = notice
        if self._wanted is not self._shown and not self._tasks.running("notice"):
            self._tasks.replace("notice", self._show_wanted())

    async def _show_wanted(self) -> None:
        while self._wanted is not self._shown:
            wanted = self._shown = self._wanted
            if wanted is None:
                await self._notifications.withdraw()
                continue
            try:
                await self._notifications.show(wanted)
            except AlertError as error:
                self._problem("notification", error)
            else:
                self._worked("notification")

    def _pressed(self) -> None:
        waiting = {order.id for order in self._waiting.orders}
        order_id = next((one for one in self._told if one in waiting), self._told[0] if self._told else None)
        if order_id is not None:
            self.activated.emit(order_id)

    def _problem(self, way: str, error: AlertError) -> None:
        known = self._problems.get(way)
        self._problems[way] = error
        if known is None or str(known) != str(error):
            _log.info("an alert was not given: %s", error.code, exc_info=error)
            self._update(problems=tuple(self._problems.values()))
            self.failed.emit(error)

    def _worked(self, way: str) -> None:
        if self._problems.pop(way, None) is not None:
            self._update(problems=tuple(self._problems.values()))

    def _update(self, **facts: object) -> None:
        state = msgspec.structs.replace(self.state, **facts)
        if state != self.state:
            self.state = state
            self.changed.emit(state)
