"""The profiles set up on this computer: each is one sign-in to one point of sale, and one is at work at a time."""

from __future__ import annotations

import enum
from collections.abc import Callable

from psygnal import Signal

from callcenter.desk.dispatch import Dispatch
from callcenter.desk.files import LocalFiles
from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.model.record import Record
from callcenter.replica.errors import StorageFull
from callcenter.settings import Profile
from callcenter.vault import Entry, Kind, VaultError, origin_of


class Hindrance(enum.Enum):
    """Why the profile at work cannot be left now."""

    SAVING = "saving"
    """A form is on its way: what comes of it is to be told where it was typed."""
    UNKEPT = "unkept"
    """What waits to be sent would be lost: without a keyring nothing lies on the disk."""


class Listed(Record, frozen=True):
    """A profile, and how much waits in it to be sent; None where that is not known."""

    profile: Profile
    at_work: bool
    unsent: int | None = None


class Profiles:
    """Lists them and goes from one to the other. Customers, forms and calls of two profiles lie in files apart."""

    listed = Signal(tuple)
    """Every profile as ``Listed``, in the order of the settings: the answer to ``look``, and whenever that changes."""

    def __init__(self, session: Session, files: LocalFiles, dispatch: Dispatch, *, saving: Callable[[], bool]) -> None:
        self._session = session
        self._files = files
        self._dispatch = dispatch
        self._saving = saving
        self._tasks = Tasks("profiles")
        self._unsent: dict[str, int] = {}
        self._left: str = ""
        """The profile that was left last for another one."""
        session.leaving.connect(self._leave)
        session.opened.connect(lambda _pos, _venue_id: self._enter())
        session.form_wanted.connect(self._ask)
        session.forgotten.connect(lambda profile: self._unsent.pop(profile.key, None))
        dispatch.changed.connect(lambda _entries: self._tell())

    # ---- what there is ----------------------------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[Listed, ...]:
        """Every profile, in the order of the settings."""
        at_work = self._session.profile
        return tuple(
            Listed(profile=one, at_work=True, unsent=self._dispatch.unsent)
            if at_work is not None and one.key == at_work.key
            else Listed(profile=one, at_work=False, unsent=self._unsent.get(one.key))
            for one in self._session.settings.profiles
        )

    @property
    def way_back(self) -> Profile | None:
        """The profile that whoever fills in a sign-in form can go back to: the one at work, or left for the form."""
        return self._session.profile or self._session.settings.profile(self._left)

    def hindrance(self) -> Hindrance | None:
        """Return why the profile at work cannot be left now; None where it can."""
        if not self._session.signed_in:
            return None
        if self._saving():
            return Hindrance.SAVING
        return Hindrance.UNKEPT if self._dispatch.unsent and not self._dispatch.keeps else None

    # ---- what an agent does -----------------------------------------------------------------------------------------

    def look(self) -> None:
        """Tell the profiles, and count what waits in the files of those that are not at work."""
        self._tell()
        self._tasks.replace("count", self._count())

    def switch(self, key: str) -> Hindrance | None:
        """Go on as another profile, unless something is in the way: it is returned."""
        at_work = self._session.profile
        if at_work is not None and at_work.key == key:
            return None
        hindrance = self.hindrance()
        if hindrance is None:
            self._tasks.cancel("count")
            self._session.switch(key)
        return hindrance

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._tasks.aclose()

    # ---- what happens -----------------------------------------------------------------------------------------------

    async def _count(self) -> None:
        try:
            vault = await self._session.vault()
            for row in self.rows:
                entry = Entry(origin_of(row.profile.base_url), row.profile.key, Kind.LOCAL_KEY)
                key = None if row.at_work else await vault.get(entry)
                if key is not None:
                    self._unsent[row.profile.key] = await self._files.unsent(row.profile, key)
        except (VaultError, StorageFull):  # what cannot be counted is not told
            return
        self._tell()

    def _leave(self, profile: Profile) -> None:
        self._left = profile.key
        if self._dispatch.keeps:
            self._unsent[profile.key] = self._dispatch.unsent

    def _enter(self) -> None:
        self._left = ""
        self._tell()

    def _ask(self, profile: Profile | None) -> None:
        if profile is not None and profile.key == self._left:  # the agent signed out of it: there is no way back
            self._left = ""
        self._tell()

    def _tell(self) -> None:
        self.listed.emit(self.rows)
