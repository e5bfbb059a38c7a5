"""What a desk does while the feed server is away: it polls for itself, and tries to come back.

All desks of a brand are in the same case then: each polls as seldom as their number demands, and they do not all try to
reach the server at the same moment.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence

from callcenter.feed.direct import DirectFeed
from callcenter.feed.ledger import Ledger
from callcenter.feed.pace import Pace
from callcenter.feed.port import OrderFeed, Reached, Watching
from callcenter.pos.port import PointOfSale

RETRY = 1.0
"""Seconds between two tries to reach the server, while there are few desks; many take longer, not to come at once."""
TRIES_A_SECOND = 50
"""Desks that try to reach a server again within one second, about."""


class Fallback:
    """Polls for this desk alone, through ``ledger``: what was told on the shared feed is not told again."""

    def __init__(
        self,
        pos: PointOfSale,
        venues: Sequence[str],
        ledger: Ledger,
        listen: Callable[[OrderFeed], None],
        *,
        past: bool,
        grace: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pos = pos
        self._venues = venues
        self._ledger = ledger
        self._listen = listen
        self._past = past
        self._grace = grace
        self._clock = clock
        self._watching = Watching.SHOWN
        self._feed: DirectFeed | None = None
        self._away_since = clock() - grace
        self.polling: asyncio.Task[None] | None = None

    def look_now(self) -> None:
        """Cut the pause short, where this desk polls."""
        if self._feed is not None:
            self._feed.look_now()

    def watch(self, watching: Watching) -> None:
        """Say what the agent has before them."""
        self._watching = watching
        if self._feed is not None:
            self._feed.watch(watching)

    def note_loss(self) -> None:
        """Note that the server is away from now on."""
        self._away_since = self._clock()

    async def pause(self, desks: int, begin: Callable[[], None]) -> None:
        """Pause before the next try, and begin to poll once the server has been away for long enough."""
        many = max(1.0, desks / TRIES_A_SECOND)
        seconds = RETRY * many * random.uniform(0.5, 1.5)  # noqa: S311 - spread, no secret
        until_grace = self._away_since + self._grace - self._clock()
        if until_grace > 0:
            await asyncio.sleep(min(seconds, until_grace))
            seconds -= until_grace
        if self._clock() - self._away_since >= self._grace:
            begin()
        if seconds > 0:
            await asyncio.sleep(seconds)

    @property
    def polls(self) -> bool:
        """Whether this desk polls for itself."""
        return self.polling is not None and not self.polling.done()

    def begin(self, resume: Reached, pace: Pace) -> None:
        """Poll from now on, from where everything is told."""
        feed = DirectFeed(
            self._pos,
            venues=tuple(venue or None for venue in self._venues),
            resume=resume if resume.watermarks else None,
            past=self._past,
            pace=pace,
            ledger=self._ledger,
            clock=self._clock,
        )
        feed.watch(self._watching)
        self._listen(feed)
        self._feed = feed
        self.polling = asyncio.create_task(feed.run(), name="feed: fallback")

    def end(self) -> None:
        """Poll no more."""
        if self.polling is not None:
            self.polling.cancel()
        self.polling = self._feed = None
