"""The local files of the brand signed in to: the replica, and this desk's own file."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

from psygnal import Signal

from callcenter.desk.session import Session
from callcenter.desk.tasks import Tasks
from callcenter.desk.unsent import unsent_in
from callcenter.pos.port import PointOfSale
from callcenter.replica.connecting import SetAside, set_aside, wipe
from callcenter.replica.desk_file import DeskFile
from callcenter.replica.errors import LocalFileError, StorageFull
from callcenter.replica.replica import Replica
from callcenter.settings import Profile
from callcenter.vault import Secret

_log = logging.getLogger(__name__)

REPLICA = "replica.db"
DESK = "desk.db"
_WIPES, _BETWEEN_WIPES = 20, 0.25
"""How often deleting is tried, and the seconds between: together longer than a worker process takes to end."""


@dataclass(frozen=True, slots=True)
class Local:
    """What is open: ``path`` and ``key`` are the replica's, None where it is in memory alone."""

    replica: Replica
    desk: DeskFile
    path: Path | None
    key: Secret | None
    keeps_forms: bool
    """Whether a form committed to the desk's file survives the program: else it counts only once it is answered."""
    owner: str = ""
    """The key of the profile whose files they are."""


class LocalFiles:
    """Opens the files after signing in and closes them on leaving. Without a keyring they are in memory alone."""

    opened = Signal(Local)
    closed = Signal()
    forgotten = Signal(str)
    """Nothing of the profile with this key is to be kept any more."""
    replaced = Signal(SetAside)
    """The replica could not be used and is being filled anew."""
    desk_file_failed = Signal(LocalFileError)
    """The desk's own file cannot be used: nothing happens to it until ``set_desk_file_aside``."""
    storage_full = Signal()
    """There is no room on the disk; the desk works on, and keeps nothing."""

    def __init__(self, session: Session, folder: Path) -> None:
        self._session = session
        self._folder = folder
        self._tasks = Tasks("files")
        self._closing = Tasks("closing files")
        self._turn = asyncio.Lock()
        self.local: Local | None = None
        session.opened.connect(self._signed_in)
        session.closed.connect(self._signed_out)
        session.forgotten.connect(self._forgotten)

    def set_desk_file_aside(self, failure: LocalFileError) -> None:
        """Rename the desk's own file that cannot be used, and begin an empty one; what was unsent in it stays there."""
        profile = self._session.profile
        if profile is not None:
            self._signed_out()
            set_aside(self._place(profile) / DESK, failure.trouble)
            self._tasks.replace("open", self._open(profile))

    async def unsent(self, profile: Profile, key: Secret) -> int:
        """Count what waits to be sent of a profile that is not at work; ``key`` is its files'. Raises StorageFull."""
        async with self._turn:
            return await unsent_in(self._place(profile) / DESK, key)

    async def aclose(self) -> None:
        """Close the files; what is being written is finished."""
        self._signed_out()
        await self._tasks.aclose()
        await self._closing.finish(8.0)

    def _signed_in(self, _pos: PointOfSale, _venue_id: str | None) -> None:
        if self._session.profile is not None:
            self._tasks.replace("open", self._open(self._session.profile))

    def _signed_out(self) -> None:
        self._tasks.cancel("open")
        local, self.local = self.local, None
        if local is not None:
            self.closed.emit()
            self._closing.start("close", self._close(local))

    def _forgotten(self, profile: Profile) -> None:
        self.forgotten.emit(profile.key)
        self._closing.start("wipe", self._wipe(profile))

    async def _close(self, local: Local) -> None:
        async with self._turn:
            await local.replica.aclose()
            await local.desk.aclose()

    async def _wipe(self, profile: Profile) -> None:
        """Delete what lies on the disk, once it is closed; a worker process may still be letting go of it."""
        async with self._turn:
            for _ in range(_WIPES):
                try:
                    await asyncio.to_thread(wipe, self._place(profile))
                except OSError:
                    await asyncio.sleep(_BETWEEN_WIPES)
                else:
                    return
            _log.warning("local files could not be deleted: another program holds them")

    async def _open(self, profile: Profile) -> None:
        async with self._turn:
            await self._open_files(profile)

    async def _open_files(self, profile: Profile) -> None:
        key = await self._session.local_key()
        place = self._place(profile) if key is not None else None
        path = place / REPLICA if place is not None else None
        try:
            replica = await Replica.open(path, key, region=profile.region)
        except StorageFull:
            self.storage_full.emit()
            path, replica = None, await Replica.open(None, None, region=profile.region)
        try:
            desk, keeps_forms = await self._open_desk_file(place, key)
        except BaseException:
            await replica.aclose()
            raise
        self.local = Local(replica=replica, desk=desk, path=path, key=key, keeps_forms=keeps_forms, owner=profile.key)
        if replica.notice is not None:
            self.replaced.emit(replica.notice)
        self.opened.emit(self.local)

    async def _open_desk_file(self, place: Path | None, key: Secret | None) -> tuple[DeskFile, bool]:
        try:
            desk = await DeskFile.open(place / DESK if place is not None else None, key)
        except LocalFileError as error:
            self.desk_file_failed.emit(error)
        except StorageFull:
            self.storage_full.emit()
        else:
            return desk, place is not None
        return await DeskFile.open(None, None), False

    def _place(self, profile: Profile) -> Path:
        return self._folder / profile.key
