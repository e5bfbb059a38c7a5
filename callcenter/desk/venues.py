"""The brand's venues, for whoever asks where they are and how they are called; known offline too."""

from __future__ import annotations

import logging

import msgspec
from psygnal import Signal

from callcenter.desk.choices import Choices, Offer
from callcenter.desk.files import Local, LocalFiles
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.model.phone import digits, looks_like_number
from callcenter.model.venue import Venue
from callcenter.replica.errors import Closed, LocalFileError, StorageFull
from callcenter.replica.folding import spelled

_log = logging.getLogger(__name__)

_FACT = "venues"


class Venues:
    """Keeps what was told of the venues last; until the point of sale tells them again, that is what there is."""

    changed = Signal(tuple)

    def __init__(self, session: Session, files: LocalFiles, offer: Offer) -> None:
        self._session = session
        self._files = files
        self._offer = offer
        self._tasks = Tasks("venues")
        self._kept: tuple[Venue, ...] = ()
        self.venues: tuple[Venue, ...] = ()
        session.closed.connect(self._forget)
        files.opened.connect(self._opened)
        offer.changed.connect(self._told)

    @property
    def own(self) -> str | None:
        """The id of the venue that this desk is of; None where the point of sale chooses."""
        profile = self._session.profile
        return (profile.venue_id or None) if profile is not None else None

    def look(self, text: str) -> tuple[Venue, ...]:
        """Return the venues with all these words in name, address or e-mail, or with this number."""
        if looks_like_number(text):
            number = digits(text).lstrip("0")
            return tuple(one for one in self.venues if number in digits(one.phone or ""))
        words = [folded for word in text.split() for folded, _ in spelled(word)]
        return tuple(one for one in self.venues if all(word in _words(one) for word in words))

    def read(self) -> None:
        """Ask the point of sale again."""
        self._offer.read()

    async def aclose(self) -> None:
        """Let what was told be kept."""
        await self._tasks.finish(2.0)

    def _told(self, choices: Choices) -> None:
        if choices.venues:
            self._become(choices.venues)
            if self._files.local is not None:
                self._tasks.replace("keep", self._keep(self._files.local))

    def _opened(self, local: Local) -> None:
        self._tasks.replace("keep", self._keep(local))

    def _forget(self) -> None:
        self._tasks.cancel("keep")
        self._kept = ()
        self._become(())

    def _become(self, venues: tuple[Venue, ...]) -> None:
        if venues != self.venues:
            self.venues = venues
            self.changed.emit(venues)

    async def _keep(self, local: Local) -> None:
        """Keep what was told; where nothing was told yet, what was kept is what there is."""
        try:
            if self.venues == self._kept:
                told = await local.replica.fact(_FACT)
                if told is not None and not self.venues:
                    self._kept = msgspec.json.decode(told, type=tuple[Venue, ...])
                    self._become(self._kept)
            else:
                venues = self.venues
                await local.replica.set_fact(_FACT, msgspec.json.encode(venues).decode())
                self._kept = venues
        except msgspec.DecodeError:
            _log.info("the venues kept are another version's: they are read anew")
        except (Closed, LocalFileError, StorageFull) as error:
            _log.info("the venues could not be kept: %s", type(error).__name__)


def _words(venue: Venue) -> str:
    texts = (venue.name, venue.address, venue.email)
    return " ".join(one for text in texts if text for word in text.split() for one, _ in spelled(word))
