"""The outbox of a desk that is signed in, over a folder and a keyring that outlive it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from callcenter.desk.connection import Connection
from callcenter.desk.directory import LocalDirectory
from callcenter.desk.dispatch import Dispatch, Settled
from callcenter.desk.files import LocalFiles
from callcenter.desk.session import Session
from callcenter.pos.systems import connect
from callcenter.replica.outbox import Entry
from callcenter.settings import Profile
from callcenter.vault import Secret, Vault
from tests.desk.at_work import Until

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LOOKS = (0.0, 0.1)
D = TypeVar("D", bound="Door")


@dataclass
class Door:
    """The outbox, and what it told."""

    session: Session
    files: LocalFiles
    directory: LocalDirectory
    dispatch: Dispatch
    clock: list[datetime]
    settled: list[Settled] = field(default_factory=list)
    asked: list[Entry] = field(default_factory=list)

    def row(self, entry: Entry) -> Entry:
        """Give a row as it is now."""
        return next(one for one in self.dispatch.entries if one.id == entry.id)

    async def aclose(self) -> None:
        """Close the desk; what waits goes on waiting in the file."""
        for part in (self.dispatch, self.directory, self.files, self.session):
            await part.aclose()


class OpenDoor(Protocol):
    """Opens doors of a kind, over one folder and one keyring."""

    async def __call__(self, kind: type[D], *, looks: tuple[float, ...] = LOOKS) -> D:
        """Open one; it is closed when the test is over."""


async def opened(
    folder: Path,
    vault: Vault,
    profile: Profile,
    secret: Secret,
    until: Until,
    *,
    kind: type[D],
    looks: tuple[float, ...] = LOOKS,
) -> D:
    """Open a desk and sign it in."""

    async def give() -> Vault:
        return vault

    connection = Connection()
    session = Session(folder, give, connect, connection)
    files = LocalFiles(session, folder / "data")
    directory = LocalDirectory(session, files)
    clock = [NOON]
    dispatch = Dispatch(session, files, directory, connection, shortest_wait=0.05, looks=looks, now=lambda: clock[0])
    door = kind(session, files, directory, dispatch, clock)
    dispatch.settled.connect(door.settled.append)
    dispatch.uncertain.connect(door.asked.append)
    session.sign_in(profile, secret)
    await until(lambda: files.local is not None)
    return door
