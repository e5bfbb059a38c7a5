"""Which feed a desk follows: the brand's shared one where the profile names it, else its own."""

from __future__ import annotations

import logging

from psygnal import Signal

from callcenter.desk.session import Session
from callcenter.feed.direct import DirectFeed
from callcenter.feed.port import OrderFeed, Reached
from callcenter.pos.errors import PosError
from callcenter.pos.port import PointOfSale
from callcenter.settings import WATCH_ALL, Profile
from callcenter.vault import VaultError

_log = logging.getLogger(__name__)

NOT_IMPORTED = "feed-not-imported"
"""The profile names a feed, and this desk was given no access to it."""
NOT_READABLE = "feed-access-unreadable"
"""The keyring does not give out the access, or what it gives is damaged."""


class Following:
    """Makes the feed for a brand. ``desk`` is this desk's id, unlike any other's, and what people call it."""

    failed = Signal(str)
    """The shared feed cannot be followed from here, by a code: the desk asks for itself."""

    def __init__(self, session: Session, desk: tuple[str, str]) -> None:
        self._session = session
        self.desk = desk

    async def feed(self, pos: PointOfSale, profile: Profile, resume: Reached | None, desks: int) -> OrderFeed:
        """Return the feed; ``resume`` is where it goes on, ``desks`` how many there were last."""
        venues = await self._venues(pos, profile)
        if profile.feed_url:
            shared = await self._shared(pos, profile, resume, desks, venues)
            if shared is not None:
                return shared
        return DirectFeed(pos, venues=venues, resume=resume, desk=self.desk)

    async def _shared(
        self, pos: PointOfSale, profile: Profile, resume: Reached | None, desks: int, venues: tuple[str | None, ...]
    ) -> OrderFeed | None:
        # Only who follows a shared feed needs its protocol and its ciphers.
        from callcenter.feed import access  # noqa: PLC0415 - as above
        from callcenter.feed.errors import FeedFileError  # noqa: PLC0415 - as above
        from callcenter.feed.shared.feed import SharedFeed  # noqa: PLC0415 - as above

        try:
            kept = await access.kept(await self._session.vault(), profile.key, profile.feed_url)
        except (VaultError, FeedFileError) as error:
            _log.warning("the access to the shared feed cannot be read: %s", type(error).__name__)
            self.failed.emit(NOT_READABLE)
            return None
        if kept is None:
            self.failed.emit(NOT_IMPORTED)
            return None
        return SharedFeed(pos, kept, desk=self.desk, venues=venues, resume=resume, desks=desks)

    async def _venues(self, pos: PointOfSale, profile: Profile) -> tuple[str | None, ...]:
        """Return the venues whose orders are watched; the one signed in to where nothing else is set, or known."""
        if profile.watch == WATCH_ALL:
            try:
                every = tuple(venue.id for venue in await pos.venues())
            except PosError as error:
                _log.info("the venues to watch are not known: %s", error.code)
                every = ()
            if every:
                return every
        elif profile.watch:
            return tuple(profile.watch.split(","))
        return (profile.venue_id or None,)
